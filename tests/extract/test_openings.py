"""Patterns tried at their first words find what they find anywhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import (
    dates,
    organisation_heads,
    place_lists,
    places,
    project_names,
    project_prose,
    projects,
    quantity_roles,
    references,
    written,
)
from pipeline.structure.openings import Opened, Openings

PATTERNS = {
    **{
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in (dates, place_lists, places, project_names, project_prose, projects, references, written)
        for name, value in vars(module).items()
        if isinstance(value, Opened)
    },
    "target": quantity_roles._cue("target"),
    "result": quantity_roles._cue("result"),
    "province": places._province(),
    "head": Opened(organisation_heads.head_words(), organisation_heads.head_pattern()),
}


def _texts(case: Any) -> list[str]:
    """Every text in a case file, whatever its key."""
    if isinstance(case, str):
        return [case]
    values = case.values() if isinstance(case, dict) else case if isinstance(case, list) else ()
    return [text for value in values for text in _texts(value)]


CASES = "\n".join(
    text
    for path in sorted((Path(__file__).parents[1] / "cases").glob("*.toml"))
    for text in _texts(tomllib.loads(path.read_text(encoding="utf-8")))
)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_loses_nothing_of_the_case_files(name: str) -> None:
    wanted = PATTERNS[name]
    found = [match.span() for match in Openings(CASES).find(wanted)]
    assert found == [match.span() for match in wanted.pattern.finditer(CASES)]
    assert found


@given(st.lists(st.sampled_from(sorted({*CASES.split(), " ", "\n", "1", "/", "_", "5/2018", "2018"})), max_size=12))
def test_a_pattern_finds_the_same_in_any_words(words: list[str]) -> None:
    for text in (" ".join(words), "".join(words), " ".join(words).upper()):
        openings = Openings(text)
        for wanted in PATTERNS.values():
            assert [m.span() for m in openings.find(wanted)] == [m.span() for m in wanted.pattern.finditer(text)]
