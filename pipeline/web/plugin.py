"""The plugin: this project's routes, words, checks and canned queries, hooked into Datasette."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from datasette import hookimpl
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, NotFound, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from pipeline.errors import VanbanError
from pipeline.labels import is_figure
from pipeline.web.canned import questions
from pipeline.web.guard import LANG, App, guarded
from pipeline.web.pages import NAVIGATION, ROUTES
from pipeline.web.visit import View, Visit
from pipeline.web.words import Words

SETTINGS = "vanban"
"""The plugin's name in the metadata, where `app` leaves its `lang` and `hosts`."""
_OWN = r"/-/(?!static/).*"
"""Datasette's pages about itself: versions, threads, settings, where files stand."""
_LOG = logging.getLogger(__name__)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    settings = datasette.plugin_config(SETTINGS)
    return lambda app: guarded(app, settings["lang"], settings["hosts"])


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
    return [*((route, _visited(view)) for route, view in ROUTES), (_OWN, _nothing)]


@hookimpl
def extra_template_vars(request: Any, datasette: Any) -> dict[str, Any]:
    if request is None:
        return {}
    visit = Visit(datasette, request)
    return {
        "t": visit.words,
        "visit": visit,
        "navigation": NAVIGATION,
        "is_figure": is_figure,
        "canned": questions(visit.lang),
        "limits": datasette.settings_dict(),
    }


@hookimpl
def canned_queries() -> dict[str, dict[str, str]]:
    return {name: {"sql": question.sql} for name, question in questions("vi").items()}


@hookimpl
def render_cell(row: Any, value: Any, column: str) -> Markup | None:
    """Words of a document lead to their place on its page."""
    named = set(row.keys())
    if column == "text" and named >= {"document_id", "start", "end"} and isinstance(value, str):
        address = Visit.evidence(row["document_id"], row["start"], row["end"])
        return Markup('<a href="{}">{}</a>').format(address, value)
    if column == "document_id" and isinstance(value, str):
        return Markup('<a href="/documents/{0}">{0}</a>').format(value)
    return None


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Iterator[None]:
    """Every way to fail as a page of its own, in place of Datasette's, which prints the details of the machine."""
    outcome: Any = yield
    outcome.force_result([_explained(datasette, request, exception)])


def _explained(datasette: Any, request: Any, exception: Exception) -> Callable[[], Awaitable[Response]]:
    """What answers a request that failed."""
    words = Words(request.scope.get(LANG, "vi"))
    if isinstance(exception, QueryInterrupted) or getattr(exception, "message_is_html", False):
        # Of Datasette's own errors only that of the time limit has markup.
        status, message = 503, words("error.slow")
    elif isinstance(exception, VanbanError):
        status, message = exception.status, exception.message(words.lang)
    elif isinstance(exception, NotFound):
        status, message = 404, words("error.absent")
    elif isinstance(exception, Base400):
        status, message = exception.status, str(exception)
    elif isinstance(exception, sqlite3.Error | DatasetteError):
        # What Datasette says of a person's SQL; its own markup is left out.
        status, message = 400, words("error.sql", detail=_said(exception, words))
    else:
        _LOG.exception("a page failed", exc_info=exception)
        status, message = 500, words("error.fault", kind=type(exception).__name__)

    async def answer() -> Response:
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": message, "status": status}, status=status)
        return await Visit(datasette, request).page("error.html", status, message=message, status_code=status)

    return answer


def _said(exception: Exception, words: Words) -> str:
    return words("error.select") if "must be a SELECT" in str(exception) else str(exception)


def _visited(view: View) -> Callable[..., Any]:
    async def route(datasette: Any, request: Any) -> Response:
        return await view(Visit(datasette, request))

    return route


async def _nothing() -> Response:
    raise NotFound("")
