"""One document with everything known of it, by its number in any spelling, or by its id."""

from __future__ import annotations

import difflib
import json
import sqlite3
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import labels
from pipeline.errors import UsageError, VanbanError
from pipeline.records import Lang
from pipeline.store import connect_read_only
from pipeline.structure.number.docnumber import find_numbers, number_key

if TYPE_CHECKING:
    import pandas as pd

_PARTS = {
    "sections": 'SELECT label, heading, level FROM sections WHERE document_id = ? ORDER BY "start"',
    "amounts": "SELECT page, text, vnd, vnd_high, role, fund, fiscal_year, per, role_rule, fund_rule, year_rule FROM amounts "
    'WHERE document_id = ? ORDER BY "start"',
    "projects": 'SELECT name, beneficiary, place, total_vnd, year FROM projects WHERE document_id = ? ORDER BY "start"',
    # A law cited without a number is told by its name.
    "citations": "SELECT coalesce(nullif(number, ''), subject) AS number, kind, issued_on, issuer, min(relation) AS relation, "
    "count(*) AS mentions, max(target_document_id IS NOT NULL) AS held FROM citations WHERE document_id = ? "
    'GROUP BY 1, issued_on ORDER BY min("start")',
    "findings": "SELECT severity, check_name, message_vi, message_en FROM findings WHERE document_id = ? ORDER BY rowid",
}

_NEAREST = 3
_WITHDRAWN = """
SELECT * FROM withdrawn_documents
WHERE ?1 IN (document_id, source_path) OR number_key = ?2 OR substr(source_path, -length(?1) - 1) = '/' || ?1
ORDER BY id DESC
"""


class NoSuchDocument(VanbanError):
    """No document has the number; the nearest ones are named."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, number: str, nearest: list[str]) -> None:
        near_vi = f" Gần giống: {', '.join(nearest)}." if nearest else ""
        near_en = f" Similar: {', '.join(nearest)}." if nearest else ""
        super().__init__(f"Không có văn bản số {number}.{near_vi}", f"There is no document {number}.{near_en}")


class AmbiguousNumber(VanbanError):
    """Several documents have the number."""

    def __init__(self, number: str, found: list[sqlite3.Row]) -> None:
        def listed(lang: Lang) -> str:
            return "; ".join(
                f"{row['id']} ({labels.day(row['issued_on'] or '?', lang)}, {row['issuer'] or '?'}, {row['source_path']})"
                for row in found
            )

        super().__init__(
            f"Có {len(found)} văn bản số {number}. Hãy gọi theo mã: {listed('vi')}.",
            f"{len(found)} documents have the number {number}. Ask by id: {listed('en')}.",
        )


class WithdrawnDocument(VanbanError):
    """The document was taken out of the archive: when, by whom, why, and what replaced it."""

    status = HTTPStatus.GONE

    def __init__(self, row: sqlite3.Row) -> None:
        name, when, who = row["number"] or row["source_path"], row["withdrawn_at"], row["withdrawn_by"]
        if row["cause"] == "removed":
            vi, en = f"đã rút khỏi kho. Lý do: {row['reason']}", f"was removed from the archive. Why: {row['reason']}"
        else:
            vi = f"đã được thay bằng bản mới của cùng tệp ({row['replaced_by']})."
            en = f"was replaced by a new content of its file ({row['replaced_by']})."
        super().__init__(
            f"{name} ({row['document_id']}) {vi} ({labels.cell('_at', when, 'vi')}, {who})",
            f"{name} ({row['document_id']}) {en} ({labels.cell('_at', when, 'en')}, {who})",
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A document's fields, and for each part of it the rows, as column -> value, and what the columns are."""

    fields: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]]
    columns: dict[str, tuple[str, ...]]

    def frame(self, part: str) -> pd.DataFrame:
        """The rows of a part."""
        import pandas as pd

        rows = [[row[column] for column in self.columns[part]] for row in self.parts[part]]
        return pd.DataFrame(rows, columns=list(self.columns[part]), dtype="object").convert_dtypes()

    def head(self) -> pd.DataFrame:
        """The fields as one row."""
        import pandas as pd

        return pd.DataFrame([self.fields], dtype="object").convert_dtypes()

    def json(self) -> bytes:
        """The fields, and the parts as lists, in one object."""
        return (json.dumps(self.fields | self.parts, ensure_ascii=False, indent=2) + "\n").encode()


def show(db: Path, number: str) -> Shown:
    """The document with a number or id; raises `NoSuchDocument` or `AmbiguousNumber`."""
    connection = connect_read_only(db)
    connection.row_factory = sqlite3.Row
    try:
        row = find_document(connection, number)
        parts, columns = dict[str, list[dict[str, Any]]](), dict[str, tuple[str, ...]]()
        for name, sql in _PARTS.items():
            told = connection.execute(sql, [row["id"]])
            columns[name] = tuple(column for column, *_ in told.description)
            parts[name] = [dict(part) for part in told]
        hidden = ("text", "text_folded", "number_key", "search_rowid")
        return Shown({key: row[key] for key in row.keys() if key not in hidden}, parts, columns)  # noqa: SIM118
    finally:
        connection.close()


def documents_named(connection: sqlite3.Connection, name: str) -> list[str]:
    """The ids of the documents with a number in any spelling, alone or as it is cited, an id, or a file's path or name."""
    cited = [number_key(number.number) for number in find_numbers(name)]
    key = cited[0] if len(cited) == 1 else number_key(name)
    found = connection.execute(
        "SELECT id FROM documents WHERE id = ? OR number_key = ? ORDER BY issued_on", [name, key]
    ).fetchall()
    if not found:
        found = connection.execute(
            "SELECT id FROM documents WHERE source_path = ?1 OR substr(source_path, -length(?1) - 1) = '/' || ?1",
            [name],
        ).fetchall()
    return [id_ for (id_,) in map(tuple, found)]


def documents_called(connection: sqlite3.Connection, name: str) -> list[str]:
    """The same; raises `WithdrawnDocument` or `NoSuchDocument` where there is none."""
    _refuse_empty(name)
    found = documents_named(connection, name)
    if found:
        return found
    gone = _withdrawn_named(connection, name)
    if gone:
        raise WithdrawnDocument(gone[0])
    raise _no_such(connection, name)


def documents_on_record(connection: sqlite3.Connection, name: str) -> list[str]:
    """The same with those that left the archive; raises `NoSuchDocument` where there is none."""
    _refuse_empty(name)
    found = [*documents_named(connection, name), *(row["document_id"] for row in _withdrawn_named(connection, name))]
    if not found:
        raise _no_such(connection, name)
    return found


def _refuse_empty(name: str) -> None:
    if not name.strip():
        raise UsageError("Hãy nêu số ký hiệu, mã hoặc tên tệp của văn bản.", "Give a document's number, id or file.")


def _withdrawn_named(connection: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    """What is on record of documents that left the archive and were called so, the last first."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    rows: list[sqlite3.Row] = cursor.execute(_WITHDRAWN, [name, number_key(name)]).fetchall()
    return rows


def _no_such(connection: sqlite3.Connection, name: str) -> NoSuchDocument:
    numbers = {
        number_key(held): held
        for (held,) in map(tuple, connection.execute("SELECT number FROM documents WHERE number IS NOT NULL"))
    }
    sought = number_key(name)
    begun = [key for key in numbers if key.partition("/")[0] == sought]
    nearest = begun or difflib.get_close_matches(sought, numbers, n=_NEAREST, cutoff=0.5)
    return NoSuchDocument(name, [numbers[key] for key in nearest[:_NEAREST]])


def find_document(connection: sqlite3.Connection, number: str) -> sqlite3.Row:
    """The row of the document with a number or id, or of a file; raises `NoSuchDocument`, `WithdrawnDocument` or
    `AmbiguousNumber`.
    """
    found = [
        row
        for id_ in documents_called(connection, number)
        for row in connection.execute("SELECT * FROM documents WHERE id = ?", [id_])
    ]
    if len(found) > 1:
        raise AmbiguousNumber(number, found)
    row: sqlite3.Row = found[0]
    return row
