"""Ruling lines of a scanned page. In: a level page in grey. Out: its ruled tables, and the page without the lines.

A rule is a run of ink far longer than any stroke of a letter, found with running sums, in linear time.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.read.page.tables import Rule, RuledTable, ruled_tables
from pipeline.read.scan.clean import COARSE, Flags, Grey

_INK = 170
_LONG_MM = 9.0
_THICK_MM = 1.2
_FILLED = 0.92
"""Share of a run that must be ink: a scan's lines have gaps."""


_COVERED = 0.9
"""Share of a rule's way over a gap that must be ink or lie under ink in colour."""
_MENDED = 0.45
"""Share of it that must be ink where the rule does not begin again behind the gap."""
_NEAR = 3
"""Rows by which a rule's end may stand off its middle."""

_Line = tuple[float, int, int]
"""Where a rule stands across its direction, and from where to where it runs."""


def take_rules(pixels: Grey, dpi: float, coloured: Flags | None) -> tuple[Grey, list[RuledTable]]:
    """The page without ruling lines, and the tables that they draw, in points.

    Where ink in colour was taken off a rule, it goes on to the next that crosses it.
    """
    ink = pixels < _INK
    long, thick = round(_LONG_MM / 25.4 * dpi), max(3, round(_THICK_MM / 25.4 * dpi))
    across = _runs(ink, long, thick)
    down = _runs(ink.T, long, thick).T
    marks = across | down
    if not marks.any():
        return pixels, []
    scale = 72 / dpi
    horizontal, vertical = _rules(across, thick), _rules(down.T, thick)
    if coloured is not None:
        hidden = _spread_out(coloured, ink.shape)
        longer = _gone_on(horizontal, vertical, ink, hidden, thick)
        vertical = _gone_on(vertical, horizontal, ink.T, hidden.T, thick)
        horizontal = longer
        marks |= _thin_ink(horizontal, ink, hidden, thick) | _thin_ink(vertical, ink.T, hidden.T, thick).T
    cleared = pixels.copy()
    cleared[_spread(marks)] = 255
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


def _spread_out(coarse: Flags, shape: tuple[int, ...]) -> Flags:
    """Squares in colour, and those beside them, as pixels: at its rim colour fades and so does what lies under it."""
    fine = np.zeros(shape, np.bool_)
    wide = _spread(coarse).repeat(COARSE, 0).repeat(COARSE, 1)
    height, width = min(shape[0], wide.shape[0]), min(shape[1], wide.shape[1])
    fine[:height, :width] = wide[:height, :width]
    return fine


def _gone_on(rules: list[_Line], crossing: list[_Line], ink: Flags, hidden: Flags, thick: int) -> list[_Line]:
    """Rules along the rows, those that break off under ink in colour as long as they show through or begin again."""
    stops = sorted({round(at) for at, _, _ in crossing})
    longer: list[_Line] = []
    for at, start, end in sorted(rules, key=lambda rule: rule[1]):
        for index, (other, first, last) in enumerate(longer):
            if abs(at - other) <= _NEAR and (start <= last or _shows(ink, hidden, at, last, start, 0.0)):
                longer[index] = (other, first, max(last, end))
                break
        else:
            longer.append((at, start, end))
    for index, (at, start, end) in enumerate(longer):
        for stop in [stop for stop in stops if stop > end + thick]:
            if not _shows(ink, hidden, at, end, stop, _MENDED):
                break
            end = stop
        for stop in [stop for stop in reversed(stops) if stop < start - thick]:
            if not _shows(ink, hidden, at, stop, start, _MENDED):
                break
            start = stop
        longer[index] = (at, start, end)
    return longer


def _shows(ink: Flags, hidden: Flags, at: float, start: int, end: int, least: float) -> bool:
    """Whether a rule may go on over a gap under ink in colour: by the row near its own that has the most ink."""
    for row in range(max(round(at) - _NEAR, 1), min(round(at) + _NEAR + 1, len(ink) - 1)):
        written, under = ink[row - 1 : row + 2, start:end].any(axis=0), hidden[row, start:end]
        if under.any() and written.mean() >= least and (written | under).mean() >= _COVERED:
            return True
    return False


def _thin_ink(rules: list[_Line], ink: Flags, hidden: Flags, thick: int) -> Flags:
    """What is left of rules under ink in colour: ink about their rows that is no thicker than they are."""
    marks = np.zeros_like(ink)
    for at, start, end in rules:
        top, bottom = max(round(at) - thick, 0), round(at) + thick + 1
        band = ink[top:bottom, start:end] & hidden[top:bottom, start:end]
        thin = band.sum(axis=0) <= thick
        marks[top + thick - _NEAR : top + thick + _NEAR + 1, start:end] |= (band & thin)[
            thick - _NEAR : thick + _NEAR + 1
        ]
    return marks


def _spread(marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The marks with their grey rims."""
    wide = marks.copy()
    for axis in (0, 1):
        wide |= np.roll(marks, 1, axis) | np.roll(marks, -1, axis)
    return wide


def _rules(marks: NDArray[np.bool_], thick: int) -> list[_Line]:
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
