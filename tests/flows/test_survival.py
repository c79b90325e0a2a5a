"""Nothing that happens to an ingest costs a document: kill -9, power cuts, locks, full disks, two at once."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT

from benchmarks.scale.survival import environment, faults, kill, left_over, make_folder, rows, snapshots, start
from pipeline.errors import DatabaseError
from pipeline.store import Database, connect_read_only

DOCUMENTS = 40
LASTING = 1000
"""So many that a signal sent at the first rows comes seconds before the last, on a fast machine too."""
DIRECT = ("--runner", "direct")
"""For what happens to the loading itself, with no server to wait for."""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return environment(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_folder(tmp_path_factory.mktemp("survival") / "hồ sơ", DOCUMENTS)


@pytest.fixture(scope="module")
def expected(folder: Path, state: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The rows that an ingest in one go writes."""
    db = tmp_path_factory.mktemp("whole") / "a.db"
    done = start(folder, db, state, "--workers", "1")
    assert (done.communicate()[1], done.returncode) == ("", 3)
    return rows(db)


def test_ten_kills_at_random_moments_lose_and_double_nothing(
    folder: Path, state: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    rng, db = random.Random(1), tmp_path / "a.db"
    for _ in range(10):
        kill(start(folder, db, state, *DIRECT), rng.uniform(0.3, 4.5))
        assert not db.exists() or faults(db) == []
    assert start(folder, db, state).wait() == 3
    assert (rows(db) == expected, faults(db)) == (True, [])
    assert left_over(state) == []


def test_a_kill_while_prefect_starts_leaves_nothing_running(folder: Path, tmp_path: Path) -> None:
    env = environment(tmp_path)
    for seconds in (1.5, 3.0, 4.5):
        assert kill(start(folder, tmp_path / "a.db", env), seconds)
        assert left_over(env) == []
    assert start(folder, tmp_path / "a.db", env).wait() == 3
    assert len(list((tmp_path / "state" / "prefect").glob("*/prefect.db"))) == 1


def test_a_power_cut_leaves_a_whole_archive_that_goes_on(
    folder: Path, state: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    (tmp_path / "cuts").mkdir()
    cuts = list(snapshots(start(folder, tmp_path / "a.db", state, *DIRECT), tmp_path / "a.db", tmp_path / "cuts", 0.15))
    assert len(cuts) > 5
    assert [fault for cut in cuts for fault in faults(cut)] == []
    assert start(folder, cuts[len(cuts) // 2], state, *DIRECT).wait() == 3
    assert rows(cuts[len(cuts) // 2]) == expected


def test_two_ingests_at_once_write_each_document_once(
    folder: Path, state: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    both = [start(folder, tmp_path / "a.db", state, "--workers", "1") for _ in range(2)]
    assert [(one.communicate()[1], one.returncode) for one in both] == [("", 3)] * 2
    assert (rows(tmp_path / "a.db") == expected, faults(tmp_path / "a.db")) == (True, [])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_an_ingest_in_order_and_the_next_goes_on(
    number: signal.Signals, state: dict[str, str], tmp_path: Path
) -> None:
    folder, db = make_folder(tmp_path / "hồ sơ", LASTING), tmp_path / "a.db"
    process = start(folder, db, state, "--workers", "1")
    while process.poll() is None and _documents(db) < 3:
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, err.strip()) == (130, "Đã dừng. Chạy lại lệnh để làm tiếp.")
    assert "Nạp mới" in out and 0 < _documents(db) < LASTING
    assert left_over(state) == []
    if number == signal.SIGTERM:
        assert start(folder, db, state, "--workers", "1").wait() == 3
        assert start(folder, tmp_path / "whole.db", state, "--workers", "1").wait() == 3
        assert rows(db) == rows(tmp_path / "whole.db")


def test_a_locked_database_is_waited_for_and_then_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = tmp_path / "a.db"
    Database(db).close()
    other = sqlite3.connect(db, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.5, other.execute, ["COMMIT"]).start()
    with Database(db) as database:
        database.begin_run("ingest")
        monkeypatch.setattr("pipeline.store.connection._BUSY_MS", 200)
    other.execute("BEGIN IMMEDIATE")
    with Database(db) as database, pytest.raises(DatabaseError, match="locked by another program"):
        database.begin_run("ingest")
    other.close()


def test_a_full_disk_is_told_and_what_was_written_is_kept(
    folder: Path, state: dict[str, str], expected: list[str], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    Database(db).close()
    script = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, resource.RLIM_INFINITY))\n"
        "runpy.run_module('pipeline', run_name='__main__')\n"
    )
    command = [sys.executable, "-c", script, "ingest", str(folder), "--db", str(db), "--workers", "1", *DIRECT]
    done = subprocess.run(command, env=state, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (4, 1)
    assert "đĩa đầy" in done.stderr
    assert faults(db) == [] and 0 < _documents(db) < DOCUMENTS
    assert start(folder, db, state, *DIRECT).wait() == 3
    assert rows(db) == expected


def test_read_only_places(folder: Path, state: dict[str, str], tmp_path: Path) -> None:
    """Originals that may only be read are enough; a database that may only be read is told. (Root may write anywhere.)"""
    target = tmp_path / "chỉ đọc"
    target.mkdir()
    Database(target / "a.db").close()
    (target / "a.db").chmod(0o444)
    target.chmod(0o555)
    try:
        (target / "x").touch()
    except OSError:
        done = start(folder, target / "a.db", state)
        _, err = done.communicate()
        assert (done.returncode, "chỉ cho đọc" in err, len(err.strip().splitlines())) == (4, True, 1)
    else:
        (target / "x").unlink()
        with pytest.raises(DatabaseError, match="read-only"), Database(target / "a.db") as database:
            database._connection.execute("PRAGMA query_only = ON")
            database.begin_run("ingest")
    finally:
        target.chmod(0o755)


def _documents(db: Path) -> int:
    try:
        with closing(connect_read_only(db)) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except DatabaseError:
        return 0
