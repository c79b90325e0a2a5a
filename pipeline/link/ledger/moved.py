"""What an adjustment takes from some and gives to others: no new money; amounts in, those that are not added up out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.link.ledger.said import Said
from pipeline.records import Amount
from pipeline.structure.alternatives import alternatives
from pipeline.structure.table.grid import LEVELS
from pipeline.structure.table.words import words_of_tables

_OF_MONEY = r"(?:\s(?:kế hoạch|vốn|kinh phí|dự toán|số tiền|số|là))*\s*:?\s*$"
_TAKES = re.compile(rf"(?<!\w)(?:giảm|cắt giảm|thu hồi){_OF_MONEY}", re.IGNORECASE)
_ADDS = re.compile(rf"(?<!\w)(?:bổ sung|tăng thêm|tăng){_OF_MONEY}", re.IGNORECASE)
_MOVES = re.compile(rf"(?<!\w)điều chuyển{_OF_MONEY}", re.IGNORECASE)
_FROM_ONE_TO_ANOTHER = re.compile(
    r"[^.;:\n]{0,100}?\stừ\s(?!nguồn|ngân sách|dự phòng|quỹ|tăng thu)[^.;:\n]{2,80}?\s(?:sang|cho|về)\s", re.IGNORECASE
)
"""'Điều chuyển 1.500 triệu đồng từ huyện A sang huyện B'; what a reserve gives is given."""


def moved(text: str, amounts: Sequence[Amount], said: Said) -> Iterator[int]:
    """The sums allocated that others lose, and what comes to as much that is given instead."""
    taken, added = list[int](), list[int]()
    for index, amount in enumerate(amounts):
        if amount.vnd is None or amount.role not in ("allocated", "stated"):
            continue
        if amount.column_heading is not None:
            heading = amount.column_heading.rpartition(LEVELS)[2]
            takes, adds = _heads("less").fullmatch(heading), _heads("more").fullmatch(heading)
        else:
            own = said.words_of(index)
            small = text[slice(*own)].lower()
            takes = _TAKES.search(text, *own) if "giảm" in small or "thu hồi" in small else None
            adds = _ADDS.search(text, *own) if "bổ sung" in small or "tăng" in small else None
            moves = "điều chuyển" in small and _MOVES.search(text, *own)
            if moves and _FROM_ONE_TO_ANOTHER.match(text, amount.end):
                yield index
        if takes:
            taken.append(index)
        elif adds and amount.role == "allocated":
            added.append(index)
    yield from (index for index in taken if amounts[index].role == "allocated")
    if taken and _comes_to(amounts, taken) == _comes_to(amounts, added):
        yield from (*taken, *added)


def _comes_to(amounts: Sequence[Amount], some: Sequence[int]) -> int:
    return sum(amounts[index].vnd or 0 for index in some)


@cache
def _heads(name: str) -> re.Pattern[str]:
    """A heading that is nothing but words of a list of `data/tables.toml`."""
    return re.compile(rf"{alternatives(words_of_tables(name))}\s*(?:\([^()]*\))?", re.IGNORECASE)
