"""Stated counts with the items listed after them, and sums in digits with the same in words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipeline.link.lists import Listing
from pipeline.link.sums.relations import worth
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, CountRelation, Quantity, SumRelation, Untold, WordsRelation

_IN_WORDS = re.compile(
    r"(?:\s*[,;]?|\.\s{0,4}\n(?=\W{0,6}(?:số tiền\s+)?(?:viết\s+|ghi\s+)?bằng\s+chữ))\s*[(\[–-]?\s*[*_]*\s*"
    r"(?:\(?(?:số tiền\s+)?(?:viết\s+|ghi\s+)?(?:bằng\s+chữ)\s*(?:là)?\s*:?)?\s*[*_]*\s*",
    re.IGNORECASE,
)
_SOME_OF_THEM = re.compile(
    r"trong đó\s+(?:có|một số)|một số|tiêu biểu|điển hình|nổi bật|chủ yếu|(?:lớn|chính)\s*(?:như|gồm|:)", re.IGNORECASE
)
_ONLY_LEADS = re.compile(
    r"(?:\W|\b(?:cụ thể|bao gồm|gồm|có|là|như|sau|sau đây|dưới đây|các|những|được|trong đó|danh sách|kèm theo|theo)\b)*",
    re.IGNORECASE,
)
_INLINE = re.compile(r"\s?,?\s(?:bao\s)?gồm(?:\scó)?\s?:?\s|\s?:\s(?!\n)|\s?\((?:gồm:?\s)?", re.IGNORECASE)
_INLINE_END = re.compile(r"[.;()\n]")
_AND_SO_ON = re.compile(r"\s*(?:\.\.|…|v\.v|và các|,)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*,\s*(?:và\s)?|\s+và\s+", re.IGNORECASE)
_LONGEST_INLINE = 600
_MOST_OVER = 8
_MARK = re.compile(r"^[\s\-–+*•●]*(?:các\s+)?", re.IGNORECASE)


_ALL_OF_THEM = re.compile(r"(?<!\w)gồm(?: có)?(?: các\s[^\d,;:]{1,40})?\s*:?[\s*]*$", re.IGNORECASE)
_PEOPLE = ("người", "đại biểu", "đồng chí", "thành viên", "cá nhân", "cán bộ", "công chức", "ông, bà", "ông bà")
_PERSON = re.compile(rf"(?<!\w)(?i:ông|bà|đồng chí|đ/c)\.?\s+[{UPPER}]")


def find_counts(
    text: str, quantities: Sequence[Quantity], listings: Sequence[Listing]
) -> Iterator[CountRelation | Untold]:
    """A count in a lead whose noun opens every item, once: then it counts them ('03 dự án ..., gồm:').

    So does its acronym ('HTX'), and a person's title where people are counted. Untold where it opens some of the items, or
    none of those that the count right before 'gồm:' says to be all.
    """
    starts = [quantity.start for quantity in quantities]
    for index, quantity in enumerate(quantities):
        if _exact(quantity) and (inline := _counted_inline(text, quantity)):
            yield replace(inline, quantity=index)
    for listing in listings:
        for index in range(bisect_left(starts, listing.lead[0]), bisect_left(starts, listing.lead[1])):
            quantity = quantities[index]
            if not _exact(quantity) or listing.lead[1] - quantity.end > _LONGEST_INLINE:
                continue
            noun = fold(quantity.item or "")
            after = text[quantity.end : listing.lead[1]]
            if _SOME_OF_THEM.search(after) or _names_again(after, noun):
                yield Untold("count", quantity.start, quantity.end, "some-listed")
                continue
            opened = [_bears(_MARK.sub("", text[start:end]), noun, quantity.item or "") for start, end in listing.items]
            if all(opened):
                yield CountRelation(index, listing.items)
            elif any(opened) or (_ALL_OF_THEM.search(after) and bisect_left(starts, listing.lead[1]) == index + 1):
                yield Untold("count", quantity.start, quantity.end, "other-names")


def _bears(item: str, noun: str, counted: str) -> bool:
    """Whether an item is one of what is counted, by its first words and by no more than these."""
    if counted.lower() in _PEOPLE and _PERSON.match(item):
        return len(_PERSON.findall(item)) == 1
    acronym = "".join(word[0] for word in counted.split()).upper()
    if len(acronym) > 1 and (words := item.split()) and words[0] == acronym:
        return item.count(acronym) == 1
    folded = fold(item)
    return folded.startswith(noun) and noun not in folded[len(noun) :]


def _exact(quantity: Quantity) -> bool:
    exact = quantity.qualifier is None and quantity.value_low == quantity.value_high
    return exact and bool(quantity.item) and quantity.unit != "%"


def _counted_inline(text: str, quantity: Quantity) -> CountRelation | None:
    """'02 hội chợ, gồm: hội chợ A, hội chợ B và ...': a list in the sentence whose noun opens each item."""
    lead = _INLINE.match(text, quantity.end)
    if lead is None:
        return None
    noun = fold(quantity.item or "")
    stop = _INLINE_END.search(text, lead.end(), lead.end() + _LONGEST_INLINE)
    if stop is None or _AND_SO_ON.match(text, stop.start()):
        return None
    items: list[tuple[int, int]] = []
    position = lead.end()
    for separator in (*_BETWEEN.finditer(text, lead.end(), stop.start()), stop):
        items.append((position, separator.start()))
        position = separator.end()
    folded = [fold(text[start:end]).strip() for start, end in items]
    named = all(words.startswith(f"{noun} ") and noun not in words[len(noun) :] for words in folded)
    return CountRelation(-1, tuple(items)) if named and len(items) > 1 else None


def _names_again(after: str, noun: str) -> bool:
    """'10 dự án, năm đầu thực hiện các dự án sau:' lists those that it names again, in words of their own."""
    folded = fold(after)
    again = folded.find(noun)
    return again >= 0 and _ONLY_LEADS.fullmatch(after[:again]) is None


def find_words(text: str, amounts: Sequence[Amount], sums: Sequence[SumRelation]) -> Iterator[WordsRelation]:
    """An amount in words right after the same in digits: '(Bằng chữ: Sáu tỷ, bốn trăm triệu đồng)'.

    After the last part of a total they may be the total's: of the two, the one that they come nearest to.
    """
    totals: dict[int, list[int]] = defaultdict(list)
    for relation in sums:
        totals[max(relation.parts)].append(relation.total)
    followed = {
        index: index + 1
        for index, (digits, words) in enumerate(pairwise(amounts))
        if words.role == "words" and digits.role != "words" and _IN_WORDS.fullmatch(text, digits.end, words.start)
    }
    for index, words in followed.items():
        told = [index, *(total for total in _over(index, totals) if total not in followed)]
        yield WordsRelation(min(told, key=lambda one: _apart(amounts[one], amounts[words])), words)


def _over(part: int, totals: Mapping[int, Sequence[int]]) -> list[int]:
    """The totals that a part is the last part of, and those that these are the last part of."""
    found = [part]
    for at in found:
        found += [total for total in totals.get(at, ()) if total not in found][:_MOST_OVER]
        if len(found) > _MOST_OVER:
            break
    return found[1:]


def _apart(one: Amount, other: Amount) -> Decimal:
    return abs(worth(one) - worth(other)) if one.currency == other.currency else Decimal("Infinity")
