"""What keeps money told in one document from being set against another's, and what tells the costs of a project apart."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.link.ledger.so_far import RUNNING
from pipeline.normalize.fold import fold
from pipeline.structure.sentences import sentences_of

if TYPE_CHECKING:
    from pipeline.records import Amount, Caveat, Document

_CARRIED = re.compile(
    r"chuyển nguồn|kết dư|tồn quỹ|số dư (?:đầu|năm|kinh phí|dự toán)|bổ sung trong năm|năm trước[^.;\n]{0,40}chuyển"
    r"|(?:năm (?:19|20)\d\d|kinh phí|dự toán|còn lại|còn dư)\s(?:được\s)?chuyển sang",
    re.IGNORECASE,
)
_INSTALMENT = re.compile(r"(?<!\w)(?:đợt|lần)\s(?:\d|[IVX]{1,4}\b|cuối|hai|ba)|cấp tiếp|phần còn lại", re.IGNORECASE)
_REACH = 200
_INSTALMENT_REACH = 40
_RECIPIENT = re.compile(
    r"(?<!\w)(?:cho|giao)\s+(?P<who>(?:các\s+)?(?:sở|ban|ubnd|ủy ban|uỷ ban|huyện|thị xã|thành phố|xã|phường|phòng|chi cục"
    r"|trung tâm|htx|hợp tác xã|công ty|trường|bệnh viện)\s[^,;.:()\n]{2,60}?)(?=\s+(?:để|thực hiện|số tiền|kinh phí|từ)\b|[,;.:()\n]|$)",
    re.IGNORECASE,
)
WHOLE_COST = "tổng mức đầu tư"
_COSTS = (
    (WHOLE_COST, r"tổng mức(?: vốn)? đầu tư|tmđt|tổng vốn đầu tư"),
    ("giá trúng thầu", r"trúng thầu"),
    ("giá gói thầu", r"gói thầu"),
    ("giá hợp đồng", r"hợp đồng"),
    ("quyết toán", r"quyết toán"),
    ("kế hoạch vốn", r"kế hoạch|bố trí|phân bổ|được giao|giao vốn|nhu cầu"),
    ("giải ngân", r"giải ngân|thanh toán|khối lượng|thực hiện được"),
    ("dự toán", r"dự toán"),
    ("kinh phí năm", r"năm (?:19|20)\d\d"),
)
_COST = re.compile("|".join(f"(?P<c{at}>{words})" for at, (_, words) in enumerate(_COSTS)), re.IGNORECASE)
_OF_YEAR_AFTER = re.compile(r"\s*(?:đồng)?\s*(?:cho|của|trong)\s+năm (?:19|20)\d\d", re.IGNORECASE)
_COST_REACH = 60
_IN_FORCE = re.compile(
    r"(?<!\w)này\s+(?:sẽ\s+)?(?:có hiệu lực|bắt đầu có hiệu lực)[^.;\n]{0,40}?(?:(?P<signed>ngày ký|ngày ban hành)|(?P<day>ngày\s)(?=\d))",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def carries_over(text: str) -> bool:
    """Whether a text tells of money that other years left or that came in the meantime."""
    return _CARRIED.search(text) is not None


def caveat_of(document: Document, amount: Amount) -> Caveat | None:
    """What the words of an amount say that it may be besides one sum given or used."""
    text = document.text.text
    start, end = sentences_of(text).at(amount.start)
    start, after = max(start, amount.start - _REACH), min(end, amount.end + _INSTALMENT_REACH)
    told = f"{amount.column_heading or ''} {text[start : amount.start]}"
    if RUNNING.search(told):
        return "cumulative"
    subject = document.outline.letterhead.subject
    near = f"{told} {text[amount.end : after]} {subject.value if subject else ''}"
    return "instalment" if _INSTALMENT.search(near) else None


def recipient_of(document: Document, amount: Amount) -> str | None:
    """The code of the place where money goes, else who gets it, as its sentence says."""
    if amount.place_code:
        return amount.place_code
    start, end = sentences_of(document.text.text).at(amount.start)
    told = _RECIPIENT.search(document.text.text, max(start, amount.start - _REACH), min(end, amount.end + _REACH))
    return fold(told["who"]).strip() if told else None


def cost_of(document: Document, amount: Amount) -> str | None:
    """Which cost of a project an amount is: the first that its words, else its column's head, name."""
    text = document.text.text
    if _OF_YEAR_AFTER.match(text, amount.end):
        return "kinh phí năm"
    start = max(sentences_of(text).at(amount.start)[0], amount.start - _COST_REACH)
    for words in (re.split(r"[,;|\t\n]", text[start : amount.start])[-1], amount.column_heading or ""):
        if (found := _COST.search(words)) and found.lastgroup:
            return _COSTS[int(found.lastgroup[1:])][0]
    return None


def effective_of(document: Document) -> date | None:
    """The day from which a document has force, as its last words on that say."""
    told = list(_IN_FORCE.finditer(document.text.text))
    if not told:
        return None
    if told[-1]["signed"]:
        return document.outline.letterhead.issued_on
    at = told[-1].start("day")
    return next((day.first_day for day in document.facts.mentions.dates if at <= day.start <= told[-1].end() + 1), None)
