"""Full-text search, with or without diacritics; numbers of documents are found as they are written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from pipeline.normalize import fold
from pipeline.store import connect_read_only

_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_AROUND = 70


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that has the words; `snippet` the first place, its words in `marked` spans of the snippet."""

    id: str
    number: str | None
    kind: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    snippet: str
    marked: tuple[tuple[int, int], ...]


def search(db: Path, words: str, limit: int = 20) -> list[Hit]:
    """Documents that have all the words, the best first; '\"...\"' is a phrase.

    Words typed with diacritics rank the documents first that have them so.
    """
    phrases = [match[1] or match[2] for match in _PHRASE.finditer(unicodedata.normalize("NFC", words))]
    folded = [fold(phrase) for phrase in phrases if any(map(str.isalnum, phrase))]
    if not folded:
        return []
    query = " AND ".join("{number text_folded} : " + _quoted(phrase) for phrase in folded)
    connection = connect_read_only(db)
    try:
        rows = connection.execute(
            "SELECT d.id, d.number, d.kind, d.issued_on, d.issuer, d.subject, d.text, d.text_folded "
            "FROM documents_fts JOIN documents d ON d.search_rowid = documents_fts.rowid "
            "WHERE documents_fts MATCH ? ORDER BY bm25(documents_fts, 10.0, 5.0, 1.0, 1.0) LIMIT ?",
            [query, 5 * limit],
        ).fetchall()
    finally:
        connection.close()
    exact = [phrase.lower() for phrase in phrases if phrase.lower() != fold(phrase)]
    rows.sort(key=lambda row: not all(phrase in row[6].lower() for phrase in exact))
    return [_hit(row, folded) for row in rows[:limit]]


def _hit(row: tuple[str, ...], phrases: list[str]) -> Hit:
    id_, number, kind, issued_on, issuer, subject, text, folded_text = row
    return Hit(id_, number, kind, issued_on, issuer, subject, *_snippet(text, folded_text, phrases))


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def _snippet(text: str, folded_text: str, phrases: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around the first place where a phrase stands, and the phrases' spans in them."""
    together = " ".join(phrases)
    spaced = [re.sub(r"(?:\\?\W)+", r"\\W+", re.escape(phrase)) for phrase in (together, *phrases)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")
    first = re.compile(rf"(?<!\w){spaced[0]}(?!\w)").search(folded_text) or pattern.search(folded_text)
    at = first.start() if first else 0
    start = max(0, at - _AROUND)
    end = min(len(text), (first.end() if first else 0) + _AROUND)
    marked = tuple((m.start() - start, m.end() - start) for m in pattern.finditer(folded_text, start, end))
    return re.sub(r"\s", " ", text[start:end]), marked
