"""The analyst's question, by every way there is: how much was given to essential-oil projects, by year and district, and on
whose decision, each figure leading back to its words.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from conftest import save
from openpyxl import load_workbook
from playwright.sync_api import expect
from running import vanban
from web.browser import CHROMIUM, chromium, quiet_page, served
from web.oils import ANSWER, essential_oils
from web.site import Site

from flows.process import process_file
from pipeline.normalize import fold
from pipeline.query.given import GROUPS, added_up, given
from pipeline.query.sql import run_sql
from pipeline.records import Document
from pipeline.store import Database, connect_read_only


@pytest.fixture(scope="module")
def oils(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return essential_oils(tmp_path_factory.mktemp("oils"))


def test_in_pandas(oils: Path) -> None:
    frame = given(oils, contains="tinh dau")
    sums = added_up(frame)
    assert sums[["amounts", *GROUPS]].notna().all().all()
    assert dict(zip(_keys(sums), sums["vnd"], strict=True)) == ANSWER
    assert given(oils, contains="tinh dầu", place="hai lang", year=2019)["vnd"].tolist() == [650_000_000]
    assert given(oils, contains="không đâu có").empty
    with closing(connect_read_only(oils)) as connection:
        for row in frame.itertuples():
            path, span = row.link.removeprefix("http://127.0.0.1:8001/documents/").split("?at=")
            first, last = map(int, span.split("-"))
            (text,) = connection.execute("SELECT text FROM documents WHERE id = ?", [path]).fetchone()
            assert text[first:last] == row.text


@pytest.mark.parametrize("words", ["tinh dầu", "phan bo 250", "hop tac xa", "tràm", "quế", "chung cat"])
def test_words_are_looked_for_in_purpose_subject_and_quote(oils: Path, words: str) -> None:
    whole = given(oils)
    told = [any(fold(words) in fold(cell) for cell in row) for row in whole[["purpose", "subject", "quote"]].values]
    assert any(told)
    pd.testing.assert_frame_equal(given(oils, contains=words), whole[told].reset_index(drop=True))


def test_in_sql(oils: Path) -> None:
    sums = run_sql(
        oils,
        "SELECT year, district, decision, decided_by, sum(vnd) AS vnd FROM v_money_given "
        "WHERE purpose LIKE '%tinh dầu%' OR subject LIKE '%tinh dầu%' GROUP BY 1, 2, 3, 4",
    )
    assert dict(zip(_keys(sums), sums["vnd"], strict=True)) == ANSWER


def test_on_the_command_line(oils: Path) -> None:
    def asked(*arguments: str) -> str:
        done = vanban(os.environ, "given", *arguments, "--db", oils)
        assert done.returncode == 0, done.stderr
        return done.stdout

    sums = pd.read_csv(io.StringIO(asked("tinh", "dau", "--format", "csv").removeprefix("\ufeff")))
    assert dict(zip(_keys(sums), sums["vnd"], strict=True)) == ANSWER
    rows = json.loads(asked("tinh dầu", "--each", "--format", "json", "--place", "hai lang", "--year", "2019"))
    assert [(row["vnd"], row["text"], row["decision"]) for row in rows] == [(650_000_000, "650", "2456/QĐ-UBND")]
    assert "?at=" in rows[0]["link"]
    table = asked("tinh dau", "--decided-by", "tinh quang tri", "--lang", "vi")
    assert "Cơ quan quyết định" in table and "1420/QĐ-UBND" not in table
    assert table.splitlines()[-2:] == ["3 dòng", "Tổng cộng 1.500.000.000 đồng"]
    assert asked("tinh dau", "--fund", "ngan sach huyen", "--lang", "en").splitlines()[-1] == "VND 250,000,000 in all"
    assert "2.400.000.000" in asked("--decided-by", "tỉnh", "--lang", "vi")


def test_in_a_workbook(oils: Path, tmp_path: Path) -> None:
    data = Site(oils).get("/money/given.xlsx?q=tinh+dau").content
    sheet = load_workbook(io.BytesIO(data))["Dữ liệu"]
    names = [cell.value for cell in sheet[1]]
    found = {}
    for row in sheet.iter_rows(min_row=2):
        told = dict(zip(names, row, strict=True))
        key = tuple(told[name].value for name in ("Năm", "Huyện (cũ)", "Quyết định", "Cơ quan quyết định"))
        found[key] = told["Số tiền (đồng)"].value
        link = told["Xem tại trang"]
        assert link.hyperlink.target == link.value and f"/documents/{told['Mã'].value}?at=" in link.value
    assert found == ANSWER
    if office := shutil.which("soffice"):
        (tmp_path / "given.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [office, profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(tmp_path), str(tmp_path / "given.xlsx")]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        opened = (tmp_path / "given.csv").read_text(encoding="utf-8")
        assert "650" in opened and "huyện Hải Lăng" in opened


@pytest.fixture(scope="module")
def address(oils: Path) -> Iterator[str]:
    with served(oils) as address:
        yield address


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_in_the_browser(address: str) -> None:
    with chromium() as browser, quiet_page(browser, address) as page:
        page.goto("/")
        page.get_by_role("link", name="Đã bố trí cho việc gì, ở đâu, theo quyết định nào").click()
        page.get_by_label("Dự án, sản phẩm, chương trình").fill("tinh dau")
        page.keyboard.press("Enter")
        summary = page.get_by_role("region", name="Theo năm, huyện và quyết định")
        for (year, district, decision, by), vnd in ANSWER.items():
            row = summary.get_by_role("row").filter(has_text=decision).filter(has_text=district)
            expect(row).to_contain_text(str(year))
            expect(row).to_contain_text(by)
            expect(row).to_contain_text(f"{vnd:,}".replace(",", "."))
        page.get_by_role("region", name="Từng khoản").get_by_role("link", name="650.000.000").click()
        expect(page.locator(".text .chosen")).to_have_text("650")
        expect(page.locator(".sheet .chosen rect").first).to_be_visible()


def _keys(frame: object) -> list[tuple[object, ...]]:
    return list(frame[["year", "district", "decision", "decided_by"]].itertuples(index=False, name=None))  # type: ignore[index]


def test_more_documents_than_can_be_added_up_are_told(oils: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.web.pages.given.MANY", 1)
    assert "hãy gõ cụ thể hơn" in Site(oils).get("/money/given?q=tinh+dau").text
    assert "Không có khoản nào khớp" in Site(oils).get("/money/given?q=khong+dau+co").text


def test_a_part_that_has_the_words_leads_to_its_row(tmp_path: Path, corpus: Path) -> None:
    with Database(tmp_path / "x.db") as database:
        document = process_file(corpus / "218-QD-UBND-2022.pdf")
        assert isinstance(document, Document)
        save(database, document)
    page = Site(tmp_path / "x.db").get("/money/given?q=hoi+cho").text
    [found] = re.findall(r'<a href="(/documents/[^"]+)">700\.000\.000</a>', page)
    assert "2.000.000.000" not in page
    start, end = map(int, re.findall(r"at=(\d+)-(\d+)", found)[0])
    assert document.text.text[start:end] == "700"
    assert "2.000.000.000" in Site(tmp_path / "x.db").get("/money/given?q=mot+san+pham").text
