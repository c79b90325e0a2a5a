"""A document as rows ready to be written: built in the worker, so that the one writer only inserts.

What crosses between processes is tuples of text and numbers, a few kilobytes a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.records import Document
from pipeline.records.paths import address
from pipeline.store.corrections import Correction, apply, carried
from pipeline.store.findings import checked_rows
from pipeline.store.inserts import Rows
from pipeline.store.rows import document_rows
from pipeline.store.sameness import Known, known


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as people have corrected it: its own row first, then those of every other table, parents before children."""

    id: str
    source_path: str
    known: Known
    """What tells whether it is another version of a document; no correction of that one is in it."""
    rows: tuple[Rows, ...]
    corrections: tuple[Correction, ...] = ()
    """What people had corrected, when the rows were made, of it and of the documents that it replaces."""
    carried: tuple[Correction, ...] = ()
    """Those of replaced documents that fit it, as they are of it."""
    placed: frozenset[int] = frozenset()
    """The numbers of those corrections that found what they are about."""
    wrong: frozenset[str] = frozenset()
    """The ids of rows that a person took out; what hangs on them goes with them."""

    @property
    def own(self) -> list[Correction]:
        """The corrections that are of it."""
        return [one for one in self.corrections if one.document_id == self.id]

    @property
    def left(self) -> list[Correction]:
        """Those of replaced documents that do not fit it."""
        has = {one.origin for one in (*self.own, *self.carried)}
        return [one for one in self.corrections if one.document_id != self.id and one.origin not in has]


def prepare(document: Document, corrections: Sequence[Correction] = ()) -> Prepared:
    """The rows of a document with what people corrected of it, or of one that it replaces where that fits, and of what the
    checks say of it then.
    """
    own = [one for one in corrections if one.document_id == document.id]
    has = {one.origin for one in own}
    others = [one for one in corrections if one.document_id != document.id and one.origin not in has]
    over = tuple(carried(document, others))
    corrected = apply(document, (*own, *over))
    text = document.text.text
    tables = [
        *document_rows(corrected.document),
        *checked_rows(corrected.document.checked, lambda evidence: text[evidence.start : evidence.end]),
    ]
    return Prepared(
        document.id,
        address(document.source.path),
        known(document, own),
        tuple(Rows.of(table, rows) for table, rows in tables),
        tuple(corrections),
        over,
        corrected.placed,
        corrected.wrong,
    )
