"""Works that no pattern finds, weighed by what stands around their names: passage in, `Project` mentions out.

A name that begins as works' names do is a project or only a thing spoken of. Its words, its line and its sentence say for or
against: each is a feature, whose weight `data/project_weights.toml` holds. `python -m benchmarks.accuracy --weigh` learns the
weights (logistic regression with an L2 penalty) from the documents to learn from and the case files.
"""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from pipeline.extract.money import DATA
from pipeline.extract.passage import Passage, Spans, within
from pipeline.extract.project_costs import NO_COST, first_cost, newer, place_in, project_at, sums_between
from pipeline.extract.project_retold import not_told_yet
from pipeline.extract.works import HANGING, has_proper_name, name_said_of, starts_of_works, what_is_built
from pipeline.records import Amount, Entity, Project
from pipeline.structure.sentences import sentences_of

RULE = "project.weighed"
TABLE = DATA / "project_weights.toml"
_LEAST = 0.5
"""The probability from which a name is taken for a project."""
_REACH, _SENTENCE, _NEAR, _BESIDE = 200, 400, 600, 40
_HEADED, _SHORT = 1_800, 12
_ENDS = re.compile(r"[\n\t;]|\s\||,\s|\s\d[\d.,]*\s(?:tỷ|tỉ|triệu|tr|trđ|nghìn|ngàn|đồng)(?!\w)")
_OVER = re.compile(
    r"\s(?:đắp|tốc mái|tăng|giảm|kéo dài|giữ|nêu|yêu cầu|phối hợp|khẩn trương|cùng|chỉ(?! huy| đạo)|gãy|vỡ|sập|sạt|trôi|dột|thiếu|thừa|xin|vẫn|cũng|rồi|nhưng|nên|thực hiện|phát hiện|cho|góp|ký|mở(?! rộng| mới)|mua|bán|nhận|nộp|hư|lún|nứt|đổi|dừng|ngừng|tạm|đứng|nằm|cách|cao|sâu|xây dựng|tổ chức(?! hội))(?!\w)"
)
"""What is said of a work right behind its name."""
_WHERE = re.compile(
    r"(?<!\w)(?:tại|ở|trong|cạnh|gần|của|qua|trên|trước|sau|phát hiện|tới|thăm|dự|cùng|trừ)\s$", re.IGNORECASE
)
"""What makes a place or an owner of the name that follows."""
_CELL_BEFORE = re.compile(r"[^\W\d_]{3,}.*(?:\t|\s\|)[^\t|]*\Z")
_COUNTED = re.compile(r"\s\d")
"""'Xây mới 150 hầm biogas': so many of a kind, where no name of its own follows."""
_MARK = re.compile(r"[\s|\-+*•–]*(?:\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]|\d{1,3}\s*\|)?[\s|]*")
_HEADING = re.compile(
    r"^\s*(?:[IVX]{1,5}|\d{1,2}|[a-zđ]|Phần|Mục|Điều \d+)[.)]\s*(?P<words>[^\n]{0,100})", re.MULTILINE
)
_OF_WORKS = re.compile(r"công trình|dự án|xây dựng|đầu tư|hạng mục|danh mục", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class Name(NamedTuple):
    """Where a name stands that may be a project's."""

    start: int
    end: int


class Weights(NamedTuple):
    """Log odds by feature, '' of every name; and the words that are looked for in a name's sentence."""

    of: dict[str, float]
    cues: tuple[str, ...]


@cache
def weights() -> Weights:
    """What the table holds."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Weights(table["weights"], tuple(table["cues"]))


def find_projects_weighed(passage: Passage) -> tuple[Project, ...]:
    """The works of a text that are projects more likely than not, beside those found before."""
    found, amounts = passage.found.projects, passage.found.amounts
    bodies = [one for one in passage.found.entities if one.kind == "organisation"]
    taken, rows = Spans(found), Spans(set(_rows(passage.text, found)))
    likely = list[tuple[Name, float]]()
    for name in names_of_works(passage.text):
        if taken.overlap(name.start, name.end) or rows.overlap(name.start, name.end):
            continue
        chance = probability(features(passage.text, name, amounts, found, bodies))
        if chance >= _LEAST:
            likely.append((name, chance))
    starts = sorted((*(one.start for one in found), *(name.start for name, _ in likely)))
    told = list[Project]()
    for name, chance in likely:
        following = bisect_left(starts, name.end)
        cost = _cost(passage, name.end, starts[following] if following < len(starts) else len(passage.text))
        place = place_in(passage.text[name.start : name.end])
        project = project_at(passage, name.start, name.end, RULE, cost, place)
        told.append(replace(project, confidence=math.floor(chance * 10) / 10))
    return tuple(not_told_yet(told, found))


def _rows(text: str, found: Iterable[Project]) -> Iterator[Name]:
    """The rows of tables that tell of a project: what else stands in them is told of it."""
    for project in found:
        if project.rule == "project.row":
            end = text.find("\n", project.end)
            yield Name(text.rfind("\n", 0, project.start) + 1, end if end >= 0 else len(text))


def _cost(passage: Passage, end: int, stop: int) -> Amount | None:
    """What is called the cost of a work behind its name in its clause, else the first sum there that may be it."""
    stop = min(stop, passage.sentences.at(end - 1)[1], end + _REACH)
    bracket = passage.text.find(")", end, stop) if passage.text.startswith(" (", end) else end
    clause = passage.text.find(";", max(end, bracket), stop)
    stop = clause if clause >= 0 else stop
    if whole := first_cost(passage, end, stop, "whole_costs"):
        return whole
    sums = [one for one in sums_between(passage, end, stop) if one.role in ("stated", "part")]
    for index, amount in enumerate(sums):
        if not NO_COST.search(passage.text, end, amount.start):
            return newer(passage, amount, sums[index + 1] if index + 1 < len(sums) else None)
    return None


def names_of_works(text: str) -> Iterator[Name]:
    """What begins as works' names do, in order, none within another."""
    reached = 0
    for start in starts_of_works(text):
        if start < reached or _WHERE.search(text, max(0, start - _SHORT), start) or _in_later_cell(text, start):
            continue
        ends = _ENDS.search(text, start, start + _REACH)
        name = name_said_of(text, start, ends.start() if ends else min(len(text), start + _REACH))
        over = _OVER.search(name, len(name.split(" ", 1)[0]) + 1)
        name = name[: over.start()] if over else name
        name = HANGING.sub("", name)
        if len(name.split()) > 1 and (has_proper_name(name) or not _COUNTED.search(name)):
            reached = start + len(name)
            yield Name(start, reached)


def _in_later_cell(text: str, start: int) -> bool:
    """Whether words stand in a cell before: who works are given to, or where they are."""
    return _CELL_BEFORE.search(text[max(0, start - _REACH) : start].rpartition("\n")[2]) is not None


def probability(told: Iterable[str]) -> float:
    """How likely a name with these features is a project's; the same in whatever order they come."""
    of = weights().of
    return 1 / (1 + math.exp(-math.fsum((of.get("", 0.0), *(of.get(feature, 0.0) for feature in told)))))


def features(
    text: str, name: Name, amounts: Sequence[Amount], projects: Sequence[Project], bodies: Sequence[Entity]
) -> set[str]:
    """What speaks for or against a name, given the sums, the projects and the bodies of the text, in order."""
    return {
        *_of_words(text, name),
        *_of_line(text, name),
        *_of_sentence(text, name, amounts, projects),
        *_of_neighbours(text, name, projects),
        *_of_bodies(name, bodies),
    }


def _of_words(text: str, name: Name) -> Iterator[str]:
    words = text[name.start : name.end]
    kind, built = what_is_built(words)
    yield f"begins as {kind}"
    yield f"built: {built}" if built else "nothing built"
    yield f"{min(len(words.split()), 9) // 2} pairs of words"
    if has_proper_name(words):
        yield "a name of its own"
    if words[0].isupper():
        yield "all capitals" if words.isupper() else "capital"


def _of_line(text: str, name: Name) -> Iterator[str]:
    before = text[max(0, name.start - _BESIDE) : name.start]
    opens = "\n" in before or name.start < _BESIDE
    before, after = before.rpartition("\n")[2], text[name.end : name.end + _BESIDE].partition("\n")[0]
    if opens and _MARK.fullmatch(before):
        yield "opens its line"
    if not after.strip(" .;,|"):
        yield "closes its line"
    sign, mark = after.strip()[:1], before.strip()[-1:]
    yield f"before {sign if sign in set(',;.(:|-–') else 'words' if sign else 'nothing'}"
    yield f"after {mark if mark in set(',;.(:|-–“') else 'words' if mark else 'nothing'}"
    if last := _WORD.findall(before.lower()):
        yield f"last: {last[-1]}"


def _of_sentence(text: str, name: Name, amounts: Sequence[Amount], projects: Sequence[Project]) -> Iterator[str]:
    begin, end = sentences_of(text).at(name.start)
    begin, end = max(begin, name.start - _SENTENCE), min(end, name.end + _SENTENCE)
    left, right = text[begin : name.start].lower(), text[name.end : end].lower()
    for cue in weights().cues:
        if cue in left:
            yield f"left: {cue}"
        if cue in right:
            yield f"right: {cue}"
    sums = list(within(amounts, begin, end))
    if any(one.start < name.start for one in sums):
        yield "money on the left"
    if behind := next((one for one in sums if one.start >= name.end), None):
        yield "money on the right"
        if behind.start - name.end < _BESIDE:
            yield "money right behind"
    if count := sum(1 for one in within(projects, begin, end) if not _shares(one, name)):
        yield f"{min(count, 3)} projects in the sentence"


def _of_neighbours(text: str, name: Name, projects: Sequence[Project]) -> Iterator[str]:
    near = [one for one in within(projects, name.start - _NEAR, name.end + _NEAR) if not _shares(one, name)]
    yield f"{min(len(near), 4)} projects around"
    yield f"{min(5, len(projects) * 4_000 // (len(text) + 1_000))} projects a page"
    over = text[max(0, name.start - _HEADED) : name.start].rpartition("\n")[0]
    line = max(0, name.start - _HEADED) + len(over)
    above = line - len(over.rpartition("\n")[2])
    if any(above <= one.start < line for one in near):
        yield "a project in the line above"
    if headings := _HEADING.findall(over):
        yield "under a heading of works" if _OF_WORKS.search(headings[-1]) else "under another heading"


def _of_bodies(name: Name, bodies: Sequence[Entity]) -> Iterator[str]:
    for body in within(bodies, name.start - _REACH, name.end):
        if body.start < name.start < body.end:
            yield "inside a body's name"
        elif body.start == name.start:
            yield "a body"
        elif body.start > name.start:
            yield "a body in it"


def _shares(project: Project, name: Name) -> bool:
    return project.start < name.end and name.start < project.end
