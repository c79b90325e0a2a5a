"""The words of a page as `pages.words` holds them: JSON [[start, end, x0, top, x1, bottom, confidence, other], ...]."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pipeline.records import Word, Words


def as_json(words: Sequence[Word]) -> str | None:
    """Where words stand, in tenths of a point; at the end, of what OCR read, how sure it was and what its second look
    saw. None of no words.
    """
    columns = Words.of(words)
    if not len(columns):
        return None
    tenths = np.rint(np.nan_to_num(columns.boxes.astype(np.float64), posinf=0, neginf=0) * 10) + 0.0  # no -0.0
    (starts, ends), sides = columns.offsets.T.tolist(), map(_points, tenths.ravel().tolist())
    placed = zip(starts, ends, sides, sides, sides, sides, strict=False)
    rows = [f"[{start},{end},{x0},{top},{x1},{bottom}]" for start, end, x0, top, x1, bottom in placed]
    for at, (confidence, other) in columns.readings.items():
        read = [None if confidence is None else round(confidence, 3), *([] if other is None else [other])]
        rows[at] = f"{rows[at][:-1]},{json.dumps(read, separators=(',', ':'))[1:]}"
    return f"[{','.join(rows)}]"


@lru_cache(maxsize=16_384)
def _points(tenths: float) -> str:
    """Points as they are written: words on a line, and columns of them, share their sides."""
    return f"{tenths / 10:.1f}"


def of_json(words: str | None) -> Words:
    """The words that a page holds."""
    rows = json.loads(words or "[]")
    readings = {at: (row[6], row[7] if len(row) > 7 else None) for at, row in enumerate(rows) if len(row) > 6}
    return Words([row[:2] for row in rows], [row[2:6] for row in rows], readings)
