"""Projects, timeline, money, ledger and what is missing: each figure once, and each with its words."""

from __future__ import annotations

import re
import sqlite3
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from web.history import history
from web.site import Site

from pipeline.query.report.charts import Series, money_bars
from pipeline.web.kept import Kept
from pipeline.web.layers import HEIGHT, WIDTH, draw


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return history(tmp_path_factory.mktemp("history"))


@pytest.fixture(scope="module")
def site(db: Path) -> Site:
    return Site(db)


def _words_at(db: Path, link: str) -> str:
    """The words of a document to which a link leads."""
    found = re.fullmatch(r"/documents/(\w{16})\?at=(\d+)-(\d+)", link)
    assert found, link
    with sqlite3.connect(db) as connection:
        (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", [found[1]]).fetchone()
    return str(text[int(found[2]) : int(found[3])])


def _key(db: Path, word: str) -> str:
    with sqlite3.connect(db) as connection:
        return str(
            connection.execute("SELECT project_key FROM projects WHERE name LIKE ?", [f"%{word}%"]).fetchone()[0]
        )


def test_a_project_told_twice_is_listed_and_added_up_once(site: Site) -> None:
    page = site.get("/projects").text
    assert page.count("chưng cất tinh dầu") == 1 and "550.000.000" in page and "kinh phí ghi khác nhau" in page
    rows = site.get("/projects.json").json()
    assert sorted((row["total_vnd"], row["sources"]) for row in rows) == [(200_000_000, 2), (350_000_000, 2)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("place=d:466", ["Gio Linh"]),
        ("q=tinh+dau", ["Cam Nghĩa"]),
        ("q=TINH+D%E1%BA%A6U", ["Cam Nghĩa"]),
        ("year=2021&order=name", ["Cam Nghĩa", "Gio Linh"]),
        ("year=2019", []),
        ("place=d:nowhere", []),
        ("kind=%27+OR+1%3D1", []),
    ],
)
def test_projects_are_narrowed(site: Site, query: str, names: list[str]) -> None:
    rows = site.get(f"/projects.json?{query}").json()
    assert [next(name for name in ("Gio Linh", "Cam Nghĩa") if name in row["place"]) for row in rows] == names
    assert site.get(f"/projects?{query}").status_code == 200


def test_a_project_has_its_sources_and_what_they_say_differently(site: Site, db: Path) -> None:
    page = site.get(f"/project?key={quote(_key(db, 'tinh dầu'))}").text
    assert "huyện Cam Lộ" in page and "Quảng Trị" in page
    told = page[page.index('id="differences"') : page.index('id="told"')]
    assert "350.000.000" in told and "300.000.000" in told and "40/BC-SNN" in told and "41/BC-SNN" in told
    links = re.findall(r'<th scope="row"><a href="([^"]+)">350 triệu đồng', page)
    assert links and _words_at(db, links[0]) == "350 triệu đồng"
    assert "/findings/" in page[: page.index('id="differences"')]
    assert site.get("/project?key=nothing").status_code == 404


def test_money_that_several_documents_tell_counts_once_and_leads_to_its_words(site: Site, db: Path) -> None:
    (row,) = site.get("/money.json").json()
    assert row == {"year": "2021", "planned_vnd": 1_000_000_000, "allocated_vnd": 900_000_000}
    page = site.get("/money").text
    link = re.search(r'href="(/money/amounts[^"]+allocated[^"]+)">900.000.000', page)
    assert link
    amounts = site.get(link[1].replace("&amp;", "&")).text
    words = re.search(r'href="(/documents/[^"]+)">900.000.000', amounts)
    assert words and _words_at(db, words[1]) == "900 triệu đồng" and amounts.count("900.000.000</a>") == 1


@pytest.mark.parametrize(
    "query", ["", "by=fund", "by=place", "by=place&fund=province", "year=-", "fund=-", "place=-", "by=fund&place=p:44"]
)
def test_each_figure_of_the_chart_is_the_sum_of_the_amounts_behind_it(site: Site, query: str) -> None:
    page = site.get(f"/money?{query}").text
    cells = re.findall(r'href="(/money/amounts[^"]+)">([\d.]+)</a>', page)
    for link, told in cells:
        address = link.replace("&amp;", "&").replace("/money/amounts?", "/money/amounts.json?")
        assert sum(row["vnd"] for row in site.get(address).json()) == int(told.replace(".", ""))


def test_the_money_of_every_grouping_agrees_with_the_views(site: Site, archive: Path) -> None:
    corpus = Site(archive)
    for by in ("year", "fund", "place"):
        rows = corpus.get(f"/money.json?by={by}").json()
        with sqlite3.connect(archive) as connection:
            view = dict(connection.execute(f"SELECT role, sum(vnd) FROM v_money_by_{by} GROUP BY role").fetchall())
        for role in ("planned", "allocated"):
            assert sum(row[f"{role}_vnd"] or 0 for row in rows) == view[role]


def test_the_chart_is_a_picture_without_script_that_needs_nothing_else(site: Site) -> None:
    answer = site.get("/money/chart.svg?by=fund")
    assert answer.headers["content-type"] == "image/svg+xml" and answer.text.count("<svg") == 1
    assert "<script" not in answer.text and not re.search(r'(?:href|src)="(?!#)', answer.text.replace("xlink:", ""))


def test_names_in_a_chart_are_words_and_never_formulas() -> None:
    chart = money_bars([r"$\frac{1$", "quỹ $x$ & <b>"], [Series("a", "#000000", [1, None])], "t", "vi")
    assert b">$\\frac{1$<" in chart.svg and "quỹ $x$ &amp; &lt;b&gt;".encode() in chart.svg and b"<b>" not in chart.svg


def test_the_ledger_goes_down_by_what_is_used(site: Site, db: Path) -> None:
    rows = site.get("/money/ledger.json?year=2021").json()
    assert (rows[0]["document"], rows[0]["counted"]) == ("12/QĐ-UBND", 1)
    assert {row["left_vnd"] for row in rows} == {900_000_000}
    page = site.get("/money/ledger").text
    assert "900.000.000" in page and "Bố trí và sử dụng năm 2021" in page
    assert site.get("/money/ledger?year=1&fund=%3Cb%3E").status_code == 200


def test_what_is_cited_and_not_held_is_counted_once_by_its_number(site: Site) -> None:
    (row,) = site.get("/citations/missing.json").json()
    assert (row["number"], row["mentions"]) == ("57/2018/NĐ-CP", 2)
    page = site.get("/citations/missing").text
    assert "57/2018/NĐ-CP" in page and "/citations?number=57" in page


def test_the_timeline_tells_a_year_in_order_with_its_money(site: Site, db: Path) -> None:
    page = site.get("/timeline?year=2021").text
    assert page.index("9/KH-UBND") < page.index("12/QĐ-UBND") < page.index("40/BC-SNN")
    words = re.search(r'href="(/documents/[^"]+)">900.000.000', page)
    assert words and _words_at(db, words[1]) == "900 triệu đồng" and page.count("900.000.000") == 1
    assert "57/2018/NĐ-CP" in site.get("/timeline?year=2018&what=cited").text
    decisions = site.get("/timeline?year=2021&what=decision").text
    assert "12/QĐ-UBND" in decisions and "40/BC-SNN" not in decisions
    for address in ("/timeline?year=0", "/timeline?year=9999999", "/timeline?what=%27", "/timeline?page=99999"):
        assert site.get(address).status_code == 200


def test_a_drawing_has_every_node_in_its_year_and_none_over_another() -> None:
    years: dict[str, int | None] = {f"n{at}": None if at % 7 == 0 else 2000 + at % 5 for at in range(40)}
    edges = [(f"n{at}", f"n{at * 3 % 40}") for at in range(40)]
    drawing = draw(years, edges)
    places = list(drawing.places.values())
    assert len(places) == 40
    for at, (x, y) in enumerate(places):
        assert 0 <= x <= drawing.width - WIDTH and 0 <= y <= drawing.height - HEIGHT
        assert all(abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for a, b in places[:at])
    tops = {
        year: [drawing.places[node][1] for node, own in years.items() if own == year] for year in set(years.values())
    }
    known = sorted(year for year in tops if year is not None)
    assert all(max(tops[a]) < min(tops[b]) for a, b in pairwise(known))
    assert min(tops[None]) > max(tops[known[-1]]), "without a day: below all years"
    assert drawing == draw(years, edges)


def test_an_answer_is_computed_once_for_each_state_of_the_database(db: Path) -> None:
    import asyncio

    kept, asked = Kept(db), []

    def work(connection: sqlite3.Connection) -> int:
        asked.append(1)
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    async def twice(version: int) -> tuple[int, int]:
        return await kept.ask(version, "q", work), await kept.ask(version, "q", work)

    assert asyncio.run(twice(1)) == (4, 4) and len(asked) == 1
    assert asyncio.run(twice(2)) == (4, 4) and len(asked) == 2

    def fails(_: sqlite3.Connection) -> int:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            asyncio.run(kept.ask(2, "f", fails))
