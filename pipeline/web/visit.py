"""One request, as a page sees it: its parameters, its language, the database, and ways to answer."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote, urlencode

import pandas as pd
from datasette.database import QueryInterrupted
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import BadRequest, Response

from pipeline.query.evidence import address_of, linked
from pipeline.query.formats import LABELLED, WRITERS, speaks
from pipeline.records import Lang
from pipeline.web.archive import NAME
from pipeline.web.guard import LANG
from pipeline.web.words import Words

P = ParamSpec("P")
T = TypeVar("T")

FILES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The forms in which a view can be taken away, with their media types."""
IN_WORDS = "labels"
"""The parameter of a file that asks for headings and codes in words ('1'), or as the database has them ('0')."""
FORM = r"(?:\.(?P<form>csv|json|xlsx))?$"
"""The end of the route of a page that is a file too: '/failures', '/failures.csv'."""


class Visit:
    """A request to the archive's web page."""

    def __init__(self, datasette: Any, request: Any) -> None:
        self.datasette = datasette
        self.request = request
        self.path: str = request.path
        self.lang: Lang = request.scope[LANG]
        self.words = Words(self.lang)
        self.db: Path = datasette.databases[NAME].file
        self.ignored: dict[str, str] = {}
        """Parameters that were given and could not be understood, which the page says."""

    @property
    def form(self) -> str | None:
        """The file that is asked for ('csv' ...), None for the page."""
        form: str | None = self.request.url_vars.get("form")
        return form

    def part(self, name: str) -> str:
        """A named part of the route, decoded."""
        return str(self.request.url_vars[name])

    def one(self, name: str) -> str | None:
        """A parameter; None where it is not given or empty."""
        value = (self.request.args.get(name) or "").strip()
        return value or None

    def several(self, name: str) -> list[str]:
        """All values given for a parameter, each once."""
        return list(dict.fromkeys(value for value in self.request.args.getlist(name) if value))

    def whole(self, name: str, default: int, least: int = 1, most: int = 1_000_000) -> int:
        """A parameter as a whole number within bounds; the default where it is none."""
        number = self.read(name, lambda text: int(text) if text.isdecimal() and len(text) < 10 else None)
        return default if number is None else min(max(number, least), most)

    def choice(self, name: str, options: Iterable[T]) -> T | None:
        """A parameter as one of some words; None where it is none of them."""
        return self.read(name, {str(option): option for option in options}.get)

    def read(self, name: str, understood: Callable[[str], T | None]) -> T | None:
        """What a parameter means; None where it is not given, or is not understood, which the page then says."""
        text = self.one(name)
        value = None if text is None else understood(text)
        if text is not None and value is None:
            self.ignored[name] = text
        return value

    def paged(self, rows: int, a_page: int, most: int | None = None) -> tuple[int, int]:
        """The page that is asked for and how many there are; the first where there are no rows."""
        pages = max(1, -(-rows // a_page))
        pages = pages if most is None else min(most, pages)
        return self.whole("page", 1, most=pages), pages

    def link(self, path: str | None = None, /, **changes: str | int | Sequence[str] | None) -> str:
        """This page's address with parameters changed (None takes one away), or another page's with just these."""
        kept = {} if path else {name: self.request.args.getlist(name) for name in self.request.args}
        pairs: list[tuple[str, str]] = []
        for name, value in {**kept, **changes}.items():
            values = [] if value is None else [str(value)] if isinstance(value, str | int) else value
            pairs += [(name, one) for one in values]
        address = quote(path or self.path, safe="/~:,@")
        return address + ("?" + urlencode(pairs) if pairs else "")

    @staticmethod
    def evidence(document_id: str, start: int, end: int) -> str:
        """The address of words in a document, chosen on their page."""
        return address_of(document_id, start, end)

    def as_file(self, form: str, words: bool) -> str:
        """The address of this view as a file, all its rows; in words wherever the form can be."""
        asked = {name: self.request.args.getlist(name) for name in self.request.args if name != "page"}
        told = {IN_WORDS: "1"} if words and form in LABELLED and not speaks(form) else {}
        return self.link(f"{self.path.rstrip('/') or '/index'}.{form}", **asked, **told)

    async def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
        """The rows of a query, within Datasette's time limit; raises `QueryInterrupted`."""
        results = await self.datasette.get_database(NAME).execute(sql, parameters)
        return [dict(zip(results.columns, tuple(row), strict=True)) for row in results.rows]

    async def frame(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> pd.DataFrame:
        """The rows of a query as a frame to be taken away; whole numbers stay whole where some are missing."""
        results = await self.datasette.get_database(NAME).execute(sql, parameters)
        return pd.DataFrame(
            [tuple(row) for row in results.rows], columns=results.columns, dtype="object"
        ).convert_dtypes()

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What some work with a connection gives, within Datasette's time limit; raises `QueryInterrupted`."""

        def limited(connection: sqlite3.Connection) -> T:
            with sqlite_timelimit(connection, self.datasette.sql_time_limit_ms):
                try:
                    return work(connection)
                except sqlite3.OperationalError as error:
                    if "interrupted" in str(error):
                        raise QueryInterrupted(error, "", None) from error
                    raise

        answer: T = await self.datasette.get_database(NAME).execute_fn(limited)
        return answer

    async def kept(self, question: Hashable, work: Callable[[sqlite3.Connection], T]) -> T:
        """The same, however long it takes, and remembered under a question (`Kept`); nobody may change it."""
        archive = self.datasette.get_database(NAME)
        answer: T = await archive.kept.ask(archive.version(), question, work)
        return answer

    async def ask(self, view: Callable[Concatenate[Path, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of `pipeline.query` answers of this database, without holding up other visits."""
        return await asyncio.to_thread(view, self.db, *args, **kwargs)

    async def page(self, template: str, status: int = 200, **context: Any) -> Response:
        """A page of a template, which has `t` (the words) and `visit` beside what is given."""
        context["ignored"] = self.ignored
        return Response.html(
            await self.datasette.render_template(template, context, request=self.request), status=status
        )

    def file(self, frame: pd.DataFrame, name: str, words: bool | None = None) -> Response:
        """A frame as the file that is asked for, in words as its form and the address ask unless told; rows of words get
        their address here. Raises `BadRequest` where a parameter is not understood: a file has no place to say so.
        """
        if self.ignored:
            told = [self.words("error.ignored", name=name, value=value[:100]) for name, value in self.ignored.items()]
            raise BadRequest(" ".join(told))
        form = self.form or "csv"
        if words is None:
            words = speaks(form, {"1": True, "0": False}.get(self.one(IN_WORDS) or ""))
        site = f"{self.request.scheme}://{self.request.host}"
        body = WRITERS[form](linked(frame, site), f"vanban {self.link()}", self.lang, words)
        headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
        return Response(body, content_type=FILES[form], headers=headers)


View = Callable[[Visit], Awaitable[Response]]
"""A page: what answers a visit."""
