"""All that is held found again in its text: whole rows of one version, what people said kept, a failure its document's alone."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.scale.survival import rows
from flows import ingest as flow
from flows.corrections import correct
from flows.crew import Limits
from flows.ingest import ingest, recheck
from flows.plan import make_plan
from flows.process import as_rows, process_text
from flows.runners import Options
from flows.stopping import Stop
from flows.worker import Answer, Question
from pipeline import FACTS_VERSION, PIPELINE_VERSION, READ_VERSION
from pipeline.query import findings
from pipeline.records import Failure
from pipeline.store import Database

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")

DIRECT = Options(workers=1, runner="direct")
DECISION = """UỶ BAN NHÂN DÂN
TỈNH SÔNG MẪU
Số: 12/QĐ-UBND
Sông Mẫu, ngày 05 tháng 3 năm 2021

QUYẾT ĐỊNH
Về việc phân bổ kinh phí thực hiện chương trình ABC năm 2021

Điều 1. Phân bổ kinh phí thực hiện chương trình ABC năm 2021 là 500 triệu đồng.
"""
REPORT = """SỞ NÔNG NGHIỆP VÀ PTNT
TỈNH SÔNG MẪU
Số: 7/BC-SNN
Sông Mẫu, ngày 10 tháng 12 năm 2021

BÁO CÁO
Kết quả thực hiện chương trình ABC năm 2021

Năm 2021 đã bố trí chương trình ABC 450 triệu đồng tại Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh.
Tổng chi 30 triệu đồng, gồm: tỉnh 14 triệu đồng; huyện 20 triệu đồng.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    for name, text in (("1.txt", DECISION), ("2.txt", REPORT)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def db(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    assert ingest([folder], path, DIRECT).tally.added == 2
    return path


def _change(db: Path, *statements: str) -> None:
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for sql in statements:
            connection.execute(sql)


def _column(db: Path, sql: str) -> list[object]:
    with closing(sqlite3.connect(db)) as connection:
        return [value for (value,) in connection.execute(sql)]


def _work(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """Workers that do all but a file of some name."""

    def batch(questions: Sequence[Question], limits: Limits, most: int) -> list[Answer]:
        answers = []
        for question in questions:
            assert question.held
            source, text = question.held
            if source.path.name == failing:
                answers.append(Answer(Failure(source.path, source.sha256, "link", "Hỏng.", "Damaged."), 0))
                continue
            result = as_rows(process_text(source, text), question.corrections)
            answers.append(Answer(result if isinstance(result, Failure) else pickle.dumps(result), 0))
        return answers

    monkeypatch.setattr(flow, "do_batch", batch)


OLDER = (
    "UPDATE amounts SET vnd = vnd + 7, role = 'stated'",
    "UPDATE statements SET vnd = vnd + 7",
    "DELETE FROM ledger_entries",
    "DELETE FROM sums",
    "DELETE FROM findings",
)


def test_every_row_that_an_older_version_found_is_found_again(folder: Path, db: Path) -> None:
    before = rows(db)
    assert len(findings(db)) > 1
    _change(db, *OLDER)
    _change(
        db,
        f"UPDATE documents SET pipeline_version = '{READ_VERSION}.1' WHERE number = '12/QĐ-UBND'",
        "UPDATE documents SET pipeline_version = '1.1' WHERE number = '7/BC-SNN'",
    )
    for file in folder.iterdir():
        file.rename(file.with_suffix(".away"))
    report = recheck(db, DIRECT)
    assert (report.tally.replaced, report.failures) == (2, [])
    versions = _column(db, "SELECT pipeline_version FROM documents ORDER BY number")
    assert versions == [PIPELINE_VERSION, f"1.{FACTS_VERSION}"], "the text is as it was read"
    assert [row.replace(f"'1.{FACTS_VERSION}'", f"'{PIPELINE_VERSION}'") for row in rows(db)] == before
    for file in folder.iterdir():
        file.rename(file.with_suffix(".txt"))
    with Database(db) as database:
        assert [(Path(job.path).name, job.held) for job in make_plan(database, [folder]).jobs] == [("2.txt", False)]


def test_its_threads_share_heaps_as_an_ingests_do(folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name, run in (("ingest", lambda: ingest([folder], db, DIRECT)), ("recheck", lambda: recheck(db, DIRECT))):
        monkeypatch.setattr(flow, "two_heaps", lambda name=name: asked.append(name))
        run()
    assert asked == ["ingest", "recheck"]


def test_what_people_said_outlives_it(db: Path) -> None:
    (amount,) = _column(db, "SELECT id FROM amounts WHERE text = '450 triệu đồng'")
    correct(db, str(amount), "vnd", "500.000.000", who="An", why="bản giấy ghi 500")
    key = str(findings(db)["key"][0])
    with Database(db) as database:
        database.give_verdict(key, "explained", "An", "phụ lục đã nêu")
    before = rows(db)
    assert recheck(db, DIRECT).failures == []
    assert rows(db) == before
    assert _column(db, "SELECT vnd FROM amounts WHERE rule = 'correction'") == [500_000_000]
    assert findings(db).set_index("key").loc[key, "verdict"] == "explained"


def test_a_document_that_fails_keeps_its_rows_and_stops_no_other(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows(db)
    _change(db, "UPDATE amounts SET vnd = 1")
    _work(monkeypatch, failing="2.txt")
    report = recheck(db, DIRECT)
    assert ([failure.path.name for failure in report.failures], report.tally.replaced) == (["2.txt"], 1)
    assert (
        _column(db, "SELECT vnd FROM amounts a JOIN documents d ON d.id = document_id WHERE d.kind = 'BC'") == [1] * 4
    )
    assert _column(db, "SELECT vnd FROM amounts a JOIN documents d ON d.id = document_id WHERE d.kind = 'QĐ'") == [
        500_000_000
    ]
    assert len(_column(db, "SELECT reason FROM failures")) == 1
    _work(monkeypatch, failing="")
    assert recheck(db, DIRECT).failures == []
    assert rows(db) == before and _column(db, "SELECT reason FROM failures") == []


def test_what_a_file_was_refused_for_since_stays_on_record(folder: Path, db: Path) -> None:
    (folder / "2.txt").write_bytes(b"\x00\x01" * 500)
    assert [failure.path.name for failure in ingest([folder], db, DIRECT).failures] == ["2.txt"]
    (amount,) = _column(db, "SELECT id FROM amounts WHERE text = '450 triệu đồng'")
    correct(db, str(amount), "vnd", "500.000.000", who="An", why="bản giấy ghi 500")
    assert recheck(db, DIRECT).failures == []
    assert len(_column(db, "SELECT reason FROM failures")) == 1


def test_one_that_is_stopped_is_made_good_by_the_next_run(folder: Path, db: Path) -> None:
    before = rows(db)
    _change(db, "DELETE FROM findings")
    stop = Stop()
    stop.asked = True
    assert recheck(db, DIRECT, stop=stop).stopped
    assert _column(db, "SELECT finished_at FROM runs WHERE command = 'audit'") == [None]
    ingest([folder], db, DIRECT)
    assert set(findings(db)["check_name"]) == {"allocation-told-differently"}
    assert recheck(db, DIRECT).failures == [] and rows(db) == before
    assert _column(db, "SELECT replaced FROM runs ORDER BY id DESC LIMIT 1") == [2]
