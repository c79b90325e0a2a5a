"""One PDF of very many pages through the command: seconds, a page's milliseconds, the worker's peak memory.

`python -m benchmarks.scale.longest [PAGES]` (default 10000) draws it of varied documents, loads it within the limits that
every document has (`--time-limit`, `--memory-limit`), and says what became of it; exit 1 where it was refused.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import textwrap
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.layouts import FONT
from benchmarks.varied import archives
from flows.ingest import ingest
from flows.runners import Options

_DOCUMENTS = 300
_LINES = 42


def main(pages: int) -> int:
    """Print what a load came to; 1 where the document was refused."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as name:
        file = draw(Path(name) / "longest.pdf", pages)
        started = time.monotonic()
        report = ingest([file], Path(name) / "longest.db", Options(runner="direct"))
        seconds = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{pages} pages: {seconds:.0f} s, {1000 * seconds / pages:.1f} ms a page, worker's peak {peak} MB")
    for failure in report.failures:
        print(failure.reason_en)
    return len(report.failures)


def draw(file: Path, pages: int) -> Path:
    """A PDF of so many pages, document after document."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    texts = [text for archive in archives(5, _DOCUMENTS) for text in archive.documents.values()]
    canvas = Canvas(str(file), pagesize=A4, invariant=1, pageCompression=1)
    for lines in islice(_pages(texts), pages):
        canvas.setFont(FONT, 12)
        for row, line in enumerate(lines):
            canvas.drawString(70, 790 - 17 * row, line)
        canvas.showPage()
    canvas.save()
    return file


def _pages(texts: list[str]) -> Iterator[list[str]]:
    for text in cycle(texts):
        lines = [part for line in text.splitlines() for part in (textwrap.wrap(line, 85) or [""])]
        yield from (lines[first : first + _LINES] for first in range(0, len(lines), _LINES))


if __name__ == "__main__":
    asked = argparse.ArgumentParser("python -m benchmarks.scale.longest", description=__doc__)
    asked.add_argument("pages", type=int, nargs="?", default=10_000)
    raise SystemExit(main(asked.parse_args().pages))
