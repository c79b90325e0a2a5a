"""Patterns tried at their first words find what they find anywhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from held import held
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.dates import days as date_days
from pipeline.extract.dates import months as date_months
from pipeline.extract.dates.words import figures_before
from pipeline.extract.organisations import heads as organisation_heads
from pipeline.extract.projects.names import works
from pipeline.extract.projects.prose import counted
from pipeline.extract.quantities import roles as quantity_roles
from pipeline.link.funds import sources
from pipeline.structure.beginnings import first_words_of
from pipeline.structure.calendar import DAY, DAY_IN_FIGURES
from pipeline.structure.openings import Opened, Openings, opened

PATTERNS = {
    **{name.removeprefix("pipeline."): value for name, value in held().items() if isinstance(value, Opened)},
    "target": quantity_roles._cue("target"),
    "result": quantity_roles._cue("result"),
}
MORE: dict[str, Callable[[str], Iterable[int]]] = {
    "extract.dates.days._DAY": lambda text: starts(DAY_IN_FIGURES, text),
    "extract.dates.days._DAY_TO_DAY": lambda text: figures_before(date_days._SLASH_TO_DAY, text),
    "extract.dates.days._DAYS_LISTED": lambda text: starts(date_days._BRACKETED, text),
    "extract.dates.months._MONTHS_OR_YEARS": lambda text: figures_before(date_months._SLASH_TO_MONTH, text),
    "extract.projects.prose.counted._counted": lambda text: starts(counted._FIGURE, text),
}
"""Where else the patterns are tried whose matches may begin with a figure or a mark."""
NOT_ALL = {"extract.dates.days._DAY_TO_DAY", "extract.dates.days._DAYS_LISTED", "extract.dates.months._MONTHS_OR_YEARS"}
"""Those of them that are tried at some figures or marks only: other patterns find what begins elsewhere."""


def starts(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(text))


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


def _found(name: str, text: str, openings: Openings) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where a pattern is found at its openings, and anywhere; of one that is not tried at all figures, what begins with a word."""
    wanted = PATTERNS[name]
    found = [match.span() for match in openings.find(wanted, MORE[name](text) if name in MORE else ())]
    anywhere = [match.span() for match in wanted.pattern.finditer(text)]
    if name in NOT_ALL:
        return [span for span in found if text[span[0]].isalpha()], [
            span for span in anywhere if text[span[0]].isalpha()
        ]
    return found, anywhere


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_loses_nothing_of_the_case_files(name: str) -> None:
    found, anywhere = _found(name, CASES, Openings(CASES))
    assert found == anywhere
    assert found


def test_only_patterns_tried_elsewhere_too_begin_with_no_word() -> None:
    assert {name for name, wanted in PATTERNS.items() if first_words_of(wanted.pattern).others} == set(MORE)


@given(st.lists(st.sampled_from(sorted({*CASES.split(), " ", "\n", "1", "/", "_", "5/2018", "2018"})), max_size=12))
def test_a_pattern_finds_the_same_in_any_words(words: list[str]) -> None:
    for text in (" ".join(words), "".join(words), " ".join(words).upper()):
        openings = Openings(text)
        for name in PATTERNS.keys() - NOT_ALL:
            found, anywhere = _found(name, text, openings)
            assert found == anywhere, name


def test_heads_of_organisations_begin_with_the_words_that_are_looked_for() -> None:
    assert first_words_of(organisation_heads.head_pattern()).words <= organisation_heads.head_words()


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


def test_patterns_are_found_between_two_offsets_as_anywhere_there() -> None:
    wanted, length = opened(r"(?:ngân sách|số)\s[^\n]{1,20}"), len(CASES)
    for start, end in ((0, length), (length // 3, length // 2), (length // 2, length // 2 + 25)):
        found = [match.span() for match in Openings(CASES).find_between(wanted, start, end)]
        assert found == [match.span() for match in wanted.pattern.finditer(CASES, start, end)]


def test_names_of_works_begin_where_their_words_stand() -> None:
    starts = works.starts_of_works(CASES)
    assert list(starts) == [
        at for at in range(len(CASES)) if works.opens_work(CASES, at) and not CASES[at - 1].isalpha()
    ]
