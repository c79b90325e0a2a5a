"""Which fiscal year an amount is of: the years that its words, its paragraph, what stands over it and the subject name.

A period of several years is no year: what is told of it has none, whatever year is named farther off.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.link.leads import Span
from pipeline.records import Amount, DateMention, Outline
from pipeline.structure.openings import opened, openings_of
from pipeline.structure.sentences import sentences_of

_OF_YEAR = re.compile(r"\)?\s+(?:\(\s*)?(?:(?:trong|cho|của|vào)\s+)?", re.IGNORECASE)
_BARE_YEAR = re.compile(
    r"(?:(?<!\w)(?:kế hoạch|KH|dự toán|DT|vốn|quyết toán|QT|TH|thu|chi|khẩu|gạo)\s|(?<=[:;,]\s)(?=\d{4}\s(?:là|bố trí|cấp|giao)\s))((?:19|20)\d\d)(?![\d.,/%-]|\s?[-–]\s?\d)",
    re.IGNORECASE,
)
_FIGURES_OF_YEAR = re.compile(r"(?:19|20)\d\d(?<=\s\d{4})")
_COMPARED = re.compile(
    r"(?:so\s+với|so\s+cùng\s+kỳ|cùng\s+kỳ|hơn)\s*(?:(?:cùng\s+kỳ|ước|thực\s+hiện|kế\s+hoạch|dự\s+toán|số|mức|của|kết\s+quả|quyết\s+toán)\s+){0,4}$"
)
_SINCE = re.compile(r"từ(?<!\w..)\s+(?:đầu\s+)?$")
_GIVEN_SINCE = re.compile(r"(?:giao|bố trí|cấp|phân bổ|duyệt|tạm ứng|ứng trước)\s+từ\s+$")
_UP_TO = re.compile(r"\s*(?:đến|tới|-|–)\s")
"""'2.000 triệu đồng giao từ năm 2022 phải kéo dài' is of that year, 'bố trí từ năm 2019 đến năm 2021' of none."""
_INTO_THE_NEXT = re.compile(r"(?<!\w)(?:sang|vào|kể từ|từ|đến|tới)\s+(?:ngân sách\s+)?$", re.IGNORECASE)
_HANDED_ON = re.compile(r"(?<!\w)chi chuyển (?:nguồn|tiếp) sang\s$", re.IGNORECASE)
_ENDS_BUILT = ("xây", "lập", "sinh", "từ")
"""How words end in which `_BUILT` is looked for."""
_CLOSING_YEAR = re.compile(
    r"(?<=[^\W\d_])(?<!\btừ)(?<!\bđến)(?<!\btới)(?<!\bsau)(?<!\btrước)(?<!\bnhìn)(?<!\bsố)(?<!\btích)(?<!\bhộ)(?<!\bdài)(?<!\bngười)"
    r"\s(?P<year>(?:19|20)\d\d)\s*(?:\((?!(?:m\d?|m²|ha|km|hộ|người)\))[^()\n]*\)\s*)?[:.]?\s*\Z",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(r"(?:luật|pháp lệnh|hiến pháp)\s[^,;.:\n]{0,60}$")
_BUILT = re.compile(r"(?<!\w)(?:xây|thành lập|(?<!dân )(?<!học )(?<!vệ )(?<!môi )sinh|có từ)\s+(?:từ\s+)?$")
"""What tells of a year is looked for in small letters, without IGNORECASE: so `re` skips to where one may begin."""
_CLAUSE_START = re.compile(r"(?:^|[,;:.(\n]|(?<!\w)(?:trong|cả|của))\s*(?:trong\s+|cả\s+)?$", re.IGNORECASE)
_CARRIES_OUT = re.compile(
    r"(?:\d/|số \d)[^\n]*,\s(?P<does>[^,\n]*?(?<!\w)(?:ban hành|báo cáo|xây dựng|đề nghị|trình|kết luận|thông báo|giải trình|trả lời|phê duyệt|có ý kiến)(?!\w)[^,\n]*)$"
)
"""'Thực hiện Quyết định số 919/QĐ-TTg phê duyệt Chương trình giai đoạn 2021 - 2025, UBND tỉnh ban hành Kế hoạch như sau:'"""
_ASIDE = re.compile(r"\s*(?:Riêng|Trong đó|Cụ thể)(?!\w)")
_FROM_NOW = re.compile(
    r"(?<!\w)(?<!chuyển )(?:(?P<several>(?:hai|ba|bốn|các|những|\d{1,2}) năm (?:còn lại|tiếp theo))|năm nay|(?P<next>sang năm))(?!\s(?:(?:19|20)\d\d(?![\d.])|sau|tới))(?!\w)",
    re.IGNORECASE,
)
_NOW = ("năm còn lại", "năm tiếp theo", "năm nay", "sang năm")
"""Words of which `_FROM_NOW` holds one."""
_BY_THEN = re.compile(r"(?<!\w)(?:đến|tới)\s$", re.IGNORECASE)
"""'Đến năm 2020 bê tông hóa 420 km đường': what is aimed at then costs money before."""
_LISTED = re.compile(r"\s*(?:,|và)\s*", re.IGNORECASE)
_IN_BRACKET = re.compile(r"\s*\([^(),;\n\d]{0,40}")
_LEADS = opened("như", r"như sau[^\S\n]*:?[^\S\n]*(?=\n)")
_SHORT_LINES, _LONGEST_LINE, _LONGEST_LEAD = 12, 120, 600
_ANOTHER = re.compile(
    r"(?<!\w)(?:so với|tăng|giảm|vượt|còn|nợ|bằng|chỉ|trong khi|nhưng|năm nay|chia|trong đó)(?!\w)", re.IGNORECASE
)
"""What parts an amount from the next one, so that a year told after both is the other's."""
_NEAR = 90
"""Characters between two amounts of one year that is told after both."""
_TINY = 8
_REACH = 80
"""Characters before a year that may say what it is."""
_TWO = 2
_PLAN = re.compile(r"(?<!\w)(?:phương hướng|nhiệm vụ|kế hoạch|dự toán|chương trình|dự kiến)(?!\w)", re.IGNORECASE)
_DONE = re.compile(r"(?<!\w)(?:kết quả|tình hình|thực hiện|đánh giá)(?!\w)", re.IGNORECASE)
_LOOK_BACK = 400
_PARAGRAPH = 1500


@dataclass(frozen=True, slots=True)
class _Time:
    """A year that a text names, or a period of several (`year` None); `compared` where something is set against it."""

    start: int
    end: int
    year: int | None
    compared: bool = False


class Years:
    """Reads the years of amounts; one for a document. `leads` are what stands over each amount."""

    def __init__(
        self,
        text: str,
        outline: Outline,
        amounts: Sequence[Amount],
        dates: Sequence[DateMention],
        leads: Sequence[Sequence[Span]],
    ) -> None:
        self._text = text
        self._subject = outline.letterhead.subject
        self._amounts = amounts
        self._sentences = sentences_of(text)
        self._leads = leads
        self._leading = [line.end() for line in openings_of(text).find(_LEADS)]
        # A year alone in a cell says when something is built, not whose money stands beside it.
        told = [one for one in dates if one.precision != "day" and one.rule != "date.cell-year"]
        times = [time for one in told if (time := self._time(one))]
        self._times = sorted((*times, *self._from_now(outline.letterhead.issued_on)), key=lambda time: time.start)
        self._starts = [time.start for time in self._times]
        self._led: dict[Span, list[_Time]] = {}
        self._periods = [time.start for time in self._times if time.year is None and not time.compared]

    def of(self, index: int) -> int | None:
        """The year of an amount: of its sentence, of the paragraph so far, of what stands over it, of the subject."""
        if said := self.said(index):
            return said
        start, end = self._sentences.at(self._amounts[index].start)
        period = bisect_left(self._periods, start)
        if period < len(self._periods) and self._periods[period] < end:
            return None
        if year := self._of_aside(index, start) or self._of_paragraph(start):
            return year
        for lead in self._leads[index]:
            if times := self._of_lead(lead):
                return _one_year(times)
            if closes := self._closes(lead):
                return closes
        if (line := self._line_that_leads(self._amounts[index].start)) and (times := self._between(*line)):
            return _one_year(times)
        if self._subject and (times := self._between(self._subject.start, self._subject.end)):
            return _one_year(times) or self._of_report(index, times)
        if self._subject and (closes := self._closes((self._subject.start, self._subject.end))):
            return closes
        return self._of_next[index]

    def _closes(self, line: Span) -> int | None:
        """The bare year that closes a heading or a subject: 'Nhiệm vụ 2003', 'Hoạt động hè 2019'."""
        start = max(line[0], line[1] - _REACH)
        match = _CLOSING_YEAR.search(self._text, start, line[1])
        if match is None or _OF_A_LAW.search(self._text[start : match.start() + 1].lower()):
            return None
        return int(match["year"])

    def _of_report(self, index: int, times: Sequence[_Time]) -> int | None:
        """'Kết quả năm 2011, phương hướng năm 2012': the first year is that of all but what stands under the plan."""
        if len(times) != _TWO or not _PLAN.search(self._text, times[0].end, times[1].start):
            return None
        done, planned = (time.year for time in times)
        if done is None or planned != done + 1:
            return None
        over = [self._text[slice(*lead)] for lead in self._leads[index]]
        return planned if any(_PLAN.search(lead) and not _DONE.search(lead) for lead in over) else done

    def _of_lead(self, lead: Span) -> list[_Time]:
        """The times of a lead, of one that says what a paper carries out only of what it then does; told once for all under it."""
        if lead not in self._led:
            done = _CARRIES_OUT.search(self._text, *lead)
            self._led[lead] = self._between(done.start("does") if done else lead[0], lead[1])
        return self._led[lead]

    def _of_aside(self, index: int, start: int) -> int | None:
        """The year of the amount before the sentence at `start`, where that only tells of a part: 'Riêng dạy nghề được giao'."""
        first = bisect_left(self._amounts, start, key=lambda amount: amount.start)
        if not first or _ASIDE.match(self._text, start) is None:
            return None
        return self.said(first - 1) if "\n" not in self._text[self._amounts[first - 1].end : start] else None

    @cached_property
    def _of_next(self) -> list[int | None]:
        """For each amount the year of the next one of its sentence, where that is told after both.

        'hỗ trợ huyện A 260 triệu đồng và huyện B 140 triệu đồng từ ngân sách năm 2021'
        """
        found: list[int | None] = [None] * len(self._amounts)
        for index in range(len(self._amounts) - 1, -1, -1):
            following, amount = self._next[index], self._amounts[index]
            if following == len(self._amounts):
                continue
            start = self._amounts[following].start
            between = self._text[amount.end : min(start, amount.end + _NEAR + 1)]
            if len(between) > _NEAR or _ANOTHER.search(between):
                continue
            if start < self._sentences.at(amount.start)[1] and not self._between(amount.end, start):
                found[index] = self.said(following) or found[following]
        return found

    def told_in(self, span: Span) -> int | None:
        """The one year that a line names."""
        return _one_year(self._between(*span))

    def untold(self, index: int) -> bool:
        """Whether neither an amount's sentence, nor what stands over it, nor the subject names a year or a period."""
        spans = [self._sentences.at(self._amounts[index].start), *self._leads[index]]
        if self._subject:
            spans.append((self._subject.start, self._subject.end))
        return not any(self._between(*span) for span in spans) and not self._bare(index)

    def _line_that_leads(self, offset: int) -> Span | None:
        """The line 'Kế hoạch năm 1999 như sau:' over short lines that are no list: 'Tổng vốn: ...', 'Trong đó: ...'."""
        above = self._text.rfind("\n", 0, offset)
        index = bisect_right(self._leading, above) - 1
        if index < 0 or above - (end := self._leading[index]) > _SHORT_LINES * (_LONGEST_LINE + 1):
            return None
        between = self._text[end + 1 : above].split("\n") if end < above else []
        if len(between) >= _SHORT_LINES or any(len(line) > _LONGEST_LINE for line in between):
            return None
        return self._text.rfind("\n", max(0, end - _LONGEST_LEAD), end) + 1, end

    def said(self, index: int) -> int | None:
        """The year that an amount's own sentence tells."""
        return self._of_sentence(index) or self._bare(index)

    def _time(self, told: DateMention) -> _Time | None:
        first, last = told.first_day, told.last_day
        if first is None or last is None:
            return None
        before = self._text[max(0, told.start - _REACH) : told.start].lower()
        built = before.rstrip().endswith(_ENDS_BUILT) and _BUILT.search(before)
        if built or _OF_A_LAW.search(before):
            return None
        given_once = _GIVEN_SINCE.search(before) and not _UP_TO.match(self._text, told.end)
        several = first.year != last.year or (_SINCE.search(before) and not given_once)
        return _Time(told.start, told.end, None if several else first.year, _COMPARED.search(before) is not None)

    def _from_now(self, issued: date | None) -> Iterator[_Time]:
        """The years that the text tells by the day on which it was issued."""
        whole = self._text.lower()
        if not any(words in whole for words in _NOW):
            return
        for match in _FROM_NOW.finditer(self._text):
            if match["several"]:
                yield _Time(*match.span(), None)
            elif issued:
                yield _Time(*match.span(), issued.year + (match["next"] is not None))

    def _between(self, start: int, end: int) -> list[_Time]:
        """The times of a stretch of text that nothing is only compared with."""
        held = self._times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [time for time in held if not time.compared]

    def _first_between(self, start: int, end: int) -> _Time | None:
        """The first of `_between`, without the rest of a long sentence."""
        held = range(bisect_left(self._starts, start), bisect_left(self._starts, end))
        return next((self._times[index] for index in held if not self._times[index].compared), None)

    def _of_sentence(self, index: int) -> int | None:
        """The year right after the amount, else the last one named in its sentence before it, else the first after."""
        amount = self._amounts[index]
        start, end = self._sentences.at(amount.start)
        at = self._next[index]
        told = self._amounts[at - 1].end
        follows = bisect_left(self._starts, told)
        if follows < len(self._times) and _OF_YEAR.fullmatch(self._text, told, self._starts[follows]):
            return self._times[follows].year
        last = bisect_left(self._starts, amount.start) - 1
        if last >= 0 and self._starts[last] >= start and self._opens_bracket(self._times[last], amount):
            return self._times[last].year
        told_before = self._between(max(start, amount.start - _LOOK_BACK), amount.start)
        if before := [time for time in told_before if not self._is_handed_on(time)]:
            return self._last_year(before)
        after = self._first_between(told, end)
        if after is None or self._of_the_next(told, at, after):
            return None
        reach = max(told, after.start - _REACH)
        leaves = _INTO_THE_NEXT.search(self._text, reach, after.start)
        return None if leaves and not _GIVEN_SINCE.search(self._text, reach, after.start) else after.year

    @cached_property
    def _next(self) -> list[int]:
        """For each amount the index of the next one that is no sum in words, told from the last amount back."""
        found = [len(self._amounts)]
        for index in range(len(self._amounts) - 1, 0, -1):
            found.append(found[-1] if self._amounts[index].role == "words" else index)
        return found[::-1]

    def _is_handed_on(self, time: _Time) -> bool:
        """'Chi chuyển nguồn sang năm 2001: 35 tỷ đồng' is money of the year before."""
        return _HANDED_ON.search(self._text, max(0, time.start - _REACH), time.start) is not None

    def _opens_bracket(self, time: _Time, amount: Amount) -> bool:
        """'tăng 12% so với năm 2017 (500 tỷ đồng)': what stands in brackets after a year is of that year."""
        return _IN_BRACKET.fullmatch(self._text, time.end, amount.start) is not None

    def _last_year(self, times: Sequence[_Time]) -> int | None:
        """The last year named; none where a period is the last time told of, or where it is one of several years."""
        if times[-1].year is None:
            text = self._text[max(0, times[-1].start - _REACH) : times[-1].start]
            if _CLAUSE_START.search(text):
                return None
            times = [time for time in times if time.year is not None]
            if not times:
                return None
        if len(times) > 1 and _LISTED.fullmatch(self._text, times[-2].end, times[-1].start):
            return None
        return times[-1].year

    def _of_the_next(self, told: int, following: int, time: _Time) -> bool:
        """Whether a year after an amount is the next one's: 'vốn 95 tỷ đồng, năm 2019 bố trí 60 tỷ đồng'."""
        after = self._amounts[following].start if following < len(self._amounts) else None
        if after is None or after >= self._sentences.at(time.start)[1]:
            return False
        if after < time.start:
            return True
        between = self._text[told : time.start]
        if between.count("(") > between.count(")") and ")" not in self._text[time.end : after]:
            # '22 tỷ đồng (ngân sách tỉnh năm 2016: 8 tỷ đồng; năm 2017: 14 tỷ đồng)'
            return True
        cut = max(between.rfind(mark) for mark in ",;:")
        if cut < 0:
            return False
        # 'từ nguồn tăng thu, tiết kiệm chi năm 2021; 5 tỷ đồng ...'
        closed = between[cut + 1 :].strip() and re.search(r"[,;]\s", self._text[time.end : after])
        return not closed

    def _bare(self, index: int) -> int | None:
        """'Kế hoạch vốn 2024: ...': a year without 'năm', which is no date elsewhere."""
        amount = self._amounts[index]
        start = max(self._sentences.at(amount.start)[0], amount.start - _LOOK_BACK)
        at = bisect_left(self._figures_of_years, start)
        if at == len(self._figures_of_years) or self._figures_of_years[at] >= amount.start:
            return None
        years = _BARE_YEAR.findall(self._text, start, amount.start)
        return int(years[-1]) if years else None

    @cached_property
    def _figures_of_years(self) -> list[int]:
        """Where the text has figures that may be a year's."""
        return [match.start() for match in _FIGURES_OF_YEAR.finditer(self._text)]

    def _of_paragraph(self, stop: int) -> int | None:
        """The one year that the sentences of the same line before this one name, before any amount."""
        farthest = max(0, stop - _PARAGRAPH)
        start = max(self._text.rfind("\n", farthest, stop) + 1, farthest)
        times = [
            time
            for time in self._between(start, stop)
            if not _BY_THEN.search(self._text, max(start, time.start - _TINY), time.start)
        ]
        first = bisect_left(self._amounts, start, key=lambda amount: amount.start)
        opens = times and (first == len(self._amounts) or times[0].start < self._amounts[first].start)
        return _one_year(times) if opens else None


def _one_year(times: Sequence[_Time]) -> int | None:
    """The one year that some times are of; None where they tell several, or a period."""
    years = {time.year for time in times}
    return years.pop() if len(years) == 1 else None
