"""The ready-made questions of `queries.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its title and what it answers, in one language."""

    sql: str
    title: str
    about: str


@cache
def questions(lang: Lang) -> dict[str, Question]:
    """Every ready-made question by its name in addresses."""
    text = (Path(__file__).parent / "queries.toml").read_text(encoding="utf-8")
    at = int(lang == "en")
    return {
        name: Question(entry["sql"].strip(), entry["title"][at], entry["about"][at])
        for name, entry in tomllib.loads(text).items()
    }
