"""Where money goes: an amount's place is its project's, or the one that its row in a table names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.place_names import place_code
from pipeline.extract.places import UNIT
from pipeline.records import Amount, Project


def placed(amounts: Sequence[Amount], projects: Sequence[Project], province: str | None) -> tuple[Amount, ...]:
    """The amounts with the codes of their places; None where neither project nor row tells one."""
    codes = [(amount, _code(amount, projects, province)) for amount in amounts]
    return tuple(replace(amount, place_code=code) if code != amount.place_code else amount for amount, code in codes)


def _code(amount: Amount, projects: Sequence[Project], province: str | None) -> str | None:
    if amount.project is not None and (code := projects[amount.project].place_code):
        return code
    units = UNIT.finditer(amount.row_heading or "")
    return next((code for unit in units if (code := place_code(unit[0], province))), None)
