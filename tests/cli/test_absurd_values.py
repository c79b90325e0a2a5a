"""Every option of every command given what makes no sense: it answers, or says what is wrong, and never breaks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pipeline.cli import cli
from pipeline.display import Display
from pipeline.errors import ExitCode, VanbanError

ABSURD = ("0", "-1", "", "abc", "nan", "9" * 20)
RUNS_ON = {"serve", "watch", "ingest"}
"""Commands that would go on, or load, with the values that make sense."""
ARGUMENTS = {
    "show": ["402/BC-SNN"],
    "search": ["sản phẩm"],
    "query": ["SELECT 1"],
    "backup": ["b.db"],
    "remove": ["402/BC-SNN"],
}


def _options() -> Iterator[tuple[str, str]]:
    for name, command in cli.commands.items():
        for option in command.params:
            if isinstance(option, click.Option) and not option.is_flag and option.name not in ("db", "why"):
                yield name, option.opts[0]


def _refusal(arguments: list[str]) -> Exception | None:
    """Why a command line is refused, None where it is answered; raises whatever else ends it."""
    try:
        cli.main(arguments, prog_name="vanban", obj=Display("vi"), standalone_mode=False)
    except (click.ClickException, VanbanError) as error:
        return error
    except SystemExit as end:
        assert end.code in (ExitCode.FINDINGS, ExitCode.DATABASE, ExitCode.REFUSED)
    return None


@pytest.fixture(scope="module")
def db(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("absurd") / "vanban.db"
    shutil.copy(archive, path)
    return path


@pytest.mark.parametrize(("command", "option"), [pair for pair in _options() if pair[0] not in RUNS_ON])
def test_no_value_of_an_option_breaks_a_command(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, option: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for value in (*ABSURD, str(tmp_path)):
        refused = _refusal([command, *ARGUMENTS.get(command, []), option, value, "--db", str(db)])
        if isinstance(refused, VanbanError):
            assert refused.vi and refused.en


@pytest.mark.parametrize(
    "line",
    [
        *(f"{command} {option} {value}" for command in ("figures", "missing", "ledger", "timeline", "given", "projects") for option in ("--year",) for value in ("0", "-1", "abc", "9" * 20, "''")),
        *(f"{command} --output {path}" for command in ("figures", "search x", "show 402/BC-SNN") for path in (".", "''", "abc", "abc.xyz")),
        "audit --report .", "audit --report ''", "review --below nan", "missing --at-least 99999999999999999999", "verdict --undo 99999999999999999999",
        "correct --undo 99999999999999999999", "verdict '' explained --why x", "corrections --document ''", "search ''", "search '\"'", "serve --host ''",
        "watch .. --every nan", "watch ''", "verify ''", "ingest ''", "ingest . --workers 0", "ingest . --time-limit 99999999999999999999", "backup ''", "show ''",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_wrong_usage(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    refused = _refusal([*("" if word == "''" else word.replace("'", "") for word in line.split()), "--db", str(db)])
    assert isinstance(refused, click.ClickException) or (
        isinstance(refused, VanbanError) and refused.exit_code == ExitCode.USAGE
    )
    assert not list(tmp_path.iterdir())


def test_a_database_without_a_name_is_refused() -> None:
    assert isinstance(_refusal(["figures", "--db", ""]), VanbanError)
