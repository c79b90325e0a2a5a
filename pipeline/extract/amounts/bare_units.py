"""Figures with a bare 'triệu' or 'tỷ', which are money where money is spoken of: '500 triệu' is, '3 triệu cây' and '250 tr.' of a book are not."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache, lru_cache

from pipeline.extract.amounts.figures import Figure
from pipeline.extract.amounts.money_words import after_bare_pattern, context_pattern, money_table
from pipeline.extract.amounts.rates import rate_at
from pipeline.extract.passage import Passage
from pipeline.extract.projects.names.works import starts_of_works
from pipeline.normalize.letters import UPPER
from pipeline.structure.alternatives import alternatives

_BESIDE, _NEAR, _FAR = 20, 500, 1_500
_NEXT_LABELLED = re.compile(r"\s?[;,]\s[^\d;:\n]{1,60}:\s\d[\d.,]*\s(?:triệu|t[ỷỉ])(?!\w)", re.IGNORECASE)
"""'Huyện A: 12.345 triệu; huyện B: 13.200 triệu': members of one list are of one kind."""
_OF_EACH = frozenset(("con", "lần", "hộ", "người", "suất", "căn", "nhà", "em", "khẩu"))
"""What a bare 'triệu' per one of is money: no one counts millions of anything of it."""
_AND_A_SHARE = re.compile(r"\s?(?:\+|cộng(?: với)?)\s?\d[\d.,]*\s?%", re.IGNORECASE)
"""'13,5 triệu + 0,5% giá trị vượt': a fee."""
_CLOSED = re.compile(rf"\.\s+(?!Nhà xuất bản|N[Xx][Bb])[{UPPER}]")
"""'góp 2.500tr. Đến 30/6': the point of a unit that closes its sentence too."""
_OF_A_BOOK = re.compile(r"(?:(?<!năm )(?:19|20)\d\d|(?:Nhà xuất bản|NXB)(?!\w)[^.;\n]{0,40})[,:.]\s$", re.IGNORECASE)
"""'Nxb Thống kê, 2010, 250 tr. Hà Nội': pages."""
_ENDS_LINE = re.compile(r"\s?[;,.]?\s*(?:\n|$|\()")
_IN_TURN = re.compile(r"(?<!\w)lần lượt(?: là)?\s(?:\d[\d.,]* (?:triệu|tỷ|tỉ)(?:, | và ))*$", re.IGNORECASE)
"""'Hai trụ sở sửa mái, lần lượt 95 triệu và 105 triệu'."""
_ENDS_PART = re.compile(r"\s?(?:[;,.)\n]|$|và\s)")
_COUNTED = re.compile(r"\d\s?(?:triệu|t[ỷỉ])\s(?!đồng|và\s)[^\W\d]", re.IGNORECASE)
_PARTS = re.compile(r"(?:trong đó|gồm|chia ra)(?!\w)", re.IGNORECASE)
_MONEY = re.compile(r"\d\s?(?:triệu|t[ỷỉ]|nghìn|ngàn)\sđồng(?!\w)", re.IGNORECASE)
_SET_APART = re.compile(rf"(?:[,–-]|(?<!\w)(?:mất|cần|hết|lần lượt|\d triệu và)|(?<!\w)[{UPPER}][^\W\d_]*)\s$")
"""What stands before a sum that is told of what precedes it: a comma, a dash, a name."""
_COUNTED_IN_BILLIONS = re.compile(
    r"\s*(?:kwh|m3|m³|mét|lít|lượt|con|cây|người|dân|usd|sdr|đô|eur|yên|jpy|nhân dân tệ|tấn|viên|liều|cổ|phiếu|tham số|tin|sản phẩm|đơn vị"
    r"|bản|năm|khối|tế bào|hạt|trứng|quả|lần|giao dịch|tài khoản|khách|mẫu|lá|bài|cuộc|thiết bị|cử tri)(?!\w)",
    re.IGNORECASE,
)
"""What a bare 'tỷ' may count; else it is money where money is spoken of."""
_BILLION = Decimal(1_000_000_000)
_GIVEN = re.compile(
    r"(?:(?<!\w)(?:cho|góp|số dư|trả được|thu được|vay|nộp|ứng|đòi|lỗ|lãi|giữ|thực thu|tồn quỹ|hỗ trợ|thưởng|bù|đóng)"
    r"(?:\s(?:thêm|lại|được|gần|hơn|khoảng|trên))?"
    r"|(?<!\w)mỗi (?:xã|thôn|bản|ấp|xóm|nhà|hộ|huyện|trường|công trình)|\sx)\s$",
    re.IGNORECASE,
)
"""What stands before a bare 'triệu' that is given: 'Xã cho 200 triệu,', 'mỗi xã 20 triệu'."""


@cache
def _measured() -> re.Pattern[str]:
    """'dân số 3 triệu/hộ', 'năng suất 5 triệu/con': no money all the same."""
    return _words_of("measured")


@cache
def _of_millions() -> re.Pattern[str]:
    """What is counted in millions too."""
    return _words_of("measured", "counted_in_millions")


def _words_of(*names: str) -> re.Pattern[str]:
    words = [word for name in names for word in money_table()["words"][name]]
    return re.compile(rf"(?<!\w){alternatives(words)}(?!\w)", re.IGNORECASE)


def is_money_without_currency(passage: Passage, figure: Figure, end: int) -> bool:
    """'500 triệu' is money where nothing counted follows and money is spoken of before."""
    before = passage.before(figure.start, _BESIDE)
    around = _speaks_of_money(passage.text, figure.start - _FAR, figure.start + _FAR)
    billions = (
        around
        and figure.unit.factor == _BILLION
        and not _COUNTED_IN_BILLIONS.match(passage.text, end)
        and not _of_millions().search(before)
    )
    rate = rate_at(passage.text, end)
    if rate and rate.per.partition("/")[0] in _OF_EACH and not _measured().search(before):
        return True
    if _AND_A_SHARE.match(passage.text, end) and not _of_millions().search(before):
        return True
    closed = _CLOSED.match(passage.text, end - 1) and not _OF_A_BOOK.search(passage.before(figure.start, 60))
    if not (rate or closed or after_bare_pattern().match(passage.text, end)):
        return billions
    before = passage.sentence_before(figure.start)
    if context_pattern().search(before):
        return True
    parts = _PARTS.search(before) and not _COUNTED.search(before)
    if parts and _speaks_of_money(passage.text, figure.start - _NEAR, figure.start):
        # 'Cấp 1 tỷ 240 triệu đồng. Trong đó: trồng mới 780 triệu, bảo vệ 460 triệu'
        return _ENDS_PART.match(passage.text, end) is not None
    # 'Tổng thiệt hại 286 tỷ đồng, trong đó:\n- Nông nghiệp: 98 tỷ', 'chợ huyện (1,1 tỷ)'
    labelled = passage.before(figure.start, 3).rstrip().endswith(":") and (
        _ENDS_LINE.match(passage.text, end) or _NEXT_LABELLED.match(passage.text, end)
    )
    bracketed = passage.text[figure.start - 1] == "(" and passage.text.startswith((")", ",", ";"), end)
    if (labelled or bracketed) and _speaks_of_money(passage.text, figure.start - _NEAR, figure.start):
        return True
    if billions:
        return True
    if _IN_TURN.search(before):
        return around
    if _COUNTED.search(before) or _of_millions().search(before):
        return False
    # 'Cống Ba Xã thay 02 cánh cống hết 1.265 triệu.', 'Trạm y tế xã A 296 triệu, Trạm y tế xã B 141 triệu'
    works = starts_of_works(passage.text)
    if bisect_left(works, figure.start - len(before)) < bisect_left(works, figure.start):
        return True
    if not _ENDS_PART.match(passage.text, end):
        return False
    words = passage.before(figure.start, 30)
    return around and (_SET_APART.search(words) or _GIVEN.search(words)) is not None


def _speaks_of_money(text: str, start: int, end: int) -> bool:
    """Whether a sum with its currency opens between two offsets."""
    sums = _sums_of(text)
    index = bisect_left(sums, start)
    return index < len(sums) and sums[index] < end


@lru_cache(maxsize=2)
def _sums_of(text: str) -> list[int]:
    """Where sums with their currency stand."""
    return [match.start() for match in _MONEY.finditer(text)]
