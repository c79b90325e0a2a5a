"""Files that harm a careless reader, each made here in a few lines, and what must come of it.

`HOSTILE` gives a file's bytes by its name, and the words that its refusal must hold (English); where they are '' the
file is read. Names tell what is in a file; the harmful names themselves are `NAMES`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial

WORDS = "Số: {n}/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\nTổng chi {n}0 triệu đồng.\n"
NAMES = {
    "báo\ncáo.txt": "dòng mới trong tên",
    "\u202etxt.gpj.txt": "viết từ phải sang trái",
    "😀 báo cáo 😀.txt": "hình",
    "b" * 250 + ".txt": "dài",
    "-rf.txt": "như một tùy chọn",
    "=1+1.txt": "như một công thức",
    "[bold]x[red].txt": "như lệnh tô màu",
    "a';--.txt": "như câu lệnh SQL",
    "<b>&amp.txt": "như thẻ HTML",
    "%2e%2e%2f.txt": "như đường dẫn",
}
"""Names that harm a careless program, and the word that tells the file's text from the others'."""
LAUGHS = '<!DOCTYPE w [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
) + "]>"  # fmt: skip
SECRET = '<!DOCTYPE w [<!ENTITY m SYSTEM "file:///etc/hostname">]>'


def packed(entries: dict[str, bytes], *, stored: bool = False) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def repacked(package: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A ZIP package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return packed({name: change(name, archive.read(name)) for name in archive.namelist()})


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file of version 3: sectors of 512 bytes, no short streams (each is filled up to 4096 bytes)."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    bodies = [data.ljust(4096, b"\x00") for data in streams.values()]
    bodies = [body.ljust(-(-len(body) // 512) * 512, b"\x00") for body in bodies]
    directory = 1  # sector 0 is the allocation table
    entries = [_entry("Root Entry", 5, 1, end, 0)]
    chain = [table, end]
    start = directory + 1
    # Siblings hang on each other's right in one line; readers walk it.
    for number, (name, body) in enumerate(zip(streams, bodies, strict=True), 1):
        following = number + 1 if number < len(bodies) else free
        entries.append(_entry(name, 2, free, start, len(body), following))
        count = len(body) // 512
        chain += [*range(start + 1, start + count), end]
        start += count
    while len(entries) % 4:
        entries.append(bytes(68) + struct.pack("<3I", free, free, free) + bytes(48))
    assert len(entries) == 4 and len(chain) <= 128
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<10I", 0, 1, directory, 0, 4096, end, 0, end, 0, 0) + struct.pack("<I", free) * 108
    chain += [free] * (128 - len(chain))
    return head + struct.pack("<128I", *chain) + b"".join(entries) + b"".join(bodies)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw.ljust(64, b"\x00") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    return head + struct.pack("<3I", 0xFFFFFFFF, right, child) + bytes(36) + struct.pack("<IQ", start, size)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first its catalogue, with a true table of where they stand."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    at = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, at)


def page(content: bytes, *more: bytes, filters: bytes = b"", resources: bytes = b"", box: bytes = b"0 0 595 842") -> bytes:  # fmt: skip
    """A PDF of one page, objects 1 to 5; `more` are objects from 6 on. F1 is a font for its words."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%b>>>>" % (box, resources),
        b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


SAID = b"BT /F1 12 Tf 60 700 Td (So 12/QD-UBND, chi 5 trieu dong) Tj ET "


def _locked_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt="secret")
    canvas.drawString(60, 700, "x")
    canvas.save()
    return buffer.getvalue()


def _page_tree_of_itself() -> bytes:
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000/Parent 2 0 R>>")


def _count_that_lies() -> bytes:
    return page(SAID).replace(b"/Count 1>>", b"/Count 2000000000>>")


def _tables_in_a_ring() -> bytes:
    data = page(SAID)
    return data.replace(b"/Root", b"/Prev %d/Root" % data.rindex(b"xref\n0"))


def _outline_in_a_ring() -> bytes:
    data = page(
        SAID, b"<</First 7 0 R/Last 7 0 R/Count 1>>", b"<</Title(a)/Parent 6 0 R/First 6 0 R/Next 7 0 R/Prev 7 0 R>>"
    )
    return data.replace(b"/Catalog", b"/Catalog/Outlines 6 0 R")  # fmt: skip


def _form_in_itself() -> bytes:
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    return page(SAID + b"/X Do", form, resources=b"/XObject<</X 6 0 R>>")


def _deflated(megabytes: int, unit: bytes, times: int) -> bytes:
    """Megabytes of a repeated unit, packed so many times over."""
    packer = zlib.compressobj(9)
    block = unit * ((1 << 20) // len(unit))
    data = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def _stream_bomb() -> bytes:
    return page(_deflated(400, b" ", 2), filters=b"/Filter[/FlateDecode/FlateDecode]")


def _strokes() -> bytes:
    return page(_deflated(1, b"1 1 m 500 1 l S ", 1), filters=b"/Filter/FlateDecode")


def _nested_arrays() -> bytes:
    return page(b"[" * 500_000 + b"]" * 500_000 + b" TJ " + SAID)


def _picture_without_end() -> bytes:
    image = b"<</Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream"
    return page(b"q 595 0 0 842 0 0 cm /X Do Q", image, resources=b"/XObject<</X 6 0 R>>")


def _page_of_miles() -> bytes:
    return page(b"q 9e8 0 0 9e8 0 0 cm /X Do Q", b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream", resources=b"/XObject<</X 6 0 R>>", box=b"0 0 1000000000 1000000000")  # fmt: skip


def _font_that_lies() -> bytes:
    """A TrueType font whose tables point outside it and whose glyphs are made of themselves."""
    tables = (b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")
    font = b"\x00\x01\x00\x00" + struct.pack(">4H", len(tables), 64, 2, 48)
    font += b"".join(tag + struct.pack(">3I", 0, 124 + 64 * n, 0x7FFFFFF0) for n, tag in enumerate(tables))
    font += struct.pack(">5h2H", -1, 0, 0, 99, 99, 0x20, 0) * 64
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 8 0 R/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1e30/Descent -1e30/CapHeight 1/StemV 1>>"
    return page(
        SAID.replace(b"F1", b"F2"),
        b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 255/Widths[" + b"1e30 " * 256 + b"]/FontDescriptor 7 0 R>>",
        descriptor,
        b"<</Length %d>>stream\n%b\nendstream" % (len(font), font),
    ).replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 6 0 R")  # fmt: skip


def _glyph_that_draws_itself() -> bytes:
    glyph = b"<</Length 40>>stream\n1000 0 d0 BT /F2 1 Tf (aaaaaaaa) Tj ET    \nendstream"
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</a 7 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F2 6 0 R>>>>>>"
    return page(SAID + b"BT /F2 1 Tf (aaa) Tj ET", font, glyph).replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 6 0 R")


def word(text: str = "Số 12/QĐ-UBND") -> bytes:
    """A small Word document."""
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    """A small Excel workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "Số 12/QĐ-UBND"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _with_entities(package: bytes, part: str, declared: str) -> bytes:
    """A package one of whose XML parts declares entities and uses the last, 'm'."""

    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        head, root = data.split(b"?>", 1) if data.startswith(b"<?xml") else (b"<?xml version='1.0'", data)
        return head + b"?>" + declared.encode() + root.replace(b"</w:t>", b"&m;</w:t>").replace(b"</t>", b"&m;</t>")

    return repacked(package, change)


def _in_body(xml: bytes) -> bytes:
    return repacked(
        word(), lambda name, part: part.replace(b"<w:body>", b"<w:body>" + xml) if name == "word/document.xml" else part
    )


def _deep_tables(depth: int = 3_000) -> bytes:
    open_, close = b"<w:tbl><w:tr><w:tc><w:p/>", b"<w:p/></w:tc></w:tr></w:tbl>"
    return _in_body(open_ * depth + close * depth)


def _styles_in_a_ring() -> bytes:
    ring = b'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style></w:styles>'
    used = b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>S\xe1\xbb\x91 12/Q\xc4\x90-UBND</w:t></w:r></w:p>'
    return repacked(
        _in_body(used), lambda name, part: part.replace(b"</w:styles>", ring) if name == "word/styles.xml" else part
    )


def _wide_spans() -> bytes:
    row = b"<w:tr>" + b'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>' * 200 + b"</w:tr>"
    return _in_body(b"<w:tbl>" + row * 200 + b"</w:tbl>")


def _sheet_of_all_cells() -> bytes:
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>xa</t></is></c></row></sheetData>'
        return part.replace(b"</sheetData>", far).replace(b'ref="A1"', b'ref="A1:XFD1048576"')

    return repacked(workbook(), change)


def _odt(content: str) -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    manifest = b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    return packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content.encode()})


def odt(words: str, doctype: str = "") -> bytes:
    """An OpenDocument text of one paragraph."""
    return _odt(
        f'<?xml version="1.0"?>{doctype}<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:text><text:p>{words}</text:p></office:text></office:body></office:document-content>'
    )


def _archive_in_itself() -> bytes:
    """An archive whose archives go ten deep, three in each."""
    data = packed({"a.txt": b"x" * 1000})
    for _ in range(10):
        data = packed({f"{n}.zip": data for n in range(3)})
    return data


def _overlapping() -> bytes:
    """A thousand entries of the directory that all name one block of 15 MB packed to 15 KB."""
    data = packed({"a0000.txt": bytes(15 << 20)})
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    central = b"".join(entry.replace(b"a0000", b"a%04d" % n) for n in range(2_000))
    tail = end[:8] + struct.pack("<HHII", 2_000, 2_000, len(central), start) + end[20:]
    return data[:start] + central + tail


def _nameless_entry() -> bytes:
    """An archive whose directory gives its one file a name of no letters; the letter goes to the extra field."""
    data = packed({"a": b"x"})
    lengths = data.index(b"PK\x01\x02") + 28
    return data[:lengths] + struct.pack("<HH", 0, 1) + data[lengths + 4 :]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _tiff_in_a_ring() -> bytes:
    fields = [
        (256, 1, 1),
        (257, 1, 1),
        (258, 1, 8),
        (259, 1, 1),
        (262, 1, 1),
        (273, 1, 200),
        (277, 1, 1),
        (278, 1, 1),
        (279, 1, 1),
    ]
    entries = b"".join(struct.pack("<HHII", tag, 3, count, value) for tag, count, value in fields)
    data = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(fields)) + entries + struct.pack("<I", 8)
    return data.ljust(201, b"\xff")  # fmt: skip


def _gif_of_many(frames: int) -> bytes:
    head = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00"
    return (
        head + b"\x21\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00" * frames + b";"
    )


def letter_in_letter(depth: int) -> bytes:
    """A message that is forwarded in a message, and so on."""
    head = b"From: a@tinh.vn\r\nTo: b@tinh.vn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
    return (head + b"message/rfc822\r\n\r\n") * depth + head + b"text/plain\r\n\r\nS\r\n"


def _letter_that_holds_a_bomb() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@tinh.vn", "b@tinh.vn", "x"
    message.set_content("Kính gửi")
    message.add_attachment(packed({"b.txt": bytes(64 << 20)}), maintype="application", subtype="zip", filename="b.zip")
    return bytes(message)


LOCKED, DAMAGED, LARGE, UNSAFE = "locked by a password", "damaged or cut short", "too large", "unsafe construct"
UNPACK, EMPTY = "Unpack it", "empty"

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "khóa.pdf": (_locked_pdf, LOCKED),
    "cụt.pdf": (lambda: page(SAID)[:180], DAMAGED),
    "cây trang vòng.pdf": (_page_tree_of_itself, DAMAGED),
    "số trang dối.pdf": (_count_that_lies, ""),
    "bảng vòng.pdf": (_tables_in_a_ring, ""),
    "mục lục vòng.pdf": (_outline_in_a_ring, ""),
    "hình trong chính nó.pdf": (_form_in_itself, ""),
    "bom nén.pdf": (_stream_bomb, "No words"),
    "triệu nét.pdf": (_strokes, "No words"),
    "mảng lồng.pdf": (_nested_arrays, ""),
    "ảnh vô tận.pdf": (_picture_without_end, "No words"),
    "trang nghìn dặm.pdf": (_page_of_miles, "off the page"),
    "phông dối.pdf": (_font_that_lies, ""),
    "nét chữ tự vẽ.pdf": (_glyph_that_draws_itself, ""),
    "thực thể.docx": (lambda: _with_entities(word(), "word/document.xml", LAUGHS), UNSAFE),
    "tệp ngoài.docx": (lambda: _with_entities(word(), "word/document.xml", SECRET), UNSAFE),
    "khóa.docx": (lambda: compound({"EncryptionInfo": b"\x04\x00\x04\x00", "EncryptedPackage": bytes(5000)}), LOCKED),
    "bom.docx": (lambda: repacked(word(), lambda n, p: p + b" " * (65 << 20) if "styles" in n else p), LARGE),
    "bảng lồng.docx": (_deep_tables, DAMAGED),
    "kiểu vòng.docx": (_styles_in_a_ring, ""),
    "ô rộng.docx": (_wide_spans, LARGE),
    "thực thể.xlsx": (lambda: _with_entities(workbook(), "xl/worksheets/sheet1.xml", LAUGHS), UNSAFE),
    "mọi ô.xlsx": (_sheet_of_all_cells, ""),
    "thực thể.odt": (lambda: odt("&m;", LAUGHS), UNSAFE),
    "tệp ngoài.odt": (lambda: odt("a&m;b", SECRET), UNSAFE),
    "bom.odt": (lambda: odt("x" * (65 << 20)), LARGE),
    "thực thể.html": (lambda: f"<!DOCTYPE html [{LAUGHS[12:]}<html><body><p>Số 12 &m;</p></body></html>".encode(), ""),
    "lồng.html": (lambda: b"<html><body>" + b"<div>" * 100_000, UNSAFE),
    "nhóm lồng.rtf": (lambda: b"{\\rtf1 " + b"{" * 1_000_000, DAMAGED),
    "dữ liệu dối.rtf": (lambda: b"{\\rtf1 {\\pict\\bin2147483647 x}S\\u99999999999?}", ""),
    "zip trong zip.zip": (_archive_in_itself, UNPACK),
    "chồng nhau.zip": (_overlapping, LARGE),
    "không tên.zip": (_nameless_entry, UNPACK),
    "bom.txt.gz.txt": (lambda: b"\x1f\x8b\x08" + _deflated(100, b"\x00", 1), UNPACK),
    "thư trong thư.eml": (lambda: letter_in_letter(5_000), DAMAGED),
    "thư có bom.eml": (_letter_that_holds_a_bomb, ""),
    "tham số.eml": (lambda: b"From: a\nTo: b\nSubject: c\nContent-Type: text/plain" + b'; a="b"' * 200_000 + b"\n\nx", ""),
    "thư.msg": (lambda: compound({"__properties_version1.0": bytes(64)}), "Save the message as .eml"),
    "vô tận.png": (lambda: _png(65_000, 65_000, b"x"), LARGE),
    "trắng.png": (lambda: _png(6_000, 6_000, _deflated(5, b"\x00", 1)), "No words"),
    "vòng.tif": (_tiff_in_a_ring, "No words"),
    "nhiều ảnh.gif": (partial(_gif_of_many, 5), "No words"),
    "rỗng.pdf": (bytes, EMPTY),
    "rỗng.docx": (bytes, EMPTY),
    "rỗng.txt": (bytes, EMPTY),
    "số không.txt": (lambda: bytes(1_000_000), "encoding"),
}  # fmt: skip
