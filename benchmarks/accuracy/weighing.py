"""The weights by which a work's name is taken for a project (`pipeline/extract/projects/weighing/weighed.py`), learned by logistic regression.

Each name of a work that no pattern finds in the documents to learn from is an example: a project where the annotation says so,
none elsewhere. A name that tells again of an annotated or a found project is left out. Patterns were made on these very
documents and miss less of them than of others; so each is looked at again with three in ten of what they find hidden. The case
files, many of which were written as traps, count more: what they say is sure. An L2 penalty keeps the weights small, and what few examples have
counts for nothing. How many of the names are projects differs between these papers by more than their words tell: a feature of its own
takes that up (`AMONG`), is not written down, and ordinary papers level the rest.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import brentq
from scipy.sparse import csr_matrix
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression

from benchmarks.accuracy.folds import dealt
from benchmarks.accuracy.gold import HERE, Gold, as_text
from benchmarks.accuracy.same_words import canonical, is_within, same_project
from benchmarks.accuracy.score import Tally
from pipeline.extract.components import EXTRACTORS, WEIGHED, extract_as_stated, language
from pipeline.extract.log_odds import log_odds
from pipeline.extract.projects.weighing.candidates import candidates_in
from pipeline.extract.projects.weighing.features import features_beside, own_features
from pipeline.extract.projects.weighing.weighed import LEAST, USUAL, chances_in_one, not_found_yet
from pipeline.records import Letterhead, Mentions, Outline, Project, Text
from pipeline.structure import outline

CASES = HERE.parents[1] / "tests" / "cases"
PROJECT_CASES = ("projects", "projects_passages", "projects_prose", "projects_lists", "projects_costs")
AMONG = "among "
"""What a feature begins with that only says which documents a name is from."""
_LOOKS, _HIDDEN = 3, 0.3
_HIDDEN_WEIGHT, CASE_WEIGHT = 0.4, 40.0
_FEWEST = 12
_PENALTY = 8.0
_TURNS, _FARTHEST = 500, 10.0
_LEAST = 0.05
"""Log odds that are worth a line in the table."""


@dataclass(frozen=True, slots=True)
class Example:
    """A name of a work, or a sum near a project: what speaks for or against it, whether it is a project, or its cost, in
    which document, and how much it counts."""

    features: frozenset[str]
    true: bool
    document: str
    weight: float = 1.0


def examples(golds: Iterable[Gold], among: str = "") -> Iterator[Example]:
    """The names of works in some documents; `among` says which, where projects are more or less frequent there than in any paper."""
    for gold in golds:
        if "projects" in gold.kinds:
            told = projects_told(gold)
            found, chance = found_before(WEIGHED, gold.text, outline(gold.text)), random.Random(gold.name)
            names = _Names(gold.name, gold.text.text, found, {AMONG + among} if among else set())
            yield from names.beside(names.found, told, 1.0)
            for _ in range(_LOOKS):
                kept = [one for one in names.found if chance.random() >= _HIDDEN]
                yield from names.beside(kept, told, _HIDDEN_WEIGHT)


def projects_told(gold: Gold) -> list[tuple[int, int, str]]:
    """The annotated projects of a document, where they stand; what is left open stands nowhere, and so is no example of either."""
    told = [(fact.start, fact.end, fact.words) for fact in gold.facts["projects"]]
    return told + [(0, 0, fact.words) for fact in gold.left_open]


def cases() -> Iterator[Example]:
    """The names of works in the case files: projects where the case expects one, as the tests do."""
    for file, text, expected in passages():
        names = _Names(file, text.text, found_before(WEIGHED, text, Outline(Letterhead())))
        yield from names.beside(names.found, [*places_expected(expected, text.text)], CASE_WEIGHT)


def passages() -> Iterator[tuple[str, Text, list[str]]]:
    """The passages of the case files: the file's name, the text, and the projects expected, as 'name | ... cost ...'."""
    for file in PROJECT_CASES:
        for case in tomllib.loads((CASES / f"{file}.toml").read_text(encoding="utf-8"))["case"]:
            yield file, as_text(case["text"]), case["projects"]


def places_expected(expected: Iterable[str], text: str) -> Iterator[tuple[int, int, str]]:
    """Every place where the text of a case holds the name of a project that it expects."""
    for told in expected:
        name = told.partition(" | ")[0]
        for found in re.finditer(r"\s+".join(map(re.escape, name.split())), text):
            yield found.start(), found.end(), name


def found_before(component: str, text: Text, form: Outline) -> Mentions:
    """What is found in a text before a component of the pipeline runs."""
    running = list(EXTRACTORS)
    with language().select_pipes(disable=running[running.index(component) :]):
        return extract_as_stated(text, form)


class _Names:
    """The names of works in a document, what each of them says and what holds for all of them, and what patterns find."""

    def __init__(self, document: str, text: str, mentions: Mentions, all_say: Set[str] = frozenset()) -> None:
        self._document, self._all_say, self._text = document, all_say, text
        self.found = mentions.projects
        names = candidates_in(self._text)
        self._own = dict(zip(names, own_features(self._text, names, mentions), strict=True))

    def beside(
        self, found: Sequence[Project], told: Sequence[tuple[int, int, str]], weight: float
    ) -> Iterator[Example]:
        """Of the names that are weighed beside what was found those that the annotation decides."""
        # Elsewhere in the text only whole names count as told again: without what is done 'sửa chữa đường' is in every road's name,
        # and traps of the case files would teach nothing. In one place what is done may stand in either of them alone.
        known = {canonical(one.name) for one in found}
        annotated = {canonical(true) for _, _, true in told}
        for name in not_found_yet(self._text, self._own, found):
            words = self._text[name.start : name.end]
            key = canonical(words)
            if any(is_within(key, one) for one in known):
                continue
            here = any(start < name.end and name.start < end and same_project(words, true) for start, end, true in told)
            if here or not any(is_within(key, one) for one in annotated):
                features = self._own[name] | self._all_say | {*features_beside(self._text, name, found)}
                yield Example(features, here, self._document, weight)


def learn(examples: Sequence[Example], fewest: int = _FEWEST, penalty: float = _PENALTY) -> dict[str, float]:
    """Log odds by feature that so few examples have, '' of everything, by logistic regression."""
    known, table = feature_table([example.features for example in examples], fewest)
    model = LogisticRegression(C=1 / penalty, max_iter=_TURNS)
    model.fit(table, [one.true for one in examples], sample_weight=[one.weight for one in examples])
    told = zip(("", *known), (*model.intercept_, *model.coef_[0]), strict=True)
    return {feature: round(float(weight), 2) for feature, weight in told if not feature.startswith(AMONG)}


def feature_table(sets: Sequence[Set[str]], fewest: int) -> tuple[list[str], csr_matrix]:
    """The features that so few of some sets have, in order, and a row for each set with a 1 for each of them."""
    counts = Counter(feature for features in sets for feature in features)
    known = sorted(feature for feature, count in counts.items() if count >= fewest)
    columns = {feature: index for index, feature in enumerate(known)}
    held = [sorted(columns[one] for one in features & columns.keys()) for features in sets]
    places = np.concatenate([np.array(row, dtype=np.int32) for row in held])
    begins = np.concatenate(([0], np.cumsum([len(row) for row in held])))
    return known, csr_matrix((np.ones(len(places)), places, begins), shape=(len(held), len(known)))


def levelled(odds: dict[str, float], usual: Iterable[Example]) -> dict[str, float]:
    """The same log odds with that of everything such that of these names as many are expected to be projects as are, and with that share.

    Traps and papers written for their works say what speaks for a project, not how many names are projects' in any paper.
    """
    looked = [one for one in usual if one.weight == 1]
    known = np.array([odds[""] + log_odds(odds, one.features) for one in looked])
    shift = brentq(lambda more: expit(known + more).sum() - sum(one.true for one in looked), -_FARTHEST, _FARTHEST)
    share = logit(np.mean([one.true for one in looked]))
    return odds | {"": round(odds[""] + shift, 2), USUAL: round(float(share), 2)}


def learn_names(examples: Sequence[Example], usual: Set[str]) -> dict[str, float]:
    """The log odds that names teach, levelled by those of some documents."""
    return levelled(learn(examples), (one for one in examples if one.document in usual))


def crossed(examples: Sequence[Example], judged: Set[str]) -> list[tuple[float, bool]]:
    """How likely each name in some documents is a project's by weights learned from all others, and whether it is one."""
    looks: dict[str, list[Example]] = {name: [] for name in judged}
    for one in examples:
        if one.document in looks and one.weight == 1:
            looks[one.document].append(one)
    told = list[tuple[float, bool]]()
    for held in dealt(judged):
        odds = learn_names([one for one in examples if one.document not in held], judged)
        for document in (looks[name] for name in sorted(held)):
            chances = chances_in_one([odds[""] + log_odds(odds, one.features) for one in document], odds[USUAL])
            told += zip(chances, (one.true for one in document), strict=True)
    return told


def told_apart(chances: Iterable[tuple[float, bool]]) -> Tally:
    """How the names come out that are taken for projects."""
    found = Tally()
    for chance, project in chances:
        likely = chance >= LEAST
        found.right += likely and project
        found.missed += project and not likely
        found.false += likely and not project
    return found


def write(odds: dict[str, float], table: Path) -> None:
    """Put log odds into a table that extraction reads; what weighs next to nothing is left out."""
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerows((name, f"{weight:g}") for name, weight in odds.items() if abs(weight) >= _LEAST or not name)
