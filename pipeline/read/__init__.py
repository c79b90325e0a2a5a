"""Read: a file in, a `Reading` out: pages of text with word boxes and tables, or a `ReadError` that explains.

`identify` determines a file's format by its content; one module reads one format and says in its first lines
what comes in and goes out. In the text '\\n' ends a line, '\\t' parts columns and cells. A new format is
one module with a function bytes -> Reading, and one line in `READERS`, or in `SEEN` where it may hold pictures
of text: its function is also given what to do about them.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from pipeline.read import libreoffice
from pipeline.read.archives import refuse_archive
from pipeline.read.files import contents, find_files, identify, load, walk_files
from pipeline.read.formats import DOC, DOCX, FORMATS, HTML, IMAGES, MAIL, MHT, PDF, RTF, TEXT, XLS, XLSX, ZIP
from pipeline.read.refusals import UnsupportedFormat
from pipeline.records import Ocr, Reading, Source

__all__ = ["READERS", "SEEN", "contents", "find_files", "identify", "read", "walk_files"]


def _reader(module: str, function: str) -> Callable[..., Reading]:
    """A reader of this room, imported at its first file: most bring a library that other formats have no use for."""

    def read_by(*given: Any) -> Reading:
        reading: Reading = getattr(import_module(f"pipeline.read.{module}"), function)(*given)
        return reading

    return read_by


READERS: dict[str, Callable[[bytes], Reading]] = {
    DOCX: _reader("word.docx", "read_docx"),
    DOC: _reader("word.doc", "read_doc"),
    RTF: _reader("word.rtf", "read_rtf"),
    XLSX: _reader("excel.xlsx", "read_xlsx"),
    XLS: _reader("excel.xls", "read_xls"),
    HTML: _reader("html.reader", "read_html"),
    MHT: _reader("html.reader", "read_mht"),
    MAIL: _reader("mail", "read_mail"),
    TEXT: _reader("text.reader", "read_text"),
    ZIP: refuse_archive,
}
"""Media type -> reader."""
SEEN: dict[str, Callable[[bytes, Ocr], Reading]] = {
    PDF: _reader("pdf.reader", "read_pdf"),
    **dict.fromkeys(IMAGES.values(), _reader("scan.files", "read_image")),
}
"""Media type -> reader of what may hold pictures of text."""


def read(source: Source, ocr: Ocr = "auto") -> Reading:
    """The pages of a file; raises a `ReadError` that names the cause and the remedy.

    `ocr`: 'auto' where a page is a picture or its text layer is no Vietnamese, 'never', or 'always', every page.
    """
    if source.media_type in SEEN:
        return SEEN[source.media_type](load(source.path), ocr)
    reader = READERS.get(source.media_type)
    if reader is not None:
        return reader(load(source.path))
    if source.media_type in libreoffice.TARGETS and libreoffice.is_there():
        return READERS[libreoffice.TARGETS[source.media_type]](
            libreoffice.convert(load(source.path), source.media_type)
        )
    known = FORMATS[source.media_type]
    raise UnsupportedFormat(known.name, known.remedy_vi, known.remedy_en)
