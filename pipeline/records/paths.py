"""Paths of originals. One on a file system of fsspec has an address, 's3://bucket/folder/name.pdf'.

A `Path` folds '//' into '/', so that an address travels through the rooms as 's3:/bucket/folder/name.pdf'; `address` writes
it out again, as a person gives it and the archive keeps it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

# A scheme has two letters at least: 'C:/' is a drive.
_FOLDED = re.compile(r"([a-z][a-z0-9+.-]+):/")


def address(path: Path) -> str:
    """A path as it is written: of a remote one with '//' behind its scheme."""
    text = str(path)
    return _FOLDED.sub(r"\1://", text, count=1) if is_remote(path) else text


def storable(path: Path) -> str:
    """An address whose bytes are no UTF-8 with those bytes written out: no table takes it otherwise."""
    return os.fsencode(address(path)).decode("utf-8", "backslashreplace")


def tells_a_password(path: Path) -> bool:
    """Whether an address holds one, which would be kept in the archive for everyone to read."""
    return is_remote(path) and re.match(r"[^/]*:/+[^/@]*:[^/]*@", str(path)) is not None


def is_remote(path: Path) -> bool:
    """Whether a path is an address; a folder on disk that is called like a scheme is none."""
    found = _FOLDED.match(str(path))
    return found is not None and not os.path.lexists(f"{found[1]}:")


class Stamp(NamedTuple):
    """What changes when a file does: its size in bytes, and its times in nanoseconds.

    Of a remote file `changed_ns` is a number made of the tag and the time that its store reports.
    """

    size: int
    modified_ns: int
    changed_ns: int
