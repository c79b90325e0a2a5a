"""Pages of running text drawn by reportlab whose words are known: made from a seed, the same each time.

Paragraphs are justified word by word; a heading is printed twice for bold; some pages are decomposed (NFD), one in
three is turned; every page has a running head and a number, which are no part of the text.
"""

from __future__ import annotations

import io
import random
import unicodedata
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts import FONT, SYLLABLES

_SIZE, _LEADING = 13, 17.5
_LEFT, _RIGHT, _TOP, _BOTTOM = 85, 545, 770, 80
_SIGNS = (
    "78/BC-SNN",
    "490/QĐ-TTg",
    "07/5/2018",
    "6.400",
    "589,72",
    "2.000.000",
    "100 m²",
    "12,5%",
    "(OCOP)",
    "I - II",
    "đ/kg",
    "°C",
)


class Document(NamedTuple):
    """A PDF and the text that it shows, a string a page."""

    data: bytes
    pages: list[str]


def text_document(count: int, seed: int = 1, turned: bool = True) -> Document:
    """A document of `count` pages of about 2,500 characters; `turned` ones have a /Rotate entry."""
    rng = random.Random(seed)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    pages: list[str] = []
    for number in range(1, count + 1):
        rotation = 180 if turned and number % 3 == 0 else 0
        canvas.setPageRotation(rotation)
        if rotation:
            canvas.transform(-1, 0, 0, -1, *A4)
        canvas.setFont(FONT, _SIZE)
        canvas.drawString(_LEFT, 800, "CÔNG BÁO TỈNH GIẢ ĐỊNH")
        canvas.drawString(_RIGHT - 20, 800, str(number))
        pages.append("\n".join(_paragraphs(canvas, rng, number)))
        canvas.showPage()
    canvas.save()
    return Document(buffer.getvalue(), pages)


def _paragraphs(canvas: Canvas, rng: random.Random, number: int) -> list[str]:
    """Draw paragraphs down the page; those that were drawn."""
    drawn = [f"Phần {number}. {_sentence(rng, 6)}"]
    for shift in (0, 0.35):
        canvas.drawString(_LEFT + shift, _TOP, drawn[0])
    y = _TOP - 2 * _LEADING
    while y > _BOTTOM + 6 * _LEADING:
        paragraph = _sentence(rng, rng.randint(40, 75))
        shown = unicodedata.normalize("NFD", paragraph) if number % 5 == 0 else paragraph
        y = _draw_justified(canvas, shown.split(" "), y) - 6
        drawn.append(paragraph)
    return drawn


def _sentence(rng: random.Random, count: int) -> str:
    words = [rng.choice(SYLLABLES) if rng.random() < 0.9 else rng.choice(_SIGNS) for _ in range(count)]
    return f"{'Về ' if count < 10 else 'Căn cứ '}{' '.join(words)}."


def _draw_justified(canvas: Canvas, words: list[str], y: float) -> float:
    """Draw a paragraph with its first line indented; where the next line stands."""
    line: list[str] = []
    left = _LEFT + 28.0
    for word in [*words, None]:
        width = sum(pdfmetrics.stringWidth(one, FONT, _SIZE) for one in line)
        blank = pdfmetrics.stringWidth(" ", FONT, _SIZE)
        if word is not None and width + pdfmetrics.stringWidth(word, FONT, _SIZE) + blank * len(line) <= _RIGHT - left:
            line.append(word)
            continue
        if word is not None:
            blank = (_RIGHT - left - width) / max(len(line) - 1, 1)
        text = canvas.beginText(left, y)
        text.setFont(FONT, _SIZE)
        text.setWordSpace(0)
        x = left
        for one in line:
            text.setTextOrigin(x, y)
            text.textOut(one)
            x += pdfmetrics.stringWidth(one, FONT, _SIZE) + blank
        canvas.drawText(text)
        y -= _LEADING
        line, left = [word] if word is not None else [], float(_LEFT)
    return y
