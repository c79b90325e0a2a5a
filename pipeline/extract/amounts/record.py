"""The record of an amount of money: a figure with its unit in, `Amount` out."""

from __future__ import annotations

from decimal import Decimal

from pipeline.extract.amounts.figures import Figure
from pipeline.extract.amounts.money_words import Unit, to_vnd
from pipeline.extract.amounts.written import LARGEST
from pipeline.extract.numerals import plain
from pipeline.records import Amount, AmountRole


def amount_of(
    text: str,
    span: tuple[int, int],
    low: Figure,
    high: Figure | None,
    unit: Unit,
    *,
    rule: str,
    confidence: float,
    role: AmountRole = "stated",
    per: str | None = None,
    qualifier: str | None = None,
) -> Amount | None:
    """The record of a figure; None where it is beyond any money (more than 2^63 đồng)."""
    vnd = unit.currency in (None, "VND")
    top = high.value if high else low.value
    if max(low.value, top) > LARGEST:
        return None
    last = high or low
    step = (last.unit.factor or Decimal(1)).scaleb(-last.number.decimals)
    return Amount(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        rule=rule,
        confidence=confidence,
        value=plain(low.value),
        value_high=plain(high.value) if high else None,
        currency=unit.currency or "VND",
        vnd=to_vnd(low.value) if vnd else None,
        vnd_high=to_vnd(high.value) if vnd and high else None,
        precision_vnd=max(1, int(step)) if vnd else None,
        role=role,
        per=per,
        qualifier=qualifier,
    )
