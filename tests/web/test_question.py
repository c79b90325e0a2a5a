"""The analyst's question, by every way there is: how much was given to essential-oil projects, by year and district, and on
whose decision, each figure leading back to its words.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from conftest import ROOT
from openpyxl import load_workbook
from playwright.sync_api import expect
from web.browser import CHROMIUM, chromium, quiet_page, served
from web.site import Site

from benchmarks.written import as_docx, as_pdf
from flows.process import process_file
from pipeline.audit.archive import check_subject
from pipeline.query.given import GROUPS, added_up, given
from pipeline.query.sql import run_sql
from pipeline.records import Document
from pipeline.store import Database, connect_read_only

HEAD = """ỦY BAN NHÂN DÂN
{where}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày {day}

QUYẾT ĐỊNH
{subject}

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Xét đề nghị của Giám đốc Sở Nông nghiệp và Phát triển nông thôn,

QUYẾT ĐỊNH:

{body}
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hà Sỹ Đồng
"""
TABLE = """Điều 1. Phân bổ 1.500 triệu đồng từ nguồn ngân sách tỉnh năm 2019 để thực hiện các dự án sau (chi tiết tại biểu kèm theo).
Biểu phân bổ kinh phí hỗ trợ các dự án tinh dầu năm 2019
Đơn vị tính: triệu đồng
TT\tTên dự án\tĐơn vị thực hiện\tĐịa điểm\tKinh phí hỗ trợ
1\tDự án chế biến tinh dầu tràm\tHợp tác xã Tràm Hải Lăng\tHuyện Hải Lăng\t650
2\tDự án chưng cất tinh dầu quế\tTổ hợp tác Hướng Phùng\tHuyện Hướng Hóa\t450
3\tDự án trồng cây tràm gió lấy tinh dầu\tHợp tác xã Gio Mỹ\tHuyện Gio Linh\t400
\tTổng cộng\t\t\t1.500"""
DISTRICT = """Điều 1. Phân bổ 250 triệu đồng từ nguồn ngân sách huyện năm 2020 cho Hợp tác xã Tràm Hải Lăng thực hiện Dự án nâng cấp dây chuyền chiết xuất tinh dầu tràm tại xã Hải Thượng, huyện Hải Lăng."""
OTHER = """Điều 1. Phân bổ 900 triệu đồng từ nguồn ngân sách tỉnh năm 2020 cho Hợp tác xã Gio An thực hiện Dự án sản xuất hồ tiêu hữu cơ tại xã Gio An, huyện Gio Linh."""
REPORT = """ỦY BAN NHÂN DÂN TỈNH QUẢNG TRỊ
SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN
Số: 312/BC-SNN
Quảng Trị, ngày 18 tháng 12 năm 2019

BÁO CÁO
Kết quả thực hiện các dự án tinh dầu năm 2019

Năm 2019, Ủy ban nhân dân tỉnh đã bố trí 1.500 triệu đồng tại Quyết định số 2456/QĐ-UBND ngày 15 tháng 8 năm 2019; đã giải ngân 1.400 triệu đồng.
"""
PROVINCE, HAI_LANG = "Ủy ban nhân dân tỉnh Quảng Trị", "Ủy ban nhân dân huyện Hải Lăng"
ANSWER = {
    (2019, "huyện Hải Lăng", "2456/QĐ-UBND", PROVINCE): 650_000_000,
    (2019, "huyện Hướng Hóa", "2456/QĐ-UBND", PROVINCE): 450_000_000,
    (2019, "huyện Gio Linh", "2456/QĐ-UBND", PROVINCE): 400_000_000,
    (2020, "huyện Hải Lăng", "1420/QĐ-UBND", HAI_LANG): 250_000_000,
}


@pytest.fixture(scope="module")
def oils(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two decisions on essential oils, a PDF with a table and a DOCX, one on pepper, and a report that tells the money again."""
    folder = tmp_path_factory.mktemp("oils")

    def decision(number: str, day: str, subject: str, body: str, where: str = "TỈNH QUẢNG TRỊ") -> str:
        place = "Hải Lăng" if "HUYỆN" in where else "Quảng Trị"
        return HEAD.format(where=where, number=number, place=place, day=day, subject=subject, body=body)

    files = {
        "2456.pdf": as_pdf(decision("2456/QĐ-UBND", "15 tháng 8 năm 2019", "Về việc hỗ trợ kinh phí thực hiện các dự án tinh dầu năm 2019", TABLE)),
        "1420.docx": as_docx(decision("1420/QĐ-UBND", "9 tháng 9 năm 2020", "Về việc hỗ trợ Dự án nâng cấp dây chuyền chiết xuất tinh dầu tràm", DISTRICT, "HUYỆN HẢI LĂNG")),
        "77.docx": as_docx(decision("77/QĐ-UBND", "3 tháng 3 năm 2020", "Về việc hỗ trợ Dự án sản xuất hồ tiêu hữu cơ", OTHER)),
        "312.docx": as_docx(REPORT),
    }  # fmt: skip
    with Database(folder / "vanban.db") as database:
        for name, data in files.items():
            (folder / name).write_bytes(data)
            document = process_file(folder / name)
            assert isinstance(document, Document), name
            database.save(document)
        database.resolve_citations()
        database.compare(check_subject)
    return folder / "vanban.db"


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


def test_in_sql(oils: Path) -> None:
    sums = run_sql(
        oils,
        "SELECT year, district, decision, decided_by, sum(vnd) AS vnd FROM v_money_given "
        "WHERE purpose LIKE '%tinh dầu%' OR subject LIKE '%tinh dầu%' GROUP BY 1, 2, 3, 4",
    )
    assert dict(zip(_keys(sums), sums["vnd"], strict=True)) == ANSWER


def test_on_the_command_line(oils: Path) -> None:
    def asked(*arguments: str) -> str:
        command = [sys.executable, "-m", "pipeline", "given", *arguments, "--db", str(oils)]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout

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
        key = tuple(told[name].value for name in ("year", "district", "decision", "decided_by"))
        found[key] = told["vnd"].value
        assert told["link"].hyperlink.target == told["link"].value
        assert f"/documents/{told['document_id'].value}?at=" in told["link"].value
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
