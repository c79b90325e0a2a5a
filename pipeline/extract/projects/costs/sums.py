"""Which sum a project costs: passage and a stretch in, the sum called so out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from pipeline.extract.citations.list_leads import LIST_MARK
from pipeline.extract.passage import Passage, within
from pipeline.extract.projects.names.works import names_one_work, names_work, work_words
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project
from pipeline.structure.alternatives import alternatives

_RAISED = re.compile(
    r"[^.;\n\d]{0,60}(?:(?:lên|xuống|thành|(?<![,)] )còn(?! lại| thiếu| nợ| phải)|sang)(?:\s+\w+){0,2}|nay là"
    r"|(?:điều chỉnh|duyệt lại)(?: lần (?:thứ )?\w{1,4})?(?: là)?)\s+$"
    r"|[.;]?\n\W*(?:[a-zđ\d]{1,2}[.)/]\s*)?(?:(?:nay |sau (?:khi )?|được )?điều chỉnh|nay)[^.;\n\d]{0,40}\s$"
    r"|\.\s[^.;\n\d]{0,120}điều chỉnh (?:thành|lên|xuống)\s$",
    re.IGNORECASE,
)
_FORMERLY = re.compile(rf"{LIST_MARK.pattern}(?:Đã|Được|Theo|Trước)\s")
"""'Tổng mức đầu tư: | a) Đã phê duyệt: 812 tỷ đồng | b) Điều chỉnh thành: 945 tỷ đồng'."""
_CONVERTED = re.compile(r"\s*[,(]?\s*(?:tương đương|khoảng|quy đổi|ước|tức)[^.;\n\d]{0,30}$", re.IGNORECASE)
_WHOLE_COST = re.compile(
    r"(?:\s\(|(?:\s\([^()\n]{3,40}\))?[,:]?\s)(?:với\s|có\s)?(?:TMĐT|TMDT"
    r"|tổng (?:mức(?: vốn)?(?: đầu tư)?|(?:số )?vốn(?: đầu tư)?|dự toán|kinh phí|giá trị|chi phí))\s*(?:là\s|khoảng\s"
    r"|dự kiến\s|:)?\s*$",
    re.IGNORECASE,
)
"""'Chợ trung tâm Y (TMĐT 6.200 trđ)', 'Cầu treo bản X (xã Z), tổng mức 1.180 trđ': between a name and its whole cost."""
_WORDS_FOR_WHOLE = ("tổng", "tmđt", "tmdt")
NO_COST = re.compile(
    r"(?<!\w)(?:giảm|tăng(?! gia)|bổ sung|điều chuyển|nợ|thiếu|phạt|thu hồi|giải ngân"
    r"|(?:đã|được) (?:chi|cấp|thanh toán|bố trí|phân bổ|giao)|vốn bố trí|tạm ứng|thiệt hại|sai|thừa|khống|vượt|trùng"
    r"|nộp|phí chợ|vay|đối ứng|tương ứng|còn lại|chi trả|GPMB|giải phóng mặt bằng|bồi thường|ký quỹ|giá trị còn lại"
    r"|nguyên giá|công đức|quyên góp|(?<!đóng )góp)"
    r"(?:\s(?:[^\W\d]+|(?:19|20)\d\d)){0,5}\s*$"
    r"|(?<!nghiệm )(?<!\w)thu\s(?:được\s)?$"
    r"|(?<!\w)thiệt hại(?:(?!kinh phí|dự toán|chi phí|cần|hết|mất|khôi phục|sửa|tổng)[^;.\n]){0,60}$",
    re.IGNORECASE,
)
"""What is said before a sum that is a change, a part, a debt or a fault, and no cost."""
GIVEN_FOR = re.compile(
    r"\s(?:để|mua|chi|thực hiện|cho|đầu tư|tu bổ|xây|sửa|làm|nâng cấp|cải tạo|hỗ trợ|trả|thanh toán)(?!\w)",
    re.IGNORECASE,
)
"""What a sum that a body gets is for."""
_CAPITAL = re.compile(r"(?:^|[;,:.–\n-]\s*)(?:mức )?vốn(?: dự kiến| đầu tư)?\s*:?\s*$", re.IGNORECASE)
_ANOTHER = re.compile(rf"(?<!\w)(?:dự án|công trình|gói thầu|hạng mục)\s(?-i:[{UPPER}\d])", re.IGNORECASE)
_WHOLE_COLUMN = re.compile(r"tổng mức|tmđt|mức đầu tư|tổng dự toán|tổng vốn", re.IGNORECASE)
_PARTIAL = re.compile(r"tổng giá trị(?: (?:các|phần|gói|hợp đồng))[^\n;.]{0,40}$", re.IGNORECASE)
_OF_PACKAGES = re.compile(r"\d gói thầu[^;.\n]{0,30}$")
"""'02 gói thầu, trị giá 6,2 tỷ đồng'"""
_BRACKETED = re.compile(r"\((?P<name>[^\W\d_][^(),;:\n]{7,80}),\s(?:(?:tổng )?(?:mức đầu tư|vốn|kinh phí)\s)?\Z")
COST_ROLES = ("stated", "words", "part")
"""The roles of sums that may be costs."""
_REACH, _FARTHEST = 120, 2_000


@cache
def _called(words: str) -> re.Pattern[str]:
    """The words of a list of `data/works.toml` not far before a sum, no other figure between but a year."""
    return re.compile(
        rf"(?<!\w){alternatives(work_words(words))}(?!\w)(?:[^\n\d:]{{0,40}}:\n{_FORMERLY.pattern})?"
        rf"(?:(?!giải ngân|thanh toán|đã cấp|còn thiếu)[^\n\d]|(?<!\d)(?:19|20)\d\d(?!\d)){{0,80}}$",
        re.IGNORECASE,
    )


def whole_cost_before(words: str) -> re.Match[str] | None:
    """What stands between a name and its whole cost, at the end of some words; few hold a word for one."""
    small = words.lower()
    return _WHOLE_COST.search(words) if any(word in small for word in _WORDS_FOR_WHOLE) else None


def sums_between(passage: Passage, start: int, stop: int) -> Iterator[Amount]:
    """The sums between two offsets, in order."""
    return within(passage.found.amounts, start, stop)


def stated_between(passage: Passage, start: int, stop: int) -> Iterator[Amount]:
    """Those of them that are only stated: no parts, rates or sums in words."""
    return (amount for amount in sums_between(passage, start, stop) if amount.role == "stated")


def last_sum(passage: Passage, start: int, stop: int) -> Amount | None:
    """The last sum between two offsets."""
    *_, last = (None, *sums_between(passage, start, stop))
    return last


def first_cost(passage: Passage, start: int, stop: int, words: str) -> Amount | None:
    """The first sum that is called so, else the first 'vốn'; of 'từ 386 tỷ đồng điều chỉnh lên 420 tỷ đồng' the new one."""
    return _first(passage, start, stop, _called(words)) or _first(passage, start, stop, _CAPITAL)


def tells_whole_cost(passage: Passage, start: int, stop: int) -> bool:
    """Whether a sum between two offsets is called what a work costs in all, which only works do."""
    return _first(passage, start, stop, _called("investments")) is not None


def _first(passage: Passage, start: int, stop: int, called: re.Pattern[str]) -> Amount | None:
    sums = sums_between(passage, start, stop)
    for amount in sums:
        words_before = _words_before(passage, amount.start)
        if amount.role == "stated" and called.search(words_before):
            if _of_another_work(passage.text, start, amount.start) or _OF_PACKAGES.search(words_before):
                return None
            later = first_cost(passage, amount.end, stop, "investments") if _PARTIAL.search(words_before) else None
            return later or newer(passage, amount, next(sums, None))
    return None


def _words_before(passage: Passage, at: int) -> str:
    """The words of a sum's line before it, the line above it included where that leads in what was decided first."""
    words = passage.before(at, _REACH)
    if not _FORMERLY.match(words):
        return words
    line = at - len(words) - 1
    above = passage.before(max(line, 0), _REACH)
    return f"{above}\n{words}" if above.rstrip().endswith(":") else words


def _of_another_work(text: str, start: int, at: int) -> bool:
    """Whether the line of a sum, if it isn't the project's own, speaks of another work before it."""
    line = text.rfind("\n", start, at) + 1
    if not line:
        return False
    mark = LIST_MARK.match(text, line, at)
    words = text[mark.end() if mark else line : at].lstrip()
    return _ANOTHER.search(words) is not None or names_one_work(words)


def called_whole(passage: Passage, project: Project) -> bool:
    """Whether the sum that a project is told to cost is called its whole cost, in words or by its column."""
    for amount in sums_between(passage, project.start, project.end + _FARTHEST):
        if amount.vnd == project.total_vnd:
            words = passage.before(amount.start, _REACH)
            return bool(_called("whole_costs").search(words) or _WHOLE_COLUMN.search(_column_of(passage, amount)))
    return False


def _column_of(passage: Passage, amount: Amount) -> str:
    """The heading over a sum in a table."""
    cells = passage.found.cells
    index = bisect_right(cells, amount.start, key=lambda cell: cell.start) - 1
    return cells[index].header if index >= 0 and amount.start < cells[index].end else ""


def newer(passage: Passage, amount: Amount, after: Amount | None) -> Amount:
    """Of a sum and the one after it the one that holds: 'từ 386 lên 420 tỷ đồng', '11 triệu USD, tương đương 176 tỷ đồng'."""
    if after is None:
        return amount
    raised = _RAISED.fullmatch(passage.text, amount.end, after.start)
    converted = amount.vnd is None and _CONVERTED.fullmatch(passage.text, amount.end, after.start)
    return after if raised or converted else amount


def of_bracketed_work(text: str, start: int, at: int) -> re.Match[str] | None:
    """The work in the brackets that a sum stands in: 'mở rộng mạng cấp nước (Nhà máy nước X, 162 tỷ đồng)'."""
    within = _BRACKETED.search(text, start, at)
    return within if within and names_work(within["name"], False) and names_one_work(within["name"]) else None
