"""What a file is, told by its first bytes and not by its name."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"

_SAVE_DOCX = (
    "Hãy mở bằng Word hoặc LibreOffice và lưu lại dạng .docx.",
    "Open it in Word or LibreOffice and save it as .docx.",
)
_SAVE_PDF = ("Hãy lưu lại dạng .pdf hoặc .docx.", "Save it as .pdf or .docx.")
_UNPACK = ("Hãy giải nén rồi nạp từng tệp.", "Unpack it and load the files.")


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is recognised, and what to do while no reader takes it."""

    name: str
    remedy_vi: str
    remedy_en: str


FORMATS: dict[str, Format] = {
    "application/msword": Format("Word 97–2003 (.doc)", *_SAVE_DOCX),
    "application/rtf": Format("RTF", *_SAVE_DOCX),
    "application/vnd.ms-excel": Format("Excel 97–2003 (.xls)", *_SAVE_PDF),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": Format("Excel (.xlsx)", *_SAVE_PDF),
    "text/html": Format("HTML", *_SAVE_PDF),
    "application/zip": Format("ZIP", *_UNPACK),
    "application/vnd.rar": Format("RAR", *_UNPACK),
    "application/x-ole-storage": Format("OLE", *_SAVE_DOCX),
}
"""Media types that no reader takes yet."""

IMAGES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
"""How picture files begin, and their media types."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def media_type_of(data: bytes) -> str:
    """The media type of a file's bytes; text where nothing else is recognised."""
    head = data[:1024]
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return "application/rtf"
    if head.startswith(b"Rar!"):
        return "application/vnd.rar"
    for mark, media_type in IMAGES.items():
        # A text may begin with 'BM' too; a picture goes on with its size and four zeros.
        if head.startswith(mark) and (mark != b"BM" or head[6:10] == bytes(4)):
            return media_type
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start[:512]:
        return "text/html"
    return TEXT


def _packed(data: bytes) -> str:
    """Office documents are ZIP files; one that is cut short is told by the names in it."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        names = {name for name in ("word/document.xml", "xl/workbook.xml") if name.encode() in data}
    if "word/document.xml" in names:
        return DOCX
    return _XLSX if "xl/workbook.xml" in names else "application/zip"


def _compound(data: bytes) -> str:
    """OLE files name their streams in UTF-16."""
    for stream, kind in (
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("Book", "application/vnd.ms-excel"),
    ):
        if stream.encode("utf-16-le") in data:
            return kind
    return DOCX if "EncryptedPackage".encode("utf-16-le") in data else "application/x-ole-storage"
