"""Patterns and lists of words take open syllables marked in either way, and are written in one: 'hóa', not 'hoá' too."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from conftest import as_text
from held import held

import pipeline
from pipeline.extract import extract
from pipeline.normalize.tones import FIRST_WAY, MARKED, both_ways, compiled, spelled
from pipeline.structure import outline
from pipeline.structure.alternatives import alternatives

ROOT = Path(pipeline.__file__).parent
CASES = Path(__file__).parent / "cases"
OF_SPELLINGS = {"normalize/tones.py", "normalize/data/place_names.toml", "read/data/misread.toml"}
"""Files that tell one spelling from another."""
SPELLINGS = {"other_names", "_OTHER_NAME", "_IN_PATTERN", "_OTHER_WAY", "FIRST_WAY", "WAYS", "_slips", "word_groups"}
"""What does so, or is learned from texts in both ways."""
_TO_OTHER = {**FIRST_WAY, **{first: last for last, first in FIRST_WAY.items()}}


def _other(words: str) -> str:
    return MARKED.sub(lambda m: _TO_OTHER[m[0]], words)


def _is_last(words: str) -> bool:
    return any(letters[0] in FIRST_WAY for letters in MARKED.finditer(words))


def _written(items: Any, other: bool) -> str:
    """A parsed pattern, its ways in order, with each open syllable in the other way where that is asked."""
    told, run = "", ""
    for operator, argument in [*items, (None, None)]:
        if operator is code.LITERAL:
            run += chr(argument)
            continue
        told, run = told + (_other(run) if other else run), ""
        if operator is code.BRANCH:
            told += f"({'|'.join(sorted({_written(way, other) for way in argument[1]}))})"
        elif operator is not None:
            parts = argument if isinstance(argument, tuple) else (argument,)
            inner = (_written(one, other) if isinstance(one, parser.SubPattern) else repr(one) for one in parts)
            told += f"<{operator} {' '.join(inner)}>"
    return told


def _takes_both(pattern: re.Pattern[str]) -> bool:
    if isinstance(pattern.pattern, bytes) or not MARKED.search(pattern.pattern):
        return True
    parsed = parser.parse(pattern.pattern, pattern.flags)
    return _written(parsed, other=False) == _written(parsed, other=True)


def _patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | tuple | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _patterns(one)
    else:
        yield from _patterns(getattr(value, "pattern", ()))


def _strings(path: Path) -> Iterator[str]:
    """What a module's code or a table's lists say, without words about them."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        yield from _words(tomllib.loads(text))
        return
    tree = ast.parse(text)
    about = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
            yield node.value


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_words(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


@pytest.mark.parametrize(
    ("pattern", "taken", "left"),
    [
        ("hóa đơn", ("hóa đơn", "hoá đơn"), ("hoa đơn",)),
        ("(?<=[Tt]hủy) lợi|ỦY BAN", ("UỶ BAN", "ỦY BAN"), ("UY BAN",)),
        ("quý|Quý", ("quý",), ("qúy", "Qúy")),
        ("[óa]x|hoán", ("óx", "ax", "hoán"), ("óax", "oáx", "hóan")),
        (alternatives(["Ủy ban", "ủy", "tủ"]), ("Uỷ ban", "Ủy ban", "uỷ", "ủy", "tủ"), ("tủy",)),
        (alternatives(["thoả thuận", "thoát"]), ("thỏa thuận", "thoả thuận", "thoát"), ("thóat",)),
    ],
)
def test_an_open_syllable_is_taken_in_either_way(pattern: str, taken: tuple[str, ...], left: tuple[str, ...]) -> None:
    one = compiled(pattern)
    assert [words for words in (*taken, *left) if one.fullmatch(words)] == [*(w for w in taken)]
    assert _takes_both(one)
    assert spelled(spelled(pattern)) == spelled(pattern)


def test_a_way_forgotten_is_seen() -> None:
    for forgets in ("lũy kế", "(?:Ủy|uỷ) ban", "Nhà văn (?:hóa|bia)", r"(?<!hoà )giải", "h(?:óa|oa)"):
        assert not _takes_both(re.compile(forgets)), forgets
    for takes in ("h(?:óa|oá)", "thủy lợi|thuỷ lợi", "quý", "toán", "[óa]"):
        assert _takes_both(re.compile(takes)), takes


def test_names_are_given_in_both_ways() -> None:
    assert both_ways(["Thủy lợi", "Uỷ ban", "quý"]) == ("Thủy lợi", "Thuỷ lợi", "Uỷ ban", "Ủy ban", "quý")


def test_every_pattern_takes_both_ways() -> None:
    told = {name: list(_patterns(value)) for name, value in held().items() if name.split(".")[-1] not in SPELLINGS}
    assert sum(map(len, told.values())) > 500
    forgetful = [name for name, patterns in told.items() if not all(map(_takes_both, patterns))]
    assert forgetful == [], "compile them by pipeline.normalize.tones.compiled"


def test_every_list_that_words_are_looked_up_in_has_both_ways() -> None:
    forgetful = [
        f"{name}: {word}"
        for name, value in held().items()
        if isinstance(value, dict | set | frozenset) and name.split(".")[-1] not in SPELLINGS
        for word in value
        if isinstance(word, str) and _other(word) not in value
    ]
    assert forgetful == [], "make them by pipeline.normalize.tones.both_ways"


def _told(text: str) -> str:
    """What a text tells but projects and roles, which learned words weigh; marked the first way."""
    told = extract(as_text(text), outline(as_text(text)))
    told = replace(told, amounts=(), projects=())
    return MARKED.sub(lambda m: FIRST_WAY.get(m[0], m[0]), repr(told))


def test_texts_in_either_way_tell_the_same() -> None:
    cases = [tomllib.loads(path.read_text(encoding="utf-8")).get("case", []) for path in CASES.glob("*.toml")]
    texts = {text for case in chain.from_iterable(cases) if len(text := str(case.get("text", ""))) < 160}
    marked = sorted(text for text in texts if MARKED.search(text))
    assert len(marked) > 200
    assert [text for text in marked if _told(text) != _told(_other(text))] == []


def test_one_way_is_written() -> None:
    paths = [path for kind in ("py", "toml") for path in ROOT.rglob(f"*.{kind}")]
    assert len(paths) > 300
    doubled = [
        f"{path.relative_to(ROOT)}: {words[:60]}"
        for path in paths
        if str(path.relative_to(ROOT)) not in OF_SPELLINGS and "messages" not in path.parts
        for words in _strings(path)
        if _is_last(words)
    ]
    assert doubled == [], "write 'hóa' for 'hoá'; pipeline.normalize.tones makes both match"
