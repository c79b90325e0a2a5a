"""The archivist's commands: what comes in, what is there, whether all is well."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from pipeline import labels
from pipeline.closing import print_closing
from pipeline.commands.options import MOST, Named, db_option, refuse_absent
from pipeline.commands.output import Out, emit, output_options
from pipeline.display import Display
from pipeline.errors import ExitCode, UsageError
from pipeline.language import Bilingual as B
from pipeline.login import login

if TYPE_CHECKING:
    from flows.runners import Runner
    from pipeline.records import Ocr


@click.command(help=B("Nạp tệp và thư mục vào kho.", "Load files and folders into the archive."))
@click.argument("paths", nargs=-1, required=True, metavar=B("TỆP|THƯ_MỤC...", "PATH..."), type=Named())
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help=B("Số tiến trình (mặc định: số nhân CPU).", "Processes (default: CPU cores)."),
)
@click.option("--runner", type=click.Choice(["process", "dask", "direct"]), default="process", show_default=True, help=B("Chạy tại máy này, trên cụm Dask, hay tại máy này không qua Prefect (khởi động nhanh hơn vài giây).", "Run on this machine, on a Dask cluster, or on this machine without Prefect (starts some seconds sooner)."))  # fmt: skip
@click.option(
    "--dask-address",
    metavar="URL",
    help=B("Địa chỉ một cụm Dask đang chạy.", "Address of a Dask cluster that is running."),
)
@click.option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True, help=B("Nhận dạng chữ (OCR): khi cần, không bao giờ, mọi trang.", "OCR: where needed, never, every page."))  # fmt: skip
@click.option("--time-limit", type=click.IntRange(1, MOST), default=1800, show_default=True, metavar=B("GIÂY", "SECONDS"), help=B("Số giây nhiều nhất cho một văn bản.", "Seconds that one document may take."))  # fmt: skip
@click.option("--memory-limit", type=click.IntRange(0, MOST), default=3072, show_default=True, metavar="MB", help=B("Bộ nhớ nhiều nhất cho một văn bản (0: không giới hạn).", "Memory that one document may take (0: no limit)."))  # fmt: skip
@click.option("--force", is_flag=True, help=B("Đọc lại cả những tệp không đổi.", "Read unchanged files again too."))
@db_option
@click.pass_obj
def ingest(display: Display, paths: tuple[Path, ...], db: Path, workers: int | None, runner: str, dask_address: str | None, ocr: str, time_limit: int, memory_limit: int, force: bool) -> None:  # fmt: skip
    refuse_absent(paths)
    if dask_address and runner != "dask":
        raise UsageError("--dask-address chỉ dùng với --runner dask.", "--dask-address goes with --runner dask.")
    from flows.command import run_ingest
    from flows.crew import Limits
    from flows.runners import Options

    limits = Limits(time_limit, memory_limit)
    processes = workers or os.cpu_count() or 1
    options = Options(processes, cast("Runner", runner), dask_address, cast("Ocr", ocr), force, limits)
    report = run_ingest(display, paths, db, options)
    print_closing(display, report)
    if report.stopped:
        raise KeyboardInterrupt
    if report.tally.refused:
        sys.exit(ExitCode.REFUSED)


@click.command(help=B("Một văn bản: thông tin, bố cục, số tiền, viện dẫn, phát hiện.", "One document: fields, outline, figures, citations, findings."))  # fmt: skip
@click.argument("number", metavar=B("SỐ_KÝ_HIỆU", "NUMBER"))
@click.option("--part", type=click.Choice(["sections", "amounts", "projects", "citations", "findings"]), help=B("Chỉ một phần: bố cục, số tiền, dự án, viện dẫn, phát hiện. Không có thì csv và parquet ghi thông tin của văn bản; json và xlsx ghi đủ mọi phần.", "One part only: outline, amounts, projects, citations, findings. Without it csv and parquet hold the document's fields, json and xlsx every part."))  # fmt: skip
@output_options
@click.pass_obj
def show(display: Display, number: str, part: str | None, db: Path, out: Out) -> None:
    from pipeline.query.show import show as find

    shown, title = find(db, number), f"vanban show {number}"
    if out.on_screen:
        display.document(shown, part)
    elif part:
        emit(display, shown.frame(part), (), out, f"{title} --part {part}")
    else:
        from pipeline.query.formats import to_xlsx  # which takes long to load

        sheets = {labels.part(name, display.lang): shown.frame(name) for name in shown.parts}
        whole: dict[str, Callable[[bool], bytes]] = {
            "json": lambda _: shown.json(),
            "xlsx": lambda words: to_xlsx(shown.head(), title, display.lang, words=words, more=sheets),
        }
        emit(display, shown.head(), (), out, title, whole)


@click.command(help=B("Rút một văn bản khỏi kho. Không còn được tính ở đâu; nội dung, ai rút, khi nào và vì sao được giữ lại. Lần nạp sau không đưa nó trở lại, trừ khi nạp đúng tệp đó với --force.", "Take a document out of the archive. Nothing counts it any more; what it was, who, when and why stay on record. A later ingest does not bring it back, unless --force names the file itself."))  # fmt: skip
@click.argument("target", metavar=B("[SỐ_KÝ_HIỆU|MÃ]", "[NUMBER|ID]"), required=False)
@click.option("--why", default="", help=B("Lý do rút (bắt buộc).", "The reason (required)."))
@click.option("--who", help=B("Người rút (mặc định: tên đăng nhập).", "Who removes it (default: the login name)."))
@click.option("--list", "listed", is_flag=True, help=B("Liệt kê các văn bản đã rút, hoặc đã được bản mới của cùng tệp thay.", "List the documents that were removed, or replaced by a new content of their file."))  # fmt: skip
@output_options
@click.pass_obj
def remove(display: Display, target: str | None, why: str, who: str | None, listed: bool, db: Path, out: Out) -> None:  # fmt: skip
    if listed and target is None:
        from pipeline.query.withdrawn import withdrawn

        columns = ("document_id", "document", "issued_on", "cause", "withdrawn_at", "withdrawn_by", "reason", "replaced_by", "held", "source_path")  # fmt: skip
        emit(display, withdrawn(db), columns, out, "vanban remove --list")
    elif target is not None and not listed:
        from flows.removing import remove as take_out

        display.removal(take_out(db, target, who=who or login(), why=why))
    else:
        raise UsageError(
            "Hãy dùng một trong: SỐ_KÝ_HIỆU --why '...'; --list.", "Use one of: NUMBER --why '...'; --list."
        )


@click.command(
    help=B(
        "Tìm toàn văn, có dấu hoặc không dấu. Văn bản có đủ các từ, đúng dấu xếp trước. Đúng cả cụm: '\"hồ tiêu\"'.",
        "Full-text search, with or without diacritics. Documents that have all the words, those with the same diacritics first. A phrase goes in quotes: '\"an ninh\"'.",
    )
)
@click.argument("words", nargs=-1, required=True, metavar=B("TỪ...", "WORDS..."))
@click.option(
    "--limit",
    type=click.IntRange(1, MOST),
    default=20,
    show_default=True,
    help=B("Số kết quả nhiều nhất.", "Results at most."),
)
@output_options
@click.pass_obj
def search(display: Display, words: tuple[str, ...], limit: int, db: Path, out: Out) -> None:
    from pipeline.query.search import as_frame
    from pipeline.query.search import search as find

    asked = " ".join(words)
    if not any(map(str.isalnum, asked)):
        raise UsageError("Hãy nêu từ cần tìm.", "Give the words to look for.")
    found = find(db, asked, limit)
    if out.on_screen:
        display.hits(found)
    else:
        emit(display, as_frame(found), (), out, f"vanban search {asked}")


@click.command(help=B("Kiểm tra cài đặt và cơ sở dữ liệu.", "Check the installation and the database."))
@db_option
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
