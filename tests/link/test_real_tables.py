"""Real budget sheets, where this machine has them: every total that their rows state is found, and every one holds."""

from __future__ import annotations

import pytest
from conftest import ROOT
from grids import document_of

SHEETS = ROOT.parent / "shared" / "legacy" / "truth"


@pytest.mark.parametrize(
    ("name", "sums", "roles"),
    [
        ("2006-Mau21_CKTC_NSH", 5, {"revenue", "spent", "total"}),
        ("2006-Mau22_CKTC_NSH", 8, {"revenue", "spent", "total"}),
        ("2006-Mau23_CKTC_NSH", 6, {"revenue"}),
    ],
)
def test_a_real_sheet_adds_up(name: str, sums: int, roles: set[str]) -> None:
    path = SHEETS / f"{name}.txt"
    if not path.exists():
        pytest.skip("the real sheets are not on this machine")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    document = document_of(rows, above="")
    assert [relation.holds for relation in document.facts.sums] == [True] * sums
    assert {amount.role for amount in document.facts.mentions.amounts} == roles
    assert {amount.fiscal_year for amount in document.facts.mentions.amounts} == {2004}
    assert all((amount.vnd or 0) % 1000 == 0 for amount in document.facts.mentions.amounts)
