"""The citation graph: each relation with its words, hollow what is not held, and no more than can be drawn."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from conftest import as_document, save
from web.history import history
from web.site import Site

from pipeline.store import Database


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return history(tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def site(db: Path) -> Site:
    return Site(db)


def _id(db: Path, number: str) -> str:
    with sqlite3.connect(db) as connection:
        return str(connection.execute("SELECT id FROM documents WHERE number = ?", [number]).fetchone()[0])


def _edges(site: Site, address: str) -> set[tuple[str, str, str, bool]]:
    rows = site.get(address.replace("/citations", "/citations.json", 1)).json()
    return {(row["document"], row["relation"], row["number"], bool(row["held"])) for row in rows}


def test_the_whole_of_a_small_archive_is_drawn_with_a_table_that_says_the_same(site: Site) -> None:
    assert _edges(site, "/citations") == {
        ("9/KH-UBND", "implements", "57/2018/NĐ-CP", False),
        ("12/QĐ-UBND", "basis", "57/2018/NĐ-CP", False),
        ("12/QĐ-UBND", "basis", "9/KH-UBND", True),
        ("40/BC-SNN", "mentions", "12/QĐ-UBND", True),
        ("41/BC-SNN", "mentions", "12/QĐ-UBND", True),
    }
    page = site.get("/citations").text
    assert page.count('class="node') == 5 and page.count("node hollow") == 1, (
        "one decree, cited with and without its day"
    )
    assert page.count('class="edge') == page.count("Xem câu chữ:") == 5
    assert "<title" in page and "<desc" in page


def test_the_neighbourhood_of_a_document_is_what_it_cites_and_what_cites_it(site: Site, db: Path) -> None:
    near = _edges(site, f"/citations?document={_id(db, '9/KH-UBND')}")
    assert {edge[0] for edge in near} == {"9/KH-UBND", "12/QĐ-UBND"}
    far = _edges(site, f"/citations?document={_id(db, '9/KH-UBND')}&steps=2")
    assert "40/BC-SNN" in {edge[0] for edge in far}
    assert _edges(site, f"/citations?document={_id(db, '12/QĐ-UBND')}&relation=basis") == {
        ("12/QĐ-UBND", "basis", "57/2018/NĐ-CP", False),
        ("12/QĐ-UBND", "basis", "9/KH-UBND", True),
    }


@pytest.mark.parametrize("number", ["57/2018/NĐ-CP", "57/2018/ND-CP", "57 /2018/NĐ - CP"])
def test_a_document_that_is_not_held_is_found_by_its_number(site: Site, number: str) -> None:
    page = site.get("/citations", {"number": number}).text
    assert page.count('class="node') == 3 and "node hollow chosen" in page
    assert "9/KH-UBND" in page and "12/QĐ-UBND" in page


def test_a_relation_leads_to_its_words(site: Site, db: Path) -> None:
    rows = site.get("/citations.json").json()
    with sqlite3.connect(db) as connection:
        texts = dict(connection.execute("SELECT id, text FROM documents").fetchall())
    for row in rows:
        assert row["number"].split("/")[0] in texts[row["document_id"]][row["start"] : row["end"]]


def test_what_is_asked_wrongly_finds_nothing(site: Site) -> None:
    assert site.get("/citations?document=0000000000000000").status_code == 404
    assert "Không có văn bản nào mang số" in site.get("/citations?number=%3Cb%3E").text
    for query in ("key=%3Cscript%3E&day=x", "relation=%27", "steps=999&key=1"):
        answer = site.get(f"/citations?{query}")
        assert answer.status_code == 200 and "<script>" not in answer.text


def test_a_document_that_many_cite_is_drawn_with_some_and_says_how_many_are_left_out(tmp_path: Path) -> None:
    db = tmp_path / "many.db"
    with Database(db) as database:
        for at in range(1, 61):
            text = f"UBND TỈNH QUẢNG TRỊ\nSố: {at}/QĐ-UBND\nQuảng Trị, ngày 10 tháng 2 năm 2021\n\nQUYẾT ĐỊNH\nVề việc {at}\n\n"
            save(
                database,
                as_document(f"{text}Căn cứ Nghị định số 57/2018/NĐ-CP ngày 17/4/2018 của Chính phủ;\n", f"{at}.txt"),
            )
        database.resolve_citations()
    page = Site(db).get("/citations?number=57/2018/NĐ-CP").text
    assert page.count('class="node') == 40 and "node hollow chosen" in page
    left = re.search(r"Còn (\d+) văn bản không vẽ", page)
    assert left and left[1] == "21"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("held=yes", {"9/KH-UBND", "12/QĐ-UBND"}),
        ("held=no", {"57/2018/NĐ-CP"}),
        ("relation=basis", {"57/2018/NĐ-CP", "9/KH-UBND"}),
        ("kind=KH", {"9/KH-UBND"}),
        ("year=2018", {"57/2018/NĐ-CP"}),
        ("citing_year=2021&q=12/QD", {"12/QĐ-UBND"}),
        ("document=40/BC-SNN", {"12/QĐ-UBND"}),
        ("place=p:44&relation=implements", {"57/2018/NĐ-CP"}),
        ("place=p:01", set()),
        ("q=%27+OR+1", set()),
    ],
)
def test_the_list_of_citations_is_narrowed(site: Site, query: str, found: set[str]) -> None:
    rows = site.get(f"/citations/list.json?{query}").json()
    assert {row["number"] for row in rows} == found
    page = site.get(f"/citations/list?{query}").text
    assert all(number in page for number in found) and ("Không có quan hệ nào" in page) == (not found)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nd-cp", 1),
        ("kind=NĐ&year=2018", 1),
        ("relation=implements&place=p:44", 1),
        ("year=2017", 0),
        ("relation=repeals", 0),
        ("q=%3Cb%3E", 0),
    ],
)
def test_missing_documents_are_narrowed(site: Site, query: str, found: int) -> None:
    assert len(site.get(f"/citations/missing.json?{query}").json()) == found
    assert site.get(f"/citations/missing?{query}").text.count('<th scope="row">') == found
