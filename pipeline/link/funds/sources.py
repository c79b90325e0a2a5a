"""What something costs and the line 'Nguồn vốn: ...' under it: amounts in, `SumRelation` out.

The line may name all sources or some of them: they may not exceed the cost, and where they come to it they are all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extract.amounts.money_words import money_table
from pipeline.link.cues import cue
from pipeline.link.funds.beside import fund_beside
from pipeline.link.funds.over import fund_over
from pipeline.link.funds.words import donor_of, giver_of_label
from pipeline.link.leads import Span
from pipeline.link.lists import Listing
from pipeline.link.sums.lists import main_amounts
from pipeline.link.sums.relations import addable, is_difference, open_relation
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, SumRelation
from pipeline.structure.openings import opened, openings_of
from pipeline.structure.sentences import sentences_of

_ITEM = r"[ \t]{0,20}(?:[-+*•–]|(?:Điều )?[\da-zđIVX.]{1,6}[.)-])?[ \t]{0,20}"
"""What may stand before a line's words: a bullet, an item's or article's number."""
_SOURCES = re.compile(
    rf"^{_ITEM}(?:cơ cấu )?nguồn (?:vốn|kinh phí|chi|chi trả)(?: đầu tư| thực hiện)?[ \t]{{0,3}}:",
    re.IGNORECASE | re.MULTILINE,
)
_IN_TEXT = opened(
    r"(?:nguồn (?:vốn|kinh phí|lực)|(?<=cơ cấu )vốn)\b(?:[^:;.()\n]{0,140}?\s(?:bao gồm|gồm|từ các nguồn|như sau)\s?:?|[^:;.()\n\d]{0,60}:)"
    r"|(?:phân theo|phân ra|chia theo|chia ra)(?: (?:nguồn|nguồn vốn|năm|các năm|từng năm|giai đoạn|cơ cấu|tính chất)(?: vốn| như sau)?)?\s?:",
)
"""'Nguồn vốn đầu tư của dự án gồm:', 'Chia ra:' in a line of its own or not: only figures that come to a cost tell whose they are."""
_OPENS = re.compile(rf"(?:^|(?<=[.;:)] )|(?<=\n)){_ITEM}(?:(?:về|dự kiến) )?(?:cơ cấu )?(?:các )?\Z", re.IGNORECASE)
"""What stands before those words where they open a line or a sentence."""
_AFTER_COST = opened(r"(?<=[.;,] )nguồn (?:vốn|kinh phí)(?: đầu tư| thực hiện)?[ \t]{0,3}:(?=[^:\n\d]{3,150}(?:\n|$))")
"""'Tổng mức đầu tư 8.640 triệu đồng. Nguồn vốn: ngân sách huyện.'"""
_FROM = re.compile(
    rf"^{_ITEM}(?:(?:(?:nguồn )?kinh phí|khoản chi|số tiền)(?: thực hiện| hỗ trợ| trên| này| nêu trên)?(?: được)?"
    r"(?: chi| lấy| trích| sử dụng| bố trí| cân đối)?|chi|trích) (?=từ (?:nguồn|kinh phí|vốn|ngân sách|quỹ|dự phòng|dự toán|sự nghiệp)\s)",
    re.IGNORECASE | re.MULTILINE,
)
"""'Kinh phí lấy từ nguồn dự phòng ngân sách tỉnh.', 'Chi từ kinh phí sự nghiệp khoa học năm 2013.'"""
_WORD_OF = {_SOURCES: "nguồn", _FROM: "từ"}
"""A word of every line that opens so."""
_NEXT_SENTENCE = re.compile(rf"(?<=\w\w)\.\s(?=[{UPPER}])")
_GIVEN = re.compile(r"[ \t]*(?P<who>[^\n:;.\d]{3,70}):[ \t]*(?=\d)")
_MOST_LINES = 12
_FARTHEST = 1500
"""Characters from a cost to the line of its sources."""
_LONGEST = 150
"""Characters of the line that may name a fund."""
_LONGEST_OPENING = 80


def _lines(text: str, *patterns: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The lines that open as patterns say, one pattern after the other."""
    for pattern in patterns:
        for start in sorted({text.rfind("\n", 0, at) + 1 for at in openings_of(text).starts((_WORD_OF[pattern],))}):
            if line := pattern.match(text, start):
                yield line


def find_sources(
    text: str, amounts: Sequence[Amount], listings: Sequence[Listing], taken: set[int]
) -> Iterator[SumRelation]:
    """Each cost with the sources that the next line 'Nguồn vốn:', or the list under it, names with their sums; at least two.

    A line of its own tells of the cost before it; of a sentence only figures that come to a cost tell of which.
    """
    starts = [amount.start for amount in amounts]
    items = {listing.lead[0]: listing.items for listing in listings}
    told: set[int] = set()
    for line in _lines(text, _SOURCES):
        total = next(_costs_before(text, amounts, starts, line.start()), None)
        parts = [] if total is None else _sources(text, amounts, starts, line, items)
        if total is not None and len(parts) > 1 and taken.isdisjoint(parts):
            told.update(parts)
            yield open_relation(amounts, total, parts, rule="sum.sources")
    for line in openings_of(text).find(_IN_TEXT):
        if not _OPENS.search(text, max(0, line.start() - _LONGEST_OPENING), line.start()):
            continue
        parts = _sources(text, amounts, starts, line, items)
        if len(parts) < 2 or not taken.isdisjoint(parts) or not told.isdisjoint(parts):
            continue
        for total in _costs_before(text, amounts, starts, line.start()):
            relation = open_relation(amounts, total, parts, rule="sum.sources")
            if relation.kind == "full":
                told.update(parts)
                yield relation
                break


def _sources(
    text: str,
    amounts: Sequence[Amount],
    starts: Sequence[int],
    line: re.Match[str],
    items: Mapping[int, Sequence[Span]],
) -> list[int]:
    """The amounts of the sources that a line tells, or the list under it; [] where an item has several."""
    stop = sentences_of(text).at(line.end() - 1)[1]
    parts = main_amounts(text, amounts, starts, (line.end(), stop))
    if parts or text[line.end() : stop].strip():
        return parts
    start = text.rfind("\n", 0, line.end()) + 1
    told = [main_amounts(text, amounts, starts, item) for item in items.get(start) or _lines_under(text, line.end())]
    return [mains[0] for mains in told if mains] if all(len(mains) <= 1 for mains in told) else []


def _lines_under(text: str, offset: int) -> list[Span]:
    """The lines after the one that ends at an offset, each of which tells who gives: 'Nguồn vốn:' over lines without bullets."""
    found: list[Span] = []
    start = text.find("\n", offset) + 1
    while start and len(found) < _MOST_LINES and (given := _GIVEN.match(text, start)):
        if not (fund_over(given["who"]) or giver_of_label(given[0]) or donor_of(given["who"])):
            break
        stop = text.find("\n", start)
        found.append((start, stop if stop >= 0 else len(text)))
        start = stop + 1
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """The fund that a line of its own tells, and where that line stands."""

    fund: str
    line: Span


def funds_of_costs(text: str, amounts: Sequence[Amount], whole_of: Mapping[int, int]) -> dict[int, Source]:
    """By the cost's index (that of its total where it is a part), the fund that the next line names without a figure.

    'Nguồn vốn: ngân sách tỉnh.', 'Kinh phí trích từ dự phòng ngân sách xã năm 2023.'
    """
    starts = [amount.start for amount in amounts]
    found: dict[int, Source] = {}
    for line in (*_lines(text, _SOURCES, _FROM), *openings_of(text).find(_AFTER_COST)):
        if fund := _fund_of_line(text, starts, line.end()):
            cost = next(_costs_before(text, amounts, starts, line.start()), None)
            stop = text.find("\n", line.end())
            if cost is not None:
                found.setdefault(
                    whole_of.get(cost, cost), Source(fund, (line.start(), stop if stop >= 0 else len(text)))
                )
    return found


def fund_of_all(text: str, amounts: Sequence[Amount]) -> str | None:
    """The one fund that lines of a document name without a figure: 'Nguồn kinh phí: ngân sách tỉnh.', 'Kinh phí lấy từ ...'."""
    starts = [amount.start for amount in amounts]
    funds = {_fund_of_line(text, starts, line.end()) for line in _lines(text, _SOURCES, _FROM)}
    return funds.pop() if len(funds) == 1 else None


def fund_under(text: str, offset: int) -> str | None:
    """The fund that the line after a table names for all of it: 'Nguồn vốn: ngân sách tỉnh, năm 2008: 450 triệu đồng'."""
    start = offset
    while text.startswith(("\n", " ", "\t"), start):
        start += 1
    line = _SOURCES.match(text, start) or _FROM.match(text, start)
    stop = text.find("\n", start)
    if line is None:
        return None
    told = text[line.end() : stop if stop >= 0 else len(text)]
    words = re.split(r"[,;(:.]", told, maxsplit=1)[0].strip()
    # 'Nguồn vốn: ngân sách trung ương 90 tỷ đồng; ngân sách tỉnh 73 tỷ đồng' tells of none alone.
    several = any(map(str.isdigit, words)) or ";" in told or "%" in told
    return None if several else fund_over(f"Nguồn vốn: {words}")


def _fund_of_line(text: str, starts: Sequence[int], start: int) -> str | None:
    """The fund that the rest of a line names; None of a line with a figure."""
    stop = text.find("\n", start)
    stop = stop if stop >= 0 else len(text)
    if closed := _NEXT_SENTENCE.search(text, start, stop):
        stop = closed.start() + 1
    if bisect_left(starts, start) != bisect_left(starts, stop):
        return None
    told = text[start : min(stop, start + _LONGEST)].strip()
    # 'Nguồn chi: do Công ty A ứng trả'
    return fund_over(f"Nguồn vốn: {told}") or (fund_beside(f", {told}") if told.startswith("do ") else None)


@cache
def _bounds() -> frozenset[str | None]:
    """'dưới', 'trên' before a figure: what a rule tells of any cost."""
    told = money_table()["qualifiers"]
    return frozenset((*told["low"], *told["high"], *told["after"]))


def _costs_before(text: str, amounts: Sequence[Amount], starts: Sequence[int], offset: int) -> Iterator[int]:
    """The amounts before an offset, nearest first, that their lines call what something costs."""
    for index in range(bisect_left(starts, offset) - 1, -1, -1):
        amount = amounts[index]
        if offset - amount.end > _FARTHEST:
            return
        line = text.rfind("\n", max(0, amount.start - _FARTHEST), amount.start) + 1
        own = text[max(line, amounts[index - 1].end if index else 0) : amount.start]
        if amount.qualifier in _bounds():
            continue
        if addable(amount) and cue("sum", "cost").search(text, line, amount.start) and not is_difference(own):
            yield index
