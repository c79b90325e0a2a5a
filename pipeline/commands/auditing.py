"""The auditor's commands: findings and reports, verdicts on findings, the ledger of money given and used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from pipeline.closing import print_failures
from pipeline.commands.options import MOST, Coded, Named, Year, db_option
from pipeline.commands.output import Out, emit, filled, output_options, write_file
from pipeline.display import Display
from pipeline.errors import ExitCode, UsageError
from pipeline.language import Bilingual as B
from pipeline.login import login

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.records import Failure, Lang, Verdict

_SHEETS: dict[Lang, tuple[str, str]] = {"vi": ("Đã kiểm", "Chưa rõ"), "en": ("Tested", "Cannot tell")}
_LEVELS = ("error", "warning", "note")


@click.command(help=B("Kiểm tra số liệu và in các phát hiện kèm trích dẫn.", "Check the figures and print the findings with quotes."))  # fmt: skip
@click.option("--report", type=Named(), help=B("Ghi báo cáo (.html, .pdf, .xlsx, .json, .csv).", "Write a report (.html, .pdf, .xlsx, .json, .csv)."))  # fmt: skip
@click.option("--fail-on", type=click.Choice(_LEVELS), help=B("Thoát với mã 1 khi có phát hiện từ mức này trở lên.", "Exit 1 when there is a finding of this severity or above."))  # fmt: skip
@click.option("--since", type=click.IntRange(0, MOST), metavar=B("LƯỢT", "RUN"), help=B("Chỉ những phát hiện mới sau lượt này.", "Only what is new since this run."))  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=B("Cả những phát hiện đã giải trình hoặc đã kết luận là sai.", "Also what was explained or called wrong."))  # fmt: skip
@click.option("--recheck", is_flag=True, help=B("Trước hết tìm lại số liệu trong mọi văn bản đã nạp theo phiên bản này (không mở lại tệp gốc; giữ các lần sửa), rồi chạy lại mọi phép kiểm tra. Thoát với mã 3 khi có văn bản không kiểm tra lại được.", "First find the figures of every held document again as this version does (no file is opened; corrections stand), then run every check again. Exit 3 where a document could not be checked again."))  # fmt: skip
@db_option
@click.pass_obj
def audit(display: Display, db: Path, report: Path | None, fail_on: str | None, since: int | None, everything: bool, recheck: bool) -> None:  # fmt: skip
    from pipeline.query.checks import checks as find_checks
    from pipeline.query.frames import findings, still_open
    from pipeline.query.health import last_run

    if since is not None and since > (last := last_run(db)):
        raise UsageError(
            f"Chưa có lượt {since}; lượt gần nhất là {last}.", f"There is no run {since}; the last is {last}."
        )
    write = _writer(report, display.lang) if report else None
    failed: Sequence[Failure] = ()
    if recheck:
        from flows.command import run_recheck

        report_of_run = run_recheck(display, db)
        if report_of_run.stopped:
            raise KeyboardInterrupt
        failed = report_of_run.failures
        print_failures(display, failed)
        if failed:
            display.out.print(display.say("Các văn bản trên giữ số liệu và phát hiện của lần trước.", "These keep the figures and findings that they had."))  # fmt: skip
    found = findings(db, since=since)
    frame = found if everything else still_open(found)
    if report and write:  # before a reader of what is printed can leave (`| head`)
        write_file(report, write(db, frame))
    display.checks(find_checks(db))
    display.findings(frame, len(found) - len(frame))
    if fail_on and frame["severity"].isin(_LEVELS[: _LEVELS.index(fail_on) + 1]).any():
        sys.exit(ExitCode.FINDINGS)
    if failed:
        sys.exit(ExitCode.REFUSED)


def _writer(report: Path, lang: Lang) -> Callable[[Path, pd.DataFrame], bytes]:
    """What writes findings in the form that a file's name asks for."""
    from pipeline.query.checks import checks as find_checks
    from pipeline.query.checks import untold
    from pipeline.query.formats import WRITERS, speaks, to_xlsx
    from pipeline.query.report import report_html, report_pdf

    form = report.suffix.lower().lstrip(".")
    if report.is_dir():
        raise UsageError(f"{report} là một thư mục. Hãy nêu một tệp, ví dụ phat-hien.html.", f"{report} is a folder. Name a file, such as findings.html.")  # fmt: skip
    pages = {"html": report_html, "pdf": report_pdf}
    if form in pages:
        return lambda db, frame: pages[form](db, frame, lang)
    if form == "xlsx":
        return lambda db, frame: to_xlsx(
            frame,
            "vanban audit",
            lang,
            words=speaks(form),
            more={_SHEETS[lang][0]: find_checks(db), _SHEETS[lang][1]: untold(db)},
        )
    if form not in WRITERS:
        known = ", ".join(f".{one}" for one in sorted({*pages, *WRITERS} - {"parquet"}))
        raise UsageError(
            f"Không ghi được báo cáo dạng .{form}. Các dạng: {known}.",
            f"No report can be written as .{form}. Forms: {known}.",
        )
    return lambda _db, frame: WRITERS[form](frame, "vanban audit", lang, speaks(form))


@click.command(help=B("Ghi kết luận về một phát hiện. MÃ in ở vanban audit; kết luận là confirmed (đúng), explained (đã giải trình) hoặc wrong (phát hiện sai). Các lượt kiểm tra sau theo kết luận này.", "Give a verdict on a finding: confirmed, explained or wrong. Its KEY is printed by vanban audit. Later runs respect the verdict."))  # fmt: skip
@click.argument("key", metavar=B("MÃ", "KEY"), required=False)
@click.argument("verdict", type=Coded("verdict"), metavar=B("[KẾT_LUẬN]", "[VERDICT]"), required=False)
@click.option("--why", default="", help=B("Lý do (bắt buộc khi kết luận).", "Why (required to give one)."))
@click.option("--who", help=B("Người kết luận (mặc định: tên đăng nhập).", "Whose verdict (default: the login name)."))
@click.option("--list", "listed", is_flag=True, help=B("Liệt kê mọi kết luận đã ghi.", "List every verdict on record."))
@click.option("--undo", type=click.IntRange(max=MOST), metavar="N", help=B("Hủy kết luận số N (xem --list).", "Take back verdict N (see --list)."))  # fmt: skip
@output_options
@click.pass_obj
def verdict(display: Display, key: str | None, verdict: str | None, why: str, who: str | None, listed: bool, undo: int | None, db: Path, out: Out) -> None:  # fmt: skip
    from pipeline.store import Database

    who = who or login()
    if listed and undo is None and key is None:
        from pipeline.query.verdicts import verdicts as find

        message = display.say("message_vi", "message_en")
        columns = ("given", "document", "key", message, "verdict", "given_by", "given_at", "reason", "placed", "undone_at")  # fmt: skip
        emit(display, find(db), columns, out, "vanban verdict --list")
    elif undo is not None and not listed and key is None:
        with Database(db, create=False) as database:
            display.verdict(database.undo_verdict(undo, who), undone=True)
    elif key and verdict is not None and not listed and undo is None:
        with Database(db, create=False) as database:
            display.verdict(database.give_verdict(key, cast("Verdict", verdict), who, why))
    else:
        raise UsageError(
            "Hãy dùng một trong: MÃ confirmed|explained|wrong --why '...'; --list; --undo N.",
            "Use one of: KEY confirmed|explained|wrong --why '...'; --list; --undo N.",
        )


@click.command(help=B("Sổ kinh phí: bố trí và sử dụng theo năm và nguồn. Mỗi khoản tính một lần.", "The ledger: money given and used by year and fund. Each sum counts once."))  # fmt: skip
@click.option("--year", type=Year(), help=B("Năm ngân sách.", "Fiscal year."))
@click.option("--fund", help=B("Nguồn vốn có chứa các từ này.", "Fund that contains these words."))
@click.option("--left-out", is_flag=True, help=B("Liệt kê các khoản không cộng vào tổng của năm, vì sao, và văn bản được tính thay; sổ thì tính theo nguồn vốn.", "List the sums that the totals by year leave out, why, and the document that counts instead; the ledger itself counts by fund."))  # fmt: skip
@output_options
@click.pass_obj
def ledger(display: Display, /, left_out: bool, db: Path, out: Out, **filters: Any) -> None:
    from pipeline.query.frames import ledger as find
    from pipeline.query.left_out import sums_left_out

    if left_out:
        if filters["fund"] is not None:
            raise UsageError("--left-out không lọc theo --fund; hãy dùng --year.", "--left-out is not narrowed by --fund: use --year.")  # fmt: skip
        frame = sums_left_out(db, year=filters["year"])
        columns: tuple[str, ...] = ("year", "role", "vnd", "why", "document", "issued_on", *filled(frame, "counted_in"))
        emit(display, frame, columns, out, "vanban ledger --left-out")
        return
    frame = find(db, **filters)
    remarks = filled(frame, "replaced_by", "told_in", "may_be_told_in", "file")
    columns = ("year", "fund", "issued_on", "document", "role", "vnd", "counted", "account", "left_vnd", *remarks)
    emit(display, frame, columns, out, "vanban ledger")


@click.command(help=B("Đã kiểm những gì: bao nhiêu chỗ đúng, sai, chưa rõ.", "What was checked: how many hold, fail or cannot be told."))  # fmt: skip
@click.option("--untold", "why", is_flag=True, help=B("Liệt kê vì sao chưa rõ.", "List why they cannot be told."))
@click.option("--left-out", is_flag=True, help=B("Bao nhiêu tiền không cộng vào tổng của năm, và vì sao.", "How much money the totals by year leave out, and why."))  # fmt: skip
@output_options
@click.pass_obj
def checks(display: Display, why: bool, left_out: bool, db: Path, out: Out) -> None:
    from pipeline.query.checks import COUNTS, untold
    from pipeline.query.checks import checks as find_checks
    from pipeline.query.left_out import left_out as find_left_out

    if why and left_out:
        raise UsageError("Hãy dùng một trong: --untold; --left-out.", "Use one of: --untold; --left-out.")
    if left_out:
        emit(
            display,
            find_left_out(db),
            ("year", "role", "why", "amounts", "vnd", "example"),
            out,
            "vanban checks --left-out",
        )
    elif why:
        columns: tuple[str, ...] = (
            display.say("title_vi", "title_en"),
            display.say("reason_vi", "reason_en"),
            "relations",
            "in_documents",
            "example",
        )
        emit(display, untold(db), columns, out, "vanban checks --untold")
    else:
        columns = (display.say("title_vi", "title_en"), *COUNTS, "in_documents")
        emit(display, find_checks(db), columns, out, "vanban checks")
