"""What amounts say of why they have their role, their fund, their year."""

from __future__ import annotations

from pipeline.records import Amount, Document


def why(amount: Amount) -> str:
    """'5 tỷ đồng | allocated role.before | ngân sách tỉnh fund.after | 2019 year.before', '-' for what it has not."""
    told = (
        (amount.role, amount.role_rule),
        (amount.fund, amount.fund_rule),
        (amount.fiscal_year, amount.year_rule),
    )
    return " | ".join((amount.text, *(f"{value} {rule}" if value else "-" for value, rule in told)))


def lacking(document: Document) -> list[str]:
    """The amounts of a document that do not say why they have a value, or say why they have none."""
    return [
        why(amount)
        for amount in document.facts.mentions.amounts
        if amount.role_rule is None
        or (amount.fund is None) != (amount.fund_rule is None)
        or (amount.fiscal_year is None) != (amount.year_rule is None)
    ]
