"""The analyst's commands: figures, projects, what was given, citations and the timeline in tables and files, and SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.options import MOST, Coded, KindOfDocument, Vnd, Year, period_options
from pipeline.commands.output import Out, emit, filled, output_options
from pipeline.display import Display
from pipeline.language import Bilingual as B

if TYPE_CHECKING:
    import pandas as pd

_SUMS = ("year", "district", "today_province", "decision", "decided_by", "amounts", "vnd")
_EACH = ("year", "district", "purpose", "vnd", "fund", "decision", "document", "page", "text")
_place = click.option("--place", help=B("Xã, huyện, tỉnh cũ hoặc tỉnh hiện nay.", "Commune, district, province of then or of today."))  # fmt: skip
_document = click.option("--document", help=B("Văn bản có số ký hiệu hoặc tên tệp này.", "The document with this number or file."))  # fmt: skip
_kind = click.option("--kind", type=KindOfDocument(), metavar=B("LOẠI", "KIND"), help=B("Loại văn bản: QĐ, BC, KH, CV ...", "Kind of document: QĐ, BC, KH, CV ..."))  # fmt: skip
_issuer = click.option("--issuer", help=B("Cơ quan ban hành có chứa các từ này.", "Issuer that contains these words."))
_issued = period_options("Văn bản ban hành", "Documents issued")
_cited = period_options("Văn bản được viện dẫn ban hành", "Documents cited that were issued")


def _found(display: Display, find: Callable[..., pd.DataFrame], db: Path, filters: dict[str, Any]) -> pd.DataFrame:
    """What a view finds; where that is nothing, and no place is called as was asked, a hint says so."""
    frame = find(db, **filters)
    place = filters["place"]
    if place and frame.empty:
        from pipeline.query.missing import is_place

        if not is_place(db, place):
            hint = (
                f"Không có xã, huyện, tỉnh nào tên “{place}”.",
                f"No commune, district or province is called “{place}”.",
            )
            display.err.print(display.say(*hint), markup=False)
    return frame


@click.command(help=B("Các số tiền, với vai trò, nguồn và năm.", "Amounts of money, with role, fund and year."))
@click.option("--year", type=Year(), help=B("Năm ngân sách.", "Fiscal year."))
@click.option("--role", type=Coded("role"), metavar=B("VAI_TRÒ", "ROLE"), help=B("Vai trò: allocated (bố trí), spent (sử dụng), disbursed (giải ngân), planned (dự kiến), total (tổng), part (thành phần) ...", "Role: allocated, spent, disbursed, planned, total, part ..."))  # fmt: skip
@click.option("--fund", help=B("Nguồn vốn có chứa các từ này.", "Fund that contains these words."))
@_document
@click.option("--contains", help=B("Câu quanh số tiền có chứa các từ này.", "Words around the amount."))
@_place
@click.option("--project", help=B("Tên dự án có chứa các từ này.", "Project's name that contains these words."))
@_issuer
@_kind
@click.option(
    "--at-least",
    type=Vnd(),
    metavar="VND",
    help=B("Từ số tiền này trở lên, bằng đồng.", "From this amount up, in đồng."),
)
@_issued
@output_options
@click.pass_obj
def figures(display: Display, /, db: Path, out: Out, **filters: Any) -> None:
    from pipeline.query.frames import figures as find

    columns = ("document", "page", "text", "vnd", "role", "fund", "fiscal_year", "district", "today_province")
    frame = _found(display, find, db, filters)
    emit(display, frame, (*columns, *filled(frame, "file")), out, "vanban figures")


@click.command(help=B("Các dự án, với kinh phí, địa điểm và đơn vị thụ hưởng.", "Projects, with cost, place and beneficiary."))  # fmt: skip
@click.option("--year", type=Year(), help=B("Năm của dự án.", "Year of the project."))
@_place
@_issuer
@click.option("--contains", help=B("Tên có chứa các từ này.", "Name that contains these words."))
@_document
@click.option("--kind", help=B("Loại dự án có chứa các từ này: mô hình, đề án ...", "Kind of project that contains these words: mô hình, đề án ..."))  # fmt: skip
@_issued
@output_options
@click.pass_obj
def projects(display: Display, /, db: Path, out: Out, **filters: Any) -> None:
    from pipeline.query.frames import projects as find

    columns = ("name", "total_vnd", "year", "district", "today_province", "decision", "document")
    frame = _found(display, find, db, filters)
    emit(display, frame, (*columns, *filled(frame, "file")), out, "vanban projects")


@click.command(help=B("Đã bố trí bao nhiêu, cho huyện nào, theo quyết định nào. Cộng các khoản bố trí cho dự án, sản phẩm hay chương trình có các TỪ này theo năm, huyện và quyết định; mỗi khoản tính một lần.", "How much was given, to which district, on whose decision. Adds up what was allocated to projects, products or programmes with these WORDS by year, district and decision; each sum counts once."))  # fmt: skip
@click.argument("words", nargs=-1, metavar=B("[TỪ...]", "[WORDS...]"))
@click.option("--year", type=Year(), help=B("Năm ngân sách.", "Fiscal year."))
@_place
@click.option("--fund", help=B("Nguồn vốn có chứa các từ này.", "Fund that contains these words."))
@click.option("--decided-by", help=B("Cơ quan quyết định có chứa các từ này.", "Authority that decided, containing these words."))  # fmt: skip
@click.option("--each", is_flag=True, help=B("Từng khoản với nguyên văn, thay cho số cộng.", "Sum by sum with its words, in place of totals."))  # fmt: skip
@output_options
@click.pass_obj
def given(display: Display, /, words: tuple[str, ...], each: bool, db: Path, out: Out, **filters: Any) -> None:  # fmt: skip
    from pipeline.query.given import added_up, replaced_of
    from pipeline.query.given import given as find

    asked = " ".join(words)
    rows = _found(display, find, db, {"contains": asked or None, **filters})
    emit(display, rows if each else added_up(rows), _EACH if each else _SUMS, out, f"vanban given {asked}".rstrip())  # fmt: skip
    if out.on_screen and not rows.empty:
        display.total(int(rows["vnd"].sum()))
    if out.on_screen and rows.empty and asked:
        display.replaced(replaced_of(db, asked, filters["year"]))


@click.command(help=B("Văn bản nào viện dẫn văn bản nào. --number, --kind, --issuer, --year, --from, --to, --held nói về văn bản được viện dẫn; --document, --citing-kind, --citing-year, --place về văn bản viện dẫn.", "Which document cites which. --number, --kind, --issuer, --year, --from, --to and --held ask for the cited document; --document, --citing-kind, --citing-year and --place for the one that cites."))  # fmt: skip
@click.option("--number", help=B("Số ký hiệu có chứa chuỗi này.", "Number that contains this."))
@_kind
@_issuer
@click.option("--year", type=Year(), help=B("Năm ban hành.", "Year of issue."))
@_cited
@click.option(
    "--held/--not-held",
    default=None,
    help=B("Chỉ văn bản kho đã có, hoặc chưa có.", "Only what the archive holds, or does not."),
)
@click.option("--relation", type=Coded("relation"), metavar=B("QUAN_HỆ", "RELATION"), help=B("Quan hệ: căn cứ, thực hiện, sửa đổi, thay thế, bãi bỏ, nhắc đến.", "How it is cited."))  # fmt: skip
@click.option("--contains", help=B("Trích yếu hoặc câu viện dẫn có chứa các từ này.", "Words of the subject or around the citation."))  # fmt: skip
@_document
@click.option("--citing-kind", type=KindOfDocument(), metavar=B("LOẠI", "KIND"), help=B("Loại của văn bản viện dẫn.", "Kind of the citing document."))  # fmt: skip
@click.option(
    "--citing-year", type=Year(), help=B("Năm ban hành của văn bản viện dẫn.", "Year of the citing document.")
)
@_place
@output_options
@click.pass_obj
def citations(display: Display, /, db: Path, out: Out, **filters: Any) -> None:
    from pipeline.query.frames import citations as find

    columns = ("document", "number", "kind", "cited_issued_on", "cited_issuer", "relation", "held")
    frame = _found(display, find, db, filters)
    emit(display, frame, (*columns, *filled(frame, "file")), out, "vanban citations")


@click.command(help=B("Các văn bản được viện dẫn mà kho chưa có.", "Documents that are cited and not held."))
@click.option("--number", help=B("Số ký hiệu có chứa chuỗi này.", "Number that contains this."))
@_kind
@_issuer
@click.option("--year", type=Year(), help=B("Năm ban hành.", "Year of issue."))
@_cited
@click.option("--relation", type=Coded("relation"), metavar=B("QUAN_HỆ", "RELATION"), help=B("Có ít nhất một lần được viện dẫn với quan hệ này.", "Cited at least once in this relation."))  # fmt: skip
@click.option(
    "--contains",
    help=B(
        "Số ký hiệu, cơ quan hoặc trích yếu có chứa các từ này.", "Number, issuer or subject that contains these words."
    ),
)
@click.option("--document", help=B("Được văn bản có số ký hiệu hoặc tên tệp này viện dẫn.", "Cited by the document with this number or file."))  # fmt: skip
@click.option("--place", help=B("Được văn bản của xã, huyện, tỉnh này viện dẫn.", "Cited by a document of this commune, district or province."))  # fmt: skip
@click.option("--at-least", type=click.IntRange(1, MOST), default=1, show_default=True, help=B("Được viện dẫn ít nhất ngần này lần.", "Cited at least so often."))  # fmt: skip
@output_options
@click.pass_obj
def missing(display: Display, /, db: Path, out: Out, **filters: Any) -> None:
    from pipeline.query.missing import COLUMNS
    from pipeline.query.missing import missing as find

    emit(display, _found(display, find, db, filters), COLUMNS, out, "vanban missing")


@click.command(help=B("Diễn biến theo thời gian: văn bản, viện dẫn, kinh phí.", "What happened when: documents, citations, money."))  # fmt: skip
@click.option("--year", type=Year(), help=B("Năm của sự việc.", "Year of the event."))
@period_options("Sự việc", "Events")
@click.option("--event", type=Coded("event"), metavar=B("SỰ_VIỆC", "EVENT"), help=B("Sự việc: ban hành, được viện dẫn, bố trí, sử dụng, giải ngân.", "Kind of event."))  # fmt: skip
@_kind
@_issuer
@click.option("--number", help=B("Số ký hiệu có chứa chuỗi này.", "Number that contains this."))
@_place
@click.option("--contains", help=B("Nội dung có chứa các từ này.", "Subject or words of the event that contain these."))
@output_options
@click.pass_obj
def timeline(display: Display, /, db: Path, out: Out, **filters: Any) -> None:
    from pipeline.query.frames import timeline as find

    emit(
        display,
        _found(display, find, db, filters),
        ("day", "event", "document", "words", "vnd"),
        out,
        "vanban timeline",
    )


@click.command(help=B("Chạy một câu SQL chỉ đọc.", "Run a read-only SQL query."))
@click.argument("sql")
@output_options
@click.pass_obj
def query(display: Display, sql: str, db: Path, out: Out) -> None:
    from pipeline.query.sql import run_sql

    frame = run_sql(db, sql)
    if out.on_screen:
        display.as_asked(frame)
    else:
        # What was asked by the database's names is answered by them, unless words are asked for.
        emit(display, frame, tuple(frame.columns), replace(out, labels=bool(out.labels)), sql)
