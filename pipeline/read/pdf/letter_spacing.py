"""Letters that are set apart for emphasis ('Q u y ế t   đ ị n h'), where a gap alone parts no words.

PDFium takes such gaps for spaces of its own making; the usual gap between the letters tells them from words.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

_NARROW, _WIDE = 0.06, 0.35
"""Letters are set apart by this share of their height at least; further apart, they are figures in columns."""
_WORD_GAP = 0.17
"""In a short stretch, as in 'quý I - II', gaps this wide part words of one letter."""
_FEW, _MANY = 3, 6
"""So many gaps in a row are no accident; so many are more than words of one letter have."""
_USUAL = 0.25
"""The gap at this share of a stretch's gaps lies between letters: words part at a third of them at most."""


def letter_spaced(boxes: npt.NDArray[np.float32]) -> Iterator[tuple[int, int, float]]:
    """Stretches of characters, first and last, that are set apart, and the gap in points between their letters.

    `boxes` holds a row (x0, top, x1, bottom) a character, in the order of the page's content.
    """
    x0, top, x1, bottom = boxes.T
    height = np.maximum(bottom - top, 1.0)[1:]
    gap = x0[1:] - x1[:-1]
    level = np.abs(bottom[1:] - bottom[:-1]) < 0.3 * height
    wide = np.zeros(len(boxes) + 1, np.bool_)  # none before the first and behind the last
    wide[1:-1] = level & (gap > _NARROW * height) & (gap < 2 * height)
    edges = np.flatnonzero(wide[1:] != wide[:-1])
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= _FEW
    for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
        usual = float(np.sort(gap[start:end])[int((end - start) * _USUAL)])
        if usual < (_WIDE if end - start >= _MANY else _WORD_GAP) * float(height[start]):
            yield start, end, usual
