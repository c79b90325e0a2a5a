"""Rows on their way to their table."""

import pickle
import sqlite3

from pipeline.store.inserts import Row, Rows, insert

ROWS: list[Row] = [
    {"id": "a", "document": "d", "vnd": None, "place": None},
    {"id": "b", "document": "d", "vnd": 3, "place": None},
]


def test_rows_are_written_as_they_were_told() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE told (id TEXT, document TEXT, vnd INTEGER, place TEXT) STRICT")
    none, alone = Rows.of("told", []), Rows.of("told", [{"id": "c", "document": "e", "vnd": None, "place": "p"}])
    insert(connection, pickle.loads(pickle.dumps([none, Rows.of("told", ROWS), alone])))
    written = connection.execute("SELECT * FROM told").fetchall()
    assert written == [("a", "d", None, None), ("b", "d", 3, None), ("c", "e", None, "p")]


def test_rows_are_told_by_the_names_of_their_columns() -> None:
    assert Rows.of("told", ROWS).dicts() == ROWS
    assert Rows.of("told", []).dicts() == []
