"""How high the rows without an ordinal stand, where the other rows of the table show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.read.letters.syllables import is_syllable
from pipeline.structure.alternatives import alternatives
from pipeline.structure.table.row import BESIDE_A_TOTAL, BULLET, DETAIL, GROUP_ABOVE, LOOSE, OVER_BULLETS, Row
from pipeline.structure.table.words import words_of_tables

_WORD = re.compile(r"[^\W\d_]{3,}")


def rank_loose(rows: Sequence[Row], loose: Sequence[Row]) -> bool:
    """Rank the rows without an ordinal where the table shows what they are; False where it does not."""
    items = [row for row in rows if not row.closes and not row.some and not row.all]
    numbered = [row for row in items if row.rank < LOOSE]
    if not numbered:
        return _rank_places(loose)
    if items[0].rank == LOOSE and all(row.rank >= BULLET for row in numbered):
        return _rank_over_bullets(loose)
    if _after_some(rows, loose):
        return True
    if _added_on(rows, loose):
        for row in loose:
            row.rank = BESIDE_A_TOTAL
        return True
    follows = dict(zip((row.index for row in items), items[1:], strict=False))
    if items[0].rank == LOOSE and all((n := follows.get(r.index)) is not None and n.rank < LOOSE for r in loose):
        for row in loose:
            row.rank = GROUP_ABOVE
        return True
    if _are_details(items, numbered):
        for row in loose:
            row.rank = DETAIL
        return True
    return False


def _are_details(items: Sequence[Row], numbered: Sequence[Row]) -> bool:
    """Whether runs of rows without an ordinal follow rows of one order: all of 'I', 'II', or some of '1', '2'."""
    if items[0].rank == LOOSE:
        return False
    counts: Counter[int] = Counter()
    head = items[0]
    for row in items:
        head = row if row.rank < LOOSE else head
        counts[head.index] += row.rank == LOOSE and row.filled
    followed = [row for row in numbered if counts[row.index]]
    same = len({row.rank for row in followed}) == 1 and all(counts[row.index] > 1 for row in followed)
    whole = followed == [row for row in numbered if row.filled]
    return same and len(followed) > 1 and (whole or followed[0].rank > 1)


def _after_some(rows: Sequence[Row], loose: Sequence[Row]) -> bool:
    """Whether every loose row stands under a 'Trong đó', which then holds it."""
    inside, held = False, set()
    for row in rows:
        if row.some or row.all:
            inside = True
        elif row.rank < LOOSE and row.rank < 20:
            inside = False
        elif inside:
            held.add(row.index)
    return all(row.index in held for row in loose)


def _rank_over_bullets(loose: Sequence[Row]) -> bool:
    """Rows without an ordinal over bullets: 'Ngân sách tỉnh', '- Vốn đầu tư', '- Vốn sự nghiệp'."""
    sure = _rank_places(loose)
    for row in loose:
        row.rank = OVER_BULLETS if row.rank == LOOSE else row.rank
    return sure


def _added_on(rows: Sequence[Row], loose: Sequence[Row]) -> bool:
    """Whether the loose rows are all added to a total before them, and a total of both follows: 'Cộng', 'Thuế', 'Tổng cộng'."""
    closing = [row.index for row in rows if row.closes]
    words = re.compile(rf"{alternatives(words_of_tables('added_on'))}(?!\w)", re.IGNORECASE)
    numbered = [row.index for row in rows if row.rank < LOOSE]
    return (
        len(closing) > 1
        and all(closing[0] < row.index < closing[-1] and words.match(row.label) for row in loose)
        and numbered[-1] < closing[0]
    )


def _rank_places(loose: Sequence[Row]) -> bool:
    """Rows without ordinals are of one order, unless districts stand over communes, or capitals over small letters."""
    wide = re.compile(rf"{alternatives(words_of_tables('wider_places'))}\s", re.IGNORECASE)
    narrow = re.compile(rf"{alternatives(words_of_tables('narrower_places'))}\s", re.IGNORECASE)
    districts = [row for row in loose if wide.match(row.label)]
    communes = [row for row in loose if narrow.match(row.label)]
    capitals = [row for row in loose if row.label.isupper() and len(row.label) > 4 and _is_spelt_out(row.label)]
    if districts and communes:
        heads = districts
        sure = len(districts) + len(communes) == len(loose) and districts[0] is loose[0]
    elif capitals and not all(row.label.isupper() for row in loose):
        heads, sure = capitals, capitals[0] is loose[0]
    else:
        return True
    for row in heads:
        row.rank = GROUP_ABOVE
    return sure


def _is_spelt_out(label: str) -> bool:
    """Whether capitals hold a word of three letters: abbreviations ('DTTS&MN', 'TPCP (TW)') are what any row may be called by."""
    return any(map(is_syllable, _WORD.findall(label)))
