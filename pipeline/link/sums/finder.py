"""Totals and their parts, from 'trong đó', 'gồm', brackets and lists: amounts in, `SumRelation` out.

What kind of relation it is follows from the words; the figures are asked only where these leave it open. 'Trong đó' may
tell all parts or some: it is read as all of them where they add up, and as some where they fall short. What no
word leads in, or another figure may be the total of (`apart`), is a relation only where it comes to the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile

from pipeline.link.cues import cue
from pipeline.link.lists import Listing
from pipeline.link.own_words import own_words
from pipeline.link.sums.later_parts import FARTHEST, later_parts
from pipeline.link.sums.lists import opens_parts, sums_of_lists, sums_of_unled
from pipeline.link.sums.parts import holds_rates, in_brackets, itemised, of_the_whole, parts_told
from pipeline.link.sums.relations import addable, added, is_difference, judged, relation_of, worth
from pipeline.link.sums.some_told import PLUS, is_divided, tells_some
from pipeline.records import Amount, SumRelation, Untold
from pipeline.structure.sentences import Sentences, sentences_of

_LABELLED = re.compile(r"[^\W\d_]{2,}[^()]*$")
_LEAD_IN = re.compile(
    r"(?:,?\s(?:đạt|bằng|chiếm)(?:\stỷ lệ)?\s\d[\d.,]{0,7}\s?%[^,;:()\d\n]{0,60}(?=,))?\s*[,;]?\s*(?P<bracket>\()?\s*",
    re.IGNORECASE,
)
"""'3.950 triệu đồng, đạt 94% kế hoạch, trong đó': the share is the total's own."""
_EQUAL = re.compile(r"\s?=\s?(?=[^=\n\d]{0,40}\d)")
_OF_ALL = re.compile(r"(?<!\w)trong (?:tổng số|tổng)(?: tiền| vốn| kinh phí| chi phí| giá trị)?\s+$", re.IGNORECASE)
_ONE_OF_ALL = re.compile(r"[^,;:()\n\d]{0,60},\sriêng\s", re.IGNORECASE)
_DIVIDED = re.compile(r"[^,;:()\n\d]{0,80},(?=(?:(?!\sđã\s)[^;:()\n\d])+\d)", re.IGNORECASE)
"""'Trong tổng số 64 tỷ đồng vốn vay, ngân hàng A cho vay 41 tỷ đồng'; what 'đã' tells was done with it and is no part."""
_BRACKET = re.compile(r"[()]")
_BRACKET_OPENS = re.compile(r"\s?\(")
_LONGEST_ASIDE = 150
_FAR_MORE = 2
"""Times a sum that parts come to, where an earlier one can hold them: no slip of theirs, but another's parts."""
_JOINED = re.compile(r"\s?\([^()\n]{0,150}\)(?:,\s|\s?,?\svà\s[^,;:()\n\d]{0,40})")
"""'500 triệu đồng (tỉnh) và 300 triệu đồng (huyện), trong đó': what follows tells of both."""
_NEXT_SENTENCE = re.compile(r"\s{0,3}[.;:]?\s{1,4}(?:[-+*•]\s)?(?=[A-ZĐ])")
_IN_WORDS_CLOSED = re.compile(r"\s*\.?\s*\)")
_BULLET = re.compile(r"[ \t]{0,20}(?:[-–+*•●]|[a-zđ]\))")
_FIRST_ITEM = re.compile(r"[ \t]{0,3}:?[ \t]{0,3}(?P<mark>[-–+*•])\s")


def find_sums(
    text: str, amounts: Sequence[Amount], listings: Sequence[Listing], unled: Sequence[Listing]
) -> tuple[tuple[SumRelation, ...], list[Untold]]:
    """Every relation of a total and its parts, in order; and totals whose list does not tell its parts apart.

    `unled` are the lists that no word leads in.
    """
    sentences = sentences_of(text)
    told = list(_in_sentences(text, amounts, sentences))
    inline = [one for one in told if isinstance(one, SumRelation)]
    taken = {part for relation in inline for part in relation.parts}
    listed = list(sums_of_lists(text, amounts, listings, taken))
    found = [*inline, *(one for one in listed if isinstance(one, SumRelation))]
    totals = {relation.total for relation in found}
    found.extend(one for one in sums_of_unled(text, amounts, unled, taken) if one.total not in totals)
    untold = [one for one in (*told, *listed) if isinstance(one, Untold)]
    return tuple(sorted(found, key=lambda relation: (relation.start, relation.end))), untold


@dataclass(frozen=True, slots=True)
class _LeadIn:
    """What leads parts in after a total, and the stretch of text that they are looked for in."""

    start: int
    stop: int
    word: bool = True
    """False of a bare bracket."""
    some: bool = False
    """Whether the word leaves open whether all parts are told: 'trong đó'."""
    bracket: bool = False
    apart: bool = False
    """Whether only two parts or more that come to the total are its: another figure may be their total as well."""
    far: bool = False
    """Whether a sentence stands between: parts that exceed the total are none of it."""


def _in_sentences(text: str, amounts: Sequence[Amount], sentences: Sentences) -> Iterator[SumRelation | Untold]:
    closings = _closings(text)
    for index, total in enumerate(amounts):
        if not addable(total) or of_the_whole(text, total):
            continue
        before = text[slice(*own_words(amounts, index, sentences))]
        span = _end_with_words(text, amounts, index), min(sentences.at(total.start)[1], total.end + FARTHEST)
        found: SumRelation | Untold | None
        if lead := _lead_in(text, amounts, index, before, span, closings):
            found = _led_in(text, amounts, index, before, lead)
            if not found and (bracketed := in_brackets(text, amounts, index, lead.stop)):
                # 'gồm: tư vấn (1.918 triệu đồng), thẩm tra (228 triệu đồng)'
                found = relation_of(amounts, index, bracketed, rule="sum.full")
        else:
            found = later_parts(text, amounts, index, before, span, closings)
        if found:
            yield found


def _lead_in(
    text: str, amounts: Sequence[Amount], index: int, before: str, span: tuple[int, int], closings: dict[int, int]
) -> _LeadIn | None:
    """What leads parts in after a total, or after a bracket that tells of it; `before` are its own words, `span` the rest of its sentence."""
    # What something grew or fell by holds no parts: 'từ 40 tỷ đồng xuống 36 tỷ đồng, giảm 4 tỷ đồng (10%), trong đó ...'.
    aside = None if is_difference(before) else _end_with_aside(text, amounts, index, span[0], closings)
    starts = (span[0],) if aside is None else (aside, span[0])
    leads = (_lead_in_from(text, amounts, index, before, (start, span[1]), closings) for start in starts)
    # A bracket whose figures tell of the total holds no parts.
    rates = aside is not None and index + 1 < len(amounts) and amounts[index + 1].start < aside
    return next((lead for lead in leads if lead and (lead.word or not rates)), None)


def _lead_in_from(
    text: str, amounts: Sequence[Amount], index: int, before: str, span: tuple[int, int], closings: dict[int, int]
) -> _LeadIn | None:
    end, stop = span
    opened = _LEAD_IN.match(text, end, stop)
    at = opened.end() if opened else end
    bracket = opened is not None and opened["bracket"] is not None
    if opened and bracket:
        stop = min(stop, closings.get(opened.start("bracket"), stop))
    if cue_word := _cue_at(text, at, stop, amounts[index], before):
        kind, start = cue_word
        return _LeadIn(start, _end_of_items(text, start, stop), some=kind == "some", bracket=bracket)
    return (
        _LeadIn(at, stop, word=False, bracket=True) if bracket else _lead_in_apart(text, amounts, index, before, span)
    )


def _lead_in_apart(
    text: str, amounts: Sequence[Amount], index: int, before: str, span: tuple[int, int]
) -> _LeadIn | None:
    """The same where no word stands right after the total: one that opens the next sentence, else no word at all."""
    end, stop = span
    total, sentences = amounts[index], sentences_of(text)
    far = False
    if cue_word := _cue_in_next_sentence(text, end, total):
        stop = min(sentences.at(cue_word[1])[1], total.end + FARTHEST)
        apart = cue_word[0] == "weak" or not _alone(text, amounts, index, cue_word[1])
    elif cue_word := _cue_after_sentence(text, amounts, index, stop):
        stop = min(sentences.at(cue_word[1])[1], total.end + FARTHEST)
        apart, far = cue_word[0] == "weak", True
    else:
        cue_word, apart = _lead_without_cue(text, before, end, stop)
    if cue_word is None:
        return None
    kind, start = cue_word
    return _LeadIn(start, _end_of_items(text, start, stop), some=kind == "some", apart=apart, far=far)


def _lead_without_cue(text: str, before: str, end: int, stop: int) -> tuple[tuple[str, int] | None, bool]:
    """What leads parts in by a mark or by what the total is called, and whether only figures that agree tell it."""
    if text.startswith(":", end) and cue("sum", "total_words").search(before):
        # 'Tổng kinh phí 10 tỷ đồng: tỉnh 6 tỷ đồng, huyện 4 tỷ đồng' has no word for it.
        return ("full", end + 1), True
    of_all = _OF_ALL.search(before) is not None
    if of_all and (one := _ONE_OF_ALL.match(text, end, stop)):
        return ("some", one.end()), False
    if (of_all and (divides := _DIVIDED.match(text, end, stop))) or (divides := _EQUAL.match(text, end, stop)):
        return ("full", divides.end()), True
    return None, False


def _led_in(text: str, amounts: Sequence[Amount], index: int, before: str, lead: _LeadIn) -> SumRelation | None:
    """The relation of a total and the parts that are led in after it."""
    total = worth(amounts[index])
    # A part with parts of its own, or a total that another figure may be as well: only figures that agree tell.
    inner = lead.apart or (not lead.bracket and opens_parts(before))
    parts = itemised(text, amounts, index, lead.start, lead.stop) if lead.word else []
    parts = parts or parts_told(
        text, amounts, index, lead.start, lead.stop, until_full=lead.some or inner, led=lead.word
    )
    came_to = added(amounts, parts)
    if len(parts) < (2 if lead.apart or not lead.word else 1):
        return None
    if (inner and came_to != total) or (lead.far and came_to > total):
        return None
    if came_to > total and (wholes := _wholes_before(text, amounts, index, came_to)):
        whole = next((at for at in wholes if worth(amounts[at]) == came_to), None)
        if whole is None and came_to >= _FAR_MORE * total:
            return None
        if whole is not None:
            index, total = whole, came_to
    if not lead.word and not _all_labelled(text, amounts, parts, lead.start):
        return None
    told = [amounts[part] for part in parts]
    some = lead.some or lead.far or tells_some(text, amounts[index], told[0], told[-1])
    some = some or (not lead.word and came_to < total and not is_divided(text, before, lead.start, told))
    some = some or (came_to < total and holds_rates(text, amounts, index, parts, lead.start, lead.stop))
    full = len(parts) > 1 and not some
    rule = "sum.bracket" if lead.bracket else "sum.some" if lead.some else "sum.full"
    span = amounts[index].start, max(amounts[part].end for part in parts)
    return judged(amounts, index, parts, full=full, open_word=some, rule=rule, span=span)


def _wholes_before(text: str, amounts: Sequence[Amount], index: int, least: Decimal) -> list[int]:
    """The earlier sums of a sentence that the parts led in after its last may be of: 'Tổng dư nợ 335 tỷ đồng, nợ xấu 2 tỷ đồng,
    trong đó ...'; the nearest first.
    """
    begin = sentences_of(text).at(amounts[index].start)[0]
    earlier = takewhile(lambda at: amounts[at].start >= begin, range(index - 1, -1, -1))
    alike = (at for at in earlier if addable(amounts[at]) and amounts[at].currency == amounts[index].currency)
    return [at for at in alike if worth(amounts[at]) >= least]


def _cue_at(text: str, at: int, stop: int, total: Amount, before: str) -> tuple[str, int] | None:
    """The word that leads parts in ('full' or 'some'), and where it ends."""
    for kind in ("full", "some"):
        if match := cue("sum", kind).match(text, at, stop):
            return kind, match.end()
    weak = cue("sum", "weak").match(text, at, stop)
    if weak and cue("sum", "total_words").search(before) and total.qualifier is None:
        return "full", weak.end()
    return None


def _end_with_words(text: str, amounts: Sequence[Amount], index: int) -> int:
    """Where an amount ends, with the same sum in words in brackets after it."""
    end = amounts[index].end
    following = amounts[index + 1] if index + 1 < len(amounts) else None
    if following is None or following.role != "words" or "(" not in text[end : min(following.start, end + 60)]:
        return end
    closed = _IN_WORDS_CLOSED.match(text, following.end)
    return closed.end() if closed else end


def _end_with_aside(text: str, amounts: Sequence[Amount], index: int, end: int, closings: dict[int, int]) -> int | None:
    """Where a bracket ends that stands after an amount and tells of it, not of a part: 'đạt 80% kế hoạch', '15 triệu USD'."""
    opened = _BRACKET_OPENS.match(text, end)
    if index and _JOINED.fullmatch(text, amounts[index - 1].end, amounts[index].start):
        return None
    stop = closings.get(opened.end() - 1) if opened else None
    if stop is None or stop > end + _LONGEST_ASIDE:
        return None
    inside = takewhile(lambda at: amounts[at].start < stop, range(index + 1, len(amounts)))
    return stop + 1 if all(_tells_of_it(text, amounts, index, at) for at in inside) else None


def _tells_of_it(text: str, amounts: Sequence[Amount], index: int, at: int) -> bool:
    """Whether an amount in a bracket is no part of the one before it: in another currency, a rate, or by how much that grew."""
    between = text[amounts[at - 1].end : amounts[at].start]
    other = amounts[at].currency != amounts[index].currency or amounts[at].role == "rate"
    return other or is_difference(between)


def _cue_in_next_sentence(text: str, end: int, total: Amount) -> tuple[str, int] | None:
    """'Tổng dự toán: 5 tỷ đồng. Trong đó, ...': the cue opens the sentence or line right after the total."""
    opened = _NEXT_SENTENCE.match(text, end)
    if opened is None:
        return None
    weak = cue("sum", "weak").match(text, opened.end())
    return _cue_at(text, opened.end(), len(text), total, "") or (("weak", weak.end()) if weak else None)


def _end_of_items(text: str, start: int, stop: int) -> int:
    """Where a list ends whose first item stands on the cue's own line: 'Trong đó: - A 1 triệu\\n- B 2 triệu'."""
    opened = _FIRST_ITEM.match(text, start)
    if opened is None or "\n" not in text[stop - 1 : stop]:
        return stop
    while stop < start + FARTHEST and text[stop : stop + 20].lstrip(" \t").startswith(opened["mark"]):
        line = text.find("\n", stop)
        stop = line + 1 if line >= 0 else len(text)
    return stop


def _cue_after_sentence(text: str, amounts: Sequence[Amount], index: int, stop: int) -> tuple[str, int] | None:
    """'Thu đạt 500 tỷ đồng, tăng 5% so với cùng kỳ. Trong đó, ...': the cue opens the sentence after the total's.

    Only after the one amount of its sentence, on the same line; then only parts that do not exceed it tell.
    """
    amount, line = amounts[index], text.rfind("\n", max(0, stop - FARTHEST), stop)
    after = next((other for other in amounts[index + 1 : index + 4] if not _beside(text, amount, other)), None)
    alone = line < amount.start and (after is None or after.start >= stop)
    if not alone or (index and amounts[index - 1].end > sentences_of(text).at(amount.start)[0]):
        return None
    weak = cue("sum", "weak").match(text, stop)
    return _cue_at(text, stop, len(text), amount, "") or (("weak", weak.end()) if weak else None)


def _beside(text: str, amount: Amount, other: Amount) -> bool:
    """Whether another amount tells of one: the same in words, or in brackets after it."""
    between = text[amount.end : min(other.start, amount.end + FARTHEST)]
    return other.role == "words" or between.count("(") > between.count(")")


def _alone(text: str, amounts: Sequence[Amount], index: int, cue_end: int) -> bool:
    """Whether a cue after a full stop or a line's end can only speak of this amount.

    Not so after another amount in its line, nor on the line after a bullet: 'Trong đó' then tells of the whole list.
    """
    amount = amounts[index]
    line = text.rfind("\n", max(0, amount.start - FARTHEST), amount.start) + 1
    if index and amounts[index - 1].end > line and amounts[index - 1].role != "words":
        return False
    return "\n" not in text[amount.end : cue_end] or _BULLET.match(text, line) is None


def _closings(text: str) -> dict[int, int]:
    """Where each bracket that closes does so, by where it opens."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif opened:
            found[opened.pop()] = bracket.start()
    return found


def _all_labelled(text: str, amounts: Sequence[Amount], parts: Sequence[int], start: int) -> bool:
    """In bare brackets each part has words before it, or a plus: '(vốn A: 1 triệu, vốn B: 2 triệu)', '(1 + 2)'."""
    if all(PLUS.fullmatch(text, amounts[a].end, amounts[b].start) for a, b in pairwise(parts)):
        return True
    position = start
    for part in parts:
        if amounts[part].qualifier or not _LABELLED.search(text[position : amounts[part].start]):
            return False
        position = amounts[part].end
    return True
