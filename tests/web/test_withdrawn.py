"""What left the archive is still told of: in a list, and under the address that it had."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from running import vanban
from web.site import Site

from flows.ingest import ingest
from flows.removing import remove
from flows.runners import Options
from pipeline.query.withdrawn import withdrawn

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")

LETTER = (
    "SỞ TÀI CHÍNH\n\nSố: {n}/BC-STC\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\n"
    "Năm 2019, ngân sách tỉnh đã bố trí {vnd} triệu đồng cho dự án <b>trồng cây</b>.\n"
)


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two letters, of which one was replaced and then removed."""
    folder = tmp_path_factory.mktemp("left")
    db = folder / "a.db"
    for vnd in (100, 150):
        for n in (31, 32):
            (folder / f"{n}.txt").write_text(LETTER.format(n=n, vnd=vnd if n == 31 else 7), encoding="utf-8")
        ingest([folder], db, Options(1, "direct", who="Lan"))
    remove(db, "31/BC-STC", who="An", why="nạp <nhầm>")
    return db


def test_the_list_tells_when_who_and_why(left: Path) -> None:
    frame = withdrawn(left)
    assert list(frame["cause"]) == ["removed", "replaced"] and list(frame["withdrawn_by"]) == ["An", "Lan"]
    assert frame["replaced_by"].isna().tolist() == [True, False] and frame["replaced_by"][1] == "31/BC-STC"
    command = ("remove", "--list", "--db", left, "--format", "csv")
    done = vanban(os.environ, *command)
    assert (done.returncode, done.stdout.count("31/BC-STC")) == (0, 3)
    assert vanban(os.environ, *command, "31/BC-STC").returncode == 2
    page = Site(left).get("/withdrawn").text
    assert page.count('<li>\n<h2><a href="/documents/') == 2 and "nạp &lt;nhầm&gt;" in page
    assert Site(left).get("/withdrawn.csv").text.count("31/BC-STC") == 3


def test_its_address_shows_it_as_it_was_and_leads_to_what_replaced_it(left: Path) -> None:
    removed, replaced = withdrawn(left)["document_id"]
    site = Site(left, "en")
    old, gone = site.get(f"/documents/{replaced}"), site.get(f"/documents/{removed}")
    assert (old.status_code, gone.status_code) == (410, 410)
    assert "bố trí 100 triệu" in old.text and f'<a href="/documents/{removed}">31/BC-STC</a>' in old.text
    assert "bố trí 150 triệu" in gone.text and "nạp &lt;nhầm&gt;" in gone.text and "&lt;b&gt;trồng cây" in gone.text
    assert site.get("/documents/0123456789abcdef").status_code == 404


def test_what_came_back_is_told_as_such(tmp_path: Path) -> None:
    file, db = tmp_path / "31.txt", tmp_path / "a.db"
    file.write_text(LETTER.format(n=31, vnd=100), encoding="utf-8")
    ingest([file], db, Options(1, "direct"))
    remove(db, "31/BC-STC", who="An", why="nạp nhầm")
    assert list(withdrawn(db)["held"]) == [False] and "loaded again" not in Site(db, "en").get("/withdrawn").text
    ingest([file], db, Options(1, "direct", force=True))
    assert list(withdrawn(db)["held"]) == [True] and "loaded again" in Site(db, "en").get("/withdrawn").text
