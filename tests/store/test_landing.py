"""Prepared rows into the archive: batches whole, a bad document by itself, corrections that came in between, citations."""

from __future__ import annotations

import itertools
import pickle
import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import as_document, save

from benchmarks.scale.survival import faults, rows
from flows import ingest as flow
from flows import loading
from flows.corrections import correct
from flows.crew import Limits
from flows.ingest import ingest
from flows.runners import Options
from flows.worker import Answer, Question
from pipeline.audit.archive import check_subject
from pipeline.errors import ProgramFault
from pipeline.records import Checked, Failure, Statement
from pipeline.store import Database, connect_read_only, inserts, landing, prepare

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")

LAW = "QUỐC HỘI\nLuật số: 31/2024/QH15\nHà Nội, ngày 18 tháng 01 năm 2024\n\nLUẬT\nĐẤT ĐAI\n\nĐiều 1. Một.\n"
DECISION = "Số: {n}/QĐ-UBND\nSông Mẫu, ngày {day}/3/2019\n\nQUYẾT ĐỊNH\nVề việc {n}\n\nĐiều 1. Chi {n} tỷ đồng.\n"
REPORT = (
    "Số: {n}/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2024\n\nBÁO CÁO\nViệc {n}\n\nCăn cứ Luật Đất đai năm 2024;\nCăn cứ Quyết "
    "định số {n}/QĐ-UBND ngày 05/3/2019 và Quyết định số {n}/QĐ-UBND. Tổng chi {n}0 triệu đồng, gồm: A {n} triệu đồng.\n"
)
REPLACING = (
    "Số: 9{n}/QĐ-UBND\nSông Mẫu, ngày 8 tháng 8 năm 2020\n\nQUYẾT ĐỊNH\nThay thế {n}\n\nĐiều 1. Quyết định này thay thế Quyết "
    "định số {n}/QĐ-UBND ngày 05/3/2019.\n"
)
TEXTS = [
    LAW,
    *(DECISION.format(n=n, day=f"{day:02}") for n in (1, 2) for day in (5, 6)),
    *(REPORT.format(n=n) for n in (1, 2, 3)),
    *(REPLACING.format(n=n) for n in (1, 2)),
]


def test_documents_prepared_and_landed_together_are_those_saved_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inserts, "_AT_ONCE", 3)
    documents = [as_document(text) for text in TEXTS]
    with Database(tmp_path / "a.db") as one, Database(tmp_path / "b.db") as together:
        for document in documents:
            save(one, document)
        assert together.land([prepare(document) for document in documents]) == ["added"] * len(documents)
        assert together.land([prepare(document) for document in documents]) == ["replaced"] * len(documents)
        one.resolve_citations()
        together.resolve_citations()
    assert rows(tmp_path / "a.db") == rows(tmp_path / "b.db")
    assert faults(tmp_path / "b.db") == []


@pytest.mark.parametrize("seed", range(4))
def test_citations_settled_as_documents_come_are_those_settled_at_once(tmp_path: Path, seed: int) -> None:
    documents = [as_document(text) for text in TEXTS]
    with Database(tmp_path / "whole.db") as database:
        database.land([prepare(document) for document in documents])
        database.resolve_citations()
    rng = random.Random(seed)
    with Database(tmp_path / "parts.db") as database:
        for document in (*rng.sample(documents, len(documents)), *rng.choices(documents, k=4)):
            save(database, document)
            database.resolve_citations()
    assert rows(tmp_path / "parts.db") == rows(tmp_path / "whole.db")
    with connect_read_only(tmp_path / "whole.db") as connection:
        resolved = (
            "SELECT number, count(*) FROM citations WHERE target_document_id IS NOT NULL GROUP BY number ORDER BY 1"
        )
        assert connection.execute(resolved).fetchall() == [("", 3), ("1/QĐ-UBND", 3), ("2/QĐ-UBND", 3)]
        assert connection.execute("SELECT count(*) FROM amounts WHERE told_first = 0").fetchone() == (2,)


def test_a_corrected_number_is_cited_no_more(tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    with Database(db) as database:
        for text in (DECISION.format(n=1, day="05"), REPORT.format(n=1)):
            save(database, as_document(text))
        database.resolve_citations()
    held = "SELECT count(target_document_id) FROM citations WHERE number = '1/QĐ-UBND'"
    counts = []
    for number in ("7/QĐ-UBND", "1/QĐ-UBND"):
        with connect_read_only(db) as connection:
            counts += connection.execute(held).fetchone()
        correct(db, as_document(DECISION.format(n=1, day="05")).id, "number", number, who="An", why="đối chiếu")
    with connect_read_only(db) as connection:
        counts += connection.execute(held).fetchone()
    assert counts == [2, 0, 2]


def test_what_was_corrected_while_a_worker_had_it_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, db = tmp_path / "a.txt", tmp_path / "a.db"
    file.write_text(REPORT.format(n=1), encoding="utf-8")
    assert ingest([file], db, Options(runner="direct")).tally.added == 1
    (amount,) = _column(db, "SELECT id FROM amounts WHERE text = '10 triệu đồng'")
    real, asked = flow.do_batch, itertools.count(1)

    def corrected_meanwhile(*batch: object) -> object:
        answers = real(*batch)  # type: ignore[arg-type]
        if next(asked) == 1:
            correct(db, str(amount), "vnd", "11000000", who="An", why="đối chiếu")
        return answers

    for module in (flow, loading):
        monkeypatch.setattr(module, "do_batch", corrected_meanwhile)
    assert ingest([file], db, Options(runner="direct", force=True)).tally.replaced == 1
    assert _column(db, "SELECT vnd FROM amounts WHERE text = '10 triệu đồng'") == [11_000_000]
    assert _column(db, "SELECT placed FROM corrections") == [1]
    assert next(asked) == 3


def test_rows_that_no_table_takes_cost_their_document_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = (as_document(REPORT.format(n=n), f"{n}.txt") for n in (1, 2))
    amounts = tuple(replace(amount, vnd=10**30) for amount in bad.facts.mentions.amounts)
    bad = replace(bad, facts=replace(bad.facts, mentions=replace(bad.facts.mentions, amounts=amounts)))
    with Database(tmp_path / "a.db") as database:
        with pytest.raises(ProgramFault, match="OverflowError"):
            database.land([prepare(good), prepare(bad)])
        assert database.sources() == []

    def batch(questions: Sequence[Question], limits: Limits, most: int) -> list[Answer]:
        prepared = [prepare(bad if question.path.name == "2.txt" else good) for question in questions]
        return [Answer(pickle.dumps(one), 0) for one in prepared]

    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(REPORT.format(n=n), encoding="utf-8")
    monkeypatch.setattr(flow, "do_batch", batch)
    report = ingest([tmp_path / "1.txt", tmp_path / "2.txt"], tmp_path / "b.db", Options(runner="direct"))
    assert (report.tally.added, [failure.stage for failure in report.failures]) == (1, ["store"])
    assert isinstance(report.failures[0], Failure) and report.failures[0].path.name == "2.txt"


def test_an_archives_failure_goes_with_what_it_gives_now(tmp_path: Path) -> None:
    inner = as_document(REPORT.format(n=1), "a.zip!/b.zip!/c.txt")
    with Database(tmp_path / "a.db") as database:
        for path in ("a.zip", "a.zip!/b.zip", "a.zip!/b.zip!/c.txt", "a.zip!/b", "a"):
            database.record_failure(Failure(Path(path), None, "read", "Hỏng.", "Damaged."))
        save(database, inner)
    assert _column(tmp_path / "a.db", "SELECT source_path FROM failures ORDER BY 1") == ["a", "a.zip!/b"]


def test_comparing_again_what_came_one_by_one_finds_the_same(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as database:
        for text in TEXTS:
            save(database, as_document(text))
            database.resolve_citations()
            database.compare(check_subject)
        before = rows(tmp_path / "a.db")
        database.compare_everything_again()
        database.compare(check_subject)
    assert rows(tmp_path / "a.db") == before


def test_settling_two_things_at_a_time_comes_to_the_same_rows(tmp_path: Path) -> None:
    for name in ("apart", "together"):
        with Database(tmp_path / f"{name}.db") as database:
            database.land([prepare(as_document(text)) for text in TEXTS])
            if name == "together":
                database.settle(check_subject)
                continue
            database.resolve_citations()
            database.compare(check_subject)
    assert rows(tmp_path / "together.db") == rows(tmp_path / "apart.db")
    assert _column(tmp_path / "together.db", "SELECT check_name FROM findings WHERE subject IS NOT NULL")


@pytest.mark.parametrize("at_once", [2, 500])
def test_what_is_settled_before_the_last_documents_are_there_comes_to_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """With two at once the first documents are marked all together, the last two by two."""
    prepared = [prepare(as_document(text)) for text in TEXTS]
    with Database(tmp_path / "whole.db") as database:
        database.land(prepared)
        database.resolve_citations()
        database.compare(check_subject)
    monkeypatch.setattr(landing, "_AT_ONCE", at_once)
    with Database(tmp_path / "ahead.db") as database:
        indexes = _column(tmp_path / "ahead.db", "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY 1")
        database.expect(1_000)
        ahead = database.settle_ahead()
        database.land(prepared[:-3])
        assert next(ahead, "nothing") is None
        database.land(prepared[-3:-2])
        assert len([*ahead]) > 1 and not _column(tmp_path / "ahead.db", "SELECT document_id FROM landed_documents")
        database.land(prepared[-2:])
        database.settle(check_subject)
    assert rows(tmp_path / "ahead.db") == rows(tmp_path / "whole.db")
    assert _column(tmp_path / "ahead.db", "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY 1") == indexes


def test_what_another_program_writes_while_subjects_are_compared_is_compared_too(tmp_path: Path) -> None:
    """The first look at each subject is spoilt by a document that comes in between."""
    first, *others = TEXTS
    came: list[str] = []

    def check(said: Sequence[Statement]) -> Checked:
        checked = check_subject(said)
        if not came:
            came.append("others")
            with Database(tmp_path / "a.db") as another:
                another.land([prepare(as_document(text)) for text in others])
        return checked

    with Database(tmp_path / "a.db") as database:
        database.land([prepare(as_document(first))])
        database.settle(check)
        database.settle(check)
    with Database(tmp_path / "b.db") as database:
        database.land([prepare(as_document(text)) for text in TEXTS])
        database.settle(check_subject)
    assert rows(tmp_path / "a.db") == rows(tmp_path / "b.db")


def test_a_check_that_fails_leaves_its_subjects_to_be_compared(tmp_path: Path) -> None:
    def check(said: Sequence[Statement]) -> Checked:
        raise ValueError("a fault of a check")

    with Database(tmp_path / "a.db") as database:
        database.land([prepare(as_document(text)) for text in TEXTS])
        with pytest.raises(ValueError, match="a fault of a check"):
            database.settle(check)
        assert _column(tmp_path / "a.db", "SELECT subject FROM stale_subjects")
        database.settle(check_subject)
    assert not _column(tmp_path / "a.db", "SELECT subject FROM stale_subjects")


def _column(db: Path, sql: str) -> list[object]:
    connection = sqlite3.connect(db)
    found = [value for (value,) in connection.execute(sql)]
    connection.close()
    return found
