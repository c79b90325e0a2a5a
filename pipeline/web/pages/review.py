"""Doubtful values: what a person should look at, the least sure first, each with its place on its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response

from pipeline.query.review import REASONS
from pipeline.query.review import review as queue
from pipeline.web.visit import FORM, View, Visit
from pipeline.web.words import Words

_A_PAGE = 50
_MOST_PAGES = 20
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NUMBERS = {"amounts": re.compile(r"\d{4,}"), "projects": re.compile(r"\d{7,}$")}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value of the queue; `link` leads to its words."""

    document: str
    page: str
    text: str
    value: str
    table: str
    reason: str
    confidence: float
    quote: str
    link: str
    id: str


async def review(visit: Visit) -> Response:
    """A page of the queue, of one reason or of all; the whole queue as a file."""
    reason = visit.choice("reason", REASONS)
    if visit.form:
        return visit.file(await visit.ask(queue, reason=reason), "review")
    page = visit.whole("page", 1, most=_MOST_PAGES)
    frame = await visit.ask(queue, reason=reason, most=None if reason else page * _A_PAGE + 1)
    rows = frame.iloc[(page - 1) * _A_PAGE : page * _A_PAGE].to_dict("records")
    doubts = [_doubt(visit, row) for row in rows]
    pages = min(_MOST_PAGES, -(-len(frame) // _A_PAGE)) or 1
    return await visit.page("review.html", doubts=doubts, reasons=REASONS, reason=reason, page=page, pages=pages)


def _doubt(visit: Visit, row: dict[Any, Any]) -> Doubt:
    """A row of the queue's frame; what it lacks is ''."""
    told = {name: visit.words.cell("", value) for name, value in row.items()}
    return Doubt(
        told["document"],
        told["page"],
        told["text"],
        _value(visit.words, told["table"], told["value"]),
        told["table"],
        told["reason"],
        row["confidence"],
        told["quote"],
        _link(row["id"], told["page"]),
        told["id"],
    )


def _value(words: Words, table: str, value: str) -> str:
    """A value of the queue, which is kept as `vanban correct` takes it, as people write it."""
    value = _DAY.sub(lambda day: words.day(day[0]), value).replace("..", " – ")
    if table == "entities":
        kind, _, name = value.partition(" ")
        return f"{words.code('kind', kind)}: {name}"
    if table in _NUMBERS:
        value = _NUMBERS[table].sub(lambda digits: words.number(int(digits[0])), value)
    return value.replace(" VND", " đồng") if words.lang == "vi" else value


def _link(row_id: str, page: str) -> str:
    """Where a row's words stand; a correction that lost its place leads nowhere."""
    document, dot, _ = row_id.partition(".")
    return f"/documents/{document}?page={page}#m-{row_id}" if dot and page else ""


ROUTES: list[tuple[str, View]] = [("/review" + FORM, review)]
