"""What a file is, told by what is in it and not by its name."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

import olefile

from pipeline.read.refusals import DamagedFile

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."

PDF = "application/pdf"
DOCX = _OPEN_XML + "wordprocessingml.document"
XLSX = _OPEN_XML + "spreadsheetml.sheet"
PPTX = _OPEN_XML + "presentationml.presentation"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
ODT = _OPEN_DOCUMENT + "text"
ODS = _OPEN_DOCUMENT + "spreadsheet"
ODP = _OPEN_DOCUMENT + "presentation"
RTF = "application/rtf"
HTML = "text/html"
MHT = "multipart/related"
MAIL = "message/rfc822"
SPREADSHEET_XML = "application/xml+spreadsheet"
WORD_XML = "application/xml+word"
WORKS = "application/vnd.ms-works"
ZIP = "application/zip"
TEXT = "text/plain"

_SAVE_DOCX = (
    "Hãy mở bằng Word hoặc LibreOffice và lưu lại dạng .docx.",
    "Open it in Word or LibreOffice and save it as .docx.",
)
_SAVE_XLSX = (
    "Hãy mở bằng Excel hoặc LibreOffice và lưu lại dạng .xlsx.",
    "Open it in Excel or LibreOffice and save it as .xlsx.",
)
_SAVE_PDF = ("Hãy lưu lại dạng .pdf hoặc .docx.", "Save it as .pdf or .docx.")
_UNPACK = ("Hãy giải nén rồi nạp từng tệp.", "Unpack it and load the files.")
_SAVE_MAIL = ("Hãy lưu thư lại dạng .eml.", "Save the message as .eml.")
_INSTALL = (
    "Hãy cài LibreOffice (lệnh soffice) để đọc, hoặc lưu lại dạng .docx, .xlsx hay .pdf.",
    "Install LibreOffice (the command soffice) to read it, or save it as .docx, .xlsx or .pdf.",
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is recognised, and what to do while no reader takes it."""

    name: str
    remedy_vi: str
    remedy_en: str


FORMATS: dict[str, Format] = {
    PPT: Format("PowerPoint 97–2003 (.ppt)", *_INSTALL),
    PPTX: Format("PowerPoint (.pptx)", *_INSTALL),
    ODT: Format("OpenDocument (.odt)", *_INSTALL),
    ODS: Format("OpenDocument (.ods)", *_INSTALL),
    ODP: Format("OpenDocument (.odp)", *_INSTALL),
    WORKS: Format("Microsoft Works (.wps)", *_INSTALL),
    "application/vnd.ms-excel.sheet.binary": Format("Excel (.xlsb)", *_SAVE_XLSX),
    SPREADSHEET_XML: Format("Excel 2003 XML", *_SAVE_XLSX),
    WORD_XML: Format("Word 2003 XML", *_SAVE_DOCX),
    "application/vnd.ms-outlook": Format("Outlook (.msg)", *_SAVE_MAIL),
    "application/vnd.rar": Format("RAR", *_UNPACK),
    "application/x-7z-compressed": Format("7z", *_UNPACK),
    "application/gzip": Format("gzip", *_UNPACK),
    "application/x-ole-storage": Format("OLE", *_SAVE_PDF),
}
"""Media types that have no reader of their own."""

IMAGES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
"""How picture files begin, and their media types."""
_MAGIC = (
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
    # Excel 2 to 4 wrote no compound file.
    (b"\x09\x00\x04\x00", XLS),
    (b"\x09\x02\x06\x00", XLS),
    (b"\x09\x04\x06\x00", XLS),
)
_PARTS = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary"),
    ("ppt/presentation.xml", PPTX),
)
_STREAMS = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("EncryptedPackage", DOCX),
    ("MatOST", WORKS),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAIL_HEADER = re.compile(
    rb"(?:MIME-Version|From|Received|Return-Path|Delivered-To|Date|Subject|Message-ID|X-[\w-]+|Content-Type):[ \t]",
    re.IGNORECASE,
)
_MAIL_FIELDS = re.compile(
    rb"^(?:MIME-Version|From|To|Date|Subject|Message-ID|Content-Type):", re.IGNORECASE | re.MULTILINE
)
_HTML_TAG = re.compile(rb"<(?:html|body|head|!doctype html)[\s>]", re.IGNORECASE)


def media_type_of(data: bytes) -> str:
    """The media type of a file's bytes; text where nothing else is recognised."""
    head = data[:16_384]
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for mark, media_type in IMAGES.items():
        # A text may begin with 'BM' too; a picture goes on with its size and four zeros.
        if head.startswith(mark) and (mark != b"BM" or head[6:10] == bytes(4)):
            return media_type
    return _written(head)


def _written(head: bytes) -> str:
    """Formats that are text themselves, in whatever encoding of Unicode."""
    start = head.replace(b"\x00", b"") if head.startswith(_MARKS[1:]) else head
    for mark in _MARKS:
        start = start.removeprefix(mark)
    start = start.lstrip()
    if start.startswith(b"{\\rtf"):
        return RTF
    if start.startswith((b"<?xml", b"<?mso")):
        for mark, kind in (
            (b"urn:schemas-microsoft-com:office:spreadsheet", SPREADSHEET_XML),
            (b"schemas.microsoft.com/office/word/2003/wordml", WORD_XML),
        ):
            if mark in start and not _HTML_TAG.search(start):
                return kind
    if start.startswith(b"<") and _HTML_TAG.search(start):
        return HTML
    if _MAIL_HEADER.match(start) and len(set(map(bytes.lower, _MAIL_FIELDS.findall(start)))) > 2:
        # A web page saved as one file has the form of a message that nobody sent.
        saved_page = re.search(rb"^Content-Type:\s*multipart/related", start, re.IGNORECASE | re.MULTILINE)
        sent = re.search(rb"^(?:To|Received|Message-ID):", start, re.IGNORECASE | re.MULTILINE)
        return MHT if saved_page and not sent else MAIL
    if start.startswith(b"MIME-Version:") and b"multipart/related" in start:
        return MHT
    return TEXT


def _packed(data: bytes) -> str:
    """Office documents are ZIP files; one that is cut short is told by the names in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                for kind in (ODT, ODS, ODP):
                    if declared.startswith(kind):
                        return kind
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError):
        names = {name for name, _ in _PARTS if name.encode() in data}
    return next((kind for name, kind in _PARTS if name in names), ZIP)


def _compound(data: bytes) -> str:
    """OLE files by their streams; one whose directory is broken by the names in UTF-16 that its bytes hold."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            return next((kind for stream, kind in _STREAMS if compound.exists(stream)), "application/x-ole-storage")
    except Exception:  # olefile raises what struct, io and its own checks raise
        known = next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), None)
        if known is None:  # the directory itself is gone
            raise DamagedFile("OLE", "cut short") from None
        return known
