"""Copies: the files of one document that the archive holds side by side, and the figures in which they differ."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from pipeline.link.figures.differing import differing

_COPIES = """
SELECT d.id, d.number, d.source_path, o.id, o.source_path
FROM json_each(?) j CROSS JOIN documents d ON d.id = j.value CROSS JOIN document_copies c ON c.document_id = d.id
CROSS JOIN documents o ON o.id = c.copy_id ORDER BY d.source_path, o.source_path
"""
_FIGURES = 'SELECT vnd, text FROM amounts WHERE document_id = ? AND vnd IS NOT NULL ORDER BY "start"'


class Copy(NamedTuple):
    """Another file of a document, and the figures that stand differently there: the words here and there, None where there are none."""

    document_id: str
    number: str
    path: str
    other_id: str
    other_path: str
    differing: list[tuple[str | None, str | None]]


def copies(connection: sqlite3.Connection, ids: Iterable[str]) -> list[Copy]:
    """Each other file of some documents, once where both of a pair are asked for."""
    told: set[tuple[str, str]] = set()
    found: list[Copy] = []
    for id_, number, path, other, other_path in connection.execute(_COPIES, [json.dumps(list(ids))]).fetchall():
        if (other, id_) not in told:
            told.add((id_, other))
            found.append(Copy(id_, number, path, other, other_path, _differing(connection, id_, other)))
    return found


def _differing(connection: sqlite3.Connection, one: str, other: str) -> list[tuple[str | None, str | None]]:
    here, there = (connection.execute(_FIGURES, [id_]).fetchall() for id_ in (one, other))
    return [
        (mine and mine[1], theirs and theirs[1])
        for ours, others in differing([vnd for vnd, _ in here], [vnd for vnd, _ in there])
        for mine, theirs in zip_longest([here[at] for at in ours], [there[at] for at in others])
    ]
