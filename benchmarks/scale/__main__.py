"""Documents a second against a plain loop, cost a document as the archive grows, memory, two processes against one.

`python -m benchmarks.scale [DOCUMENTS] [ANNEXES]` (default 10000, 8) draws born-digital PDFs, each of a short document and
annexes of other documents' figures (8: about three pages), and loads 100, 1,000 ... of them, each load in a process of its
own. What a document costs is told between two loads, so that starting is left out. Figures are CPU seconds, so that other work on the machine moves them little;
seconds on the clock stand beside them.
"""

from __future__ import annotations

import io
import json
import re
import resource
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

from benchmarks.layouts import FONT
from benchmarks.scale.survival import ROOT, environment
from benchmarks.varied import archives

_LOOP = 20
_LINES = 42
_MONEY = re.compile(r"\d[\d.,]*\s*(?:tỷ|triệu|nghìn)?\s*đồng")
_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ]+-[A-ZĐ]+")
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def main(most: int, annexes: int) -> None:
    """Print all measures."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as name:
        work = Path(name)
        counts = [count for count in (10, 100, 1_000, 10_000, 100_000) if count < most] + [most]
        folders = {count: draw(work / str(count), count, annexes) for count in counts}
        loop = plain_loop(sorted(folders[most].iterdir())[:_LOOP])
        print(f"plain loop: {1000 * loop:.0f} CPU ms a document, once loaded")
        loads: dict[int, dict[str, float]] = {}
        for before, count in zip((None, *counts), counts, strict=False):
            seen = loads[count] = load(folders[count], work / f"{count}.db", work)
            told = f"{count} documents: {seen['cpu']:.1f} CPU s, {seen['wall']:.1f} s on the clock, parent {seen['memory']} MB"
            if before:
                told += f"; from {before} on {1000 * _each(loads, before, count, 'cpu'):.1f} CPU ms a document"
                told += f" ({1000 * _each(loads, before, count, 'parent'):.1f} of them the parent's)"
            print(told, flush=True)
        middle = counts[-2]
        each, parent = (_each(loads, middle, most, key) for key in ("cpu", "parent"))
        print(
            f"documents a CPU second: {loop / each:.1f} times the plain loop; two cores against its one: {2 * loop / each:.1f}"
        )
        again = load(folders[most], work / f"{most}.db", work)
        print(f"the same folder again: {again['wall']:.2f} s on the clock, {again['cpu']:.2f} CPU s (bound 5)")
        plain, tracked = ([load(folders[10], work / f"{prefect}{n}.db", work, prefect=prefect) for n in (1, 2)][1] for prefect in (False, True))  # fmt: skip
        print(f"Prefect: {tracked['cpu'] - plain['cpu']:.1f} CPU s more, the second time, where it is used")
        one = load(folders[middle], work / "one.db", work, workers=1)
        print(
            f"two workers: {one['wall'] / loads[middle]['wall']:.2f} times as fast as one on the clock with {middle} documents; "
            f"{2 * (each - parent) / each:.2f} by CPU seconds, on two cores with nothing else to do"
        )


def _each(loads: dict[int, dict[str, float]], before: int, count: int, key: str) -> float:
    """What a document costs between two loads."""
    return (loads[count][key] - loads[before][key]) / (count - before)


def draw(folder: Path, count: int, annexes: int) -> Path:
    """PDFs of varied documents with their annexes; no two the same."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    folder.mkdir()
    texts = [text for archive in archives(5, min(count, 3_000)) for text in archive.documents.values()]
    for at in range(count):
        text = texts[at % len(texts)]
        for annex in range(1, annexes + 1):
            other = texts[(at + annex * 37) % len(texts)].splitlines()
            text += f"\nPHỤ LỤC {annex}\n" + "\n".join(line for line in other if len(line) > 40)
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
        lines = [part for line in text.splitlines() for part in (textwrap.wrap(line, 85) or [""])]
        for first in range(0, len(lines), _LINES):
            canvas.setFont(FONT, 12)
            for row, line in enumerate(lines[first : first + _LINES]):
                canvas.drawString(70, 790 - 17 * row, line)
            canvas.showPage()
        canvas.save()
        (folder / f"{at:06}.pdf").write_bytes(buffer.getvalue() + f"\n% {at}\n".encode())
    return folder


def plain_loop(files: list[Path]) -> float:
    """CPU seconds a document of the loop that anyone would write first, once its libraries are loaded."""
    import pdfplumber
    import sqlite_utils
    from underthesea import ner, sent_tokenize

    ner("Ủy ban nhân dân tỉnh họp.")
    started = time.process_time()
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
    return (time.process_time() - started) / len(files)


def load(folder: Path, db: Path, state: Path, *, workers: int = 2, prefect: bool = False) -> dict[str, float]:
    """One ingest in a process of its own: CPU seconds in all and of the parent, the clock's, the parent's megabytes."""
    command = [sys.executable, "-m", "benchmarks.scale", "load", str(folder), str(db), str(workers), str(int(prefect))]
    done = subprocess.run(command, env=environment(state), cwd=ROOT, capture_output=True, text=True, check=True)
    seen: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return seen


def _load(folder: str, db: str, workers: str, prefect: str) -> None:
    from flows import ingest as flow

    started = time.monotonic()
    flow.ingest([Path(folder)], Path(db), flow.Options(int(workers), "process" if prefect == "1" else "direct"))
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    parent = own.ru_utime + own.ru_stime
    seen = {"cpu": parent + others.ru_utime + others.ru_stime, "parent": parent, "wall": time.monotonic() - started}
    print(json.dumps(seen | {"memory": own.ru_maxrss // 1024}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["load"]:
        _load(*sys.argv[2:])
    else:
        main(*map(int, (*sys.argv[1:], *("10000", "8")[len(sys.argv) - 1 :])))
