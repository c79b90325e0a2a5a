"""Datasette's own pages in the archive's words; the ready-made questions answer."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from web.site import Site

from pipeline.web.canned import questions


@pytest.fixture(scope="module")
def site(archive: Path) -> Site:
    return Site(archive)


GIVEN = {"year": "2022", "words": "sản phẩm"}
EMPTY = {"runs"}
"""What this archive has no rows for."""


@pytest.mark.parametrize("name", questions("vi"))
def test_a_ready_made_question_answers_on_its_page_and_in_its_files(site: Site, name: str) -> None:
    page = site.get(f"/vanban/{name}", params=GIVEN)
    assert page.status_code == 200 and questions("vi")[name].title in page.text
    rows = site.get(f"/vanban/{name}.csv", params=GIVEN).text.splitlines()
    assert (len(rows) > 1) == (name not in EMPTY)
    assert site.get(f"/vanban/{name}").status_code == 200, "also before it is told for what"


def test_the_ledger_leads_to_the_words_and_writes_money_out(site: Site) -> None:
    page = site.get("/vanban/ledger?year=2022").text
    assert "2.000.000.000" in page and "bố trí" in page and "14/02/2022" in page
    assert '">2.000 triệu đồng</a>' in page and "?at=" in page
    assert "2,000,000,000" in site.get("/vanban/ledger?year=2022&lang=en").text


def test_a_table_is_a_workbook_with_all_its_rows(site: Site) -> None:
    site.datasette.max_returned_rows = 10
    book = load_workbook(io.BytesIO(site.get("/vanban/amounts.xlsx?fiscal_year=2023").content))
    site.datasette.max_returned_rows = 1000
    expected = site.get("/vanban.json?sql=select+count(*)+as+n+from+amounts+where+fiscal_year=2023&_shape=array").json()
    assert book["Dữ liệu"].max_row == expected[0]["n"] + 1 > 11


def test_a_document_s_row_is_its_page(site: Site, archive: Path) -> None:
    id_ = site.get("/vanban.json?sql=select+id+from+documents&_shape=array").json()[0]["id"]
    assert site.get(f"/vanban/documents/{id_}").headers["location"] == f"/documents/{id_}"


def test_what_is_wrong_with_a_query_is_told(site: Site) -> None:
    for address in (
        "/vanban?sql=select+nope",
        "/vanban.csv?sql=select+nope",
        "/vanban/amounts?_sort=nope",
        "/vanban/nope.csv",
    ):
        answer = site.get(address)
        assert answer.status_code in (400, 404) and "Traceback" not in answer.text
    for address in ("/vanban?sql=delete+from+documents", "/vanban.csv?sql=delete+from+documents"):
        told = site.get(address).text
        assert "chỉ chạy được câu đọc dữ liệu (SELECT)" in told and "must be" not in told
    assert "no such column: nope" in site.get("/vanban?sql=select+nope").text
