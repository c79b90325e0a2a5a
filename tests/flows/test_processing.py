"""One file through the rooms, whatever it is; and nothing that leaves the machine."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from flows.process import process_file
from flows.runtime import _SETTINGS, state_folder
from pipeline.records import Document, Failure


def test_a_fault_in_a_room_becomes_a_failure_that_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("flows.process.outline", broken)
    path = tmp_path / "a.txt"
    path.write_text("Một văn bản.", encoding="utf-8")
    result = process_file(path)
    assert isinstance(result, Failure)
    assert (result.stage, result.sha256 is not None) == ("structure", True)
    assert "RuntimeError" in result.reason_en


def test_a_fault_while_a_file_is_identified_is_one_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_path: Path) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("flows.process.identify", broken)
    result = process_file(tmp_path / "a.txt")
    assert isinstance(result, Failure)
    assert (result.stage, result.sha256) == ("read", None) and "RuntimeError" in result.reason_en


def test_reading_opens_no_socket(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    for path in sorted(corpus.glob("*.*")):
        if path.suffix != ".md":
            assert isinstance(process_file(path), Document), path


def test_telemetry_is_off() -> None:
    assert _SETTINGS["DO_NOT_TRACK"] == "1"
    assert _SETTINGS["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_an_unwritable_state_folder_is_replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("VANBAN_STATE", str(tmp_path / "file" / "state"))
    assert state_folder().is_dir()
