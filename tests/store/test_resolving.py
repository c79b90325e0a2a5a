"""Citations resolved to the documents that they name, and what is a version of one document."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import as_document, save

from pipeline.store import Database
from pipeline.store.sameness import Known, same_document

HELD = """UBND {body}
Số: 12/QĐ-UBND
{place}, ngày 5 tháng 3 năm 2021
QUYẾT ĐỊNH
Về việc giao vốn

Điều 1. Giao 5 triệu đồng.{more}
"""
CITES = "Báo cáo về vốn.\n\nCăn cứ Quyết định số 12/QĐ-UBND ngày {day} của UBND {body};\n"
VINH = HELD.format(body="THÀNH PHỐ VINH", place="Vinh", more="")


def _after(path: Path, sql: str, *texts: str) -> list[Any]:
    with Database(path) as database:
        for at, text in enumerate(texts):
            save(database, as_document(text, f"{at}.txt"))
        database.resolve_citations()
    with closing(sqlite3.connect(path)) as connection:
        return [value for (value,) in connection.execute(sql)]


@pytest.mark.parametrize(
    ("held", "cited", "resolved"),
    [
        (VINH, "TP Vinh", 1),
        (VINH, "TP Huế", 0),
        (HELD.format(body="ĐẶC KHU PHÚ QUÝ", place="Phú Quý", more=""), "đặc khu Côn Đảo", 0),
    ],
)
def test_a_citation_is_of_its_own_bodys_document(tmp_path: Path, held: str, cited: str, resolved: int) -> None:
    sql = "SELECT target_document_id IS NOT NULL FROM citations"
    assert _after(tmp_path / "a.db", sql, held, CITES.format(day="05/3/2021", body=cited)) == [resolved]


def test_of_two_files_of_one_document_the_first_is_cited(tmp_path: Path) -> None:
    sql = "SELECT v.same_as IS NULL FROM citations c JOIN v_documents v ON v.document_id = c.target_document_id"
    copy = VINH.replace("5 triệu đồng.", "5 triệu đồng. ")
    assert _after(tmp_path / "a.db", sql, VINH, copy, CITES.format(day="05/3/2021", body="TP Vinh")) == [1]


def test_what_is_cited_under_another_day_is_perhaps_held(tmp_path: Path) -> None:
    sql = "SELECT perhaps_held FROM v_missing_documents"
    cites = CITES.format(day="08/3/2021", body="TP Vinh")
    assert _after(tmp_path / "a.db", sql, VINH, cites) == ["12/QĐ-UBND (2021-03-05)"]
    assert _after(tmp_path / "b.db", sql, cites) == [None]
    assert _after(tmp_path / "b.db", sql, VINH) == ["12/QĐ-UBND (2021-03-05)"]


def test_two_bodies_papers_are_no_versions_of_one() -> None:
    def paper(number: str | None, issuer: str) -> Known:
        return Known(number, issuer, "2021-03-05", "Về việc giao vốn năm 2021", "Giao vốn năm 2021 cho các đơn vị")

    assert same_document(paper(None, "Sở Y tế tỉnh Mẫu"), paper(None, "Sở Y tế"))
    assert not same_document(paper(None, "Sở Y tế tỉnh Mẫu"), paper(None, "Sở Tài chính tỉnh Mẫu"))
    assert not same_document(paper("12/QĐ-UBND", "UBND TP Huế"), paper("12/QĐ-UBND", "UBND thành phố Vinh"))
