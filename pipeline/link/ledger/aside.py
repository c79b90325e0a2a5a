"""Sums that are not money of their own: bases of comparison, what an adjustment replaces, columns of what the years came to,
notes, what a table's row tells too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import pairwise

from pipeline.link.errata import corrections
from pipeline.link.heading_words import SINCE_THE_START
from pipeline.link.ledger.moved import moved
from pipeline.link.ledger.said import Said
from pipeline.link.ledger.told_twice import told_twice
from pipeline.link.sums.parts import of_the_whole
from pipeline.link.sums.relations import is_difference
from pipeline.link.sums.tables import in_words_beside, money_cells
from pipeline.records import Amount, AmountRole, TableCell
from pipeline.structure.alternatives import alternatives
from pipeline.structure.table.grid import LEVELS
from pipeline.structure.table.words import opens_with, words_of_tables

_BASE = re.compile(
    r"(?:đạt|bằng)\s(?:tỷ lệ\s)?\d[\d.,]{0,7}\s?%\s(?:so với\s)?(?:kế hoạch|dự toán)(?!\w)[^,;:.()\d]{0,40}(?:năm \d{4}\s?)?[(:]?\s?(?:là\s)?$",
    re.IGNORECASE,
)
"""'đạt 90% kế hoạch (1.000 triệu đồng)'."""
_FROM = re.compile(r"(?<!\w)từ(?:\s+mức)?\s+$", re.IGNORECASE)
REVISED_TO = re.compile(
    r"\s*,?\s*(?:tăng|giảm)?\s*(?:xuống còn|xuống|lên thành|lên|thành|còn|sang)\s+(?:mức\s+|là\s+)?", re.IGNORECASE
)
"""What stands between a sum and the one that takes its place."""
_NEAR = 40
_PLANS: tuple[AmountRole, ...] = ("planned", "allocated", "stated")
_OF_ITS_OWN: tuple[AmountRole, ...] = ("spent", "disbursed", "planned", "requested", "revenue")
"""What a note may tell beside money of another role: 'Đã giải ngân 500 triệu đồng' beside a plan."""
_STILL_TO_GIVE: frozenset[AmountRole] = frozenset({"planned", "requested"})
_NOT_GIVEN: frozenset[AmountRole] = _STILL_TO_GIVE | {"revenue", "price", "stated"}
"""Beside money that is all of these, a note may tell what was given; beside what is still to give, by saying so."""
_GIVEN = re.compile(r"(?<!\w)đã(?!\w)", re.IGNORECASE)


def revisions(text: str, amounts: Sequence[Amount]) -> Iterator[int]:
    """The sums that take the place of the one before: 'điều chỉnh từ 3.000 triệu đồng xuống còn 2.700 triệu đồng'."""
    yield from corrections(text, amounts)
    for index, (old, new) in enumerate(pairwise(amounts), 1):
        if old.vnd is None or new.vnd is None or old.vnd_high is not None:
            continue
        if new.start - old.end > _NEAR or not REVISED_TO.fullmatch(text, old.end, new.start):
            continue
        if _FROM.search(text, max(0, old.start - _NEAR), old.start):
            yield index


def stands_aside_of(text: str, amounts: Sequence[Amount], cells: Sequence[TableCell], said: Said) -> frozenset[int]:
    """The amounts that are not added up, by index."""
    found = set[int]()
    for index, amount in enumerate(amounts):
        if amount.column_heading and SINCE_THE_START.search(amount.column_heading.rpartition(LEVELS)[2]):
            found.add(index)
        if amount.role != "planned" or amount.in_cell:
            continue
        if of_the_whole(text, amount) or _BASE.search(text[slice(*said.words_of(index))]):
            found.add(index)
    for new in revisions(text, amounts):
        changed = new + 1 < len(amounts) and is_difference(text[amounts[new].end : amounts[new + 1].start])
        aside = (new - 1, new + 1) if changed else (new - 1,)
        found.update(index for index in aside if amounts[index].role in _PLANS)
    found.update(index - 1 for index in corrections(text, amounts))
    found.update(moved(text, amounts, said))
    found.update(told_twice(amounts, said))
    return frozenset(found | _before_an_adjustment(amounts, cells) | _in_notes(amounts, cells))


def _in_notes(amounts: Sequence[Amount], cells: Sequence[TableCell]) -> set[int]:
    """What columns 'Ghi chú' say again of their rows' money."""
    noted = [
        (index, cell)
        for index, cell in in_words_beside(amounts, cells)
        if opens_with("notes").match(cell.header.rpartition(LEVELS)[2])
    ]
    if not noted:
        return set()
    at = money_cells(cells)
    told: dict[tuple[int, int], set[AmountRole]] = defaultdict(set)
    for amount in amounts:
        if cell := at.get(amount.start):
            told[cell.table, cell.row].add(amount.role)
    return {
        index for index, cell in noted if not _tells_its_own(amounts[index].role, cell.text, told[cell.table, cell.row])
    }


def _tells_its_own(role: AmountRole, note: str, told: Set[AmountRole]) -> bool:
    """Whether a note's sum is no retelling of its row's money, whose roles are told."""
    if role in _OF_ITS_OWN:
        return role not in told
    given = role == "allocated" and told <= _NOT_GIVEN
    return given and (told.isdisjoint(_STILL_TO_GIVE) or _GIVEN.search(note) is not None)


def _before_an_adjustment(amounts: Sequence[Amount], cells: Sequence[TableCell]) -> set[int]:
    """What columns 'Kế hoạch đã giao' hold in a table that tells what comes of it: 'Kế hoạch sau điều chỉnh'."""
    table_of = {cell.start: cell.table for cell in cells if not cell.is_head}
    before, after = defaultdict[int, set[int]](set), set[int]()
    for index, amount in enumerate(amounts):
        table = table_of.get(amount.start)
        if table is None or not amount.column_heading:
            continue
        if _heads("amended").search(amount.column_heading) or _heads("given_again").search(amount.column_heading):
            after.add(table)
        elif _heads("unamended").search(amount.column_heading):
            before[table].add(index)
    return set[int]().union(*(before[table] for table in after))


@cache
def _heads(name: str) -> re.Pattern[str]:
    """The words of a kind of columns, in any heading."""
    return re.compile(rf"(?<!\w){alternatives(words_of_tables(name))}(?!\w)", re.IGNORECASE)
