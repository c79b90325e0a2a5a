"""Workers under watch: what dies, hangs or asks for too much memory costs itself and no neighbour."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows import nursery
from flows.crew import CREW, Limits, work
from flows.ingest import ingest
from flows.runners import Options
from flows.worker import Question
from pipeline.errors import NoWorkers
from pipeline.records import Failure
from pipeline.store import connect_read_only

HOSTILE = """
import os, time
import flows.process as process
whole, read = process.process_file, process.read
def hostile(path, ocr):
    if 'chết' in path.name:
        os.kill(os.getpid(), 9)
    if 'treo' in path.name:
        time.sleep(600)
    process.read = (lambda *_: bytearray(4_000_000_000)) if 'tham' in path.name else read
    return whole(path, ocr)
process.process_file = hostile
from flows.worker import main
main()
"""


CANNOT_LOAD = """
import sys
import flows.worker
sys.modules['pipeline.read.pdf.reader'] = None
flows.worker.main()
"""


@pytest.fixture(autouse=True)
def crew_of_its_own() -> Iterator[None]:
    CREW.stop()
    CREW.open()
    yield
    CREW.stop()
    CREW.open()


def _files(folder: Path, *names: str) -> list[Question]:
    for name in names:
        (folder / name).write_text(f"Số: 1/BC-SNN\n\nBÁO CÁO\n{name}\n\nChi 5 tỷ đồng.\n", encoding="utf-8")
    return [Question(folder / name, "auto") for name in names]


def test_a_hostile_document_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nursery, "_MAIN", HOSTILE)
    asked = _files(tmp_path, "a.txt", "chết.txt", "b.txt", "treo.txt", "c.txt", "tham lam.txt", "d.txt")
    answers = [answer.result for answer in work(asked, Limits(seconds=5, memory=1_000))]
    assert [type(result) for result in answers] == [bytes, Failure, bytes, Failure, bytes, Failure, bytes]
    died, hung, greedy = (result for result in answers if isinstance(result, Failure))
    assert "died" in died.reason_en
    assert "5 seconds" in hung.reason_en and "--time-limit" in hung.reason_vi
    assert "memory" in greedy.reason_en and greedy.sha256 is not None


def test_a_worker_that_someone_else_killed_costs_nothing(tmp_path: Path) -> None:
    answers = work(_files(tmp_path, "a.txt", "b.txt", "c.txt"), Limits())
    results = [next(answers).result]
    (worker,) = CREW._all
    assert worker.pid
    os.kill(worker.pid, signal.SIGKILL)
    results += [answer.result for answer in answers]
    assert [type(result) for result in results] == [bytes] * 3


def test_what_workers_cannot_load_ends_the_ingest_and_refuses_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nursery, "_MAIN", CANNOT_LOAD)
    monkeypatch.setenv("VANBAN_STATE", str(tmp_path / "state"))
    file = _files(tmp_path, "a.txt")[0].path
    for runner in ("direct", "process"):
        with pytest.raises(NoWorkers) as told:
            ingest([file], tmp_path / "a.db", Options(1, runner))  # type: ignore[arg-type]
        assert str(tmp_path / "state" / "vanban.log") in told.value.vi
    assert "pipeline.read.pdf.reader" in (tmp_path / "state" / "vanban.log").read_text(encoding="utf-8")
    with closing(connect_read_only(tmp_path / "a.db")) as connection:
        assert connection.execute("SELECT count(*) FROM failures").fetchone() == (0,)


def test_a_stop_ends_what_hangs_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nursery, "_MAIN", HOSTILE)
    got: list[object] = []
    waiting = threading.Thread(target=lambda: got.extend(work(_files(tmp_path, "treo.txt", "a.txt"), Limits())))
    waiting.start()
    while not CREW._all:
        time.sleep(0.01)
    CREW.stop()
    waiting.join(5)
    assert (waiting.is_alive(), got) == (False, [])


def test_who_is_about_to_wait_for_an_ended_worker_waits_for_no_other_descriptor() -> None:
    worker = CREW.lend(Limits())
    assert worker is not None
    worker.end()
    assert worker._pipe.poll(5)
    with pytest.raises(EOFError):
        worker._pipe.recv()


def test_a_stopped_crew_lends_nobody(tmp_path: Path) -> None:
    CREW.stop()
    assert CREW.lend(Limits()) is None
    assert list(work(_files(tmp_path, "a.txt"), Limits())) == []


def test_a_crew_that_was_prepared_lends_from_what_is_loaded_already(tmp_path: Path) -> None:
    CREW.prepare()
    loading = CREW._nursery._process
    assert [type(answer.result) for answer in work(_files(tmp_path, "a.txt"), Limits())] == [bytes]
    assert loading is not None and CREW._nursery._process is loading


def test_one_that_was_prepared_for_nothing_holds_up_no_end() -> None:
    CREW.prepare()
    loading = CREW._nursery._process
    CREW.stop()
    assert loading is not None and loading.returncode == -signal.SIGKILL


def test_what_is_loaded_stays_from_one_ingest_to_the_next_and_no_longer(tmp_path: Path) -> None:
    loaded = []
    with CREW.staying_loaded():
        for question in _files(tmp_path, "a.txt", "b.txt", "c.txt"):
            assert ingest([question.path], tmp_path / "a.db", Options(1, "direct")).tally.added == 1
            assert not CREW._all
            process = CREW._nursery._process
            assert process is not None
            loaded.append(process)
            if len(loaded) == 2:
                process.kill()  # as for want of memory: what workers need is loaded again
                process.wait()
    assert loaded[0] is loaded[1] and loaded[1] is not loaded[2]
    assert loaded[2].returncode is not None and CREW._nursery._process is None
