"""The rows of a table as a tree, by their ordinals ('A', 'I', '1', '1.1', 'a', '-'), and which rows a row holds.

Which rows must add up to which follows from ordinals and words alone ('Tổng cộng (I+II)', 'Cộng mục I', 'Trong
đó'); where a table does not say it, nothing is claimed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.records import SumKind
from pipeline.structure.grid import Grid, opens_with, stands_aside, total_members, words_of_tables
from pipeline.structure.tables import alternatives

_RANKS = (
    (0.0, re.compile(r"[A-HĐ]$")),
    (1.0, re.compile(r"[IVX]{1,5}$")),
    (2.0, re.compile(r"\d{1,3}$|[IVX]{1,5}\.\d{1,2}$")),
    (10.0, re.compile(r"[a-zđ]$|\d{1,2}[a-z]$")),
    (20.0, re.compile(r"[-–_*•]+$")),
    (21.0, re.compile(r"\++$")),
)
_MOST_TOTALS = 200
"""A table with more is no budget; keeps hostile tables linear."""
_BULLET, _OVER_BULLETS = 20.0, 2.0
_GROUP_ABOVE, _BESIDE_A_TOTAL, _DETAIL, _LOOSE = -1.0, 19.0, 25.0, 30.0
_SUBTOTAL_OF = re.compile(r"(?P<of>[A-HĐ]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})?)?\s*[:.]?$")


@dataclass(frozen=True, slots=True)
class RowSum:
    """A row that holds others: 'full' ones must add up to it, 'partial' ones may not exceed it."""

    total: int
    parts: tuple[int, ...]
    kind: SumKind


@dataclass(slots=True, eq=False)
class Row:
    """A row of the body; `rank` says how high it stands (0 for 'A'), `parent` which row it lies under."""

    index: int
    ordinal: str
    label: str
    rank: float
    filled: bool
    total: str | None = None
    """What the brackets of a total name ('I+II'), '' for a total without; None for a row that is none."""
    block: str | None = None
    """Of 'Cộng mục I' what it closes ('I'), '' where it does not say; None for another row."""
    some: bool = False
    """Whether the row is, or opens, some parts of the row before it: 'Trong đó'."""
    all: bool = False
    """Whether it opens all of them: 'Chia ra'."""
    parent: Row | None = None
    children: list[Row] = field(default_factory=list)
    unsure: bool = False
    """Whether rows without an ordinal lie under it, which may be its parts or its siblings."""

    @property
    def closes(self) -> bool:
        """Whether it is a total of any kind."""
        return self.total is not None or self.block is not None


def rows_of(grid: Grid, filled: Callable[[int], bool]) -> list[Row]:
    """The body's rows in a tree; `filled` tells which hold a figure. Rows without words and figures are left out."""
    rows = [row for index in grid.body() if (row := _row(grid, index, filled(index))).label or row.filled]
    _mark_ends(rows)
    loose = [row for row in rows if row.rank == _LOOSE and row.filled and not (row.closes or row.some or row.all)]
    if loose and not _rank_loose(rows, loose):
        for row in loose:
            row.unsure = True
    _plant(rows)
    return rows


def _row(grid: Grid, index: int, filled: bool) -> Row:
    ordinal, label = grid.ordinal(index), grid.label(index)
    row = Row(index, ordinal, label, _rank(ordinal), filled)
    named = label or ordinal
    if not ordinal or row.rank >= 20:
        row.total = total_members(named)
        row.block = _block(named)
    row.some = opens_with("some").match(label) is not None
    row.all = not row.some and (not ordinal or row.rank >= 20) and opens_with("all").match(label) is not None
    return row


def _rank(ordinal: str) -> float:
    for rank, pattern in _RANKS:
        if pattern.match(ordinal):
            return rank
    # '1.1' lies under '1', '1.1.1' under '1.1'.
    return 2.0 + ordinal.count(".") if re.match(r"[\dIVX]+\.", ordinal) else _LOOSE


def _block(words: str) -> str | None:
    match = re.match(rf"{alternatives(words_of_tables('subtotals'))}(?!\w)\s*", words, re.IGNORECASE)
    of = _SUBTOTAL_OF.match(words, match.end()) if match else None
    return (of["of"] or "") if of else None


def _mark_ends(rows: Sequence[Row]) -> None:
    """'TỔNG CHI NGÂN SÁCH' without an ordinal is a total where it opens or closes the table."""
    for row in (*rows[:1], *rows[-1:]):
        wide = re.match(r"(?:tổng|tổng cộng|tổng số)\s+(?:\S+\s*){1,6}$", row.label, re.IGNORECASE)
        if wide and row.filled and row.rank == _LOOSE and len(rows) > 2 and any(r.rank < _LOOSE for r in rows):
            row.total = row.total or ""


def _rank_loose(rows: Sequence[Row], loose: Sequence[Row]) -> bool:
    """Rank the rows without an ordinal where the table shows what they are; False where it does not."""
    items = [row for row in rows if not row.closes and not row.some and not row.all]
    numbered = [row for row in items if row.rank < _LOOSE]
    if not numbered:
        return _rank_places(loose)
    if items[0].rank == _LOOSE and all(row.rank >= _BULLET for row in numbered):
        return _rank_over_bullets(loose)
    if _after_some(rows, loose):
        return True
    if _added_on(rows, loose):
        for row in loose:
            row.rank = _BESIDE_A_TOTAL
        return True
    follows = dict(zip((row.index for row in items), items[1:], strict=False))
    if items[0].rank == _LOOSE and all((n := follows.get(r.index)) is not None and n.rank < _LOOSE for r in loose):
        for row in loose:
            row.rank = _GROUP_ABOVE
        return True
    if _are_details(items, numbered):
        for row in loose:
            row.rank = _DETAIL
        return True
    return False


def _are_details(items: Sequence[Row], numbered: Sequence[Row]) -> bool:
    """Whether runs of rows without an ordinal follow rows of one order: all of 'I', 'II', or some of '1', '2'."""
    if items[0].rank == _LOOSE:
        return False
    counts: Counter[int] = Counter()
    head = items[0]
    for row in items:
        head = row if row.rank < _LOOSE else head
        counts[head.index] += row.rank == _LOOSE and row.filled
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
        elif row.rank < _LOOSE and row.rank < 20:
            inside = False
        elif inside:
            held.add(row.index)
    return all(row.index in held for row in loose)


def _rank_over_bullets(loose: Sequence[Row]) -> bool:
    """Rows without an ordinal over bullets: 'Ngân sách tỉnh', '- Vốn đầu tư', '- Vốn sự nghiệp'."""
    sure = _rank_places(loose)
    for row in loose:
        row.rank = _OVER_BULLETS if row.rank == _LOOSE else row.rank
    return sure


def _added_on(rows: Sequence[Row], loose: Sequence[Row]) -> bool:
    """Whether the loose rows are all added to a total before them, and a total of both follows: 'Cộng', 'Thuế', 'Tổng cộng'."""
    closing = [row.index for row in rows if row.closes]
    words = re.compile(rf"{alternatives(words_of_tables('added_on'))}(?!\w)", re.IGNORECASE)
    numbered = [row.index for row in rows if row.rank < _LOOSE]
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
    capitals = [row for row in loose if row.label.isupper() and len(row.label) > 4]
    if districts and communes:
        heads = districts
        sure = len(districts) + len(communes) == len(loose) and districts[0] is loose[0]
    elif capitals and len(capitals) < len(loose):
        heads, sure = capitals, capitals[0] is loose[0]
    else:
        return True
    for row in heads:
        row.rank = _GROUP_ABOVE
    return sure


def _plant(rows: Sequence[Row]) -> None:
    """Give each row its parent."""
    path: list[Row] = []
    for row in rows:
        if row.closes:
            path = [row]
            continue
        if row.some or row.all:
            opened = next((at for at, above in enumerate(path) if above.some or above.all), len(path))
            if row.all or opened == len(path) - 1:
                path = path[:opened]
            if opened < len(path):
                # 'Trong đó' after a part of another one may be told of either.
                row.unsure, path = True, []
            if path:
                # Under a total only bullets and rows without an ordinal are opened by it.
                row.rank = 19.5 if path[-1].closes else path[-1].rank + 0.5
        while path and (path[-1].rank >= row.rank if not path[-1].closes else row.rank < 19.5):
            path.pop()
        if row.unsure:
            for above in path:
                above.unsure = True
        if path:
            row.parent = path[-1]
            path[-1].children.append(row)
        path.append(row)


def row_sums(rows: Sequence[Row]) -> Iterator[RowSum]:
    """Every row that holds others, and which."""
    detailed = {row.rank for row in rows if len(_inside(row)) > 1}
    for row in rows:
        if row.filled and not (row.some or row.all):
            # A group of one row is whole where the table details the groups of its order.
            yield from _under(row, least=1 if row.rank <= 1 and row.rank in detailed else 2)
    yield from _closing(rows)


def _inside(row: Row) -> list[Row]:
    return [child for child in row.children if not (child.some or child.all)]


def _under(row: Row, least: int) -> Iterator[RowSum]:
    """The rows right under a row: all its parts, or some where 'Trong đó' opens them."""
    opened = [child for child in row.children if child.some or child.all]
    for opener in opened:
        members = [*([opener] if opener.filled else []), *opener.children]
        if members and _addable(members):
            kind: SumKind = "full" if opener.all and not opener.filled and len(members) > 1 else "partial"
            yield RowSum(row.index, tuple(member.index for member in members), kind)
    members = [] if _leaves_out(row) else _spread(_inside(row))
    if not row.closes and not row.unsure and len(members) >= least and _addable(members):
        some = re.search(rf"{alternatives(words_of_tables('some'))}\s*:?$", row.label, re.IGNORECASE)
        # What '1', '2' detail without ordinals or bullets need not be all.
        some_details = row.rank > 1 and all(member.rank == _DETAIL for member in members)
        kind = "partial" if some or some_details else "full"
        yield RowSum(row.index, tuple(member.index for member in members), kind)


def _spread(rows: Sequence[Row]) -> list[Row]:
    """Rows, those without a figure replaced by what lies under them."""
    found: list[Row] = []
    for row in rows:
        found += [row] if row.filled or not _inside(row) else _spread(_inside(row))
    return found


def _addable(rows: Sequence[Row]) -> bool:
    return not any(stands_aside(row.label) or _leaves_out(row) for row in rows)


def _leaves_out(row: Row) -> bool:
    """'Tổng thu không kể tiền sử dụng đất': a total of some rows only."""
    return re.match(r"tổng", row.label, re.IGNORECASE) is not None and any(
        words in row.label.lower() for words in words_of_tables("without")
    )


def _closing(rows: Sequence[Row]) -> Iterator[RowSum]:
    """What 'Tổng cộng' and 'Cộng' hold: what they name, the block that they close, or all."""
    closing = [row for row in rows if row.closes and row.filled]
    if any(row.unsure for row in rows):
        closing = [row for row in closing if row.total]
    if len(closing) > _MOST_TOTALS:
        return
    for row in closing:
        named = _named(rows, row)
        if named is not None:
            if len(named) > 1 and _addable(named):
                yield RowSum(row.index, tuple(member.index for member in named), "full")
            continue
        members = _spread(_members(rows, row, closing))
        if len(members) > 1 and _addable(members):
            yield RowSum(row.index, tuple(member.index for member in members), "full")


def _named(rows: Sequence[Row], total: Row) -> list[Row] | None:
    """The rows that a total names; [] where they cannot be told, None where it names none."""
    if total.block:
        heads = [row for row in rows if row.index < total.index and row.ordinal == total.block and not row.closes]
        return _spread(_inside(heads[-1])) if heads else []
    if not total.total:
        return None
    names = [name.strip(" ()") for name in re.split(r"\s*\+\s*", total.total)]
    if len(names) < 2:
        # '(làm tròn)', '(triệu đồng)' name nothing.
        return None if not re.search(r"[+…]|\.\.", total.total) else []
    found = []
    for name in names:
        same = [row for row in rows if row.ordinal == name and row.filled and not row.closes]
        # Of 'I' without a figure 'Cộng I' stands for it.
        same = same or [row for row in rows if row.block == name and row.filled]
        if len(same) != 1:
            return []
        found.append(same[0])
    return found


def _members(rows: Sequence[Row], total: Row, closing: Sequence[Row]) -> list[Row]:
    """The rows of the highest order that a total holds, blocks that are closed by one of their own as that one."""
    roots = [row for row in rows if row.parent is None or row.parent.closes]
    roots = [row for row in roots if not (row.closes or row.some or row.all)]
    blocks = [row for row in closing if row.block == "" and not _is_grand(row)]
    if len(closing) == 1:
        return roots
    if total in blocks:
        before = [row.index for row in closing if row.index < total.index]
        heads = [row.index for row in rows if not (row.filled or row.some or row.all) and row.index < total.index]
        return _tops(rows, max([-1, *before, *(heads if len(blocks) > 1 else [])]), total.index)
    if blocks:
        return [*blocks, *(row for row in roots if blocks[-1].index < row.index < total.index)]
    # A total may open the table as well as close it.
    others = [row for row in closing if row is not total and not row.total and not row.block]
    ends = {rows[0].index, rows[-1].index}
    return roots if not others or (len(others) == 1 and ends == {total.index, others[0].index}) else []


def _is_grand(row: Row) -> bool:
    return re.match(r"cộng(?!\s+chung)|tiểu", row.label or row.ordinal, re.IGNORECASE) is None


def _tops(rows: Sequence[Row], start: int, end: int) -> list[Row]:
    """The rows of the highest order between two rows."""
    inside = [row for row in rows if start < row.index < end and not row.closes and not (row.some or row.all)]
    within = {row.index for row in inside}
    return [row for row in inside if row.parent is None or row.parent.index not in within]
