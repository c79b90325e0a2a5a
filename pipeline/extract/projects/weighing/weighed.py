"""Works that no pattern finds, weighed by what stands around their names: passage in, `Project` mentions out.

A name that begins as projects' names do is a project or only a thing spoken of. Its words, its line and its sentence say for or
against: each is a feature, whose weight `data/project_weights.csv` holds. `python -m benchmarks.accuracy --weigh` learns the
weights (logistic regression with an L2 penalty) from the documents to learn from and the case files. What is likely is weighed
with the projects that patterns found, then once more with those that are likely themselves: a list of works is one throughout.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.extract.log_odds import NAMES, log_odds, probability, weights
from pipeline.extract.passage import Passage, Span, Spans, within
from pipeline.extract.projects.costs.apart import cost_told
from pipeline.extract.projects.costs.sums import COST_ROLES, NO_COST, first_cost, newer, sums_between
from pipeline.extract.projects.names.ends import ended
from pipeline.extract.projects.names.mentions import place_in, project_at
from pipeline.extract.projects.names.works import has_proper_name, what_is_built
from pipeline.extract.projects.retold import not_told_yet
from pipeline.extract.projects.weighing.candidates import Candidate, candidates_in
from pipeline.extract.projects.weighing.features import features_beside, own_features
from pipeline.records import Amount, Project

RULE = "project.weighed"
LEAST = 0.5
"""The probability from which a name is taken for a project: on papers that nothing was learned from, F1 is the same from .45 to .55."""
USUAL = "in ordinary papers"
"""What the table calls the log odds of a name that no pattern finds and of which nothing is known but that its paper is any."""
_ORDINARY, _ROUNDS = 4, 8
"""How many names of ordinary papers count beside a document's own, and how often its share is reckoned anew."""
_PASSES = 2
_REACH = 200
_LEAST_JOINED = 0.1
"""The probability from which a name is taken that stands in one breath with a project."""
_JOINT = re.compile(r"(?:\s?\([^()\n]{1,120}\))?(?:,|,?\svà)\s")
_JOINT_BEFORE = re.compile(rf"{_JOINT.pattern}\Z")
_PARTS = ("đoạn", "điểm", "khúc")
_HANGS = re.compile(r"\s(?:của|tại|vào|thuộc|cho)\s")
_IN_BRACKET = re.compile(
    r"\s?\((?:(?:giai|tiểu|từ|hạng mục|gọi tắt là|hay gọi là|tức|tức là|nay là|gồm)\s)?[“\"'‘]?", re.IGNORECASE
)
"""What opens a bracket behind a name that only says which part of it, or how else it is called: '(đoạn Km0 - Km9)', '(gọi tắt là đường X)'."""
_COMPOUND = re.compile(r"(?<!\w)(?:giai đoạn|tiểu (?:vùng|khu(?! công))|phân (?:khu|luồng|trại))(?!\w)", re.IGNORECASE)
"""Words within which a name seems to begin: 'giai | đoạn 2', 'tiểu | khu 12'."""
_LONGEST_BRACKET = 16
_PERSONS = ("người", "học sinh", "sinh viên", "cháu", "lượt", "phiên", "ca", "suất")
_TO_RATE = re.compile(r"[^\d:;.\n]{0,60}:\s*(?:mức\s)?")


def find_projects_weighed(passage: Passage) -> tuple[Project, ...]:
    """The works of a text that are likely projects, beside those found before."""
    found = passage.found.projects
    likely = _whole(
        passage.text, _likely(passage, list(not_found_yet(passage.text, candidates_in(passage.text), found)))
    )
    likely = _not_in_bracket(passage.text, likely, found)
    likely = [(name, chance) for name, chance in likely if not _paid_to_each(passage, name)]
    starts = sorted((*(one.start for one in found), *(name.start for name, _ in likely)))
    ends = sorted((*(one.end for one in found), *(name.end for name, _ in likely)))
    told = list[Project]()
    for name, chance in likely:
        following = bisect_left(starts, name.end)
        stop = starts[following] if following < len(starts) else len(passage.text)
        before = bisect_right(ends, name.start)
        cost = _cost(passage, name, ends[before - 1] if before else 0, stop)
        place = place_in(passage.text[name.start : name.end])
        project = project_at(passage, name.start, name.end, RULE, cost, place)
        told.append(ended(passage, replace(project, confidence=stated(chance))))
    told.sort(key=lambda one: (one.total_vnd is None, -one.confidence, one.start))
    return tuple(sorted(not_told_yet(told, found), key=lambda one: one.start))


def _whole(text: str, likely: Sequence[tuple[Candidate, float]]) -> list[tuple[Candidate, float]]:
    """The names without those that only tell whose or where the one before is: 'hệ thống xử lý nước thải của Bệnh viện X'."""
    return [
        following
        for before, following in zip([None, *likely], likely, strict=False)
        if not (before and _HANGS.fullmatch(text, before[0].end, following[0].start))
    ]


def _not_in_bracket(
    text: str, likely: Sequence[tuple[Candidate, float]], found: Sequence[Project]
) -> list[tuple[Candidate, float]]:
    """The names without those that a bracket right behind another tells: its part, or what else it is called."""
    ends = sorted((*(one.end for one in found), *(name.end for name, _ in likely)))
    kept = list[tuple[Candidate, float]]()
    for name, chance in likely:
        at = bisect_right(ends, name.start) - 1
        around = _COMPOUND.search(text, max(0, name.start - _LONGEST_BRACKET), name.start + _LONGEST_BRACKET)
        if around and around.start() < name.start < around.end():
            continue
        near = at >= 0 and name.start - ends[at] <= _LONGEST_BRACKET
        if not (near and _IN_BRACKET.fullmatch(text, ends[at], name.start)):
            kept.append((name, chance))
    return kept


def _paid_to_each(passage: Passage, name: Candidate) -> bool:
    """Whether a colon and what each person is paid follow a name: 'Bệnh viện hạng II: 25.000 đồng/người/phiên trực' is no work."""
    amount = next(within(passage.found.amounts, name.end, name.end + _REACH), None)
    return (
        amount is not None
        and (amount.per or "").split("/")[0] in _PERSONS
        and _TO_RATE.fullmatch(passage.text, name.end, amount.start) is not None
    )


def not_found_yet(text: str, names: Iterable[Candidate], found: Sequence[Project]) -> Iterator[Candidate]:
    """The names that share no letter with what was found, nor a row of a table with it."""
    taken, rows = Spans(found), Spans(set(_rows(text, found)))
    return (
        name for name in names if not taken.overlap(name.start, name.end) and not rows.overlap(name.start, name.end)
    )


def _likely(passage: Passage, names: Sequence[Candidate]) -> list[tuple[Candidate, float]]:
    """The names that are likely projects', and how likely they are."""
    own = own_features(passage.text, names, passage.found)
    of = weights(NAMES)
    odds = [of[""] + log_odds(of, features) for features in own]
    known: Sequence[Span] = passage.found.projects
    likely = list[tuple[Candidate, float]]()
    for _ in range(_PASSES):
        beside = (log_odds(of, features_beside(passage.text, name, known)) for name in names)
        chances = chances_in_one([sum(both) for both in zip(odds, beside, strict=True)], of[USUAL])
        likely = [(name, chance) for name, chance in zip(names, chances, strict=True) if chance >= LEAST]
        if not likely:
            break  # nothing new stands beside any
        known = sorted((*passage.found.projects, *(name for name, _ in likely)), key=lambda one: one.start)
    return sorted((*likely, *_joined(passage.text, list(zip(names, chances, strict=True)), known)))


def _joined(
    text: str, names: Sequence[tuple[Candidate, float]], known: Sequence[Span]
) -> Iterator[tuple[Candidate, float]]:
    """The names of works that only a comma or 'và' parts from a project: who lists them in one breath tells the same of both."""
    starts, ends = {one.start for one in known}, {one.end for one in known}
    unlikely = [(name, chance) for name, chance in names if _LEAST_JOINED <= chance < LEAST and _is_work(text, name)]
    joined = set[Candidate]()
    for name, _ in unlikely:
        joint = _JOINT_BEFORE.search(text, max(0, name.start - _REACH), name.start)
        if joint and joint.start() in ends:
            joined.add(name)
            ends.add(name.end)
    for name, _ in reversed(unlikely):
        joint = _JOINT.match(text, name.end)
        if joint and joint.end() in starts:
            joined.add(name)
            starts.add(name.start)
    return (one for one in unlikely if one[0] in joined)


def _is_work(text: str, name: Candidate) -> bool:
    """Whether a name opens with what is done or built that is no body, and tells which one it is; 'đoạn Km2 - Km5' only tells which part."""
    words = text[name.start : name.end]
    return (
        has_proper_name(words) and not words.lower().startswith(_PARTS) and what_is_built(words)[0] in ("done", "work")
    )


def chances_in_one(odds: Sequence[float], usual: float) -> list[float]:
    """How likely the names of one document are projects', by log odds that hold in ordinary papers, where those of any name are `usual`.

    A list of works has more among its names, a timetable hardly any: the share is reckoned from what the names say
    themselves, and they are weighed by it (expectation and maximisation, Saerens et al. 2002).
    """
    shift = 0.0
    for _ in range(_ROUNDS):
        likely = math.fsum(probability(one + shift) for one in odds)
        share = (likely + _ORDINARY * probability(usual)) / (len(odds) + _ORDINARY)
        shift = math.log(share / (1 - share)) - usual
    return [probability(one + shift) for one in odds]


def stated(chance: float) -> float:
    """The confidence that the rule states of a name so likely: whole tenths, each counted apart."""
    return math.floor(chance * 10) / 10


def _rows(text: str, found: Iterable[Project]) -> Iterator[Candidate]:
    """The rows of tables that tell of a project: what else stands in them is told of it."""
    for project in found:
        if project.in_row:
            end = text.find("\n", project.end)
            yield Candidate(text.rfind("\n", 0, project.start) + 1, end if end >= 0 else len(text))


def _cost(passage: Passage, name: Candidate, reached: int, stop: int) -> Amount | None:
    """What is called the cost of a work behind its name in its clause, else the first sum there that may be it; else what is told apart from it."""
    until = min(stop, passage.sentences.at(name.end - 1)[1], name.end + _REACH)
    bracket = passage.text.find(")", name.end, until) if passage.text.startswith(" (", name.end) else name.end
    clause = passage.text.find(";", max(name.end, bracket), until)
    until = clause if clause >= 0 else until
    if whole := first_cost(passage, name.end, until, "whole_costs"):
        return whole
    sums = [one for one in sums_between(passage, name.end, until) if one.role in COST_ROLES]
    for amount, after in zip_longest(sums, sums[1:]):
        if not NO_COST.search(passage.text, name.end, amount.start):
            return newer(passage, amount, after)
    return cost_told(passage, name, reached, stop)
