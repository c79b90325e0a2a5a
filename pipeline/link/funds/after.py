"""The fund of an amount by the words after it: 'từ nguồn ngân sách tỉnh', 'do nhân dân đóng góp', 'vốn đầu tư công'."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.link.funds.before import MANNER, source_fund
from pipeline.link.funds.ends import before_acts
from pipeline.link.funds.words import (
    any_fund,
    distinct_names,
    end_of_name,
    giver_after,
    is_name,
    opening,
    opening_after,
    plans,
    source_words,
    without_trailing,
)
from pipeline.normalize.place_names import LEVEL
from pipeline.normalize.tones import compiled

_SOURCE_AFTER = re.compile(
    r"\((?:từ\s+)?nguồn(?:\s+vốn|\s+kinh phí)?\s*:?\s*(?P<fund>[^()\n]{3,120})\)"
    r"|[;,]\s*nguồn(?:\s+vốn|\s+kinh phí)?\s*:\s*(?P<last>[^();,.\n]{3,80})(?=[.;]?\s*$)",
    re.IGNORECASE,
)
_RESERVE = re.compile(
    r"\s+(?:từ\s+)?(?P<fund>dự phòng)(?=\s(?:mua|để|cho|hỗ trợ|chi|cứu|làm)\s|[,.;]|\s*$)", re.IGNORECASE
)
"""'đã xuất 320 triệu đồng dự phòng mua xăng dầu chống hạn'."""
_LAST_CLAUSE = re.compile(r",\s(?:nguồn\s)?(?P<fund>[^,;:.()\d]{5,60}?)\s*[.;]?\s*$", re.IGNORECASE)
"""'công trình 24 tỷ đồng do thị xã làm chủ đầu tư, vốn vượt thu ngân sách tỉnh.'"""
_BESIDE = re.compile(
    r"\s*,\s(?:sử dụng\s|bằng\s|từ\s)?(?:nguồn\s)?(?P<fund>vốn\s[^,;:.()\n]{2,50}?)(?=\s*[.;)]|\s*$)", re.IGNORECASE
)
"""'hệ thống xử lý nước thải (6,7 tỷ đồng, vốn WB) đã xong'."""
_TAKEN = re.compile(
    r"\s*[,;]?\s*(?:được\s)?(?:(?:trích|lấy)\s(?:từ|ở|trong)|chi\stừ|(?:trả|chi|mua) bằng(?=\stiền\s))\s(?:nguồn\s)?(?P<fund>(?!(?:nguồn|năm|quý|tháng|ngày)(?!\w))[^\W\d_][^,;:.()\n\d]{3,60})",
    re.IGNORECASE,
)
"""'sửa mái hết 94 triệu đồng, trích từ phí bảo vệ môi trường'."""
_LEVEL = re.compile(
    rf"\s*,?\s*do\s(?P<fund>(?:ngân sách )?(?:trung ương|{LEVEL}))\s(?:cấp|hỗ trợ|chi|chi trả|trả|lo|bỏ ra)(?!\w)"
)
_FEE = compiled(
    r"\s+(?:tiền )?(?P<fund>kinh phí(?:\s[^\s,;:.()\d]+){2,5}?(?=\scòn)|thủy lợi phí|dịch vụ môi trường rừng"
    r"|phí bảo vệ môi trường|học phí|viện phí)(?=\s(?:còn dư|còn lại|năm|của năm|để lại)(?!\w))",
    re.IGNORECASE,
)
"""'cho chuyển nguồn 40 triệu đồng thủy lợi phí còn dư'."""
_REST = re.compile(r"[,;]\s*(?:phần |số )?còn lại(?!\w)", re.IGNORECASE)
"""'đã bố trí 200 triệu đồng, còn lại trích từ sự nghiệp kinh tế': what follows is the fund of what is left."""
_DONOR = compiled(
    r"\s*[,(]?\s*do\s(?P<donor>(?!UBND|HĐND|Sở|Ban|Phòng|Ủy ban|Bộ)(?:[A-ZĐ]"
    r"|(?:công ty|tập đoàn|liên danh|hội|chi hội|đoàn|tổ chức|nhóm|một)\s)[^\s,;:()\d]*(?:\s[^\s,;:()\d]+){0,9}?)\s"
    r"(?:tài trợ|viện trợ|ủng hộ|hỗ trợ|giúp|cho|tặng|lo|đóng góp|vận động|chịu|đảm nhận|chi trả)(?!\w)"
)
"""'hết 275 triệu đồng do UNICEF tài trợ', '48 triệu đồng do Hội Nông dân xã lo'."""
_OF_A_SOURCE = re.compile(r"(?<!\w)(?:từ|bằng) nguồn(?:\s+vốn|\s+kinh phí)?\s", re.IGNORECASE)
_BACK = re.compile(
    r"(?:\s[^\s,;:.()\d]+){0,6}?\s(?:từ|trong|bằng)\s(?:số\s)?(?:nguồn|kinh phí|vốn|tiền)(?:\s(?:vốn|kinh phí))?"
    r"\s(?:này|đó|trên|nêu trên|nói trên)(?!\w)",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"\s*[,;(]?[^,;()\n%]{2,60}?\s\d[\d.,]*\s?%\s?(?:[,;]|và\s)[^()\n%]{2,60}?\s\d[\d.,]*\s?%", re.IGNORECASE
)
"""'9 tỷ đồng (ngân sách trung ương 70%, tỉnh 30%)': of both."""
_MOST = 10
"""Words of the name of what money is taken from."""
_SHORT = 5
"""Words of a fund's name that 'từ nguồn' leads in far from the figure."""


def points_back(after: str) -> bool:
    """Whether words after a figure say that its money is what was told before: 'huyện đã chi 900 triệu đồng từ kinh phí này'."""
    return _BACK.match(after) is not None


@lru_cache(maxsize=4096)
def fund_after(after: str) -> str | None:
    """'từ nguồn ngân sách tỉnh', 'vốn đầu tư công' or '(Nguồn vốn: ...)' after a figure, before the next one; none of shares."""
    if after.count("%") > 1 and _SHARES.match(after):
        return None
    fund = _named_after(after)
    return before_acts(fund) if fund else None


def _named_after(after: str) -> str | None:
    after = MANNER.sub("", _REST.split(after, maxsplit=1)[0])
    if points_back(after):
        return None
    opened = opening_after().match(after)
    if opened and (fund := _first_source(after[opened.end() :])):
        return fund
    name = after.lstrip(" (")
    name = name[opened.end() :] if (opened := source_words().match(name)) else name
    name = name[planned.end() :] if (planned := plans().match(name)) and is_name(name[planned.end() :]) else name
    if after[:1].isspace() and is_name(name):
        # 'vốn Chương trình 327 (năm 1998 chưa dùng hết)': no word after the name leads another in.
        return source_fund(f"từ {name[: end_of_name(name)]}")
    if match := _SOURCE_AFTER.search(after):
        return (match["fund"] or match["last"]).strip()
    if giver := giver_after(after):
        return giver
    if match := _DONOR.match(after):
        return match["donor"]
    if match := _LEVEL.match(after):
        return match["fund"]
    if taken := _TAKEN.match(after):
        name = without_trailing(taken["fund"][: end_of_name(taken["fund"])])
        return name if name and len(name.split()) <= _MOST else None
    if match := _RESERVE.match(after) or _FEE.match(after):
        return match["fund"]
    if (last := _LAST_CLAUSE.search(after)) and distinct_names().match(name := last["fund"]) and is_name(name):
        return name if end_of_name(name) == len(name) and not any_fund().fullmatch(name) else None
    if (beside := _BESIDE.match(after)) and is_name(name := beside["fund"]) and not any_fund().fullmatch(name):
        return name if len(name.split()) <= _SHORT else None
    # '5 tỷ đồng cho chín xã từ nguồn vốn sự nghiệp'
    later = source_fund(after.partition(";")[0])
    if later and (distinct_names().match(later) or (_OF_A_SOURCE.search(after) and len(later.split()) <= _SHORT)):
        return later
    return None


def _first_source(after: str) -> str | None:
    """'do ngân sách huyện bảo đảm từ nguồn ...': what stands first after 'do', else what 'từ nguồn' leads in."""
    later = opening().search(after)
    return source_fund(f"từ {after[: later.start()]}" if later else f"từ {after}") or source_fund(f"từ {after}")
