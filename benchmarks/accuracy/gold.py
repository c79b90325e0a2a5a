"""The gold documents: a text with the facts that a person found in it, as spans of the normalised text.

Rows of a table stand in the text as lines '| cell | cell |'; a cell '<' belongs to the one on its left, '^' to the one above.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from pipeline.normalize import normalize
from pipeline.read import identify, read
from pipeline.read.wrapped import joined, wrapping_of
from pipeline.records import Cell, Page, Reading, Source, Table, Text

HERE = Path(__file__).parent
ORIGINALS = HERE.parents[2] / "shared" / "legacy" / "files"
"""Real papers that are not ours to copy: `real/` holds only what was found in them."""
SETS = ("dev", "works", "ordinary", "held_back", "fresh", "real")
UNREAD = ("held_back", "fresh")
"""Sets whose misses nobody reads: one to report by, and one that no rule was tried on yet."""
KINDS = ("amounts", "citations", "dates", "quantities", "projects", "people", "organisations", "places")
ALL_KINDS = frozenset((*KINDS, "head", "sums"))
ANNOTATED = {"works": frozenset(("projects",)), "ordinary": frozenset(("projects",))}
"""The kinds annotated in every document of a set that hasn't all; a document has those too that its annotation names."""


class BadAnnotation(Exception):
    """An annotation whose words are not in its document, or are there fewer times than it says."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An annotated mention: where its words stand, and the values that the annotation gives."""

    start: int
    end: int
    words: str
    values: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold document: its text, the kinds annotated, head fields, facts by kind, sums as (kind, total, parts) of spans.

    `left_open` are names of which the guide doesn't say whether they are projects.
    """

    name: str
    kinds: frozenset[str]
    source: Source
    text: Text
    head: dict[str, str | date]
    facts: dict[str, tuple[Fact, ...]]
    sums: tuple[tuple[str, tuple[int, int], frozenset[tuple[int, int]]], ...]
    left_open: tuple[Fact, ...] = ()


@cache
def documents(which: str) -> tuple[Gold, ...]:
    """The documents of a set (`SETS`), by name; of 'real' those that are here; raises `BadAnnotation`."""
    if which == "real":
        notes = {path.stem: path for path in (HERE / which).glob("*.toml")}
        found = [path for path in sorted(ORIGINALS.glob("*")) if path.stem in notes]
        return tuple(read_original(path, notes[path.stem]) for path in found)
    return tuple(read_gold(path, ANNOTATED.get(which, ALL_KINDS)) for path in sorted((HERE / which).glob("*.txt")))


def read_gold(path: Path, kinds: frozenset[str]) -> Gold:
    """A text and the annotation beside it, of some kinds and those that it names."""
    data = path.read_bytes()
    source = Source(path, hashlib.sha256(data).hexdigest(), "text/plain", len(data))
    marks = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    return _gold(source, as_text(data.decode("utf-8")), marks, kinds | (marks.keys() & ALL_KINDS))


def second_reading(gold: Gold) -> Gold | None:
    """The same document with the projects that a second person found in it, where one read it; raises `BadAnnotation`."""
    path = HERE / "second" / f"{gold.name}.toml"
    if not path.exists():
        return None
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["projects"]
    return replace(gold, facts=gold.facts | {"projects": tuple(_fact(path, gold.text.text, row) for row in rows)})


def read_original(path: Path, note: Path) -> Gold:
    """An original as it is read in an ingest, and an annotation of some kinds."""
    source = identify(path)
    marks = tomllib.loads(note.read_text(encoding="utf-8"))
    return _gold(source, normalize(read(source)), marks, frozenset(marks))


def _gold(source: Source, text: Text, marks: dict[str, Any], kinds: frozenset[str]) -> Gold:
    path = source.path
    facts = {kind: tuple(_fact(path, text.text, row) for row in marks.get(kind, ())) for kind in KINDS}
    projects = facts["projects"]
    facts["projects"] = tuple(fact for fact in projects if not fact.values.get("open"))
    named = {fact.values["id"]: (fact.start, fact.end) for fact in facts["amounts"] if "id" in fact.values}
    sums = tuple(
        (row["kind"], named[row["total"]], frozenset(named[part] for part in row["parts"]))
        for row in marks.get("sums", ())
    )
    left_open = tuple(fact for fact in projects if fact.values.get("open"))
    return Gold(path.stem, kinds, source, text, marks.get("head", {}), facts, sums, left_open)


def as_text(raw: str) -> Text:
    """The normalised text of a raw one, its lines '| a | b |' as tables of cells parted by tabs, cut lines joined as a reader does."""
    lines = raw.splitlines()
    wrapping = wrapping_of([line for line in lines if not _is_row(line)])
    out = ""
    tables: list[Table] = []
    for is_table, stretch in groupby(lines, key=_is_row):
        if is_table:
            out, table = _table(out, [[cell.strip() for cell in line.strip("|").split("|")] for line in stretch])
            tables.append(table)
        else:
            out += "".join(f"{line}\n" for line in joined(list(stretch), wrapping))
    return normalize(Reading((Page(1, out.rstrip("\n"), tables=tuple(tables)),), "native"))


def _is_row(line: str) -> bool:
    return line.startswith("|")


def _table(out: str, rows: list[list[str]]) -> tuple[str, Table]:
    start = len(out)
    cells: list[Cell] = []
    for row, line in enumerate(rows):
        for column, words in enumerate(line):
            if words in ("<", "^"):
                continue
            span = 1
            while column + span < len(line) and line[column + span] == "<":
                span += 1
            down = 1
            while row + down < len(rows) and rows[row + down][column : column + 1] == ["^"]:
                down += 1
            out += "\t" if column else ""
            cells.append(Cell(row, column, len(out), len(out) + len(words), down, span))
            out += words
        out += "\n"
    return out, Table(start, len(out) - 1, tuple(cells))


def _fact(path: Path, text: str, row: dict[str, Any]) -> Fact:
    words = row["words"]
    spaced = r"\s+".join(map(re.escape, words.split()))
    places = [found.span(1) for found in re.finditer(f"(?=({spaced}))", text)]
    nth = row.get("nth", 1)
    if nth > len(places):
        raise BadAnnotation(f"{path.name}: {words!r} is in the text {len(places)} times, not {nth}")
    start, end = places[nth - 1]
    values = {key: value for key, value in row.items() if key not in ("words", "nth")}
    return Fact(start, end, text[start:end], values)
