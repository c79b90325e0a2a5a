"""Days of documents that a table lists: 'Số ký hiệu | Trích yếu | Ngày ban hành', each row one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.extract.passage import Passage
from pipeline.records import Cell, Citation, Table
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.table.grid import LEVELS, Grid

_DAY_HEAD = re.compile(
    r"ngày(?:,?\s(?:và\s)?tháng)?(?:,?\snăm)?(?:\s(?:ban hành|ký|văn bản|của văn bản|phát hành|VB|BH))?$", re.IGNORECASE
)
_NUMBER_HEAD = re.compile(
    r"(?:số(?!\s(?:tiền|lượng|hộ|người|trang|TT|thứ tự))|ký hiệu|văn bản|tên văn bản)(?!\w)", re.IGNORECASE
)
_NUMBER_YEAR = re.compile(r"/((?:19|20)\d\d)/")


def dated_by_rows(passage: Passage, cited: Sequence[Citation]) -> Iterator[Citation]:
    """The citations, in order; one that stands in a list of documents without a day of its own has that of its row."""
    days = dict(_days(passage, cited))
    yield from (replace(one, issued_on=days[one.start]) if one.start in days else one for one in cited)


def _days(passage: Passage, cited: Sequence[Citation]) -> Iterator[tuple[int, date]]:
    """The day of its row for each citation, by its start, that alone fills the cell of a number."""
    starts = [one.start for one in cited]

    def within(span: Table | Cell) -> Sequence[Citation]:
        return cited[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    for table in passage.tables:
        if not any(map(_is_untold, within(table))):
            continue
        grid = Grid(passage.text, table)
        heads = [grid.heading(column).rpartition(LEVELS)[2] for column in range(grid.columns)]
        of_days = [column for column, head in enumerate(heads) if _DAY_HEAD.match(head)]
        of_numbers = [column for column, head in enumerate(heads) if _NUMBER_HEAD.match(head)]
        if len(of_days) != 1 or not of_numbers:
            continue
        for row in grid.body():
            match = DAY.fullmatch(grid.words(row, of_days[0]))
            day = day_of(match) if match else None
            cells = [cell for column in of_numbers if (cell := grid.own(row, column))]
            inside = [one for cell in cells for one in within(cell)]
            if day and len(inside) == 1 and _may_be_of(inside[0], day):
                yield inside[0].start, day


def _is_untold(citation: Citation) -> bool:
    return citation.issued_on is None and not citation.impossible_date


def _may_be_of(citation: Citation, day: date) -> bool:
    """Whether a citation tells no day, and its number no other year."""
    year = _NUMBER_YEAR.search(citation.number)
    return _is_untold(citation) and (year is None or int(year[1]) == day.year)
