"""The table of meanings (`data/meaning.toml`) as patterns, built once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from pipeline.extract.money import money_table
from pipeline.records import AmountRole
from pipeline.structure.tables import alternatives


@cache
def table() -> dict[str, Any]:
    """`data/meaning.toml`."""
    return tomllib.loads((Path(__file__).parent / "data" / "meaning.toml").read_text(encoding="utf-8"))


@cache
def fund_kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kinds of fund (`data/funds.toml`) with the words that tell them, in order of trial."""
    rows = tomllib.loads((Path(__file__).parent / "data" / "funds.toml").read_text(encoding="utf-8"))["fund"]
    return tuple((row["kind"], pattern(tuple(row["words"]))) for row in rows)


@dataclass(frozen=True, slots=True)
class RoleCue:
    """A role, the words that tell it, and those beside which they don't."""

    role: AmountRole
    cues: re.Pattern[str]
    not_with: re.Pattern[str] | None = None

    def tells(self, before: str) -> bool:
        """Whether the words before a figure tell this role."""
        return self.cues.search(before) is not None and not (self.not_with and self.not_with.search(before))


@cache
def role_cues() -> tuple[RoleCue, ...]:
    """Roles with the words that tell them, in order of trial."""
    return tuple(
        RoleCue(
            cast(AmountRole, row["name"]),
            _role_pattern(row),
            pattern(tuple(row["not_with"])) if "not_with" in row else None,
        )
        for row in table()["role"]
    )


def _role_pattern(row: dict[str, Any]) -> re.Pattern[str]:
    if "right_before" in row:
        bounds = alternatives(tuple(word for kind in ("about", "low") for word in money_table()["qualifiers"][kind]))
        return re.compile(rf"(?<!\w){alternatives(tuple(row['right_before']))}(?:\s+{bounds})?\s*:?\s*$", re.IGNORECASE)
    not_after = "".join(rf"(?<!\b{re.escape(word)} )" for word in row.get("not_after", ()))
    return re.compile(rf"(?<!\w){not_after}{alternatives(tuple(row['cues']))}(?!\w)", re.IGNORECASE)


@cache
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words, whole, whatever their case."""
    return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)", re.IGNORECASE)


@cache
def cue(section: str, name: str) -> re.Pattern[str]:
    """Any word of one list of the table, e.g. `cue("sum", "full")`."""
    return pattern(tuple(table()[section][name]))


@cache
def words(section: str, name: str) -> str:
    """One list of the table as alternatives for a larger expression."""
    return alternatives(tuple(table()[section][name]))
