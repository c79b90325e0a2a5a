"""Query: the database in, answers for people out: pandas frames, search, one document, SQL, files, health.

Everything here opens the file read-only. A new view is a function in `frames.py` that returns a
documented DataFrame; a new file format is a line in `formats.WRITERS`.
"""

from pipeline.query.frames import citations, figures, findings, ledger, projects, timeline
from pipeline.query.given import given
from pipeline.query.missing import missing
from pipeline.query.search import search
from pipeline.query.show import show
from pipeline.query.sql import run_sql

__all__ = [
    "citations",
    "figures",
    "findings",
    "given",
    "ledger",
    "missing",
    "projects",
    "run_sql",
    "search",
    "show",
    "timeline",
]
