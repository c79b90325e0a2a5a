"""Files on disk: paths in, the documents among them and their identity out. Originals are only read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import EmptyFile, UnreadableFile
from pipeline.read.formats import media_type_of
from pipeline.records import Source

DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".text", ".html", ".htm", ".xls", ".xlsx", ".zip"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".msg", ".eml"}
)
"""Suffixes of the files that a folder is searched for; a file named outright may have any."""


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The documents under some paths, each once, sorted; hidden and temporary files are left out.

    A file given outright is taken whatever its name. Folders are walked without following links.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_walk(path)))
        else:
            found[path] = None
    return sorted(found, key=os.fspath)


def _walk(folder: Path) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder, onerror=None):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in DOCUMENT_SUFFIXES:
                yield Path(directory) / name


def load(path: Path) -> bytes:
    """A file's bytes; raises `UnreadableFile` or `EmptyFile`."""
    try:
        if not path.is_file():
            raise UnreadableFile("không phải tệp thường/not a regular file")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(error.strerror or type(error).__name__) from error
    if not data:
        raise EmptyFile
    return data


def identify(path: Path) -> Source:
    """What a file is: the hash of its bytes and its media type. Raises a `ReadError`."""
    data = load(path)
    return Source(path, hashlib.sha256(data).hexdigest(), media_type_of(data), len(data))
