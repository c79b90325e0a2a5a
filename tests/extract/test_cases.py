"""The case files: the grammar's specification, line by line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import as_text

from pipeline.extract import extract
from pipeline.records import Amount, Citation, DateMention, Letterhead, Mentions, Outline, Quantity

CASES = Path(__file__).parents[1] / "cases"


def _cases(name: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["text"][:60]) for case in cases]


def _found(text: str) -> Mentions:
    """The mentions of a text without a form: a passage from inside a document."""
    return extract(as_text(text), Outline(Letterhead()))


def _amount(amount: Amount) -> str:
    high = f"..{amount.value_high}" if amount.value_high else ""
    currency = "" if amount.currency == "VND" else f" {amount.currency}"
    per = f" /{amount.per}" if amount.per else ""
    bound = f" <{amount.qualifier}>" if amount.qualifier else ""
    return f"{amount.text} = {amount.value}{high}{currency}{per}{bound}"


def _citation(citation: Citation) -> str:
    fields = (citation.number, citation.kind, citation.issued_on, citation.issuer, citation.relation)
    return " | ".join(str(field or "") for field in fields)


def _date(date: DateMention) -> str:
    days = f"{date.first_day}..{date.last_day}" if date.first_day else "-"
    return f"{date.text} = {days} {date.precision}"


def _quantity(quantity: Quantity) -> str:
    values = dict.fromkeys((quantity.value_low, quantity.value_high))
    fields = [f"{'..'.join(values)} {quantity.unit}", quantity.item or "", quantity.role or ""]
    while not fields[-1]:
        fields.pop()
    bound = f" <{quantity.qualifier}>" if quantity.qualifier else ""
    return f"{quantity.text} = {' | '.join(fields)}{bound}".replace("|  |", "| |")


@pytest.mark.parametrize("case", _cases("amounts"))
def test_amounts(case: dict[str, Any]) -> None:
    assert [_amount(amount) for amount in _found(case["text"]).amounts] == case["amounts"]


@pytest.mark.parametrize("case", _cases("citations"))
def test_citations(case: dict[str, Any]) -> None:
    assert [_citation(citation) for citation in _found(case["text"]).citations] == case["citations"]


@pytest.mark.parametrize("case", _cases("dates"))
def test_dates(case: dict[str, Any]) -> None:
    assert [_date(date) for date in _found(case["text"]).dates] == case["dates"]


@pytest.mark.parametrize("case", _cases("quantities"))
def test_quantities(case: dict[str, Any]) -> None:
    assert [_quantity(quantity) for quantity in _found(case["text"]).quantities] == case["quantities"]


@pytest.mark.parametrize("case", _cases("people"))
def test_people(case: dict[str, Any]) -> None:
    assert [e.name for e in _found(case["text"]).entities if e.kind == "person"] == case["people"]


@pytest.mark.parametrize("case", _cases("organisations"))
def test_organisations(case: dict[str, Any]) -> None:
    assert [e.text for e in _found(case["text"]).entities if e.kind == "organisation"] == case["organisations"]


@pytest.mark.parametrize("case", _cases("places"))
def test_places(case: dict[str, Any]) -> None:
    found = [f"{e.text} = {e.place_code or ''}" for e in _found(case["text"]).entities if e.kind == "place"]
    assert found == case["places"]


@pytest.mark.parametrize("case", _cases("names"))
def test_names(case: dict[str, Any]) -> None:
    entities = _found(case["text"]).entities
    kinds = {"organisations": "organisation", "people": "person", "places": "place"}
    found = {key: [e.name for e in entities if e.kind == kind] for key, kind in kinds.items() if key in case}
    assert found == {key: case[key] for key in found}


@pytest.mark.parametrize("case", _cases("bodies"))
def test_bodies(case: dict[str, Any]) -> None:
    mentions = _found(case["text"])
    entities = mentions.entities
    found = {
        "organisations": [e.text for e in entities if e.kind == "organisation"],
        "people": [e.name for e in entities if e.kind == "person"],
        "places": [e.name for e in entities if e.kind == "place"],
        "issuers": [citation.issuer or "" for citation in mentions.citations],
    }
    assert {key: found[key] for key in case if key in found} == {key: case[key] for key in case if key in found}


@pytest.mark.parametrize("case", _cases("relations"))
def test_relations(case: dict[str, Any]) -> None:
    assert [citation.relation for citation in _found(case["text"]).citations] == case["relations"]


@pytest.mark.parametrize("case", _cases("subjects"))
def test_subjects(case: dict[str, Any]) -> None:
    assert [citation.subject or "" for citation in _found(case["text"]).citations] == case["subjects"]
