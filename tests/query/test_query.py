"""What people ask of the archive: frames, search, one document, SQL, files."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from conftest import as_document, save
from openpyxl import load_workbook

from pipeline.query import citations, figures, findings, ledger, missing, projects, run_sql, search, show, timeline
from pipeline.query.checks import check_title, checks, untold
from pipeline.query.corrections import corrections
from pipeline.query.formats import FOR_PEOPLE, WRITERS
from pipeline.query.given import given
from pipeline.query.in_words import headings, in_words
from pipeline.query.review import review
from pipeline.query.search import as_frame
from pipeline.query.show import NoSuchDocument
from pipeline.query.sql import BadQuery
from pipeline.query.verdicts import verdicts
from pipeline.query.withdrawn import withdrawn
from pipeline.store import Database

TEXT = (
    "UBND TỈNH SÔNG MẪU\nSỞ NÔNG NGHIỆP VÀ PTNT\nSố: 2/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc trồng hồ tiêu\n\n"
    "Thực hiện Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ.\n"
    "Kinh phí đã bố trí năm 2019 là 700 triệu đồng (Nguồn vốn: ngân sách tỉnh).\n"
    "- Dự án ươm giống hồ tiêu cho HTX Ví Dụ, kinh phí 30 triệu đồng, tại xã Cam Nghĩa, huyện Cam Lộ, tỉnh Quảng Trị;\n"
    "Tổng chi 30 triệu đồng, gồm: đất 14 triệu đồng; đường 20 triệu đồng.\n"
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "a.db"
    with Database(path) as database:
        save(database, as_document(TEXT))
        save(database, as_document("Số: 3/TB-SNN\n\nTHÔNG BÁO\n=1+1\n\nKhông liên quan: ho tieu chuẩn.\n"))
        database.resolve_citations()
    return path


def test_figures_have_types_and_filters(db: Path) -> None:
    frame = figures(db, year=2019, fund="ngan sach", role="allocated")
    assert frame[["document", "vnd", "fund", "fiscal_year"]].values.tolist() == [
        ["2/BC-SNN", 700_000_000, "ngân sách tỉnh", 2019]
    ]
    assert str(frame["vnd"].dtype) == "Int64" and str(frame["issued_on"].dtype).startswith("datetime64")
    assert "700 triệu đồng" in frame["quote"][0]
    assert len(figures(db, at_least=500_000_000)) == 1


@pytest.mark.parametrize("form", sorted(WRITERS))
def test_columns_of_one_name_are_told_apart(db: Path, form: str) -> None:
    frame = run_sql(db, "SELECT 1 AS id, 2 AS id, 3 AS id_2, 4 AS id, 5 AS ID")
    assert list(frame.columns) == ["id", "id_3", "id_2", "id_4", "ID"]
    assert WRITERS[form](frame, "x")
    joined = run_sql(db, "SELECT a.*, b.* FROM amounts a JOIN amounts b ON a.id = b.id")
    assert not joined.empty and joined.columns.is_unique and WRITERS[form](joined, "x")


@pytest.mark.parametrize("name", ["2/bc-snn", "mau.txt"])
def test_a_document_is_named_alike_everywhere(db: Path, name: str) -> None:
    id_ = show(db, "2/BC-SNN").fields["id"]
    for view in (figures, citations, projects, review):
        if name != "mau.txt":  # both have this file
            assert view(db, document=name).equals(view(db, document=id_)) and not view(db, document=name).empty
        else:
            assert len(view(db, document=name)) == len(view(db))
    for view in (figures, citations, projects, review, corrections, missing):
        with pytest.raises(NoSuchDocument, match="2/BC-SNN"):
            view(db, document="9/BC-SNN")


def test_projects_and_citations(db: Path) -> None:
    assert projects(db, place="cam lo")["total_vnd"].tolist() == [30_000_000]
    frame = citations(db, number="490")
    assert frame[["number", "cited_issuer", "relation", "held"]].values.tolist() == [
        ["490/QĐ-TTg", "Thủ tướng Chính phủ", "implements", False]
    ]


def test_findings_quote_their_evidence(db: Path) -> None:
    frame = findings(db, severity=("error",))
    assert frame["quotes"].tolist() == ["30 triệu đồng | 14 triệu đồng | 20 triệu đồng"]
    assert frame["page"].tolist() == [1]


@pytest.mark.parametrize(
    "words", ["hồ tiêu", "ho tieu", "HO TIEU", '"ươm giống"', "đường", "duong", "490/QĐ-TTg", "490/qd-ttg", "2/BC-SNN"]
)
def test_search_with_and_without_diacritics(db: Path, words: str) -> None:
    hits = search(db, words)
    assert "2/BC-SNN" in [hit.number for hit in hits]
    assert all(0 <= start < end <= len(hit.snippet) for hit in hits for start, end in hit.marked)


def test_a_documents_number_leads_to_it_before_those_that_cite_it(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as database:
        cited = "Căn cứ Quyết định số 5/QĐ-UBND và Quyết định số 5/QĐ-UBND.\n"
        save(database, as_document("Số: 7/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc 5/QĐ-UBND\n\n" + cited * 9))
        save(database, as_document("Số: 5/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc khác\n\n" + "Việc khác.\n" * 200))
    for words in ("5/QĐ-UBND", "5/qd-ubnd", "5 / QĐ - UBND"):
        assert next(hit.number for hit in search(tmp_path / "a.db", words)) == "5/QĐ-UBND", words


def test_words_typed_with_diacritics_rank_their_own_spelling_first(db: Path) -> None:
    assert [hit.number for hit in search(db, "hồ tiêu")] == ["2/BC-SNN", "3/TB-SNN"]


@pytest.mark.parametrize("words", ["", '"', "*", "AND OR (", "a:b", "NEAR(x", "'; DROP TABLE documents", "((("])
def test_search_survives_any_words(db: Path, words: str) -> None:
    assert isinstance(search(db, words), list)


def test_show_takes_any_spelling(db: Path) -> None:
    shown = show(db, "02 /bc-snn")
    assert shown.fields["issuer"] == "Sở Nông nghiệp và PTNT tỉnh Sông Mẫu"
    assert shown.parts["citations"][0]["number"] == "490/QĐ-TTg"
    with pytest.raises(NoSuchDocument, match="2/BC-SNN"):
        show(db, "22/BC-SNN")


def test_sql_reads_and_never_writes(db: Path) -> None:
    assert run_sql(db, "SELECT count(*) AS n FROM documents")["n"].tolist() == [2]
    for sql in (
        "DELETE FROM documents",
        "ATTACH 'x.db' AS x",
        "PRAGMA query_only = OFF",
        "SELEC 1",
        "SELECT 1; SELECT 2",
        "",
    ):
        with pytest.raises(BadQuery):
            run_sql(db, sql)
    with pytest.raises(BadQuery, match="takes more than"):
        run_sql(db, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c", seconds=0.2)


@pytest.mark.parametrize(
    "sql",
    [
        "PRAGMA writable_schema = 1",
        "SELECT load_extension('x')",
        "VACUUM INTO 'x.db'",
        "CREATE TEMP TABLE t(a)",
        "SELECT readfile('/etc/hostname')",
        "SELECT printf('%.*c', 2000000000, 'x')",
        "SELECT Format('%2000000000d', 1)",
        "SELECT hex(zeroblob(900000000))",
        f"SELECT 'a' LIKE '{'%a' * 1000}'",
        "WITH RECURSIVE c(x) AS (SELECT zeroblob(60000000) UNION ALL SELECT x FROM c) SELECT x FROM c",
        "SELECT 1 \0",
        "SELECT '\ud800'",
        "SELECT CAST(x'ff' AS TEXT)",
    ],
)
def test_sql_reaches_nothing_else_and_takes_no_more_than_its_share(db: Path, sql: str) -> None:
    with pytest.raises(BadQuery):
        run_sql(db, sql)


def test_blobs_are_shown_and_odd_headings_kept(db: Path) -> None:
    frame = run_sql(db, "SELECT x'00ff' AS \"=1+1\", char(7) || 'x' AS a, -1 AS b")
    assert frame.iloc[0].tolist() == ["00ff", "\x07x", -1]
    for write in WRITERS.values():
        assert write(frame, "t")
    assert WRITERS["csv"](frame, "t").decode("utf-8-sig").splitlines() == ["'=1+1,a,b", "00ff,\ufffdx,-1"]


def test_views_add_no_amount_twice(db: Path) -> None:
    frame = run_sql(db, "SELECT * FROM v_money_by_year WHERE year = 2019 AND role = 'allocated'")
    assert frame["vnd"].tolist() == [700_000_000]
    assert run_sql(db, "SELECT sum(allocated_vnd) FROM v_allocation_vs_spending").iloc[0, 0] == 700_000_000


def test_files_keep_types_and_defuse_formulas() -> None:
    frame = pd.DataFrame(
        {"text": ["=1+1", "thường"], "vnd": pd.array([-5, 7], dtype="Int64"), "day": pd.to_datetime(["2019-03-05"] * 2)}
    )
    assert WRITERS["csv"](frame, "t").decode("utf-8-sig").splitlines() == [
        "text,vnd,day",
        "'=1+1,-5,2019-03-05",
        "thường,7,2019-03-05",
    ]
    hostile = pd.DataFrame({"a": ["@x", "\t=1", "\r=1", "\n=1", "-x", "+1-2", "-5,3", "-12%", "- Hỗ trợ", "a=1"]})
    cells = load_workbook(io.BytesIO(WRITERS["xlsx"](hostile, "=t")))["Dữ liệu"]["A"][1:]
    assert all(cell.data_type != "f" for cell in cells)
    assert [str(cell.value)[0] == "'" for cell in cells] == [True] * 6 + [False] * 2 + [True, False]
    assert json.loads(WRITERS["json"](frame, "t"))[0] == {"text": "=1+1", "vnd": -5, "day": "2019-03-05"}
    assert "<b>" not in WRITERS["html"](pd.DataFrame({"text": ["<b>đậm</b>"]}), "<t>").decode().replace("<body", "")
    sheet = load_workbook(io.BytesIO(WRITERS["xlsx"](frame, "t")))["Dữ liệu"]
    assert [cell.value for cell in sheet[2]][:2] == ["'=1+1", -5]
    assert sheet["B2"].number_format == "#,##0"
    told = pd.DataFrame({"issued_on": ["2019-03-05", "2019-02-30", None, "tháng 3/2019"]})
    days = load_workbook(io.BytesIO(WRITERS["xlsx"](told, "t")))["Dữ liệu"]
    assert [str(cell.value)[:10] for cell in (sheet["C2"], *days["A"][1:])] == ["2019-03-05"] * 2 + [
        "2019-02-30",
        "None",
        "tháng 3/20",
    ]
    assert [cell.is_date and isinstance(cell.value, datetime) for cell in (sheet["C2"], *days["A"][1:4])] == [
        True,
        True,
        False,
        False,
    ]
    assert days["A2"].number_format == "DD/MM/YYYY"
    assert pd.read_parquet(io.BytesIO(WRITERS["parquet"](frame, "t")))["vnd"].tolist() == [-5, 7]


def test_a_workbook_is_in_words_and_data_in_the_database_s_names(db: Path) -> None:
    frame = figures(db, role="allocated")
    for lang, heading, told in (("vi", "Vai trò", "bố trí"), ("en", "Role", "allocated")):
        for form in FOR_PEOPLE:
            read = pd.read_excel if form == "xlsx" else lambda data: pd.read_html(data, encoding="utf-8")[0]
            rows = read(io.BytesIO(WRITERS[form](frame, "t", lang, True)))
            assert set(rows[heading]) == {told} and not {"role", "vnd", "fiscal_year"} & set(rows.columns)
    sheet = load_workbook(io.BytesIO(WRITERS["xlsx"](frame, "t", "vi", True)))["Dữ liệu"]
    cells = {cell.value: below for cell, below in zip(sheet[1], sheet[2], strict=True)}
    assert cells["Số tiền (đồng)"].value == 700_000_000 and cells["Số tiền (đồng)"].number_format == "#,##0"
    assert cells["Ngày"].is_date and cells["Tính"].value == "có" and cells["Xem tại trang"].hyperlink
    for form in ("csv", "json", "parquet"):
        assert b"allocated" in WRITERS[form](frame, "t", "vi", False)
    assert list(pd.read_csv(io.BytesIO(WRITERS["csv"](frame, "t", "vi", True)))["Vai trò"]) == ["bố trí"]


def test_a_workbook_of_findings_says_each_thing_once_and_in_one_language(db: Path) -> None:
    frame = findings(db)
    rows = pd.read_excel(io.BytesIO(WRITERS["xlsx"](frame, "t", "vi", True)))
    assert list(rows["Phát hiện"]) == list(frame["message_vi"])
    assert check_title("footing", "vi") in list(rows["Phép kiểm tra"]) and set(rows["Mức"]) <= {
        "lỗi",
        "cảnh báo",
        "ghi chú",
    }
    english = pd.read_excel(io.BytesIO(WRITERS["xlsx"](frame, "t", "en", True)))
    assert list(english["Finding"]) == list(frame["message_en"])


@pytest.mark.parametrize(
    "view",
    [figures, projects, citations, timeline, ledger, given, missing, findings, review, checks, untold, corrections, verdicts, withdrawn],
)  # fmt: skip
def test_every_column_of_a_view_has_a_name_in_words(db: Path, view: Callable[[Path], pd.DataFrame]) -> None:
    frame = view(db)
    for lang in ("vi", "en"):
        assert not [name for name in headings(in_words(frame, lang), lang) if "_" in name or name in frame.columns]


def test_a_document_and_a_search_are_files_too(db: Path) -> None:
    shown = show(db, "2/BC-SNN")
    whole = json.loads(shown.json())
    assert whole["number"] == "2/BC-SNN" and 700_000_000 in [row["vnd"] for row in whole["amounts"]]
    assert shown.head()["issued_on"].tolist() == ["2019-09-09"]
    assert shown.frame("amounts")["vnd"].tolist() == [row["vnd"] for row in whole["amounts"]]
    empty = show(db, "3/TB-SNN").frame("amounts")
    assert empty.empty and "vnd" in empty.columns
    found = as_frame(search(db, "hồ tiêu"))
    assert found["number"].tolist() == ["2/BC-SNN", "3/TB-SNN"] and found["link"].str.contains("/documents/").all()


def test_a_snippet_is_cut_between_words(db: Path) -> None:
    (hit,) = search(db, "cam nghia")
    words = set(TEXT.split())
    assert set(hit.snippet.split()) <= words and len(hit.snippet) > 60
