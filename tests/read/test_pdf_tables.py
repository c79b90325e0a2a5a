"""Ruled tables of fifty generated layouts, and what drawn lines may and may not make a table of."""

from __future__ import annotations

import pytest

from benchmarks.layouts import ruled_layout
from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf


@pytest.mark.parametrize("seed", range(50))
def test_a_generated_table_is_read_cell_by_cell(seed: int) -> None:
    layout = ruled_layout(seed)
    text = normalize(read_pdf(layout.data))
    read = [
        [(c.row, c.column, c.row_span, c.column_span, text.text[c.start : c.end]) for c in table.cells]
        for table in text.tables
    ]
    assert read == layout.tables
