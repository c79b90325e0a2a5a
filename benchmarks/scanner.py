"""A scanner made of numpy: pages of a PDF in, pictures as an office's machine would make them out.

Knows nothing of the reader. The same settings give the same picture.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONT = Path(__file__).parents[1] / "tests" / "corpus" / "source" / "fonts" / "LiberationSerif-Bold.ttf"
SKEWS = (-3.0, 2.0, -1.0, 3.0, 1.5, 0.0, -2.2)
"""Degrees by which pages lie askew, one after the other."""
RED, BLUE = (214, 40, 48), (38, 52, 160)


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is scanned: `skew` in degrees, `noise` in grey levels, `quarter_turns` of a page laid in wrongly."""

    dpi: int = 200
    skew: float = 0.0
    noise: float = 9.0
    blur: float = 0.5
    quality: int = 75
    stamp: bool = False
    quarter_turns: int = 0
    seed: int = 1

    def scan(self, page: pdfium.PdfPage) -> Image.Image:
        """The page as a picture in colour."""
        rng = np.random.default_rng(self.seed)
        image = page.render(scale=self.dpi / 72).to_pil().convert("RGB")
        if self.stamp:
            image = self._stamped(image, page, rng)
        image = image.rotate(self.skew, Image.Resampling.BICUBIC, expand=False, fillcolor="white")
        image = image.filter(ImageFilter.GaussianBlur(self.blur * self.dpi / 200))
        image = image.rotate(90 * self.quarter_turns, expand=True)
        return self._through_jpeg(self._on_grey_paper(image, rng))

    def _stamped(self, image: Image.Image, page: pdfium.PdfPage, rng: np.random.Generator) -> Image.Image:
        """A round red seal over the left of the last words on the right, a signature in blue ink beside it."""
        unit = self.dpi / 72
        text = page.get_textpage()
        boxes = [
            text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
        ]
        text.close()
        right = [box for box in boxes if box[0] > page.get_width() * 0.5] or boxes
        low = min(box[1] for box in right)
        line = [box for box in right if box[1] < low + 8]
        x, y = min(box[0] for box in line) * unit, (page.get_height() - low - 25) * unit
        seal = Image.new("RGB", image.size, "white")
        draw = ImageDraw.Draw(seal)
        radius = 50 * unit
        for size, width in ((radius, 2.2), (radius * 0.68, 1.2)):
            draw.ellipse((x - size, y - size, x + size, y + size), outline=RED, width=round(width * unit))
        font = ImageFont.truetype(FONT, round(8.5 * unit))
        for index, letter in enumerate("ỦY BAN NHÂN DÂN TỈNH MẪU ★ SỞ NÔNG NGHIỆP ★ "):
            angle = 2 * math.pi * index / 45
            at = (x + radius * 0.84 * math.cos(angle), y + radius * 0.84 * math.sin(angle))
            draw.text(at, letter, RED, font, anchor="mm")
        draw.regular_polygon((x, y, radius * 0.3), 5, fill=RED)
        steps = np.linspace(0, 1, 60)
        wave = y + 22 * unit * np.sin(2 * math.pi * 3.3 * steps) * (1 - steps) + rng.normal(0, 1.5 * unit, 60)
        points = [(x + 15 * unit + 110 * unit * s, w) for s, w in zip(steps, wave, strict=True)]
        draw.line(points, BLUE, round(1.6 * unit), joint="curve")
        return ImageChops.multiply(image, seal)

    def _on_grey_paper(self, image: Image.Image, rng: np.random.Generator) -> Image.Image:
        """Paper that is not white, darker at one edge, ink that is not black, and the sensor's noise."""
        pixels = np.asarray(image, dtype=np.float32)
        height, width = pixels.shape[:2]
        paper = 238 - 22 * np.linspace(0, 1, width, dtype=np.float32)[None, :, None] ** 3
        pixels = 35 + (pixels / 255) * (paper - 35)
        pixels += rng.normal(0, self.noise, (height, width, 1)).astype(np.float32)
        specks = rng.random((height, width)) < 2e-5
        pixels[specks] = 60
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    def _through_jpeg(self, image: Image.Image) -> Image.Image:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=self.quality)
        return Image.open(buffer).convert("RGB")


def picture_pdf(images: Sequence[Image.Image], dpi: int) -> bytes:
    """A PDF whose pages are one picture each, as a scanner writes it."""
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", resolution=dpi, save_all=True, append_images=images[1:])
    return buffer.getvalue()


def scan_of(data: bytes, dpi: int = 200) -> bytes:
    """A PDF scanned: each page askew in its own way, the last one stamped."""
    with pdfium.PdfDocument(data) as document:
        last = len(document) - 1
        scanners = [Scanner(dpi, SKEWS[at % len(SKEWS)], stamp=at == last, seed=at) for at in range(last + 1)]
        return picture_pdf([scanner.scan(page) for scanner, page in zip(scanners, document, strict=True)], dpi)
