"""The audit's report, from a real PDF to the page and back."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from click.testing import CliRunner
from conftest import save
from openpyxl import load_workbook

from flows.process import process_file
from pipeline.commands.auditing import audit
from pipeline.display import Display
from pipeline.errors import MissingExtra
from pipeline.query import findings
from pipeline.query.checks import check_title
from pipeline.query.report import report_html, report_pdf
from pipeline.records import Document
from pipeline.store import Database


@pytest.fixture
def db(tmp_path: Path, draw_pdf: Callable[..., bytes]) -> Path:
    source = tmp_path / "bao-cao.pdf"
    source.write_bytes(
        draw_pdf(
            [
                (60, 80, "Số: 5/BC-SNN"),
                (60, 120, "BÁO CÁO"),
                (60, 200, "Tổng chi năm 2021 là 30 triệu đồng, gồm: <b>A</b> 14 triệu đồng; B 20 triệu đồng."),
                (60, 230, "Theo Kế hoạch số 8/KH-SNN ngày 04/3/2021."),
            ]
        )
    )
    document = process_file(source)
    assert isinstance(document, Document)
    with Database(tmp_path / "x.db") as database:
        save(database, document)
    return tmp_path / "x.db"


def test_the_page_quotes_once_draws_the_figures_and_says_no_more_than_it_must(db: Path) -> None:
    page = report_html(db, findings(db), "vi").decode()
    assert page.count("<blockquote>") == 1 and page.count("<mark>") == 3
    assert "&lt;b&gt;A&lt;/b&gt;" in page and "<b>A</b>" not in page
    assert page.count("data:image/png;base64,") == 1
    assert '<td class="money">14.000.000</td>' in page and "-4.000.000" in page
    assert "<script" not in page and "http://" not in page.replace("http://www.w3.org/", "")
    assert "Parts add up" in report_html(db, findings(db), "en").decode()


def test_the_page_says_what_was_checked_and_why_some_cannot_be_told(db: Path) -> None:
    page = report_html(db, findings(db), "vi").decode()
    footing = re.search(r"<tr><td>Cộng lại các khoản thành phần</td>(.*?)</tr>", page)
    assert footing and re.findall(r">([\d–]+)<", footing[1]) == ["1", "–", "–", "1", "–"]
    assert "Không rõ ngày ban hành của chính văn bản." in page
    assert "known" in report_html(db, findings(db), "en").decode()


def test_a_file_that_changed_since_is_quoted_and_not_drawn(db: Path) -> None:
    (db.parent / "bao-cao.pdf").write_bytes(b"khac")
    page = report_html(db, findings(db), "vi").decode()
    assert "<mark>30 triệu đồng</mark>" in page and "data:image/png" not in page


def test_the_pdf_holds_what_the_page_says(db: Path) -> None:
    with pdfplumber.open(io.BytesIO(report_pdf(db, findings(db), "vi"))) as report:
        text = "\n".join(page.extract_text() for page in report.pages)
        assert round(report.pages[0].width), round(report.pages[0].height) == (595, 842)
    assert "Báo cáo kiểm tra số liệu" in text and "14.000.000" in text


def test_a_report_as_pdf_without_its_library_says_what_to_install(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra) as refused:
        report_pdf(db, findings(db), "vi")
    assert ".[pdf]" in refused.value.vi and "Pango" in refused.value.vi and "Pango" in refused.value.en


def test_a_workbook_holds_what_was_checked(db: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(audit, ["--db", str(db), "--report", str(tmp_path / "a.xlsx")], obj=Display("vi"))
    assert done.exit_code == 0, done.output
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Dữ liệu", "Đã kiểm", "Chưa rõ", "Thông tin"]
    CliRunner().invoke(audit, ["--db", str(db), "--report", str(tmp_path / "en.xlsx")], obj=Display("en"))
    assert load_workbook(tmp_path / "en.xlsx").sheetnames == ["Data", "Tested", "Cannot tell", "About"]
    told = {row[0]: row[1:6] for row in book["Đã kiểm"].iter_rows(min_row=2, values_only=True)}
    assert told[check_title("footing", "vi")] == (1, 0, 0, 1, 0)
