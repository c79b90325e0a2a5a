"""The words of a page as `pages.words` holds them: JSON [[start, end, x0, top, x1, bottom, confidence, other], ...]."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pipeline.records import Word, Words

_SIDES = 1 << 15
"""Sides of boxes that are remembered as they are written: words of a line share theirs, pages of a kind too."""


def as_json(words: Sequence[Word]) -> str | None:
    """Where words stand, in tenths of a point; at the end, of what OCR read, how sure it was and what its second look
    saw. None of no words.
    """
    columns = Words.of(words)
    if not len(columns):
        return None
    boxes = np.where(np.isfinite(columns.boxes), columns.boxes, 0).astype(np.float64)
    tenths = np.rint(boxes * 10) + 0.0  # no -0.0
    starts, ends = columns.offsets.T.tolist()
    sides = [map(_written, side) for side in tenths.T.tolist()]
    rows = [
        f"[{start},{end},{x0},{top},{x1},{bottom}]"
        for start, end, x0, top, x1, bottom in zip(starts, ends, *sides, strict=True)
    ]
    for at, (confidence, other) in columns.readings.items():
        read = [None if confidence is None else round(confidence, 3), *([] if other is None else [other])]
        rows[at] = f"{rows[at][:-1]},{json.dumps(read, separators=(',', ':'))[1:]}"
    return f"[{','.join(rows)}]"


@lru_cache(_SIDES)
def _written(tenths: float) -> str:
    return f"{tenths / 10:.1f}"


def of_json(words: str | None) -> Words:
    """The words that a page holds."""
    rows = json.loads(words or "[]")
    readings = {at: (row[6], row[7] if len(row) > 7 else None) for at, row in enumerate(rows) if len(row) > 6}
    return Words([row[:2] for row in rows], [row[2:6] for row in rows], readings)
