"""What an ingest has to do: nothing for what is unchanged, and no more than a new version touches."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, save

from benchmarks.scale.survival import rows
from flows import ingest as flow
from flows import plan as module
from flows.batches import Lanes
from flows.ingest import ingest
from flows.loading import Progress
from flows.plan import Job, make_plan
from flows.process import process_file
from flows.runners import Options
from flows.worker import Answer
from pipeline.records import Document, Source
from pipeline.store import Database

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")

TEXT = "Số: {n}/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\nTổng chi {n}0 triệu đồng.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    for n in (1, 2, 3):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    with zipfile.ZipFile(folder / "a.zip", "w") as packed:
        packed.writestr("4.txt", TEXT.format(n=4))
        packed.writestr("1.txt", TEXT.format(n=1))
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents that were opened to be hashed."""
    names: list[str] = []

    def identify(path: Path) -> Source:
        names.append(path.name)
        return real(path)

    real = module.identify
    monkeypatch.setattr(module, "identify", identify)
    return names


def _load(db: Database, folder: Path) -> None:
    for job in make_plan(db, [folder]).jobs:
        document = process_file(Path(job.path))
        assert isinstance(document, Document)
        save(db, document)


def test_what_is_unchanged_is_not_opened(folder: Path, tmp_path: Path, opened: list[str]) -> None:
    with Database(tmp_path / "a.db") as db:
        _load(db, folder)
        before = rows(tmp_path / "a.db")
        opened.clear()
        plan = make_plan(db, [folder])
        assert (opened, plan.jobs, plan.unchanged, len(plan.duplicates)) == ([], [], 4, 1)
    assert rows(tmp_path / "a.db") == before


def test_work_is_told_of_once_as_soon_as_there_is_some(folder: Path, tmp_path: Path, opened: list[str]) -> None:
    told: list[list[str]] = []
    with Database(tmp_path / "a.db") as db:
        make_plan(db, [folder], has_work=lambda: told.append(list(opened)))
        assert told == [["1.txt"]]
        _load(db, folder)
        make_plan(db, [folder], has_work=lambda: told.append(list(opened)))
        assert len(told) == 1


def test_another_time_or_size_is_looked_into_and_another_content_read(
    folder: Path, tmp_path: Path, opened: list[str]
) -> None:
    with Database(tmp_path / "a.db") as db:
        _load(db, folder)
        opened.clear()
        os.utime(folder / "1.txt", (1, 1))
        status = (folder / "2.txt").stat()
        (folder / "2.txt").write_text(TEXT.format(n=5), encoding="utf-8")  # as many bytes, and the old time
        os.utime(folder / "2.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
        plan = make_plan(db, [folder])
        assert opened == ["1.txt", "2.txt"]
        assert [Path(job.path).name for job in plan.jobs] == ["2.txt"]


def test_a_document_that_was_taken_out_is_read_again(folder: Path, tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as db:
        _load(db, folder)
        db._connection.execute("DELETE FROM documents WHERE number = '4/BC-SNN'")
        assert [Path(job.path).name for job in make_plan(db, [folder]).jobs] == ["4.txt"]


def test_a_new_version_takes_the_text_from_the_archive_where_reading_has_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The corpus has PDFs with tables, Word, text: their rows come out of the stored text as they did of the files."""
    db, options = tmp_path / "a.db", Options(workers=1, runner="direct")
    assert ingest([ROOT / "corpus"], db, options).tally.added == 11
    before = rows(db)
    newer = f"{module.READ_VERSION}.other"
    monkeypatch.setattr(module, "PIPELINE_VERSION", newer)
    with Database(db) as database:
        plan = make_plan(database, [ROOT / "corpus"])
        assert [job.held for job in plan.jobs] == [True] * 11
        monkeypatch.setattr(module, "READ_VERSION", "other")
        assert [job.held for job in make_plan(database, [ROOT / "corpus"]).jobs] == [False] * 11
        monkeypatch.undo()
        assert make_plan(database, [ROOT / "corpus"]).jobs == []
    monkeypatch.setattr(module, "PIPELINE_VERSION", newer)
    steps: list[Progress] = []
    report = ingest([ROOT / "corpus"], db, options, listener=steps.append)
    assert (report.tally.replaced, report.failures) == (11, [])
    assert rows(db) == before
    assert (steps[-1].done, steps[-1].total, steps[-1].seconds) == (11, 11, 0)


def test_slow_and_quick_documents_do_not_wait_for_each_other() -> None:
    scans = [Job(f"{n}.png", 10_000_000, "image/png", str(n)) for n in range(4)]
    texts = [Job(f"{n}.txt", 1_000, "text/plain", str(n)) for n in range(100)]
    lanes = Lanes([*texts, *scans], workers=2)
    slow, quick = lanes.next(slow=True), lanes.next(slow=False)
    assert slow is not None and quick is not None
    assert [job.media_type for job in slow.jobs] == ["image/png"]
    assert {job.media_type for job in quick.jobs} == {"text/plain"} and len(quick.jobs) > 1
    rest = []
    while batch := lanes.next(slow=False):
        rest += batch.jobs
    assert sorted(job.path for job in (*slow.jobs, *quick.jobs, *rest)) == sorted(job.path for job in (*texts, *scans))


def test_the_estimate_learns_what_each_kind_takes() -> None:
    scans = [Job(f"{n}.png", 1_000_000, "image/png", str(n)) for n in range(10)]
    texts = [Job(f"{n}.txt", 1_000, "text/plain", str(n)) for n in range(10)]
    lanes = Lanes([*scans, *texts], workers=2)
    for job in texts[:5]:
        lanes.done(job, 0.1)
    for job in scans[:5]:
        lanes.done(job, 40)
    assert lanes.seconds == pytest.approx((5 * 0.1 + 5 * 40) / 2)


def test_batches_are_of_as_many_documents_as_are_done_in_some_seconds() -> None:
    texts = [Job(f"{n}.txt", 1_000, "text/plain", str(n)) for n in range(1_000)]
    lanes = Lanes(texts, workers=2)
    first = lanes.next(slow=False)
    assert first is not None
    for job in first.jobs:
        lanes.done(job, 0.5)
    long = lanes.next(slow=False)
    assert long is not None and 10 <= len(long.jobs) <= 20 < len(first.jobs)


def test_a_document_that_hung_makes_batches_small_for_a_while_only() -> None:
    texts = [Job(f"{n}.txt", 1_000, "text/plain", str(n)) for n in range(10_000)]
    lanes = Lanes(texts, workers=2)
    sizes = []
    while batch := lanes.next(slow=False):
        for nth, job in enumerate(batch.jobs):
            lanes.done(job, 1_800 if not sizes and nth == 0 else 0.02)
        sizes.append(len(batch.jobs))
    assert sum(sizes) == len(texts) and sizes.count(1) > 20
    assert max(sizes) > 250 and len(sizes) < 500


def test_documents_of_about_the_same_work_come_in_the_order_of_their_ids() -> None:
    ids = [f"{n * 37 % 100:02}" for n in range(100)]
    lanes = Lanes([Job(f"{id_}.txt", 900 - int(id_), "text/plain", id_) for id_ in ids], workers=2)
    given: list[str] = []
    while batch := lanes.next(slow=False):
        given += [job.document_id for job in batch.jobs]
    assert given == sorted(ids)


def test_what_a_batch_left_undone_is_given_out_again_next() -> None:
    texts = [Job(f"{n}.txt", n, "text/plain", f"{n:02}") for n in range(100)]
    lanes = Lanes(texts, workers=2)
    for slow in (True, False):
        batch = lanes.next(slow)
        assert batch is not None
        lanes.give_back(batch, 3)
        again = lanes.next(slow)
        assert again is not None and again.jobs[0] == batch.jobs[3]
        lanes.give_back(again, 0)
    rest = []
    while after := lanes.next(slow=False):
        rest += after.jobs
    assert rest == texts[3:-3]


def test_a_batch_that_makes_many_rows_ends_early_and_loses_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(4, 12):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    options = Options(1, runner="direct")
    assert ingest([folder], tmp_path / "a.db", options).tally.added == 11
    sizes: list[int] = []
    do_batch = flow.do_batch

    def counted(*batch: Any) -> list[Answer]:
        answers = do_batch(*batch)
        sizes.append(len(answers))
        return answers

    monkeypatch.setattr(flow, "do_batch", counted)
    monkeypatch.setattr("flows.runners._WAITING_BYTES", 1)
    monkeypatch.setattr("flows.loading._OPENED_BYTES", 1)
    assert ingest([folder], tmp_path / "b.db", options).tally.added == 11
    assert sizes == [1] * 11
    assert rows(tmp_path / "a.db") == rows(tmp_path / "b.db")


@pytest.mark.parametrize("step", ["identify", "contents"])
def test_a_file_that_makes_the_program_fail_costs_itself_only(
    step: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(module, step)

    def broken(path: Path) -> object:
        if path.name == "2.txt":
            raise IndexError
        return real(path)

    monkeypatch.setattr(module, step, broken)
    with Database(tmp_path / "a.db") as db:
        plan = make_plan(db, [folder])
    named = [(failure.path.name, "IndexError" in failure.reason_vi) for failure in plan.refused]
    assert named == ([("2.txt", True)] if step == "identify" else [])
    assert plan.total == 5 and {Path(job.path).name for job in plan.jobs} >= {"3.txt", "4.txt"}
