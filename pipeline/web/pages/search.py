"""Search: words with or without diacritics, facets with counts, each state an address."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import partial

from datasette.utils.asgi import Response

from pipeline.query.catalogue import FACETS, Rows
from pipeline.query.search import Hit, hits
from pipeline.web.archive import MANY, NAME
from pipeline.web.visit import FORM, View, Visit

_A_PAGE = 20
_FEW, _MANY = 8, 80
_LONGEST = 200
_MOST_ROWS = 50_000
_ROWS = (
    "SELECT d.number, d.kind, d.issued_on, d.issuer, d.subject, d.source_path, d.id FROM json_each(?) j "
    "JOIN documents d ON d.search_rowid = j.value ORDER BY j.key"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet's value as a link that chooses it, or takes it away where it is chosen."""

    name: str
    documents: int
    chosen: bool
    link: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is in force, with the address without it."""

    facet: str
    name: str
    link: str


async def search(visit: Visit) -> Response:
    """The documents that have the words and the chosen facets, best or newest first."""
    archive = visit.datasette.get_database(NAME)
    words = (visit.one("q") or "")[:_LONGEST]
    chosen = {facet: visit.several(facet) for facet in FACETS}
    catalogue = await archive.catalogue()
    found: Rows = catalogue.newest()
    if words:
        found = await visit.run(partial(archive.found, words=words, version=archive.version()))
    newest = not words or len(found) > MANY or visit.one("sort") == "newest"
    if words and newest:
        found = catalogue.by_day(found)
    rows = catalogue.narrow(found, chosen)
    if visit.form:
        return visit.file(await visit.frame(_ROWS, [json.dumps(rows[:_MOST_ROWS].tolist())]), "documents")
    page, pages = visit.paged(len(rows), _A_PAGE)
    shown = rows[(page - 1) * _A_PAGE : page * _A_PAGE].tolist()
    more = visit.one("more")
    counted = catalogue.count(found, chosen, _MANY)
    facets = {
        facet: [
            Choice(one.name, one.documents, one.chosen, _toggled(visit, facet, one.value))
            for at, one in enumerate(values)
            if facet == more or at < _FEW or one.chosen
        ]
        for facet, values in counted.items()
    }
    names = {(facet, one.value.casefold()): one.name for facet, values in counted.items() for one in values}
    return await visit.page(
        "search.html",
        words=words,
        newest=newest,
        sortable=bool(words) and 0 < len(found) <= MANY,
        total=len(rows),
        hits=[_pieces(hit) for hit in await visit.run(partial(_hits, rowids=shown, words=words))],
        page=page,
        pages=pages,
        facets=facets,
        longer={facet for facet, values in counted.items() if facet != more and len(values) > _FEW},
        filters=[
            Chosen(facet, names.get((facet, value.casefold()), value), _toggled(visit, facet, value))
            for facet, values in chosen.items()
            for value in values
        ],
        kept=[(facet, value) for facet, values in chosen.items() for value in values],
    )


def _hits(connection: sqlite3.Connection, rowids: list[int], words: str) -> list[Hit]:
    return hits(connection, rowids, words)


def _toggled(visit: Visit, facet: str, value: str) -> str:
    """This search with a facet's value added, or without it where it is chosen; from its first page."""
    now = visit.several(facet)
    others = [one for one in now if one.casefold() != value.casefold()]
    return visit.link(page=None, **{facet: others if len(others) < len(now) else [*now, value]})


def _pieces(hit: Hit) -> tuple[Hit, list[tuple[str, bool]]]:
    """A hit with its snippet in pieces, each with whether it is what was looked for."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in hit.marked:
        pieces += [(hit.snippet[at:start], False), (hit.snippet[start:end], True)]
        at = end
    return hit, [piece for piece in (*pieces, (hit.snippet[at:], False)) if piece[0]]


ROUTES: list[tuple[str, View]] = [("/search" + FORM, search)]
