"""Reading a file ahead: all of it as far as there is room, and nobody is stopped by what cannot be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pipeline.web import ahead

MB = 1 << 20


def _read_by_this_program() -> int:
    """Bytes that it has read from anything so far."""
    (told,) = [line for line in Path("/proc/self/io").read_text().splitlines() if line.startswith("rchar")]
    return int(told.split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a program has read")
@pytest.mark.parametrize(("room", "read"), [(64 * MB, 9 * MB), (4 * MB, 4 * MB), (0, 0)])
def test_a_file_is_read_as_far_as_there_is_room(
    room: int, read: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.db"
    file.write_bytes(bytes(9 * MB))
    monkeypatch.setattr(ahead, "_room", lambda: room)
    before = _read_by_this_program()
    ahead.read_ahead(file).join()
    assert read <= _read_by_this_program() - before < read + MB


def test_a_file_that_cannot_be_read_stops_nobody(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ahead.read_ahead(tmp_path / "not there.db").join()
    assert not capfd.readouterr().err


def test_no_more_is_filled_than_is_free() -> None:
    assert 0 <= ahead._room() < 1 << 50
