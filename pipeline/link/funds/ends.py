"""Where the name of a fund ends before what is done with its money: 'Quỹ Vì người nghèo xây 12 nhà', 'ngân sách xã chi trả phụ cấp'."""

from __future__ import annotations

import re

from pipeline.link.funds.words import any_fund, distinct_names, is_name, without_trailing
from pipeline.normalize.place_names import LEVEL
from pipeline.normalize.tones import compiled

_ACTS = compiled(
    r"\s(?:(?:đã|sẽ|chỉ|mới|được)\s)?(?:(?:xây|xây dựng|làm|sửa|sửa chữa|nâng cấp|cải tạo|gia cố|kè|đào|nạo vét|cứng hóa|lắp|lắp đặt|mua|trồng|tặng|trao|giúp|hỗ trợ|cho|chi|cấp)"
    r"\s(?:[^\W\d_]+\s){0,2}?\d|mỗi\s|bình quân\s)"
    r"|\s\d[\d.,]*\s?%",
    re.IGNORECASE,
)
"""A verb with what it is done to so many times: names have figures of their own, 'Chương trình 135'."""
_BUDGET_ACTS = compiled(
    rf"(?P<fund>(?:(?:dự phòng|kết dư|tăng thu|vượt thu)\s)?(?:(?:ngân sách|NS)\s(?:cấp\s)?(?:nhà nước|trung ương|TW|địa phương|{LEVEL})|NSNN|NSTW|NSĐP))"
    r"\s(?:(?:đã|sẽ|chỉ|mới)\s)?(?:chi trả|cấp bù|cấp phát|trợ cấp|trả|giải ngân)(?:\s|$)",
    re.IGNORECASE,
)
"""What only a budget's own name, whose level closes it, is told to do."""
_UNDER = re.compile(
    r"\s(?:(?:đầu tư|hỗ trợ|thực hiện)\s)?theo\s(?:các\s)?(?:Quyết định|QĐ|Nghị quyết|NQ|Nghị định|NĐ|Thông tư|Công văn|Kế hoạch)\s.*",
    re.DOTALL | re.IGNORECASE,
)


def before_acts(name: str) -> str:
    """A fund's name without what its money does; the whole where the rest is no fund's name."""
    if budget := _BUDGET_ACTS.match(name):
        return budget["fund"]
    cut = _ACTS.search(name)
    short = without_trailing(name[: cut.start()]) if cut else name
    return short if is_name(short) else name


def without_basis(clause: str) -> str:
    """A clause that a fund's name opens without what lays it down: 'Vốn tín dụng theo Quyết định số 62/2004/QĐ-TTg của ...'."""
    cut = _UNDER.search(clause) if " theo " in clause.lower() else None
    if cut is None:
        return clause
    name = clause[: cut.start()]
    known = distinct_names().match(name) and is_name(name) and not any_fund().fullmatch(name)
    return name if known else clause
