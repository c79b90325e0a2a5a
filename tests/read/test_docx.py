"""Word documents made by python-docx, with the XML that Word itself writes where python-docx has no words for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tables import FILES, REPORT, REPORT_LINES, cells_of, text_of

from pipeline.normalize import normalize
from pipeline.read.formats import DOCX, media_type_of
from pipeline.read.refusals import DamagedFile, EncryptedFile, TooLarge, UnsafeFile
from pipeline.read.word.docx import read_docx
from pipeline.read.word.docx_parts import MAIN_TYPES
from pipeline.records import Text


def _read(word: Any) -> Text:
    buffer = io.BytesIO()
    word.save(buffer)
    return normalize(read_docx(buffer.getvalue()))


def test_a_raised_figure_that_calls_a_note_is_no_part_of_the_words() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Vốn 500")
    for words, raised in (("4", True), (" triệu đồng, 40 km", False), ("2", True)):
        paragraph.add_run(words).font.superscript = raised
    assert _read(word).text == "Vốn 500 triệu đồng, 40 km2"


def test_a_borderless_table_on_top_is_a_letterhead() -> None:
    word = docx.Document()
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    left.paragraphs[0].text = "SỞ B"
    left.add_paragraph("Số: 1/BC-SB")
    right.paragraphs[0].text = "CỘNG HÒA"
    word.add_paragraph("Nội dung.")
    assert _read(word).text.split("\n") == ["SỞ B", "Số: 1/BC-SB", "", "CỘNG HÒA", "", "Nội dung."]


def test_a_borderless_block_of_lines_over_annexes_is_a_signature() -> None:
    word = docx.Document()
    for _ in range(8):
        word.add_paragraph("Nội dung.")
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    left.paragraphs[0].text = "Nơi nhận:"
    left.add_paragraph("- Như trên.")
    right.paragraphs[0].text = "CHỦ TỊCH"
    right.add_paragraph("Lê Văn Mẫu")
    names = word.add_table(rows=2, cols=2)
    for cell, words in zip((cell for row in names.rows for cell in row.cells), "ABCD", strict=True):
        cell.text = words
    for _ in range(8):
        word.add_paragraph("Phụ lục.")
    text = _read(word)
    assert "Nơi nhận:\n- Như trên.\n\nCHỦ TỊCH\nLê Văn Mẫu\n" in text.text
    assert [text.text[cell.start : cell.end] for cell in text.tables[0].cells] == list("ABCD")


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


_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def _add(word: Any, xml: str) -> None:
    """Append body XML as Word writes it."""
    root = parse_xml(f"<w:body {_SPACES}>{xml}</w:body>")
    for element in root:
        word.element.body.insert(len(word.element.body) - 1, element)


def _run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_a_report_by_libreoffice() -> None:
    text = text_of(FILES / "bao-cao.docx")
    assert text.text.split("\n")[: len(REPORT_LINES)] == REPORT_LINES
    assert cells_of(text) == REPORT


def test_moves_deleted_marks_and_deleted_rows() -> None:
    word = docx.Document()
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    _add(
        word,
        f"<w:p>{mark}{_run('Một câu bị ')}</w:p><w:p>{_run('cắt đôi.')}</w:p>"
        f"<w:p>{_run('Chỗ cũ:')}<w:moveFrom w:id='2' w:author='a'>{_run('đã chuyển')}</w:moveFrom></w:p>"
        f"<w:p>{_run('Chỗ mới: ')}<w:moveTo w:id='3' w:author='a'>{_run('đã chuyển')}</w:moveTo></w:p>"
        "<w:tbl><w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>"
        f"<w:tr><w:tc><w:p>{_run('a')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del w:id='4' w:author='a'/></w:trPr><w:tc><w:p>{_run('bỏ')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{_run('b')}</w:p></w:tc></w:tr></w:tbl><w:p/>",
    )
    text = _read(word)
    assert text.text.split("\n") == ["Một câu bị cắt đôi.", "Chỗ cũ:", "Chỗ mới: đã chuyển", "a", "b"]
    assert cells_of(text) == [(0, 0, 1, 1, "a"), (1, 0, 1, 1, "b")]


def test_a_text_box_is_read_once() -> None:
    word = docx.Document()
    box = f"<w:txbxContent><w:p>{_run('MẬT')}</w:p></w:txbxContent>"
    _add(
        word,
        f"<w:p>{_run('Kính gửi:')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r></w:p><w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>",
    )
    assert _read(word).text.split() == ["Kính", "gửi:", "MẬT", "MẬT"]


def test_merged_cells_and_tables_inside_cells() -> None:
    word = docx.Document()
    restart, more, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
    inner = (
        f"<w:tbl><w:tblPr/><w:tr><w:tc><w:p>{_run('x')}</w:p></w:tc><w:tc><w:p>{_run('y')}</w:p></w:tc></w:tr></w:tbl>"
    )

    def cell(words: str, properties: str = "", extra: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{_run(words)}</w:p>{extra}</w:tc>"

    _add(
        word,
        "<w:tbl><w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr>"
        f"<w:tr>{cell('TT', restart)}{cell('Vốn', wide + restart)}{cell('Ghi chú')}</w:tr>"
        f"<w:tr>{cell('', more)}{cell('', wide + more)}{cell('a')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('1')}{cell('2', extra=inner)}{cell('3')}</w:tr></w:tbl><w:p/>",
    )
    text = _read(word)
    assert cells_of(text) == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 2, 2, "Vốn"),
        (0, 3, 1, 1, "Ghi chú"),
        (1, 3, 1, 1, "a"),
        (2, 1, 1, 1, "1"),
        (2, 2, 1, 1, "2 x y"),
        (2, 3, 1, 1, "3"),
    ]
    assert len(text.tables) == 1


def test_fields_symbols_hyphens_and_hidden_letters() -> None:
    word = docx.Document()
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF số </w:instrText></w:r>"
        f"{_run('mã')}<w:r><w:fldChar w:fldCharType='separate'/></w:r>{_run('kết quả')}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    _add(
        word,
        f"<w:p>{field}</w:p><w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>{_run(' Đồng ý')}</w:p>"
        f"<w:p>{_run('không', '<w:vanish/>')}<w:r><w:t>nông</w:t><w:noBreakHyphen/><w:t>lâm</w:t><w:softHyphen/>"
        f"<w:t>nghiệp</w:t></w:r></w:p><w:p>{_run('quyết định', '<w:caps/>')}</w:p>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Bấm vào đây</w:t></w:r></w:p>"
        f"</w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:p>{_run('Đã điền')}</w:p></w:sdtContent></w:sdt>",
    )
    assert _read(word).text.split("\n") == ["kết quả", "☑ Đồng ý", "nông-lâmnghiệp", "QUYẾT ĐỊNH", "Đã điền"]


def test_fonts_from_before_unicode_by_run_and_by_style() -> None:
    word = docx.Document()
    word.styles["Normal"].font.name = ".VnTime"
    paragraph = word.add_paragraph("Uû ban nh©n d©n tØnh ")
    paragraph.add_run("– Sở Tài chính").font.name = "Times New Roman"
    style = word.styles.add_style("Moi", 1)
    style.font.name = "Arial"
    word.add_paragraph("Chương trình năm nay", style="Moi")
    assert _read(word).text.split("\n") == ["Uỷ ban nhân dân tỉnh – Sở Tài chính", "Chương trình năm nay"]


def test_lists_that_share_a_definition_count_on_unless_started_anew() -> None:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
            "<w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
        ),
    )
    override = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    for number, extra in ((90, ""), (91, ""), (92, override)):
        numbering.append(
            parse_xml(f"<w:num {nsdecls('w')} w:numId='{number}'><w:abstractNumId w:val='90'/>{extra}</w:num>")
        )
    for number in (90, 91, 92, 92):
        properties = f"<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{number}'/></w:numPr></w:pPr>"
        _add(word, f"<w:p>{properties}{_run('Phần')}</w:p>")
    assert _read(word).text.split("\n") == ["I. Phần", "II. Phần", "I. Phần", "II. Phần"]


def test_a_head_is_read_only_where_it_bears_the_letterhead() -> None:
    word = docx.Document()
    word.add_paragraph("Nội dung.")
    head = word.sections[0].header
    head.paragraphs[0].text = "Trang 1 – Báo cáo năm"
    assert _read(word).text == "Nội dung."
    head.paragraphs[0].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    word.sections[0].footer.paragraphs[0].text = "Chân trang"
    assert _read(word).text.split("\n") == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "Nội dung."]


def test_a_note_follows_the_paragraph_that_calls_it() -> None:
    word = docx.Document()
    note = (
        f"<w:footnotes {_SPACES}><w:footnote w:id='2'><w:p>{_run('Theo giá năm nay.')}</w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, note.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    call = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    _add(word, f"<w:p>{_run('Kinh phí 5 triệu đồng')}{call}{_run('.')}</w:p><w:p>{_run('Hết.')}</w:p>")
    assert _read(word).text.split("\n") == ["Kinh phí 5 triệu đồng.", "[1] Theo giá năm nay.", "Hết."]


def _repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def _word(words: str) -> bytes:
    word = docx.Document()
    word.add_paragraph(words)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def test_documents_with_macros_and_templates() -> None:
    for kind in MAIN_TYPES:
        data = _repacked(_word("Có macro."), lambda _, part: part.replace(MAIN_TYPES[0].encode(), kind.encode()))  # noqa: B023
        assert media_type_of(data) == DOCX
        assert normalize(read_docx(data)).text == "Có macro."


def test_hostile_packages() -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'

    def entity(name: str, part: bytes) -> bytes:
        return part.replace(b"<w:document", bomb + b"<w:document", 1) if name == "word/document.xml" else part

    with pytest.raises(UnsafeFile):
        read_docx(_repacked(_word("x"), entity))
    with pytest.raises(TooLarge):
        read_docx(_repacked(_word("x"), lambda name, part: part + b" " * (65 << 20) if "styles" in name else part))
