"""The analyst's commands: figures, projects and citations in tables and files, and SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.commands.options import emit, output_options
from pipeline.display import Display
from pipeline.language import Bilingual as B


@click.command(help=B("Các số tiền, với vai trò, nguồn và năm.", "Amounts of money, with role, fund and year."))
@click.option("--year", type=int, help=B("Năm ngân sách.", "Fiscal year."))
@click.option("--role", help=B("Vai trò: allocated, spent, planned, total, part ...", "Role: allocated, spent, planned, total, part ..."))  # fmt: skip
@click.option("--fund", help=B("Nguồn vốn có chứa các từ này.", "Fund that contains these words."))
@click.option("--document", help=B("Số ký hiệu văn bản.", "Number of the document."))
@click.option("--contains", help=B("Câu có chứa các từ này.", "Words around the amount."))
@click.option("--place", help=B("Xã, huyện, tỉnh cũ hoặc tỉnh hiện nay.", "Commune, district, province of then or of today."))  # fmt: skip
@click.option("--project", help=B("Tên dự án có chứa các từ này.", "Project's name that contains these words."))
@click.option("--issuer", help=B("Cơ quan ban hành có chứa các từ này.", "Issuer that contains these words."))
@click.option("--kind", help=B("Loại văn bản: QĐ, BC, KH ...", "Kind of document: QĐ, BC, KH ..."))
@click.option("--at-least", type=int, metavar="VND", help=B("Từ số tiền này (đồng).", "From this amount (đồng)."))
@output_options
@click.pass_obj
def figures(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.frames import figures as find

    columns = ("document", "page", "text", "vnd", "role", "fund", "fiscal_year", "district", "today_province")
    emit(display, find(db, **filters), columns, form, output, "vanban figures")


@click.command(help=B("Các dự án, với kinh phí, địa điểm và đơn vị thụ hưởng.", "Projects, with cost, place and beneficiary."))  # fmt: skip
@click.option("--year", type=int, help=B("Năm.", "Year."))
@click.option("--place", help=B("Xã, huyện, tỉnh cũ hoặc tỉnh hiện nay.", "Commune, district, province of then or of today."))  # fmt: skip
@click.option("--issuer", help=B("Cơ quan ban hành có chứa các từ này.", "Issuer that contains these words."))
@click.option("--contains", help=B("Tên có chứa các từ này.", "Name that contains these words."))
@click.option("--document", help=B("Số ký hiệu văn bản.", "Number of the document."))
@output_options
@click.pass_obj
def projects(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.frames import projects as find

    columns = ("name", "total_vnd", "year", "district", "today_province", "decision", "document")
    emit(display, find(db, **filters), columns, form, output, "vanban projects")


@click.command(help=B("Các văn bản được viện dẫn.", "Documents that are cited."))
@click.option("--number", help=B("Số ký hiệu có chứa.", "Number that contains this."))
@click.option("--relation", help=B("basis, implements, amends, replaces, repeals, mentions.", "basis, implements, amends, replaces, repeals, mentions."))  # fmt: skip
@click.option("--kind", help=B("Loại văn bản: QĐ, KH, CV ...", "Kind: QĐ, KH, CV ..."))
@click.option("--document", help=B("Số ký hiệu văn bản viện dẫn.", "Number of the citing document."))
@output_options
@click.pass_obj
def citations(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.frames import citations as find

    columns = ("document", "number", "kind", "cited_issued_on", "cited_issuer", "relation", "held")
    emit(display, find(db, **filters), columns, form, output, "vanban citations")


@click.command(help=B("Các văn bản được viện dẫn mà kho chưa có.", "Documents that are cited and not held."))
@click.option("--kind", help=B("Loại văn bản: QĐ, KH, CV ...", "Kind: QĐ, KH, CV ..."))
@click.option("--at-least", type=click.IntRange(1), default=1, show_default=True, help=B("Được viện dẫn từ ngần này lần.", "Cited at least so often."))  # fmt: skip
@output_options
@click.pass_obj
def missing(display: Display, /, db: Path, form: str, output: Path | None, kind: str | None, at_least: int) -> None:
    from pipeline.query.missing import COLUMNS
    from pipeline.query.missing import missing as find

    emit(display, find(db, kind=kind, at_least=at_least), COLUMNS, form, output, "vanban missing")


@click.command(help=B("Diễn biến theo thời gian: văn bản, viện dẫn, kinh phí.", "What happened when: documents, citations, money."))  # fmt: skip
@click.option("--year", type=int, help=B("Năm.", "Year."))
@click.option("--contains", help=B("Nội dung có chứa các từ này.", "What contains these words."))
@output_options
@click.pass_obj
def timeline(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.frames import timeline as find

    emit(display, find(db, **filters), ("day", "event", "document", "words", "vnd"), form, output, "vanban timeline")


@click.command(help=B("Chạy một câu SQL chỉ đọc.", "Run read-only SQL."))
@click.argument("sql")
@output_options
@click.pass_obj
def query(display: Display, sql: str, db: Path, form: str, output: Path | None) -> None:
    from pipeline.query.sql import run_sql

    frame = run_sql(db, sql)
    emit(display, frame, tuple(frame.columns), form, output, sql)
