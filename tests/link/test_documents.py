"""Cited documents completed from the head of the document that cites them and from one another."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import as_document

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "documents.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:60]) for case in CASES])
def test_citations_of_whole_documents(case: dict[str, Any]) -> None:
    found = as_document(case["text"]).facts.mentions.citations
    told = [(c.number, c.kind, c.issued_on, c.issuer, c.relation) for c in found]
    assert [" | ".join(str(field or "") for field in fields) for fields in told] == case["citations"]
