"""What each sum is for, weighed: sums with the roles that rules tell in, the same with another where that is clearly likelier out.

Words that tell a role may stand far from their figure, in another order, or be said as no rule foresees. What stands in and
around a sum (`role_features`), the rules' own answer first, says of each role how likely it may fairly be called so; the
answer stays unless the odds of another are better by `LEAST`. `python -m benchmarks.accuracy --weigh` learns the weights.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from pipeline.link.heading_words import role_of
from pipeline.link.meaning.headings import is_compared
from pipeline.link.meaning.role_features import Place, Sums, role_features
from pipeline.link.told import Told, with_role
from pipeline.records import Amount, AmountRole
from pipeline.structure.table.grid import LEVELS

WEIGHTS = Path(__file__).parents[1] / "data" / "role_weights.csv"
LEAST = 0.5
"""Log odds by which another role is to be likelier than the rules' answer; what cross-validation finds best."""
SURE: frozenset[AmountRole] = frozenset(("words", "rate"))
"""Roles that a sum's own form tells: it is written out, or per something."""
ACTS: frozenset[AmountRole] = frozenset(("allocated", "disbursed", "spent", "revenue"))
"""Roles of money that moved."""
KEPT = ACTS | {"total"}
"""Those that a whole keeps of which parts were found."""
_UNDONE = re.compile(
    r"(?<!\w)(?:chưa|còn được|còn phải|kéo dài|khả năng|dự kiến)\s(?:giải ngân|sử dụng|chi)(?!\w)[^,;()]*$"
    r"|^\W*(?:tổng )?nguồn (?:vốn|kinh phí)\s(?!.*(?<!\w)đã\s).*(?<!\w)(?:gồm|là)(?: có)?\s*:?\s*$",
    re.IGNORECASE,
)
"""'Chưa giải ngân', 'còn được sử dụng', 'Nguồn vốn năm 2021 gồm': words beside which what was done has not come about."""
Row = tuple[int, ...]
"""What a feature adds to the log odds of each role, in hundredths: so the sum of many is the same in whatever order."""
Revise = Callable[[Sums], tuple[Amount, ...]]


@cache
def role_weights(table: Path) -> tuple[tuple[AmountRole, ...], dict[str, Row]]:
    """The roles that a table weighs, and for each feature ('' of everything) what it adds to each."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        roles = tuple(cast(AmountRole, name) for name in next(rows)[1:])
        return roles, {feature: tuple(map(_hundredths, weights)) for feature, *weights in rows}


@cache
def _hundredths(weight: str) -> int:
    """A weight as it is written, '' for none: few are told apart, so each is read once."""
    return round(100 * float(weight or 0))


def likelier(sums: Sums) -> tuple[Amount, ...]:
    """The sums of a document, each with its likeliest role; nothing else of them changes."""
    roles, of = role_weights(WEIGHTS)
    found = list(sums.amounts)
    for index, amount in enumerate(sums.amounts):
        place = sums.place(index)
        if not _stays(amount.role, place):
            role = role_by(odds_of(of, role_features(sums, index)), roles, amount.role, place)
            if role in ACTS and amount.role not in ACTS and _is_no_act(sums, index):
                continue
            # '30.000 đồng/người x 5 = 150.000 đồng': what comes of a multiplication is no rate.
            product = role == "rate" and sums.text.endswith("= ", 0, amount.start)
            if role != amount.role and not product:
                found[index] = with_role(amount, Told(role, "role.weights"))
    return tuple(found)


def _is_no_act(sums: Sums, index: int) -> bool:
    """Whether words say that money has not moved, or a heading only compares: 'Còn phải giải ngân', 'So sánh > Tuyệt đối'."""
    amount = sums.amounts[index]
    if _UNDONE.search(sums.said_of(index)):
        return True
    if amount.role not in ("stated", "part"):
        return False
    path = tuple((amount.column_heading or "").split(LEVELS))
    if amount.role == "part":
        return is_compared(path)
    return is_compared(path) or role_of(path) == "stated" or role_of((amount.row_heading or "",)) == "stated"


def _stays(told: AmountRole, place: Place) -> bool:
    """Whether nothing revises the rules' answer: the sum's own form tells it, or a whole keeps its act."""
    return told in SURE or (place == "whole" and told in KEPT)


def odds_of(of: Mapping[str, Row], features: Iterable[str]) -> list[float]:
    """The log odds of each role that some features say."""
    rows = filter(None, map(of.get, ("", *features)))
    return [told / 100 for told in map(sum, zip(*rows, strict=True))]


def role_by(odds: list[float], roles: tuple[AmountRole, ...], told: AmountRole, place: Place = None) -> AmountRole:
    """The likeliest role if it is clearly likelier than the one that rules told, else that one.

    The ledger counts a whole by its own act or by those of its parts (`ledger.counting`): so a whole of which parts were found
    keeps an act and becomes nothing but a total, one of its parts that has an act or a state of its own becomes no bare part
    and a bare part no act, and no total becomes an act.
    """
    if _stays(told, place):
        return told
    best = max(range(len(roles)), key=odds.__getitem__)
    role = roles[best]
    if odds[best] <= odds[roles.index(told)] + LEAST or (told == "total" and role in ACTS):
        return told
    if place == "whole":
        return "total" if role == "total" else told
    if place == "part" and (role == "part" or (told == "part" and role in ACTS)):
        return told
    return role
