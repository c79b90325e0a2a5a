"""Provenance links: the addresses of `vanban serve` that show the words of a figure on their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


SITE = "http://127.0.0.1:8001"
"""Where `vanban serve` answers unless told otherwise."""
SPAN = ["document_id", "start", "end"]
"""The columns that tell the words of a row."""
LINK = "link"
"""The column of a frame that holds such an address; a workbook makes it a hyperlink."""


def address_of(document_id: str, start: int, end: int) -> str:
    """The path of some words in a document, chosen on their page."""
    return f"/documents/{document_id}?at={start}-{end}"


def linked(frame: pd.DataFrame, site: str = SITE) -> pd.DataFrame:
    """A frame of `document_id`, `start` and `end` with a last column `link`; another one as it is."""
    if not set(SPAN) <= set(frame.columns):
        return frame
    import pandas as pd

    links = [
        None if pd.isna(start) else site + address_of(document, start, end)
        for document, start, end in frame[SPAN].itertuples(index=False)
    ]
    return frame.assign(**{LINK: pd.array(links, dtype="string")})
