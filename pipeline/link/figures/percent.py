"""Whether a printed percentage follows from two printed figures, within what the digits of all three leave open.

As in XBRL's calculations, a figure stands for all values that print so. A percentage that is cut off and not
rounded is off by one of its last digit, and allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.extract.numerals import Number, plain
from pipeline.records import RatioKind, RatioRelation


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure; `half` is half the weight of its last printed digit, `unit` what it is in."""

    start: int
    end: int
    value: Decimal
    half: Decimal
    unit: str
    exact: bool = True
    """False where it is told about or as a bound."""

    @property
    def span(self) -> tuple[int, int]:
        """Its words."""
        return self.start, self.end


def ratio_relation(
    kind: RatioKind, rule: str, stated: Number, span: tuple[int, int], part: Figure, whole: Figure
) -> RatioRelation | None:
    """The relation of a percentage at `span` with the two figures that give it; None where they give none."""
    if whole.value - whole.half <= 0 or part.value < 0:
        return None
    shift = 100 if kind == "growth" else 0
    low = (part.value - part.half) / (whole.value + whole.half) * 100 - shift
    high = (part.value + part.half) / (whole.value - whole.half) * 100 - shift
    step = Decimal(1).scaleb(-stated.decimals)
    computed = (part.value / whole.value * 100 - shift).quantize(Decimal("0.01"))
    holds = low - step <= stated.value <= high + step
    return RatioRelation(kind, span, part.span, whole.span, plain(stated.value), plain(computed), rule, holds)
