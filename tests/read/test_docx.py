"""Word documents made by python-docx, with the XML that Word itself writes where python-docx has no words for it."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.errors import DamagedFile, EncryptedFile
from pipeline.normalize import normalize
from pipeline.read.docx import read_docx
from pipeline.records import Text


def _read(word: Any) -> Text:
    buffer = io.BytesIO()
    word.save(buffer)
    return normalize(read_docx(buffer.getvalue()))


def test_a_borderless_table_on_top_is_a_letterhead() -> None:
    word = docx.Document()
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    left.paragraphs[0].text = "SỞ B"
    left.add_paragraph("Số: 1/BC-SB")
    right.paragraphs[0].text = "CỘNG HÒA"
    word.add_paragraph("Nội dung.")
    assert _read(word).text.split("\n") == ["SỞ B", "Số: 1/BC-SB", "", "CỘNG HÒA", "", "Nội dung."]


def test_a_grid_is_a_table_with_spans() -> None:
    word = docx.Document()
    word.add_paragraph("Bảng:")
    table = word.add_table(rows=2, cols=3)
    table.style = "Table Grid"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Kinh phí"
    for column, words in enumerate(("A", "5", "7")):
        table.cell(1, column).text = words
    text = _read(word)
    cells = {text.text[c.start : c.end]: (c.row, c.column, c.column_span) for c in text.tables[0].cells}
    assert cells["Kinh phí"] == (0, 1, 2)
    assert (cells["5"], cells["7"]) == ((1, 1, 1), (1, 2, 1))


def test_tracked_changes_are_read_as_accepted() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Kinh phí ")
    for tag, inner in (("del", "<w:r><w:delText>400</w:delText></w:r>"), ("ins", "<w:r><w:t>500</w:t></w:r>")):
        paragraph._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a">{inner}</w:{tag}>'))
    paragraph.add_run(" triệu đồng")
    assert _read(word).text == "Kinh phí 500 triệu đồng"


def test_list_numbers_are_shown() -> None:
    word = docx.Document()
    for words in ("Một", "Hai"):
        word.add_paragraph(words, style="List Number")
    word.add_paragraph("Ý", style="List Bullet")
    assert _read(word).text.split("\n") == ["1. Một", "2. Hai", "- Ý"]


def test_page_breaks_part_pages() -> None:
    word = docx.Document()
    word.add_paragraph("Trang một.")
    word.add_page_break()
    word.add_paragraph("Trang hai.")
    text = _read(word)
    assert [text.text[page.start : page.end].strip() for page in text.pages] == ["Trang một.", "Trang hai."]


def test_what_is_no_word_document() -> None:
    with pytest.raises(DamagedFile):
        read_docx(b"PK\x03\x04 word/document.xml cut short")
    with pytest.raises(EncryptedFile):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage")
