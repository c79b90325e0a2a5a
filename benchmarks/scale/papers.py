"""Born-digital PDFs in any number: varied documents with annexes of other documents' figures, no two the same."""

from __future__ import annotations

import io
import random
import textwrap
from collections.abc import Iterator
from pathlib import Path

from benchmarks.layouts import FONT
from benchmarks.varied import archives

_SEED = 5
_TEXTS = 3_000
_LINES = 42
_LENGTHS = (
    *(5, 9, 9, 10, 11, 12, 13, 13, 14, 17, 18, 21, 21, 30, 31),
    *(37, 41, 114, 116, 123, 138, 159, 164, 177, 178, 204, 211, 242, 430, 492),
)
"""Hundreds of characters in each of 30 real papers: forms and letters of one page, decrees and reports of twenty."""


def annexes_of(told: str) -> int | None:
    """How many annexes are wanted: a number, or 'papers', as many as make documents as long as real ones."""
    return None if told == "papers" else int(told)


def draw(folder: Path, count: int, annexes: int | None) -> Path:
    """A folder of PDFs with so many annexes, or as long as real papers are: each length of those equally often."""
    folder.mkdir()
    texts = [text for archive in archives(_SEED, min(count, _TEXTS)) for text in archive.documents.values()]
    lengths = _real_lengths()
    for at in range(count):
        text = texts[at % len(texts)]
        if annexes is None:
            wanted = next(lengths)
            lines = (line for annex in range(1, wanted) for line in _annex(texts, at, annex))
            while len(text) < wanted:
                text += next(lines)
        else:
            text += "".join(line for annex in range(1, annexes + 1) for line in _annex(texts, at, annex))
        (folder / f"{at:06}.pdf").write_bytes(_pdf(text) + f"\n% {at}\n".encode())
    return folder


def _real_lengths() -> Iterator[int]:
    """Characters of document after document."""
    rng = random.Random(_SEED)
    while True:
        yield from (100 * hundreds for hundreds in rng.sample(_LENGTHS, len(_LENGTHS)))


def _annex(texts: list[str], document: int, number: int) -> Iterator[str]:
    yield f"\nPHỤ LỤC {number}"
    other = texts[(document + number * 37) % len(texts)].splitlines()
    yield from (f"\n{line}" for line in other if len(line) > 40)


def _pdf(text: str) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    lines = [part for line in text.splitlines() for part in (textwrap.wrap(line, 85) or [""])]
    for first in range(0, len(lines), _LINES):
        canvas.setFont(FONT, 12)
        for row, line in enumerate(lines[first : first + _LINES]):
            canvas.drawString(70, 790 - 17 * row, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
