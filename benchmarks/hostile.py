"""Seconds that a megabyte of each hostile pattern takes through extract and link. `python benchmarks/hostile.py [characters]`.

Linear grammar takes about the time of prose; the second column is what half the text took, so that a
quadratic step shows as a ratio near 4.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.extract import extract  # noqa: E402
from pipeline.link import link  # noqa: E402
from pipeline.records import Letterhead, Outline, PageSpan, Text  # noqa: E402

PATTERNS = (
    "1.", "1", "1 ", "1,", "1 000 ", "1. 000", "tỷ ", "1 tỷ ", "1 tỷ 1 triệu ", "1 tỷ đồng, ", "1 tỷ đồng, gồm ", "1 - ", "1/",
    "năm ", "năm 2018, ", "ngày 1, ", "ngày 1 ", "ngày 1/2/", "tháng 1, ", "quý I, ", "từ 1/2000 đến ", "(", "((1 tỷ đồng", "hai trăm ", "đồng ",
    "5 triệu đồng/", "5 người/", "mỗi hộ ", "lần lượt 1, ", "12/QĐ-UBND, ", "\n- ", "- 1 tỷ đồng\n", "1\n", " ", "\u00a0", "%", "1%",
    "\t", "năm 2018, 1 tỷ đồng, ", "- 3 dự án, gồm:\n", "1. Mục\n1 tỷ đồng\n", "Nguồn vốn: 1 tỷ đồng\n", "1 tỷ đồng. Trong đó: ", "1 ha đến ",
    "từ 1/1/2019 đến ",
)  # fmt: skip


def main(size: int) -> None:
    """Print a line for each pattern."""
    extract(*_form("năm 2018 chi 5 tỷ đồng"))
    for pattern in PATTERNS:
        half, whole = (_seconds(pattern * (length // len(pattern))) for length in (size // 2, size))
        print(f"{pattern!r:24} {whole:8.2f} s {half:8.2f} s  ratio {whole / half:4.1f}")


def _form(text: str) -> tuple[Text, Outline]:
    return Text(text, (PageSpan(1, 0, len(text)),), "native"), Outline(Letterhead())


def _seconds(text: str) -> float:
    """Extract and link, without the outline: `benchmarks/reading.py` measures what comes before."""
    read, form = _form(text)
    mark = time.perf_counter()
    link(read, form, extract(read, form))
    return time.perf_counter() - mark


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
