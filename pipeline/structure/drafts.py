"""Whether a document is a draft: text and outline in; it says so in its head, or its number is left open."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.records import Outline
from pipeline.structure.form import chunks
from pipeline.structure.tables import kind_names

Draft = Literal["said", "open"]
_SAYS = re.compile(
    rf"\W*(?:bản\s+)?dự thảo(?:\s+(?:{kind_names()})|\s+(?:lần|ngày|số|\d)[^\n]{{0,30}})?\W*", re.IGNORECASE
)
_OPEN = re.compile(r"Số\s*[:.]?[\s.…_]*/\s?[A-ZĐ]")
"""'Số:      /QĐ-UBND'."""
_LONGEST = 1500


def draft_of(text: str, outline: Outline) -> Draft | None:
    """'said' where the head has 'DỰ THẢO', 'open' where only the place of its number is empty; None of what is issued."""
    head = outline.letterhead
    if head.number is not None:
        return None
    told = [chunk.text for chunk in chunks(text, 0, min(len(text), head.end or _LONGEST))]
    if any(_SAYS.fullmatch(words) for words in told):
        return "said"
    return "open" if head.kind and any(_OPEN.match(words) for words in told) else None
