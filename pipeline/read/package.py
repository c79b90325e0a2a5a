"""Office files that are ZIP packages. In: bytes. Out: proof that reading them is bounded and harmless, or a `ReadError`."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from pipeline.read.refusals import DamagedFile, EncryptedFile, TooLarge, UnsafeFile, UnsupportedFormat

_LARGEST = 512 * 1024 * 1024
_LARGEST_XML = 64 * 1024 * 1024
_MARKUP = (".xml", ".rels", ".vml")
_ENTITIES = "<!ENTITY"
_DOCTYPE = "<!DOCTYPE"
_STRICT = b"http://purl.oclc.org/ooxml/"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_open_document(data: bytes, what: str) -> None:
    """The same for OpenDocument: early ones name a DOCTYPE in their manifest, none declares an entity."""
    check_package(data, what, _ENTITIES)


def check_package(data: bytes, what: str, forbidden: str = _DOCTYPE) -> None:
    """Refuse a package that is locked, cut short, a decompression bomb, or whose XML declares entities.

    Sizes are those that the directory declares, which zipfile never reads beyond. Office programs write no
    DOCTYPE, and without one XML has no entity to expand and no file to fetch.
    """
    if data.startswith(_COMPOUND):
        raise EncryptedFile("Office")
    marks = [forbidden.encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be")]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise TooLarge(what, f"{_LARGEST >> 20} MB")
            if sum(entry.file_size for entry in entries if entry.filename.lower().endswith(_MARKUP)) > _LARGEST_XML:
                raise TooLarge(what, f"XML {_LARGEST_XML >> 20} MB")
            for name, part in _parts(archive):
                if any(mark in part for mark in marks):
                    raise UnsafeFile(what, forbidden)
                if name == "_rels/.rels" and _STRICT in part:
                    raise UnsupportedFormat(
                        f"{what} Strict Open XML",
                        "Hãy lưu lại ở dạng Open XML thông thường (.docx, .xlsx).",
                        "Save it again as ordinary Open XML (.docx, .xlsx).",
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise DamagedFile(what, type(error).__name__) from error


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for entry in archive.infolist():
        if entry.filename.lower().endswith(_MARKUP):
            yield entry.filename, archive.read(entry)
