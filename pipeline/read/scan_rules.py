"""Ruling lines of a scanned page. In: a level page in grey. Out: its ruled tables, and the page without the lines.

A rule is a run of ink far longer than any stroke of a letter, found with running sums, in linear time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.read.pdf_rules import Rule
from pipeline.read.pdf_tables import RuledTable, ruled_tables
from pipeline.read.scan_clean import Grey

_INK = 170
_LONG_MM = 9.0
_THICK_MM = 1.2
_FILLED = 0.92
"""Share of a run that must be ink: a scan's lines have gaps."""


def take_rules(pixels: Grey, dpi: float) -> tuple[Grey, list[RuledTable]]:
    """The page without ruling lines, and the tables that they draw, in points."""
    ink = pixels < _INK
    long, thick = round(_LONG_MM / 25.4 * dpi), max(3, round(_THICK_MM / 25.4 * dpi))
    across = _runs(ink, long, thick)
    down = _runs(ink.T, long, thick).T
    marks = across | down
    if not marks.any():
        return pixels, []
    cleared = pixels.copy()
    cleared[_spread(marks)] = 255
    scale = 72 / dpi
    horizontal, vertical = _rules(across, thick), _rules(down.T, thick)
    level = [Rule(start * scale, at * scale, end * scale, at * scale) for at, start, end in horizontal]
    upright = [Rule(at * scale, start * scale, at * scale, end * scale) for at, start, end in vertical]
    return cleared, ruled_tables([*level, *upright])


def _runs(ink: NDArray[np.bool_], long: int, thick: int) -> NDArray[np.bool_]:
    """The ink that lies in runs of at least `long` along a row, and is at most `thick` across."""
    height, width = ink.shape
    if width <= long:
        return np.zeros_like(ink)
    # A line one pixel off its row for residual skew still counts: rows are read with their neighbours.
    near = ink.copy()
    near[1:] |= ink[:-1]
    near[:-1] |= ink[1:]
    sums = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(near, axis=1, out=sums[:, 1:])
    full = (sums[:, long:] - sums[:, :-long]) >= _FILLED * long
    starts = np.zeros((height, width + 1), dtype=np.int32)
    starts[:, 1 : full.shape[1] + 1] = np.cumsum(full, axis=1)
    starts[:, full.shape[1] + 1 :] = starts[:, full.shape[1] : full.shape[1] + 1]
    # A pixel belongs to a run that starts at most `long` before it.
    back = np.zeros_like(starts)
    back[:, long:] = starts[:, :-long]
    held = (starts[:, 1:] - back[:, 1:]) > 0
    found = held & ink
    # What is thick is a picture or a dark block: a rule has paper on both sides of it.
    depth = np.zeros((height + 1, width), dtype=np.int32)
    np.cumsum(ink, axis=0, out=depth[1:])
    reach = thick * 2
    top = np.clip(np.arange(height) - reach, 0, height)
    bottom = np.clip(np.arange(height) + reach + 1, 0, height)
    return found & ((depth[bottom] - depth[top]) <= thick * 1.5)


def _spread(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The marks with their grey rims."""
    wide = marks.copy()
    for axis in (0, 1):
        wide |= np.roll(marks, 1, axis) | np.roll(marks, -1, axis)
    return wide


def _rules(marks: NDArray[np.bool_], thick: int) -> list[tuple[float, int, int]]:
    """Marked pixels as lines along the rows (where across, from, to): neighbouring rows whose marks overlap are one line."""
    open_: list[list[int]] = []  # first row, last row, start, end
    done: list[list[int]] = []
    for row in np.flatnonzero(marks.any(axis=1)):
        line = np.flatnonzero(np.diff(np.concatenate(([0], marks[row].view(np.int8), [0]))))
        for start, end in zip(line[::2], line[1::2], strict=True):
            if end - start < 2:
                continue
            for rule in open_:
                if row - rule[1] <= 2 and start < rule[3] + 4 * thick and end > rule[2] - 4 * thick:
                    rule[1], rule[2], rule[3] = int(row), min(rule[2], int(start)), max(rule[3], int(end))
                    break
            else:
                open_.append([int(row), int(row), int(start), int(end)])
        done += [rule for rule in open_ if row - rule[1] > 2]
        open_ = [rule for rule in open_ if row - rule[1] <= 2]
    return [((first + last) / 2, start, end) for first, last, start, end in done + open_]
