"""Word documents: letterhead and signature in borderless tables, budget tables with a grid."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from model import MOTTO, NATION, SAMPLE_LINE, BudgetTable, Bullet, Centred, CorpusDocument, Heading

_EPOCH = (2026, 1, 1, 0, 0, 0)


def render(document: CorpusDocument) -> bytes:
    """The document as .docx; the same bytes every time."""
    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(13)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    if document.sample:
        _write(word.add_paragraph(), SAMPLE_LINE, bold=True)
    _letterhead(word, document)
    if document.kind:
        _write(word.add_paragraph(), document.kind, bold=True)
        _write(word.add_paragraph(), document.subject, bold=True)
    for block in document.blocks:
        if isinstance(block, BudgetTable):
            _table(word, block)
        elif isinstance(block, Centred):
            _write(word.add_paragraph(), block.text, bold=True)
        else:
            paragraph = word.add_paragraph(("- " if isinstance(block, Bullet) else "") + block.text)
            paragraph.alignment = ALIGN.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Cm(1)
            if isinstance(block, Heading):
                paragraph.runs[0].bold = True
    if document.signer:
        _signature(word, document)
    for stamp in ("created", "modified"):
        setattr(word.core_properties, stamp, datetime(*_EPOCH))
    buffer = io.BytesIO()
    word.save(buffer)
    return _fixed_times(buffer.getvalue())


def _write(paragraph: WordParagraph, text: str, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    paragraph.alignment = ALIGN.CENTER


def _letterhead(word: docx.document.Document, document: CorpusDocument) -> None:
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    lines = [*filter(None, [document.superior]), *document.issuer]
    for cell, texts in ((left, lines), (right, [NATION, MOTTO])):
        _write(cell.paragraphs[0], texts[0], bold=len(texts) == 1 or not document.superior)
        for text in texts[1:]:
            _write(cell.add_paragraph(), text, bold=True)
        _write(cell.add_paragraph(), "––––––––")
    if document.number:
        _write(left.add_paragraph(), f"Số: {document.number}")
    if document.place:
        _write(right.add_paragraph(), document.place_and_day, italic=True)


def _table(word: docx.document.Document, block: BudgetTable) -> None:
    unit = word.add_paragraph(block.unit)
    unit.alignment = ALIGN.RIGHT
    table = word.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    for index, row in enumerate(block.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.bold = index in (0, len(block.rows) - 1)
    word.add_paragraph()


def _signature(word: docx.document.Document, document: CorpusDocument) -> None:
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    for name in document.recipients:
        left.add_paragraph(f"- {name};")
    _write(right.paragraphs[0], document.title[0], bold=True)
    for text in (*document.title[1:], "", "", document.signer):
        _write(right.add_paragraph(), text, bold=True)


def _fixed_times(data: bytes) -> bytes:
    """The same package with one time for every part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
