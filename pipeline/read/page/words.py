"""A word where it stands on a page, whoever read it: PDFium or Tesseract."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class PlacedWord:
    """A word and its box in points from the page's top left; `turned` where it reads up (1) or down (-1).

    Where OCR read it, how sure of it that is (0 to 1), and what a second look at a doubtful figure saw.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None
    other: str | None = None
    turned: int = 0

    @property
    def height(self) -> float:
        """The height of its line, by the font."""
        return self.x1 - self.x0 if self.turned else self.bottom - self.top
