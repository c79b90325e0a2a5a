"""Totals and their parts, from 'trong đó', 'gồm', brackets and lists: amounts in, `SumRelation` out.

What kind of relation it is follows from the words alone, never from whether the figures agree. Only
'trong đó' is open in Vietnamese usage: it may tell all parts or some. It is then read as all of them
where they add up, and as some where they fall short. Tolerance: half the weight of each last printed
digit (XBRL Calculations 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.link.cues import cue
from pipeline.link.lists import Listing
from pipeline.records import Amount, SumKind, SumRelation
from pipeline.structure.sentences import Sentences

_LABELLED = re.compile(r"[^\W\d_]{2,}[^()]*$")
_MAIN = re.compile(r"(?:kinh phí|vốn|tổng|số tiền|trị giá|giá trị|hỗ trợ)[^;\n]{0,60}$", re.IGNORECASE)


def find_sums(text: str, amounts: Sequence[Amount], listings: Sequence[Listing]) -> tuple[SumRelation, ...]:
    """Every relation of a total and its parts, in order."""
    sentences = Sentences(text)
    inline = list(_in_sentences(text, amounts, sentences))
    taken = {part for relation in inline for part in relation.parts}
    listed = list(_in_lists(text, amounts, listings, taken))
    return tuple(sorted([*inline, *listed], key=lambda relation: (relation.start, relation.end)))


def _addable(amount: Amount) -> bool:
    return (
        amount.vnd is not None
        and amount.vnd_high is None
        and amount.role not in ("rate", "words")
        and amount.rule != "money.cell"
    )


def _in_sentences(text: str, amounts: Sequence[Amount], sentences: Sentences) -> Iterator[SumRelation]:
    for index, total in enumerate(amounts):
        if not _addable(total):
            continue
        stop = sentences.at(total.start)[1]
        lead = re.compile(r"\s*[,;]?\s*(?P<bracket>\()?\s*").match(text, total.end, stop)
        at = lead.end() if lead else total.end
        word = cue("sum", "full").match(text, at, stop) or cue("sum", "some").match(text, at, stop)
        bracket = lead is not None and lead["bracket"] is not None
        if not word and not bracket:
            continue
        if bracket:
            stop = _closing(text, at, stop)
        parts = _parts(text, amounts, index, word.end() if word else at, stop)
        if not parts or (not word and not _all_labelled(text, amounts, parts, at)):
            continue
        some = word is None or cue("sum", "some").fullmatch(word[0]) is not None
        full = len(parts) > 1 and (word is None or not some)
        rule = "sum.bracket" if bracket else "sum.some" if some else "sum.full"
        open_word = some and word is not None
        end = max(amounts[part].end for part in parts)
        yield _relation(amounts, index, parts, full=full, open_word=open_word, rule=rule, span=(total.start, end))


def _parts(text: str, amounts: Sequence[Amount], total: int, start: int, stop: int) -> list[int]:
    """The amounts after a total that belong to it: none in brackets of their own, none compared."""
    parts: list[int] = []
    position = start
    depth_from = start
    for index in range(total + 1, len(amounts)):
        amount = amounts[index]
        if amount.start >= stop:
            break
        between = text[position : amount.start]
        if cue("sum", "not_part").search(between):
            break
        position = amount.end
        nested = text.count("(", depth_from, amount.start) > text.count(")", depth_from, amount.start)
        if _addable(amount) and not nested:
            parts.append(index)
        elif amount.role == "rate" and not parts:
            return []
    return parts


def _closing(text: str, start: int, stop: int) -> int:
    """Where the bracket that is open at `start` closes."""
    depth = 1
    for at in range(start, stop):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    return stop


def _all_labelled(text: str, amounts: Sequence[Amount], parts: Sequence[int], start: int) -> bool:
    """In bare brackets each part has words before it: '(vốn A: 1 triệu, vốn B: 2 triệu)'."""
    position = start
    for part in parts:
        if not _LABELLED.search(text[position : amounts[part].start]):
            return False
        position = amounts[part].end
    return True


def _in_lists(
    text: str, amounts: Sequence[Amount], listings: Sequence[Listing], taken: set[int]
) -> Iterator[SumRelation]:
    for listing in listings:
        lead = text[listing.lead[0] : listing.lead[1]]
        totals = [
            index
            for index, amount in enumerate(amounts)
            if listing.lead[0] <= amount.start < listing.lead[1] and _addable(amount) and index not in taken
        ]
        parts = [main for item in listing.items if (main := _main_amount(text, amounts, item)) is not None]
        if not totals or len(parts) < 2:
            continue
        total = totals[-1]
        words = text[amounts[total].end : listing.lead[1]]
        open_word = cue("sum", "some").search(words.rpartition(",")[2]) is not None
        full = len(parts) == len(listing.items)
        span = (amounts[total].start, listing.items[-1][1])
        if lead.rstrip(" :*.") and all(part > total for part in parts):
            yield _relation(amounts, total, parts, full=full, open_word=open_word, rule="sum.list", span=span)


def _main_amount(text: str, amounts: Sequence[Amount], item: tuple[int, int]) -> int | None:
    """An item's own amount: the first that is called cost, total or support, else the first."""
    inside = [i for i, a in enumerate(amounts) if item[0] <= a.start < item[1] and _addable(a)]
    return next((i for i in inside if _MAIN.search(text[item[0] : amounts[i].start])), inside[0] if inside else None)


def _relation(
    amounts: Sequence[Amount],
    total: int,
    parts: Sequence[int],
    *,
    full: bool,
    open_word: bool,
    rule: str,
    span: tuple[int, int],
) -> SumRelation:
    difference = _vnd(amounts[total]) - sum(_vnd(amounts[part]) for part in parts)
    tolerance = sum(amounts[index].precision_vnd or 1 for index in (total, *parts)) // 2
    adds_up = abs(difference) <= tolerance
    kind: SumKind = "full" if full or (open_word and len(parts) > 1 and adds_up) else "partial"
    if open_word and kind == "full" and not adds_up and difference > 0:
        kind = "partial"
    holds = adds_up if kind == "full" else difference >= -tolerance
    return SumRelation(span[0], span[1], kind, total, tuple(parts), rule, difference, holds)


def relation_of(amounts: Sequence[Amount], total: int, parts: Sequence[int], *, rule: str) -> SumRelation:
    """The relation of a total and parts that must add up to it."""
    indices = (total, *parts)
    span = (min(amounts[i].start for i in indices), max(amounts[i].end for i in indices))
    return _relation(amounts, total, parts, full=True, open_word=False, rule=rule, span=span)


def _vnd(amount: Amount) -> int:
    return amount.vnd or 0
