"""A value with the rule that told it, and amounts with such values: an amount in, the same with another role, fund or year out.

Whoever changes one of these leaves the rule, by a name of its own that `labels.toml` puts in words: the last that changed the
value. Told again, it keeps the rule that it has; only `with_meaning`, which reads an amount anew, puts all three rules in.
"""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.link.cues import kind_of
from pipeline.records import Amount, AmountRole, altered

T = TypeVar("T")


class Told(NamedTuple, Generic[T]):
    """A value and the rule that told it."""

    value: T
    rule: str


Role = Told[AmountRole]


def by(value: T | None, rule: str) -> Told[T] | None:
    """What a rule told; None where that is nothing."""
    return None if value is None else Told(value, rule)


def year_of(amount: Amount) -> Told[int] | None:
    """The year that an amount has so far."""
    return Told(amount.fiscal_year, amount.year_rule) if amount.fiscal_year and amount.year_rule else None


def with_role(amount: Amount, role: Role) -> Amount:
    """The amount with a role."""
    return amount if amount.role == role.value else altered(amount, role=role.value, role_rule=role.rule)


def with_fund(amount: Amount, fund: Told[str] | None) -> Amount:
    """The amount with a fund and its kind, or with none."""
    if fund is None:
        return altered(amount, fund=None, fund_kind=None, fund_rule=None) if amount.fund else amount
    if amount.fund == fund.value:
        return amount
    return altered(amount, fund=fund.value, fund_kind=kind_of(fund.value), fund_rule=fund.rule)


def with_year(amount: Amount, year: Told[int] | None) -> Amount:
    """The amount with a fiscal year, or with none."""
    if year is None:
        return altered(amount, fiscal_year=None, year_rule=None) if amount.fiscal_year else amount
    return amount if amount.fiscal_year == year.value else altered(amount, fiscal_year=year.value, year_rule=year.rule)


def with_meaning(amount: Amount, role: Role, fund: Told[str] | None, year: Told[int] | None, **others: Any) -> Amount:
    """The amount with all three, which go before what it had, and with other values that no rule is named for."""
    return altered(
        amount,
        role=role.value,
        role_rule=role.rule,
        fund=fund.value if fund else None,
        fund_kind=kind_of(fund.value) if fund else None,
        fund_rule=fund.rule if fund else None,
        fiscal_year=year.value if year else None,
        year_rule=year.rule if year else None,
        **others,
    )
