"""Documents cited and not held, and citations pointed at those that are."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import as_document, save

from pipeline.query import missing
from pipeline.query.sql import run_sql
from pipeline.store import Database

HELD = "UBND TỈNH SÔNG MAU\nSố: 7/QĐ-UBND\nSông Mau, ngày 5 tháng 3 năm 2019\n\nQUYẾT ĐỊNH\nVề việc A\n\nĐiều 1. Một.\n"
CITING = "Số: {number}/BC-STC\nSông Mau, ngày 1 tháng 8 năm 2020\n\nBÁO CÁO\nMột việc\n\n1. Nội dung\n{text}\n"


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("Quyết định số 7/QĐ-UBND ngày 5/3/2019 của UBND tỉnh Sông Mau", True),
        ("Quyết định số 7/QĐ-UBND của UBND tỉnh Sông Mau", True),
        ("Quyết định số 07/QĐ-UBND", True),
        ("Quyết định số 7/QĐ-UBND ngày 6/3/2019 của UBND tỉnh Sông Mau", False),
        ("Quyết định số 7/QĐ-UBND của UBND tỉnh Núi Mau", False),
        ("Quyết định số 7/QĐ-UBND của UBND huyện Sông Mau", False),
    ],
)
def test_a_citation_points_at_the_document_that_fits(tmp_path: Path, cited: str, found: bool) -> None:
    with Database(tmp_path / "a.db") as database:
        save(database, as_document(CITING.format(number=1, text=f"Thực hiện {cited}.")))
        database.resolve_citations()
        save(database, as_document(HELD))
        database.resolve_citations()
    targets = run_sql(tmp_path / "a.db", "SELECT target_document_id IS NOT NULL AS held, subject FROM citations")
    assert [bool(held) for held in targets["held"]] == [found]


PROVINCE = "UBND TỈNH QUẢNG TRỊ\nSố: 2987/QĐ-UBND\nQuảng Trị, ngày 09 tháng 12 năm 2022\n\nQUYẾT ĐỊNH\nVề việc A\n\nĐiều 1. Một.\n"
DISTRICT = "UBND HUYỆN {}\nSố: 58/BC-UBND\n{}, ngày 22 tháng 01 năm 2024\n\nBÁO CÁO\nMột việc\n\n1. Nội dung\n{}\n"
GIVEN = "Huyện được giao 4.500 triệu đồng tại Quyết định số 2987/QĐ-UBND ngày {}."


@pytest.mark.parametrize(
    ("district", "text", "found"),
    [
        ("Vĩnh Linh", GIVEN.format("09/12/2022"), True),
        ("Vĩnh Linh", GIVEN.format("09/11/2022"), False),
        ("Vĩnh Linh", GIVEN.format("09/12/2022 của UBND huyện Gio Linh"), False),
        ("Vĩnh Linh", GIVEN.replace(" ngày {}", ""), False),
        ("Lệ Thủy", GIVEN.format("09/12/2022"), False),
    ],
    ids=["its province's", "another day", "another's", "no day", "another province's"],
)
def test_a_district_that_names_no_issuer_cites_its_province(
    tmp_path: Path, district: str, text: str, found: bool
) -> None:
    with Database(tmp_path / "a.db") as database:
        save(database, as_document(DISTRICT.format(district.upper(), district, text)))
        save(database, as_document(PROVINCE))
        database.resolve_citations()
    held = run_sql(tmp_path / "a.db", "SELECT target_document_id IS NOT NULL AS held FROM citations")
    assert [bool(one) for one in held["held"]] == [found]
    assert missing(tmp_path / "a.db").empty is found


def test_a_law_cited_by_name_and_day_is_found(tmp_path: Path) -> None:
    law = "QUỐC HỘI\nLuật số: 9/2015/QH13\nHà Nội, ngày 25 tháng 6 năm 2015\n\nLUẬT\nĐẤT ĐAI\n\nĐiều 1. Một.\n"
    with Database(tmp_path / "a.db") as database:
        save(database, as_document(law))
        text = "Luật Đất đai ngày 25 tháng 6 năm 2015; Luật Đất đai năm 2003."
        save(database, as_document(CITING.format(number=1, text=f"Căn cứ {text}")))
        database.resolve_citations()
    frame = run_sql(tmp_path / "a.db", 'SELECT target_document_id IS NOT NULL AS held FROM citations ORDER BY "start"')
    assert [bool(held) for held in frame["held"]] == [True, False]
    assert missing(tmp_path / "a.db")["subject"].tolist() == ["Đất đai năm 2003"]


def test_missing_documents_are_listed_once_with_who_cites_them(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as database:
        for number, text in enumerate(
            (
                "Căn cứ Thông tư số 3/2019/TT-BTC ngày 2/1/2019 của Bộ Tài chính quy định một mức chi;",
                "Theo Thông tư số 3/2019/TT-BTC và Kế hoạch số 9/KH-UBND của UBND tỉnh Sông Mau.",
                "Theo Kế hoạch số 9/KH-UBND của UBND tỉnh Núi Mau.",
            ),
            1,
        ):
            save(database, as_document(CITING.format(number=number, text=text)))
        database.resolve_citations()
    rows = missing(tmp_path / "a.db")
    circular = rows.iloc[0]
    assert (circular["number"], circular["mentions"]) == ("3/2019/TT-BTC", 2)
    assert str(circular["cited_issued_on"].date()) == "2019-01-02"
    assert circular["subject"] == "quy định một mức chi"
    assert circular["documents"] == "1/BC-STC, 2/BC-STC"
    assert sorted(rows["number"].tolist()) == ["3/2019/TT-BTC", "9/KH-UBND", "9/KH-UBND"]
    assert missing(tmp_path / "a.db", at_least=2)["number"].tolist() == ["3/2019/TT-BTC"]
