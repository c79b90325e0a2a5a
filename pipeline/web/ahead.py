"""The database's file read ahead of the first visit, which then finds in memory what lies scattered on the disk."""

from __future__ import annotations

import os
import threading
from pathlib import Path

_PIECE = 1 << 20
_SHARE = 0.5
"""Of the memory that is free, what reading ahead may fill: the system gives it up again when a program wants it."""


def read_ahead(path: Path) -> threading.Thread:
    """Begin to read a file into the system's memory, from its beginning as far as there is room; nobody waits for it."""
    thread = threading.Thread(target=_read, args=(path, _room()), daemon=True)
    thread.start()
    return thread


def _read(path: Path, most: int) -> None:
    piece = bytearray(_PIECE)
    try:
        with path.open("rb", buffering=0) as file:
            while most > 0 and (read := file.readinto(piece)):
                most -= read
    except OSError:
        # Whoever asks for what could not be read is told so.
        return


def _room() -> int:
    """Bytes that may be filled; none where the system does not tell what is free."""
    try:
        told = Path("/proc/meminfo").read_text("ascii").split()
        return int(_SHARE * 1024 * int(told[told.index("MemAvailable:") + 1]))
    except (OSError, ValueError):
        pass
    try:
        return int(_SHARE * os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, OSError, ValueError):
        return 0
