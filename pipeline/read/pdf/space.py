"""Where a point of a PDF page is shown: the page's crop box and its turn, as points from the top left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium


@dataclass(frozen=True, slots=True)
class PageSpace:
    """A page's visible box in PDF space (y upwards, origin anywhere) and its turn clockwise in quarters."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> PageSpace:
        """The space of a page."""
        left, bottom, right, top = page.get_bbox()
        return cls(left, bottom, right, top, page.get_rotation() // 90)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points as the page is shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter_turns % 2 else (width, height)

    def shown(self, boxes: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Rows (left, top, right, bottom) with y upwards as rows (x0, top, x1, bottom) with y downwards."""
        left, top, right, bottom = boxes.T
        if self.quarter_turns == 1:
            sides = (bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        elif self.quarter_turns == 2:
            sides = (self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        elif self.quarter_turns == 3:
            sides = (self.top - top, self.right - right, self.top - bottom, self.right - left)
        else:
            sides = (left - self.left, self.top - top, right - self.left, self.top - bottom)
        return np.stack(sides, axis=1)
