"""Inputs to start from: the tests' own files, the annotated documents, and small files made here that use much of a format."""

from __future__ import annotations

import base64
import io
import tomllib
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from benchmarks.fuzz.mutations import packed
from benchmarks.fuzz.vietnamese import PASSAGE

ROOT = Path(__file__).parents[2]
_READ = ROOT / "tests" / "read"


def _files(*paths: str) -> list[bytes]:
    return [(_READ / path).read_bytes() for path in paths]


@cache
def pdf() -> list[bytes]:
    """Small, uncompressed: text in two columns, a ruled table, a form, an outline, an attached picture, pages turned."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=1, **options)
        canvas.setFont("Helvetica", 12)
        draw(canvas)
        canvas.save()
        return buffer.getvalue()

    def columns(canvas: Canvas) -> None:
        for line in range(8):
            canvas.drawString(60, 780 - 16 * line, "UBND TINH   So: 78/BC-SNN")
            canvas.drawString(320, 780 - 16 * line, "Tong 6.400 trieu dong")
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("I. MUC TIEU", "a", 0)
        canvas.addOutlineEntry("1. Kinh phi", "a", 1)
        canvas.showPage()
        canvas.setPageRotation(90)
        canvas.drawString(60, 700, "Trang 2")

    def table(canvas: Canvas) -> None:
        canvas.grid([60, 120, 300, 420], [500, 530, 560, 590])
        for row in range(3):
            for column, x in enumerate((65, 125, 305)):
                canvas.drawString(x, 570 - 30 * row, ("STT", "Noi dung", "1.250,5")[column])
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(500, -40, "doc")
        canvas.restoreState()

    def form(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="so", value="12/QD", x=60, y=700, width=100, height=20)
        canvas.beginForm("f")
        canvas.drawString(0, 0, "in a form")
        canvas.endForm()
        canvas.translate(80, 600)
        canvas.doForm("f")
        canvas.linkURL("#", (0, 0, 10, 10))

    options: dict[str, object] = {"pageCompression": 0}
    return [drawn(columns, **options), drawn(table, **options), drawn(form, **options), drawn(table, encrypt="x")]


@cache
def docx() -> list[bytes]:
    """The tests' report, and one with notes, lists, fields, a nested table, a text box and tracked changes."""
    import docx as python_docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = python_docx.Document()
    document.add_paragraph("Số: 78/BC-SNN", style="List Number")
    document.add_paragraph("Tổng kinh phí 6.400 triệu đồng", style="List Bullet")
    outer = document.add_table(3, 3, style="Table Grid")
    outer.cell(0, 0).merge(outer.cell(0, 2)).text = "Kinh phí"
    outer.cell(1, 0).merge(outer.cell(2, 0)).text = "1"
    outer.cell(1, 1).add_table(2, 2).cell(0, 0).text = "trong ô"
    for xml in (
        '<w:p {0}><w:ins w:id="1" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>',
        '<w:p {0}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        '<w:sdt {0}><w:sdtContent><w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>B¸o c¸o</w:t><w:br/><w:tab/></w:r></w:p></w:sdtContent></w:sdt>',
        '<w:p {0}><w:pPr><w:jc w:val="center"/><w:pageBreakBefore/></w:pPr><w:r><w:sym w:font="Wingdings" w:char="F0B7"/><w:noBreakHyphen/></w:r></w:p>',
    ):  # fmt: skip
        document.element.body.insert(1, parse_xml(xml.format(nsdecls("w"))))
    buffer = io.BytesIO()
    document.save(buffer)
    return [*map(_plain, _files("files/bao-cao.docx")), _plain(buffer.getvalue())]


@cache
def xlsx() -> list[bytes]:
    """The tests' sheet, and one with merged cells, days, formulas, rich text and a hidden sheet."""
    import openpyxl
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["STT", "Nội dung", "Kinh phí"], [1, "Hỗ trợ", 1250.5], [2, "Tập huấn", "=C2*2"]):
        sheet.append(row)
    sheet["A5"] = CellRichText("a", TextBlock(InlineFont(rFont=".VnTime"), "B¸o c¸o"))
    sheet["C2"].number_format = '#,##0.0 "triệu"'
    sheet["C3"].number_format = "dd/mm/yyyy"
    sheet.merge_cells("A7:C8")
    book.create_sheet("ẩn").sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return [*map(_plain, _files("files/phan-bo.xlsx")), _plain(buffer.getvalue())]


def xls() -> list[bytes]:
    """The tests' sheet."""
    return _files("files/phan-bo.xls")


def doc() -> list[bytes]:
    """The tests' report in Word 97's format."""
    return _files("legacy/bao-cao.doc")


def rtf() -> list[bytes]:
    """The tests' report, and one with nested tables, fields, code pages and a picture."""
    return [
        *_files("legacy/bao-cao.rtf"),
        rb"{\rtf1\ansi\ansicpg1258\uc1{\fonttbl{\f0\fcharset163 Times;}{\f1 .VnTime;}}{\stylesheet{\s1 a;}}\pard\f1 B\'b8o c\'b8o\par"
        rb"\trowd\cellx100\cellx200\pard\intbl a\cell\itap2 b\nestcell{\*\nesttableprops\trowd\cellx50\nestrow}\itap1\cell\row"
        rb"{\field{\*\fldinst PAGE}{\fldrslt 1}}\u7897?\'ec{\footnote c}{\pict\bin4 \x00\x00}}}{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt d}}"
        rb"{\listtable{\list{\listlevel\levelnfc0{\leveltext\'02\'00.;}}\listid1}}{\pntext\tab}\ls1\ilvl0 e\page\sect\v hidden\v0}",
    ]


def html() -> list[bytes]:
    """The tests' report, and one with nested tables, lists, style sheets and a page in one file (.mht)."""
    page = (
        '<html><head><meta charset="utf-8"><style>.a{font-family:".VnTime"} p.b, td{display:none}</style></head><body>'
        '<p class="a">B¸o c¸o<br>số&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;1</p><ol start="3"><li>một<li>hai<ul><li>ba</ul></ol>'
        '<table border="1"><caption>Biểu</caption><tr><td rowspan="2" colspan="2">a<td>1.250<tr><td><table><tr><td>b<td>c</table></table>'
        '<center><font face="VNI-Times" style="mso-hide:all">x</font></center><select><option>y</select></body></html>'
    ).encode()
    mht = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(page) + b"\r\n--b--\r\n"
    )
    return [*_files("files/bao-cao.html"), page, mht]


def text() -> list[bytes]:
    """One text in the encodings that a text file may have."""
    words = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 78/BC-SNN\tHà Nội, ngày 28/3/2019\n  Tổng kinh phí   6.400 triệu đồng.\n"
    return [words.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be")] + [
        "B¸o c¸o kÕt qu¶ thùc hiÖn ch­¬ng tr×nh môc tiªu quèc gia".encode("cp1252"),
        "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp".encode("cp1252"),
        b"Vie^.t Nam, Ddo^.c la^.p - Tu+. do - Ha.nh phu'c. Ba'o ca'o ke^'t qua?",
    ]


def image() -> list[bytes]:
    """A picture of a few points in each format."""
    from PIL import Image

    picture = Image.new("RGB", (40, 30), "white")
    out = []
    for form in ("PNG", "JPEG", "TIFF", "GIF", "BMP"):
        buffer = io.BytesIO()
        picture.save(buffer, form)
        out.append(buffer.getvalue())
    return out


@cache
def mail() -> list[bytes]:
    """A message with words in two forms, a forwarded message, and attachments with names in Vietnamese."""
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "Thư trong", "b@tinh.vn"
    inner.set_content("Trong cùng")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Sở NN <a@tinh.vn>", "b@tinh.vn", "Gửi báo cáo quý I"
    message["Date"] = "Thu, 28 Mar 2019 08:00:00 +0700"
    message.set_content("Kính gửi anh,\nbáo cáo đính kèm.")
    message.add_alternative("<p>Kính gửi anh</p>", subtype="html")
    message.add_attachment(b"Words.", maintype="application", subtype="octet-stream", filename="báo cáo.txt")
    message.add_attachment(inner)
    return [bytes(message), b"From: a\nTo: b\nSubject: =?utf-8?b?QuG6o28=?=\nDate: x\n\nB\xe1o c\xe1o\n"]


@cache
def archive() -> list[bytes]:
    """An archive with folders, an archive in it, a locked entry's flag and names in three code pages."""
    inner = packed([("sâu.txt", b"x")])
    names = [("thư mục/báo cáo.txt", b"Words."), ("../x.txt", b"x"), ("trong.zip", inner), ("C:\\y.txt", b"y")]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in names:
            package.writestr(name, part)
    return [packed(names), buffer.getvalue(), inner]


@cache
def grammar() -> list[bytes]:
    """The texts of the case files and the paragraphs of the annotated documents."""
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, str) and key in ("text", "before", "after", "head"):
                    found.append(inner)
                gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)

    for path in sorted((ROOT / "tests" / "cases").glob("*.toml")):
        gather(tomllib.loads(path.read_text(encoding="utf-8")))
    for path in sorted((ROOT / "benchmarks" / "accuracy" / "dev").glob("*.txt")):
        whole = path.read_text(encoding="utf-8")
        found += [whole[at : at + 1_500] for at in range(0, len(whole), 1_500)]
    return [text.encode() for text in dict.fromkeys(found) if text.strip()]


def passages() -> list[bytes]:
    """The short ones of these texts."""
    return [text for text in grammar() if len(text.decode()) <= PASSAGE]


def _plain(package: bytes) -> bytes:
    """A package without compression, so that its bytes can be changed where they stand."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return packed([(entry.filename, opened.read(entry)) for entry in opened.infolist()])
