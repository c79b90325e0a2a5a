"""Where originals lie: on disk, or on a file system of fsspec (an object store, SFTP, FTP ...). Paths in, bytes and states out.

Which systems there are depends on the drivers that are installed (`s3fs`, `adlfs`, `paramiko` ...). Every error of theirs
comes out as an `OSError`, so that a share that is away is no fault of the program.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pipeline.records.paths import Stamp, address, is_remote

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_SIGNS = ("ETag", "etag", "md5Hash", "content_md5", "LastModified", "last_modified", "updated", "mtime", "modify")
"""What the systems call a file's tag, and the time of its last change."""


def is_file(path: Path) -> bool:
    """Whether there is a regular file; raises `OSError` where it cannot be asked."""
    if not is_remote(path):
        return path.is_file()
    with _system(path) as (system, name):
        return bool(system.isfile(name))


def is_folder(path: Path) -> bool:
    """Whether there is a folder; raises `OSError` where it cannot be asked."""
    if not is_remote(path):
        return path.is_dir()
    with _system(path) as (system, name):
        return bool(system.isdir(name))


def stamp(path: Path) -> Stamp | None:
    """How a file is now; None where its system tells neither a time nor a tag. Raises `OSError`."""
    if not is_remote(path):
        status = path.stat()
        return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    with _system(path) as (system, name):
        told = system.info(name)
    signs = [f"{sign}={told[sign]}" for sign in _SIGNS if told.get(sign)]
    return Stamp(int(told["size"] or 0), 0, zlib.crc32("\n".join(signs).encode())) if signs else None


@contextmanager
def opened(path: Path) -> Iterator[BufferedIOBase]:
    """A file open for reading from any place in it; raises `OSError`."""
    if not is_remote(path):
        with path.open("rb") as stream:
            yield stream
        return
    with _system(path) as (system, name), system.open(name, "rb") as remote:
        yield cast("BufferedIOBase", remote)


def asked_stamp(path: Path) -> Stamp | None:
    """The same; None also where it cannot be asked."""
    try:
        return stamp(path)
    except (OSError, ValueError):
        return None


def walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Remote folders under one, itself first, with the names of the files in each; raises `OSError`.

    What was listed before is asked anew.
    """
    with _system(folder) as (system, root):
        system.invalidate_cache(root)
        for name, _, files in system.walk(root, on_error="raise"):
            yield folder / str(name)[len(root) :].lstrip("/"), list(files)


@contextmanager
def _system(path: Path) -> Iterator[tuple[AbstractFileSystem, Any]]:
    """The file system that an address names, and the file's name there."""
    import fsspec

    try:
        yield fsspec.core.url_to_fs(address(path))
    except OSError:
        raise
    except Exception as error:  # drivers raise their own, and ImportError where one is not installed
        raise OSError(0, str(error) or type(error).__name__) from error
