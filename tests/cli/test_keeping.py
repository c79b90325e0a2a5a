"""backup, verify and watch, as people run them."""

from __future__ import annotations

import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import pytest
from conftest import ROOT, as_document, save
from running import vanban

from benchmarks.scale.survival import WORDS, environment, faults, left_over, rows
from flows.loading import Report
from flows.runners import Options
from flows.stopping import Stop
from flows.watch import Inbox, watch
from pipeline.errors import DatabaseError, UsageError
from pipeline.query.verify import verify
from pipeline.read import identify
from pipeline.store import Database
from pipeline.store.backup import back_up


@pytest.fixture
def state(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path)


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """An archive of three texts in tmp_path/hồ sơ."""
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    with Database(tmp_path / "a.db") as database:
        for n in (1, 2, 3):
            path = folder / f"{n}.txt"
            path.write_text(WORDS.format(n=n, m=n), encoding="utf-8")
            save(database, as_document(path.read_text(encoding="utf-8"), str(path)))
    return tmp_path / "a.db"


def test_a_backup_is_the_archive_as_it_was_while_another_writes(held: Path, tmp_path: Path) -> None:
    before, target = rows(held), tmp_path / "b.db"
    back_up(held, target)
    with closing(sqlite3.connect(target)) as older:  # which the mark of a backup outlives
        older.execute("DELETE FROM documents")
        older.commit()
    with Database(held) as database, closing(sqlite3.connect(held, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM documents")
        made = back_up(held, target)
        other.execute("ROLLBACK")
        save(database, as_document(WORDS.format(n=9, m=9)))
    assert (made.documents, made.size) == (3, target.stat().st_size)
    assert (rows(target), faults(target)) == (before, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "b.db", "hồ sơ"]


def test_a_backup_that_fails_leaves_the_one_before(held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "b.db"
    back_up(held, target)
    before = target.read_bytes()
    monkeypatch.setattr("pipeline.store.backup._count", lambda connection, _: id(connection))
    with pytest.raises(DatabaseError, match="not whole"):
        back_up(held, target)
    assert target.read_bytes() == before
    with pytest.raises(UsageError, match="the database itself"):
        back_up(held, held)


def test_a_backup_overwrites_no_archive_in_use(held: Path, tmp_path: Path) -> None:
    other, target = tmp_path / "kho.db", tmp_path / "b.db"
    with Database(other) as database:
        save(database, as_document(WORDS.format(n=9, m=9)))
    before = rows(other)
    with pytest.raises(UsageError, match="not made by vanban backup"):
        back_up(held, other)
    back_up(held, target)
    with Database(target):  # a restored backup is an archive
        pass
    with pytest.raises(UsageError, match="not made by vanban backup"):
        back_up(held, target)
    back_up(target, tmp_path / "c.db")
    back_up(target, tmp_path / "c.db")
    (tmp_path / "c.db-wal").write_bytes(b"x")
    with pytest.raises(UsageError, match="in use"):
        back_up(held, tmp_path / "c.db")
    assert rows(other) == before


def test_an_archive_of_an_older_version_is_copied_as_it_is(held: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(held)) as older:
        older.execute("DELETE FROM _sqlite_migrations WHERE name > '0025'")
        older.execute("DROP TABLE withdrawn_documents")
        older.commit()
    for _ in range(2):
        assert back_up(held, tmp_path / "b.db").documents == 3
    with pytest.raises(DatabaseError, match="older version"):
        list(verify(tmp_path / "b.db"))


@pytest.mark.parametrize("content", [b"", "Số: 1/BC-SNN\n".encode(), b"PK\x03\x04 Word", "SQLite"])
def test_a_backup_overwrites_nothing_but_a_backup(held: Path, tmp_path: Path, content: bytes | str) -> None:
    target = tmp_path / "hồ sơ" / "1.docx"
    if isinstance(content, str):  # a database of another program
        with closing(sqlite3.connect(target)) as other:
            other.execute("CREATE TABLE documents (id)")
        content = target.read_bytes()
    target.write_bytes(content)
    with pytest.raises(UsageError, match="not overwritten"):
        back_up(held, target)
    assert target.read_bytes() == content
    assert sorted(path.name for path in target.parent.iterdir()) == ["1.docx", "1.txt", "2.txt", "3.txt"]


def test_verify_tells_the_same_changed_moved_and_missing(held: Path, tmp_path: Path, state: dict[str, str]) -> None:
    folder = tmp_path / "hồ sơ"
    assert [original.state for original in verify(held)] == ["same"] * 3
    (folder / "1.txt").write_text("khác", encoding="utf-8")
    (tmp_path / "kho").mkdir()
    shutil.move(folder / "2.txt", tmp_path / "kho" / "hai.txt")
    (folder / "3.txt").unlink()
    found = {Path(one.path).name: (one.state, one.now) for one in verify(held, [tmp_path / "kho"])}
    moved = str(tmp_path / "kho" / "hai.txt")
    assert found == {"1.txt": ("changed", None), "2.txt": ("moved", moved), "3.txt": ("missing", None)}
    done = vanban(state, "verify", tmp_path / "kho", "--db", held)
    assert (done.returncode, done.stderr) == (1, "")
    assert "0 còn nguyên, 1 đã chuyển chỗ, 1 đã sửa, 1 đã mất" in done.stdout
    assert (
        "vanban verify THƯ_MỤC" not in done.stdout
        and "vanban verify THƯ_MỤC" in vanban(state, "verify", "--db", held).stdout
    )
    english = vanban(state, "verify", "--db", held, "--lang", "en")
    assert english.returncode == 1 and "MISSING 3/BC-SNN" in english.stdout


def test_an_altered_original_is_no_moved_one_where_a_copy_is_intact(
    held: Path, tmp_path: Path, state: dict[str, str]
) -> None:
    copy = tmp_path / "bản sao" / "một.txt"
    copy.parent.mkdir()
    shutil.copy(tmp_path / "hồ sơ" / "1.txt", copy)
    (tmp_path / "hồ sơ" / "1.txt").write_text("khác", encoding="utf-8")
    first, *_ = verify(held, [copy.parent])
    assert (first.state, first.now) == ("changed", str(copy))
    done = vanban(state, "verify", copy.parent, "--db", held)
    assert done.returncode == 1 and f"ĐÃ SỬA 1/BC-SNN: {tmp_path / 'hồ sơ' / '1.txt'}" in done.stdout
    assert f"một bản còn nguyên ở {copy}" in done.stdout
    assert "0 đã chuyển chỗ, 1 đã sửa" in done.stdout


def test_the_commands_say_what_they_did(held: Path, tmp_path: Path, state: dict[str, str]) -> None:
    done = vanban(state, "backup", tmp_path / "b.db", "--db", held)
    assert (done.returncode, "Đã sao lưu 3 văn bản" in done.stdout) == (0, True)
    assert vanban(state, "verify", "--db", tmp_path / "b.db").returncode == 0
    named = vanban(state, "backup", tmp_path / "b, c.db", "--db", held).stdout
    assert f"ra {tmp_path / 'b, c.db'} (" in named and " byte), đã kiểm tra" in named
    nowhere = vanban(state, "backup", tmp_path / "không" / "b.db", "--db", held)
    assert (nowhere.returncode, "kiểm tra thư mục" in nowhere.stderr) == (4, True)
    assert vanban(state, "watch", tmp_path / "không").returncode == 2


def test_a_file_is_ready_when_it_lies_still(tmp_path: Path) -> None:
    inbox, file = Inbox(tmp_path, quiet=5), tmp_path / "a.txt"
    file.write_text("một")
    assert [inbox.ready(now) for now in (0, 4)] == [[], []]
    file.write_text("một nửa")
    assert [inbox.ready(now) for now in (5, 9)] == [[], []]
    assert inbox.ready(10) == [file]
    inbox.take([file])
    assert inbox.ready(100) == []
    file.write_text("bản khác")
    assert (inbox.ready(101), inbox.ready(106)) == ([], [file])


def test_watch_loads_what_comes_and_stops_cleanly(tmp_path: Path, state: dict[str, str]) -> None:
    inbox, db = tmp_path / "đến", tmp_path / "a.db"
    inbox.mkdir()
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "watch",
        str(inbox),
        "--db",
        str(db),
        "--every",
        "0.2",
        "--quiet",
        "0.4",
    ]
    process = subprocess.Popen(command, env=state, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for n in (1, 2):
        (inbox / f"{n}.txt").write_text(WORDS.format(n=n, m=n), encoding="utf-8")
        while process.poll() is None and not _holds(db, identify(inbox / f"{n}.txt").sha256):
            time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err.splitlines()[-1]) == (0, "Đã dừng.")
    assert out.count("Nạp mới         1") == 2
    assert left_over(state) == []


def _holds(db: Path, sha256: str) -> bool:
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", [sha256]).fetchone() is not None
    return False  # it is not there yet


def test_what_remove_prints_is_a_command_that_works(tmp_path: Path, state: dict[str, str]) -> None:
    packed, db = tmp_path / "gửi 'An'.zip", tmp_path / "a.db"
    with zipfile.ZipFile(packed, "w") as archive:
        for n in (1, 2):
            archive.writestr(f"{n}.txt", WORDS.format(n=n, m=n))
    vanban(state, "ingest", packed, "--runner", "direct", "--db", db)
    done = vanban(state, "remove", "1/BC-SNN", "--why", "nạp nhầm", "--db", db)
    assert "Nạp lại (đọc lại mọi văn bản trong tệp đó): vanban ingest --force " in done.stdout
    _, *command = shlex.split(done.stdout.splitlines()[-1].partition("): ")[2])
    again = vanban(state, *command, "--runner", "direct", "--db", db)
    assert "Nạp mới         1" in again.stdout and "Đọc lại         1" in again.stdout


def test_the_end_of_an_ingest_names_what_was_replaced_and_moved(tmp_path: Path, state: dict[str, str]) -> None:
    folder, db = tmp_path / "hồ sơ", tmp_path / "a.db"
    folder.mkdir()
    for n in (1, 2, 3):
        (folder / f"{n}.txt").write_text(WORDS.format(n=n, m=n), encoding="utf-8")
    load = ("ingest", folder, "--runner", "direct", "--db", db)
    vanban(state, *load)
    vanban(state, "correct", "1/BC-SNN", "signer", "Trần Văn A", "--why", "x", "--db", db)
    (folder / "1.txt").write_text(WORDS.format(n=1, m=7), encoding="utf-8")
    (folder / "2.txt").write_text(WORDS.format(n=8, m=8), encoding="utf-8")
    shutil.move(folder / "3.txt", folder / "ba.txt")
    told = vanban(state, *load).stdout
    assert f"↺ {folder / '1.txt'}: 1/BC-SNN (" in told and ") → 1/BC-SNN (" in told
    assert "lần sửa #1 (signer) có hiệu lực cả ở bản mới" in told
    assert f"! {folder / '2.txt'}: Tệp mang tên cũ nhưng là văn bản khác; giữ cả hai: 2/BC-SNN (" in told
    assert f"): {folder / '3.txt'} → {folder / 'ba.txt'}" in told


def test_watch_tells_of_a_locked_archive_once_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox, db, stop = tmp_path / "đến", tmp_path / "a.db", Stop()
    inbox.mkdir()
    (inbox / "1.txt").write_text(WORDS.format(n=1, m=1), encoding="utf-8")
    Database(db).close()
    monkeypatch.setattr("pipeline.store.connection._BUSY_MS", 100)
    other = sqlite3.connect(db, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    failures: list[DatabaseError] = []
    reports: list[Report] = []

    def failed(error: DatabaseError) -> None:
        failures.append(error)
        threading.Timer(1.5, other.execute, ["COMMIT"]).start()

    def told(report: Report) -> None:
        reports.append(report)
        stop.asked = True

    watch(inbox, db, Options(1, "direct"), every=0.1, quiet=0, stop=stop, told=told, failed=failed)
    other.close()
    assert ["locked" in error.en for error in failures] == [True]
    assert [report.tally.added for report in reports] == [1]
    (tmp_path / "b.db").write_text("không phải kho")
    with pytest.raises(DatabaseError):
        watch(inbox, tmp_path / "b.db", Options(), every=0.1, quiet=0, stop=Stop(), told=told, failed=failed)


def test_who_has_no_name_on_this_machine_can_still_decide(held: Path, state: dict[str, str]) -> None:
    """As in a container whose user has no entry in passwd."""
    script = (
        "import os, runpy\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "import pwd; pwd.getpwuid = nobody\n"
        "for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'): os.environ.pop(name, None)\n"
        "runpy.run_module('pipeline', run_name='__main__')\n"
    )
    with closing(sqlite3.connect(held)) as connection:
        ((id_,), *_) = connection.execute("SELECT id FROM documents").fetchall()
    for given in (["verdict", "--list"], ["remove", id_, "--why", "nạp nhầm"], ["correct", "--undo", "1"]):
        command = [sys.executable, "-c", script, *given, "--db", str(held)]
        done = subprocess.run(command, env=state, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == (2 if given[0] == "correct" else 0), done.stderr
    with closing(sqlite3.connect(held)) as connection:
        assert connection.execute("SELECT withdrawn_by FROM withdrawn_documents").fetchall() == [("?",)]
