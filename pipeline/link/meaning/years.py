"""Which fiscal year an amount is of: the years that its words, its paragraph, what stands over it and the subject name.

A period of several years is no year: what is told of it has none, whatever year is named farther off.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from pipeline.link.leads import Span
from pipeline.link.meaning.left_over import told_of_its_own_sum
from pipeline.link.meaning.reports import year_of_report
from pipeline.link.meaning.times import CLOSED, GIVEN_SINCE, REACH, Time, Times, one_year
from pipeline.link.told import Told, by
from pipeline.records import Amount, DateMention, Outline
from pipeline.structure.openings import opened, openings_of
from pipeline.structure.sentences import sentences_of

_OF_YEAR = re.compile(r"\)?\s+(?:\(\s*)?(?:(?:trong|cho|của|vào)\s+)?", re.IGNORECASE)
_TELLS_NEXT = re.compile(r"(?:\s?:|\slà)\s?\d", re.IGNORECASE)
"""'500 triệu đồng (năm 2010 là 300 triệu đồng)': a year of the next figure."""
_WITHIN = re.compile(r"\s[^(),;.\n\d]{1,40}")
_SET_BESIDE = re.compile(r"\(\s?cùng\s+kỳ\s+$", re.IGNORECASE)
_IN_ASIDE = re.compile(r"[^();\n]{0,80}")
_INTO_THE_NEXT = re.compile(
    r"(?<!\w)(?:(?:sang|vào|kể từ|từ|đến|tới)\s+(?:ngân sách\s+)?|(?P<income>(?:chuyển|ghi|vào)\s+thu)\s+(?:kết dư\s+)?(?:ngân sách\s+)?(?:[^\W\d_]+\s+){0,2})$",
    re.IGNORECASE,
)
_LEFT = re.compile(r"(?<!\w)kết dư(?!\w)", re.IGNORECASE)
"""'Kết dư 816 triệu đồng, chuyển thu ngân sách huyện năm 2005'; what is paid in of that year's income is of that year."""
_HANDED_ON = re.compile(r"(?<!\w)chi chuyển (?:nguồn|tiếp) sang\s$", re.IGNORECASE)
_HANDED_INTO = re.compile(
    r"\s?,?\s(?:(?:được|phải|sẽ|cho)\s)*chuyển(?:\s(?:nguồn|tiếp))?\ssang\s(?:ngân sách\s)?", re.IGNORECASE
)
_HANDS_ON = re.compile(r"(?<!\w)chuyển (?:nguồn|tiếp)\s$", re.IGNORECASE)
_INTO = re.compile(r"\ssang\s(?:ngân sách\s)?", re.IGNORECASE)
"""'162,5 triệu đồng chuyển nguồn sang năm 2024', 'chuyển nguồn 162,5 triệu đồng sang năm 2024'."""
_SOMETHING_ELSE = re.compile(
    r";\s(?!(?:(?:khoản|số|phần)\s(?:tiền\s|vốn\s|kinh phí\s)?(?:này|đó|trên)|(?:lấy\s)?(?:từ\s)?nguồn|thời gian|thực hiện|hoàn thành"
    r"|giải ngân|giao(?=\s(?:trong|năm|dự toán|kế hoạch|vốn)))(?!\w))|[,;]\s(?:số\s|phần\s)?còn lại(?!\w)",
    re.IGNORECASE,
)
"""'không quá 900 triệu đồng; việc lắp thang máy để lại năm 2026', 'tỉnh 900 triệu đồng, còn lại ngân sách huyện năm 2015'.

'500 triệu đồng; nguồn: ngân sách tỉnh năm 2022' tells where from and when."""
_DAY = re.compile(r"\d\s?[/.-]\s?\d|tháng", re.IGNORECASE)
_CLAUSE_START = re.compile(r"(?:^|[,;:.(\n]|(?<!\w)(?:trong|cả|của))\s*(?:trong\s+|cả\s+)?$", re.IGNORECASE)
_CARRIES_OUT = re.compile(
    r"(?:\d/|số \d|(?:đến|tới) năm \d)[^\n]*,\s(?P<does>[^,\n]*?(?<!\w)(?:ban hành|báo cáo|xây dựng|đề nghị|trình"
    r"|kết luận|thông báo|giải trình|trả lời|phê duyệt|có ý kiến|hướng dẫn|quy định|chỉ thị|yêu cầu"
    r"|giao(?! (?:dự toán|chỉ tiêu|kế hoạch|vốn|kinh phí))|quyết định)(?!\w)[^,\n]*)$"
)
"""'Thực hiện Quyết định số 919/QĐ-TTg phê duyệt Chương trình giai đoạn 2021 - 2025, UBND tỉnh ban hành Kế hoạch như sau:'"""
_ASIDE = re.compile(r"\s*(?:Riêng|Trong đó|Cụ thể)(?!\w)")
_BY_THEN = re.compile(r"(?<!\w)(?:đến|tới)\s$", re.IGNORECASE)
"""'Đến năm 2020 bê tông hóa 420 km đường': what is aimed at then costs money before."""
_LISTED = re.compile(r"\s*(?:,|và)\s*", re.IGNORECASE)
_IN_BRACKET = re.compile(r"\s*\([^(),;\n\d]{0,40}")
_ASIDE_CLOSED = re.compile(r"(?!\s?\)(?!,?[ \t]+(?!như sau)\w))[^()]*\)")
"""'Xây dựng cơ bản (kế hoạch năm 2016).' heads what follows, '(năm 2009 sạt 20 m).' tells of something else."""
_PARTED = re.compile(r"\s?[,;:(]?\s?(?:trong đó|(?:bao )?gồm|cụ thể|riêng)(?!\w)", re.IGNORECASE)
_OF_ITS_CLAUSE = re.compile(r"[^,;]*")
_LEADS = opened(r"như sau[^\S\n]*:?[^\S\n]*(?=\n)")
_SHORT_LINES, _LONGEST_LINE, _LONGEST_LEAD = 12, 120, 600
_ANOTHER = re.compile(
    r"(?<!\w)(?:so với|tăng|giảm|vượt|còn|nợ|bằng|chỉ|trong khi|nhưng|năm nay|chia|trong đó)(?!\w)", re.IGNORECASE
)
"""What parts an amount from the next one, so that a year told after both is the other's."""
_NEAR = 90
"""Characters between two amounts of one year that is told after both."""
_TINY = 8
_LOOK_BACK = 400
_PARAGRAPH = 1500


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
        self._issued = outline.letterhead.issued_on
        self._times = Times(text, dates, self._issued)
        self._led: dict[Span, list[Time]] = {}

    def of(self, index: int) -> Told[int] | None:
        """The year of an amount: of its sentence, of the paragraph so far, of what stands over it, of the subject."""
        if said := self.said(index):
            return said
        start, end = self._sentences.at(self._amounts[index].start)
        if self._times.tell_a_period(start, end):
            return None
        if year := by(self._of_aside(index, start), "year.aside") or by(self._of_paragraph(start), "year.paragraph"):
            return year
        for lead in self._leads[index]:
            if times := self._of_lead(lead):
                return by(one_year(times), "year.lead")
            if closes := self._times.closing_year(*lead):
                return Told(closes, "year.lead-end")
        if (line := self._line_that_leads(self._amounts[index].start)) and (times := self._of_lead(line)):
            return by(one_year(times), "year.leading-line")
        if self._subject and (times := self._times.between(self._subject.start, self._subject.end)):
            over = [self._text[slice(*lead)] for lead in self._leads[index]]
            report = year_of_report(self._text, self._subject.start, times, over, self._issued)
            return by(report, "year.report") or by(one_year(times), "year.subject")
        if self._subject and (closes := self._times.closing_year(self._subject.start, self._subject.end)):
            return Told(closes, "year.subject-end")
        return by(self._of_next[index], "year.next")

    def _of_lead(self, lead: Span) -> list[Time]:
        """The times of a lead, of one that says what a paper carries out only of what it then does; told once for all under it."""
        if lead not in self._led:
            done = _CARRIES_OUT.search(self._text, *lead)
            self._led[lead] = self._lent(done.start("does") if done else lead[0], lead[1])
        return self._led[lead]

    def _lent(self, start: int, stop: int) -> list[Time]:
        """The times of a stretch of text that may tell of what stands at its end."""
        times = self._times.between(start, stop)
        return [time for time in times if not told_of_its_own_sum(self._text, self._amounts, time, stop)]

    def _of_aside(self, index: int, start: int) -> int | None:
        """The year of the amount before the sentence at `start`, where that only tells of a part: 'Riêng dạy nghề được giao'."""
        first = bisect_left(self._amounts, start, key=lambda amount: amount.start)
        if not first or _ASIDE.match(self._text, start) is None:
            return None
        said = self.said(first - 1) if "\n" not in self._text[self._amounts[first - 1].end : start] else None
        return said.value if said else None

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
            if start < self._sentences.at(amount.start)[1] and not self._times.between(amount.end, start):
                said = self.said(following)
                found[index] = said.value if said else found[following]
        return found

    def told_in(self, span: Span) -> int | None:
        """The one year that a line names."""
        return one_year(self._times.between(*span))

    @cached_property
    def look_ahead(self) -> bool:
        """Whether the text speaks of years after that of its issue, or of a period."""
        return self._issued is None or self._times.reach_beyond(self._issued.year)

    def untold(self, index: int) -> bool:
        """Whether neither an amount's sentence, nor what stands over it, nor the subject names a year or a period."""
        spans = [self._sentences.at(self._amounts[index].start), *self._leads[index]]
        if self._subject:
            spans.append((self._subject.start, self._subject.end))
        return not any(self._times.between(*span) for span in spans) and not self._bare(index)

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

    def said(self, index: int) -> Told[int] | None:
        """The year that an amount's own sentence tells."""
        if after := self._times.bare_after(self._amounts[self._next[index] - 1].end):
            return Told(after, "year.bare")
        bare = self._bare(index)
        return self._of_sentence(index, bare) or by(bare.year if bare else None, "year.bare")

    def _of_sentence(self, index: int, bare: Time | None) -> Told[int] | None:
        """The year right after the amount, else the last one named in its sentence before it, else the first after.

        A `bare` one goes, for its own amount, before those that stand before it: 'Năm 2017 tỉnh chống sạt lở; 2018 tỉnh cấp 8 tỷ đồng'.
        """
        amount = self._amounts[index]
        start, end = self._sentences.at(amount.start)
        at = self._next[index]
        told = self._amounts[at - 1].end
        follows = self._times.next_from(told)
        right_after = _OF_YEAR.fullmatch(self._text, told, follows.start) if follows else None
        if follows and right_after and not ("(" in right_after[0] and self._is_of_next(follows, at)):
            return by(follows.year, "year.right-after")
        last = self._times.last_before(amount.start)
        if last and last.start >= start and (self._opens_bracket(last, amount) or self._stands_aside(last, amount)):
            return by(last.year, "year.bracket")
        told_before = self._lent(max(start, amount.start - _LOOK_BACK), amount.start)
        before = self._outside_brackets([time for time in told_before if not self._is_handed_on(time)], amount.start)
        after = self._times.first_between(told, end)
        if after and self._goes_into(index, told, after) and all(map(self._is_day, before)):
            return by(after.year, "year.handed-on")
        if before:
            later = bare and bare.start > before[-1].start and self._is_led(bare, index)
            return None if later else by(self._last_year(before), "year.before")
        if after is None or self._of_the_next(told, at, after) or self._is_set_beside(told, after):
            return None
        reach = max(told, after.start - REACH)
        leaves = _INTO_THE_NEXT.search(self._text, reach, after.start)
        left = leaves and not GIVEN_SINCE.search(self._text, reach, after.start)
        if leaves and leaves["income"]:
            left = _LEFT.search(self._text, max(start, amount.start - _LOOK_BACK), after.start) is not None
        return by(None if left else after.year, "year.after")

    @cached_property
    def _next(self) -> list[int]:
        """For each amount the index of the next one that is no sum in words, told from the last amount back."""
        found = [len(self._amounts)]
        for index in range(len(self._amounts) - 1, 0, -1):
            found.append(found[-1] if self._amounts[index].role == "words" else index)
        return found[::-1]

    def _goes_into(self, index: int, told: int, time: Time) -> bool:
        """Whether money is handed on into a year told right after it: its own, where its sentence tells none that it comes from."""
        if _HANDED_INTO.fullmatch(self._text, told, time.start):
            return True
        start = self._amounts[index].start
        hands_on = _HANDS_ON.search(self._text, max(0, start - REACH), start)
        return hands_on is not None and _INTO.fullmatch(self._text, told, time.start) is not None

    def _is_set_beside(self, told: int, time: Time) -> bool:
        """Whether a year told after an amount is that of something else: 'bình quân 51,8 triệu đồng (năm 2012: 64,3)'."""
        if self._text.startswith("(", time.start - 1) and _TELLS_NEXT.match(self._text, time.end):
            return True
        return _SOMETHING_ELSE.search(self._text, told, time.start) is not None

    def _is_day(self, time: Time) -> bool:
        """'Đến ngày 31/12/2023' tells until when, and not of which year."""
        return _DAY.search(self._text, time.start, time.end) is not None

    def _is_handed_on(self, time: Time) -> bool:
        """'Chi chuyển nguồn sang năm 2001: 35 tỷ đồng' is money of the year before."""
        return _HANDED_ON.search(self._text, max(0, time.start - REACH), time.start) is not None

    def _opens_bracket(self, time: Time, amount: Amount) -> bool:
        """'tăng 12% so với năm 2017 (500 tỷ đồng)': what stands in brackets after a year is of that year."""
        return _IN_BRACKET.fullmatch(self._text, time.end, amount.start) is not None

    def _stands_aside(self, time: Time, amount: Amount) -> bool:
        """'đạt 61% kế hoạch (cùng kỳ năm 2020 đạt 77%, tương ứng 53 tỷ đồng)': what a bracket sets beside is of its year."""
        opens = _SET_BESIDE.search(self._text, max(0, time.start - REACH), time.start) if time.compared else None
        return opens is not None and _IN_ASIDE.fullmatch(self._text, time.end, amount.start) is not None

    def _is_of_next(self, time: Time, following: int) -> bool:
        """Whether a year that opens a bracket is the next figure's: '9 tỷ đồng (năm 2018 chuyển sang 2 tỷ đồng, giao 7 tỷ đồng)'."""
        if _TELLS_NEXT.match(self._text, time.end):
            return True
        after = self._amounts[following].start if following < len(self._amounts) else None
        return after is not None and _WITHIN.fullmatch(self._text, time.end, after) is not None

    def _outside_brackets(self, times: list[Time], stop: int) -> list[Time]:
        """'Tổng vốn năm 2025 (kể cả vốn năm 2024 kéo dài): 9 tỷ đồng': without what a bracket tells that closes before, if any is left."""
        outer = [time for time in times if not CLOSED.match(self._text, time.end, stop)]
        return outer or times

    def _last_year(self, times: Sequence[Time]) -> int | None:
        """The last year named; none where a period is the last time told of, or where it is one of several years."""
        if times[-1].year is None:
            text = self._text[max(0, times[-1].start - REACH) : times[-1].start]
            if _CLAUSE_START.search(text):
                return None
            times = [time for time in times if time.year is not None]
            if not times:
                return None
        if len(times) > 1 and _LISTED.fullmatch(self._text, times[-2].end, times[-1].start):
            return None
        return times[-1].year

    def _of_the_next(self, told: int, following: int, time: Time) -> bool:
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

    def _bare(self, index: int) -> Time | None:
        """The year without 'năm' of an amount's own words."""
        amount = self._amounts[index]
        start = max(self._sentences.at(amount.start)[0], amount.start - _LOOK_BACK)
        return self._times.bare_year(start, amount.start)

    def _is_led(self, bare: Time, index: int) -> bool:
        """Whether an amount is the next one after a year without 'năm', in its clause, or a part of that."""
        if self._issued and bare.year and bare.year > self._issued.year + 1:
            # 'Năm 2016, xã hoàn thành chỉ tiêu 2020 với kinh phí 3 tỷ đồng'
            return False
        first = bisect_left(self._amounts, bare.end, key=lambda amount: amount.start)
        if not _OF_ITS_CLAUSE.fullmatch(self._text, bare.end, self._amounts[first].start):
            return False
        told = self._amounts[self._next[first] - 1].end
        return first == index or _PARTED.match(self._text, told, self._amounts[index].start) is not None

    def _of_paragraph(self, stop: int) -> int | None:
        """The one year that the sentences of the same line before this one name, before any amount."""
        farthest = max(0, stop - _PARAGRAPH)
        start = max(self._text.rfind("\n", farthest, stop) + 1, farthest)
        times = [
            time
            for time in self._lent(start, stop)
            if not _BY_THEN.search(self._text, max(start, time.start - _TINY), time.start)
        ]
        first = bisect_left(self._amounts, start, key=lambda amount: amount.start)
        opens = times and (first == len(self._amounts) or times[0].start < self._amounts[first].start)
        # 'dốc này (năm 2009 sạt 20 m) phải kè. Cần 40 rọ đá': what only brackets tell goes no further.
        aside = all(_ASIDE_CLOSED.match(self._text, time.end, stop) for time in times)
        return one_year(times) if opens and not aside else None
