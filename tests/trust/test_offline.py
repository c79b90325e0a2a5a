"""Nothing leaves the machine: the main job in real processes that end at the first call beyond loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

HERE = Path(__file__).parent


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """An environment in which every Python process, workers too, is watched from its start."""
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(HERE / "offline.py", site / "sitecustomize.py")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT", "VANBAN", "PYTHON"))}
    calls = tmp_path / "calls"
    calls.touch()
    return {**kept, "PYTHONPATH": str(site), "VANBAN_STATE": str(tmp_path / "s"), "VANBAN_TEST_CALLS": str(calls)}


def _run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_call_out_is_seen(offline: dict[str, str]) -> None:
    for call in (
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
        "import socket; socket.getaddrinfo('example.invalid', 80)",
        "import multiprocessing as m, socket; p = m.get_context('spawn').Process(target=socket.gethostbyname, args=('example.invalid',)); p.start(); p.join(); raise SystemExit(p.exitcode)",
    ):
        assert _run(offline, "-c", call).returncode == 99, call
    assert Path(offline["VANBAN_TEST_CALLS"]).read_text().count("OUT") == 3


def test_ingest_audit_and_report_call_nobody(offline: dict[str, str], tmp_path: Path) -> None:
    db, report = str(tmp_path / "a.db"), tmp_path / "r.html"
    loaded = _run(offline, "-m", "pipeline", "ingest", "corpus", "--db", db, "--workers", "1")
    assert loaded.returncode == 0, loaded.stdout + loaded.stderr
    for command in (
        ["audit", "--report", str(report)],
        ["audit", "--report", str(tmp_path / "r.xlsx")],
        ["doctor"],
        ["search", "ho tieu"],
    ):
        done = _run(offline, "-m", "pipeline", *command, "--db", db)
        assert done.returncode in (0, 1), done.stderr
    assert "OUT" not in Path(offline["VANBAN_TEST_CALLS"]).read_text()
    page = report.read_text(encoding="utf-8")
    assert not [
        mark
        for mark in ('src="http', "src='http", '<link rel="stylesheet" href="http', "url(http", "@import")
        if mark in page
    ]
