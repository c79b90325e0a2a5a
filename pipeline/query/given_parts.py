"""Parts of sums given: where words are asked for that a sum which counts as a whole has not, its parts that have them."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from pipeline.link.ledger.breakdowns import parts_below
from pipeline.normalize import fold
from pipeline.query.framed import among

_OF_DOCUMENTS = "FROM json_each(?) j CROSS JOIN"
_BREAKDOWNS = f"""
SELECT s.document_id, s.total_amount_id, s.id, a.id, a."start", coalesce(p.name, '') || char(10) || coalesce(a.row_heading, ''), p."start"
{_OF_DOCUMENTS} sums s ON s.document_id = j.value AND s.rule != 'sum.amended'
CROSS JOIN amounts t ON t.id = s.total_amount_id AND t.state = 'allocated' AND t.vnd IS NOT NULL
CROSS JOIN sum_parts m ON m.sum_id = s.id CROSS JOIN amounts a ON a.id = m.amount_id AND a.state = 'allocated' AND a.vnd IS NOT NULL
LEFT JOIN projects p ON p.id = a.project_id
"""
_AMOUNTS = f"""
SELECT a.document_id, a.id, a."start", a."end", a.vnd, a.fiscal_year, a.money_place_code, a.counted_by_place,
  a.told_first AND NOT EXISTS (SELECT 1 FROM counted_elsewhere x WHERE x.amount_id = a.id AND x.way = 'place')
{_OF_DOCUMENTS} amounts a ON a.document_id = j.value WHERE a.state = 'allocated' AND a.vnd IS NOT NULL ORDER BY a."start"
"""
_ROWS = """
SELECT l.amount_id, group_concat(r.text, char(10)), min(r."start") FROM json_each(?) j CROSS JOIN cells l ON l.amount_id = j.value
CROSS JOIN cells r ON r.table_id = l.table_id AND r."row" = l."row" AND r.number IS NULL GROUP BY j.key
"""
_ITEMS = """
SELECT a.id, a."start", substr(d.text, max(1, a."start" - ?2 + 1), min(?2, a."start")), substr(d.text, a."end" + 1, ?2)
FROM json_each(?1) j CROSS JOIN amounts a ON a.id = j.value CROSS JOIN documents d ON d.id = a.document_id
"""
_IN_A_TABLE = "SELECT 1 FROM cells WHERE amount_id = ?"
_AROUND = "SELECT substr(text, ?1 + 1, ?2 - ?1) FROM documents WHERE id = ?3"
_ITEM = re.compile(r"\n\s*(?:[-–+*•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)])\s")
_ENDS = re.compile(r"[;.]\s*\n|" + _ITEM.pattern)
_LONGEST_ITEM = 400
_NEAR = 100
"""Characters around a sum that its quote shows."""


@dataclass(frozen=True, slots=True)
class _Amount:
    """A sum allocated; `has` where the words asked for are in its project's name, its row or its item, which begins at `begins`."""

    id: str
    start: int
    end: int
    vnd: int
    year: int | None
    place: str | None
    counted: bool
    stands: bool
    has: bool
    begins: int


class _Parts:
    """The amounts of one document and what each is made up of."""

    def __init__(self, amounts: Sequence[_Amount], breakdowns: Mapping[str, Sequence[Sequence[str]]]) -> None:
        self.amounts = {amount.id: amount for amount in amounts}
        self._breakdowns = breakdowns
        self._parts = {whole: {part for parts in told for part in parts} for whole, told in breakdowns.items()}
        self._under = set[str]().union(*self._parts.values())
        self._found: dict[str, frozenset[str]] = {}
        self._again = self._tellings(amounts)

    def of(self, whole: str) -> frozenset[str]:
        """The parts of a sum that have the words, out of the one of its breakdowns that has most."""
        heads = (whole, *self._again.get(whole, ()))
        return self._most(parts for head in heads for parts in self._breakdowns.get(head, ()))

    def below(self, id_: str) -> set[str]:
        """All parts of an amount's parts."""
        return parts_below(self._parts, [id_])

    def _tellings(self, amounts: Sequence[_Amount]) -> dict[str, list[str]]:
        """Of sums that count, their later tellings that have parts: the heading's sum is told again by the total of its table.

        What an adjustment sets aside stands before the sum that counts.
        """
        firsts = dict[tuple[object, ...], str]()
        again: dict[str, list[str]] = defaultdict(list)
        for amount in sorted(amounts, key=lambda amount: amount.start):
            # Of parts, only those of one place are one sum: 'Huyện A: 600' of an article, and of its annex.
            key = (amount.vnd, amount.year, *((amount.place or amount.id,) if amount.id in self._under else ()))
            if amount.counted:
                firsts.setdefault(key, amount.id)
            elif key in firsts and amount.id in self._breakdowns:
                again[firsts[key]].append(amount.id)
        return again

    def _most(self, breakdowns: Iterable[Sequence[str]]) -> frozenset[str]:
        found = [frozenset[str]().union(*map(self._highest, parts)) for parts in breakdowns]
        return max(found, key=lambda ids: (sum(self.amounts[id_].vnd for id_ in ids), -len(ids)), default=frozenset())

    def _highest(self, id_: str) -> frozenset[str]:
        """The amount where it has the words, else those parts below that have; what counts by itself or elsewhere is none."""
        if id_ not in self._found:
            self._found[id_] = frozenset()  # a part of itself has nothing more
            amount = self.amounts[id_]
            if amount.counted or not amount.stands:
                return frozenset()
            if amount.has and not any(self.amounts[part].counted for part in self.below(id_)):
                self._found[id_] = frozenset([id_])
            else:
                self._found[id_] = self._most(self._breakdowns.get(id_, ()))
        return self._found[id_]


def parts_about(
    connection: sqlite3.Connection, wholes: Iterable[str], quoted: Set[str], needle: str
) -> tuple[set[str], set[str]]:
    """The parts that have the words, folded, of sums that count as a whole; and which of the sums `quoted`, whose quotes have the
    words, have them only where these parts are told.
    """
    of_document: dict[str, list[str]] = defaultdict(list)
    for whole in wholes:
        of_document[whole.rpartition(".")[0]].append(whole)
    chosen, not_own = set[str](), set[str]()
    for document, parts in _read(connection, of_document, needle):
        for whole in of_document[document]:
            found = parts.of(whole)
            if found and whole in quoted:
                if _is_own(connection, document, parts, whole, needle):
                    continue
                not_own.add(whole)
            chosen |= found
        chosen -= {part for id_ in chosen & parts.amounts.keys() for part in parts.below(id_)}
    return chosen, not_own


def _read(connection: sqlite3.Connection, documents: Iterable[str], needle: str) -> Iterator[tuple[str, _Parts]]:
    """The documents of which a part has the words."""
    sums: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    told = dict[str, tuple[str, int]]()
    for document, total, sum_, part, start, words, begins in connection.execute(_BREAKDOWNS, [among(documents)]):
        sums[document][total][sum_].append(part)
        told[part] = (words, start if begins is None else min(start, begins))
    in_rows = connection.execute(_ROWS, [among(told)]).fetchall()
    in_items = connection.execute(_ITEMS, [among(told.keys() - {row[0] for row in in_rows}), _LONGEST_ITEM])
    for part, words, begins in (*in_rows, *((part, *_item(*texts)) for part, *texts in in_items)):
        told[part] = (f"{told[part][0]}\n{words}", min(told[part][1], begins))
    has_words = {words: needle in fold(words) for words in {words for words, _ in told.values()}}
    having = {part.rpartition(".")[0] for part, (words, _) in told.items() if has_words[words]}
    amounts: dict[str, list[_Amount]] = defaultdict(list)
    for document, id_, start, end, vnd, year, place, counted, stands in connection.execute(_AMOUNTS, [among(having)]):
        words, begins = told.get(id_, ("", start))
        has = has_words.get(words, False)
        amounts[document].append(_Amount(id_, start, end, vnd, year, place, bool(counted), bool(stands), has, begins))
    for document in having:
        yield (
            document,
            _Parts(amounts[document], {total: list(each.values()) for total, each in sums[document].items()}),
        )


def _item(start: int, before: str, after: str) -> tuple[str, int]:
    """The words of a list's item around a sum, and where they begin; of running text none, which may be about other sums."""
    opened = list(_ITEM.finditer(before))
    if not opened:
        return "", start
    own = before[opened[-1].start() :]
    ends = _ENDS.search(after)
    return f"{own} {after[: ends.start() if ends else None]}".replace("\n", " "), start - len(own)


def _is_own(connection: sqlite3.Connection, document: str, parts: _Parts, whole: str, needle: str) -> bool:
    """Whether the words stand around a sum before those of other sums' rows begin: a quote may reach into these."""
    amount = parts.amounts[whole]
    if connection.execute(_IN_A_TABLE, [whole]).fetchone():
        return True
    others = [other for other in parts.amounts.values() if other is not amount]
    first = max([0, amount.start - _NEAR, *(other.end for other in others if other.end <= amount.start)])
    last = min([amount.end + _NEAR, *(max(other.begins, amount.end) for other in others if other.start >= amount.end)])
    [(words,)] = connection.execute(_AROUND, [first, last, document])
    return needle in fold(" ".join(words.split("\n")))
