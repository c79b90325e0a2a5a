"""Words and figures that narrow cells of drawn tables cut in two."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts import FONT
from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf

SIZE, PAD = 10.0, 4.0


def _cell(lines: list[str], width: float) -> str:
    """What is read of a cell of some width beside another one."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(FONT, SIZE)
    columns = (80.0, 80 + width, 80 + width + 150)
    for x in columns:
        canvas.line(x, 700, x, 600)
    for y in (700, 650, 600):
        canvas.line(columns[0], y, columns[-1], y)
    for at, words in enumerate(lines):
        canvas.drawString(columns[0] + PAD, 688 - 12 * at, words)
    canvas.drawRightString(columns[2] - PAD, 688, "Đường giao thông")
    canvas.drawString(columns[1] + PAD, 630, "Kênh mương")
    canvas.save()
    text = normalize(read_pdf(buffer.getvalue()))
    cell = text.tables[0].cells[0]
    words = [word for word in text.pages[0].words if cell.start <= word.start < cell.end]
    assert len(words) == sum(len(line.split()) for line in lines)
    return text.text[cell.start : cell.end]


def _room(words: str) -> float:
    """A cell that has just no room for the words."""
    return pdfmetrics.stringWidth(words, FONT, SIZE) + 2 * PAD - 0.5


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["UBN", "D xã", "Tân", "Mẫu"], "UBND xã Tân Mẫu"),
        (["12.345.6", "78"], "12.345.678"),
        (["1.407,5", "3"], "1.407,53"),
        (["1873/QĐ-UBN", "D"], "1873/QĐ-UBND"),
        (["1.200", "900"], "1.200 900"),
        (["CHI", "TIẾT"], "CHI TIẾT"),
        (["GD&", "ĐT"], "GD&ĐT"),
        (["đồng/", "người"], "đồng/người"),
    ],
)
def test_a_word_cut_by_a_narrow_cell_is_one(lines: list[str], read: str) -> None:
    assert _cell(lines, _room(lines[0] + lines[1][0])) == read


def test_two_figures_in_a_wide_cell_stay_two() -> None:
    assert _cell(["1.407,5", "3"], 120) == "1.407,5 3"
