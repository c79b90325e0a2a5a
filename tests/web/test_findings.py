"""Findings on the web page: what proves each, what the auditor said, what is new."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from markupsafe import escape
from web.history import history
from web.site import Site

from pipeline.audit.archive import ARCHIVE_CHECKS
from pipeline.audit.registry import CHECKS
from pipeline.store import Database
from pipeline.web.words import messages


@pytest.fixture(scope="module")
def site(archive: Path) -> Site:
    return Site(archive)


def _finding(db: Path, check: str) -> str:
    with sqlite3.connect(db) as connection:
        return str(connection.execute("SELECT fingerprint FROM findings WHERE check_name = ?", [check]).fetchone()[0])


def test_findings_are_counted_narrowed_and_taken_away(site: Site, archive: Path) -> None:
    with sqlite3.connect(archive) as connection:
        counts = dict(connection.execute("SELECT severity, count(*) FROM findings GROUP BY severity").fetchall())
    page = site.get("/findings").text
    for severity in ("error", "note"):
        assert page.count(f'<li class="{severity}">\n<p>') == counts[severity]
        rows = site.get(f"/findings.json?severity={severity}").json()
        assert len(rows) == counts[severity] and {row["severity"] for row in rows} == {severity}
    assert [row["check_name"] for row in site.get("/findings.json?check=footing").json()] == ["footing"]
    assert [row["document"] for row in site.get("/findings.json?document=88/TTr-SNN").json()] == ["88/TTr-SNN"]
    assert site.get("/findings.json?document=%27%20OR%201").json() == []


def test_a_finding_has_its_quotes_boxes_arithmetic_and_check(site: Site, archive: Path) -> None:
    key = _finding(archive, "footing")
    page = site.get(f"/findings/{key}").text
    assert re.findall("<mark>([^<]+)</mark>", page) == ["246 triệu đồng", "150 triệu đồng", "86 triệu đồng"]
    strip = page[page.index('class="strip"') :]
    assert "/pages/1.jpg" in strip and strip.count("<rect") >= 3
    height = re.search(r'viewBox="0 ([\d.]+) ([\d.]+) ([\d.]+)"', strip)
    assert height
    upper, _, tall = map(float, height.groups())
    for top in re.findall(r'<rect x="[\d.]+" y="([\d.]+)"', strip):
        assert upper <= float(top) <= upper + tall
    for figure in ("246.000.000", "150.000.000", "86.000.000", "10.000.000"):
        assert figure in page
    assert "/checks#footing" in page and f"vanban verdict {key}" in page
    assert site.get("/findings/0123456789ab").status_code == 404


def test_a_finding_across_documents_quotes_both(tmp_path: Path) -> None:
    db = history(tmp_path)
    page = Site(db).get(f"/findings/{_finding(db, 'project-costs-differ')}").text
    quotes = page[page.index('id="quotes"') : page.index('id="arithmetic"')]
    assert "40/BC-SNN" in quotes and "41/BC-SNN" in quotes
    assert {"300 triệu đồng", "350 triệu đồng"} <= set(re.findall("<mark>([^<]+)</mark>", quotes))


def test_a_verdict_is_told_and_closes_the_finding(archive: Path, tmp_path: Path) -> None:
    db = tmp_path / "copy.db"
    with sqlite3.connect(archive) as connection:
        connection.execute("VACUUM INTO ?", [str(db)])
    shutil.copytree(archive.parent / "corpus", tmp_path / "corpus")
    key = _finding(db, "footing")
    with Database(db, create=False) as database:
        database.give_verdict(key, "explained", "Lan", "đính chính <b>ở</b> trang 3")
    site = Site(db)
    page = site.get(f"/findings/{key}").text
    assert "đã giải trình" in page and "đính chính &lt;b&gt;ở&lt;/b&gt; trang 3" in page
    assert key not in site.get("/findings?verdict=open").text and key in site.get("/findings?verdict=explained").text


def test_what_is_new_since_a_run_is_told(archive: Path, tmp_path: Path) -> None:
    db = tmp_path / "runs.db"
    with sqlite3.connect(archive) as connection:
        connection.execute("VACUUM INTO ?", [str(db)])
    old, new = _finding(db, "footing"), _finding(db, "words-against-digits")
    with sqlite3.connect(db) as connection:
        for at, key in enumerate((old, new), 1):
            connection.execute(
                "INSERT INTO runs (command, started_at, pipeline_version, versions, new_findings) VALUES ('audit', ?, '1', '{}', ?)",
                [f"2024-01-0{at}T00:00:00", f'["{key}"]'],
            )
    site = Site(db)
    assert [row["fingerprint"] for row in site.get("/findings.json?since=2").json()] == [new]
    page = site.get("/findings").text
    assert page.count('class="flag"') == 1 and page.index(new) < page.index('class="flag"')


def test_every_check_is_explained(site: Site) -> None:
    pages = {lang: site.get(f"/checks?lang={lang}").text for lang in ("vi", "en")}
    for name in (*CHECKS, *ARCHIVE_CHECKS):
        for at, page in enumerate(pages.values()):
            assert f'id="{name}"' in page
            for part in ("checks", "may_err"):
                assert str(escape(messages()[f"{part}.{name}"][at])) in page
