"""Files that could not be read: what was refused, why, and what to do about it."""

from __future__ import annotations

from datasette.utils.asgi import Response

from pipeline.web.visit import FORM, View, Visit

_SQL = "SELECT source_path, stage, reason, reason_en, first_seen, attempts FROM failures ORDER BY first_seen DESC, source_path"


async def failures(visit: Visit) -> Response:
    """The refused files, the latest first."""
    if visit.form:
        return visit.file(await visit.frame(_SQL), "failures")
    return await visit.page("failures.html", rows=await visit.rows(_SQL))


ROUTES: list[tuple[str, View]] = [("/failures" + FORM, failures)]
