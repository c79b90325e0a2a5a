"""Lines of lists and what leads them: text in, out each line with its mark, and whether what stands over it speaks of works.

A list is led by a line that ends with a colon or by the heading of its part. Lines without marks that each tell a sum behind
a name are a list too: 'Cống Ba Cửa - khẩu độ 1,2 m; 48 triệu đồng'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.extract.projects.names.works import speaks_of_works
from pipeline.normalize.letters import LOWER, UPPER

MARK = r"[ ]*(?:[-+*•–]\s?|\d{1,2}(?:/|\s?-)[ ]|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s?|\(?[a-zđ][.)]\s?|\([ivx]{1,4}\)\s?)[ ]*"
UNMARKED = "line"
"""The sign of a line that tells its sum without a mark, among others that do."""
_LINE = re.compile(rf"^(?P<mark>{MARK})?(?P<words>[^\n]*\S)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(rf"\s*(?:[IVX]{{1,5}}\s?[./)-]|[A-Z][.)]|Điều \d|Nơi nhận)|[^{LOWER}]{{12}}")
_HEADING_MARK = re.compile(
    r"^\s*(?:(?:[IVX]{1,5}|[A-ZĐ]|Điều \d{1,2})\s?[.)/-]\s*|(?:PHỤ LỤC|BIỂU)(?:\s(?:SỐ\s)?\d{1,2})?\s?[.:–-]?\s)"
)
_SIGN = re.compile(r"\d{1,2}(?P<deep>(?:\.\d{1,2})*)|[a-zđ](?=[.)])|[ivx]|(?!\()\S")
_CLOSED = (".", ";", ",")
_UNIT = r"\s?(?:tỷ|tỉ|triệu|trđ|tr\.?đ?|đồng|đ|nghìn|ngàn)(?!\w)"
_SUM = re.compile(rf"\d[.,]*{_UNIT}")
_ENTRY = re.compile(
    rf"(?!(?:[IVX]{{1,5}}|[A-ZĐ]|Điều \d{{1,2}})\s?[.)/-]|(?:Tổng|Cộng|Trong đó)(?!\w))[{UPPER}][^\n:;|]{{6,90}}?"
    rf"(?:\s[-–:]|[:;,(]|\.{{3,}})[^\n|]{{0,110}}?\d[\d.,]*{_UNIT}[^\n|]{{0,120}}$"
)
"""An unmarked line that opens with a name and tells a sum behind a mark of punctuation."""
_LONGEST_LEAD = 12
"""Words of an item that leads items of its own; a longer one is a sentence that happens to end so."""
_HEADS = re.compile(
    r"(?:^\W*(?:\d{1,2}[.)]\s*)?|(?<!\w)(?:danh mục|danh sách|nhóm|các|những|một số|gồm|\d{1,3})\s+)"
    r"(?:(?:danh mục|danh sách|nhóm|các|một số|\d{1,3})\s+)*"
    r"(?:dự án|công trình|đề án|mô hình|điểm trình diễn|tiểu dự án|hợp phần|đề tài|nhiệm vụ(?=\s(?:thuộc|khoa học|KH))"
    r"|kế hoạch liên kết|chuỗi liên kết|di tích|danh mục(?= đề nghị))(?:,?\s(?:[^\W\d]+|(?:19|20)\d\d)){0,12}\s*:?$",
    re.IGNORECASE,
)
"""A line that leads a list of projects and of nothing else."""
_HEADING_LISTS = (
    *("dự án", "công trình", "đề án", "mô hình", "điểm trình diễn", "hợp phần", "đề tài", "nhiệm vụ", "di tích"),
    *("liên kết", "danh mục"),
)
"""Words one of which is in each of these."""
_OF_OTHER = re.compile(r"(?<!\w)(?:nhu cầu|cơ cấu|nguồn vốn|chi phí|trả nợ|nợ đọng|chính sách)(?!\w)", re.IGNORECASE)
_COSTS_OF = re.compile(r"\W*(?:Tổng mức|Tổng dự toán|Dự toán|TMĐT|Chi phí|Kinh phí)(?!\w)", re.IGNORECASE)
"""'Tổng mức đầu tư dự án X: 24 tỷ đồng, gồm:' leads what one work costs."""
_INVESTS_IN = re.compile(
    r"(?<!\w)(?:danh mục đầu tư|(?:đề nghị|đề xuất|đăng ký|kiến nghị) (?:được )?đầu tư|bố trí vốn (?:cho|để)"
    r"|làm (?:những |các |một số )?việc(?: cấp bách)?|(?:xây(?: mới| dựng)?|nâng cấp|cải tạo|sửa chữa|mở rộng|đầu tư)"
    r"(?:\s(?!cho\s)[^\W\d]+){0,2}\s(?:các|những|\d{1,3})(?=\s)|(?:cần|phải) (?:xử lý|sửa chữa|khắc phục|gia cố)"
    r"|xổ số kiến thiết|thu tiền sử dụng đất|vốn (?:đầu tư|ĐTPT|TPCP))(?!\w)"
    r"|(?<!\w)đầu tư(?:\s(?:năm|trong|giai đoạn|từ|quý|đợt|bằng|thêm)(?:\s[^\s:]+){0,6})?\s?:$|(?<!\w)đăng ký\s?:$",
    re.IGNORECASE,
)
_INVESTING = (
    *("đầu tư", "vốn", "việc", "xây", "nâng cấp", "cải tạo", "sửa chữa", "mở rộng", "xử lý", "khắc phục", "gia cố"),
    *("kiến thiết", "sử dụng đất", "đăng ký"),
)
"""Words one of which is in each of these."""
_OF_NO_WORKS = re.compile(
    r"(?<!\w)(?:khoản thu|nộp ngân sách|thu ngân sách|dư nợ|nợ thuế|doanh thu|định mức|mức (?:hỗ trợ|chi|thu)"
    r"|suất đầu tư|đơn giá|đấu giá|giá vật liệu)(?!\w)",
    re.IGNORECASE,
)
"""What leads a list of what works bring in or of what things cost each."""
_OF_OTHER_PART = re.compile(
    r"(?<!\w)(?:nguồn|kinh phí|vốn|tổ chức thực hiện|kiến nghị|đề nghị|giải pháp|tồn tại|hạn chế|khó khăn|đánh giá"
    r"|mục tiêu|tình hình|thuận lợi|cơ chế|chính sách|hiệu quả|thời gian|đào tạo|tập huấn|quản lý|điều khoản"
    r"|trách nhiệm|thu|chi|ngân sách|nơi nhận)(?!\w)",
    re.IGNORECASE,
)
"""What a heading within a part on works may tell of beside works."""
_CATALOGUE = re.compile(r"danh (?:mục|sách)\b.*\b(?:dự án|công trình|mô hình|đề tài)", re.IGNORECASE)


class Line(NamedTuple):
    """A line with its mark's kind ('1', '1.1', 'a', '-'; '' for none) and its words."""

    sign: str
    start: int
    stop: int
    words: str


class Lead(NamedTuple):
    """What leads the lines below: works, nothing but projects, or no works (`none`); the kind of mark that it stands behind."""

    works: bool = False
    projects: bool = False
    colon: bool = False
    sign: str = ""
    none: bool = False


def lines_of(text: str) -> list[Line]:
    """The lines with words, in order."""
    lines = list(_marked(text))
    entries = [not line.sign and _is_entry(line.words) for line in lines]
    for index, line in enumerate(lines):
        beside = (index > 0 and entries[index - 1]) or (index + 1 < len(lines) and entries[index + 1])
        if entries[index] and beside:
            lines[index] = line._replace(sign=UNMARKED)
    return lines


def _is_entry(words: str) -> bool:
    return _ENTRY.match(words) is not None and _SUM.search(words) is not None


def _marked(text: str) -> Iterator[Line]:
    for line in _LINE.finditer(text):
        sign = _SIGN.search(line["mark"]) if line["mark"] else None
        kind = ""
        if sign:
            kind = (
                f"1{'.1' * sign['deep'].count('.')}" if sign[0][0].isdigit() else "a" if sign[0].isalpha() else sign[0]
            )
        yield Line(kind, *line.span("words"), line["words"])


def leads_of(lines: Sequence[Line]) -> Iterator[tuple[Lead, Lead, bool]]:
    """Line by line what leads it, what leads the lines below it, and whether it parts the lists above from those below.

    A heading within a part on works leads works as that does: 'B. CÁC MÔ HÌNH | I. Trồng trọt'.
    """
    lead, parts = Lead(), dict[str, Lead]()
    for index, line in enumerate(lines):
        above = lead
        lead, parted = _lead_after(lead, line, lines[index + 1].sign if index + 1 < len(lines) else "")
        if not line.sign and (heading := _HEADING.match(line.words)):
            level = _level(heading[0])
            outer = list(parts)[: list(parts).index(level)] if level in parts else list(parts) if level else []
            own = lead.works or lead.projects or not outer or _OF_OTHER_PART.search(line.words)
            lead = lead if own else parts[outer[-1]]._replace(colon=False)
            parts = {**{name: parts[name] for name in outer}, level: lead}
        yield above, lead, parted


def _level(mark: str) -> str:
    """The kind of a heading's mark: 'I', 'A', 'Đ' of an article; '' for words in capitals."""
    words = mark.strip()
    return "" if len(words) > 8 else "I" if set(words) <= set("IVX./)- ") else words[:1] if words[:1] == "Đ" else "A"


def _lead_after(lead: Lead, line: Line, following: str) -> tuple[Lead, bool]:
    """What leads the lines below one, and whether it parts the lists above from those below."""
    words = line.words
    if words.endswith(":"):
        speaks = _speaks_of_works(words)
        if not line.sign or speaks or len(words.split()) <= _LONGEST_LEAD:
            heads = _heads(words)
            none = not (speaks or heads) and _OF_NO_WORKS.search(words) is not None
            return Lead(speaks or heads, heads, True, line.sign, none), not line.sign
        return lead, False
    if line.sign == UNMARKED:
        return lead, False
    if not line.sign:
        if not _HEADING.match(words):
            heads = (
                bool(following)
                and not words.endswith(_CLOSED)
                and len(words.split()) <= _LONGEST_LEAD
                and _heads(words)
            )
            return (Lead(True, True), True) if heads else (lead, False)
        if len(words.split()) > _LONGEST_LEAD:
            return Lead(), True
        return Lead(_speaks_of_works(words), _CATALOGUE.search(words) is not None or _titles(words)), True
    leads = line.sign != following != "" and line.sign not in "-+*•–" and not words.endswith(_CLOSED)
    if leads and len(words.split()) <= _LONGEST_LEAD:
        return Lead(_speaks_of_works(words), _heads(words), False, line.sign), False
    return (Lead(), False) if line.sign == lead.sign else (lead, False)


def _speaks_of_works(words: str) -> bool:
    return (speaks_of_works(words) or _invests(words)) and not _COSTS_OF.match(words)


def _invests(words: str) -> bool:
    small = words.lower()
    return any(word in small for word in _INVESTING) and _INVESTS_IN.search(words) is not None


def _titles(words: str) -> bool:
    """Whether a heading is of projects and of nothing else: 'I. CÁC DỰ ÁN, CÔNG TRÌNH NĂM 2012'."""
    heads = _HEADS.search(_HEADING_MARK.sub("", words))
    return heads is not None and heads.start() == 0


def _heads(words: str) -> bool:
    """Whether a line leads a list of projects and of nothing else."""
    small = words.lower()
    heads = any(head in small for head in _HEADING_LISTS) and _HEADS.search(words) is not None
    return heads and (" cho " in words or not _OF_OTHER.search(words))
