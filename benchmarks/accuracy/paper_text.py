"""A gold document as a text file of one width (`text_of`), and that text as a message (`message_of`).

Lines are cut where the next word has no room, letterhead and signature stand side by side, and tables are set with tabs,
with pipes or with spaces, their cells cut into lines too; which of these, and how paragraphs begin, follows from the name.
"""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import zip_longest

from benchmarks.accuracy.paper import Block, Frame, Paragraph, Ruled, RuledCell

_GAP = "    "
_WIDEST_CELL = 24
_STATE = 36
_INDENTED = 30
"""Where what stands to the right begins."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a typist sets a text."""

    width: int
    indent: str
    apart: bool
    tables: str

    @classmethod
    def of(cls, name: str) -> Habits:
        """Those of a document."""
        code = zlib.crc32(name.encode())
        indent, apart = (("", True), ("     ", False), ("", False), ("     ", True))[code % 4]
        return cls(70 + code // 4 % 11, indent, apart, ("tabs", "spaces", "pipes")[code // 64 % 3])


def text_of(name: str, blocks: Sequence[Block]) -> bytes:
    """The bytes of a text file."""
    habits = Habits.of(name)
    lines: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                lines += _paragraph(block, habits)
            case Frame():
                lines += ["", *_frame(block, habits.width), ""]
            case Ruled():
                lines += _WRITERS[habits.tables](block)
            case _:
                lines.append("")
    return "\n".join((*lines, "")).encode()


def message_of(name: str, blocks: Sequence[Block]) -> bytes:
    """The bytes of a message that has the text for its own."""
    message = EmailMessage()
    message["From"], message["To"] = "vanthu@mau.invalid", "luutru@mau.invalid"
    message["Subject"] = "Gửi văn bản"
    message.set_content(text_of(name, blocks).decode(), cte="quoted-printable")
    return message.as_bytes()


def _wrapped(words: str, width: int, first: str = "") -> list[str]:
    return textwrap.wrap(words, width, initial_indent=first, break_on_hyphens=False, break_long_words=False)


def _paragraph(block: Paragraph, habits: Habits) -> list[str]:
    if block.align == "center":
        return _middle(block, habits.width)
    if block.align == "right":
        return [block.words.rjust(habits.width)]
    if block.indent:
        return [" " * _INDENTED + line for line in _wrapped(block.words, habits.width - _INDENTED)]
    lines = _wrapped(block.words, habits.width, habits.indent * (block.align == "justify"))
    return [*lines, ""] if habits.apart else lines


def _middle(block: Paragraph, width: int) -> list[str]:
    return [line.center(width).rstrip() for line in _wrapped(block.words, width - 12)]


def _frame(block: Frame, width: int) -> Iterator[str]:
    """Cells side by side; the last of two has room for the state's name."""
    for row in block.rows:
        own = [(width - len(_GAP) * (len(row) - 1)) // len(row)] * len(row)
        if len(row) == 2:
            own = [width - len(_GAP) - _STATE, _STATE]
        cells = [
            [line for words in cell for line in _in_cell(words, room)] for cell, room in zip(row, own, strict=True)
        ]
        for lines in zip_longest(*cells, fillvalue=""):
            yield _GAP.join(line.ljust(room) for line, room in zip(lines, own, strict=True)).rstrip()


def _in_cell(block: Paragraph, width: int) -> list[str]:
    lines = _wrapped(block.words, width) or [""]
    return [line.center(width) for line in lines] if block.align == "center" else lines


def _rows(table: Ruled) -> list[list[str]]:
    """The words of each place; a merged cell's stand at its first."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.words
    return rows


def _by_tabs(table: Ruled) -> list[str]:
    return ["\t".join(row) for row in _rows(table)]


def _by_pipes(table: Ruled) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in _rows(table)]


def _by_spaces(table: Ruled) -> Iterator[str]:
    """Columns as wide as their longest line, words over a merged cell's columns in their middle, figures to the right."""
    rows = _rows(table)
    cut = [[_wrapped(words, _WIDEST_CELL) or [""] for words in row] for row in rows]
    spans = {(cell.row, cell.column): cell for cell in table.cells if cell.column_span > 1}
    widths = [
        max(
            (len(line) for at, row in enumerate(cut) if (at, column) not in spans for line in row[column]),
            default=0,
        )
        for column in range(table.columns)
    ]
    figures = [sum(row[column][:1].isdigit() for row in rows) > len(rows) / 2 for column in range(table.columns)]
    for at, row in enumerate(cut):
        for lines in zip_longest(*row, fillvalue=""):
            yield _across(at, lines, widths, figures, spans)


def _across(
    row: int,
    lines: Sequence[str],
    widths: Sequence[int],
    figures: Sequence[bool],
    spans: dict[tuple[int, int], RuledCell],
) -> str:
    parts: list[str] = []
    column = 0
    while column < len(lines):
        span = spans[row, column].column_span if (row, column) in spans else 1
        room = sum(widths[column : column + span]) + len(_GAP) * (span - 1)
        words = lines[column]
        is_figure = figures[column] and column > 0 and span == 1
        parts.append(words.center(room) if span > 1 else words.rjust(room) if is_figure else words.ljust(room))
        column += span
    return _GAP.join(parts).rstrip()


_WRITERS = {"tabs": _by_tabs, "pipes": _by_pipes, "spaces": _by_spaces}
