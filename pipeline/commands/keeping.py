"""The archivist's commands that keep an archive safe and fed: backup, verify, watch."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import click

from pipeline import labels
from pipeline.closing import print_closing
from pipeline.commands.options import Finite, Named, db_option, refuse_absent
from pipeline.display import Display
from pipeline.errors import DatabaseError, ExitCode
from pipeline.language import Bilingual as B
from pipeline.records.paths import address


@click.command(help=B("Sao lưu kho ra một tệp và kiểm tra bản sao. Dùng được cả khi đang nạp; chỉ ghi đè một bản sao lưu cũ.", "Copy the archive to a file, and check the copy. Also while it is written to; overwrites an older backup only."))  # fmt: skip
@click.argument("file", metavar=B("TỆP", "FILE"), type=Named())
@db_option
@click.pass_obj
def backup(display: Display, file: Path, db: Path) -> None:
    from pipeline.store.backup import back_up

    made = back_up(db, file)
    display.out.print(
        display.say(
            f"Đã sao lưu {made.documents} văn bản ra {made.path} ({labels.number(made.size, 'vi')} byte), đã kiểm tra",
            f"{made.documents} documents copied to {made.path} ({labels.number(made.size, 'en')} bytes), checked",
        ),
        markup=False,
    )


@click.command(help=B("Đối chiếu các bản gốc với lúc nạp. Còn nguyên, đã sửa, đã chuyển chỗ (tìm trong các THƯ_MỤC) hay đã mất; thoát với mã 1 khi có bản đã sửa hoặc mất.", "Compare the originals with what was loaded. The same, changed, moved (looked for in the FOLDERs) or missing; exit 1 when one is changed or missing."))  # fmt: skip
@click.argument("folders", nargs=-1, metavar=B("[THƯ_MỤC...]", "[FOLDER...]"), type=Named())  # fmt: skip
@db_option
@click.pass_obj
def verify(display: Display, folders: tuple[Path, ...], db: Path) -> None:
    from pipeline.query.verify import verify as compare

    refuse_absent(folders, folders=True)

    originals = list(compare(db, folders))
    display.originals(originals, searched=bool(folders))
    if any(original.state in ("changed", "missing") for original in originals):
        sys.exit(ExitCode.FINDINGS)


@click.command(help=B("Theo dõi một thư mục và nạp tệp mới. Tệp được nạp khi đã chép xong; Ctrl-C để dừng.", "Watch a folder and load what comes in. A file is loaded once it lies still; Ctrl-C ends it."))  # fmt: skip
@click.argument("folder", metavar=B("THƯ_MỤC", "FOLDER"), type=Named())
@click.option("--every", type=Finite(0.1), default=10, show_default=True, metavar=B("GIÂY", "SECONDS"), help=B("Số giây giữa hai lần xem.", "Seconds between two looks."))  # fmt: skip
@click.option("--quiet", type=Finite(0), default=5, show_default=True, metavar=B("GIÂY", "SECONDS"), help=B("Tệp phải không đổi trong ngần này giây.", "Seconds that a file must lie still."))  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 256), help=B("Số tiến trình (mặc định: số nhân CPU).", "Processes (default: CPU cores)."))  # fmt: skip
@db_option
@click.pass_obj
def watch(display: Display, folder: Path, every: float, quiet: float, workers: int | None, db: Path) -> None:
    refuse_absent([folder], folders=True)
    from flows.runners import Options
    from flows.runtime import log_to_file
    from flows.stopping import Stop
    from flows.watch import watch as run

    log_to_file()
    stop, name = Stop(), address(folder)
    display.err.print(
        display.say(f"Đang theo dõi {name}; Ctrl-C để dừng.", f"Watching {name}; Ctrl-C ends it."), markup=False
    )
    options = Options(workers or os.cpu_count() or 1, "direct")
    told = partial(print_closing, display)

    def failed(error: DatabaseError) -> None:
        display.err.print(
            display.say(f"Lỗi: {error.vi} Sẽ thử lại.", f"Error: {error.en} It will be tried again."), markup=False
        )

    with stop.heard():
        run(folder, db, options, every=every, quiet=quiet, stop=stop, told=told, failed=failed)
    display.err.print(display.say("Đã dừng.", "Stopped."))
