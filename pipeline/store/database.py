"""The archive's one writer: documents in whole transactions, failures, corrections, verdicts, runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import NotHeld, ProgramFault
from pipeline.records import Document, Failure, PageSpan, Source, Text, Verdict
from pipeline.store import failures, kept_corrections, postponed, runs, sameness, verdicts, withdrawn
from pipeline.store import seen as seen_files
from pipeline.store.copies import Copy, copies
from pipeline.store.corrections import Correction
from pipeline.store.landing import Landed, land, now, rewrite
from pipeline.store.prepared import Prepared, prepare
from pipeline.store.runs import Tally
from pipeline.store.sameness import Known
from pipeline.store.seen import HeldDocument, SeenFile
from pipeline.store.settling import Settling
from pipeline.store.table_rows import held_tables
from pipeline.store.verdicts import GivenVerdict
from pipeline.store.withdrawn import Replacing
from pipeline.store.words import of_json

_NOBODY = Replacing()


class Database(Settling):
    """An open archive; a context manager. All writing goes through one of these."""

    def held(self, sha256: str) -> HeldDocument | None:
        """The document with this content, if the archive has it."""
        return seen_files.held(self._connection, sha256)

    def seen(self, file: str) -> SeenFile | None:
        """A file on disk as it was when it was last looked at."""
        return seen_files.seen(self._connection, file)

    def read_from(self, path: str) -> list[HeldDocument]:
        """The documents that were read from a path: one, or several contents that it had."""
        return seen_files.read_from(self._connection, path)

    def paths_of(self, contents: Iterable[str]) -> dict[str, list[str]]:
        """Where files with some contents were met, by their hashes."""
        return seen_files.paths_of(self._connection, contents)

    def removed(self, document_id: str) -> str | None:
        """The number or path of a document, if a person has removed it."""
        return withdrawn.removed(self._connection, document_id)

    def move(self, moved: Mapping[str, str]) -> None:
        """Let documents be read from other paths from now on: id -> path."""
        with self._transaction() as connection:
            seen_files.move(connection, moved)

    def remember(self, files: Iterable[SeenFile]) -> None:
        """Write down how files on disk are now."""
        with self._transaction() as connection:
            seen_files.remember(connection, files)

    def land(self, documents: Sequence[Prepared], replacing: Replacing = _NOBODY) -> list[Landed]:
        """Write documents whose rows are made, in the place of those that they replace, in one transaction: what became of each.

        One is 'outdated', and not written, where people have corrected it since. Raises `ProgramFault`, with nothing
        written, where a row is none that the tables take.
        """
        with self._transaction() as connection:
            try:
                landed = land(connection, documents, replacing)
                if postponed.enough(connection):
                    postponed.make_postponed(connection)
                return landed
            except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, ValueError) as error:
                raise ProgramFault("store", type(error).__name__) from error

    def corrections(self, document_id: str, replaced: Sequence[str] = ()) -> list[Correction]:
        """What people have corrected of a document, held or not, and of those that it replaces."""
        return kept_corrections.for_one(self._connection, document_id, replaced)

    def same_held(self, new: Known, ids: Iterable[str]) -> set[str]:
        """The ids of those of some held documents that a new content is evidently a version of."""
        return set(sameness.same_held(self._connection, new, ids))

    def versions_of(self, document_id: str, ids: Iterable[str]) -> set[str]:
        """The ids of those of some held documents that another held one is evidently a version of."""
        return self.same_held(sameness.held_known(self._connection, document_id), ids)

    def copies(self, ids: Iterable[str]) -> list[Copy]:
        """The other files of some documents, with the figures in which they differ."""
        return copies(self._connection, ids)

    def leave_removed(self, document: Prepared) -> str | None:
        """Where a new document is evidently a version of one that a person removed from its path: put it on record beside that
        one, as removed too; the number or path of that one.
        """
        removed = sameness.same_removed(self._connection, document.known, document.source_path)
        if removed is None:
            return None
        row, name = removed
        with self._transaction() as connection:
            withdrawn.leave_out(connection, document, row, now())
        return name

    def remove(self, document_id: str, *, who: str, why: str) -> None:
        """Take a document out of the archive; what it was stays on record."""
        with self._transaction() as connection:
            withdrawn.withdraw(connection, document_id, "removed", who=who, now=now(), why=why)

    def correct(self, correction: Correction, document: Document, *, old: str | None, who: str, why: str) -> int:
        """Keep a correction and write its document again, in one transaction; returns the correction's number.

        The same correction made twice is one.
        """
        with self._transaction() as connection:
            number = kept_corrections.keep(connection, correction, old=old, who=who, why=why, now=now())
            self._rewrite(document)
        return number

    def undo_correction(self, number: int, document: Document | None, who: str) -> None:
        """Let a correction stand no more, and write its document again (None: it is not held), in one transaction."""
        with self._transaction() as connection:
            kept_corrections.undo(connection, number, who, now())
            if document:
                self._rewrite(document)

    def _rewrite(self, document: Document) -> None:
        """A held document again, from its stored text; raises `NotHeld`."""
        rewrite(self._connection, prepare(document, self.corrections(document.id)))

    def record_failure(self, failure: Failure) -> None:
        """A file that was refused; a repeat counts another attempt and keeps the first day."""
        with self._transaction() as connection:
            failures.record(connection, failure, now())

    def refused(self) -> list[str]:
        """The paths of all that is on record as refused."""
        return failures.refused(self._connection)

    def lasting_failures(self) -> list[Failure]:
        """What this version refused and would refuse again as it is."""
        return failures.lasting(self._connection)

    def forget_failures(self, paths: Sequence[str]) -> None:
        """What some paths hold is refused no more, or is there no more."""
        if paths:
            with self._transaction() as connection:
                failures.forget(connection, paths)

    def sources(self) -> list[tuple[str, str, int, str]]:
        """Every document's id, path, size and media type, in the order of ids."""
        sql = "SELECT id, source_path, source_size, media_type FROM documents ORDER BY id"
        return self._connection.execute(sql).fetchall()

    def load(self, document_id: str) -> tuple[Source, Text]:
        """A held document's source and text, as it was read; raises `NotHeld`."""
        columns = "source_path, sha256, media_type, source_size, text, text_source, pipeline_version"
        path, sha256, media_type, size, text, text_source, version = self._row_of(document_id, columns)
        pages = self._connection.execute(
            'SELECT page, "start", "end", width, height, words, ocr_confidence FROM pages WHERE document_id = ? '
            "ORDER BY page",
            [document_id],
        ).fetchall()
        tables = held_tables(self._connection, document_id)
        spans = tuple(
            PageSpan(
                *(page, start, end, width, height),
                of_json(words),
                tuple(tables.get(page, ())),
                ocr_confidence,
            )
            for page, start, end, width, height, words, ocr_confidence in pages
        )
        return Source(Path(path), sha256, media_type, size), Text(text, spans, text_source, version.partition(".")[0])

    def _row_of(self, document_id: str, columns: str) -> tuple[Any, ...]:
        """Some columns of a held document; raises `NotHeld`."""
        row = self._connection.execute(f"SELECT {columns} FROM documents WHERE id = ?", [document_id]).fetchone()
        if row is None:
            raise NotHeld(document_id)
        return tuple(row)

    def give_verdict(self, key: str, verdict: Verdict, by: str, reason: str) -> GivenVerdict:
        """Keep an auditor's verdict on a finding, by the first letters of its key; it outlives every run."""
        with self._transaction() as connection:
            return verdicts.give(connection, key, verdict, who=by, why=reason, now=now())

    def undo_verdict(self, number: int, by: str) -> GivenVerdict:
        """Take back a verdict; the one that was given before it stands again."""
        with self._transaction() as connection:
            return verdicts.undo(connection, number, who=by, now=now())

    def share_verdicts(self) -> None:
        """Let verdicts hold for findings that say the same of another file of the document."""
        with self._transaction() as connection:
            verdicts.share(connection)

    def drop_unfound_verdicts(self, run: int) -> list[GivenVerdict]:
        """The verdicts on replaced documents that fit no finding of the new ones, which have them no more."""
        with self._transaction() as connection:
            return verdicts.drop_unfound(connection, run)

    def begin_run(self, command: str) -> int:
        """Open the row of a run; returns its id."""
        with self._transaction() as connection:
            return runs.begin(connection, command)

    def is_behind(self, run: int) -> bool:
        """Whether an ingest before this run ended before it had compared what it loaded, or something is still to be added up."""
        return runs.is_behind(self._connection, run)

    def finish_run(self, run: int, tally: Tally, seconds: float, *, whole: bool = True) -> None:
        """Close the row of a run with what became of its files; one that is not `whole` has no end."""
        with self._transaction() as connection:
            runs.finish(connection, run, tally, seconds, whole=whole)
