"""Files: paths in, the documents among them and their identity out. Originals are only read, on disk or where `storage` reaches.

A ZIP archive and an e-mail hold documents, two deep at most: each is a path of its own, 'archive.zip!/folder/name.pdf',
that `load` reads without unpacking anything to disk.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.errors import cause_of
from pipeline.read import storage
from pipeline.read.archives import Archive
from pipeline.read.formats import MAIL, TEXT, ZIP, media_type_of
from pipeline.read.message import Message
from pipeline.read.refusals import EmptyFile, ReadError, TooLarge, UnreadableFile, UnreadableName
from pipeline.records import Source
from pipeline.records.paths import Stamp, is_remote

DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".docx", ".docm", ".dotx", ".doc", ".dot", ".odt", ".ods", ".odp", ".rtf", ".wps", ".txt", ".text"}
    | {".html", ".htm", ".mht", ".mhtml", ".xls", ".xlt", ".xlsx", ".xlsm", ".xltx", ".xlsb", ".ppt", ".pptx"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".msg", ".eml", ".zip", ".rar", ".7z"}
)
"""Suffixes of the files that a folder or an archive is searched for; a file named outright may have any."""
_SUFFIX = re.compile(r"\.(?=\d?[A-Za-z])[A-Za-z0-9]{1,12}")
"""What programs end their files' names with, '.7z' too; '12.QĐ-UBND' and 'Bao cao 5.2019' have none."""

INSIDE = "!/"
"""Parts a container's path from the name of a document in it."""
HIDDEN = "."
Passed = defaultdict[str, list[str]]
"""Names of the files that are passed over, by their suffixes; those of hidden and temporary ones under `HIDDEN`."""
_CONTAINERS = (".zip", ".eml")
_DEEPEST = 2
_HEAD = 16_384
_DEEP = (b"PK", b"\xd0\xcf\x11\xe0")
"""How files begin whose type their directory tells, which may stand at their end."""
_LARGEST = 1024**3
"""Bytes of one document; archives may be larger."""


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The documents under some paths, each once, sorted; hidden and temporary files are left out.

    A file given outright is taken whatever its name. Folders are walked without following links. A container is
    replaced by what it holds; a container or folder that cannot be opened stands for itself, and reading it says why.
    """
    return sorted({path for file in walk_files(paths) for path in contents(file)}, key=os.fspath)


def walk_files(paths: Sequence[Path], left: Passed | None = None) -> list[Path]:
    """The files on disk under some paths that may be or hold documents, each once, sorted; only those without a suffix
    are opened, to see what they are.

    The others that people see in these folders are named in `left` by their suffixes, hidden and temporary ones under ".".
    """
    passed = defaultdict[str, list[str]](list) if left is None else left
    return sorted({file for path in paths for file in _files(path, passed)}, key=os.fspath)


def _files(path: Path, left: Passed) -> Iterator[Path]:
    try:
        if not storage.is_folder(path):
            yield path
        elif is_remote(path):
            yield from _walk_remote(path, left)
        else:
            yield from _walk(path, left)
    except OSError:  # reading it says why
        yield path


def _walk_remote(folder: Path, left: Passed) -> Iterator[Path]:
    for directory, names in storage.walk(folder):
        if all(map(_is_seen, directory.relative_to(folder).parts)):
            yield from _documents(directory, names, left)


def _walk(folder: Path, left: Passed) -> Iterator[Path]:
    closed: list[OSError] = []
    for directory, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from _documents(Path(directory), sorted(names), left)
    for error in closed:
        yield Path(error.filename)


def _documents(folder: Path, names: Iterable[str], left: Passed) -> Iterator[Path]:
    for name in names:
        if _is_document(name) or (_is_seen(name) and not _suffix(name) and _holds_document(folder / name)):
            yield folder / name
        else:
            left[(_suffix(name) or name) if _is_seen(name) else HIDDEN].append(name)


def _is_document(name: str) -> bool:
    return _is_seen(Path(name).name) and _suffix(name) in DOCUMENT_SUFFIXES


def _suffix(name: str) -> str:
    suffix = Path(name).suffix
    return suffix.lower() if _SUFFIX.fullmatch(suffix) else ""


def _holds_document(path: Path) -> bool:
    """Whether a file without a suffix is more than text, by its bytes: what is downloaded or sent on may lose its suffix."""
    try:
        if not path.is_file():  # elsewhere: to be fetched only for this; or a pipe, which waits for its writer
            return False
        head = _head(path)
        return media_type_of(_whole(path) if head.startswith(_DEEP) else head) != TEXT
    except (ReadError, OSError):
        return False


def _head(path: Path) -> bytes:
    with storage.opened(path) as stream:
        return stream.read(_HEAD)


def _is_seen(name: str) -> bool:
    return not name.startswith((".", "~$"))


def contents(path: Path) -> list[Path]:
    """A document's own path; of a container the paths of the documents in it, an e-mail itself before them."""
    try:
        container = _container(path.as_posix(), _stamp(path))
    except (ReadError, OSError):
        return [path]
    if container is None:
        return [path]
    inside = [
        file
        for name in container.names
        if not name.startswith("__MACOSX/") and all(map(_is_seen, name.split("/"))) and _is_document(name)
        for file in contents(Path(f"{path}{INSIDE}{name}"))
    ]
    return [path, *inside] if isinstance(container, Message) else inside or [path]


@lru_cache(maxsize=4)
def _container(path: str, stamp: Stamp | None) -> Archive | Message | None:
    """The container that a file is, kept open for what is read from it next; None for a file of another kind."""
    file, names = _split(Path(path))
    if len(names) >= _DEEPEST or (names and Path(path).suffix.lower() not in _CONTAINERS):
        return None
    if names:
        data = load(Path(path))
        kind = media_type_of(data)
        return Message(data) if kind == MAIL else Archive(data) if kind == ZIP else None
    if not storage.is_file(file):  # to open a pipe would wait for its writer
        return None
    head = _head(file)
    if head.startswith(b"PK"):
        archive = Archive(_whole(file) if is_remote(file) else file)
        return None if archive.is_package else archive
    return Message(_whole(file)) if media_type_of(head) == MAIL else None


def _whole(file: Path) -> bytes:
    with storage.opened(file) as stream:
        size = stream.seek(0, os.SEEK_END)
        if size > _LARGEST:
            raise TooLarge(file.suffix or file.name, f"{size >> 20} MB > {_LARGEST >> 20} MB")
        stream.seek(0)
        return stream.read()


def _split(path: Path) -> tuple[Path, list[str]]:
    """The file on disk, and the names that lead from it to a document inside."""
    if INSIDE not in path.as_posix() or storage.is_file(path):
        return path, []
    file, *names = path.as_posix().split(INSIDE)
    return Path(file), names


def _stamp(path: Path) -> Stamp | None:
    """What changes when the file that holds a document does."""
    try:
        return storage.stamp(_split(path)[0])
    except OSError as error:
        raise UnreadableFile(cause_of(error)) from error


def load(path: Path) -> bytes:
    """A file's bytes, also of one inside a container; raises a `ReadError`."""
    if any("\ud800" <= char <= "\udfff" for char in path.as_posix()):
        raise UnreadableName
    try:
        file, names = _split(path)
        if names:
            outer = Path(INSIDE.join((file.as_posix(), *names[:-1])))
            container = _container(outer.as_posix(), _stamp(outer))
            if container is None:
                raise UnreadableFile(("không phải tệp nén", "not an archive"))
            data = container.read(names[-1])
        elif storage.is_folder(path):
            _look_into(path)
            raise UnreadableFile(("là thư mục", "is a folder"))
        elif path.is_symlink() and not path.exists():
            raise UnreadableFile(("liên kết đến một tệp không còn", "a link to a file that is gone"))
        elif not storage.is_file(path):
            raise UnreadableFile(("không phải tệp thường", "not a regular file"))
        else:
            data = _whole(path)
    except OSError as error:
        raise UnreadableFile(cause_of(error)) from error
    if not data:
        raise EmptyFile
    return data


def _look_into(folder: Path) -> None:
    """Raises `OSError` where a folder is closed to us."""
    if is_remote(folder):
        next(storage.walk(folder), None)
    else:
        os.scandir(folder).close()


def identify(path: Path) -> Source:
    """What a file is: the hash of its bytes and its media type. Raises a `ReadError`."""
    known = _identify_at_once(path)
    if known is not None:
        return known
    data = load(path)
    return Source(path, hashlib.sha256(data).hexdigest(), media_type_of(data), len(data))


def _identify_at_once(path: Path) -> Source | None:
    """A file on disk whose first bytes tell its type, without holding the rest; None where more must be looked at."""
    try:
        if not storage.is_file(path) or not path.as_posix().isprintable():
            return None
        with storage.opened(path) as stream:
            head = stream.read(_HEAD)
            if not head or head.startswith(_DEEP):
                return None
            stream.seek(0)
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            return Source(path, sha256, media_type_of(head), stream.tell())
    except OSError:
        return None
