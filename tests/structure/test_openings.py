"""Patterns tried at their first words find what they find anywhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.amounts import finder as amounts
from pipeline.extract.amounts import written
from pipeline.extract.citations import references
from pipeline.extract.dates import days as date_days
from pipeline.extract.dates import finder as dates
from pipeline.extract.organisations import heads as organisation_heads
from pipeline.extract.places import finder as places
from pipeline.extract.places import lists as place_lists
from pipeline.extract.projects import called as project_called
from pipeline.extract.projects import done as project_done
from pipeline.extract.projects import named as project_named
from pipeline.extract.projects import pointers as project_pointers
from pipeline.extract.projects import prose as project_prose
from pipeline.extract.projects import works
from pipeline.extract.quantities import roles as quantity_roles
from pipeline.link.funds import sources
from pipeline.structure import catalogue
from pipeline.structure.calendar import DAY, DAY_IN_FIGURES
from pipeline.structure.openings import Opened, Openings

PATTERNS = {
    **{
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in (
            amounts,
            dates,
            place_lists,
            places,
            project_pointers,
            project_named,
            project_prose,
            project_called,
            references,
            sources,
            written,
        )
        for name, value in vars(module).items()
        if isinstance(value, Opened)
    },
    "target": quantity_roles._cue("target"),
    "result": quantity_roles._cue("result"),
    "province": places._province(),
    "done": project_done._opening(),
    "label": catalogue._label(),
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


def _days_and_sources(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    figures = (match.start() for match in DAY_IN_FIGURES.finditer(text))
    days = [match.span() for match in Openings(text).find(date_days._DAY, figures)]
    return days, [match.span() for match in sources._lines(text, sources._SOURCES, sources._FROM)]


def _anywhere(text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    told = (sources._SOURCES, sources._FROM)
    return [m.span() for m in DAY.finditer(text)], [m.span() for lines in told for m in lines.finditer(text)]


def test_days_in_figures_and_lines_of_sources_are_found_as_anywhere() -> None:
    days, lines = _days_and_sources(CASES)
    assert (days, lines) == _anywhere(CASES)
    assert len(days) > 100 and len(lines) > 10


@given(
    st.lists(
        st.sampled_from(["ngày", "5", "05/", "3/2019", "-", ".", "2019", " ", "tháng 3 năm 2019", ","]), max_size=9
    )
)
def test_days_are_found_in_any_figures(parts: list[str]) -> None:
    assert _days_and_sources("".join(parts)) == _anywhere("".join(parts))


def test_names_of_works_begin_where_their_words_stand() -> None:
    starts = works.starts_of_works(CASES)
    assert list(starts) == [
        at for at in range(len(CASES)) if works.opens_work(CASES, at) and not CASES[at - 1].isalpha()
    ]
