"""ZIP archives. In: an archive, on disk or as bytes. Out: the names of the documents in it, and each one's bytes.

Nothing is unpacked to disk. Sizes are bounded by what the directory declares, beyond which zipfile does not read;
an entry that is locked, broken or too large is refused by itself. Names come in UTF-8, in the DOS code page or in
Windows-1258 and are cleaned of what would lead out of the archive.
"""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from pipeline.read.refusals import DamagedFile, EncryptedFile, TooLarge, UnsupportedFormat
from pipeline.records import Reading

_MOST_ENTRIES = 20_000
_LARGEST_TOTAL = 16 * 1024**3
_LARGEST_ENTRY = 512 * 1024**2
_LARGE, _RATIO = 16 * 1024**2, 200
"""An entry of this size that was packed to less than one in so many bytes is a bomb and no document."""
_UTF8_FLAG, _LOCKED_FLAG = 0x800, 0x1
_UNICODE_PATH = 0x7075
_LETTER = re.compile("[aeiouyAEIOUY][\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]{1,2}")
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f]")


class Archive:
    """An open ZIP archive; raises `DamagedFile` or `TooLarge`."""

    def __init__(self, file: Path | bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(file if isinstance(file, Path) else io.BytesIO(file))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise DamagedFile("ZIP", type(error).__name__) from error
        entries = [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]
        if len(entries) > _MOST_ENTRIES:
            raise TooLarge("ZIP", (f"{len(entries)} tệp > {_MOST_ENTRIES}", f"{len(entries)} files > {_MOST_ENTRIES}"))
        if sum(entry.file_size for entry in entries) > _LARGEST_TOTAL:
            raise TooLarge(
                "ZIP", (f"> {_LARGEST_TOTAL >> 30} GB khi giải nén", f"> {_LARGEST_TOTAL >> 30} GB unpacked")
            )
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for number, entry in enumerate(entries, 1):
            name = _clean(_name(entry))
            while name in self._entries:
                name = PurePosixPath(name).with_stem(f"{PurePosixPath(name).stem} ({number})").as_posix()
            self._entries[name] = entry

    @property
    def names(self) -> list[str]:
        """The files' names with their folders, parted by '/'."""
        return list(self._entries)

    @property
    def is_package(self) -> bool:
        """Whether the archive is one document, as office programs pack theirs."""
        return "[Content_Types].xml" in self._entries or "mimetype" in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a file; raises a `ReadError`."""
        entry = self._entries.get(name)
        if entry is None:
            raise DamagedFile("ZIP", ("không còn trong tệp nén", "no longer in the archive"))
        if entry.flag_bits & _LOCKED_FLAG:
            raise EncryptedFile("ZIP")
        bomb = entry.file_size > _LARGE and entry.file_size > entry.compress_size * _RATIO
        if entry.file_size > _LARGEST_ENTRY or bomb:
            raise TooLarge("ZIP", (f"{entry.file_size >> 20} MB khi giải nén", f"{entry.file_size >> 20} MB unpacked"))
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise DamagedFile("ZIP", type(error).__name__) from error
        except (RuntimeError, NotImplementedError) as error:
            raise UnsupportedFormat(
                "ZIP", "Hãy giải nén rồi nén lại theo cách thông thường.", "Unpack it and pack it again the usual way."
            ) from error


def refuse_archive(data: bytes) -> Reading:
    """Say why an archive gave no documents: it is broken, holds none, or lies too deep inside others."""
    names = Archive(data).names
    if names:
        raise UnsupportedFormat(
            ("ZIP (không có văn bản, hoặc lồng quá hai lớp)", "ZIP (no documents, or nested more than twice)"),
            "Hãy giải nén rồi nạp từng tệp.",
            "Unpack it and load the files.",
        )
    raise DamagedFile("ZIP", ("không có tệp nào", "no files"))


def _clean(name: str) -> str:
    """A name that stays inside the archive and can be shown."""
    parts = (_NOT_SHOWN.sub("�", part).rstrip("!") for part in re.split(r"[\\/]+", name))
    return "/".join(part for part in parts if part.strip() not in ("", ".", "..")) or "�"


def _name(entry: zipfile.ZipInfo) -> str:
    """An entry's name in the letters of who packed it."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    told = _unicode_path(entry.extra)
    if told:
        return told
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp1258"):
        try:
            name = unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_vietnamese(name):
            return name
    return entry.filename


def _unicode_path(extra: bytes) -> str:
    """The name in UTF-8 that Info-ZIP and 7-Zip add beside the one in the code page; '' without."""
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH and length > 5:
            return extra[9 : 4 + length].decode("utf-8", "replace")
        extra = extra[4 + length :]
    return ""


def _is_vietnamese(name: str) -> bool:
    """Whether every letter beyond ASCII is one of Vietnamese."""
    return all(char in "đĐ" or _LETTER.fullmatch(unicodedata.normalize("NFD", char)) for char in name if char > "\x7f")
