"""Formats that LibreOffice turns into others, where it is installed; a clear refusal where it is not."""

from __future__ import annotations

import pytest
from tables import ALLOCATION, FILES, REPORT, cells_of, text_of

from pipeline.errors import UnsupportedFormat
from pipeline.read import identify, libreoffice, read
from pipeline.read.formats import FORMATS


@pytest.mark.skipif(not libreoffice.is_there(), reason="LibreOffice is not installed")
def test_open_documents_are_read_through_it() -> None:
    assert cells_of(text_of(FILES / "bao-cao.odt")) == REPORT
    assert cells_of(text_of(FILES / "phan-bo.ods")) == ALLOCATION


def test_without_it_the_remedy_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedFormat, match="Install LibreOffice"):
        read(identify(FILES / "bao-cao.odt"))


def test_every_format_it_takes_has_a_name() -> None:
    assert set(libreoffice.TARGETS) <= set(FORMATS)
