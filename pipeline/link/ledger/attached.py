"""The document whose annex a file holds by itself: outline and citations in, the index of the one that it hangs on out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.normalize.tones import compiled
from pipeline.records import Citation, Outline
from pipeline.structure.tables import deciding_kinds

_HEAD = 1500
_HANGS_ON = compiled(
    r"\W*(?:(?:phụ lục|phụ biểu|biểu|bảng|danh mục|dự toán|kế hoạch)(?:[ ]+(?:số[ ]+)?[\w.\-/]{1,8}){0,2}\W*)?"
    r"(?:ban hành[ ]+|đính[ ]+)?kèm[ ]+(?:theo[ ]+)?",
    re.IGNORECASE,
)
"""A line's words before the document: '(Kèm theo ', 'Phụ lục 1 ban hành kèm theo '."""


def attached_to(text: str, outline: Outline, citations: Sequence[Citation]) -> int | None:
    """The citation of the decision that a file without a number of its own says over its tables to hang on."""
    if outline.letterhead.number is not None or outline.letterhead.kind in deciding_kinds():
        return None
    for index, citation in enumerate(citations):
        if citation.start > _HEAD:
            break
        line = text.rfind("\n", 0, citation.start) + 1
        if citation.number and citation.kind in deciding_kinds() and _HANGS_ON.fullmatch(text, line, citation.start):
            return index
    return None
