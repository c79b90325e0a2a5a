"""The frames' types hold whatever a question finds, nothing included."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pipeline.query import frames
from pipeline.query.missing import missing

FRAMES: dict[str, tuple[Callable[[Path], pd.DataFrame], Callable[[Path], pd.DataFrame]]] = {
    "figures": (frames.figures, lambda db: frames.figures(db, year=1800)),
    "projects": (frames.projects, lambda db: frames.projects(db, year=1800)),
    "citations": (frames.citations, lambda db: frames.citations(db, number="không có")),
    "timeline": (frames.timeline, lambda db: frames.timeline(db, year=1800)),
    "ledger": (frames.ledger, lambda db: frames.ledger(db, year=1800)),
    "findings": (frames.findings, lambda db: frames.findings(db, severity=())),
    "missing": (missing, lambda db: missing(db, at_least=10**6)),
}


def _type(column: str) -> str:
    if column.endswith("vnd") or column in (
        "vnd_high",
        "year",
        "fiscal_year",
        "page",
        "first_run",
        "mentions",
        "copies",
    ):
        return "Int64"
    if column in ("day", "issued_on", "cited_issued_on"):
        return "datetime64"
    if column in ("held", "newest") or column.startswith("counted"):
        return "boolean"
    return "float64" if column == "confidence" else "string"


@pytest.mark.parametrize("name", list(FRAMES))
def test_a_frame_has_its_types_full_or_empty(archive: Path, name: str) -> None:
    full, empty = (find(archive) for find in FRAMES[name])
    assert len(full) and not len(empty)
    assert list(full.columns) == list(empty.columns)
    for frame in (full, empty):
        for column in frame.columns:
            kind = str(frame[column].dtype)
            assert kind.startswith("datetime64") if _type(column) == "datetime64" else kind == _type(column), column
