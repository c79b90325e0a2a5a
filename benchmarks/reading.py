"""Pages a second with a box for every word: this reader, and pdfplumber on the same pages. `python benchmarks/reading.py`."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pdfplumber

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.normalize import normalize  # noqa: E402
from pipeline.read.pdf import read_pdf  # noqa: E402

ROUNDS = 5


def main() -> None:
    """Print pages a second and their ratio."""
    files = [path.read_bytes() for path in sorted((ROOT / "corpus").glob("*.pdf"))]
    started = time.perf_counter()
    pages = sum(len(normalize(read_pdf(data)).pages) for _ in range(ROUNDS) for data in files)
    ours = pages / (time.perf_counter() - started)
    started = time.perf_counter()
    for _ in range(ROUNDS):
        for data in files:
            with pdfplumber.open(io.BytesIO(data)) as document:
                for page in document.pages:
                    page.extract_words()
                    page.extract_tables()
    peer = pages / (time.perf_counter() - started)
    print(
        f"vanban {ours:.0f} pages/s, pdfplumber {peer:.0f} pages/s, ratio {ours / peer:.1f} ({pages} pages, tables in both)"
    )


if __name__ == "__main__":
    main()
