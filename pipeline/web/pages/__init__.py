"""The pages, a module each: its queries, its view of them, and `ROUTES`."""

from __future__ import annotations

from pipeline.web.pages import (
    charts,
    citations,
    cited,
    documents,
    failures,
    findings,
    given,
    home,
    missing,
    projects,
    review,
    search,
    sql,
    timeline,
    withdrawn,
)
from pipeline.web.visit import View

_PAGES = (
    home, search, documents, projects, timeline, charts, given, citations, cited, findings, missing, failures, withdrawn, review, sql
)  # fmt: skip
ROUTES: list[tuple[str, View]] = [route for page in _PAGES for route in page.ROUTES]
"""Regular expression of an address -> the view that answers; the first that fits."""
NAVIGATION: tuple[tuple[str, str], ...] = (
    ("/search", "search.title"),
    ("/projects", "projects.title"),
    ("/timeline", "timeline.title"),
    ("/money", "money.title"),
    ("/citations", "citations.title"),
    ("/findings", "findings.title"),
    ("/review", "review.title"),
    ("/failures", "failures.title"),
    ("/vanban", "sql.title"),
)  # fmt: skip
"""What the head of every page leads to: address, message."""
