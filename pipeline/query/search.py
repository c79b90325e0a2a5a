"""Full-text search, with or without diacritics; numbers of documents are found as they are written."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.normalize import fold
from pipeline.query.evidence import LINK, SITE
from pipeline.store import connect_read_only
from pipeline.structure.number.docnumber import number_key

if TYPE_CHECKING:
    import pandas as pd

_PHRASE = re.compile(r'"([^"]+)"|(\S+)')
_SPACE = re.compile(r"\s+")
_AROUND = 70
_NUMBERED = "SELECT search_rowid FROM documents WHERE number_key = ? ORDER BY issued_on DESC, id"
_HIT = """
SELECT id, number, kind, issued_on, issuer, subject,
  CASE WHEN number IS NULL OR EXISTS (SELECT 1 FROM document_copies c WHERE c.document_id = d.id) THEN source_path END,
  text, text_folded
FROM documents d WHERE search_rowid = ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that has the words; `snippet` the first place, its words in `marked` spans of the snippet."""

    id: str
    number: str | None
    kind: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    file: str | None
    """Of a document that has no number, or that the archive holds in several files."""
    snippet: str
    marked: tuple[tuple[int, int], ...]


def search(db: Path, words: str, limit: int = 20) -> list[Hit]:
    """Documents that have all the words, the best first; '\"...\"' is a phrase.

    Words typed with diacritics rank the documents first that have them so.
    """
    with closing(connect_read_only(db)) as connection:
        return hits(connection, ranked(connection, words)[:limit], words)


def as_frame(found: Sequence[Hit]) -> pd.DataFrame:
    """Found documents as rows. Columns: number, kind, issued_on, issuer, subject, file, quote (the words around the first place),
    document_id, link.
    """
    import pandas as pd

    columns = ("number", "kind", "issued_on", "issuer", "subject", "file", "quote", "document_id", LINK)
    rows = [
        (hit.number, hit.kind, hit.issued_on, hit.issuer, hit.subject, hit.file, hit.snippet, hit.id, f"{SITE}/documents/{hit.id}")
        for hit in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(columns), dtype="object").convert_dtypes()


def ranked(connection: sqlite3.Connection, words: str, most: int | None = None) -> list[int]:
    """The search rowids of the documents whose number the words are, then of all that have the words, the best first; in no
    order where these are more than `most`, for ranking costs many times what finding does.
    """
    phrases = _phrases(words)
    if not phrases:
        return []
    numbered = dict.fromkeys(row for (row,) in connection.execute(_NUMBERED, [number_key(words)]))
    return [*numbered, *(row for row in _having(connection, phrases, most) if row not in numbered)]


def _having(connection: sqlite3.Connection, phrases: Sequence[str], most: int | None) -> list[int]:
    query = " AND ".join("{number text_folded} : " + _quoted(fold(phrase)) for phrase in phrases)
    exact = " AND ".join("{number subject text} : " + _quoted(phrase) for phrase in phrases if _is_exact(phrase))
    matching = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?"
    if most is not None:
        found = [rowid for (rowid,) in connection.execute(matching, [query])]
        if len(found) > most:
            return found
    order = f"rowid IN ({matching}) DESC, " if exact else ""
    sql = f"{matching} ORDER BY {order}bm25(documents_fts, 10.0, 5.0, 1.0, 1.0)"
    return [rowid for (rowid,) in connection.execute(sql, [query, *([exact] if exact else [])])]


def hits(connection: sqlite3.Connection, rowids: Sequence[int], words: str) -> list[Hit]:
    """Some found documents, in their order, each with the first place that has the words."""
    folded = [fold(phrase) for phrase in _phrases(words)]
    rows = [row for rowid in rowids for row in connection.execute(_HIT, [rowid])]
    return [_hit(row, folded) for row in rows]


def _phrases(words: str) -> list[str]:
    """Words and quoted phrases that can be looked for, composed (NFC)."""
    found = (match[1] or match[2] for match in _PHRASE.finditer(unicodedata.normalize("NFC", words)))
    return [phrase for phrase in found if any(map(str.isalnum, phrase))]


def _is_exact(phrase: str) -> bool:
    """Whether a phrase was typed with diacritics."""
    return phrase.lower() != fold(phrase)


def _hit(row: tuple[str, ...], phrases: list[str]) -> Hit:
    id_, number, kind, issued_on, issuer, subject, file, text, folded_text = row
    snippet, marked = _snippet(text, folded_text, phrases) if phrases else (" ".join(text[: 2 * _AROUND].split()), ())
    return Hit(id_, number, kind, issued_on, issuer, subject, file, snippet, marked)


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def _snippet(text: str, folded_text: str, phrases: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around the first place where a phrase stands, and the phrases' spans in them."""
    together = " ".join(phrases)
    spaced = [re.sub(r"(?:\\?\W)+", r"\\W+", re.escape(phrase)) for phrase in (together, *phrases)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)")
    first = re.compile(rf"(?<!\w){spaced[0]}(?!\w)").search(folded_text) or pattern.search(folded_text)
    at, to = (first.start(), first.end()) if first else (0, 0)
    start, end = max(0, at - _AROUND), min(len(text), to + _AROUND)
    # Whole words at both ends, unless one runs on for as long.
    if start and (space := _SPACE.search(text, start - 1, at)):
        start = space.end()
    if end < len(text) and (spaces := list(_SPACE.finditer(text, to, end + 1))):
        end = spaces[-1].start()
    marked = tuple((m.start() - start, m.end() - start) for m in pattern.finditer(folded_text, start, end))
    return re.sub(r"\s", " ", text[start:end]), marked
