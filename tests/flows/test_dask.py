"""An ingest on a real Dask cluster: a scheduler and two workers as processes of their own, one killed in mid-batch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import ROOT

from benchmarks.scale.survival import environment, faults, left_over, make_folder, rows, start
from pipeline.read import find_files
from pipeline.store import Database


@contextmanager
def _running(command: list[str], env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, 15)
                process.wait(20)


def test_a_cluster_that_loses_a_worker_writes_the_same_rows(tmp_path: Path) -> None:
    env = environment(tmp_path)
    folder = make_folder(tmp_path / "hồ sơ", 60)
    alone = start(folder, tmp_path / "alone.db", env)
    assert (alone.communicate()[1], alone.returncode) == ("", 3)
    named, db = tmp_path / "scheduler.json", tmp_path / "dask.db"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(named)]  # fmt: skip
    with _running(scheduler, env, tmp_path / "scheduler.log") as meeting:
        while not named.exists() or not named.read_text():
            assert meeting.poll() is None, (tmp_path / "scheduler.log").read_text()
            time.sleep(0.1)
        address = json.loads(named.read_text())["address"]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]  # fmt: skip
        with _running(worker, env, tmp_path / "1.log") as doomed, _running(worker, env, tmp_path / "2.log"):
            ingest = start(folder, db, env, "--runner", "dask", "--dask-address", address)
            while ingest.poll() is None and not _begun(db):
                time.sleep(0.05)
            doomed.kill()
            out, err = ingest.communicate()
    assert (ingest.returncode, err) == (3, ""), out
    assert doomed.returncode == -9
    assert (rows(db) == rows(tmp_path / "alone.db"), faults(db)) == (True, [])
    assert len(find_files([folder])) - 2 == _documents(db)  # one twice, one empty
    assert left_over(env) == []


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "hồ sơ", 1)
    ingest = start(
        folder, tmp_path / "a.db", environment(tmp_path), "--runner", "dask", "--dask-address", "127.0.0.1:9"
    )
    _, err = ingest.communicate()
    assert (ingest.returncode, "127.0.0.1:9" in err, len(err.strip().splitlines())) == (2, True, 1)


def _begun(db: Path) -> bool:
    return db.exists() and _documents(db) > 0


def _documents(db: Path) -> int:
    with Database(db) as database:
        return len(database.sources())
