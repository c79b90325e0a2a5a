"""The pages, a module each: its queries, its view of them, and `ROUTES`."""

from __future__ import annotations

from pipeline.web.pages import charts, citations, documents, failures, findings, home, projects, review, search, sql
from pipeline.web.visit import View

ROUTES: list[tuple[str, View]] = [
    route for page in (home, search, documents, projects, charts, citations, findings, failures, review, sql) for route in page.ROUTES
]
"""Regular expression of an address -> the view that answers; the first that fits."""
NAVIGATION: tuple[tuple[str, str], ...] = (
    ("/search", "search.title"),
    ("/projects", "projects.title"),
    ("/money", "money.title"),
    ("/citations", "citations.title"),
    ("/findings", "findings.title"),
    ("/review", "review.title"),
    ("/failures", "failures.title"),
    ("/vanban", "sql.title"),
)  # fmt: skip
"""What the head of every page leads to: address, message."""
