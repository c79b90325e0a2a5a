"""One item with its sum listed twice: under one heading of a table, or in one list of a text.

Two rows count as one where all their cells but the ordinal are the same; two bullets where all their words are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from pipeline.audit.registry import Answered, check, holds
from pipeline.link.lists import find_groups, find_lists
from pipeline.link.meaning.headings import is_total_row
from pipeline.normalize.fold import fold
from pipeline.records import Document, Evidence, Finding, TableCell

NAME = "listed-twice"
_GROUP = re.compile(r"[A-HĐ]|[IVX]{1,5}")
_MARK = re.compile(r"^\s*(?:[-–+*•●]|\(?[\da-zđ]{1,3}[.)/])?\s*")
_FEWEST_WORDS = 3
Span = tuple[int, int]


@check(
    NAME,
    "Một khoản liệt kê hai lần",
    "One item listed twice",
)
def listed_twice(document: Document) -> Iterator[Answered]:
    """A warning for each item that its table or list names again with the same sum."""
    for group in (*_rows(document), *_bullets(document)):
        first: dict[str, Span] = {}
        twice = [(first[words], span) for words, span in group if first.setdefault(words, span) != span]
        for earlier, later in twice:
            shown = " ".join(document.text.text[slice(*later)].split())
            yield Finding(
                document.id,
                NAME,
                "warning",
                f"Một khoản được liệt kê hai lần với cùng số tiền: “{shown}”.",
                f"One item is listed twice with the same sum: “{shown}”.",
                (Evidence(document.id, *earlier), Evidence(document.id, *later)),
            )
        if len(group) > 1 and not twice:
            yield holds(document, NAME)


def _rows(document: Document) -> Iterator[list[tuple[str, Span]]]:
    """The rows with a sum under each heading of each table, each with its words."""
    rows: dict[tuple[int, int], list[TableCell]] = defaultdict(list)
    for cell in document.facts.mentions.cells:
        if not cell.is_head and cell.text.strip():
            rows[cell.table, cell.row].append(cell)
    group: list[tuple[str, Span]] = []
    table = None
    for (at, _), cells in sorted(rows.items()):
        opens = not cells[0].ordinal or _GROUP.fullmatch(cells[0].ordinal) is not None
        if group and (at != table or opens):
            yield group
            group = []
        table = at
        named = len(cells[0].label.split()) >= _FEWEST_WORDS and not is_total_row(cells[0])
        if named and not opens and any(cell.currency for cell in cells):
            words = "\t".join(fold(cell.text).strip() for cell in cells if cell.text.strip() != cell.ordinal)
            group.append((words, (cells[0].start, cells[-1].end)))
    if group:
        yield group


def _bullets(document: Document) -> Iterator[list[tuple[str, Span]]]:
    """The items with a sum of each list, each with its words."""
    text = document.text.text
    starts = sorted(amount.start for amount in document.facts.mentions.amounts)
    for listing in find_lists(text, find_groups(text, document.outline)):
        group = []
        for start, end in listing.items:
            if bisect_left(starts, start) == bisect_left(starts, end):
                continue
            words = fold(_MARK.sub("", text[start:end])).strip(" ;.,\n")
            if len(words.split()) > _FEWEST_WORDS:
                group.append((words, (start, start + len(text[start:end].rstrip()))))
        yield group
