"""Documents that are written from the code are up to date; README's commands are the same in both languages."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import chdir, closing
from pathlib import Path

import pytest
from conftest import ROOT, save

from flows.process import process_file
from pipeline.audit import CHECKS
from pipeline.audit.archive import ARCHIVE_CHECKS
from pipeline.cli import cli
from pipeline.display import Display
from pipeline.query import findings, run_sql
from pipeline.records import Document
from pipeline.store import Database
from pipeline.web.words import messages

MAKER = runpy.run_path(str(ROOT / "docs" / "make_docs.py"))


@pytest.mark.parametrize(
    "name", [name for name in MAKER["WRITTEN"] if name != "docs/rules.md"]
)  # extract/test_rules.py
def test_written_documents_are_up_to_date(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == MAKER["WRITTEN"][name](), "run: make docs"


def test_every_check_is_told_in_words_of_its_own() -> None:
    names = [*CHECKS, *ARCHIVE_CHECKS]
    page = MAKER["checks"]()
    assert re.findall(r"^\*\*.+\*\*\. `(.+)`$", page, re.MULTILINE) == names
    for part in ("checks", "may_err"):
        told = {key.partition(".")[2]: texts for key, texts in messages().items() if key.startswith(f"{part}.")}
        assert sorted(told) == sorted(names)
        for texts in zip(*told.values(), strict=True):
            assert len(set(texts)) == len(names) and all(page.count(text) == 1 for text in texts)


@pytest.fixture(scope="session")
def corpus_db(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the project's own documents."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.db"
    with Database(path) as database:
        for file in sorted(set(corpus.glob("*.*")) - {corpus / "README.md"}):
            document = process_file(file)
            assert isinstance(document, Document)
            save(database, document)
        database.resolve_citations()
    return path


def test_the_questions_of_the_schema_have_answers(corpus_db: Path) -> None:
    asked = re.findall(r"```sql\n(.*?)\n```", MAKER["schema"](), re.DOTALL)
    assert len(asked) >= 15
    for sql in asked:
        assert len(run_sql(corpus_db, sql)) > 0, sql


def test_the_schema_tells_every_table_of_a_new_archive(tmp_path: Path) -> None:
    Database(tmp_path / "a.db").close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        tables = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        there = {name for (name,) in tables if not name.startswith(("sqlite_", "_sqlite_"))}
    sections = MAKER["schema"]().split("\n## ")[1:]
    assert {section.partition("\n")[0] for section in sections if "| column | type |" in section} == there


def test_both_readmes_give_the_same_commands() -> None:
    blocks = [
        re.findall(r"```sh\n(python3 .*?)\n```", (ROOT / name).read_text(encoding="utf-8"))
        for name in ("README.md", "README.vi.md")
    ]
    assert blocks[0] == blocks[1] and len(blocks[0]) == 2


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """A folder in which somebody has run README's first command."""
    folder = tmp_path_factory.mktemp("newcomer")
    shutil.copytree(corpus, folder / "corpus", ignore=shutil.ignore_patterns("README.md"))
    with chdir(folder):
        assert _run("vanban ingest corpus/ --runner direct") == 0
    return folder


def _run(command: str) -> int:
    """The exit code of a command in this process."""
    name, *arguments = shlex.split(command, comments=True)
    assert name == "vanban"
    try:
        cli.main(arguments, prog_name=name, obj=Display("vi"), standalone_mode=False)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_the_audit_of_the_corpus_says_what_the_readmes_promise(newcomer: Path) -> None:
    severities = Counter(findings(newcomer / "vanban.db")["severity"])
    assert severities == {"error": 3, "note": 1}
    assert "(three planted errors and a note)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(ba lỗi cài sẵn và một ghi chú)" in (ROOT / "README.vi.md").read_text(encoding="utf-8")


_ELSEWHERE = ("vanban ingest ho-so/", "vanban serve", "vanban watch")
"""What needs other folders, or does not end."""


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_commands_that_a_readme_shows_work_on_the_corpus(
    name: str, newcomer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(newcomer, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.delenv("VANBAN_DB", raising=False)
    block = re.search(r"```sh\n(vanban ingest .*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert block
    shown = [line for line in block[1].splitlines() if not line.startswith(_ELSEWHERE)]
    assert len(shown) >= 20
    for line in shown:
        assert _run(line) == ("--fail-on" in line), line
        assert not re.search(r"^0 dòng", capsys.readouterr().out, re.MULTILINE) or "--since" in line, line


def test_the_tests_that_contributors_are_told_to_run_are_there() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for arguments in re.findall(r"`\.venv/bin/pytest (.+?)`", page):
        command = [sys.executable, "-m", "pytest", "--collect-only", *shlex.split(arguments)]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0, arguments


def test_links_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "corpus" / "README.md"]:
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_column_of_the_database_has_a_meaning() -> None:
    rows = [line for line in MAKER["schema"]().splitlines() if line.startswith("| `")]
    assert len(rows) > 300 and not [row for row in rows if not row.removesuffix(" |").rpartition("| ")[2].strip()]
