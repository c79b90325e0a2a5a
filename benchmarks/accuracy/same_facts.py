"""When a mention is the annotated fact: by kind, and then its values, as `README.md` says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.accuracy.gold import Fact
from benchmarks.accuracy.same_words import canonical, same_fund, same_project
from pipeline.normalize import fold
from pipeline.records import Amount, Citation, DateMention, Mention, Project, Quantity

_DATE_LEAD = re.compile(r"^(?:từ |trong |đến |ngày |các |cả |năm (?=từ ))+", re.IGNORECASE)


def _same_amount(fact: Fact, amount: Amount) -> bool:
    values = fact.values
    low, high = values.get("vnd", values.get("value")), values.get("vnd_high", values.get("value_high"))
    return (
        amount.text == fact.words
        and float(amount.value) == low
        and (None if amount.value_high is None else float(amount.value_high)) == high
        and amount.currency == values.get("currency", "VND")
    )


def _same_citation(fact: Fact, citation: Citation) -> bool:
    return (
        citation.start <= fact.start
        and fact.end <= citation.end
        and citation.number == fact.values.get("number", fact.words)
    )


def _same_date(fact: Fact, mention: DateMention) -> bool:
    values = fact.values
    found = (mention.first_day, mention.last_day, mention.precision)
    true = (values["first"], values["last"], values["precision"])
    return found == true and _DATE_LEAD.sub("", mention.text) == _DATE_LEAD.sub("", fact.words)


def _same_quantity(fact: Fact, quantity: Quantity) -> bool:
    values = fact.values
    return (float(quantity.value_low), float(quantity.value_high)) == (values["low"], values["high"]) and (
        f"{fold(quantity.unit)} ".startswith(f"{fold(values['unit'])} ")
    )


def _same_project(fact: Fact, project: Project) -> bool:
    return same_project(fact.words, project.name) and project.total_vnd == fact.values.get("vnd", project.total_vnd)


SAME_FACT: dict[str, Callable[[Fact, Any], bool]] = {
    "amounts": _same_amount,
    "citations": _same_citation,
    "dates": _same_date,
    "quantities": _same_quantity,
    "projects": _same_project,
}
"""By kind, whether a mention that stands where a fact does is that fact."""
VALUES = {
    "amounts": {"role": "role", "per": "per", "year": "fiscal_year", "fund": "fund"},
    "citations": {"kind": "kind", "date": "issued_on", "issuer": "issuer", "relation": "relation"},
}


def value_of(mention: Mention, name: str) -> Any:
    """A value of a found amount or citation, by the annotation's word for it."""
    return getattr(mention, {**VALUES["amounts"], **VALUES["citations"]}[name])


def values_right(kind: str, fact: Fact, mention: Mention) -> Iterator[tuple[str, bool]]:
    """Each value that the annotation of a fact gives, and whether its mention has the same."""
    for name in VALUES.get(kind, ()):
        if name in fact.values:
            true, value = fact.values[name], value_of(mention, name)
            allowed = true if isinstance(true, list) else [true]
            yield name, any(_same_value(name, one, value) for one in allowed)


def _same_value(name: str, true: Any, value: Any) -> bool:
    if isinstance(true, str) and isinstance(value, str):
        if name == "fund":
            return same_fund(true, value)
        return canonical(true) == canonical(value)
    return bool(true == value)
