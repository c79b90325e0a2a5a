"""Documents a second against a plain loop, cost a document as the archive grows, memory, two processes against one.

`python -m benchmarks.scale [DOCUMENTS] [ANNEXES]` (default 10000, papers) draws born-digital PDFs, each of a short document and
annexes of other documents' figures (`papers`: as long as real ones, 10,200 characters; 8: about two pages, 2,200), and loads
10, 100, 1,000 ... of them, each load in a process of its own. What a document costs is told between two loads, so that starting is left out, of ours as of the plain loop's. Each
measure is printed with its bound; those by the clock need a machine with two cores and nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.scale.papers import annexes_of, draw
from benchmarks.scale.survival import ROOT, environment, rows

Seen = dict[str, float]
"""Seconds and megabytes by name."""
_LOOP = 20
_TURNS = 3
_PAIRED = 1_000
"""Documents with which one worker is compared with two, and Prefect with none: more take the night and tell no more."""
_MONEY = re.compile(r"\d[\d.,]*\s*(?:tỷ|triệu|nghìn)?\s*đồng")
_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ]+-[A-ZĐ]+")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def main(most: int, annexes: int | None) -> None:
    """Print all measures."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as name:
        work = Path(name)
        counts = [count for count in (10, 100, 1_000, 10_000, 100_000) if count < most] + [most]
        folders = {count: draw(work / str(count), count, annexes) for count in counts}
        looped = _looped(folders[most])
        loops, seen = [plain_loop(looped)], dict[int, list[Seen]]()
        # A machine's speed drifts within minutes, and starting varies by as much as some documents take: all but the longest load
        # are done before it and after, the short ones several times.
        short = [count for count in counts[:-1] if count < _PAIRED] * _TURNS
        middle = [count for count in counts[:-1] if count >= _PAIRED]
        for turn, count in enumerate((*short, *middle, most, *middle, *short)):
            one = load(folders[count], work / (f"{count}.db" if count == most else f"{count}-{turn}.db"), work)
            seen.setdefault(count, []).append(one)
            print(
                f"{count} documents: {one['cpu']:.1f} CPU s, {one['wall']:.1f} s on the clock, parent {one['parent']:.1f} CPU s "
                f"and {one['memory']} MB",
                flush=True,
            )
        loops.append(plain_loop(looped))
        for one in loops:
            print(f"plain loop, once loaded: {1000 * one['cpu']:.0f} CPU ms, {1000 * one['wall']:.0f} ms a document")
        loop, loads = _mean(loops), {count: _mean(turns) for count, turns in seen.items()}
        each = {count: _each(loads[before], loads[count], count - before) for before, count in pairwise(counts)}
        for count, cost in each.items():
            print(
                f"to {count}: {1000 * cost['cpu']:.1f} CPU ms a document ({1000 * cost['parent']:.2f} of them the parent's), "
                f"{1000 * cost['wall']:.1f} ms on the clock"
            )
        _told("documents a second, two workers against the plain loop", loop["wall"] / each[most]["wall"], least=20)
        _told("the same by CPU seconds, two cores against its one", 2 * loop["cpu"] / each[most]["cpu"], least=20)
        few, many = next(pair for pair in reversed(list(pairwise(counts))) if pair[1] <= max(_PAIRED, counts[1]))
        _tell_machine(folders[most], loop)
        for cores, beside in ((1, "of one core, which is the writer's too"), (2, "beside the writer")):
            alone = [
                load(folders[count], work / f"{cores}-{count}.db", work, workers=1, cores=cores)
                for count in (few, many)
            ]
            one = _each(*alone, many - few)
            _told(f"two workers against one {beside}", one["wall"] / each[many]["wall"], least=1.9)
        if len(each) > 1:
            _told(f"cost at {most} against that at {counts[1]}", each[most]["cpu"] / each[counts[1]]["cpu"], most=1.1)
        _told("parent's memory, MB", max(seen["memory"] for seen in loads.values()), most=400)
        again = load(folders[most], work / f"{most}.db", work)
        _told(f"the same {most} files again, s", again["wall"], most=5)
        _tell_runners(folders[few], work)
        _tell_prefect(folders[counts[0]], folders[many], loads[many], work)


def _tell_machine(folder: Path, alone: Seen) -> None:
    """What the machine itself gives two processes that share nothing: no two workers can gain more by it."""
    command = [sys.executable, "-m", "benchmarks.scale", "loop", str(folder)]
    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    walls = [json.loads(one.communicate()[0])["wall"] for one in both]
    print(
        f"two plain loops side by side against one: {alone['wall'] * sum(1 / wall for wall in walls):.2f}", flush=True
    )


def _looped(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())[:_LOOP]


def _mean(turns: list[Seen]) -> Seen:
    return {key: sum(seen[key] for seen in turns) / len(turns) for key in turns[0]}


def _tell_runners(folder: Path, work: Path) -> None:
    for runner in ("direct", "dask"):
        load(folder, work / f"{runner}.db", work, runner=runner)
    differences = set(rows(work / "direct.db")) ^ set(rows(work / "dask.db"))
    _told("rows of the Dask run that are not those of the local one", len(differences), most=0)


def _tell_prefect(few: Path, folder: Path, plain: Seen, work: Path) -> None:
    """What Prefect costs the second time; the first it makes its database. The workers do the same with it and without."""
    _, tracked = (load(each, work / f"prefect-{each.name}.db", work, runner="process") for each in (few, folder))
    more = tracked["parent"] - plain["parent"]
    longer = tracked["wall"] - plain["wall"]
    print(f"Prefect at {folder.name} documents: {more:.1f} CPU s more in the parent, {longer:.1f} s on the clock")
    _told("its CPU seconds in per cent of that load's", 100 * more / (plain["cpu"] + more), most=5)
    _told("its time on the clock in per cent of that load's", 100 * longer / tracked["wall"], most=5)
    _told("parent's memory then, MB", tracked["memory"], most=400)


def _told(measure: str, figure: float, *, least: float | None = None, most: float | None = None) -> None:
    met = (least is None or figure >= least) and (most is None or figure <= most)
    bound = f"at least {least}" if most is None else f"at most {most}"
    print(f"{measure}: {figure:.2f} ({bound}: {'met' if met else 'NOT MET'})", flush=True)


def _each(few: Seen, many: Seen, documents: int) -> Seen:
    """What a document costs between two loads."""
    return {key: (many[key] - few[key]) / documents for key in ("cpu", "parent", "wall")}


def plain_loop(files: list[Path]) -> Seen:
    """CPU seconds and seconds on the clock a document of the loop that anyone would write first, once its libraries are loaded."""
    import pdfplumber
    import sqlite_utils
    from underthesea import ner, sent_tokenize

    ner("Ủy ban nhân dân tỉnh họp.")
    cpu, wall = time.process_time(), time.perf_counter()
    db = sqlite_utils.Database(memory=True)
    for file in files:
        with pdfplumber.open(file) as pdf:
            text = "\n".join(page.extract_text() or "" for page in pdf.pages)
            tables = [table for page in pdf.pages for table in page.extract_tables()]
        db["documents"].insert({"path": str(file), "text": text, "tables": json.dumps(tables)})
        for kind, pattern in (("money", _MONEY), ("number", _NUMBER), ("day", _DAY)):
            db["facts"].insert_all({"path": str(file), "kind": kind, "text": m[0]} for m in pattern.finditer(text))
        names = [word for sentence in sent_tokenize(text) for word in ner(sentence) if word[3] != "O"]
        db["names"].insert_all({"path": str(file), "text": word[0], "kind": word[3]} for word in names)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {"cpu": cpu / len(files), "wall": wall / len(files)}


def load(folder: Path, db: Path, state: Path, *, workers: int = 2, runner: str = "direct", cores: int = 2) -> Seen:
    """One ingest in a process of its own: CPU seconds in all and of the parent, the clock's, the parent's megabytes."""
    command = [sys.executable, "-m", "benchmarks.scale", "load", str(folder), str(db), str(workers), runner, str(cores)]
    done = subprocess.run(command, env=environment(state), cwd=ROOT, capture_output=True, text=True, check=True)
    seen: Seen = json.loads(done.stdout.splitlines()[-1])
    return seen


def _load(folder: str, db: str, workers: str, runner: Any, cores: str) -> None:
    from flows.ingest import ingest
    from flows.runners import Options

    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
    started = time.monotonic()
    ingest([Path(folder)], Path(db), Options(int(workers), runner))
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    parent = own.ru_utime + own.ru_stime
    took = {"cpu": parent + others.ru_utime + others.ru_stime, "parent": parent, "wall": time.monotonic() - started}
    print(json.dumps(took | {"memory": _peak()}))


def _peak() -> int:
    """The most megabytes that this process had; `getrusage` tells those of the one that started it, where they are more."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        _load(*sys.argv[2:])
    elif sys.argv[1:2] == ["loop"]:
        print(json.dumps(plain_loop(_looped(Path(sys.argv[2])))))
    else:
        asked = argparse.ArgumentParser("python -m benchmarks.scale", description=__doc__)
        asked.add_argument("documents", type=int, nargs="?", default=10_000)
        asked.add_argument("annexes", nargs="?", default="papers")
        given = asked.parse_args()
        main(given.documents, annexes_of(given.annexes))
