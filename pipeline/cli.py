"""The command `vanban`: its commands under one name, and every way to fail as a sentence and an exit code."""

from __future__ import annotations

import io
import os
import sys
import traceback
from pathlib import Path

import click

from pipeline.commands import archive, auditing, keeping, reviewing, serving, views
from pipeline.commands.options import lang_option
from pipeline.display import Display
from pipeline.errors import ExitCode, VanbanError, cause_of
from pipeline.language import Bilingual as B
from pipeline.language import choose, localise, translate_click
from pipeline.terminal import printable

FAULT = 70
INTERRUPTED = 130
UNREAD = 141  # as a program that a closed pipe ends: 128 + SIGPIPE
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    context_settings=CONTEXT,
    help=B(
        "Biến văn bản hành chính thành cơ sở dữ liệu kiểm tra được.\n\n"
        "Bắt đầu: vanban ingest THƯ_MỤC, rồi vanban audit và vanban serve --open. "
        "Hướng dẫn của một lệnh: vanban LỆNH --help.",
        "Turns official documents into a database that can be audited.\n\n"
        "To begin: vanban ingest FOLDER, then vanban audit and vanban serve --open. "
        "Help on one command: vanban COMMAND --help.",
    ),
)
@click.version_option(
    package_name="vanban",
    message="%(prog)s %(version)s",
    help=B("In số phiên bản rồi thoát.", "Show the version and exit."),
)
@lang_option
@click.pass_context
def cli(context: click.Context) -> None:
    context.ensure_object(Display)


for _command in (
    archive.ingest,
    archive.show,
    archive.remove,
    archive.search,
    archive.doctor,
    keeping.backup,
    keeping.verify,
    keeping.watch,
    views.figures,
    views.projects,
    views.given,
    views.citations,
    views.missing,
    views.timeline,
    views.query,
    auditing.audit,
    auditing.checks,
    auditing.verdict,
    auditing.ledger,
    reviewing.review,
    reviewing.correct,
    reviewing.list_corrections,
    serving.serve,
):
    cli.add_command(_command)


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
        error.show(told := io.StringIO())
        display.err.print(_printable(told.getvalue()), markup=False)
        sys.exit(ExitCode.USAGE)
    except VanbanError as error:
        display.err.print(f"{display.say('Lỗi', 'Error')}: {_printable(error.message(lang))}", markup=False)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        display.err.print(display.say("Đã dừng. Chạy lại lệnh để làm tiếp.", "Stopped. Run again to go on."))
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNREAD)
    except OSError as error:
        of = _printable(f"{error.filename}: ") if error.filename else ""
        display.err.print(f"{display.say('Lỗi', 'Error')}: {of}{display.say(*cause_of(error))}", markup=False)
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


def _printable(message: str) -> str:
    """Lines that may name a file, safe for a terminal."""
    return "\n".join(map(printable, message.splitlines()))


def _log_fault() -> Path:
    """Append the traceback to the log in the state folder."""
    from flows.runtime import LOG, state_folder

    log = state_folder() / LOG
    with log.open("a", encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return log


if __name__ == "__main__":
    main()
