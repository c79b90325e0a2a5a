"""The command `vanban`; thin: each command asks a room or a flow and hands the answer to the display.

Rooms are imported inside the commands that use them, so that `vanban --help` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from pipeline.display import Display
from pipeline.errors import ExitCode, UsageError, VanbanError
from pipeline.language import Bilingual as B
from pipeline.language import choose, localise, translate_click

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.records import Ocr

FAULT = 70
INTERRUPTED = 130
FORMATS = ("table", "csv", "json", "xlsx", "parquet")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def _lang_option(command: Any) -> Any:
    return click.option(
        "--lang", type=click.Choice(["vi", "en"]), expose_value=False, help=B("Ngôn ngữ.", "Language.")
    )(command)


def _db_option(command: Any) -> Any:
    return _lang_option(
        click.option(
            "--db",
            type=click.Path(path_type=Path),
            default=Path("vanban.db"),
            envvar="VANBAN_DB",
            show_default=True,
            help=B("Tệp cơ sở dữ liệu.", "The database file."),
        )(command)
    )


def _output_options(command: Any) -> Any:
    """--format and --output of the analyst's views."""
    command = click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help=B("Định dạng.", "Format."),
    )(command)
    return _db_option(
        click.option("--output", type=click.Path(path_type=Path), help=B("Ghi vào tệp này.", "Write to this file."))(
            command
        )
    )


@click.group(
    context_settings=CONTEXT,
    help=B(
        "Biến văn bản hành chính thành cơ sở dữ liệu kiểm tra được.",
        "Turns official documents into a database that can be audited.",
    ),
)
@click.version_option(package_name="vanban", help=B("In số phiên bản rồi thoát.", "Show the version and exit."))
@_lang_option
@click.pass_context
def cli(context: click.Context) -> None:
    context.ensure_object(Display)


@cli.command(help=B("Nạp tệp và thư mục vào kho.", "Load files and folders into the archive."))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help=B("Số tiến trình (mặc định: số nhân CPU).", "Processes (default: CPU cores)."),
)
@click.option("--runner", type=click.Choice(["process", "dask"]), default="process", show_default=True, help=B("Chạy tại máy này hay trên cụm Dask.", "Run on this machine or on a Dask cluster."))  # fmt: skip
@click.option("--dask-address", metavar="URL", help=B("Địa chỉ cụm Dask có sẵn.", "Address of a Dask cluster."))
@click.option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True, help=B("Nhận dạng chữ (OCR): khi cần, không bao giờ, mọi trang.", "OCR: where needed, never, every page."))  # fmt: skip
@click.option("--force", is_flag=True, help=B("Đọc lại cả tệp đã nạp.", "Read loaded files again."))
@_db_option
@click.pass_obj
def ingest(display: Display, paths: tuple[Path, ...], db: Path, workers: int | None, runner: str, dask_address: str | None, ocr: str, force: bool) -> None:  # fmt: skip
    absent = [path for path in paths if not path.exists() and not path.is_symlink()]
    if absent:
        names = ", ".join(map(str, absent))
        raise UsageError(f"Không có tệp hay thư mục: {names}", f"No such file or folder: {names}")
    from flows.command import run_ingest

    report = run_ingest(
        display, paths, db, workers or os.cpu_count() or 1, runner, dask_address, force, cast("Ocr", ocr)
    )
    display.report(report)
    if report.failures:
        sys.exit(ExitCode.REFUSED)


@cli.command(help=B("Một văn bản: thông tin, bố cục, số tiền, viện dẫn, phát hiện.", "One document: fields, outline, figures, citations, findings."))  # fmt: skip
@click.argument("number", metavar=B("SỐ_KÝ_HIỆU", "NUMBER"))
@_db_option
@click.pass_obj
def show(display: Display, number: str, db: Path) -> None:
    from pipeline.query.show import show as find

    display.document(find(db, number))


@cli.command(help=B("Tìm toàn văn, có dấu hoặc không dấu.", "Full-text search, with or without diacritics."))
@click.argument("words", nargs=-1, required=True, metavar=B("TỪ...", "WORDS..."))
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help=B("Số kết quả.", "How many."))
@_db_option
@click.pass_obj
def search(display: Display, words: tuple[str, ...], limit: int, db: Path) -> None:
    from pipeline.query.search import search as find

    display.hits(find(db, " ".join(words), limit))


@cli.command(help=B("Các số tiền, với vai trò, nguồn và năm.", "Amounts of money, with role, fund and year."))
@click.option("--year", type=int, help=B("Năm ngân sách.", "Fiscal year."))
@click.option("--role", help=B("Vai trò: allocated, spent, planned, total, part ...", "Role: allocated, spent, planned, total, part ..."))  # fmt: skip
@click.option("--fund", help=B("Nguồn vốn có chứa các từ này.", "Fund that contains these words."))
@click.option("--document", help=B("Số ký hiệu văn bản.", "Number of the document."))
@click.option("--contains", help=B("Câu có chứa các từ này.", "Words around the amount."))
@click.option("--at-least", type=int, metavar="VND", help=B("Từ số tiền này (đồng).", "From this amount (đồng)."))
@_output_options
@click.pass_obj
def figures(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.frames import figures as find

    columns = ("document", "page", "text", "vnd", "role", "fund", "fiscal_year", "project")
    _emit(display, find(db, **filters), columns, form, output, "vanban figures")


@cli.command(help=B("Các dự án, với kinh phí, địa điểm và đơn vị thụ hưởng.", "Projects, with cost, place and beneficiary."))  # fmt: skip
@click.option("--year", type=int, help=B("Năm.", "Year."))
@click.option("--place", help=B("Địa điểm có chứa các từ này.", "Place that contains these words."))
@click.option("--contains", help=B("Tên có chứa các từ này.", "Name that contains these words."))
@click.option("--document", help=B("Số ký hiệu văn bản.", "Number of the document."))
@_output_options
@click.pass_obj
def projects(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.frames import projects as find

    columns = ("document", "name", "beneficiary", "place", "total_vnd", "year")
    _emit(display, find(db, **filters), columns, form, output, "vanban projects")


@cli.command(help=B("Các văn bản được viện dẫn.", "Documents that are cited."))
@click.option("--number", help=B("Số ký hiệu có chứa.", "Number that contains this."))
@click.option("--relation", help=B("basis, implements, amends, replaces, repeals, mentions.", "basis, implements, amends, replaces, repeals, mentions."))  # fmt: skip
@click.option("--kind", help=B("Loại văn bản: QĐ, KH, CV ...", "Kind: QĐ, KH, CV ..."))
@click.option("--document", help=B("Số ký hiệu văn bản viện dẫn.", "Number of the citing document."))
@_output_options
@click.pass_obj
def citations(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.frames import citations as find

    columns = ("document", "number", "kind", "cited_issued_on", "cited_issuer", "relation", "held")
    _emit(display, find(db, **filters), columns, form, output, "vanban citations")


@cli.command(help=B("Các văn bản được viện dẫn mà kho chưa có.", "Documents that are cited and not held."))
@click.option("--kind", help=B("Loại văn bản: QĐ, KH, CV ...", "Kind: QĐ, KH, CV ..."))
@click.option("--at-least", type=click.IntRange(1), default=1, show_default=True, help=B("Được viện dẫn từ ngần này lần.", "Cited at least so often."))  # fmt: skip
@_output_options
@click.pass_obj
def missing(display: Display, /, db: Path, form: str, output: Path | None, kind: str | None, at_least: int) -> None:
    from pipeline.query.missing import COLUMNS
    from pipeline.query.missing import missing as find

    _emit(display, find(db, kind=kind, at_least=at_least), COLUMNS, form, output, "vanban missing")


@cli.command(help=B("Kiểm tra số liệu và in các phát hiện kèm trích dẫn.", "Check the figures and print the findings with quotes."))  # fmt: skip
@click.option("--report", type=click.Path(path_type=Path), help=B("Ghi báo cáo (.html, .xlsx, .json, .csv).", "Write a report (.html, .xlsx, .json, .csv)."))  # fmt: skip
@click.option("--fail-on", type=click.Choice(["error", "warning", "note"]), help=B("Thoát với mã 1 khi có phát hiện từ mức này.", "Exit 1 when there is a finding of this severity or above."))  # fmt: skip
@click.option("--recheck", is_flag=True, help=B("Chạy lại mọi phép kiểm tra.", "Run every check again."))
@_db_option
@click.pass_obj
def audit(display: Display, db: Path, report: Path | None, fail_on: str | None, recheck: bool) -> None:
    from pipeline.query.formats import WRITERS
    from pipeline.query.frames import findings

    if report and report.suffix.lstrip(".") not in WRITERS:
        raise UsageError(
            f"Không ghi được báo cáo dạng {report.suffix}.", f"No report can be written as {report.suffix}."
        )
    if recheck:
        from flows.command import run_audit

        run_audit(db)
    frame = findings(db)
    display.findings(frame)
    if report:
        report.write_bytes(WRITERS[report.suffix.lstrip(".")](frame, "vanban audit"))
    levels = ("error", "warning", "note")
    if fail_on and frame["severity"].isin(levels[: levels.index(fail_on) + 1]).any():
        sys.exit(ExitCode.FINDINGS)


@cli.command(help=B("Những giá trị đáng ngờ cần người xem, kém chắc nhất trước.", "Doubtful values for a person to look at, least sure first."))  # fmt: skip
@click.option("--below", type=click.FloatRange(0, 1), default=0.8, show_default=True, help=B("Liệt kê giá trị có độ tin cậy dưới mức này.", "List values whose confidence is below this."))  # fmt: skip
@click.option("--document", help=B("Số ký hiệu văn bản.", "Number of the document."))
@click.option("--table", type=click.Choice(["amounts", "citations", "dates", "quantities", "projects", "entities", "doubts"]), help=B("Chỉ một loại dữ liệu.", "One kind of row only."))  # fmt: skip
@click.option("--reason", type=click.Choice(["orphaned", "impossible-date", "sum", "reading", "confidence"]), help=B("Chỉ một lý do.", "One reason only."))  # fmt: skip
@click.option("--contains", help=B("Câu có chứa các từ này.", "Words around the value."))
@_output_options
@click.pass_obj
def review(display: Display, /, db: Path, form: str, output: Path | None, **filters: Any) -> None:
    from pipeline.query.review import review as find

    columns = ("id", "document", "page", "table", "value", "reason", "confidence", "quote")
    _emit(display, find(db, **filters), columns, form, output, "vanban review")


@cli.command(help=B("Sửa một giá trị đã trích: MÃ_DÒNG (hoặc số ký hiệu văn bản), TRƯỜNG, GIÁ_TRỊ.", "Correct an extracted value: row ID (or document number), FIELD, VALUE."))  # fmt: skip
@click.argument("target", metavar=B("MÃ_DÒNG", "ID"), required=False)
@click.argument("field", metavar=B("TRƯỜNG", "FIELD"), required=False)
@click.argument("value", metavar=B("GIÁ_TRỊ", "VALUE"), required=False)
@click.option("--why", default="", help=B("Lý do sửa (bắt buộc khi sửa).", "The reason (required to correct)."))
@click.option("--who", help=B("Người sửa (mặc định: tài khoản máy).", "Who corrects (default: the account)."))
@click.option(
    "--wrong", is_flag=True, help=B("Dòng này trích nhầm, không có trong văn bản.", "The row is a false find.")
)
@click.option("--undo", type=int, metavar="N", help=B("Hủy lần sửa số N (xem vanban corrections).", "Take back correction N (see vanban corrections)."))  # fmt: skip
@_db_option
@click.pass_obj
def correct(display: Display, target: str | None, field: str | None, value: str | None, why: str, who: str | None, wrong: bool, undo: int | None, db: Path) -> None:  # fmt: skip
    import getpass

    from flows import corrections

    who = who or getpass.getuser()
    if undo is not None and target is None:
        display.change(corrections.undo(db, undo, who=who))
    elif undo is None and target and ((wrong and field is None) or (not wrong and field and value is not None)):
        display.change(corrections.correct(db, target, field, value, who=who, why=why))
    else:
        raise UsageError(
            "Hãy dùng một trong: MÃ_DÒNG TRƯỜNG GIÁ_TRỊ --why '...'; MÃ_DÒNG --wrong --why '...'; --undo N.",
            "Use one of: ID FIELD VALUE --why '...'; ID --wrong --why '...'; --undo N.",
        )


@cli.command(name="corrections", help=B("Các lần sửa: ai, khi nào, vì sao, giá trị cũ và mới.", "Corrections: who, when, why, old and new value."))  # fmt: skip
@click.option("--document", help=B("Số ký hiệu văn bản.", "Number of the document."))
@_output_options
@click.pass_obj
def list_corrections(display: Display, db: Path, form: str, output: Path | None, document: str | None) -> None:
    from pipeline.query.corrections import corrections as find

    columns = ("correction", "document", "row", "field", "old", "new", "who", "when", "why", "placed", "undone_at")
    _emit(display, find(db, document=document), columns, form, output, "vanban corrections")


@cli.command(help=B("Chạy một câu SQL chỉ đọc.", "Run read-only SQL."))
@click.argument("sql")
@_output_options
@click.pass_obj
def query(display: Display, sql: str, db: Path, form: str, output: Path | None) -> None:
    from pipeline.query.sql import run_sql

    frame = run_sql(db, sql)
    _emit(display, frame, tuple(frame.columns), form, output, sql)


@cli.command(help=B("Kiểm tra cài đặt và cơ sở dữ liệu.", "Check the installation and the database."))
@_db_option
@click.pass_obj
def doctor(display: Display, db: Path) -> None:
    from flows.runtime import state_folder
    from pipeline.doctor import installation
    from pipeline.query.health import check_health

    display.lines(installation(display.lang))
    display.lines({display.say("Thư mục trạng thái", "State folder"): str(state_folder())})
    if not db.exists():
        display.lines(
            {display.say("Cơ sở dữ liệu", "Database"): display.say(f"chưa có {db}", f"{db} is not there yet")}
        )
        return
    health = check_health(db)
    display.health(health)
    if health.faults:
        sys.exit(ExitCode.DATABASE)


def _emit(
    display: Display, frame: pd.DataFrame, columns: tuple[str, ...], form: str, output: Path | None, title: str
) -> None:
    """A frame to the terminal, or as a file of some format to a file or the standard output."""
    if form == "table" and output is None:
        display.frame(frame, columns)
        return
    from pipeline.query.formats import WRITERS

    form = output.suffix.lstrip(".") if output and form == "table" else form
    if form not in WRITERS:
        raise UsageError(f"Không ghi được dạng {form}.", f"Cannot write the format {form}.")
    data = WRITERS[form](frame, title)
    if output:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


def main() -> None:
    """Run the command line; every way to fail ends in a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    lang = choose(sys.argv[1:])
    if lang == "vi":
        translate_click()
    localise(cli, lang)
    display = Display(lang)
    try:
        cli.main(prog_name="vanban", obj=display, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except VanbanError as error:
        display.err.print(f"{display.say('Lỗi', 'Error')}: {error.message(lang)}", markup=False)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        display.err.print(display.say("Đã dừng. Chạy lại lệnh để làm tiếp.", "Stopped. Run again to go on."))
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        display.err.print(f"{display.say('Lỗi', 'Error')}: {error}", markup=False)
        sys.exit(ExitCode.USAGE)
    except Exception as error:
        log = _log_fault()
        display.err.print(
            display.say(
                f"Lỗi của chương trình ({type(error).__name__}). Chi tiết: {log}",
                f"A fault of the program ({type(error).__name__}). Details: {log}",
            ),
            markup=False,
        )
        sys.exit(FAULT)


def _log_fault() -> Path:
    """Append the traceback to the log in the state folder."""
    from flows.runtime import state_folder

    log = state_folder() / "vanban.log"
    with log.open("a", encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return log


if __name__ == "__main__":
    main()
