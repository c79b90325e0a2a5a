"""What the lines over a table state of all its figures: their year, their state, their fund."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.link.funds.before import source_fund
from pipeline.link.funds.over import fund_in_title
from pipeline.link.funds.words import distinct_names
from pipeline.link.meaning.states import role_of_lead
from pipeline.link.meaning.times import LEFT_OVER
from pipeline.link.told import Told, by
from pipeline.records import AmountRole, Table
from pipeline.structure.shared_words import unit_words

PERIOD = re.compile(r"giai đoạn|\d{4}\s?[-–]\s?\d{4}", re.IGNORECASE)
_YEAR_OF_TITLE = re.compile(r"năm\s+((?:19|20)\d\d)(?!\s?[-–]\s?\d|\d)", re.IGNORECASE)
_YEARS_OF_A_SCHEME = re.compile(
    r"(?:(?<=chương trình)|(?<=đề án)|(?<=chiến lược)|(?<=quy hoạch)|(?<=kế hoạch)|(?<=dự án))\s[^;.:\d]{0,160}?"
    r"(?:(?:giai đoạn\s+)?\d{4}\s?[-–]\s?\d{4}|(?:đến|tới|tầm nhìn)\s+(?:năm\s+)?\d{4})(?!\d)",
    re.IGNORECASE,
)
"""'Chương trình OCOP giai đoạn 2018-2020 năm 2019', 'Đề án phát triển hợp tác xã đến năm 2030': the years of a scheme's name."""
_LEFT_OVER = re.compile(rf"{LEFT_OVER}\d{{4}}(?!\d)", re.IGNORECASE)
_OF_A_PAPER = re.compile(
    r"^[^,;:\d]{2,40}, ngày \d{1,2} tháng \d{1,2} năm \d{4}$|(?<!\w)(?:kèm theo|ban hành)(?!\w)", re.IGNORECASE
)
"""A letterhead's line, and the line 'Kèm theo Quyết định ... ngày ... năm 2019': they date papers."""
DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|giai đoạn", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;]\s*$|\d\s(?:đồng|nghìn|ngàn|triệu|tỷ)(?!\w)", re.IGNORECASE)
"""A line of running text over a table, which speaks of its own figures."""
_UNTIL_DAY = re.compile(r"(?:đến|hết)\s(?:hết\s)?(?:ngày\s)?\d{1,2}/\d{1,2}/((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_UNTIL = re.compile(r"\s+(?:tính\s+)?đến\s", re.IGNORECASE)
"""'TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG ĐẾN NGÀY 30/9/2023'"""
_IN_AND_OUT = re.compile(r"(?<!\w)thu\s?[,–-]?\s?(?:và )?chi(?!\w)", re.IGNORECASE)
"""'QUYẾT TOÁN THU, CHI QUỸ': rows tell what came in and what went out."""
_SPENDS_INCOME = re.compile(
    r"(?<!\w)(?:sử dụng|phân bổ|bố trí|từ)\s(?:nguồn\s)?[^,;:\n]{0,30}(?:tăng|vượt) thu(?!\w)", re.IGNORECASE
)
"""'PHƯƠNG ÁN SỬ DỤNG NGUỒN TĂNG THU': what came in is given out."""
_CITES = re.compile(r"\s*(?:-\s*)?(?:căn cứ|xét|theo đề nghị)\s", re.IGNORECASE)
_LEADS_IN = re.compile(
    r",?\s*(?:(?:cụ thể |chi tiết )?như sau|cụ thể|gồm|sau đây|sau|theo biểu)\s*(?:\([^()]*\)\s*)?:?\s*$|\s*(?:\([^()]*\)\s*)?:\s*$",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"\s*\(?\s*{unit_words()}\s*:?", re.IGNORECASE)
_NORMS = re.compile(
    r"\s*(?:(?:Điều )?[\dIVX]+[.,)-]*\s+)*(?:quy định\s)?(?:(?:một số|các|về|biểu)\s)*"
    r"(?:mức (?:chi|thu|phí|lệ phí|thưởng)|định mức)(?!\w)(?! phân bổ)",
    re.IGNORECASE,
)
_MOST_NAMES = 1
_TITLE = 400


@dataclass(frozen=True, slots=True)
class Title:
    """What the lines over a table say of all its figures."""

    year: int | None
    role: AmountRole | None
    fund: Told[str] | None
    given: bool = False
    """Whether a column tells what was given or planned: one 'Kinh phí thực hiện' beside it then tells what was spent."""
    shared: bool = False
    """Whether a budget's column stands beside one of those who are given its money: only the budget's is given."""
    norms: bool = False
    """Whether it says that its columns without a name of their own hold norms: 'MỨC CHI GIẢI THƯỞNG'."""
    until: int | None = None
    """The year of the day until which the figures go, where nothing else tells one: 'Kết quả đến 20/7/2011'."""


def title_over(text: str, tables: Sequence[Table], index: int, with_funds: bool, subject: str) -> Title:
    """The title of a table; it tells no fund where columns of the table do, and where it tells none that of the document's subject."""
    lines = [line for line in title_lines(text, tables, index) if not _SENTENCE.search(line)]
    role = next((told for line in reversed(lines) if (told := role_of_lead(line, None))), None)
    if role == "revenue" and any(_IN_AND_OUT.search(line) or _SPENDS_INCOME.search(line) for line in lines):
        role = None
    until = {int(year) for line in lines[-1:] for year in _UNTIL_DAY.findall(line)}
    return Title(
        next(_title_years(lines), None),
        role,
        None if with_funds else by(_fund_led_in(text, tables, index), "fund.table-lead") or _fund_over(lines, subject),
        norms=any(map(_NORMS.match, lines)),
        until=until.pop() if len(until) == 1 else None,
    )


def _fund_over(lines: Sequence[str], subject: str) -> Told[str] | None:
    """The one fund that the lines over a table name, else that of the subject."""
    told = (fund_in_title(_UNTIL.split(line)[0]) for line in lines if not _CITES.match(line))
    funds = {fund for fund in told if fund}
    if funds:
        return Told(funds.pop(), "fund.title") if len(funds) == 1 else None
    return by(fund_in_title(subject), "fund.subject")


def _fund_led_in(text: str, tables: Sequence[Table], index: int) -> str | None:
    """The one fund of a sentence that leads a table in: 'Điều 1. Trích 5 tỷ đồng từ nguồn dự phòng ngân sách tỉnh, gồm:'."""
    lead = next((line for line in reversed(title_lines(text, tables, index)) if not _UNIT.match(line)), "")
    led = _LEADS_IN.search(lead)
    if led is None or _names(lead) > _MOST_NAMES:
        return None
    return fund_in_title(lead[: led.start()]) or source_fund(lead[: led.start()])


def _names(lead: str) -> int:
    """How many funds a line names; 'kết dư ngân sách huyện' is one."""
    found = list(distinct_names().finditer(lead))
    return len(found) - sum(after.start() - one.end() <= 1 for one, after in pairwise(found))


def _title_years(lines: Sequence[str]) -> Iterator[int]:
    for line in reversed(lines):
        if _CITES.match(line):
            continue
        line = _LEFT_OVER.sub("", line)
        untold = _YEARS_OF_A_SCHEME.sub("", line)
        years = {int(year) for year in _YEAR_OF_TITLE.findall(untold)}
        if PERIOD.search(untold if years else line):
            return
        if len(years) == 1 and not _OF_A_PAPER.search(line):
            yield years.pop()


def is_dated(text: str, tables: Sequence[Table], index: int) -> bool:
    """Whether the lines over a table name a year or a period, other than the day of the paper it belongs to."""
    lines = title_lines(text, tables, index)
    lines = [_LEFT_OVER.sub("", line) for line in lines]
    return any(DATED.search(line) and not _OF_A_PAPER.search(line) and not _CITES.match(line) for line in lines)


def title_lines(text: str, tables: Sequence[Table], index: int) -> list[str]:
    """The lines over a table, after the table before it, at most 400 characters."""
    start = tables[index].start
    after = tables[index - 1].end if index else 0
    lead = text[max(after, start - _TITLE) : start]
    return [line for line in lead.split("\n") if line.strip()][-5:]
