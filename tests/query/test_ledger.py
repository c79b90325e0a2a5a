"""The ledger counts each sum once, however often it is told."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from conftest import as_document

from pipeline.query import ledger, timeline
from pipeline.query.sql import run_sql
from pipeline.store import Database

HEAD = "UỶ BAN NHÂN DÂN\nTỈNH SÔNG MẪU\nSố: {number}\nSông Mẫu, ngày {day} năm 2021\n\n{kind}\nVề chương trình ABC\n\n"
GIVES = "Điều 1. Phân bổ năm 2021 cho chương trình ABC 500 triệu đồng từ nguồn ngân sách tỉnh.\n"
TELLS = (
    "Năm 2021 đã bố trí 500 triệu đồng tại Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Sông Mẫu.\n"
    "Năm 2021 đã chi 120 triệu đồng từ nguồn ngân sách tỉnh.\n"
)
DECISION = HEAD.format(number="12/QĐ-UBND", day="05 tháng 3", kind="QUYẾT ĐỊNH") + GIVES
REPORT = HEAD.format(number="7/BC-UBND", day="10 tháng 9", kind="BÁO CÁO") + TELLS
REPLACING = (
    HEAD.format(number="40/QĐ-UBND", day="01 tháng 10", kind="QUYẾT ĐỊNH")
    + GIVES.replace("500", "450")
    + "Điều 2. Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 05/3/2021 của UBND tỉnh Sông Mẫu.\n"
)


def _database(path: Path, *texts: str) -> Path:
    with Database(path) as database:
        for index, text in enumerate(texts):
            database.save(as_document(text, f"{index}.txt"))
        database.resolve_citations()
    return path


def _allocated(db: Path) -> int:
    return int(run_sql(db, "SELECT sum(allocated_vnd) FROM v_allocation_vs_spending").iloc[0, 0])


def test_a_decision_and_the_report_that_tells_of_it_count_once(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", REPORT, DECISION)
    assert _allocated(db) == 500_000_000
    frame = ledger(db, fund="ngan sach tinh")
    assert frame[["document", "role", "left_vnd"]].values.tolist() == [
        ["12/QĐ-UBND", "allocated", 500_000_000],
        ["7/BC-UBND", "spent", 380_000_000],
    ]


def test_two_reports_of_a_decision_that_is_not_held_count_once(tmp_path: Path) -> None:
    assert _allocated(_database(tmp_path / "x.db", REPORT, REPORT.replace("7/BC", "8/BC"))) == 500_000_000


def test_a_replaced_decision_counts_no_more(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", DECISION, REPLACING)
    assert _allocated(db) == 450_000_000
    assert ledger(db, year=2021)["replaced_by"].dropna().tolist() == ["40/QĐ-UBND"]
    assert ledger(db, year=2020).empty


def test_the_timeline_tells_documents_citations_and_money_in_order(tmp_path: Path) -> None:
    db = _database(tmp_path / "x.db", REPORT)
    assert timeline(db)[["event", "document"]].values.tolist() == [
        ["cited", "12/QĐ-UBND"],
        ["spent", "7/BC-UBND"],
        ["issued", "7/BC-UBND"],
        ["allocated", "7/BC-UBND"],
    ]
    assert timeline(db, year=2020).empty
    assert timeline(db, contains="ngan sach")["vnd"].tolist() == [120_000_000]


def _told(path: Path) -> list[tuple[str, int]]:
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM stale_tellings").fetchone() == (0,)
        return connection.execute("SELECT id, told_first FROM amounts ORDER BY id").fetchall()


def test_what_is_told_first_follows_from_the_documents_and_not_from_their_order(tmp_path: Path) -> None:
    documents = [
        as_document(text, f"{i}.txt")
        for i, text in enumerate([DECISION, REPORT, REPORT.replace("7/BC", "8/BC"), REPLACING])
    ]
    seen = []
    for number, order in enumerate(permutations(documents)):
        path = tmp_path / f"{number}.db"
        with Database(path) as database:
            for document in order:
                database.save(document)
                if number % 2:
                    database.resolve_citations()
            database.resolve_citations()
        seen.append(_told(path))
    assert all(told == seen[0] for told in seen)
    assert {flag for _, flag in seen[0]} == {0, 1}


def test_a_decision_counts_again_when_nothing_replaces_it_any_more(tmp_path: Path) -> None:
    replacing = as_document(REPLACING)
    db = _database(tmp_path / "x.db", DECISION)
    with Database(db) as database:
        database.save(replacing)
        database.resolve_citations()
        assert _allocated(db) == 450_000_000
        bare = replace(replacing.facts.mentions, citations=())
        database.save(replace(replacing, facts=replace(replacing.facts, mentions=bare)))
        database.resolve_citations()
    assert _allocated(db) == 950_000_000
