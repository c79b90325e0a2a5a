"""Bullets that a PDF draws instead of writing them, as browsers print the items of a list: words in, words with bullets out."""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.page.words import PlacedWord
from pipeline.read.pdf.calls import page_object_at
from pipeline.read.pdf.space import PageSpace

_SMALLEST, _LARGEST = 2.0, 8.0
"""Points across a dot."""
_ROUND = 1.2
"""How much wider or higher it may be."""
_MOST = 500
"""Dots after which a page is a drawing."""
_BEFORE, _ALONE = 1.5, 2.0
"""Line heights within which a dot's words begin, and within which nothing stands before it."""

_Box = tuple[float, float, float, float]


def with_dots(page: pdfium.PdfPage, paths: Sequence[int], words: list[PlacedWord]) -> list[PlacedWord]:
    """The words, each dot among a page's paths that stands before a line a bullet before its first word."""
    dots = _dots(page, paths)
    if not dots:
        return words
    bullets: dict[int, PlacedWord] = {}
    order = sorted((word.x0, at) for at, word in enumerate(words) if not word.turned)
    starts = [x0 for x0, _ in order]
    for dot in dots:
        first = _first_word(dot, words, [at for _, at in order[bisect_left(starts, dot[2]) :]])
        if first is not None and not _has_words_before(
            dot, words, [at for _, at in order[: bisect_left(starts, dot[0])]]
        ):
            bullets[first] = PlacedWord("•", dot[0], words[first].top, dot[2], words[first].bottom)
    return [one for at, word in enumerate(words) for one in ((bullets[at], word) if at in bullets else (word,))]


def _first_word(dot: _Box, words: Sequence[PlacedWord], right: Sequence[int]) -> int | None:
    """The word that begins right behind a dot, on its line; `right` are those right of it from the left."""
    middle = (dot[1] + dot[3]) / 2
    return next(
        (
            at
            for at in right
            if words[at].top < middle < words[at].bottom and words[at].x0 - dot[2] < _BEFORE * words[at].height
        ),
        None,
    )


def _has_words_before(dot: _Box, words: Sequence[PlacedWord], left: Sequence[int]) -> bool:
    middle = (dot[1] + dot[3]) / 2
    return any(
        words[at].top < middle < words[at].bottom and dot[0] - words[at].x1 < _ALONE * words[at].height for at in left
    )


def _dots(page: pdfium.PdfPage, paths: Sequence[int]) -> list[_Box]:
    """The small round or square shapes of a page, as (x0, top, x1, bottom); none where they are too many."""
    sides = [ctypes.c_float() for _ in range(4)]
    boxes: list[_Box] = []
    for place in paths:
        if not pdfium_c.FPDFPageObj_GetBounds(page_object_at(place), *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        wide, high = right - left, top - bottom
        if _SMALLEST < wide < _LARGEST and 1 / _ROUND < wide / max(high, 0.1) < _ROUND:
            boxes.append((left, top, right, bottom))
            if len(boxes) > _MOST:
                return []
    return [tuple(box) for box in PageSpace.of(page).shown(np.array(boxes, np.float32)).tolist()] if boxes else []
