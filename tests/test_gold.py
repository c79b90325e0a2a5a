"""The real report against its facts found by hand; both stay outside the project, and CI has them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from flows.process import process_file
from pipeline.records import Document


@pytest.fixture(scope="module")
def document(real_report: Path) -> Document:
    found = process_file(real_report)
    assert isinstance(found, Document)
    return found


@pytest.fixture(scope="module")
def gold(real_report: Path) -> Any:
    return json.loads((real_report.parents[1] / "gold" / "78-BC-SNN-2019.json").read_text(encoding="utf-8"))


def test_head_and_foot(document: Document, gold: Any) -> None:
    head, signature, true = document.outline.letterhead, document.outline.signature, gold["document"]
    assert head.number and head.issuer and head.place and head.subject and signature.signer and signature.title
    assert {
        "number": head.number.value, "kind": head.kind, "issuer": head.issuer.value, "place": head.place.value,
        "issued_on": str(head.issued_on), "subject": head.subject.value, "signer": signature.signer.value, "signer_title": signature.title.value,
    } == true  # fmt: skip


def test_amounts_all_and_no_other(document: Document, gold: Any) -> None:
    found = [
        {"text": a.text, "vnd": a.vnd, "role": a.role, "fund": a.fund, "fiscal_year": a.fiscal_year}
        for a in document.facts.mentions.amounts
    ]
    assert found == [{"fund": None, **amount} for amount in gold["amounts"]]


def test_cited_documents(document: Document, gold: Any) -> None:
    mentions = document.facts.mentions.citations
    counts = Counter(citation.number for citation in mentions)
    found = {
        (c.number, c.kind, str(c.issued_on) if c.issued_on else None, c.issuer, counts[c.number]) for c in mentions
    }
    assert found == {(c["number"], c["kind"], c["issued_on"], c["issuer"], c["mentions"]) for c in gold["citations"]}


def test_projects(document: Document, gold: Any) -> None:
    found = [
        {"name": p.name, "beneficiary": p.beneficiary, "total_vnd": p.total_vnd, "place": p.place}
        for p in document.facts.mentions.projects
    ]
    assert found == gold["projects"]


def test_sums(document: Document, gold: Any) -> None:
    amounts = document.facts.mentions.amounts
    found = [
        (s.kind, amounts[s.total].vnd, sorted(amounts[p].vnd or 0 for p in s.parts), s.holds)
        for s in document.facts.sums
    ]
    true = [(s["kind"], s["total_vnd"], sorted(s["parts_vnd"]), s["holds"]) for s in gold["sums"]]
    assert sorted(found) == sorted(true)


def test_quantities_and_people(document: Document, gold: Any) -> None:
    found = {q.text: q for q in document.facts.mentions.quantities}
    for true in gold["quantities"]:
        quantity = found[true["text"]]
        assert float(quantity.value_low) == true.get("value", true.get("value_low"))
        assert float(quantity.value_high) == true.get("value", true.get("value_high"))
        assert quantity.unit == true["unit"]
        assert quantity.role == true.get("role", quantity.role)
    people = {entity.name for entity in document.facts.mentions.entities if entity.kind == "person"}
    assert people == set(gold["people"])


def test_the_audit_raises_no_false_error(document: Document) -> None:
    found = {(finding.check_name, finding.severity) for finding in document.findings}
    assert found == {("plan-dated-early", "warning"), ("allocation-against-use", "note"), ("before-programme", "note")}
    exact = next(f for f in document.findings if f.check_name == "allocation-against-use")
    assert (exact.expected, exact.found, exact.difference_vnd) == ("500000000", "500000000", 0)
    assert len(document.facts.counts) == 2 and len(document.facts.words) == 1
