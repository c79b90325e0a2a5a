"""The years and the periods that a text names, and where: dates in, `Time`s out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.records import DateMention
from pipeline.structure.openings import opened, openings_of

_NO_YEAR_AFTER = (
    r"(?![\d/%-]|[.,]\d|\s?[-–]\s?\d|,?\s(?:(?:và|đến|tới|hoặc)\s)?(?:19|20)\d\d(?![\d.,])"
    r"|[^\S\n](?!(?:là|của|cho|do|để|được|đã|chưa|còn|giao|bố trí|cấp|phân bổ|thông báo|kéo dài|chuyển|thu|chi|tỉnh|huyện|xã|thành phố|trung ương"
    r"|và|với|từ|bằng|theo|trong|tại|ở|về|gồm|khoảng|trên|dưới|gần|tổng|có|phải|sẽ|xin|đề nghị|dự kiến|ước|đạt|mới|chỉ)(?!\w))[^\W\d_])"
)
"""No count, 'kế hoạch 2000 hộ', and none of several years: small words go on after a year."""
_OF_MONEY = (
    r"(?<!\w)(?:kế hoạch|dự toán|vốn|ngân sách|quyết toán|nhiệm vụ|chỉ tiêu|tiền)"
    r"(?:\s(?!(?:chương|trình|đề|dự|án|quyết|định|nghị|luật|số|từ|so|bằng|giai|đoạn|năm|cho|gói|mã|lô|tháng)(?!\w))[^\W\d_]+){1,4}?\s"
)
_BARE_YEAR = re.compile(
    r"(?:(?<!\w)(?:kế hoạch|KH|dự toán|DT|vốn|quyết toán|QT|TH|(?<!nghiệm )thu|chi|khẩu|gạo|ngân sách|đầu tư công|nhiệm vụ|phương hướng|dự kiến|chỉ tiêu"
    rf"|chuyển (?:vốn |tiếp )?sang)\s|{_OF_MONEY}"
    r"|(?<=[:;,]\s)(?=\d{4}\s(?:(?:tỉnh|huyện|xã|thành phố|trung ương)\s)?(?:là|bố trí|cấp|giao|thông báo|phân bổ)\s))"
    rf"((?:19|20)\d\d){_NO_YEAR_AFTER}",
    re.IGNORECASE,
)
_BARE_AFTER = re.compile(
    r"\)?\s(?:(?:trong|từ|thuộc|theo|của|cho)\s)?(?:kế hoạch|KH|dự toán|vốn|ngân sách|chương trình mục tiêu)"
    rf"(?:\s(?!(?:số|quyết|nghị|đề|án|luật|giai|đoạn|gói|cho)(?!\w))[^\W\d_]+){{0,2}}?\s((?:19|20)\d\d){_NO_YEAR_AFTER}",
    re.IGNORECASE,
)
"""'chuyển 6 tỷ đồng kế hoạch 2018', 'bố trí nốt 132 tỷ đồng trong kế hoạch 2011'."""
_FIGURES_OF_YEAR = re.compile(r"(?:19|20)\d\d(?<=\s\d{4})")
_LABEL = re.compile(
    r"(?:19|20)\d\d(?<!\w\d{4})(?:(?P<told>\s?:|\slà)\s?(?=\d[\d.,]{0,15}\s?(?:tỷ|tỉ|triệu|tr|nghìn|ngàn|đồng|đ)(?!\w))|(?=\)))"
)
_BEFORE_LABEL = {
    ":": re.compile(r"(?:^|[\n;,:(]|\n\s*[-–+*•])\s?$"),
    "là": re.compile(r"(?:(?<!\w)(?:cấp|chi|thu|bố trí|giao|phân bổ|bổ sung)|[;,(])\s?$", re.IGNORECASE),
    "": re.compile(r"(?:tỷ|tỉ|triệu|tr|đồng|đ)\s?\($"),
}
"""'2007: 700 triệu đồng; 2008: 800 triệu đồng', 'cấp 2009 là 20 tỷ', '45 tỷ đồng (2010)': years without 'năm' of one figure each.

'kinh phí Đề án 1956 là 500 triệu đồng' is of no year."""
_COMPARED = re.compile(
    r"(?:(?<!\w)so(?:\s+với)?|cùng\s+kỳ|hơn)\s*(?:(?:cùng\s+kỳ|ước|thực\s+hiện|kế\s+hoạch|dự\s+toán|số|mức|của|kết\s+quả|quyết\s+toán)\s+){0,4}$"
)
_SHARE_OF = re.compile(
    r"(?:bằng|gấp|đạt|tăng|giảm|vượt|hụt)\s+[\d.,]+(?:\s?%\s+(?:(?:mức|số|ước|của)\s+)?(?:thực\s+hiện|quyết\s+toán)|\s+lần"
    r"(?:\s+(?:mức|số|ước|thực\s+hiện|quyết\s+toán)){0,3})\s+(?:của\s+)?$"
)
"""'bằng 105% thực hiện năm 2007', 'gấp 2 lần năm 2004'; a plan is of the year that it is set beside: 'đạt 60% dự toán năm 2009'."""
_MENTIONED = re.compile(
    r"(?:(?<!\w)(?:so với|cùng kỳ|hơn(?! \d)|gấp|tăng(?! thu| cường)|giảm(?! nghèo| trừ)|vượt(?! thu)|hụt(?! thu)|bằng\s[\d.,]+|luật|pháp lệnh|nghị định|thông tư)(?!\w)|%)[^,;:.()\n]*$",
    re.IGNORECASE,
)
"""'bằng 110% kế hoạch 2015', 'theo Luật Ngân sách nhà nước 2015': what is set beside, and what a law is called."""
CLOSED = re.compile(r"[^()]*\)")
LEFT_OVER = r"(?<!\w)(?:từ|bằng|nguồn|sử dụng|lấy)\s(?:[^\W\d_]+\s){0,3}?(?:kết dư|tồn quỹ)(?:\s[^\W\d_]+){0,6}\s"
"""'Bổ sung 900 triệu đồng từ nguồn kết dư ngân sách quận năm 2014': what another year left is given now."""
_LEFT_OVER = re.compile(rf"{LEFT_OVER}$")
_CARRIED = re.compile(r"kéo dài(?!\w)[^.;:\d]{0,60}(?:19|20)\d\d[^.;:\d]{0,40}\ssang(?:\shết)?\s$")
"""'Kéo dài thời gian giải ngân vốn năm 2018 sang năm 2019': money of the first."""
_COLON = re.compile(r"\s?:")
_SINCE = re.compile(r"từ(?<!\w..)\s+(?:đầu\s+)?$")
GIVEN_SINCE = re.compile(r"(?:giao|bố trí|cấp|phân bổ|duyệt|tạm ứng|ứng trước)\s+từ\s+$")
_UP_TO = re.compile(r"\s*(?:đến|tới|-|–)\s")
"""'2.000 triệu đồng giao từ năm 2022 phải kéo dài' is of that year, 'bố trí từ năm 2019 đến năm 2021' of none."""
_ENDS_BUILT = ("xây", "lập", "sinh", "từ")
"""How words end in which `_BUILT` is looked for."""
_CLOSING_YEAR = re.compile(
    r"(?<=[^\W\d_])(?<!\bđến năm)(?<!\btới năm)(?<!\btừ)(?<!\bđến)(?<!\btới)(?<!\bsau)(?<!\btrước)(?<!\bnhìn)(?<!\bsố)(?<!\btích)(?<!\bhộ)(?<!\bdài)(?<!\bngười)"
    r"\s(?P<year>(?:19|20)\d\d)\s*(?:\((?!(?:m\d?|m²|ha|km|hộ|người)\))[^()\n]*\)\s*)?[:.]?\s*\Z",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(r"(?:luật|pháp lệnh|hiến pháp)\s[^,;.:\n]{0,60}$")
_BUILT = re.compile(r"(?<!\w)(?:xây|thành lập|(?<!dân )(?<!học )(?<!vệ )(?<!môi )sinh|có từ)\s+(?:từ\s+)?$")
"""What tells of a year is looked for in small letters, without IGNORECASE: so `re` skips to where one may begin."""
_FROM_NOW = re.compile(
    r"(?<!\w)(?<!chuyển )(?:(?P<several>(?:hai|ba|bốn|các|những|\d{1,2}) năm (?:còn lại|tiếp theo))|năm nay"
    r"|(?P<next>sang năm)|(?P<last>năm ngoái))(?!\s(?:(?:19|20)\d\d(?!\d|\.\d)|sau|tới))(?!\w)",
    re.IGNORECASE,
)
_AND_NOW = re.compile(r"[^.\n]{0,200}?[,;]\s(?P<now>(?:đến )?nay)(?!\w)", re.IGNORECASE)
"""'Mùa lũ năm ngoái làm sập cầu; nay cần 90 triệu đồng sửa': none of last year."""
_NOW = ("năm còn lại", "năm tiếp theo", "năm nay", "sang năm", "năm ngoái")
"""Words of which `_FROM_NOW` holds one."""
_SCHEME = re.compile(
    r"(?<!\w)(?:chương trình|đề án|chiến lược|quy hoạch|kế hoạch|dự án|nghị quyết)\s[^;.:(\n]{0,160}$", re.IGNORECASE
)
_ENDS_NAME = re.compile(r"(?<!\w)(?:đến|tới|tầm nhìn)\s$")
"""'Đề án phát triển hợp tác xã đến năm 2030', 'Chương trình OCOP giai đoạn 2018-2020': the years of a scheme's name."""
_LONGEST_END = len("tầm nhìn") + 2
_MONEY_OF_YEAR = opened(
    r"(?<!\w)kinh phí\s((?:19|20)\d\d)(?![\d.,/%-]|\s?[-–]\s?\d|\s?(?:tỷ|tỉ|triệu|tr|nghìn|ngàn|đồng|đ)(?!\w))"
)
"""'Chương trình OCOP giai đoạn 2018-2020, kinh phí 2019'."""
_LONGEST_NAME = 200
_TINY = 10
_AHEAD = 5
"""Years after its own that a document tells without 'năm'."""
REACH = 80
"""Characters before a year that may say what it is."""


@dataclass(frozen=True, slots=True)
class Time:
    """A year that a text names, or a period of several (`year` None); `compared` where something is set against it or it
    is another's than the money's, `names` where it is part of a scheme's name.
    """

    start: int
    end: int
    year: int | None
    compared: bool = False
    names: bool = False


class Times:
    """The times that a text names, in order; one for a document, which was issued on a day."""

    def __init__(self, text: str, dates: Sequence[DateMention], issued: date | None) -> None:
        self._text, self._issued = text, issued
        # A year alone in a cell says when something is built, not whose money stands beside it.
        told = [one for one in dates if one.precision != "day" and not one.of_cell]
        times = [time for one in told if (time := self._time(one, issued))]
        self._times = sorted((*times, *self._labels(issued), *self._from_now(issued)), key=lambda time: time.start)
        self._starts = [time.start for time in self._times]
        self._periods = [time.start for time in self._times if time.year is None and not time.compared]

    def between(self, start: int, end: int) -> list[Time]:
        """The times of a stretch of text that nothing is only compared with."""
        held = self._times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [time for time in held if not time.compared]

    def first_between(self, start: int, end: int) -> Time | None:
        """The first of `between`, without the rest of a long sentence."""
        held = range(bisect_left(self._starts, start), bisect_left(self._starts, end))
        return next((self._times[index] for index in held if not self._times[index].compared), None)

    def next_from(self, offset: int) -> Time | None:
        """The first time from an offset on."""
        at = bisect_left(self._starts, offset)
        return self._times[at] if at < len(self._times) else None

    def last_before(self, offset: int) -> Time | None:
        """The last time that begins before an offset."""
        at = bisect_left(self._starts, offset)
        return self._times[at - 1] if at else None

    def tell_a_period(self, start: int, end: int) -> bool:
        """Whether a stretch of text names a period of several years."""
        at = bisect_left(self._periods, start)
        return at < len(self._periods) and self._periods[at] < end

    def reach_beyond(self, year: int) -> bool:
        """Whether some time is a period or a later year."""
        return any(time.year is None or time.year > year for time in self._times)

    def closing_year(self, start: int, end: int) -> int | None:
        """The bare year that closes a heading or a subject: 'Nhiệm vụ 2003', 'Hoạt động hè 2019'."""
        start = max(start, end - REACH)
        if not self._has_figures(start, end):
            return None
        match = _CLOSING_YEAR.search(self._text, start, end)
        before = self._text[start : match.start() + 1].lower() if match else ""
        if match is None or _OF_A_LAW.search(before) or self._was_left(before, int(match["year"])):
            return None
        named = self.last_before(match.end("year"))
        if named and named.compared and named.end == match.end("year"):
            return None
        return int(match["year"])

    def bare_year(self, start: int, end: int) -> Time | None:
        """'Kế hoạch vốn 2024: ...': the last year without 'năm' in a stretch of text, which is no date elsewhere."""
        if not self._has_figures(start, end):
            return None
        told = [match for match in _BARE_YEAR.finditer(self._text, start, end) if self._is_of_money(match, start, end)]
        return Time(*told[-1].span(1), int(told[-1][1])) if told else None

    def _is_of_money(self, match: re.Match[str], start: int, end: int) -> bool:
        """Whether a year without 'năm' is more than mentioned: beside what is compared, of a law, or in a bracket that closes."""
        if self._is_too_late(match[1]) or CLOSED.match(self._text, match.end(1), end):
            return False
        return _MENTIONED.search(self._text, max(start, match.start(1) - REACH), match.start(1)) is None

    def bare_after(self, offset: int) -> int | None:
        """'6 tỷ đồng kế hoạch 2018': the year without 'năm' that the words right after a figure tell."""
        told = _BARE_AFTER.match(self._text, offset)
        return int(told[1]) if told and not self._is_too_late(told[1]) else None

    def _is_too_late(self, year: str) -> bool:
        """'Đề án 2085' is of no year."""
        return self._issued is not None and int(year) > self._issued.year + _AHEAD

    def _has_figures(self, start: int, end: int) -> bool:
        """Whether a stretch of text has figures that may be a year's."""
        at = bisect_left(self._figures_of_years, start)
        return at < len(self._figures_of_years) and self._figures_of_years[at] < end

    @cached_property
    def _figures_of_years(self) -> list[int]:
        """Where the text has figures that may be a year's."""
        return [match.start() for match in _FIGURES_OF_YEAR.finditer(self._text)]

    def _time(self, told: DateMention, issued: date | None) -> Time | None:
        first, last = told.first_day, told.last_day
        if first is None or last is None:
            return None
        before = self._text[max(0, told.start - REACH) : told.start].lower()
        built = before.rstrip().endswith(_ENDS_BUILT) and _BUILT.search(before)
        if built or _OF_A_LAW.search(before):
            return None
        given_once = GIVEN_SINCE.search(before) and not _UP_TO.match(self._text, told.end)
        several = first.year != last.year or (_SINCE.search(before) and not given_once)
        ends_name = _ENDS_NAME.search(before, max(0, len(before) - _LONGEST_END)) is not None
        names = (ends_name or first.year != last.year) and self._names_scheme(told.start)
        if names and ends_name and issued and last.year > issued.year:
            # No money is of a year that is yet to come only because a scheme runs until then.
            return None
        compared = (
            _COMPARED.search(before)
            or _SHARE_OF.search(before)
            or (_CARRIED.search(before) and not _COLON.match(self._text, told.end))
            or self._was_left(before, first.year)
        )
        return Time(told.start, told.end, None if several else first.year, bool(compared), names)

    def _was_left(self, before: str, year: int) -> bool:
        """Whether the words before a year, in small letters, say that it left what is given in a later one."""
        return self._issued is not None and year < self._issued.year and _LEFT_OVER.search(before) is not None

    def _names_scheme(self, start: int) -> bool:
        return _SCHEME.search(self._text, max(0, start - _LONGEST_NAME), start) is not None

    def _labels(self, issued: date | None) -> Iterator[Time]:
        """The years without 'năm' that say of which year the figure beside them is."""
        for match in _LABEL.finditer(self._text):
            before = self._text[max(0, match.start() - _TINY) : match.start()]
            year = int(match[0][:4])
            if issued and year > issued.year + _AHEAD:
                continue
            if _BEFORE_LABEL[(match["told"] or "").strip()].search(before):
                yield Time(match.start(), match.start() + 4, year)

        for match in openings_of(self._text).find(_MONEY_OF_YEAR):
            yield Time(*match.span(1), int(match[1]))

    def _from_now(self, issued: date | None) -> Iterator[Time]:
        """The years that the text tells by the day on which it was issued."""
        whole = self._text.lower()
        if not any(words in whole for words in _NOW):
            return
        for match in _FROM_NOW.finditer(self._text):
            if match["several"]:
                yield Time(*match.span(), None)
            elif issued:
                if match["last"] is None:
                    yield Time(*match.span(), issued.year + (match["next"] is not None))
                    continue
                before = self._text[max(0, match.start() - REACH) : match.start()].lower()
                yield Time(*match.span(), issued.year - 1, _COMPARED.search(before) is not None)
                if now := _AND_NOW.match(self._text, match.end()):
                    yield Time(*now.span("now"), None)


def one_year(times: Sequence[Time]) -> int | None:
    """The one year that some times are of; None where they tell several, or a period; of a scheme's name where nothing else tells."""
    years = {time.year for time in [time for time in times if not time.names] or times}
    return years.pop() if len(years) == 1 else None
