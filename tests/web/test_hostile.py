"""Hostile documents, file names, addresses and SQL: what people wrote is data, whatever it looks like."""

from __future__ import annotations

import csv
import html.parser
import io
import re
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import as_document, save
from openpyxl import load_workbook
from web.site import Site

from pipeline.records import Failure
from pipeline.store import Database

_SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{ 7*7 }}"
_TEXT = f"""ỦY BAN NHÂN DÂN
TỈNH {_SCRIPT}
Số: 7/QĐ-UBND

QUYẾT ĐỊNH
Về việc {_SCRIPT} javascript:alert(4)

Căn cứ Quyết định số 5/QĐ-UBND ngày 03/02/2021 của UBND tỉnh {_SCRIPT};
=HYPERLINK("http://evil.example") 7 triệu đồng (Nguồn vốn: ngân sách tỉnh {_SCRIPT}).
Tổng chi năm 2021 là 30 triệu đồng, gồm: {_SCRIPT} 14 triệu đồng; B 20 triệu đồng.
- Dự án trồng {_SCRIPT} tại xã Cam Nghĩa, kinh phí 30 triệu đồng;
Ngày 31/02/2021 \u202egnod ueirt 9\u202c.
"""
_NAMES = ("=cmd|'/C calc'!A0.txt", "../../etc/passwd", 'javascript:alert(5)"><script>.txt')


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "<b>&'.db"
    with Database(path) as database:
        for at, name in enumerate(_NAMES):
            save(database, as_document(f"{_TEXT}\n{at}", name))
        database.record_failure(Failure(Path(f"{_SCRIPT}\n=1+1.pdf"), None, "read", _SCRIPT, _SCRIPT))
    return path


@pytest.fixture(scope="module")
def site(db: Path) -> Site:
    return Site(db)


class _Page(html.parser.HTMLParser):
    """What a browser would take from a page: its elements and their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def _addresses(db: Path) -> list[str]:
    with sqlite3.connect(db) as connection:
        ids = [id_ for (id_,) in connection.execute("SELECT id FROM documents")]
        keys = [key for (key,) in connection.execute("SELECT DISTINCT project_key FROM projects")]
        findings = [key for (key,) in connection.execute("SELECT fingerprint FROM findings")]
        tables = [
            name for (name,) in connection.execute("SELECT name FROM pragma_table_list WHERE type IN ('table', 'view')")
        ]
    return [
        *("/", "/failures", "/review", "/search?q=script", "/search?q=<script>&year=<b>&fund=%22><script>", "/vanban"),
        *(f"/documents/{id_}" for id_ in ids),
        *(f"/vanban/{name}" for name in tables if not name.startswith(("sqlite_", "documents_fts"))),
        *(
            "/projects",
            "/projects?q=<script>&place=<b>",
            "/project?key=<b>",
            "/timeline",
            "/timeline?year=2021",
            "/money",
            "/money?by=fund",
        ),
        *(
            "/money?by=place",
            "/money/amounts?state=total&fund=<script>",
            "/money/ledger",
            "/money/ledger?fund=<b>",
            "/citations",
        ),
        *(
            "/citations?number=<script>",
            "/citations?key=<b>&day=<b>",
            "/citations/missing",
            "/findings?check=<script>",
            "/checks",
        ),
        *(f"/project?key={quote(key)}" for key in keys),
        *(f"/findings/{fingerprint}" for fingerprint in findings),
        *(f"/citations?document={id_}&steps=2" for id_ in ids),
        "/vanban?sql=select+'<script>alert(1)</script>'+as+\"<b>\"",
        "/vanban/ledger?year=<script>",
        "/<script>alert(1)</script>",
        "/documents/7?at=<script>",
    ]


def test_no_page_holds_an_element_that_a_document_wrote(site: Site, db: Path) -> None:
    for address in _addresses(db):
        answer = site.get(address)
        if answer.is_redirect:
            assert re.match(r"/[^/\\]", answer.headers["location"])
            answer = site.get(answer.headers["location"])
        page = _Page(answer.text)
        assert page.elements, address
        for tag, attributes in page.elements:
            assert tag not in ("b", "iframe", "object", "embed"), address
            assert not any(name.startswith("on") or name == "style" for name in attributes), address
            if tag == "script":
                assert (attributes.get("src") or "").startswith("/static/"), address
            if tag in ("img", "svg"):
                assert attributes.get("src") != "x", address
            for name in ("href", "src", "action"):
                link = attributes.get(name)
                assert link is None or link.startswith(("/", "#", "?")), (address, link)
                assert link is None or not link.startswith("//"), address


def test_the_hostile_words_are_there_to_be_read(site: Site, db: Path) -> None:
    address = next(address for address in _addresses(db) if address.startswith("/documents/"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in site.get(address).text


def test_no_file_holds_a_formula(site: Site) -> None:
    for address in ("/search", "/failures", "/vanban/documents", "/vanban/amounts"):
        for row in csv.reader(io.StringIO(site.get(f"{address}.csv").text.lstrip("\ufeff"), newline="")):
            assert not any(cell.startswith(("=", "+", "@", "-")) for cell in row), row
        book = load_workbook(io.BytesIO(site.get(f"{address}.xlsx").content))
        for cells in book.worksheets[0].iter_rows():
            assert not any(cell.data_type == "f" for cell in cells)
    sql = "select '=1+1' as a, '+1+1' as b, -5 as c"
    assert site.get("/vanban.csv", params={"sql": sql}).text.splitlines()[1] == "'=1+1,'+1+1,-5"


@pytest.mark.parametrize(
    "sql",
    [
        "delete from documents",
        "attach '/etc/passwd' as x",
        "pragma writable_schema = 1",
        "select 1; delete from documents",
        "with x as (select 1) insert into failures select * from x",
        "select load_extension('/tmp/x.so')",
        "select writefile('/tmp/x', 'y')",
        "select readfile('/etc/passwd')",
        "vacuum into '/tmp/x.db'",
        "select printf('%.*c', 2000000000, 'x')",
    ],
)
def test_sql_can_only_read_this_database(site: Site, db: Path, sql: str) -> None:
    before = db.read_bytes()
    for address in ("/vanban", "/vanban.csv", "/vanban.json"):
        assert site.get(address, params={"sql": sql}).status_code == 400
    assert db.read_bytes() == before


def test_sql_that_does_not_end_is_stopped(site: Site) -> None:
    site.datasette.sql_time_limit_ms = 200
    endless = "with recursive x(n) as (select 1 union all select n + 1 from x) select count(*) from x"
    slow = site.get("/vanban", params={"sql": endless})
    assert slow.status_code == 503 and "Truy vấn quá thời gian" in slow.text
    assert site.get("/vanban.csv", params={"sql": endless}).status_code == 503
