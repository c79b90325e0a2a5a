"""Characters a second of one core from text to facts, by stage, on the corpus. `python benchmarks/extraction.py`."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.extract import extract  # noqa: E402
from pipeline.extract.components import language  # noqa: E402
from pipeline.link import link  # noqa: E402
from pipeline.normalize import normalize  # noqa: E402
from pipeline.read import find_files, identify, read  # noqa: E402
from pipeline.structure import outline  # noqa: E402

ROUNDS = 10


def main() -> None:
    """Print each stage's rate once loaded, and what loading costs: the first pass over the corpus less a later one.

    So what is read or compiled only at its first use counts as loading.
    """
    texts = [normalize(read(identify(path))) for path in find_files([ROOT / "corpus"])]
    started = time.process_time()
    language()
    for text in texts:
        form = outline(text)
        link(text, form, extract(text, form))
    first = time.process_time() - started
    spent: dict[str, float] = defaultdict(float)
    for _ in range(ROUNDS):
        for text in texts:
            mark = time.process_time()
            form = outline(text)
            spent["structure"] += time.process_time() - mark
            mark = time.process_time()
            mentions = extract(text, form)
            spent["extract"] += time.process_time() - mark
            mark = time.process_time()
            link(text, form, mentions)
            spent["link"] += time.process_time() - mark
    print(f"load {first - sum(spent.values()) / ROUNDS:.2f} s, the first pass over the corpus {first:.2f} s in all")
    characters = ROUNDS * sum(len(text.text) for text in texts)
    for stage, seconds in spent.items():
        print(f"{stage:10} {characters / seconds:>12,.0f} characters/s")
    print(f"{'all':10} {characters / sum(spent.values()):>12,.0f} characters/s")


if __name__ == "__main__":
    main()
