"""Bodies told short, and offices of every place, by who issues the document."""

from __future__ import annotations

import pytest
from conftest import as_text

from pipeline.extract import extract
from pipeline.records import Field, Letterhead, Outline

_TEXT = "Ủy ban nhân dân tỉnh giao UBND huyện; UBND huyện giao UBND xã. UBND xã Bến Mẫu và Công an tỉnh thực hiện."


def _names(issuer: str) -> list[str]:
    found = extract(as_text(_TEXT), Outline(Letterhead(issuer=Field(issuer, 0, 0))))
    return [entity.name for entity in found.entities if entity.kind == "organisation"]


@pytest.mark.parametrize(
    ("issuer", "names"),
    [
        ("Chính phủ", ["UBND xã Bến Mẫu"]),
        ("Bộ Tài chính", ["UBND xã Bến Mẫu"]),
        (
            "UBND tỉnh Sông Mẫu",
            ["UBND tỉnh Sông Mẫu", "UBND huyện", "UBND huyện", "UBND xã Bến Mẫu", "Công an tỉnh"],
        ),
        (
            "Ủy ban nhân dân xã Khe Ví",
            [
                "Ủy ban nhân dân tỉnh",
                "UBND huyện",
                "UBND huyện",
                "Ủy ban nhân dân xã Khe Ví",
                "UBND xã Bến Mẫu",
                "Công an tỉnh",
            ],
        ),
    ],
)
def test_levels_without_a_name(issuer: str, names: list[str]) -> None:
    assert _names(issuer) == names
