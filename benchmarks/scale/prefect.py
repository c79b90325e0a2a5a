"""What Prefect costs: the same folder by `--runner process` and by `--runner direct`, in processes of their own.

`python -m benchmarks.scale.prefect [DOCUMENTS] [ROUNDS] [ANNEXES]` (default 1000, 2, `papers`) draws born-digital PDFs, by
default as long as real papers (8 annexes: two pages; 60: eight), and loads them by turns, after a first small load in which
Prefect makes its database. CPU seconds are those of all processes; Prefect's are the parent's, since the workers do the same
both ways, and on a machine with other work theirs differ by more than Prefect costs.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median

from benchmarks.scale.__main__ import Seen, load
from benchmarks.scale.papers import annexes_of, draw


def main(documents: int, rounds: int, annexes: int | None) -> None:
    """Print both ways' medians and the difference."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as name:
        work = Path(name)
        load(draw(work / "few", 4, annexes), work / "few.db", work, runner="process")
        folder = draw(work / "folder", documents, annexes)
        loads: dict[str, list[Seen]] = {"direct": [], "process": []}
        for number in range(rounds):
            for runner, seen in loads.items():
                seen.append(load(folder, work / f"{number}{runner}.db", work, runner=runner))
        plain, tracked = ({key: median(one[key] for one in seen) for key in seen[0]} for seen in loads.values())
        told = _lengths(work / "0direct.db")
        print(f"{documents} PDFs of {told} on average, medians of {rounds} loads by two workers")
        for told, seen in (("direct", plain), ("process", tracked)):
            print(
                f"--runner {told}: {seen['cpu']:.1f} CPU s ({seen['parent']:.1f} the parent's), {seen['wall']:.1f} s on the clock, "
                f"parent {seen['memory']:.0f} MB (bound 400)"
            )
        more = tracked["parent"] - plain["parent"]
        print(
            f"Prefect: {more:.1f} CPU s more in the parent, {more / (plain['cpu'] + more):.1%} of the load (bound 5%)"
        )
        longer = tracked["wall"] - plain["wall"]
        print(f"Prefect: {longer:.1f} s on the clock more, {longer / tracked['wall']:.1%} of the load")
        print(f"task runs a load, all with an end: {_tasks(work) / rounds:.0f}")


def _lengths(db: Path) -> str:
    with closing(sqlite3.connect(db)) as connection:
        pages, characters = connection.execute("SELECT avg(page_count), avg(length(text)) FROM documents").fetchone()
    return f"{pages:.1f} pages, {characters:,.0f} characters"


def _tasks(state: Path) -> int:
    """Task runs that Prefect's database holds, those of the first load left out."""
    (database,) = (state / "state" / "prefect").glob("*/prefect.db")
    with closing(sqlite3.connect(database)) as connection:
        states = connection.execute(
            "SELECT flow_run_id, state_type FROM task_run ORDER BY expected_start_time"
        ).fetchall()
    assert {state for _, state in states} == {"COMPLETED"}
    return sum(run != states[0][0] for run, _ in states)


if __name__ == "__main__":
    asked = argparse.ArgumentParser("python -m benchmarks.scale.prefect", description=__doc__)
    asked.add_argument("documents", type=int, nargs="?", default=1_000)
    asked.add_argument("rounds", type=int, nargs="?", default=2)
    asked.add_argument("annexes", nargs="?", default="papers")
    given = asked.parse_args()
    main(given.documents, given.rounds, annexes_of(given.annexes))
