"""The first page: what the archive holds, and the ways in for who keeps it, asks it and audits it."""

from __future__ import annotations

from datasette.utils.asgi import Response

from pipeline.web.visit import View, Visit

_COUNTS = """
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM amounts) AS amounts,
  (SELECT count(*) FROM citations) AS citations, (SELECT count(*) FROM findings WHERE severity = 'error') AS errors,
  (SELECT count(*) FROM failures) AS failures,
  (SELECT min(issued_on) FROM documents) AS first_day, (SELECT max(issued_on) FROM documents) AS last_day
"""
_LATEST = "SELECT id, number, kind_name, issuer, issued_on, subject, source_path FROM documents ORDER BY issued_on DESC LIMIT 8"


async def home(visit: Visit) -> Response:
    """What is held, the latest documents."""
    (counts,) = await visit.rows(_COUNTS)
    return await visit.page("home.html", counts=counts, latest=await visit.rows(_LATEST))


ROUTES: list[tuple[str, View]] = [("/$", home)]
