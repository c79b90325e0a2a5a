"""`python -m benchmarks.accuracy [--verbose] [--since REV] [--as FORMAT ... [--only NAME ...]] [--weigh] [--calibrate] [--no-baseline] [--part N]`; see README.md."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from benchmarks.accuracy.agreement import agreement
from benchmarks.accuracy.calibration import expected_error, recount, reliability
from benchmarks.accuracy.formats import FORMATS, measure_as
from benchmarks.accuracy.gold import HERE, KINDS, SETS, UNREAD, Gold, documents
from benchmarks.accuracy.score import Outcomes, Tally, score, score_mentions, tally
from flows.process import examine

ROOT = HERE.parents[1]
DRAWN = ("dev", "held_back")
"""The sets that hold texts to draw."""
_TITLES = {
    "dev": "dev (to learn from)",
    "works": "works (projects, of some the sums; to learn from)",
    "ordinary": "ordinary papers (projects and sums, to learn from)",
    "held_back": "held back (for reporting only)",
    "fresh": "fresh (that no rule was tried on)",
    "real": "real (to learn from, where the originals are)",
}


def main() -> None:
    """Measure, and print what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument(
        "--verbose", action="store_true", help="list the misses and false finds, but of what is held back or fresh"
    )
    parser.add_argument("--since", metavar="REV", help="list what changed since a commit")
    parser.add_argument("--calibrate", action="store_true", help="count the rules anew into data/confidence.toml first")
    parser.add_argument(
        "--weigh", action="store_true", help="learn what names, costs and roles are weighed by anew first"
    )
    parser.add_argument("--no-baseline", action="store_true", help="leave out underthesea's NER, the slow part")
    parser.add_argument(
        "--as",
        dest="formats",
        nargs="+",
        choices=FORMATS,
        metavar="FORMAT",
        help="draw the documents as files, and read those",
    )
    parser.add_argument("--files", type=Path, metavar="FOLDER", help="with --as: where to keep the files")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="NAME", help="with --as: documents whose names begin so"
    )
    parser.add_argument(
        "--part", type=int, default=1, metavar="N", help="measure every Nth document only, for a quick look"
    )
    parser.add_argument("--json", action="store_true", help="every comparison as JSON, and nothing else")
    asked = parser.parse_args()
    if asked.part > 1 and (asked.since or asked.formats):
        parser.error("--part goes with neither --since nor --as")
    if asked.formats:
        print_formats(asked.formats, asked.files, asked.verbose, tuple(asked.only))
        return
    if asked.weigh or asked.calibrate:
        from benchmarks.accuracy.learning import learned  # with scikit-learn, of the extra 'learn'

        chances = learned(asked.weigh)
    if asked.calibrate:
        counted = recount(documents("dev"), chances)
        print(f"{len(counted)} rules counted on {sum(seen for _, seen in counted.values())} mentions")
    found = {which: measured(which, asked.part) for which in SETS}
    if asked.json:
        json.dump({which: [asdict(one) for one in ones] for which, ones in found.items()}, sys.stdout)
        return
    for which, outcomes in found.items():
        print_table(which, outcomes, {} if asked.no_baseline else tally(baseline(which)))
    people = tally(agreement())["projects"]
    print(
        f"\ntwo people who annotated the held back projects agree: precision {people.precision:.3f}, recall {people.recall:.3f}, F1 {people.f1:.3f}"
    )
    print_reliability(found["held_back"])
    if asked.verbose:
        print_cases([one for which in SETS if which not in UNREAD for one in found[which] if one.outcome != "right"])
    if asked.since:
        print_changes(asked.since, earlier(asked.since), found)


@cache
def measured(which: str, part: int = 1) -> list[Outcomes]:
    """Every comparison of a set, or of every so many-th document of it."""
    return measure(documents(which)[::part])


def measure(golds: Iterable[Gold]) -> list[Outcomes]:
    """Every comparison of some documents."""
    return [one for gold in golds for one in score(gold, examine(gold.source, gold.text))]


def baseline(which: str) -> list[Outcomes]:
    """The same of the baseline, which reads mentions only."""
    from benchmarks.accuracy.baseline import find

    return [one for gold in documents(which) for one in score_mentions(gold, find(gold.text.text)) if one.kind in KINDS]


def print_table(which: str, outcomes: Sequence[Outcomes], base: dict[str, Tally]) -> None:
    """Precision, recall and F1 by kind; under amounts and citations, the values of those that were found."""
    count = len({one.document for one in outcomes})
    print(f"\n{_TITLES[which]}: {count} documents with something to find")
    print(f"{'':20} {'right':>6} {'missed':>6} {'false':>6} {'prec':>7} {'recall':>7} {'F1':>7} {'baseline F1':>12}")
    for kind, row in tally(outcomes).items():
        peer = f"{base[kind].f1:12.3f}" if kind in base else ""
        print(
            f"{_indented(kind):20} {row.right:6} {row.missed:6} {row.false:6} {row.precision:7.3f} {row.recall:7.3f} {row.f1:7.3f} {peer}"
        )


def print_formats(names: Sequence[str], folder: Path | None, verbose: bool, only: tuple[str, ...] = ()) -> None:
    """F1 of the plain texts beside that of the same documents as files; but for what is held back also what files lose."""
    for which in DRAWN:
        golds = [gold for gold in documents(which) if not only or gold.name.startswith(only)]
        if not golds:
            continue
        plain = measure(golds)
        read = {name: measure_as(golds, name, folder and folder / which / name) for name in names}
        print(f"\n{_TITLES[which]}: F1")
        print(f"{'':20} {'text':>8}" + "".join(f"{name:>16}" for name in names))
        tallies = {name: tally(outcomes) for name, outcomes in read.items()}
        for kind, row in tally(plain).items():
            others = [tallies[name][kind].f1 if kind in tallies[name] else 0.0 for name in names]
            told = "".join(f"{f1:8.3f} {f'({f1 - row.f1:+.3f})':>7}" for f1 in others)
            print(f"{_indented(kind):20} {row.f1:8.3f}{told}")
        if verbose and which not in UNREAD:
            known = mistakes(plain)
            for name, outcomes in read.items():
                print(f"\nmistakes of {name} that the text does not make")
                print_cases([one for key, one in mistakes(outcomes).items() if key not in known])


def _indented(kind: str) -> str:
    """A kind, or a value of one under it: 'amounts.role' as '  .role'."""
    return f"  .{kind.partition('.')[2]}" if "." in kind else kind


def mistakes(outcomes: Sequence[Outcomes]) -> dict[tuple[str, ...], Outcomes]:
    """What is missed or false, under what it is the same by in two measures."""
    return {
        (one.document, one.kind, one.outcome, " ".join(one.fact.split())): one
        for one in outcomes
        if one.outcome != "right"
    }


def print_reliability(outcomes: Sequence[Outcomes]) -> None:
    """How often a mention of some confidence is right, on documents that no rule was counted on."""
    rows = reliability(outcomes)
    print("\nconfidence on what is held back")
    print(f"{'from':>6} {'to':>6} {'mentions':>9} {'said':>7} {'right':>7}")
    for low, high, count, mean, share in rows:
        print(f"{low:6.2f} {min(high, 1):6.2f} {count:9} {mean:7.3f} {share:7.3f}")
    print(f"expected calibration error {expected_error(rows):.3f}")


def print_cases(outcomes: Sequence[Outcomes]) -> None:
    """Comparisons one a line, by kind."""
    for one in sorted(outcomes, key=lambda one: (one.kind, one.document)):
        fact = one.fact.replace("\n", " ").replace("\t", " ⇥ ")
        print(f"{one.kind:18} {one.outcome:6} {one.document}: {fact}" + (f" [{one.rule}]" if one.rule else ""))


def earlier(revision: str) -> dict[str, list[Outcomes]]:
    """The comparisons of a commit: this measure and these documents on that commit's extraction."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
        try:
            shutil.rmtree(tree / "benchmarks", ignore_errors=True)
            shutil.copytree(ROOT / "benchmarks", tree / "benchmarks")
            (tree.parent / "shared").symlink_to(ROOT.parent / "shared")
            command = [sys.executable, "-m", "benchmarks.accuracy", "--json"]
            done = subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True)
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)
    return {which: [Outcomes(**row) for row in rows] for which, rows in json.loads(done.stdout).items()}


def print_changes(revision: str, before: dict[str, list[Outcomes]], after: dict[str, list[Outcomes]]) -> None:
    """F1 then and now; but for what is held back also each mistake that went and each that came."""
    for which in SETS:
        then, now = tally(before[which]), tally(after[which])
        moved = [kind for kind in now if kind in then and abs(now[kind].f1 - then[kind].f1) > 5e-4]
        print(f"\n{which} since {revision}: " + ("" if moved else "nothing moved"))
        for kind in moved:
            print(f"{kind:20} {then[kind].f1:.3f} -> {now[kind].f1:.3f}")
    sides = [
        mistakes([one for which in SETS if which not in UNREAD for one in ones[which]]) for ones in (before, after)
    ]
    for title, left, right in (("gains", *sides), ("losses", *reversed(sides))):
        gone = [one for key, one in left.items() if key not in right]
        print(f"\n{title}: {len(gone)}")
        print_cases(gone)


if __name__ == "__main__":
    main()
