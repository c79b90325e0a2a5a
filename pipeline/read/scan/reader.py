"""Scanned pages. In: a page's picture and its size in points. Out: what stands on the page, as from a PDF.

The picture is cleaned, made level and read by Tesseract; words and ruling lines then go through the layout of
born-digital pages. That works on the level page; boxes are put back to where the words stand on paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from pipeline.read.page.layout import PageLayout, lines_of
from pipeline.read.page.words import PlacedWord
from pipeline.read.scan.clean import Level, ink_of, level
from pipeline.read.scan.engine import recognise
from pipeline.read.scan.ordinals import with_ordinals
from pipeline.read.scan.rules import take_rules
from pipeline.records import Page, Words

DPI = 200
"""Dots an inch at which pages are read: more costs time by the square and reads no better."""
_MOST_PIXELS = 40_000_000
_UNSURE = 0.6
"""Mean confidence of a page that may be upside down."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How a level page lies on the paper: turned anticlockwise by quarter turns, then by degrees about its middle."""

    width: float
    height: float
    quarter_turns: int = 0
    degrees: float = 0.0

    def on_paper(self, page: Page) -> Page:
        """A page whose boxes are those of the paper, inside its edges."""
        read = Words.of(page.words)
        boxes = [self._box((word.x0, word.top, word.x1, word.bottom)) for word in read]
        words = Words(read.offsets, boxes, read.readings)
        tables = tuple(replace(table, box=self._box(table.box)) if table.box else table for table in page.tables)
        return replace(page, width=self.width, height=self.height, words=words, tables=tables)

    def _box(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """The box about the turned middle of a box; its sides stay as long as the words are."""
        odd = self.quarter_turns % 2
        width, height = (self.height, self.width) if odd else (self.width, self.height)
        x, y = (box[0] + box[2]) / 2 - width / 2, (box[1] + box[3]) / 2 - height / 2
        angle = math.radians(self.degrees)
        x, y = x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)
        for _ in range(self.quarter_turns % 4):
            x, y = -y, x
        x, y = x + self.width / 2, y + self.height / 2
        half_width, half_height = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
        if odd:
            half_width, half_height = half_height, half_width
        return (
            min(max(x - half_width, 0), self.width),
            min(max(y - half_height, 0), self.height),
            min(max(x + half_width, 0), self.width),
            min(max(y + half_height, 0), self.height),
        )


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as read from its picture: laid out as it lies level, and how that lies on the paper."""

    layout: PageLayout
    placement: Placement
    confidence: float | None
    """The mean of its words, by their length; None on an empty page."""
    whole: bool = True
    """Whether nothing of a text layer was kept."""

    def on_paper(self, page: Page) -> Page:
        """The page that the layout came to, with boxes as on paper and its confidence."""
        return replace(self.placement.on_paper(page), ocr_confidence=self.confidence)


def resolution(width: float, height: float) -> float:
    """Dots an inch at which a page of a size in points is read."""
    return DPI * min(1.0, math.sqrt(_MOST_PIXELS / max(width * height * (DPI / 72) ** 2, 1)))


def read_scan(image: Image.Image, width: float, height: float) -> Scan:
    """What stands on a page; raises `OcrMissing`."""
    dpi = resolution(width, height)
    size = max(1, round(width * dpi / 72)), max(1, round(height * dpi / 72))
    if abs(size[0] - image.width) > 0.02 * size[0]:
        image = image.convert("L" if image.mode in ("1", "L") else "RGB").resize(size, Image.Resampling.BICUBIC)
    pixels, coloured = ink_of(image, dpi)
    flat = level(pixels, dpi, coloured)
    scan = _read(flat, dpi, width, height)
    if scan.confidence is not None and scan.confidence < _UNSURE:
        turned = flat.upside_down()
        other = _read(turned, dpi, width, height)
        if (other.confidence or 0) > scan.confidence:
            return other
    return scan


def _read(flat: Level, dpi: float, width: float, height: float) -> Scan:
    pixels, tables = take_rules(flat.pixels, dpi, flat.coloured)
    words = with_ordinals(recognise(pixels, dpi, [cell.box for table in tables for cell in table.cells]), tables)
    placement = Placement(width, height, flat.quarter_turns, flat.degrees)
    if flat.quarter_turns % 2:
        width, height = height, width
    return Scan(PageLayout(width, height, lines_of(words), tables), placement, confidence_of(words))


def confidence_of(words: Sequence[PlacedWord]) -> float | None:
    """The mean of some words, by their length; None where there are none."""
    letters = sum(len(word.text) for word in words)
    return sum((word.confidence or 0) * len(word.text) for word in words) / letters if letters else None
