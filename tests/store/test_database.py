"""The store: whole transactions, the same rows every time, clear refusals."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, as_document, save
from grids import document_of

from flows.process import examine
from pipeline.errors import DatabaseError
from pipeline.query.health import check_health
from pipeline.records import Failure, Word
from pipeline.store import Database, connect_read_only, migrations
from pipeline.store.connection import connect
from pipeline.structure.tables import deciding_kinds

FIRST = (
    "Số: 1/QĐ-UBND\nSông Mẫu, ngày 5 tháng 3 năm 2019\n\nQUYẾT ĐỊNH\nVề việc A\n\nCăn cứ B;\nĐiều 1. Chi 5 tỷ đồng.\n"
)
SECOND = (
    "Số: 2/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc B\n\nThực hiện Quyết định số 01 /QĐ-UBND ngày "
    "05/3/2019. Tổng chi 30 triệu đồng, gồm: tỉnh 14 triệu đồng; huyện 20 triệu đồng.\n"
)


def dump(path: Path) -> list[str]:
    """Every row of the archive but what tells the time, or how large its tables were."""
    connection = sqlite3.connect(path)
    left_out = ('"runs"', "_sqlite_migrations", "sqlite_stat1")
    lines = [line for line in connection.iterdump() if not any(name in line for name in left_out)]
    connection.close()
    return sorted(line for line in lines if not line.startswith('INSERT INTO "documents_fts'))


def test_saving_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Database(path) as database:
        assert [save(database, as_document(text)) for text in (FIRST, SECOND)] == ["added", "added"]
        database.resolve_citations()
        before = dump(path)
        assert [save(database, as_document(text)) for text in (SECOND, FIRST)] == ["replaced", "replaced"]
        database.resolve_citations()
    assert dump(path) == before
    assert check_health(path).faults == ()


def test_a_citation_finds_its_document_whatever_came_first(tmp_path: Path) -> None:
    found = []
    for order in ((FIRST, SECOND), (SECOND, FIRST)):
        path = tmp_path / f"{len(found)}.db"
        with Database(path) as database:
            for text in order:
                save(database, as_document(text))
            database.resolve_citations()
        with connect_read_only(path) as connection:
            found.append(
                connection.execute(
                    "SELECT d.number FROM citations c JOIN documents d ON d.id = c.target_document_id"
                ).fetchall()
            )
    assert found == [[("1/QĐ-UBND",)]] * 2


def test_every_amount_knows_its_section_and_page(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db") as database:
        save(database, as_document(FIRST))
    with connect_read_only(tmp_path / "a.db") as connection:
        row = connection.execute(
            "SELECT s.label, a.page, a.vnd, a.value FROM amounts a JOIN sections s ON s.id = a.section_id"
        ).fetchone()
    assert row == ("Điều 1", 1, 5_000_000_000, "5000000000")


def test_tables_are_data_and_come_back_for_another_audit(tmp_path: Path) -> None:
    rows = [["TT", "Nội dung", "Ngân sách tỉnh"], ["1", "Giống", "10"], ["2", "Máy", "20"], ["", "Tổng cộng", "31"]]
    document = document_of(rows, head=FIRST)
    with Database(tmp_path / "a.db") as database:
        save(database, document)
        assert examine(*database.load(document.id)).findings == document.findings != ()
    with connect_read_only(tmp_path / "a.db") as connection:
        cells = connection.execute(
            "SELECT row_heading, column_heading, value, unit, vnd, fund, page FROM v_cells WHERE fund IS NOT NULL"
        ).fetchall()
        table = connection.execute("SELECT title, head_rows, row_count, last_page FROM tables").fetchone()
    assert cells[0] == ("Giống", "Ngân sách tỉnh", 10.0, "triệu đồng", 10_000_000, "Ngân sách tỉnh", 1)
    assert len(cells) == 3 and table[1:] == (1, 4, 1) and table[0].endswith("ĐVT: triệu đồng")


def test_words_come_back_as_they_were_read(tmp_path: Path) -> None:
    words = [
        Word(0, 3, 1, 2, 3, 4),
        Word(4, 5, 5, 6, 7, 8, 0.5, "7"),
        Word(6, 9, 8, 8, 9, 9, None, "x"),
        Word(*6 * [9]),
    ]
    document = as_document(FIRST)
    page = replace(document.text.pages[0], words=words)
    with Database(tmp_path / "a.db") as database:
        save(database, replace(document, text=replace(document.text, pages=(page,))))
        source, text = database.load(document.id)
        assert list(text.pages[0].words) == words
        save(database, examine(source, text))
        assert list(database.load(document.id)[1].pages[0].words) == words


def test_every_table_is_strict_and_refers(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db"):
        pass
    with connect_read_only(tmp_path / "a.db") as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        )
        loose = [name for name, strict in tables if not strict and not name.startswith(("sqlite_", "_sqlite"))]
        assert loose == []
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_failure_counts_its_attempts_and_goes_when_the_file_is_read(tmp_path: Path) -> None:
    document = as_document(FIRST, "hỏng.txt")
    with Database(tmp_path / "a.db") as database:
        for _ in range(2):
            database.record_failure(Failure(Path("hỏng.txt"), None, "read", "Hỏng.", "Damaged."))
        with connect_read_only(tmp_path / "a.db") as connection:
            assert connection.execute("SELECT attempts, reason FROM failures").fetchall() == [(2, "Hỏng.")]
        save(database, document)
        with connect_read_only(tmp_path / "a.db") as connection:
            assert connection.execute("SELECT count(*) FROM failures").fetchone() == (0,)


def test_a_process_killed_while_it_saves_leaves_what_was(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with Database(path) as database:
        save(database, as_document(FIRST))
    before = dump(path)
    script = textwrap.dedent(f"""
        import os, sys
        sys.path.insert(0, {str(ROOT / "tests")!r})
        from pathlib import Path
        from conftest import as_document, save
        from pipeline.store import Database
        import pipeline.store.landing as module
        insert = module.insert
        def dying(connection, rows, **more):
            if rows[0].table == "pages":
                os.kill(os.getpid(), 9)
            insert(connection, rows, **more)
        module.insert = dying
        save(Database(Path({str(path)!r})), as_document("Số: 3/BC-X\\n\\nBÁO CÁO\\nC\\n\\nNội dung.\\n"))
    """)
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == -9
    assert dump(path) == before
    assert check_health(path).faults == ()


def test_what_is_no_database_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("không phải cơ sở dữ liệu " * 100)
    with pytest.raises(DatabaseError, match="not an SQLite file"):
        Database(tmp_path / "text.db")
    with pytest.raises(DatabaseError, match="no database"):
        connect_read_only(tmp_path / "none.db")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(DatabaseError, match="not a database of vanban"):
        connect_read_only(tmp_path / "other.db")


def test_a_database_from_the_future_is_refused(tmp_path: Path) -> None:
    with Database(tmp_path / "a.db"):
        pass
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('vanban', '9999', '')"
        )
    with pytest.raises(DatabaseError, match="newer version"):
        Database(tmp_path / "a.db")


def test_a_new_archive_is_what_the_migrations_would_make_of_it(tmp_path: Path) -> None:
    connect(tmp_path / "a.db", create=True)[0].close()

    def made(connection: sqlite3.Connection) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], list[str]]:
        objects = connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        ).fetchall()
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid").fetchall()
        rows = [line for line in connection.iterdump() if line.startswith("INSERT") and "sqlite_master" not in line]
        return objects, triggers, [re.sub(r"'\d{4}-\d\d-\d\d \d\d:[^']*'", "then", line) for line in rows]

    with closing(sqlite3.connect(tmp_path / "a.db")) as new, closing(sqlite3.connect(":memory:")) as migrated:
        for table in ("place_changes", "places", "places_today", "reference_tables"):
            new.execute(f"DELETE FROM {table}")
        migrations.apply(migrated)
        assert made(new) == made(migrated)


def test_an_archive_of_an_older_version_is_brought_up_to_date_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, old = tmp_path / "a.db", tmp_path / "old"
    old.mkdir()
    for migration in sorted(migrations.HERE.glob("*.sql")):
        if migration.stem < "0016":
            shutil.copy(migration, old)
    monkeypatch.setattr(migrations, "HERE", old)
    with closing(sqlite3.connect(path)) as connection, connection:
        migrations.apply(connection)
        connection.execute(
            "INSERT INTO documents (id, text, text_folded, text_source, source_path, source_size, sha256, media_type, page_count, "
            "ingested_at, pipeline_version) VALUES ('d', '', '', 'native', 'a.txt', 0, '', 'text/plain', 1, '', '')"
        )
        connection.execute(
            'INSERT INTO citations (id, document_id, "start", "end", page, text, rule, confidence, number, number_key, relation) '
            "VALUES ('d.c0', 'd', 0, 0, 1, '', '', 1, '1/QĐ-UBND', '1/qd/ubnd', 'basis')"
        )
    monkeypatch.undo()
    with pytest.raises(DatabaseError, match="older version"):
        connect_read_only(path)
    with Database(path, create=False):
        pass
    with closing(connect_read_only(path)) as connection:
        assert connection.execute("SELECT number, mentions FROM missing_documents").fetchall() == [("1/QĐ-UBND", 1)]


def test_the_views_know_the_kinds_that_give_money_as_the_table_has_them(tmp_path: Path) -> None:
    Database(tmp_path / "a.db").close()
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        views = "".join(sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'view'"))
    named = [set(re.findall(r"'(.*?)'", codes)) for codes in re.findall(r"\bd\.kind IN \((.*?)\)", views)]
    assert len(named) == 2 and all(codes == deciding_kinds() for codes in named)
