"""The words of a page as `pages.words` holds them: JSON [[start, end, x0, top, x1, bottom, confidence, other], ...]."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np

from pipeline.records import Word, Words

_ROW = "[%d,%d,%.1f,%.1f,%.1f,%.1f]"


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
    rows = [_ROW % row for row in zip(starts, ends, *(tenths / 10).T.tolist(), strict=True)]
    for at, (confidence, other) in columns.readings.items():
        read = [None if confidence is None else round(confidence, 3), *([] if other is None else [other])]
        rows[at] = f"{rows[at][:-1]},{json.dumps(read, separators=(',', ':'))[1:]}"
    return f"[{','.join(rows)}]"


def of_json(words: str | None) -> Words:
    """The words that a page holds."""
    rows = json.loads(words or "[]")
    readings = {at: (row[6], row[7] if len(row) > 7 else None) for at, row in enumerate(rows) if len(row) > 6}
    return Words([row[:2] for row in rows], [row[2:6] for row in rows], readings)
