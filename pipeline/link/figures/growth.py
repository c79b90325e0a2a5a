"""Percentages in running text against the figures that give them: figures in, `RatioRelation`s out.

A comparison follows its figure at once ('450 tỷ đồng, tăng 12,5% so với năm 2017 (400 tỷ đồng)'). The other figure
stands in the brackets after it, or the words right before name it: a rise 'từ 400 lên 450 tỷ đồng', two years one after
the other, a plan and what was paid of it, a total and its part; or the text tells it of the same thing elsewhere. Where
none does, or the rate is reckoned otherwise
(constant prices, a yearly average), the relation is untold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from pipeline.extract.numerals import DIGITS, Number, parse_number
from pipeline.link.figures.comparisons import (
    Comparison,
    change_at,
    comparison_at,
    growth_words,
    percent_of_change,
    rise,
    tells_change,
)
from pipeline.link.figures.percent import Figure, ratio_relation
from pipeline.link.figures.plans import GIVEN, USED, Plans
from pipeline.link.figures.series import Series
from pipeline.normalize.fold import fold
from pipeline.records import Amount, AmountRole, Quantity, RatioRelation, SumRelation, Untold
from pipeline.structure.calendar import YEAR
from pipeline.structure.sentences import Sentences, sentences_of

_BRACKET = re.compile(r"[ \u00a0]?\((?P<inside>[^()\n]{1,160})\)")
_OF_YEAR = re.compile(r"năm\s+((?:19|20)\d\d)(?P<what>[^\d,;]{0,60})$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ\s+(?:mức\s+)?$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"năm (?:trước|ngoái)", re.IGNORECASE)
_BEFORE = re.compile(r"trước|cùng kỳ", re.IGNORECASE)
_RATIO = re.compile(r"%|\d\s?/\s?\d")
_ITS_YEAR = re.compile(r"\s(?:(?:vào|trong|của)\s)?năm\s(?:19|20)\d\d(?!\d)", re.IGNORECASE)
_BREAKS = re.compile(r"[;.\n()%]")
_REACH = 90
"""Characters between two figures that a comparison takes together."""
_FARTHEST = 400
_MOST = 6
"""Comparisons of one figure."""
Pair = tuple[Figure, Figure]
"""A figure and the one that it is measured against."""


def find_growth(
    text: str, amounts: Sequence[Amount], quantities: Sequence[Quantity], sums: Sequence[SumRelation]
) -> Iterator[RatioRelation | Untold]:
    """Every comparison in per cent or times that follows a figure of money, or of things, in running text."""
    if "%" not in text and "lần" not in text.lower():
        return
    figures = figures_of(amounts, quantities)
    totals: dict[int, set[int]] = {}
    for relation in sums:
        for part in relation.parts:
            totals.setdefault(amounts[part].start, set()).add(amounts[relation.total].start)
    roles = {amount.start: amount.role for amount in amounts}
    starts = [figure.start for figure in figures]
    sentences = sentences_of(text)
    series = cache(lambda: Series(text, figures, sentences))  # few texts ask for it
    plans = cache(lambda: Plans(text, amounts, sums, sentences))
    reader = _Reader(text, figures, starts, totals, roles, sentences, series, plans)
    seen: set[tuple[int, int]] = set()
    for index in range(len(figures)):
        for found in reader.compared(index):
            span = found.ratio if isinstance(found, RatioRelation) else (found.start, found.end)
            if span not in seen:
                seen.add(span)
                yield found


def figures_of(amounts: Sequence[Amount], quantities: Sequence[Quantity]) -> list[Figure]:
    """The figures of a text that may be compared, in order: money in running text, and things counted or measured."""
    found = []
    for amount in amounts:
        if amount.vnd is None or amount.vnd_high is not None or amount.role == "words" or amount.in_cell:
            continue
        half = Decimal(amount.precision_vnd or 1) / 2
        unit = "đồng/" + (amount.per or "")
        found.append(Figure(amount.start, amount.end, Decimal(amount.vnd), half, unit, amount.qualifier is None))
    for quantity in quantities:
        printed = DIGITS.search(quantity.text)
        number = parse_number(printed[0]) if printed else None
        if number is None or quantity.value_low != quantity.value_high or quantity.unit[:1] in "%‰":
            continue
        value = Decimal(quantity.value_low)
        factor = value / number.value if number.value else Decimal(1)
        # Things are counted whole, what is measured is rounded.
        counted = quantity.is_counted and factor == 1
        half = Decimal(0) if counted else factor * Decimal(5).scaleb(-number.decimals - 1)
        found.append(Figure(quantity.start, quantity.end, value, half, quantity.unit, quantity.qualifier is None))
    return sorted(found, key=lambda figure: figure.start)


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    figures: list[Figure]
    starts: list[int]
    totals: dict[int, set[int]]
    """Where the totals of a part start, by where the part does."""
    roles: dict[int, AmountRole]
    sentences: Sentences
    series: Callable[[], Series]
    plans: Callable[[], Plans]

    def compared(self, index: int) -> Iterator[RatioRelation | Untold]:
        """What one figure's comparisons come to."""
        figure = self.figures[index]
        if changed := self._by_change(figure):
            yield changed
            return
        year = _ITS_YEAR.match(self.text, figure.end)
        told = position = year.end() if year else figure.end
        for _ in range(_MOST):
            bracket = _BRACKET.match(self.text, position)
            said = comparison_at(self.text, position)
            inner = comparison_at(self.text, *bracket.span("inside")) if bracket else None
            if bracket and inner:
                yield self._judged(figure, inner, self._named_before(index, inner) or self._elsewhere(figure, inner))
                position, said = bracket.end(), inner
            elif said:
                pair, position = self._in_bracket(said.end, figure)
                pair = pair or self._named_before(index, said) or self._elsewhere(figure, said)
                yield self._judged(figure, said, pair)
            elif bracket and position == told:
                # '450 tỷ đồng (số liệu sơ bộ), tăng 12,5% ...'
                position = bracket.end()
                continue
            # 'chiếm 5%, giảm 1,3%' speaks of the share from there on.
            if said is None or said.of_whole:
                return

    def _judged(self, figure: Figure, said: Comparison, pair: Pair | None) -> RatioRelation | Untold:
        start = max(self.sentences.at(figure.start)[0], figure.start - _FARTHEST)
        if said.about or (pair and not (pair[0].exact and pair[1].exact)):
            return Untold("ratio", *said.span, "approximate")
        if growth_words("other_prices").search(self.text, start, said.end):
            return Untold("ratio", *said.span, "other-prices")
        relation = ratio_relation(said.kind, f"{said.kind}.prose", said.stated, said.span, *pair) if pair else None
        if pair and relation and said.times and not relation.holds:
            # 'tăng 2,5 lần' may mean that so much came on top.
            on_top = ratio_relation("growth", "growth.prose", said.stated, said.span, *pair)
            relation = on_top if on_top and on_top.holds else relation
        return relation or Untold("ratio", *said.span, "no-figures")

    def _in_bracket(self, position: int, figure: Figure) -> tuple[Pair | None, int]:
        """The one figure of the brackets at a position, where they hold no other comparison; and where they end."""
        bracket = _BRACKET.match(self.text, position)
        if bracket is None:
            return None, position
        inside = bracket.span("inside")
        if _RATIO.search(bracket["inside"]) or tells_change(self.text, *inside):
            return None, position
        held = self._between(*inside)
        if len(held) != 1 or held[0].unit != figure.unit:
            return None, position
        return (figure, held[0]), bracket.end()

    def _between(self, start: int, end: int) -> list[Figure]:
        return self.figures[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _at(self, start: int) -> Figure | None:
        held = self._between(start, start + 1)
        return held[0] if held else None

    def _by_change(self, figure: Figure) -> RatioRelation | None:
        """'450 tỷ đồng, tăng 50 tỷ đồng (12,5%)': the other figure less or more than it by the difference."""
        verb = change_at(self.text, figure.end)
        change = self._at(verb[0]) if verb else None
        percent = percent_of_change(self.text, change.end) if change else None
        if verb is None or change is None or percent is None or change.unit != figure.unit:
            return None
        start = max(self.sentences.at(figure.start)[0], figure.start - _FARTHEST)
        exact = figure.exact and change.exact
        if not exact or growth_words("other_prices").search(self.text, start, percent[1][1]):
            return None
        less = verb[1]
        before = replace(change, value=figure.value + (change.value if less else -change.value))
        before = replace(before, half=figure.half + change.half)
        stated = Number(-percent[0].value if less else percent[0].value, percent[0].decimals)
        return ratio_relation("growth", "growth.change", stated, percent[1], figure, before)

    def _named_before(self, index: int, said: Comparison) -> Pair | None:
        """The pair that the words before tell: a rise, two years, so many of so many, a plan, a total."""
        figure = self.figures[index]
        if said.of_whole or growth_words("whole").match(said.to):
            totals = self.totals.get(figure.start, set())
            whole = self._at(next(iter(totals))) if len(totals) == 1 else None
            return (figure, whole) if whole and whole.unit == figure.unit else None
        other = self.figures[index - 1] if index else None
        if other is None or other.unit != figure.unit or figure.start - other.end > _REACH:
            return None
        between = self.text[other.end : figure.start]
        if _BREAKS.search(between):
            return None
        if said.kind == "share" and not said.times:
            if said.to and not growth_words("plan").match(said.to):
                return None
            if between.strip() == "/":
                return other, figure
            return (figure, other) if self._is_plan(other, figure) else None
        if said.to and not YEAR.search(said.to) and not _BEFORE.search(said.to):
            return None
        told = self._rises(other, between) or self._next_year(other, between, said)
        return (figure, other) if told else None

    def _elsewhere(self, figure: Figure, said: Comparison) -> Pair | None:
        """The plan that was used, or the figure of the same thing in the year compared with, told anywhere in the text."""
        if (plan := self.plans().of(figure, said)) is not None and (given := self._at(plan)):
            return (figure, given) if given.unit == figure.unit else None
        own = self.series().year_of(figure)
        years = YEAR.findall(said.to)
        if own is None or len(years) > 1 or not (years or _YEAR_BEFORE.search(said.to)):
            return None
        other = self.series().in_year(figure, int(years[0]) if years else own - 1)
        return (figure, other) if other else None

    def _is_plan(self, other: Figure, figure: Figure) -> bool:
        """'Kế hoạch vốn 120 tỷ đồng, đã giải ngân 90 tỷ đồng, đạt 75%': the sentence tells no figure before."""
        if self.roles.get(other.start) not in GIVEN or self.roles.get(figure.start) not in USED:
            return False
        opens = bisect_left(self.starts, self.sentences.at(other.start)[0])
        return opens == bisect_left(self.starts, other.start)

    def _rises(self, other: Figure, between: str) -> bool:
        """'từ 400 tỷ đồng năm 2017 lên 450 tỷ đồng'."""
        lead = self.text[max(0, other.start - 20) : other.start]
        return _FROM.search(lead) is not None and rise().fullmatch(YEAR.sub("", between)) is not None

    def _next_year(self, other: Figure, between: str, said: Comparison) -> bool:
        """'năm 2017 thu 400 tỷ đồng, năm 2018 thu 450 tỷ đồng': the same words of two years, one after the other."""
        lead = self.text[max(self.sentences.at(other.start)[0], other.start - _REACH) : other.start]
        first, second = _OF_YEAR.search(lead), _OF_YEAR.search(between)
        if first is None or second is None or not between.lstrip().startswith(","):
            return False
        named = {int(year) for year in YEAR.findall(said.to)} or {int(second[1]) - 1}
        what = [fold(growth_words("states").sub("", told["what"])).strip() for told in (first, second)]
        return named == {int(first[1])} and first[1] < second[1] and what[1] in ("", what[0])
