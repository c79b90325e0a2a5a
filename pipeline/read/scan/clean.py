"""Cleaning a scanned page. In: its picture. Out: upright, level, grey, with even paper and without seals and pen.

Colour goes first (a red seal over a black name leaves the name), then shade, then the skew, found by the
projection profile (Postl 1986): rows of text are sharpest when level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

Grey = NDArray[np.uint8]
Flags = NDArray[np.bool_]
COARSE = 4
"""Pixels to a side of the squares in which ink in colour is marked."""

_INK = 150
"""Grey below which a pixel of an evened page is ink."""
_SATURATED = 60
_COLOUR_WEIGHT = 1.5
_BLUISH = 20
"""How much more blue than red the ink of a pen has."""
_LIGHT_IN_RED = [min(max(round(255 * (x - 100) / 60), 0), 255) for x in range(256)]
"""How far a level of red is that of a seal and not of black under it."""
_BLACK_SHARE = 0.04
"""Share of a page's ink that black must have for colour to be a seal or a pen and not the text itself."""
_BLOCK = 8
"""Half millimetres to a side of the blocks whose paper is measured."""
_MM = 1 / 25.4
_BLACK, _WHITE_GAIN = 90.0, 1.45
"""What an evened pixel loses, and what it is raised by before: black at a quarter of the paper's grey, white at 0.93."""
_PROFILE_DPI = 75
_MOST_SKEW = 5.0


@dataclass(frozen=True, slots=True)
class Level:
    """A picture made level: by how many quarter turns and degrees it was turned anticlockwise about its middle."""

    pixels: Grey
    quarter_turns: int
    degrees: float
    coloured: Flags | None = None
    """Where ink in colour was taken off, a place for each `COARSE` pixels."""

    def upside_down(self) -> Level:
        """The picture turned by half."""
        coloured = self.coloured[::-1, ::-1] if self.coloured is not None else None
        return Level(self.pixels[::-1, ::-1].copy(), self.quarter_turns + 2, self.degrees, coloured)


def ink_of(image: Image.Image, dpi: float) -> tuple[Grey, Flags | None]:
    """The page in grey on even white paper; ink in colour is taken off where there is black ink beside it, and told."""
    if image.mode in ("1", "L", "I;16", "I", "F"):
        return _on_white(image.convert("L"), dpi), None
    red, green, blue = image.convert("RGB").split()
    high = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    low = ImageChops.darker(ImageChops.darker(red, green), blue)
    chroma = ImageChops.subtract(high, low)
    # Black under a seal is dark in red too, and shows some of its colour in a JPEG; a pen is dark in red itself.
    bluish = ImageChops.subtract(blue, red).point([0 if x < _BLUISH else 255 for x in range(256)])
    bleached = ImageChops.multiply(chroma, ImageChops.lighter(red.point(_LIGHT_IN_RED), bluish))
    colour_free = _on_white(
        ImageChops.add(high, bleached.point([min(255, round(_COLOUR_WEIGHT * x)) for x in range(256)])), dpi
    )
    coloured = np.asarray(chroma) > _SATURATED
    coloured &= colour_free > _INK
    if np.count_nonzero(colour_free < _INK) >= _BLACK_SHARE * np.count_nonzero(coloured):
        return colour_free, _coarse(coloured)
    return _on_white(low, dpi), None


def _coarse(coloured: Flags) -> Flags | None:
    """The squares that hold pixels in colour; None without any."""
    if not coloured.any():
        return None
    height, width = (side // COARSE * COARSE for side in coloured.shape)
    squares = coloured[:height, :width].reshape(height // COARSE, COARSE, width // COARSE, COARSE)
    told: Flags = np.asarray(squares.any(axis=(1, 3)))
    return told


def _on_white(image: Image.Image, dpi: float) -> Grey:
    """Each pixel by the paper around it, so that shade and yellowing go; ink is drawn out to black."""
    small = np.asarray(image.reduce(max(1, round(_MM * dpi / 2))))
    rows, columns = (max(1, side // _BLOCK) for side in small.shape)
    tiles = small[: rows * _BLOCK, : columns * _BLOCK] if min(small.shape) >= _BLOCK else small
    paper = np.percentile(tiles.reshape(rows, -1, columns, tiles.shape[1] // columns), 80, axis=(1, 3))
    # A block that is all ink (a dark heading, a picture) takes its paper from the page.
    usual = float(np.percentile(paper, 60))
    paper = np.where(paper < 0.6 * usual, usual, paper).astype(np.float32)
    gain = Image.fromarray((_WHITE_GAIN * 255 / np.maximum(paper, 1)).astype(np.float32))
    even = np.asarray(gain.resize(image.size, Image.Resampling.BILINEAR)) * np.asarray(image)
    even -= _BLACK
    white: Grey = np.clip(even, 0, 255, out=even).astype(np.uint8)
    return white


def level(pixels: Grey, dpi: float, coloured: Flags | None = None) -> Level:
    """The page turned so that its lines of text run level; upside down is not told from upright here."""
    small = _ink_points(pixels, dpi)
    if small is None:
        return Level(pixels, 0, 0.0, coloured)
    y, x = small
    # Lines run down the page where columns of ink are sharper than rows, each at its best skew.
    row_angle, row_score = _skew(y, x)
    column_angle, column_score = _skew(x, y)
    turns = 1 if column_score > 1.3 * row_score else 0
    degrees = -column_angle if turns else row_angle
    if turns:
        pixels = np.rot90(pixels, turns)
        coloured = np.rot90(coloured, turns) if coloured is not None else None
    if abs(degrees) > 0.05:
        picture = Image.fromarray(pixels).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
        pixels = np.asarray(picture)
        coloured = np.asarray(Image.fromarray(coloured).rotate(degrees)) if coloured is not None else None
    return Level(np.ascontiguousarray(pixels), turns, degrees, coloured)


def _ink_points(pixels: Grey, dpi: float) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """Where there is ink, thinned out to what a profile needs; None on an empty page."""
    step = max(1, round(dpi / _PROFILE_DPI))
    height, width = (side // step * step for side in pixels.shape)
    small = pixels[:height, :width].reshape(height // step, step, width // step, step).min(axis=(1, 3))
    # The edges of a scan hold the machine's shadow, punch holes and staples.
    edge = round(0.02 * small.shape[1])
    y, x = np.nonzero(small[edge : small.shape[0] - edge, edge : small.shape[1] - edge] < _INK)
    if len(y) < 50:
        return None
    return y.astype(np.float32), x.astype(np.float32)


def _skew(across: NDArray[np.float32], along: NDArray[np.float32]) -> tuple[float, float]:
    """The angle in degrees at which the profile is sharpest, and how sharp it is there."""
    best, score = 0.0, 0.0
    for span, step in ((_MOST_SKEW, 0.5), (0.5, 0.1), (0.1, 0.02)):
        middle = best
        for angle in np.arange(middle - span, middle + span + step / 2, step):
            rows = across - along * np.tan(np.radians(angle))
            profile = np.bincount((rows - rows.min()).astype(np.intp))
            sharp = float(np.sum(np.diff(profile).astype(np.float64) ** 2))
            if sharp > score:
                best, score = float(angle), sharp
    return best, score
