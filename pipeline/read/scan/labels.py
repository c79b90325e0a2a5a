"""The labels of list items that Tesseract overlooks: '3.' or '-' alone before its line. In: lines and the page. Out: labels.

It looks for text of some length, so what stands apart at a line's left, small, is lost or loses its dot. Where there is ink
just left of a line, that ink is read by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pipeline.read.page.words import PlacedWord
from pipeline.read.scan.clean import Grey

_REACH = 45.0
"""Points left of a line in which its label stands."""
_CLEAR = 2.0
_WIDEST = 28.0
_INK = 150
_FEWEST_PIXELS = 10
_FLAT = 0.5
"""Share of its width that a dash is high."""
_LONGEST = 4
"""Letters of a lone word that may be a label."""
_LABEL = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[a-zđ])[.)/]|[-–+*•]|\d{1,2}")
Line = list[PlacedWord]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


def with_labels(
    lines: Sequence[Line], pixels: Grey, dpi: float, read: Callable[[Box], tuple[str, float]]
) -> Iterator[Line]:
    """The lines, each with its label before it; `read` tells the words in a box, and how sure they are."""
    lone = {id(line[0]): line[0] for line in lines if len(line) == 1 and len(line[0].text) <= _LONGEST}
    replaced: set[int] = set()
    labelled: list[Line] = []
    for line in lines:
        beside = [other[-1] for other in lines if _is_before(other[-1], line[0])]
        word = beside[0] if beside else None
        box = _ink_before(line[0], pixels, dpi / 72) if len(line) > 1 and len(beside) < 2 else None
        if box is None or (word is not None and id(word) not in lone):
            labelled.append(line)
            continue
        label, sure = ("-", 1.0) if _is_dash(box) else read(box)
        if not _LABEL.fullmatch(label):
            labelled.append(line)
            continue
        left, _, right, _ = (side * 72 / dpi for side in box)
        if word is not None:
            replaced.add(id(word))
        labelled.append([PlacedWord(label, left, line[0].top, right, line[0].bottom, sure), *line])
    yield from (line for line in labelled if id(line[0]) not in replaced)


def _is_before(word: PlacedWord, first: PlacedWord) -> bool:
    """Whether a word stands on a line's height, within reach of its first."""
    middle = (word.top + word.bottom) / 2
    return first.top < middle < first.bottom and first.x0 - _REACH < word.x1 <= first.x0


def _ink_before(first: PlacedWord, pixels: Grey, scale: float) -> Box | None:
    """The box of what is printed before a line, if that may be a label."""
    left, right = max(round((first.x0 - _REACH) * scale), 0), round((first.x0 - _CLEAR) * scale)
    top, bottom = max(round(first.top * scale), 0), round(first.bottom * scale)
    ink = pixels[top:bottom, left:right] < _INK
    if np.count_nonzero(ink) < _FEWEST_PIXELS:
        return None
    across, down = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
    box = (left + int(across[0]), top + int(down[0]), left + int(across[-1]) + 1, top + int(down[-1]) + 1)
    return box if box[2] - box[0] < _WIDEST * scale else None


def _is_dash(box: Box) -> bool:
    left, top, right, bottom = box
    return bottom - top < _FLAT * (right - left)
