"""CPU seconds that a megabyte of each hostile pattern takes through extract and link. `python benchmarks/hostile.py [characters]`.

A line of figures that state nothing may take `FIGURES_BOUND` a megabyte; where every few letters state a fact, finding
and linking them takes longer, `FACTS_BOUND` at most. The second column is what half the text took, so that a quadratic
step shows as a ratio near 4. `tests/extract/test_linear.py` holds the same by counting calls.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.extract import extract  # noqa: E402
from pipeline.link import link  # noqa: E402
from pipeline.records import Letterhead, Outline, PageSpan, Text  # noqa: E402

FIGURES_BOUND, FACTS_BOUND = 1.0, 15.0
FIGURES = ("1", "1.", "1,", "1 ", "1 000 ", "1. 000", "1/", "1-")
FACTS = (
    "tỷ ", "1 tỷ ", "1 tỷ 1 triệu ", "1 tỷ đồng, ", "1 tỷ đồng, gồm ", "1 - ",
    "năm ", "năm 2018, ", "ngày 1, ", "ngày 1 ", "ngày 1/2/", "tháng 1, ", "quý I, ", "từ 1/2000 đến ", "(", "((1 tỷ đồng", "hai trăm ", "đồng ",
    "5 triệu đồng/", "5 người/", "mỗi hộ ", "lần lượt 1, ", "12/QĐ-UBND, ", "\n- ", "- 1 tỷ đồng\n", "1\n", " ", "\u00a0", "%", "1%",
    "\t", "năm 2018, 1 tỷ đồng, ", "- 3 dự án, gồm:\n", "1. Mục\n1 tỷ đồng\n", "Nguồn vốn: 1 tỷ đồng\n", "1 tỷ đồng. Trong đó: ", "1 ha đến ",
    "từ 1/1/2019 đến ",
)  # fmt: skip


def main(size: int) -> None:
    """Print a line for each pattern."""
    extract(*_form("năm 2018 chi 5 tỷ đồng"))
    for patterns, bound in ((FIGURES, FIGURES_BOUND), (FACTS, FACTS_BOUND)):
        for pattern in patterns:
            half, whole = (_seconds(pattern * (length // len(pattern))) for length in (size // 2, size))
            over = "" if whole <= bound * size / 1e6 else "  over"
            print(
                f"{pattern!r:24} {whole:8.2f} s {half:8.2f} s  ratio {whole / half:4.1f}  bound {bound * size / 1e6:.1f} s{over}"
            )


def _form(text: str) -> tuple[Text, Outline]:
    return Text(text, (PageSpan(1, 0, len(text)),), "native"), Outline(Letterhead())


def _seconds(text: str) -> float:
    """Extract and link, without the outline: `benchmarks/reading.py` measures what comes before."""
    read, form = _form(text)
    mark = time.process_time()
    link(read, form, extract(read, form))
    return time.process_time() - mark


if __name__ == "__main__":
    asked = argparse.ArgumentParser("python benchmarks/hostile.py", description=__doc__)
    asked.add_argument("characters", type=int, nargs="?", default=1_000_000)
    main(asked.parse_args().characters)
