"""Bodies whose head begins with a small letter before a sector: 'Trưởng phòng Nội vụ', 'của phòng Kinh tế'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.organisations.ends import LONGEST_PLACE, of_many, place_end, sector_pattern
from pipeline.extract.organisations.names import Name
from pipeline.extract.organisations.officials import is_headed
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened, openings_of
from pipeline.structure.tables import small_sectors

_SMALL_HEAD = Opened(
    re.compile(
        r"(?<!\w)(?<![ỦủUu][ỷy] )(?<![Cc]hi )(?<![Pp]hân )(?:TT|phòng|ban|sở|bộ|cục|chi\s+cục|vụ|trạm|hội|trung\s+tâm|trường) (?=[A-ZĐ])"
    ),
)
"""'Trưởng phòng Nội vụ', 'của phòng Kinh tế': a head in small letters before a sector."""
_TOGETHER = re.compile(
    rf"(?i:{alternatives((*small_sectors(), 'lao động tb&xh', 'lao động - tb&xh', 'lao động'))})(?!\w)(?P<more>(?: ?[-–] ?|, | và )(?=[A-ZĐ]))?"
)
"""One of the offices that 'Liên Sở' joins: 'Tài chính - ' of 'Liên Sở Tài chính - Xây dựng'."""
_TYPED_SMALL = Opened(
    re.compile(
        rf"(?<!\w)(?<![Cc]ác )(?:(?:[Ss]ở|[Bb]ộ) {alternatives(small_sectors())}"
        r"|[Pp]hòng (?:tài chính - kế hoạch|nội vụ|giáo dục và đào tạo|lao động - thương binh và xã hội|kinh tế và hạ tầng))(?!\w)"
    ),
)
"""'sở tài chính', 'phòng tài chính - kế hoạch huyện': where a typist set no capitals."""
_SECOND_SYLLABLE = re.compile(
    r"(?<!\w)(?i:(?:cán|toàn|đồng|nội|tiến|cục|sơ|đảng) bộ|(?:cơ|trụ) sở|(?:nhiệm|dịch|nghiệp|chức|phục|nghĩa|sự|công|thời|đặc) vụ"
    r"|(?:xã|cơ|đại|lễ|quốc|hiệp|tổng|chi|dạ|ngày) hội|(?:quân|chi|liên|sư|trung) đoàn"
    r"|(?:môi|thị|nhà|hiện|nông|lâm|(?<!khởi )(?<!thi )công|quảng|chủ) trường|(?:quốc|văn|đề|dự|tiền|y) phòng"
    r"|(?:tiểu|chi|phân) ban)$"
)
"""A word that ends as a head begins: 'cán bộ Tư pháp', 'dịch vụ Y tế'."""

_OFFICE_MORE = re.compile(r" ?[-–] ?(?:Kỹ thuật|Vật tư|Nghiệp vụ|Kinh doanh|Thiết bị)(?!\w)")
"""What closes the name of a firm's or board's office: 'phòng Kế hoạch - Kỹ thuật'."""


def small_names(text: str) -> Iterator[Name]:
    """Every body whose head begins with a small letter; not those of many places at once ('trưởng phòng Y tế các huyện')."""
    for head, end in before_sectors(text, _SMALL_HEAD):
        if not _SECOND_SYLLABLE.search(text, max(0, head.start() - 8), head.end() - 1):
            name = _small_name(text, head.start(), end)
            if not of_many(text, name.start, name.core_end, name.end):
                yield name
    for typed in openings_of(text).find(_TYPED_SMALL):
        head_end = text.find(" ", typed.start())
        if not _SECOND_SYLLABLE.search(text, max(0, typed.start() - 8), head_end):
            yield _small_name(text, typed.start(), typed.end())


def inside_word(text: str, start: int) -> bool:
    """Whether the word at an offset only ends another: 'hội' of 'đại hội phụ nữ'."""
    return _SECOND_SYLLABLE.search(text, max(0, start - 8), text.find(" ", start)) is not None


def joined_sectors(text: str, start: int) -> list[tuple[int, int]]:
    """The sectors of a joint office from `start`: 'Tài chính' and 'Kế hoạch và Đầu tư' of 'Liên Bộ Tài chính - Kế hoạch và Đầu tư'."""
    found: list[tuple[int, int]] = []
    while office := _TOGETHER.match(text, start):
        found.append((start, office.start("more") if office["more"] else office.end()))
        start = office.end()
        if not office["more"]:
            break
    return found


def small_name_at(text: str, start: int) -> Name | None:
    """The body that begins so at an offset."""
    head = _SMALL_HEAD.pattern.match(text, start)
    if head is None or _SECOND_SYLLABLE.search(text, max(0, start - 8), head.end() - 1):
        return None
    end = sector_at(text, head.end())
    return _small_name(text, start, end) if end else None


def small_heads(text: str, start: int, end: int) -> Iterator[int]:
    """Where such a body may begin between two offsets."""
    return (head.start() for head in _SMALL_HEAD.pattern.finditer(text, start, end))


def _small_name(text: str, start: int, core_end: int) -> Name:
    if more := _OFFICE_MORE.match(text, core_end) if text.startswith("phòng", start) else None:
        core_end = more.end()
    end = place_end(text, core_end, core_end + LONGEST_PLACE, headed=is_headed(text, start))
    return Name(start, core_end, end, firm=False, bare=False, closed=True)


def sector_at(text: str, start: int) -> int | None:
    """Where the sector that opens at `start` ends: 'Nội vụ' of 'liên Bộ Tài chính - Nội vụ'."""
    match = sector_pattern().match(text, start - 1)
    return match.end() if match else None


def before_sectors(text: str, lead: Opened) -> Iterator[tuple[re.Match[str], int]]:
    """Where a lead stands before a sector, with the end of the sector."""
    position = 0
    for before in openings_of(text).find(lead):
        if before.start() < position:
            continue
        end = sector_at(text, before.end())
        position = end or before.end()
        if end:
            yield before, end
