"""What each rule finds, for `docs/rules.md`: its first find in `rules.toml`, in the other case files, or else in the dev set."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.accuracy.gold import HERE, as_text, documents
from flows.process import examine
from pipeline.records import Document, PageSpan, Source, Text

CASES = HERE.parents[1] / "tests" / "cases"
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Example:
    """Words that a rule found, with what stands around them, and the file that they are in."""

    words: str
    before: str
    after: str
    source: str


def examples(documents: Iterable[tuple[str, Document]]) -> dict[str, Example]:
    """An example by rule, of every rule that finds or tells anything in some documents, each with its source."""
    found: dict[str, Example] = {}
    for source, document in documents:
        for rule, start, end in finds(document):
            if rule not in found:
                found[rule] = _example(document.text.text, start, end, source)
    return found


def shown() -> Iterator[tuple[str, Document]]:
    """The documents of the case files and the dev set, each with the file that it is in."""
    for path in sorted(CASES.glob("*.toml"), key=lambda path: (path.name != "rules.toml", path.name)):
        for text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield path.name, examined(text, path)
    for gold in documents("dev"):
        yield f"{gold.name}.txt", examine(gold.source, gold.text)


def _texts(node: Any) -> Iterator[str]:
    """Every 'text' of a case file, and the 'texts' of one that lists them."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            elif key == "texts":
                yield from value
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def examined(text: str, path: Path) -> Document:
    """The document that a case is."""
    data = text.encode()
    source = Source(path, hashlib.sha256(data).hexdigest(), "text/plain", len(data))
    return examine(source, as_text(text) if "\n|" in text else Text(text, (PageSpan(1, 0, len(text)),), "native"))


def finds(document: Document) -> Iterator[tuple[str, int, int]]:
    """Each rule that found something, or told why it is so, and the span."""
    mentions = document.facts.mentions
    for kind in ("amounts", "citations", "dates", "quantities", "projects", "entities"):
        for mention in getattr(mentions, kind):
            yield mention.rule, mention.start, mention.end
    for amount in mentions.amounts:
        for rule in filter(None, (amount.role_rule, amount.fund_rule, amount.year_rule)):
            yield rule, amount.start, amount.end
    for relation in document.facts.sums:
        yield relation.rule, relation.start, relation.end


def _example(text: str, start: int, end: int, source: str) -> Example:
    def line(part: str) -> str:
        return " ".join(part.split())

    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0]
    return Example(line(text[start:end]), line(before.rpartition("\n")[2]), line(after.partition("\n")[0]), source)
