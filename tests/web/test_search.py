"""Search on the web page: words, facets, files, and addresses for each state."""

from __future__ import annotations

import html
import re
import sqlite3
from pathlib import Path

import pytest
from web.site import Site

from pipeline.query.catalogue import FACETS, Catalogue


@pytest.fixture(scope="module")
def site(archive: Path) -> Site:
    return Site(archive)


def _found(page: str) -> list[str]:
    return re.findall(r'<h2><a href="/documents/[0-9a-f]{16}">([^<]+)</a>', page)


def _facet(page: str, name: str) -> tuple[str, int]:
    """The address and the count of a facet's value."""
    match = re.search(rf'<a href="([^"]+)"[^>]*><span>{re.escape(name)}</span> <span class="dim">([\d.]+)</span>', page)
    assert match, name
    return html.unescape(match[1]), int(match[2])


def test_words_are_found_and_marked_with_or_without_diacritics(site: Site) -> None:
    plain, exact = site.get("/search?q=tap+huan").text, site.get("/search?q=tập+huấn").text
    assert _found(plain) and set(_found(plain)) == set(_found(exact))
    assert "<mark>tập huấn</mark>" in plain.lower()
    assert _found(site.get("/search?q=218/QĐ-UBND").text)[0] in ("218/QĐ-UBND", "1045/QĐ-UBND")
    assert _found(site.get("/search?q=khongcotunaonhuthe").text) == []


def test_a_facet_s_count_is_what_choosing_it_finds_and_it_can_be_taken_away(site: Site) -> None:
    whole = site.get("/search?q=san+pham").text
    address, count = _facet(whole, "2022")
    narrowed = site.get(address).text
    assert count == len(_found(narrowed)) < len(_found(whole))
    assert 'aria-label="Bỏ lọc 2022"' in narrowed
    back, _ = _facet(narrowed, "2022")
    assert _found(site.get(back).text) == _found(whole)


def test_facets_together_find_what_sql_finds(site: Site, archive: Path) -> None:
    with sqlite3.connect(archive) as connection:
        expected = connection.execute(
            "SELECT DISTINCT d.number FROM documents d JOIN amounts a ON a.document_id = d.id "
            "WHERE a.fund = 'ngân sách tỉnh' AND d.kind = 'QĐ' AND d.issued_on LIKE '2022%'"
        ).fetchall()
    page = site.get("/search?fund=ngân+sách+tỉnh&kind=QĐ&year=2022").text
    assert sorted(_found(page)) == sorted(number for (number,) in expected) != []


def test_counts_leave_out_nothing_and_count_nothing_twice(archive: Path) -> None:
    with sqlite3.connect(archive) as connection:
        catalogue = Catalogue(connection)
        everything = catalogue.newest()
        assert len(everything) == connection.execute("SELECT count(*) FROM documents").fetchone()[0]
        counted = catalogue.count(everything, {}, 1000)
        kinds = dict(connection.execute("SELECT kind, count(*) FROM documents WHERE kind IS NOT NULL GROUP BY kind"))
        assert {one.value: one.documents for one in counted["kind"]} == kinds
        for facet in FACETS:
            for one in counted[facet]:
                assert len(catalogue.narrow(everything, {facet: [one.value]})) == one.documents
        several = [one.value for one in counted["year"]]
        assert len(catalogue.narrow(everything, {"year": several})) == sum(one.documents for one in counted["year"])


def test_what_came_in_since_is_found(archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "vanban.db"
    with sqlite3.connect(archive) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    site = Site(copy)
    assert len(_found(site.get("/search?q=tap+huan").text)) > 1
    with sqlite3.connect(copy) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM documents WHERE number = '176/BC-SNN'")
    assert "176/BC-SNN" not in _found(site.get("/search?q=tap+huan").text)


def test_the_results_are_files_too(site: Site) -> None:
    rows = site.get("/search.json?q=san+pham&year=2022").json()
    assert [row["number"] for row in rows] == _found(site.get("/search?q=san+pham&year=2022").text)
    assert site.get("/search.csv").text.startswith("\ufeffnumber,kind,issued_on,issuer,subject")


@pytest.mark.parametrize(
    "words", ["\x00", '"', "'; DROP TABLE documents; --", "AND", "NEAR(", "*", "{text} : x", "ấ" * 500]
)
def test_any_words_are_words(site: Site, words: str) -> None:
    answer = site.get("/search", params={"q": words})
    assert answer.status_code == 200 and "sqlite" not in answer.text.lower()
