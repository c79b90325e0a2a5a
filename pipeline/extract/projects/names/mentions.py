"""Mentions of projects: where a name stands and what is told of it in, `Project` out."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.passage import Passage
from pipeline.extract.places.finder import UNIT
from pipeline.records import Amount, Project

_ROUTE = re.compile(r"(?<!\w)(?:liên (?:xã|huyện|thôn)|từ|nối|đi|tránh)(?!\w)|\s[-–]\s", re.IGNORECASE)


def place_in(name: str) -> re.Match[str] | None:
    """The place that a work's name tells; a road from one to another has none: 'đường liên xã A - B'."""
    unit = UNIT.search(name)
    return None if unit is None or _ROUTE.search(name) else unit


def told_as(project: Project, start: int, words: str) -> Project:
    """The project as the words that begin at `start` name it."""
    return replace(project, start=start, end=start + len(words), text=words, name=re.sub(r"\s+", " ", words))


def work_at(passage: Passage, start: int, name: str, rule: str, cost: Amount | None = None) -> Project:
    """The project whose name begins at `start`, at the place that the name tells."""
    return project_at(passage, start, start + len(name), rule, cost, place_in(name))


def project_at(
    passage: Passage,
    start: int,
    end: int,
    rule: str,
    cost: Amount | None,
    place: re.Match[str] | None,
    holder: str | None = None,
) -> Project:
    """The project whose name stands between two offsets, and what is told of it."""
    name = passage.text[start:end]
    return Project(
        start=start,
        end=end,
        text=name,
        rule=rule,
        confidence=0.9 if cost else 0.8,
        name=re.sub(r"\s+", " ", name),
        beneficiary=holder,
        place=place[0] if place else None,
        total_vnd=cost.vnd if cost else None,
    )
