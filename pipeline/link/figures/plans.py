"""The plan that money used is some per cent of, where the sentence of its use does not tell it: 'Kinh phí được giao là 4.800
triệu đồng; đã giải ngân 4.320 triệu đồng, đạt 90% kế hoạch'.

Only words that name nothing else stand before what was used, and just one sum was given: in the line so far, else in the
whole text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.link.figures.comparisons import Comparison, growth_words
from pipeline.link.figures.percent import Figure
from pipeline.records import Amount, AmountRole, SumRelation
from pipeline.structure.calendar import YEAR
from pipeline.structure.sentences import Sentences

GIVEN: tuple[AmountRole, ...] = ("planned", "allocated")
USED: tuple[AmountRole, ...] = ("spent", "disbursed")
_NUMBERS = re.compile(r"[\d/.,:()–+*•-]|(?<!\w)[IVX]+(?!\w)")
_LONGEST = 160


class Plans:
    """The sums of a text that were given and used; one for a document."""

    def __init__(self, text: str, amounts: Sequence[Amount], sums: Sequence[SumRelation], sentences: Sentences) -> None:
        parts = {part for relation in sums for part in relation.parts}
        self._text = text
        self._sentences = sentences
        self._at = {amount.start: amount for amount in amounts}
        self._sums = [
            amount
            for index, amount in enumerate(amounts)
            if amount.vnd is not None and amount.role not in ("words", "rate") and index not in parts
        ]

    def of(self, figure: Figure, said: Comparison) -> int | None:
        """Where the plan of a figure begins; None where it cannot be told."""
        used = self._at.get(figure.start)
        if (
            used is None
            or used.role not in USED
            or said.kind != "share"
            or said.times
            or not _names_the_plan(said, used)
        ):
            return None
        if not self._is_bare(figure.start):
            return None
        line = self._text.rfind("\n", 0, figure.start) + 1
        before = [amount for amount in self._sums if amount.start < figure.start]
        in_line = [amount for amount in before if amount.start >= line]
        if in_line:
            return in_line[0].start if len(in_line) == 1 and _may_pay(in_line[0], used) else None
        given = [amount for amount in self._sums if _may_pay(amount, used)]
        first_used = next((amount for amount in self._sums if amount.role in USED), None)
        only = said.to and len({amount.vnd for amount in given}) == 1 and first_used is used
        told = next((amount for amount in before if _may_pay(amount, used) and not amount.in_cell), None)
        return told.start if only and told else None

    def _is_bare(self, start: int) -> bool:
        """Whether the clause before a figure says no more than when, and that it was used."""
        opens = self._sentences.at(start)[0]
        clause = self._text[max(opens, start - _LONGEST) : start].rpartition(";")[2]
        return not growth_words("bare_use").sub("", _NUMBERS.sub(" ", clause)).strip()


def _may_pay(given: Amount, used: Amount) -> bool:
    return given.role in GIVEN and used.fiscal_year in (None, given.fiscal_year)


def _names_the_plan(said: Comparison, used: Amount) -> bool:
    """'đạt 90%', 'đạt 90% kế hoạch vốn năm 2023': the plan of its year and nothing else."""
    years = {int(year) for year in YEAR.findall(said.to)}
    return not said.of_whole and years <= {used.fiscal_year} and _plan().fullmatch(YEAR.sub("", said.to)) is not None


@cache
def _plan() -> re.Pattern[str]:
    """Words of a plan, or none."""
    return re.compile(rf"(?:\s*{growth_words('plan', 'of_plan').pattern})*\s*", re.IGNORECASE)
