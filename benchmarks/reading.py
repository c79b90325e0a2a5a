"""Reading PDF: speed against pdfplumber in the same run, letters and cells against what was drawn, memory.

`python -m benchmarks.reading` prints each measure with its bound. Times are CPU seconds of this process, so that
other work on the machine does not move the ratio.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pdfplumber

from benchmarks.layouts import ruled_layout
from benchmarks.pages import text_document
from pipeline.normalize import normalize
from pipeline.read.pdf.reader import read_pdf

ROOT = Path(__file__).parents[1]
LAYOUTS = 50
LONG = 2_000


def main() -> None:
    """Print all measures of reading PDF."""
    text = text_document(60)
    layouts = [ruled_layout(seed) for seed in range(LAYOUTS)]
    _speed("text with word boxes", [text.data], tables=False, bound=10)
    _speed("pages with ruled tables", [layout.data for layout in layouts], tables=True)
    _speed("the corpus", [path.read_bytes() for path in sorted((ROOT / "corpus").glob("*.pdf"))], tables=True)
    whole = normalize(read_pdf(text.data))
    read = [whole.text[page.start : page.end] for page in whole.pages]
    equal, total = map(sum, zip(*map(_letters, text.pages, read), strict=True))
    print(f"letters equal to the source: {equal / total:.5f} of {total} on {len(read)} pages (bound 0.999)")
    exact = sum(_cells(layout.data) == layout.tables for layout in layouts)
    print(f"ruled tables cell-exact: {exact}/{LAYOUTS} layouts")
    peak = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading", "memory"], capture_output=True, text=True, check=True
    )
    print(f"memory: {peak.stdout.strip()} (bound 500 MB)")


def _speed(name: str, files: list[bytes], tables: bool, bound: int | None = None) -> None:
    def ours() -> int:
        return sum(len(normalize(read_pdf(data)).pages) for data in files)

    def peers() -> int:
        count = 0
        for data in files:
            with pdfplumber.open(io.BytesIO(data)) as document:
                for page in document.pages:
                    page.extract_words()
                    if tables:
                        page.extract_tables()
                    page.close()
                    count += 1
        return count

    ours()  # once unmeasured: imports and caches
    here, there = max(_pages_a_second(ours) for _ in range(3)), _pages_a_second(peers)
    limit = f" (bound {bound})" if bound else ""
    print(f"{name}: vanban {here:.0f} pages/s, pdfplumber {there:.1f} pages/s, ratio {here / there:.1f}{limit}")


def _pages_a_second(read: Callable[[], int]) -> float:
    started = time.process_time()
    return read() / (time.process_time() - started)


def _letters(source: str, read: str) -> tuple[int, int]:
    """How many letters of the source were read, and how many there are."""
    source, read = " ".join(source.split()), " ".join(read.split())
    if source == read:
        return len(source), len(source)
    blocks = SequenceMatcher(None, source, read, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) - max(len(read) - len(source), 0), len(source)


def _cells(data: bytes) -> list[list[tuple[int, int, int, int, str]]]:
    text = normalize(read_pdf(data))
    return [
        [(c.row, c.column, c.row_span, c.column_span, text.text[c.start : c.end]) for c in table.cells]
        for table in text.tables
    ]


def _memory() -> None:
    """The peak of this process over reading a long file, with what it took before."""
    data = text_document(LONG, turned=False).data
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text = normalize(read_pdf(data))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    words = sum(len(page.words) for page in text.pages)
    print(f"peak {peak / 1024:.0f} MB, {before / 1024:.0f} MB before reading {len(text.pages)} pages, {words} words")


if __name__ == "__main__":
    asked = argparse.ArgumentParser("python -m benchmarks.reading", description=__doc__)
    asked.add_argument("part", nargs="?", choices=["memory"], help="the peak of memory alone")
    _memory() if asked.parse_args().part else main()
