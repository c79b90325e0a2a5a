"""Whether a file's new content is evidently another version of the document it held: by their numbers, else by their words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.errors import NotHeld
from pipeline.records import Document
from pipeline.store.corrections import Correction, head_value
from pipeline.structure.bodies import may_issue
from pipeline.structure.number.docnumber import number_key

_WORDS = 3
"""Words that are compared together, so that the same words in another order are another text."""
_ALIKE = 0.5
"""The part that two texts of one document have in common at least."""
_HELD = "SELECT number, issuer, issued_on, subject, text FROM documents WHERE id = ?"
_REMOVED = """
SELECT w.id, w.number, w.issuer, w.issued_on, w.subject, w.text FROM withdrawn_documents w
WHERE w.source_path = ? AND w.cause = 'removed' AND NOT EXISTS (
  SELECT 1 FROM withdrawn_documents l WHERE l.document_id = w.document_id AND l.id > w.id
) AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = w.document_id)
ORDER BY w.id DESC
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a document from another: its head and its text."""

    number: str | None
    issuer: str | None
    issued_on: str | None
    subject: str | None
    text: str


def known(document: Document, own: Sequence[Correction]) -> Known:
    """What is known of a document that was read, as its own corrections have it."""
    head = {name: head_value(document.outline, name) for name in ("number", "issuer", "issued_on", "subject")}
    head |= {one.column: one.value for one in own if one.table == "documents" and one.column in head}
    return Known(head["number"], head["issuer"], head["issued_on"], head["subject"], document.text.text)


def same_document(one: Known, other: Known) -> bool:
    """Whether two contents of a file are one document.

    Two issuers, or the days of two years, are two documents: numbers begin anew each year, and every district has its 31/QĐ-UBND.
    Of one year a number tells, with another day only if the words are alike; where a number is lacking, day and words tell.
    """
    if not may_issue(one.issuer, other.issuer, number_key(one.number) if one.number and other.number else None):
        return False
    same_day = not one.issued_on or not other.issued_on or one.issued_on == other.issued_on
    if not same_day and str(one.issued_on)[:4] != str(other.issued_on)[:4]:
        return False
    if one.number and other.number:
        if number_key(one.number) != number_key(other.number):
            return False
        if same_day:
            return True
    elif not same_day:
        return False
    if one.subject and other.subject and not _alike(one.subject, other.subject, 1):
        return False  # short letters are alike in all else
    return _alike(one.text, other.text, _WORDS)


def held_known(connection: sqlite3.Connection, document_id: str) -> Known:
    """What is known of a held document; raises `NotHeld`."""
    row = connection.execute(_HELD, [document_id]).fetchone()
    if row is None:
        raise NotHeld(document_id)
    return Known(*row)


def same_held(connection: sqlite3.Connection, new: Known, ids: Iterable[str]) -> Iterator[str]:
    """The ids of those of some held documents that a new content is evidently a version of."""
    for id_ in ids:
        row = connection.execute(_HELD, [id_]).fetchone()
        if row is None:
            continue
        old = Known(*row)
        as_read = [replace(old, number=number) for number in _numbers_as_read(connection, id_)]
        if any(same_document(new, one) for one in (old, *as_read)):
            yield id_


def same_removed(connection: sqlite3.Connection, new: Known, path: str) -> tuple[int, str] | None:
    """What a person removed, was read from a path, and a new content is evidently a version of: the row that tells of it, and
    its number or path.
    """
    for row, *told in connection.execute(_REMOVED, [path]):
        old = Known(*told)
        if same_document(new, old):
            return row, old.number or path
    return None


def _numbers_as_read(connection: sqlite3.Connection, document_id: str) -> list[str]:
    """The numbers that a document had before people corrected them: a new version may be misread in the same way."""
    rows = connection.execute(
        "SELECT old_value FROM corrections WHERE document_id = ? AND table_name = 'documents' AND column_name = 'number' "
        "AND old_value IS NOT NULL AND undone_at IS NULL",
        [document_id],
    )
    return [number for (number,) in rows]


def _alike(one: str, other: str, at_once: int) -> bool:
    first, second = _shingles(one, at_once), _shingles(other, at_once)
    return len(first & second) >= _ALIKE * len(first | second)


def _shingles(text: str, at_once: int) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return {tuple(words[at : at + at_once]) for at in range(max(1, len(words) - at_once + 1))}
