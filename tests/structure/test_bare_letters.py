"""Texts typed without diacritics get those of the form's fixed words back, letter for letter."""

from __future__ import annotations

import pytest

from pipeline.structure.bare_letters import dressed

HEAD = "UBND TINH SONG MAU\tCONG HOA XA HOI CHU NGHIA VIET NAM\n\t{motto}\n"


@pytest.mark.parametrize(
    ("motto", "spelled"),
    [
        ("Doc lap - Tu do - Hanh phuc", "Độc lập - Tự do - Hạnh phúc"),
        ("doc lap - tu do- hanh phuc", "độc lập - tự do- hạnh phúc"),
        ("DOC LAP-TU DO -HANH PHUC", "ĐỘC LẬP-TỰ DO -HẠNH PHÚC"),
        ("Doc lap  -  Tu do\n- Hanh phuc", "Độc lập  -  Tự do\n- Hạnh phúc"),
    ],
)
def test_the_motto_is_spelled_whatever_its_blanks(motto: str, spelled: str) -> None:
    text = dressed(HEAD.format(motto=motto))
    assert spelled in text and "VIỆT NAM" in text
    assert len(text) == len(HEAD.format(motto=motto))
