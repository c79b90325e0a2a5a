"""The fund of an amount by what stands over it: a line that introduces a list, a heading, a table's title."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.link.funds.before import MOST_WORDS, NUMBER_OF_ITEM, OF_A_YEAR, named_fund, source_fund
from pipeline.link.funds.words import any_fund, distinct_names, end_of_name, is_name, without_trailing
from pipeline.normalize.place_names import LEVEL

_LEAD_END = re.compile(r"\s*(?:,|\(|như sau|cụ thể|gồm|bao gồm|trong đó|sau|:|[-–])*\s*$", re.IGNORECASE)
_PLAN_OF = re.compile(
    rf"(?:vốn|kế hoạch|dự toán)\s[^,;:]*\d{{4}}\s(?:của|thuộc)\s(?P<fund>ngân sách (?:cấp )?(?:trung ương|nhà nước|địa phương|{LEVEL}))(?!\w)",
    re.IGNORECASE,
)
"""'ứng trước kế hoạch vốn đầu tư năm 2008 của ngân sách trung ương cho các dự án:'"""
_OF_EVERY_SOURCE = re.compile(r"(?:vốn )?đầu tư|huy động|đầu tư phát triển", re.IGNORECASE)
_HANDLED = re.compile(
    r"(?:quản lý|lập|giao|phân bổ|khai thác|huy động)(?:\s?[,-]|\s(?:và\s)?)\s?sử dụng\s(?:(?:vốn|kinh phí|ngân sách|quỹ)(?:\s(?:nhà nước|NN|đầu tư))?|NSNN)\s?[:.]?$",
    re.IGNORECASE,
)
"""'Quản lý, sử dụng ngân sách' is what is told of, of no sum whose it is."""
_LED_IN = re.compile(
    r"(?:từ|nguồn|vốn)\s+$|(?<!\w)(?<!thu )(?<!thu, )(?<!thu - )(?<!thu – )(?<!thu-)(?<!thu,)(?<!thu và )chi\s+$",
    re.IGNORECASE,
)
"""'CHI TIẾT CHI NGÂN SÁCH CẤP TỈNH' tells of all that is spent, 'THU, CHI NGÂN SÁCH' of whose accounts they are."""
_LET_OFF = re.compile(r"(?<!\w)(?:miễn|giảm|mức) (?:thu )?$", re.IGNORECASE)
"""'CẤP BÙ MIỄN THỦY LỢI PHÍ'."""
_ENDS_HEADING = re.compile(
    r"\s\((?:từ\s|bằng\s)?(?:nguồn\s(?:vốn\s)?)?(?P<fund>(?:vốn|quỹ|tiền|ngân sách|kinh phí|NS\w{0,3})\s[^()\n\d]{3,60})\)$"
    r"|(?<!\w)(?:bằng|từ|dùng|sử dụng)\snguồn\s(?P<of>[^,;:()\d\n]{3,60})$",
    re.IGNORECASE,
)
_AFTER_SOURCE = re.compile(r"(?<!\w)nguồn (?:vốn |kinh phí )?$", re.IGNORECASE)
"""'KẾ HOẠCH VỐN ĐẦU TƯ CÔNG NĂM 2021 NGUỒN VỐN NGÂN SÁCH THÀNH PHỐ': the fund is what 'nguồn' leads in."""
_LED_NEAR = 40


@lru_cache(maxsize=1024)
def fund_over(lead: str) -> str | None:
    """The fund that a heading or a line leading a list in names: '1. Vốn ngân sách tỉnh', 'Từ nguồn X, gồm:'."""
    label = _LEAD_END.sub("", NUMBER_OF_ITEM.sub("", lead).strip(" \t\n*-–+•."))
    if budget := _PLAN_OF.search(label):
        return budget["fund"]
    source = None if " sử dụng " in label.lower() and _HANDLED.search(label) else source_fund(label)
    found = (name.partition(":")[0].strip() for name in (named_fund(label), source) if name)
    # 'Nguồn vốn đầu tư:' leads in the sources of what is built, 'Huy động:' those that were found.
    known = (name for name in found if distinct_names().match(name) and not _OF_EVERY_SOURCE.fullmatch(name))
    return next(known, None) or _led_at_end(label)


def fund_of_leads(text: str, leads: Iterable[tuple[int, int]]) -> str | None:
    """The fund of the first of some lines that names one."""
    return next((fund for start, end in leads if (fund := fund_over(text[start:end]))), None)


def _led_at_end(label: str) -> str | None:
    """'Công trình bằng nguồn vốn quận cấp', 'Sửa chữa lớn (vốn sự nghiệp kinh tế)': what closes a heading."""
    match = _ENDS_HEADING.search(label)
    name = without_trailing((match["of"] or match["fund"]).strip()) if match else ""
    return name if is_name(name) and not any_fund().fullmatch(name) and not name.lower().endswith("khác") else None


def fund_in_title(title: str, *, of_accounts: bool = True) -> str | None:
    """The one fund that a table's title names: 'PHÂN BỔ VỐN SỰ NGHIỆP NĂM 2020'.

    `of_accounts`: a budget may be whose accounts they are, as a column's heading ('Đề nghị NSTW hỗ trợ') does not tell.
    """
    found = list(distinct_names().finditer(title))
    led = [match for match in found if _AFTER_SOURCE.search(title, max(0, match.start() - _LED_NEAR), match.start())]
    names = (_fund_at(title, match, of_accounts) for match in (*led, *found[:1]))
    return next((name for name in names if name), None)


def _fund_at(title: str, match: re.Match[str], of_accounts: bool) -> str | None:
    near = max(0, match.start() - _LED_NEAR)
    if re.match(r"huy động|đóng góp", match[0], re.IGNORECASE) or _LET_OFF.search(title, near, match.start()):
        # 'KẾT QUẢ HUY ĐỘNG NGUỒN LỰC' tells of every source.
        return None
    budget = of_accounts and re.match(r"ngân sách|NS|quỹ", match[0], re.IGNORECASE)
    if budget and not _LED_IN.search(title, near, match.start()):
        # 'QUYẾT TOÁN NGÂN SÁCH XÃ', 'THU, CHI QUỸ' tell whose accounts they are.
        return None
    name = title[match.start() :]
    name = without_trailing(OF_A_YEAR.sub("", name[: end_of_name(name)])).strip(" .;,:()")
    if not is_name(name) and name[:9].lower() == "kinh phí ":
        # 'Dự kiến kinh phí SNKH', 'PHÂN BỔ KINH PHÍ CHƯƠNG TRÌNH 135'
        name = name[9:]
    if not is_name(name) or any_fund().fullmatch(name) or len(name.split()) > MOST_WORDS:
        return None
    return name
