"""Indexes that a first load leaves out: all there afterwards, whatever ended it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT, as_document

from pipeline.store import Database, migrations, prepare
from pipeline.store.postponed import _NEEDED, postpone

TEXT = "Số: {n}/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\nTổng chi {n}0 triệu đồng.\n"


def _indexes(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    finally:
        connection.close()


def test_a_first_load_leaves_indexes_out_and_makes_them_up(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Database(path) as database:
        whole = _indexes(path)
        database.expect(1_000)
        assert _indexes(path) < whole
        database.land([prepare(as_document(TEXT.format(n=1)))])
        database.make_indexes()
        assert _indexes(path) == whole
        database.expect(1_000)
        assert _indexes(path) == whole  # no first load: people may be looking


def test_indexes_that_a_kill_left_out_are_made_by_who_opens_the_archive_next(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Database(path) as database:
        whole = _indexes(path)
        database.expect(1_000)
        database.land([prepare(as_document(TEXT.format(n=1)))])
    assert _indexes(path) < whole
    Database(path).close()
    assert _indexes(path) == whole


@pytest.mark.parametrize("before", ["0021", "0036", "0037"])
def test_an_older_archive_whose_first_load_was_killed_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    path, old = tmp_path / "a.db", tmp_path / "old"
    old.mkdir()
    for migration in migrations.HERE.glob("*.sql"):
        if migration.stem < before:
            shutil.copy(migration, old)
    with monkeypatch.context() as older:
        older.setattr(migrations, "HERE", old)
        connection = sqlite3.connect(path, isolation_level=None)
        migrations.apply(connection)
    postpone(connection, 1_000)
    assert connection.execute("SELECT 1 FROM postponed_indexes").fetchone()
    connection.close()
    Database(path).close()
    Database(tmp_path / "new.db").close()
    assert _indexes(path) == _indexes(tmp_path / "new.db")


def test_a_document_written_twice_in_a_first_load_finds_its_indexes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    document = prepare(as_document(TEXT.format(n=1)))
    with Database(path) as database:
        whole = _indexes(path)
        database.expect(1_000)
        assert [database.land([document]), database.land([document])] == [["added"], ["replaced"]]
        assert _indexes(path) == whole


def test_what_queries_name_outright_is_never_left_out() -> None:
    named = {
        name
        for path in (ROOT / "pipeline").rglob("*.*")
        if path.suffix in (".py", ".sql", ".toml")
        for name in re.findall(r"INDEXED BY (\w+)", path.read_text(encoding="utf-8"))
    }
    assert named <= set(_NEEDED) and "citations_cited" in named


def test_what_was_learnt_of_a_small_archive_plans_no_large_load(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    sizes = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'documents'"
    with Database(path) as database, closing(sqlite3.connect(path)) as reader:
        database.expect(1)
        database.land([prepare(as_document(TEXT.format(n=1)))])
        database.learn_sizes()
        assert reader.execute(sizes).fetchone()[0] > 0
        database.expect(1_000)
        assert reader.execute(sizes).fetchone()[0] == 0
