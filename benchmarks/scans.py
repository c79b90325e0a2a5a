"""Scans of the corpus read back, beside plain Tesseract in the same run. `python benchmarks/scans.py`.

The pages of the corpus's PDFs are rendered, skewed, stamped and worn as a scanner does it (`scanner.py`), and what
is read is held against the same pages' text layers: characters (white space folded, ruled '____' left out), amounts
and citations found, CPU seconds a page, mean confidence.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import pypdfium2 as pdfium  # noqa: E402
import tesserocr  # noqa: E402
from PIL import Image  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from benchmarks.scanner import SKEWS, Scanner, picture_pdf  # noqa: E402
from pipeline.extract import extract  # noqa: E402
from pipeline.link import link  # noqa: E402
from pipeline.normalize import normalize  # noqa: E402
from pipeline.read.pdf.reader import read_pdf  # noqa: E402
from pipeline.read.scan.engine import LANGUAGE, language_folder  # noqa: E402
from pipeline.records import Mentions, Page, Reading  # noqa: E402
from pipeline.structure import outline  # noqa: E402


@dataclass(slots=True)
class Score:
    """What a reader came to at one resolution."""

    characters: int = 0
    errors: int = 0
    seconds: float = 0.0
    pages: int = 0
    confidences: list[float] = field(default_factory=list)
    facts: dict[str, list[int]] = field(default_factory=lambda: {"amounts": [0, 0, 0], "citations": [0, 0, 0]})
    """True, found, both."""

    def add(self, true: Reading, seen: Reading, seconds: float) -> None:
        """Count one document."""
        self.seconds += seconds
        self.pages += len(true.pages)
        for page, other in zip(true.pages, seen.pages, strict=True):
            text = _folded(page)
            self.characters += len(text)
            self.errors += Levenshtein.distance(text, _folded(other))
            if other.ocr_confidence is not None:
                self.confidences.append(other.ocr_confidence)
        for kind, wanted, found in zip(self.facts, _facts(true), _facts(seen), strict=True):
            for index, count in enumerate((wanted, found, wanted & found)):
                self.facts[kind][index] += count.total()

    def row(self, name: str, dpi: int) -> str:
        """A line of the table."""
        shares = [
            f"{both / max(wanted, 1):6.3f} {both / max(found, 1):6.3f}" for wanted, found, both in self.facts.values()
        ]
        sure = f"{sum(self.confidences) / len(self.confidences):.3f}" if self.confidences else "-"
        accuracy = 1 - self.errors / self.characters
        return f"{dpi:4} {name:10} {accuracy:9.4f}   {'   '.join(shares)}   {self.seconds / self.pages:6.2f}   {sure}"


def main() -> None:
    """Print a line for each resolution and reader."""
    print(" dpi reader     characters amounts r, p   citations r, p   CPU s   confidence")
    for dpi in (150, 200, 300):
        scores = {"vanban": Score(), "tesseract": Score()}
        for path in sorted((ROOT / "corpus").glob("*.pdf")):
            true = read_pdf(path.read_bytes(), "never")
            with pdfium.PdfDocument(path) as document:
                pictures = [_scanner(dpi, index, len(document)).scan(page) for index, page in enumerate(document)]
            data = picture_pdf(pictures, dpi)
            _time(scores["vanban"], true, partial(read_pdf, data))
            _time(scores["tesseract"], true, partial(_plain, pictures, dpi))
        for name, score in scores.items():
            print(score.row(name, dpi), flush=True)


def _scanner(dpi: int, index: int, pages: int) -> Scanner:
    return Scanner(dpi=dpi, skew=SKEWS[index % len(SKEWS)], stamp=index == pages - 1, seed=index)


def _time(score: Score, true: Reading, read: Callable[[], Reading]) -> None:
    started = time.process_time()
    seen = read()
    score.add(true, seen, time.process_time() - started)


def _plain(pictures: list[Image.Image], dpi: int) -> Reading:
    """What Tesseract makes of the pictures as they are."""
    pages = []
    with tesserocr.PyTessBaseAPI(path=str(language_folder()), lang=LANGUAGE, psm=tesserocr.PSM.AUTO) as engine:
        for number, picture in enumerate(pictures, 1):
            engine.SetImage(picture)
            engine.SetSourceResolution(dpi)
            pages.append(Page(number, engine.GetUTF8Text()))
    return Reading(tuple(pages), "ocr")


def _folded(page: Page) -> str:
    return " ".join(word for word in page.text.split() if word.strip("_"))


def _facts(reading: Reading) -> tuple[Counter[object], Counter[object]]:
    text = normalize(reading)
    form = outline(text)
    mentions: Mentions = link(text, form, extract(text, form)).mentions
    amounts = Counter[object]((amount.value, amount.currency, amount.vnd) for amount in mentions.amounts)
    return amounts, Counter[object](citation.number for citation in mentions.citations)


if __name__ == "__main__":
    main()
