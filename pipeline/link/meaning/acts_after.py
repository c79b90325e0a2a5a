"""The state of an amount by the words after it, where those before it state none."""

from __future__ import annotations

import re

from pipeline.extract.projects.names.works import opens_work, works_verbs
from pipeline.link.cues import cue, role_told
from pipeline.records import AmountRole

_ACT = re.compile(
    r"(?:(?:\s(?:vốn|ngân sách|từ|nguồn)\s[^,;.()\n\d]{2,40}?)?\s+(?=(?:đã|được|sẽ)\s)"
    r"|(?:\s*\([^()\n]{0,100}\))?\s?,?\s+(?=được\s))(?P<act>[^,;.(\n]{3,30})"
)
_HELPED = re.compile(r"(?:được|đã được)\s(?:hỗ trợ|cấp|giao|phân bổ|bố trí)(?!\w)")
_SINCE = re.compile(
    r"\s(?:vốn\s[^,;.()\n\d]{2,40}?\s)?(?P<act>giao|bố trí|cấp|phân bổ|duyệt|phê duyệt)\s"
    r"(?:(?:từ|trong|vào|đầu|cuối|hồi)\s)*(?:năm|tháng|quý|đợt|lần đầu|ban đầu|tại (?:Quyết định|Nghị quyết)"
    r"|theo (?:Quyết định|Nghị quyết))(?!\w)"
)
"""'2.000 triệu đồng giao từ năm 2022 phải kéo dài', 'so với mức 311 tỷ đồng phê duyệt lần đầu'."""
_UNPAID = re.compile(
    r"\s(?:hiện\s|đến nay\s)?chưa (?:có (?:nguồn|vốn|kinh phí)|được bố trí|bố trí được|cân đối được)(?!\w)"
)
"""'Chi phí đền bù phát sinh 2,7 tỷ đồng chưa có nguồn': what is missing of a need."""
_OF_A_PLAN = re.compile(r"\s(?:của\s)?(?:kế hoạch(?: vốn)?|dự toán)(?!\w)")
"""'310 tỷ đồng trong 468 tỷ đồng kế hoạch vốn năm 2008'."""
_OF_A_COST = re.compile(r"\s(?:tổng mức đầu tư|TMĐT)(?!\w)(?![^,;.()\n]{0,30}\d)", re.IGNORECASE)
"""'6.200/18.900 triệu đồng tổng mức đầu tư'."""
_COST_REACH = 200
_WITH = re.compile(
    r"\s*(?:[-–+*•]\s|\w{1,2}[.)]\s)?(?:Chỉ\s)?với\s+(?:số\stiền\s|kinh phí\s|khoảng\s|gần\s|hơn\s)*$", re.IGNORECASE
)
_BUILDS = re.compile(rf"[^.;\n]{{0,90}}?\s(?:đã\s|vừa\s|sẽ\s)?{works_verbs()}(?!\w)", re.IGNORECASE)
"""'Với 143 triệu đồng, dân ấp Phú Hòa đã nạo vét kênh'."""
_SPENT_ON = re.compile(r"\s(?:để\s)?(?:đầu tư\s|xây dựng\s|xây\s|làm\s)?(?=\S)")
_OPENS = re.compile(r"(?:^|[;:])\s*(?:Đầu tư\s(?:gần\s|hơn\s|khoảng\s)?)?$", re.IGNORECASE)
_A_WORK_OF = re.compile(r"(?:công trình|dự án)\s(?:trị giá\s)?$", re.IGNORECASE)
_OWNED = re.compile(r"\sdo\s[^.;\n]{3,80}?\slàm chủ đầu tư(?!\w)", re.IGNORECASE)
"""'Đây là công trình 24 tỷ đồng do UBND thị xã làm chủ đầu tư'."""


def act_after(text: str, end: int, before: str, kind: str | None) -> AmountRole | None:
    """The state that an act after an amount tells: '8 tỷ đồng đã chi trả xong', '3 tỷ đồng sẽ bố trí sau'."""
    if act := _ACT.match(text, end):
        return (
            "allocated"
            if _HELPED.match(act["act"]) and (not before.strip() or _WITH.fullmatch(before))
            else role_told(act["act"], kind)
        )
    if _UNPAID.match(text, end) or _OF_A_PLAN.match(text, end):
        return "planned"
    if _OF_A_COST.match(text, end):
        return "total"
    since = _SINCE.match(text, end)
    if since is None:
        return None
    if since["act"].endswith("duyệt"):
        line = text.rfind("\n", max(0, end - _COST_REACH), end) + 1
        return "total" if cue("sum", "cost").search(text, max(line, end - _COST_REACH), end) else None
    return "allocated"


def is_cost_of_its_sentence(text: str, end: int, before: str) -> bool:
    """Whether what is built for an amount is told after it: 'Với 143 triệu đồng, xã đã nạo vét kênh', 'công trình 9 tỷ đồng do'."""
    if _WITH.fullmatch(before):
        return _BUILDS.match(text, end) is not None
    return _A_WORK_OF.search(before) is not None and _OWNED.match(text, end) is not None


def is_spent_on_a_work(text: str, end: int, before: str) -> bool:
    """Whether an amount opens what is said and a work stands right after it: 'Dự án 5: 4.975 triệu đồng đầu tư nhà bán trú'."""
    spent = _SPENT_ON.match(text, end)
    return spent is not None and _OPENS.search(before) is not None and opens_work(text, spent.end())
