"""A text as a DOCX or PDF file, its lines with tabs as ruled tables: so that the audit is tried through the readers too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from benchmarks.layouts import FONT

_STYLE = ParagraphStyle("body", fontName=FONT, fontSize=13, leading=17, spaceAfter=4)


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Runs of lines: whether they are a table's, and the lines with words."""
    lines = [line for line in text.split("\n") if line.strip()]
    for tabbed, run in groupby(lines, key=lambda line: "\t" in line):
        yield tabbed, list(run)


def as_docx(text: str) -> bytes:
    """The text as a Word document."""
    document = docx.Document()
    for tabbed, lines in _blocks(text):
        if not tabbed:
            for line in lines:
                document.add_paragraph(line)
            continue
        rows = [line.split("\t") for line in lines]
        table = document.add_table(len(rows), max(map(len, rows)))
        for row, cells in enumerate(rows):
            for column, words in enumerate(cells):
                table.cell(row, column).text = words
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_pdf(text: str) -> bytes:
    """The text as PDF pages."""
    flow: list[Flowable] = []
    for tabbed, lines in _blocks(text):
        if tabbed:
            rows = [[Paragraph(escape(cell), _STYLE) for cell in line.split("\t")] for line in lines]
            flow.append(Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])))
        else:
            flow += [Paragraph(escape(line), _STYLE) for line in lines]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(flow)
    return buffer.getvalue()


WRITERS = {".docx": as_docx, ".pdf": as_pdf}
