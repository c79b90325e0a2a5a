"""The units of both countries in the database, and what became of each."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import as_document, save

from pipeline.query import figures, run_sql
from pipeline.store import Database


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("places") / "a.db"
    with Database(path) as database:
        for number, district, province in ((1, "Cam Lộ", "Quảng Trị"), (2, "Bố Trạch", "Quảng Bình")):
            save(
                database,
                as_document(
                    f"ỦY BAN NHÂN DÂN\nTỈNH {province.upper()}\nSố: {number}/BC-UBND\n"
                    f"{province}, ngày 5 tháng 3 năm 2018\n\nBÁO CÁO\nKết quả năm 2018\n\n"
                    f"- Dự án trồng hồ tiêu, kinh phí {number}0 triệu đồng, địa điểm tại xã Không Còn, huyện {district};\n",
                    f"{number}.txt",
                ),
            )
    return path


def test_every_old_unit_has_a_province_and_a_unit_of_today(db: Path) -> None:
    strays = "SELECT code FROM places u WHERE {} NOT IN (SELECT code FROM places_today {})"
    assert run_sql(db, strays.format("today_code", "")).empty
    assert run_sql(db, strays.format("today_province_code", "WHERE level = 'province'")).empty
    counts = run_sql(db, "SELECT level, count(*) AS n FROM places WHERE era = '63' GROUP BY level ORDER BY n")
    assert counts["n"].tolist()[:2] == [63, 696]
    assert run_sql(db, "SELECT count(*) AS n FROM places_today WHERE level = 'province'")["n"].tolist() == [34]
    changes = (
        "SELECT count(DISTINCT old_code) AS n FROM place_changes JOIN places ON code = old_code WHERE level = 'commune'"
    )
    communes = "SELECT count(*) AS n FROM places WHERE era = '63' AND level = 'commune'"
    assert run_sql(db, changes).iloc[0, 0] == run_sql(db, communes).iloc[0, 0]


def test_a_district_of_then_and_a_merged_province_stand_under_the_province_of_today(db: Path) -> None:
    rows = run_sql(db, "SELECT province, district, vnd FROM v_money ORDER BY vnd")
    assert rows.values.tolist() == [
        ["Quảng Trị", "huyện Cam Lộ", 10_000_000],
        ["Quảng Bình", "huyện Bố Trạch", 20_000_000],
    ]
    documents = run_sql(db, "SELECT count(*) FROM v_documents WHERE today_province = 'Quảng Trị'")
    assert documents.iloc[0, 0] == 2
    assert figures(db, place="quang binh")["today_province"].tolist() == ["Quảng Trị"]


def test_the_units_are_loaded_once_and_again_where_their_edition_changes(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute("DELETE FROM place_changes")
    Database(db).close()
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT count(*) FROM place_changes").fetchone() == (0,)
        connection.execute("UPDATE reference_tables SET edition = 'older'")
    Database(db).close()
    with sqlite3.connect(db) as connection:
        assert connection.execute("SELECT count(*) FROM place_changes").fetchone() > (10_000,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
