"""Kill an ingest at random moments, and cut its power, and see that nothing is lost, doubled or damaged.

`python -m benchmarks.scale.survival [KILLS] [DOCUMENTS]` (default 200, 400) loads a folder again and again, with Prefect and
without by turns, kills the command with `kill -9` at a random moment each time, and prints what it saw, also on the way;
exit 1 at any fault. `tests/flows/test_survival.py` uses the parts.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = (
    "Số: {n}/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\n"
    "Thực hiện Quyết định số {m}/QĐ-UBND ngày 05/3/2019, tổng chi {n}0 triệu đồng, gồm: A {n} triệu đồng; B 2 triệu đồng.\n"
)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+\+00:00")
_RUNNERS = ("process", "direct")
_LEFT_OUT = ("runs", "_sqlite_migrations", "sqlite_sequence")


def make_folder(folder: Path, documents: int) -> Path:
    """A folder of texts, a few of them twice or empty, and the project's own PDFs."""
    folder.mkdir()
    for n in range(1, documents + 1):
        (folder / f"{n:05}.txt").write_text(WORDS.format(n=n, m=n // 2), encoding="utf-8")
    (folder / "bản sao.txt").write_text(WORDS.format(n=1, m=0), encoding="utf-8")
    (folder / "rỗng.txt").touch()
    for pdf in sorted((ROOT / "corpus").glob("*.pdf")):
        shutil.copy(pdf, folder)
    return folder


def start(folder: Path, db: Path, environment: dict[str, str], *more: str) -> subprocess.Popen[str]:
    """An ingest in a process of its own."""
    command = [sys.executable, "-m", "pipeline", "ingest", str(folder), "--db", str(db), *more]
    return subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def kill(process: subprocess.Popen[str], after: float) -> bool:
    """`kill -9` the command after so many seconds; False where it was done before.

    What it printed is not waited for: a process that outlives it would hold the pipe open for ever.
    """
    with suppress(subprocess.TimeoutExpired):
        process.wait(after)
    killed = process.returncode is None
    process.kill()
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
    return killed


def snapshots(process: subprocess.Popen[str], db: Path, into: Path, every: float) -> Iterator[Path]:
    """What a power cut would leave, as long as the process runs: the files as they are at one moment.

    Each second one has lost the last bytes of its log, half-way through a write.
    """
    count = 0
    while process.poll() is None:
        time.sleep(every)
        os.kill(process.pid, signal.SIGSTOP)
        try:
            log = Path(f"{db}-wal")
            if not db.exists() or not log.exists():
                continue
            copy = into / f"{count}.db"
            shutil.copy(db, copy)
            shutil.copy(log, f"{copy}-wal")
            torn = count % 2 == 1 and log.stat().st_mtime_ns > db.stat().st_mtime_ns
            if torn and log.stat().st_size > 4096:  # a log that is being folded in has been synced whole
                os.truncate(f"{copy}-wal", log.stat().st_size - 1000)
        finally:
            os.kill(process.pid, signal.SIGCONT)
        count += 1
        yield copy


def faults(db: Path) -> list[str]:
    """What is wrong with a database that an ingest was killed over; empty where all is well."""
    with closing(sqlite3.connect(db)) as connection:
        found = [f"integrity: {row[0]}" for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            return found
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        half = connection.execute(
            "SELECT id FROM documents d WHERE NOT EXISTS (SELECT 1 FROM pages p WHERE p.document_id = d.id)"
        ).fetchall()
        found += [f"half a document: {id_}" for (id_,) in half]
        connection.execute("INSERT INTO documents_fts (documents_fts) VALUES ('integrity-check')")
    return found


def rows(db: Path) -> list[str]:
    """Every row of an archive but what tells the time or the attempts."""
    with closing(sqlite3.connect(db)) as connection:
        tables = connection.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        names = sorted(name for (name,) in tables if name not in _LEFT_OUT and not name.startswith("sqlite_"))
        found = []
        for name in names:
            cursor = connection.execute(f'SELECT * FROM "{name}"')
            keys = [column[0] for column in cursor.description]
            for row in cursor:
                values = {key: value for key, value in zip(keys, row, strict=True) if key != "attempts"}
                found.append(f"{name} {_TIME.sub('t', repr(values))}")
    return sorted(found)


def left_over(environment: dict[str, str]) -> list[str]:
    """Processes that still run with this state folder; a busy machine gives them time to see that the command is gone."""
    mark = f"VANBAN_STATE={environment['VANBAN_STATE']}".encode()
    for _ in range(600):
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    if mark in (entry / "environ").read_bytes():
                        found.append((entry / "cmdline").read_text().replace("\0", " "))
                except OSError:
                    continue
        if not found:
            break
        time.sleep(0.1)
    return found


def environment(folder: Path) -> dict[str, str]:
    """The environment of a command whose state is its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT", "VANBAN", "LANG", "LC_"))}
    return {**kept, "VANBAN_STATE": str(folder / "state")}


def main(kills: int, documents: int) -> None:
    """Kill as many ingests; whenever one got through, begin another archive."""
    rng = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="vanban-") as name:
        work = Path(name)
        env = environment(work)
        folder = make_folder(work / "ho-so", documents)
        seconds = {runner: _through(folder, work / f"{runner}.db", env, runner) for runner in _RUNNERS}
        expected, held = rows(work / "direct.db"), _count(work / "direct.db")
        wrong = [] if rows(work / "process.db") == expected else ["the runners write other rows"]
        killed = through = 0
        db = work / "0.db"
        while killed < kills:
            runner = rng.choice(_RUNNERS)
            if kill(start(folder, db, env, "--runner", runner), rng.uniform(0.05, seconds[runner])):
                killed += 1
            found = [
                f"kill {killed} ({runner}): {fault}"
                for fault in (*(faults(db) if db.exists() else ()), *left_over(env))
            ]
            for line in (*found, *([f"{killed} kills"] if killed % 10 == 0 else [])):
                print(line, flush=True)
            wrong += found
            if _count(db) == held or killed == kills:
                _through(folder, db, env, "process")
                wrong += [] if rows(db) == expected else [f"{db.name}: other rows than an ingest in one go"]
                through += 1
                db = work / f"{through}.db"
        print(f"{killed} ingests killed at random moments in {through} archives of {len(list(folder.iterdir()))} files")
        print(f"faults: {len(wrong)}", *wrong[:20], sep="\n")
    sys.exit(bool(wrong))


def _through(folder: Path, db: Path, env: dict[str, str], runner: str) -> float:
    """Let an ingest go through; its seconds."""
    began = time.monotonic()
    start(folder, db, env, "--runner", runner).communicate()
    return time.monotonic() - began


def _count(db: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0


if __name__ == "__main__":
    asked = argparse.ArgumentParser("python -m benchmarks.scale.survival", description=__doc__)
    asked.add_argument("kills", type=int, nargs="?", default=200)
    asked.add_argument("documents", type=int, nargs="?", default=400)
    main(**vars(asked.parse_args()))
