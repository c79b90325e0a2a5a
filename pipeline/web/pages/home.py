"""The first page: what the archive holds, and the ways in for who keeps it, asks it and audits it."""

from __future__ import annotations

from datasette.utils.asgi import Response

from pipeline.query.framed import told_once
from pipeline.web.visit import View, Visit

_COUNTS = f"""
SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM amounts) AS amounts,
  (SELECT count(*) FROM citations) AS citations, (SELECT count(*) FROM findings WHERE severity = 'error'
    AND {told_once("id")}) AS errors,
  (SELECT count(*) FROM failures) AS failures,
  (SELECT min(issued_on) FROM documents) AS first_day, (SELECT max(issued_on) FROM documents) AS last_day
"""
_LATEST = (
    "SELECT id, number, kind_name, issuer, issued_on, subject, source_path FROM documents "
    "WHERE issued_on IS NOT NULL ORDER BY issued_on DESC LIMIT 8"
)
_WAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "archivist": (
        ("/search", "home.all_documents"),
        ("/failures", "failures.title"),
        ("/citations/missing", "home.not_held"),
        ("/vanban/runs", "home.runs"),
    ),
    "analyst": (
        ("/money", "home.money"),
        ("/money/given", "money.given"),
        ("/projects", "home.largest_projects"),
        ("/timeline", "home.timeline"),
        ("/vanban", "home.own_query"),
    ),
    "auditor": (
        ("/findings", "home.findings"),
        ("/money/ledger?year={year}", "home.ledger"),
        ("/review", "review.title"),
    ),
}
"""Who comes, and the addresses and messages of what they come for; {year} is the year of the latest document."""


async def home(visit: Visit) -> Response:
    """What is held, the ways in, the latest documents."""
    (counts,) = await visit.rows(_COUNTS)
    year = (counts["last_day"] or "")[:4]
    ways = {
        who: [(address.format(year=year), message) for address, message in addresses]
        for who, addresses in _WAYS.items()
    }
    return await visit.page("home.html", counts=counts, ways=ways, latest=await visit.rows(_LATEST))


ROUTES: list[tuple[str, View]] = [("/$", home)]
