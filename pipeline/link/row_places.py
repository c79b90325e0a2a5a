"""Where the money of a table's rows goes: by a row's name, its cells under 'Địa điểm', the rows and headings over it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.places.finder import UNIT
from pipeline.extract.places.names import district_code, holders_of, known_unit, province_code
from pipeline.extract.tables.columns import says_same
from pipeline.link.meaning.headings import RowsOver
from pipeline.link.meaning.titles import title_lines
from pipeline.normalize.place_names import COMMUNES, split_level
from pipeline.records import Amount, Entity, Table, TableCell
from pipeline.structure.table.grid import LEVELS
from pipeline.structure.table.words import total_members

_PLACES = re.compile(
    r"(?:tên\s+)?(?:địa (?:điểm|bàn|phương|chỉ)|nơi|huyện|thị xã|thành phố|xã|phường|đơn vị)(?!\w)", re.IGNORECASE
)
"""What heads a column of places, or of those who are given money: 'Địa điểm', 'Huyện, thị xã', 'Đơn vị thực hiện'."""
_LIES = re.compile(r"(?:địa (?:điểm|bàn)|nơi)(?!\w)", re.IGNORECASE)
_LONGEST = 60
"""Characters of a row that is called by a place's name alone."""
SEVERAL = ""
"""Told of places that no one unit below a province holds."""
_UNKNOWN = ("tỉnh?", "huyện?")
"""For the codes of a province and of a district that no gazetteer knows, the one that fewer units hold first."""


def code_told(place: Entity, province: str | None) -> str:
    """The code of a place; of one that no gazetteer knows what stands for it: '' for a commune and for the own province."""
    level, name = split_level(place.name)
    if place.place_code or not level or level in COMMUNES or name == province:
        return place.place_code or ""
    return _UNKNOWN[level != "tỉnh"]


def one_place(codes: Sequence[str]) -> str | None:
    """The unit that some codes tell: the smallest of a chain, else the one that holds them all; None of no code.

    '' is that of a commune that no gazetteer knows: beside it a commune tells only its district. A larger unit that none
    knows is another place, but where it may hold those that are told.
    """
    unknown = [rank for rank, code in enumerate(_UNKNOWN) if code in codes]
    told = {code for code in codes if code and code not in _UNKNOWN}
    if not told:
        return SEVERAL if unknown else None
    if "" in codes:
        told = {holders_of(code)[0] if len(holders_of(code)) > 1 else code for code in told}
    smallest = told - {holder for code in told for holder in holders_of(code)}
    if unknown and min(len(holders_of(code)) for code in smallest) <= unknown[-1]:
        return SEVERAL
    if len(smallest) == 1:
        return smallest.pop()
    chains = [(code, *holders_of(code)) for code in sorted(smallest)]
    # The last of a chain is its province.
    common = (code for code in chains[0][:-1] if all(code in chain for chain in chains[1:]))
    return next(common, SEVERAL)


class RowPlaces:
    """Tells the places of amounts in tables; `rows` are the tables, in order, with what lies over a row."""

    def __init__(
        self,
        text: str,
        tables: Sequence[Table],
        rows: Sequence[RowsOver],
        cells: Sequence[TableCell],
        entities: Sequence[Entity],
        province: str | None,
    ) -> None:
        self._text, self._tables, self._over = text, tables, rows
        self._province = province
        self._home = province_code(province) if province else None
        self._body = {cell.start: cell for cell in cells if cell.text and not cell.is_head}
        self._rows: dict[tuple[int, int], list[TableCell]] = defaultdict(list)
        for cell in self._body.values():
            if cell.number is None:
                for row in range(cell.row, cell.row + cell.row_span):
                    self._rows[cell.table, row].append(cell)
        self._meant = _meant(self._body.values())
        places = [
            (entity, code) for entity in entities if entity.kind == "place" and (code := code_told(entity, province))
        ]
        self._unknown = {entity.text.lower(): code for entity, code in places if not entity.place_code}
        self._codes = [code for _, code in places]
        self._starts = [entity.start for entity, _ in places]
        self._titles: dict[int, str | None] = {}
        self._names: dict[str, str | None] = {}
        self._told: dict[tuple[int, int, str], str | None] = {}

    def hold(self, amount: Amount) -> bool:
        """Whether an amount fills a cell."""
        cell = self._body.get(amount.start)
        return cell is not None and cell.end == amount.end

    def of(self, amount: Amount) -> str | None:
        """The code of the place of an amount in a cell; '' where several are told, None where none is."""
        cell = self._body[amount.start]
        if total_members(cell.label) is not None and not cell.ordinal:
            return self._of_title(cell.table)
        row = (cell.table, cell.row, cell.label)
        if row not in self._told:
            self._told[row] = _first(self._of_row(cell))
        return _first(self._by_column(cell, self._told[row]))

    def _by_column(self, cell: TableCell, of_row: str | None) -> Iterator[str | None]:
        """What tells where a cell's money goes after its row: the headings of its column, the rows over it, the title."""
        yield of_row
        for words in reversed(cell.header.split(LEVELS)):
            yield self._named(words)
        yield from map(self._label, self._over[cell.table].over(cell.row))
        yield self._of_title(cell.table)

    def _of_row(self, cell: TableCell) -> Iterator[str | None]:
        """What the name of a cell's row and the cells beside it tell."""
        yield self._label(cell.label)
        beside = self._rows[cell.table, cell.row]
        yield from (self._of_cell(other) for other in beside if _LIES.match(_heading(other)))
        yield from (self._of_cell(other) for other in beside)

    def _of_title(self, table: int) -> str | None:
        """The place that the lines over a table name, the nearest first."""
        if table not in self._titles:
            told = map(self._named, reversed(title_lines(self._text, self._tables, table)))
            self._titles[table] = _first(told)
        return self._titles[table]

    def _of_cell(self, cell: TableCell) -> str | None:
        cell = self._meant.get(cell.start, cell)
        held = range(bisect_left(self._starts, cell.start), bisect_left(self._starts, cell.end))
        codes = [code for at in held if (code := self._codes[at]) != self._home]
        if not codes and self._province and _PLACES.match(_heading(cell)):
            return district_code(cell.text.strip(), self._province)
        return one_place(codes)

    def _label(self, words: str) -> str | None:
        """The place that a row over others is: 'II. Huyện Văn Bàn', 'Văn Bàn'."""
        named = self._named(words)
        if named is not None or self._province is None or len(words.partition(",")[0]) > _LONGEST:
            return named
        return district_code(words.strip(), self._province)

    def _named(self, words: str) -> str | None:
        """The place that some words name; of a chain the smallest."""
        if words not in self._names:
            self._names[words] = self._place_in(words)
        return self._names[words]

    def _place_in(self, words: str) -> str | None:
        units = [known_unit(unit[0], [], self._province) for unit in UNIT.finditer(words)]
        codes = [code or self._unknown.get(unit.lower()) for unit, code in units]
        return one_place([code for code in codes if code and code != self._home])


def _meant(cells: Iterable[TableCell]) -> dict[int, TableCell]:
    """The cells of places that say 'nt', by their offset, each with the one above that it means."""
    last: dict[tuple[int, str], TableCell] = {}
    meant: dict[int, TableCell] = {}
    for cell in cells:
        if not _PLACES.match(_heading(cell)):
            continue
        column = (cell.table, cell.header)
        if not says_same(cell.text):
            last[column] = cell
        elif column in last:
            meant[cell.start] = last[column]
    return meant


def _first(told: Iterable[str | None]) -> str | None:
    return next((code for code in told if code is not None), None)


def _heading(cell: TableCell) -> str:
    return cell.header.rpartition(LEVELS)[2].strip()
