"""The weights by which a sum's role is revised (`pipeline/link/meaning/role_weighed.py`), learned by logistic regression.

Each sum that was found and whose role is annotated is an example: of each role, whether it may fairly be called so, where the
annotation allows several. Rules were made on `dev/`, where their answer is right more often than elsewhere, so its sums count less.
The case files say what rules are sure of; what would come out wrong there counts more, until nothing does. A sum that rules and
the annotation tell to be none of these (a debt, a remainder) is one to learn from, too.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.accuracy.folds import dealt
from benchmarks.accuracy.gold import Gold, as_text
from benchmarks.accuracy.score import matched_amounts
from benchmarks.accuracy.weighing import CASES, feature_table
from pipeline.extract import extract
from pipeline.link import link
from pipeline.link.cues import role_told
from pipeline.link.meaning.limits import without_limits
from pipeline.link.meaning.role_features import Place, Sums, role_features
from pipeline.link.meaning.role_weighed import Row, odds_of, role_by
from pipeline.records import Amount, AmountRole, Text
from pipeline.structure import outline
from pipeline.structure.sentences import sentences_of

ROLES: tuple[AmountRole, ...] = (
    *("total", "part", "allocated", "planned", "requested", "disbursed", "spent", "revenue", "price", "rate", "stated"),
)  # fmt: skip
TABLE_CASES = tuple(sorted(path.stem for path in CASES.glob("tables*.toml")))
ROLE_CASES = ("roles", "money", "money_governed", "money_places")
_DEV, _CASE, _UNSAID = 0.5, 0.2, 0.5
_FEWEST = 4
_PENALTY = 3.0
_TURNS = 300
_ROUNDS, _MORE = 6, 5.0
_FOLDS = 8
_CERTAIN = 900
"""Log odds, in hundredths, of a role that every example has, or none."""
_LEAST = 0.1
"""Log odds that are worth a line in the table."""


@dataclass(frozen=True, slots=True)
class RoleExample:
    """A sum: what speaks for or against its roles, which it may have, what rules say, in which document, and how much it counts."""

    features: frozenset[str]
    fair: frozenset[str]
    told: AmountRole
    document: str
    weight: float = 1.0
    place: Place = None
    """Whether parts of it were found, or it is one."""
    sure: bool = False
    """Whether it is to come out right."""


def role_examples(golds: Iterable[Gold], usual: bool = True) -> Iterator[RoleExample]:
    """The sums of some documents whose role is annotated; `usual` whether no rule was made on them."""
    for gold in golds:
        if "amounts" not in gold.kinds:
            continue
        sums = sums_by_rules(gold.text)
        place = {id(amount): index for index, amount in enumerate(sums.amounts)}
        for fact, amount in matched_amounts(gold, sums.amounts):
            told = fact.values.get("role", "")
            fair = [role or "stated" for role in ([told] if isinstance(told, str) else told)]
            one = _example(sums, place[id(amount)], fair, gold.name, 1.0 if usual else _DEV)
            if "role" in fact.values:
                yield one
            elif usual and amount.role == "stated" == role_told(_own_words(sums, place[id(amount)]), sums.kind):
                yield replace(one, weight=_UNSAID)


def role_cases() -> Iterator[RoleExample]:
    """The sums of the case files, which rules tell as the tests ask."""
    for file, case in _cases(ROLE_CASES):
        if "roles" in case:
            head = "QUYẾT ĐỊNH\n\n" if file == "money_places" else ""
            sums = sums_by_rules(as_text(f"{head}{case['text']}"))
            settled = without_limits(sums.text, sums.amounts, sums.relations)
            for index, told in enumerate(case["roles"]):
                if settled[index].role != sums.amounts[index].role:
                    continue  # a fine or a bound has no role, whatever is learned
                yield replace(_example(sums, index, [told.split("|")[1].strip()], file, _CASE), sure=True)
    for file, case in _cases(TABLE_CASES):
        rows = "\n".join(f"|{line}|" for line in case["grid"].strip("\n").split("\n"))
        sums = sums_by_rules(as_text(f"{case.get('above', 'ĐVT: triệu đồng')}\n{rows}"))
        asked = {told.split(";")[0] for told in case.get("amounts", case.get("some", ()))}
        for index, amount in enumerate(sums.amounts):
            if f"{amount.text} = {amount.vnd} {amount.role}" in asked:
                yield replace(_example(sums, index, [amount.role], file, _CASE), sure=True)


def _cases(files: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in files:
        for case in tomllib.loads((CASES / f"{file}.toml").read_text(encoding="utf-8"))["case"]:
            yield file, case


def _example(sums: Sums, index: int, fair: Iterable[str], document: str, weight: float) -> RoleExample:
    features, told = frozenset(role_features(sums, index)), sums.amounts[index].role
    return RoleExample(features, frozenset(fair), told, document, weight, sums.place(index))


def _own_words(sums: Sums, index: int) -> str:
    """The words of its sentence before a sum, after the one before it."""
    start = sums.amounts[index].start
    begin = max(sentences_of(sums.text).at(start)[0], sums.amounts[index - 1].end if index else 0)
    return sums.text[begin:start]


def sums_by_rules(text: Text) -> Sums:
    """The sums of a text as rules tell them."""
    caught = list[Sums]()
    form = outline(text)

    def catch(sums: Sums) -> tuple[Amount, ...]:
        caught.append(sums)
        return tuple(sums.amounts)

    link(text, form, extract(text, form), catch)
    return caught[0]


def learn_roles(examples: Sequence[RoleExample], rounds: int = _ROUNDS) -> dict[str, Row]:
    """By feature, '' of everything, what it adds to the log odds of each role, in the order of `ROLES`."""
    known, table = feature_table([example.features for example in examples], _FEWEST)
    weights = [example.weight for example in examples]
    while True:
        of = _fitted(table, known, examples, weights)
        wrong = [at for at, one in enumerate(examples) if one.sure and revised(of, one) not in one.fair]
        rounds -= 1
        if not wrong or not rounds:
            return of
        for at in wrong:
            weights[at] *= _MORE


def _fitted(
    table: csr_matrix, known: Sequence[str], examples: Sequence[RoleExample], weights: Sequence[float]
) -> dict[str, Row]:
    found = {name: [0] * len(ROLES) for name in ("", *known)}
    for at, role in enumerate(ROLES):
        fair = [role in example.fair for example in examples]
        if len(set(fair)) < 2:
            found[""][at] = _CERTAIN if fair[0] else -_CERTAIN
            continue
        model = LogisticRegression(C=1 / _PENALTY, max_iter=_TURNS, tol=1e-3)
        model.fit(table, fair, sample_weight=weights)
        for name, weight in zip(("", *known), (*model.intercept_, *model.coef_[0]), strict=True):
            if abs(weight) >= _LEAST or not name:
                found[name][at] = round(100 * float(weight))
    return {name: tuple(row) for name, row in found.items() if any(row)}


def crossed_roles(examples: Sequence[RoleExample], judged: Set[str]) -> tuple[int, int, int]:
    """Of the sums of some documents that say a role: how many, how many rules tell rightly, and how many learning from all others."""
    asked = [one for one in examples if one.document in judged and one.weight == 1]
    right = 0
    for held in dealt(judged, _FOLDS):
        of = learn_roles([one for one in examples if one.document not in held], rounds=1)
        right += sum(revised(of, one) in one.fair for one in asked if one.document in held)
    return len(asked), sum(one.told in one.fair for one in asked), right


def revised(of: dict[str, Row], one: RoleExample) -> AmountRole:
    """The role of a sum by some weights."""
    return role_by(odds_of(of, one.features), ROLES, one.told, one.place)


def write_roles(of: dict[str, Row], table: Path) -> None:
    """Put log odds into a table that linking reads: a feature a line, a role a column."""
    with table.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("", *ROLES))
        for name, row in of.items():
            rows.writerow((name, *(f"{weight / 100:g}" if weight else "" for weight in row)))
