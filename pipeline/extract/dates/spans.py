"""Periods that are told by two dates: 'từ năm 2016 đến tháng 6/2019', '15/12/2018 - 15/6/2019'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.dates.words import DASH, HOUR, TO
from pipeline.extract.passage import Passage, Spans
from pipeline.records import DateMention

_FROM = re.compile(rf"(?<!\w)từ\s+(?:đầu\s+)?{HOUR}\Z", re.I)
_OPENS = re.compile(
    r"(?:^|[:(|–-]|(?:thời\s+(?:gian|hạn)|trong|đợt\s+\d+|kéo\s+dài|diễn\s+ra|tổ\s+chức|thực\s+hiện|thi\s+công))\s*\Z",
    re.I,
)
"""What stands before a period without 'từ'; 'Công văn số 5/SXD ngày 01/3/2019 đến ngày 31/3/2019 chưa trả lời' tells two days."""
_DASH = re.compile(DASH)
_REACH = 30


def joined(passage: Passage, dates: Sequence[DateMention]) -> Iterator[DateMention]:
    """Dates in order, where two that tell a period's ends are one."""
    cited = Spans(passage.found.citations)
    at = 0
    while at < len(dates):
        pair = dates[at : at + 2]
        if (row := _row(passage, dates, at)) > 2:
            yield from dates[at : at + row]
            at += row
            continue
        joins = len(pair) == 2 and not cited.overlap(pair[0].start, pair[0].end)
        span = _span(passage, *pair) if joins else None
        yield span or pair[0]
        at += 2 if span else 1


def _row(passage: Passage, dates: Sequence[DateMention], at: int) -> int:
    """How many dates from one on stand in a row with dashes: of three and more none is a period."""
    end = at + 1
    while end < len(dates) and _DASH.fullmatch(passage.text, dates[end - 1].end, dates[end].start):
        end += 1
    return end - at


def _span(passage: Passage, first: DateMention, last: DateMention) -> DateMention | None:
    """The period from one date to the next; None where the text doesn't tell it so."""
    text, opens, ends = passage.text, first.first_day, last.last_day
    to = TO.match(text, first.end)
    if to is None or to.end() != last.start or to[0].startswith(",") or first.precision == "range":
        return None
    if last.text.startswith("Ngày"):
        return None
    if opens is None or ends is None or opens >= ends:
        return None
    reach = max(0, first.start - _REACH)
    leads = _FROM.search(text, reach, first.start)
    if leads is None:
        anniversary = (opens.month, opens.day) == (ends.month, ends.day)
        if first.precision == "year" or first.precision != last.precision or anniversary:
            return None
        if not _DASH.fullmatch(to[0]) and not _OPENS.search(passage.before(first.start, _REACH)):
            return None
    start = leads.start() if leads else first.start
    return DateMention(
        start=start,
        end=last.end,
        text=text[start : last.end],
        rule="date.day-span" if first.precision == last.precision == "day" else "date.span",
        confidence=0.95,
        first_day=opens,
        last_day=ends,
        precision="range",
    )
