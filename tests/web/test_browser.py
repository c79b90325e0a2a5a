"""What people do, in a real browser: search, narrow down, see a figure on its page, take a file away, follow a citation."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from web.browser import CHROMIUM, chromium, quiet_page, served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def address(archive: Path) -> Iterator[str]:
    with served(archive) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with quiet_page(browser, address) as page:
        yield page


def _document(archive: Path, number: str) -> str:
    with sqlite3.connect(archive) as connection:
        return f"/documents/{connection.execute('SELECT id FROM documents WHERE number = ?', [number]).fetchone()[0]}"


def test_search_without_diacritics_narrow_down_and_take_a_workbook_away(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_label("Tìm trong văn bản").fill("san pham")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_have_text(re.compile("sản phẩm", re.IGNORECASE))
    whole = page.locator("ol.hits > li").count()
    page.locator(".facets").get_by_role("link", name=re.compile("^2022")).click()
    expect(page).to_have_url(re.compile("year=2022"))
    narrowed = page.locator("ol.hits > li").count()
    assert 0 < narrowed < whole
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    download.value.save_as(tmp_path / "a.xlsx")
    rows = list(load_workbook(tmp_path / "a.xlsx")["Dữ liệu"].iter_rows(values_only=True))
    assert rows[0][0] == "Số ký hiệu" and len(rows) == narrowed + 1
    page.get_by_role("link", name="Bỏ lọc 2022").click()
    expect(page.locator("ol.hits > li")).to_have_count(whole)


def test_a_figure_in_the_words_is_boxed_on_the_picture_and_told_in_its_row(page: Page, archive: Path) -> None:
    page.goto(_document(archive, "176/BC-SNN"))
    picture = page.get_by_role("img", name=re.compile("^Ảnh trang 1"))
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") > 1000
    figure = page.locator(".text").get_by_role("link", name="150 triệu đồng")
    figure.click()
    box = page.locator(".sheet .chosen rect").first
    expect(box).to_be_visible()
    told = page.locator("#figure")
    expect(told).to_contain_text("150.000.000")
    expect(told).to_contain_text("money.figures")
    both = "(sheet, box) => [sheet, box].map((e) => e.getBoundingClientRect().toJSON())"
    sheet, rectangle = picture.evaluate(both, box.element_handle())
    # The line of 2. of the printed page, in its upper half, right of its middle.
    assert sheet["y"] < rectangle["y"] < sheet["y"] + sheet["height"] / 2
    assert sheet["x"] < rectangle["x"] < rectangle["x"] + rectangle["width"] < sheet["x"] + sheet["width"]
    # And back: a row's words choose the figure, by keyboard.
    row = page.get_by_role("link", name="86 triệu đồng", exact=True).and_(page.locator("tbody a[data-mention]"))
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".text .chosen")).to_have_text("86 triệu đồng")
    expect(told).to_contain_text("86.000.000")


def test_the_box_lies_on_the_printed_words(page: Page, archive: Path) -> None:
    page.goto(_document(archive, "218/QĐ-UBND"))
    page.locator(".text").get_by_role("link", name="2.000 triệu đồng").first.click()
    inked = page.evaluate("""() => {
      const image = document.querySelector(".sheet img"), rect = document.querySelector(".sheet .chosen rect");
      const box = document.querySelector(".sheet svg").viewBox.baseVal, scale = image.naturalWidth / box.width;
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.drawImage(image, 0, 0);
      const dark = (x, y, w, h) => {
        const { data } = context.getImageData(x * scale, y * scale, w * scale, h * scale);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) count += data[at] < 128;
        return count / (data.length / 4);
      };
      const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => rect[name].baseVal.value);
      return { inside: dark(x, y, w, h), edge: dark(x, y - 1, w, 1.5) };
    }""")
    assert inked["inside"] > 0.08 and inked["edge"] < inked["inside"] / 3


def test_a_citation_is_followed_to_the_document_that_is_held(page: Page, archive: Path) -> None:
    page.goto(_document(archive, "218/QĐ-UBND"))
    page.locator(".text a.citations", has_text="142/KH-UBND").click()
    expect(page).to_have_url(re.compile(_document(archive, "142/KH-UBND") + "$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("142/KH-UBND")


def test_the_graph_is_followed_by_keyboard_to_a_document(page: Page, archive: Path) -> None:
    page.goto("/citations")
    page.get_by_role("link", name=re.compile("^142.KH-UBND, 18.11.2021")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Quanh 142/KH-UBND")).to_be_visible()
    expect(page.locator("svg .chosen")).to_contain_text("142/KH-UBND")
    missing = page.locator("svg .hollow").count()
    page.get_by_role("checkbox", name="thực hiện").uncheck()
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("svg .edge.implements")).to_have_count(0)
    assert missing == page.locator("svg .hollow").count() == 0
    page.get_by_role("link", name="Mở văn bản").click()
    expect(page).to_have_url(re.compile(_document(archive, "142/KH-UBND") + "$"))


def test_the_evidence_of_a_finding_is_boxed_on_its_page(page: Page) -> None:
    page.goto("/findings")
    page.get_by_label("Phép kiểm tra").select_option("footing")
    page.get_by_role("button", name="Lọc").click()
    page.get_by_role("link", name=re.compile("150 triệu đồng")).click()
    strip = page.get_by_role("img", name=re.compile("^176.BC-SNN, trang 1"))
    expect(strip).to_be_visible()
    # Both at one moment: the page may still move while its letters come.
    picture, box = strip.evaluate("s => [s, s.querySelector('rect')].map((e) => e.getBoundingClientRect().toJSON())")
    assert picture["height"] < picture["width"] / 2
    assert picture["top"] < box["top"] < box["bottom"] < picture["bottom"]
    drawn = page.evaluate("fetch(document.querySelector('.strip image').href.baseVal).then((answer) => answer.status)")
    assert drawn == 200
    page.locator("blockquote").get_by_role("link", name="176/BC-SNN").click()
    expect(page.locator(".text .chosen")).to_have_text("246 triệu đồng")


def test_a_figure_of_the_chart_leads_to_its_words(page: Page) -> None:
    page.goto("/money?by=fund&year=2018")
    chart = page.get_by_role("img", name=re.compile("^Biểu đồ: Kinh phí theo nguồn"))
    assert chart.evaluate("image => image.complete && image.naturalWidth") > 300
    page.get_by_role("link", name="500.000.000", exact=True).click()
    page.get_by_role("rowheader").get_by_role("link", name="500.000.000").click()
    expect(page.locator(".text .chosen")).to_have_text("500 triệu đồng")


def test_the_language_is_switched_and_kept(page: Page) -> None:
    page.goto("/search?q=san+pham")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("Words to look for")).to_have_value("san pham")
    page.goto("/review")
    expect(page.get_by_role("heading", level=1)).to_have_text("Values to review")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Giá trị cần xem lại")


def test_a_query_is_written_and_run(page: Page) -> None:
    page.goto("/vanban")
    page.get_by_label("Câu lệnh SQL").fill("SELECT number FROM documents WHERE kind = 'TB'")
    page.get_by_role("button", name="Chạy").click()
    expect(page.get_by_role("cell", name="27/TB-VPUB")).to_be_visible()


KINDS = {
    "home": "/",
    "search": "/search?q=san+pham&year=2022",
    "pdf": "176/BC-SNN",
    "text": "96/SNN-PTNT",
    "projects": "/projects",
    "project": "/project?key={project}",
    "timeline": "/timeline?year=2022",
    "period": "/timeline?from=2021&to=2022&q=san+pham",
    "money": "/money?by=fund",
    "amounts": "/money/amounts?by=year&state=allocated&year=2022",
    "given": "/money/given?q=san+pham",
    "ledger": "/money/ledger",
    "graph": "/citations",
    "cited": "/citations/list",
    "named": "/citations?number=1/1",
    "missing": "/citations/missing",
    "findings": "/findings",
    "finding": "/findings/{finding}",
    "checks": "/checks",
    "failures": "/failures",
    "review": "/review",
    "sql": "/vanban",
    "table": "/vanban/amounts?fiscal_year=2022&_size=5",
    "query": "/vanban/ledger?year=2022",
    "own query": "/vanban?sql=select+1+as+one",
}


def _where(archive: Path, kind: str) -> str:
    """The address of a kind of page: that of a document by its number, of a project or finding that there is."""
    if not KINDS[kind].startswith("/"):
        return _document(archive, KINDS[kind])
    with sqlite3.connect(archive) as connection:
        (project,) = connection.execute(
            "SELECT project_key FROM projects_once ORDER BY sources DESC, project_key"
        ).fetchone()
        (finding,) = connection.execute("SELECT fingerprint FROM findings WHERE check_name = 'footing'").fetchone()
    return KINDS[kind].format(project=quote(project), finding=finding)


def test_the_ledger_fits_on_paper_without_what_only_a_screen_needs(browser: Browser, address: str) -> None:
    with quiet_page(browser, address, width=700) as page:
        page.goto("/money/ledger?year=2022")
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= 700, "over the margin"
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        expect(page.locator("form.choices")).to_be_hidden()
        expect(page.locator("#entries")).to_be_visible()


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_bars_anyone(browser: Browser, address: str, archive: Path, kind: str) -> None:
    with quiet_page(browser, address, width=375) as page:
        page.goto(_where(archive, kind))
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, "wider than a phone"
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
        found = Axe().run(page).response["violations"]
        page.emulate_media(media="print")
        expect(page.locator("header.site nav")).to_be_hidden()
        expect(page.locator("main")).to_be_visible()
    grave = [
        (one["id"], [node["html"] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []
