"""Figures of a year, and comparisons with another year's, to be checked against other documents.

'Thu nội địa đạt 450 tỷ đồng, tăng 12,5% so với năm 2017' speaks of a figure that the document of 2017 told. Both are
keyed by what is told, in which unit and of which part of the year; the year and the part are those that the figure's own
words tell, else those of the document's subject, where it tells just one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.link.cues import pattern
from pipeline.link.figures.comparisons import Comparison, comparison_at, growth_words
from pipeline.link.figures.growth import figures_of
from pipeline.link.figures.percent import Figure
from pipeline.normalize.fold import fold
from pipeline.records import Facts, Outline
from pipeline.structure.alternatives import alternatives
from pipeline.structure.sentences import sentences_of
from pipeline.structure.within import Within

_CLAUSE = re.compile(r"[,;.()\n]")
_YEAR = re.compile(
    r"(?=[tn12])(?:(?:trong\s+)?năm\s+(?P<year>(?:19|20)\d\d)(?!\d)|(?<=[\s/])(?P<bare>(?:19|20)\d\d)(?!\d))",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s*(?:[-–+*•]|\(?[\da-zđ]{1,3}[.)/])?\s*")
_AFTER = re.compile(r"\s(?:(?:vào|trong|của)\s)?năm\s(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_BRACKET = re.compile(r"[ \u00a0]?\([^()\n]{1,160}\)")
_MOST = 4
"""Comparisons of one figure."""
_REACH = 160
_FEWEST_WORDS, _MOST_WORDS = 2, 12
_WHOLE = "năm"
_OF_PLACE = re.compile(r"(?<!\w)(?:huyện|thị xã|thành phố|xã|phường|thị trấn|quận)\s+\w", re.IGNORECASE)
_MONTHS = re.compile(r"(?P<months>\d+) thang(?: dau(?: nam)?)?|thang (?P<month>\d+)|quy (?P<quarter>[1-4]|iv|i{1,3})")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class YearFigure:
    """A figure of one year; `estimated` where its words say that it is none of the year's end."""

    label: str
    period: str
    year: int
    figure: Figure
    estimated: bool

    def is_settled_on(self, day: date | None) -> bool:
        """Whether a document of some day can tell the figure: its part of the year is over, and the words say no estimate."""
        if day is None or self.estimated:
            return False
        match = _MONTHS.fullmatch(self.period)
        if self.period != _WHOLE and match is None:
            return False
        last = 12
        if match:
            quarter = match["quarter"]
            last = int(match["months"] or match["month"] or 0) or 3 * (_QUARTERS.get(quarter) or int(quarter))
        return (day.year, day.month) > (self.year, last)

    def key(self, year: int) -> str:
        """What figures of one thing in a year share."""
        return f"{self.label}:{self.figure.unit}:{self.period}:{year}"


@dataclass(frozen=True, slots=True)
class YearGrowth:
    """A comparison of a figure with that of the year `before`, whose figure the document does not tell."""

    of: YearFigure
    said: Comparison
    before: int


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parents[1] / "data" / "periods.toml").read_text(encoding="utf-8"))


@cache
def _periods() -> re.Pattern[str]:
    words = [alternatives(tuple(row["words"])).replace(r"\#", r"(?:\d{1,2}|[IVX]{1,4})") for row in _table()["period"]]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


@cache
def _words(name: str) -> re.Pattern[str]:
    return pattern(tuple(_table()["words"][name]))


def year_figures(text: str, outline: Outline, facts: Facts) -> Iterator[YearFigure | YearGrowth]:
    """The figures of a document that tell what and when, each once, and the comparisons that its own figures leave open."""
    subject = outline.letterhead.subject
    of_subject = _when(subject.value, "") if subject else None
    told: dict[str, YearFigure | None] = {}
    grown: list[YearGrowth] = []
    answered = {relation.ratio for relation in facts.ratios}
    within = Within(outline.sections)
    figures = figures_of(facts.mentions.amounts, facts.mentions.quantities)
    for at, figure in enumerate(figures):
        found = _read(text, figure, figures[at - 1].end if at else 0, of_subject)
        if found is None or any(_OF_PLACE.search(outline.sections[over].heading) for over in within.over(figure.start)):
            continue
        key = found.key(found.year)
        known = told.setdefault(key, found)
        if known is not None and known.figure.value != figure.value:
            told[key] = None
        grown += [growth for growth in _growths(text, found) if growth.said.span not in answered]
    yield from (one for one in told.values() if one is not None)
    yield from grown


def _read(text: str, figure: Figure, after: int, otherwise: tuple[str, int] | None) -> YearFigure | None:
    """What a figure tells, of which year, that of the document where it says none; None where no words say."""
    if not figure.exact:
        return None
    start = max(sentences_of(text).at(figure.start)[0], after, figure.start - _REACH)
    words = _MARK.sub("", _CLAUSE.split(text[start : figure.start])[-1])
    when = len(words.split()) >= _FEWEST_WORDS and (_when(words, text[figure.end : figure.end + 30]) or otherwise)
    if not when:
        return None
    label = _YEAR.sub(" ", _periods().sub(" ", words))
    label = " ".join(fold(growth_words("states").sub(" ", _words("estimated").sub(" ", label))).split())
    if re.search(r"\d", label) or not _FEWEST_WORDS <= len(label.split()) <= _MOST_WORDS:
        return None
    return YearFigure(label, when[0], when[1], figure, _words("estimated").search(words) is not None)


def _when(words: str, after: str) -> tuple[str, int] | None:
    """The part of a year and the year that some words tell, where they tell just one of each."""
    follows = _AFTER.match(after)
    years = {int(match["year"] or match["bare"]) for match in _YEAR.finditer(words)}
    if follows:
        years.add(int(follows["year"]))
    if len(years) != 1:
        return None
    periods = {" ".join(fold(match[0]).split()) for match in _periods().finditer(words)}
    if len(periods) > 1:
        return None
    return (periods.pop() if periods else _WHOLE), years.pop()


def _growths(text: str, told: YearFigure) -> Iterator[YearGrowth]:
    """The comparisons right after a figure with a year before: 'tăng 5% so với kế hoạch, tăng 12,5% so với cùng kỳ'."""
    position = told.figure.end
    if follows := _AFTER.match(text, position):
        position = follows.end()
    start = max(sentences_of(text).at(told.figure.start)[0], told.figure.start - _REACH)
    for _ in range(_MOST):
        said = comparison_at(text, position)
        if said is None or said.of_whole:
            return
        position = said.end
        if bracket := _BRACKET.match(text, position):
            position = bracket.end()
        if (
            said.about
            or growth_words("other_prices").search(text, start, said.end)
            or growth_words("plan").search(said.to)
        ):
            continue
        years = {int(match["year"] or match["bare"]) for match in _YEAR.finditer(said.to)}
        if not years and _words("year_before").search(said.to):
            years = {told.year - 1}
        before = years.pop() if len(years) == 1 else None
        if before is not None and before < told.year:
            yield YearGrowth(told, said, before)
