"""What another program does to the archive while a flow is at work: nobody's run ends of it, and each document counts right."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from test_replacing import LETTER, ask, load

from flows import corrections, plan
from flows import ingest as flow
from flows.loading import Loading
from flows.runners import Options
from pipeline.errors import VanbanError
from pipeline.store import Database, comparing, connect_read_only

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "t10"
    folder.mkdir()
    for n in (31, 32):
        (folder / f"{n}.txt").write_text(LETTER.format(n=n, vnd=100), encoding="utf-8")
    return folder


@pytest.fixture
def db(folder: Path) -> Path:
    load(folder.parent / "a.db", folder)
    return folder.parent / "a.db"


def once(work: Callable[[], object]) -> Callable[[], None]:
    """A function that does some work the first time that it is called."""
    left = [work]

    def do() -> None:
        while left:
            left.pop()()

    return do


def test_what_is_removed_between_two_readings_of_a_comparison_ends_no_ingest(
    folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    took_out = once(lambda: take_out(db))

    def watched(path: Path, *, any_thread: bool) -> sqlite3.Connection:
        connection = connect_read_only(path, any_thread=any_thread)
        connection.set_trace_callback(lambda sql: took_out() if "d.issued_on FROM json_each" in sql else None)
        return connection

    monkeypatch.setattr(comparing, "connect_read_only", watched)
    assert load(db, folder, force=True).tally.replaced == 2
    assert ask(db, "SELECT number FROM documents") == [("32/BC-STC",)]
    assert ask(db, "SELECT 1 FROM stale_subjects") == []


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that finds the facts of all texts anew."""
    monkeypatch.setattr(plan, "PIPELINE_VERSION", f"{plan.READ_VERSION}.other")


@pytest.mark.parametrize("when", ["before it is asked", "before it is written"])
def test_what_is_removed_while_its_facts_are_found_anew_stays_out(
    when: str, newer: None, folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = {"before it is asked": (Loading, "question"), "before it is written": (flow, "do_batch")}[when]
    real, took_out = getattr(*at), once(lambda: take_out(db))

    def meanwhile(*given: object) -> object:
        if when == "before it is asked":
            took_out()
        answer = real(*given)
        took_out()
        return answer

    monkeypatch.setattr(*at, meanwhile)
    report = load(db, folder)
    assert (report.tally.replaced, report.tally.withdrawn, report.tally.added) == (1, 1, 0)
    assert report.withdrawn == [(str(folder / "31.txt"), "31/BC-STC")]
    assert ask(db, "SELECT number FROM documents") == [("32/BC-STC",)]
    assert ask(db, "SELECT count(*) FROM withdrawn_documents") == [(1,)]


def test_what_was_removed_and_brought_back_is_found_anew_as_any_other(
    folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_out(db)
    assert load(db, folder / "31.txt", force=True).tally.added == 1
    monkeypatch.setattr(plan, "PIPELINE_VERSION", f"{plan.READ_VERSION}.other")
    assert load(db, folder).tally.replaced == 2


@pytest.mark.parametrize("after", ["sources", "load"])
def test_what_is_removed_while_all_is_checked_again_is_passed_over(
    after: str, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, took_out = getattr(Database, after), once(lambda: take_out(db))

    def meanwhile(*given: object) -> object:
        answer = real(*given)
        took_out()
        return answer

    monkeypatch.setattr(Database, after, meanwhile)
    assert flow.recheck(db, Options(1, "direct")).tally.replaced == 1
    assert ask(db, "SELECT number FROM documents") == [("32/BC-STC",)]


def test_a_correction_of_what_was_removed_meanwhile_says_so(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ((row,),) = ask(
        db, "SELECT a.id FROM amounts a JOIN documents d ON d.id = a.document_id AND number = '31/BC-STC' LIMIT 1"
    )
    for module, name in ((corrections, "find_row"), (corrections, "examine")):
        real, took_out = getattr(module, name), once(lambda: take_out(db))

        def meanwhile(
            *given: object, real: Callable[..., object] = real, took_out: Callable[[], None] = took_out
        ) -> object:
            answer = real(*given)
            took_out()
            return answer

        with monkeypatch.context() as patched:
            patched.setattr(module, name, meanwhile)
            with pytest.raises(VanbanError, match="is not held any more"):
                corrections.correct(db, str(row), "vnd", "1000000", who="An", why="x")
        assert ask(db, "SELECT count(*) FROM corrections") == [(0,)]
        load(db, Path(str(ask(db, "SELECT source_path FROM withdrawn_documents")[0][0])), force=True)


def take_out(db: Path) -> None:
    """What another program does that removes a document."""
    ((id_,),) = ask(db, "SELECT id FROM documents WHERE number = '31/BC-STC'")
    with Database(db) as database:
        database.remove(str(id_), who="An", why="nạp nhầm")
