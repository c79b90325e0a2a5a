"""Parts of a quantity that leave its unit out: '162 hộ (trong đó hộ nghèo: 28; hộ cận nghèo: 134)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from pipeline.extract.numerals import parse_number, plain
from pipeline.extract.passage import Spans
from pipeline.records import Quantity

_LEAD = re.compile(r"[^\d.;:\n]{0,60}?(?<!\w)trong đó(?!\w)(?:\s+có(?!\w))?[\s:]*", re.IGNORECASE)
_PART = re.compile(
    r"[^\d.;:()\n]{2,60}?\s*:?\s*(?P<figure>(?>\d+(?:\.\d{3})*(?:,\d+)?))(?=\s*(?:[,;)\n]|\.(?!\d)|$)|\s+và(?!\w))"
)
_JOINT = re.compile(r"\s*(?:[,;]|(?:,\s*)?và(?!\w))\s*")
_FEWEST = 2


def parts_of(text: str, total: Quantity, taken: Spans, label: re.Pattern[str]) -> Iterator[Quantity]:
    """The figures of a list after 'trong đó' that have no unit of their own and together are no more than the total.

    A figure after the words of `label` ('năm', 'số') counts nothing.
    """
    lead = None if total.unit.startswith("%") else _LEAD.match(text, total.end)
    at = lead.end() if lead else len(text)
    found: list[Quantity] = []
    while part := _PART.match(text, at):
        start, end = part.span("figure")
        number = parse_number(part["figure"])
        if number is None or taken.overlap(start, end) or label.search(text, at, start):
            break
        value = plain(number.value)
        found.append(
            replace(
                total, start=start, end=end, text=text[start:end], rule="quantity.part", confidence=0.8,
                value_low=value, value_high=value, qualifier=None,
            )
        )  # fmt: skip
        joint = _JOINT.match(text, end)
        if joint is None:
            break
        at = joint.end()
    if len(found) >= _FEWEST and sum(Decimal(part.value_low) for part in found) <= Decimal(total.value_low):
        yield from found
