"""Projects in papers that nothing was learned from: each is extracted with the weights that all others teach.

    python -m benchmarks.accuracy.unseen --weights FOLDER     # learns five tables of each kind into a folder, or takes those that it holds
    python -m benchmarks.accuracy.unseen --weights FOLDER --only ordinary --verbose

Patterns may have been tried on these papers, and what they find is reviewed by the weights of all while the others learn; so a
new paper may come out a little worse.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.accuracy.__main__ import measure, print_cases, print_table
from benchmarks.accuracy.folds import dealt
from benchmarks.accuracy.gold import Gold, documents
from benchmarks.accuracy.learning import LEARNED, known_costs, known_finds, known_names
from benchmarks.accuracy.pricing import learn_costs
from benchmarks.accuracy.reviewing import learn_reviews
from benchmarks.accuracy.score import Outcomes
from benchmarks.accuracy.weighing import Example, learn_names, write
from pipeline.extract.log_odds import COSTS, NAMES, REVIEWS, weights

TABLES = (REVIEWS, NAMES, COSTS)


def main() -> None:
    """Learn where the folder is empty, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.unseen", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, metavar="FOLDER", help="where the tables are kept")
    parser.add_argument("--only", nargs="+", choices=LEARNED, default=LEARNED, help="the sets to measure")
    parser.add_argument("--part", type=int, default=1, metavar="N", help="every Nth document only")
    parser.add_argument("--verbose", action="store_true", help="list the misses and false finds")
    asked = parser.parse_args()
    if not asked.weights.exists():
        learn_folds(asked.weights)
    for which in asked.only:
        found = measure_unseen(asked.weights, documents(which)[:: asked.part])
        print_table(which, found, {})
        if asked.verbose:
            print_cases([one for one in found if one.outcome != "right"])


def learn_folds(folder: Path) -> None:
    """Put into a folder for each fold the tables that the documents of all others teach."""
    usual = {gold.name for gold in documents("ordinary")}
    learned: dict[Path, tuple[list[Example], Callable[[Sequence[Example]], dict[str, float]]]] = {
        REVIEWS: (known_finds(), learn_reviews),
        NAMES: (known_names(), partial(learn_names, usual=usual)),
        COSTS: (known_costs(), learn_costs),
    }
    for table, (known, learn) in learned.items():
        for turn, held in enumerate(dealt(one.document for one in known)):
            place = folder / str(turn)
            place.mkdir(parents=True, exist_ok=True)
            write(learn([one for one in known if one.document not in held]), place / table.name)


def measure_unseen(folder: Path, golds: Sequence[Gold]) -> list[Outcomes]:
    """The comparisons of the projects of some documents, each by the tables of its fold."""
    found: list[Outcomes] = []
    for turn, held in enumerate(dealt(gold.name for gold in golds)):
        with weighed_by(folder / str(turn)):
            found += measure([gold for gold in golds if gold.name in held])
    return [one for one in found if one.kind == "projects"]


@contextmanager
def weighed_by(folder: Path) -> Iterator[None]:
    """Extract with the tables of a folder in place of the pipeline's own, which it reads once and keeps."""
    own = {table: dict(weights(table)) for table in TABLES}
    try:
        for table in TABLES:
            _replace(weights(table), weights(folder / table.name))
        yield
    finally:
        for table, kept in own.items():
            _replace(weights(table), kept)


def _replace(held: dict[str, float], by: dict[str, float]) -> None:
    held.clear()
    held.update(by)


if __name__ == "__main__":
    main()
