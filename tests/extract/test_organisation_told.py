"""Bodies told short, and offices of every place, by who issues the document."""

from __future__ import annotations

import pytest
from conftest import as_text

from pipeline.extract import extract
from pipeline.records import Field, Letterhead, Outline
from pipeline.structure.tables import sectors

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


@pytest.mark.parametrize("head", ["Sở", "Phòng", "Ban", "Chi cục"])
def test_no_office_is_cut_at_the_words_that_join_its_sector(head: str) -> None:
    offices = [f"{head} {sector}" for sector in sectors() if " và " in sector]
    told = [office for office in offices if not office.startswith("Ban Quản lý")]  # which is a head of its own
    text = "".join(f"Giao {office} tỉnh phối hợp.\n" for office in told)
    entities = extract(as_text(text), Outline(Letterhead())).entities
    found = {entity.text for entity in entities if entity.kind == "organisation"}
    assert told and [office for office in told if not {office, f"{office} tỉnh"} & found] == []
