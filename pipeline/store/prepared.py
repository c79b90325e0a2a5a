"""A document as rows that are ready to be written: made where the document was read, so that the one writer only inserts.

What crosses between processes is tuples of text and numbers, a few kilobytes a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Document
from pipeline.records.paths import address
from pipeline.store.corrections import Correction, apply
from pipeline.store.findings import checked_rows
from pipeline.store.inserts import Rows
from pipeline.store.rows import document_rows


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as people have corrected it: its own row first, then those of every other table, parents before children."""

    id: str
    source_path: str
    rows: tuple[Rows, ...]
    corrections: tuple[Correction, ...] = ()
    """What people corrected of it when the rows were made."""
    placed: frozenset[int] = frozenset()
    """The numbers of those corrections that found what they are about."""
    wrong: frozenset[str] = frozenset()
    """The ids of rows that a person took out; what hangs on them goes with them."""


def prepare(document: Document, corrections: Sequence[Correction] = ()) -> Prepared:
    """The rows of a document with what people corrected of it, and of what the checks say of it then."""
    corrected = apply(document, corrections)
    text = document.text.text
    tables = [
        *document_rows(corrected.document),
        *checked_rows(corrected.document.checked, lambda evidence: text[evidence.start : evidence.end]),
    ]
    return Prepared(
        document.id,
        address(document.source.path),
        tuple(Rows.of(table, rows) for table, rows in tables),
        tuple(corrections),
        corrected.placed,
        corrected.wrong,
    )
