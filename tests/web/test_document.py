"""A document's page: its words, its picture, its mentions in both, and its original only while it is what was loaded."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import as_document, save
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from openpyxl import load_workbook
from PIL import Image
from web.site import Site

from pipeline import labels
from pipeline.query.originals import PageWords
from pipeline.records import Lang
from pipeline.store import Database
from pipeline.web.archive import Archive
from pipeline.web.marks import Layer, Mark, layers


@pytest.fixture(scope="module")
def site(archive: Path) -> Site:
    return Site(archive)


@pytest.fixture(scope="module")
def report(archive: Path) -> str:
    """The id of a report of two pages that is a PDF."""
    return _id(archive, "176/BC-SNN")


def _id(db: Path, number: str) -> str:
    with sqlite3.connect(db) as connection:
        return str(connection.execute("SELECT id FROM documents WHERE number = ?", [number]).fetchone()[0])


def test_every_word_of_every_page_is_shown_once(site: Site, archive: Path) -> None:
    with sqlite3.connect(archive) as connection:
        pages = connection.execute(
            'SELECT d.id, p.page, substr(d.text, p."start" + 1, p."end" - p."start") FROM pages p JOIN documents d ON d.id = p.document_id'
        ).fetchall()
    for id_, page, text in pages:
        shown = re.search(r'<div class="text".*?</div>', site.get(f"/documents/{id_}?page={page}").text, re.DOTALL)
        assert shown
        assert "".join(ElementTree.fromstring(shown[0].replace("&#34;", '"')).itertext()) == text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_row_says_why_an_amount_has_its_role_its_fund_and_its_year(site: Site, archive: Path, lang: Lang) -> None:
    with sqlite3.connect(archive) as connection:
        id_, document, page, *why = connection.execute(
            "SELECT id, document_id, page, role_rule, fund_rule, year_rule FROM amounts "
            "WHERE fund_rule IS NOT NULL AND year_rule IS NOT NULL"
        ).fetchone()
    row = re.search(
        rf'<tr id="r-{id_}".*?</tr>', site.get(f"/documents/{document}?page={page}&lang={lang}").text, re.DOTALL
    )
    assert row
    for column, rule in zip(("role_rule", "fund_rule", "year_rule"), why, strict=True):
        assert f"{escape(labels.cell(column, rule, lang))}</span>" in row[0]


def test_a_figure_is_marked_in_the_words_boxed_on_the_picture_and_told_in_a_row(
    site: Site, archive: Path, report: str
) -> None:
    with sqlite3.connect(archive) as connection:
        id_, start, end = connection.execute(
            'SELECT id, "start", "end" FROM amounts WHERE document_id = ? AND text = \'246 triệu đồng\'', [report]
        ).fetchone()
    page = site.get(f"/documents/{report}?at={start}-{end}").text
    assert re.search(rf'<a id="m-{id_}" class="mention amounts chosen"[^>]*>246 triệu đồng</a>', page)
    assert re.search(rf'<a [^>]*data-mention="{id_}" class="amounts chosen"><rect x="[\d.]+"', page)
    row = re.search(rf'<tr id="r-{id_}".*?</tr>', page, re.DOTALL)
    assert row and "246.000.000" in row[0] and "money.figures" in row[0] and 'class="chosen"' in row[0]


def test_a_picture_that_is_kept_is_shown_without_reading_the_original_again(
    site: Site, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/documents/{report}/pages/2.jpg"
    shown = site.get(address).content

    def forbidden(*_: object) -> None:
        raise AssertionError("the original was read")

    monkeypatch.setattr("pipeline.web.pages.documents.original", forbidden)
    assert site.get(address).content == shown


def test_the_words_that_are_asked_for_again_and_again_are_remembered(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ranked(_: object, words: str, _most: int) -> list[int]:
        asked.append(words)
        return []

    monkeypatch.setattr("pipeline.web.archive.ranked", ranked)
    held = Archive(None, archive)
    with sqlite3.connect(archive) as connection:
        for nth in range(100):
            for words in ("hồ tiêu", f"từ {nth}"):
                held.found(connection, words, 1)
    assert asked.count("hồ tiêu") == 1


def test_a_span_on_a_later_page_opens_that_page(site: Site, archive: Path, report: str) -> None:
    with sqlite3.connect(archive) as connection:
        start, end = connection.execute(
            'SELECT "start", "end" FROM amounts WHERE document_id = ? AND page = 2', [report]
        ).fetchone()
    assert f"/documents/{report}/pages/2.jpg" in site.get(f"/documents/{report}?at={start}-{end}").text
    assert site.get(f"/documents/{report}?at=999999-1000000").status_code == 200
    for nonsense in ("at=5", "at=9-3", "at=x-y", "page=0", "page=99", "page=-1", "page=1e9"):
        assert site.get(f"/documents/{report}?{nonsense}").status_code == 200


def test_a_citation_leads_to_the_document_that_is_held(site: Site, archive: Path, report: str) -> None:
    cited = _id(archive, "27/TB-VPUB")
    page = site.get(f"/documents/{report}").text
    assert re.search(rf'<a id="m-[^"]+" class="mention citations" href="/documents/{cited}"', page)
    assert f"/documents/{report}" in site.get(f"/documents/{cited}").text, "and back: cited by"


def test_findings_lead_to_their_words(site: Site, report: str) -> None:
    page = site.get(f"/documents/{report}").text
    assert "246.000.000 đồng); chênh lệch" in page
    assert re.search(rf'<a href="/documents/{report}\?at=\d+-\d+">Xem trên trang</a>', page)


def test_the_picture_is_of_the_page_and_asked_for_again_only_if_it_changed(site: Site, report: str) -> None:
    address = f"/documents/{report}/pages/1.jpg"
    answer = site.get(address)
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.format == "JPEG" and picture.width > 1000 and picture.height > picture.width
    assert site.get(address, **{"if-none-match": answer.headers["etag"]}).status_code == 304
    for page in ("0", "3", "9999999"):
        assert site.get(f"/documents/{report}/pages/{page}.jpg").status_code == 404


def test_a_total_leads_to_the_sums_it_is_made_of(site: Site, report: str) -> None:
    page = site.get(f"/documents/{report}").text
    row = re.search(r"<tr id=[^\n]*246 triệu đồng</a><br>(.*?)</th>", page)
    assert row
    links = re.findall(rf'<a href="(/documents/{report}\?at=\d+-\d+)">([^<]+)</a>', row[1])
    assert [words for _, words in links] == ["150 triệu đồng", "86 triệu đồng"]
    assert all(site.get(link).status_code == 200 for link, _ in links)


def test_a_finding_leads_to_its_words_in_one_click_and_back(site: Site, report: str) -> None:
    listed = site.get("/findings").text
    (address,) = re.findall(rf'href="(/documents/{report}\?at=\d+-\d+)"', listed)
    page = site.get(address).text
    assert 'class="mention amounts chosen"' in page.replace("  ", " ")
    (key,) = re.findall(r'href="/findings/(\w+)"', page)
    assert site.get(f"/findings/{key}").status_code == 200


def test_the_figures_of_a_document_are_a_workbook(site: Site, report: str) -> None:
    book = load_workbook(io.BytesIO(site.get(f"/documents/{report}.xlsx").content))
    rows = list(book["Dữ liệu"].iter_rows(values_only=True))
    at = rows[0].index("Số tiền (đồng)")
    assert 246_000_000 in {row[at] for row in rows[1:]}


def test_an_original_is_given_only_while_its_hash_is_the_recorded_one(archive: Path, tmp_path: Path) -> None:
    shutil.copy(archive, tmp_path / "vanban.db")
    original = tmp_path / "van-ban.pdf"
    with sqlite3.connect(tmp_path / "vanban.db") as connection:
        id_, source, sha256 = connection.execute(
            "SELECT id, source_path, sha256 FROM documents WHERE number = '218/QĐ-UBND'"
        ).fetchone()
        shutil.copy(source, original)
        connection.execute("UPDATE documents SET source_path = 'van-ban.pdf' WHERE id = ?", [id_])
    site = Site(tmp_path / "vanban.db")
    given_ = site.get(f"/documents/{id_}/original")
    assert hashlib.sha256(given_.content).hexdigest() == sha256
    assert given_.headers["content-disposition"].startswith("attachment;")
    assert "pages/1.jpg" in site.get(f"/documents/{id_}").text

    data = original.read_bytes()
    original.write_bytes(data + b"%")
    page = site.get(f"/documents/{id_}").text
    assert "mã băm không khớp" in page and "pages/1.jpg" not in page and "2.000 triệu đồng" in page
    assert site.get(f"/documents/{id_}/original").status_code == 404
    assert site.get(f"/documents/{id_}/pages/1.jpg").status_code == 404

    original.unlink()
    page = site.get(f"/documents/{id_}").text
    assert "không còn ở chỗ cũ" in page and "pages/1.jpg" not in page
    assert site.get(f"/documents/{id_}/pages/1.jpg").status_code == 404


def test_no_address_names_a_file(site: Site) -> None:
    for address in ("/documents/../../etc/passwd", "/documents/etc/original", "/documents/0000000000000000/original"):
        assert site.get(address).status_code == 404


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=12)


@given(text=st.text(max_size=50), offset=st.integers(0, 40), spans=SPANS)
def test_layers_are_the_text_and_each_stretch_is_inside_every_mention_over_it(
    text: str, offset: int, spans: list[tuple[int, int]]
) -> None:
    marks = [Mark(str(at), "amounts", start, start + length, "", "") for at, (start, length) in enumerate(spans)]
    begun: list[str] = []
    at = offset

    def walk(nodes: list[str | Layer], over: set[str]) -> None:
        nonlocal at
        for node in nodes:
            if isinstance(node, Layer):
                begun.extend([node.mark.id] if node.first else [])
                assert node.mark.id not in over and node.inside
                walk(node.inside, over | {node.mark.id})
                continue
            assert node and over == {mark.id for mark in marks if mark.start < at + len(node) and mark.end > at}
            assert text[at - offset :].startswith(node)
            at += len(node)

    walk(layers(text, offset, marks), set())
    assert at == offset + len(text)
    assert sorted(begun) == sorted(
        mark.id for mark in marks if max(mark.start, offset) < min(mark.end, offset + len(text))
    )


def test_what_stands_inside_a_citation_does_not_break_its_link(tmp_path: Path) -> None:
    text = (
        "UBND TỈNH QUẢNG TRỊ\nSố: 7/BC-UBND\nQuảng Trị, ngày 10 tháng 2 năm 2021\n\nBÁO CÁO\nVề một việc\n\n"
        "Thực hiện Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ, tỉnh đã triển khai.\n"
    )
    with Database(tmp_path / "a.db") as database:
        save(database, as_document(text))
    page = Site(tmp_path / "a.db").get(f"/documents/{_id(tmp_path / 'a.db', '7/BC-UBND')}").text
    (cited,) = re.findall(r'<a id="m-[^"]+" class="mention citations".*?</a>', page)
    assert re.sub("<[^>]+>", "", cited) == "Quyết định số 490/QĐ-TTg ngày 07/5/2018 của Thủ tướng Chính phủ"
    assert (
        re.search(r'<span id="m-[^"]+" class="mention dates"[^>]*>ngày 07/5/2018</span>', cited)
        and cited.count("<a ") == 1
    )


def test_a_span_over_two_lines_has_a_box_on_each() -> None:
    words = PageWords("[[0,3,10,10,30,20],[4,7,35,10,55,20],[8,11,10,30,30,40],[12,15,35,30,55,40]]")
    assert list(words.boxes(4, 11)) == [(35, 10, 55, 20), (10, 30, 30, 40)]
    assert list(words.boxes(0, 7)) == [(10, 10, 55, 20)]
    assert list(words.boxes(16, 20)) == [] and not PageWords(None)
