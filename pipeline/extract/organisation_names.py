"""The grammar of organisations' names, for issuers of cited documents and for organisations in the text.

A name is a head ('Sở', 'UBND', 'Công ty TNHH') and what belongs to it: a sector from the table, or words with
capitals and what goes on after one of them in small letters; then a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.names import full_name
from pipeline.extract.openings import Opened, first_words, openings_of
from pipeline.extract.organisation_ends import CAPITAL, extended, place_end, sector_pattern, takes_place
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.structure.alternatives import alternatives
from pipeline.structure.tables import (
    common_words,
    complete_heads,
    firm_heads,
    kind_names,
    lone_heads,
    name_openers,
    organisation_heads,
    trades,
    verbs_before_capitals,
    words_after_names,
    words_of_names,
)

_MOST_SMALL_WORDS = 10
"""In a row, of what a body works on; more is the sentence that goes on."""
_LONGEST = 160
_LONGEST_PLACE = 60
_NAMED_AFTER = ("Trường", "Đại học", "Học viện", "Bệnh viện", "Viện", "Quỹ", "Trung tâm", "Nhà máy", "Xí nghiệp")
_ABOUT_HEADS = (
    "Ban",
    "Văn phòng Điều phối",
    "Văn phòng điều phối",
    "Văn phòng",
    "Ủy ban",
    "Uỷ ban",
    "Hội đồng",
    "Quỹ",
    "Trung tâm",
    "Viện",
    "Tổ chức",
)
_HEAD = "-"
_OPEN = (
    "Ban Quản lý",
    "Ban quản lý",
    "Ban QLDA",
    "Đội",
    "Tổng công ty",
    "Tổng Công ty",
    "Tập đoàn",
    "Trung tâm",
    "Viện",
    "Nhà máy",
    "Xí nghiệp",
    "Trường",
)
"""Heads whose name goes on after a sector."""
_ON_ITS_OWN = (
    "Bộ",
    "Sở",
    "Cục",
    "Tổng cục",
    "Chi cục",
    "Công ty",
    "Công ty Cổ phần",
    "Công ty CP",
    "Công ty TNHH",
    "Chính phủ",
)
_STRICT = ("Sở", "Bộ", "Phòng", "phòng", "Tổng cục")
"""Heads whose sector is their whole name; others may go on: 'Cục Kinh tế hợp tác và Phát triển nông thôn'."""
_GOES_ON = re.compile(
    rf"(?P<small>(?: [{LOWER}]+){{1,3}}) và (?=[{UPPER}])| ?[-–&] ?(?=[{UPPER}])| (?:và )?(?=[{UPPER}])"
)
_KIND_CITED = re.compile(rf"(?i:{kind_names()})(?!\w)(?= (?:số|năm|này|\d|của|về))")
_DEGREE = re.compile(r"(?:PGS|GS|TSKH|TS|ThS|Th\.S|KS|BS|CN|CVC|KTS)(?:\.|(?!\w))")
_COUNCIL_WORK = re.compile(
    rf" (?i:thẩm định|đánh giá|bồi thường|nghiệm thu|tư vấn|xét duyệt|xét chọn|định giá|đấu giá|thanh lý|tuyển dụng)"
    rf"(?:,? (?!(?:tỉnh|huyện|xã|thành phố|thị xã|cấp|các|họp|đã|là|của)(?!\w))(?:[{LOWER}]+|[A-ZĐ]{{2,6}})(?!\w)){{0,10}}"
    r"(?= (?:tỉnh|huyện|xã|thành phố|thị xã)(?!\w))"
)
"""What a council of a province, district or commune is for: 'Hội đồng thẩm định giá đất tỉnh'."""
_BOARD_WORK = re.compile(
    rf" (?:nuôi trồng|trồng|chăn nuôi|cấp nước|thoát nước|giảm nghèo|phát triển|xây dựng|cải thiện|cải cách|cải tạo|nâng cấp|nâng cao|tăng cường|hỗ trợ|khắc phục|phòng chống|chuyển đổi|bảo vệ|bảo tồn|hồ|cầu|đường|kè|đê|thuỷ lợi|thủy lợi|thủy điện|thuỷ điện|nông thôn)"
    rf"(?: (?!(?:tỉnh|huyện|xã|thành phố|thị xã|đã|là|của|và|có|được|tổ chức|thực hiện|hoạt động|làm)(?!\w))[{LOWER}]+(?!\w)){{0,9}}"
    rf"(?:(?: [{UPPER}]\w*(?!\w)){{1,4}}|(?= (?:tỉnh|huyện|thành phố|thị xã)(?!\w)))"
)
"""What a board runs: 'Ban QLDA nuôi trồng thuỷ sản huyện', 'Ban quản lý dự án hồ Ia Ví'."""
_OFFICE = re.compile(r"(?:Thành viên|Trưởng|Phó|Ủy viên|Uỷ viên|Giám đốc|Chủ tịch|Cơ quan|Đơn vị|Thư ký|Tổ)(?!\w)")
"""After a dash what a body is, and no part of its name: 'Chi cục PTNT - Thành viên'."""
_KIND = re.compile(rf"(?:{kind_names()})(?!\w)")
_SMALL_HEAD = Opened(
    frozenset(("phòng", "ban", "sở", "bộ", "cục", "chi", "vụ", "trạm", "hội", "trung", "trường")),
    re.compile(r"(?<!\w)(?<![ỦủUu][ỷy] )(?:phòng|ban|sở|bộ|cục|chi\s+cục|vụ|trạm|hội|trung\s+tâm|trường) (?=[A-ZĐ])"),
)
"""'Trưởng phòng Nội vụ', 'của phòng Kinh tế': a head in small letters before a sector."""
_SMALL = re.compile(rf" (?P<word>[{LOWER}]+)(?!\w)(?: (?P<next>[{LOWER}]+)(?!\w))?")


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation's name at `start:end`; `bare` where nothing but its head was found.

    `core_end` is where its head and sector end, before words that only look like part of it.
    """

    start: int
    core_end: int
    end: int
    firm: bool
    bare: bool
    closed: bool
    """Whether the head or sector says the whole name, but for a place."""


@cache
def head_words() -> frozenset[str]:
    """What the heads begin with."""
    return first_words((*firm_heads(), *organisation_heads()))


@cache
def head_pattern() -> re.Pattern[str]:
    """The words that open an organisation's name."""
    return re.compile(
        rf"(?<![\w/-])(?:(?P<firm>{alternatives(firm_heads())})|(?P<organ>{alternatives(organisation_heads())}))(?![\w-]\w|\w)"
    )


@cache
def no_names() -> re.Pattern[str]:
    """What begins as a head does and names no body: 'Báo cáo', 'Hội nghị', 'Ban hành'."""
    return re.compile(common_words())


def opens_body(text: str, start: int) -> bool:
    """Whether another body's name begins at an offset; 'Phòng chống' and the like only begin as one."""
    return head_pattern().match(text, start) is not None and not no_names().match(text, start)


def small_names(text: str) -> Iterator[Name]:
    """Every body whose head begins with a small letter."""
    for head, end in before_sectors(text, _SMALL_HEAD):
        yield _small_name(text, head.start(), end)


def small_name_at(text: str, start: int) -> Name | None:
    """The body that begins so at an offset."""
    head = _SMALL_HEAD.pattern.match(text, start)
    end = sector_at(text, head.end()) if head else None
    return _small_name(text, start, end) if end else None


def _small_name(text: str, start: int, core_end: int) -> Name:
    end = place_end(text, core_end, core_end + _LONGEST_PLACE)
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


@cache
def _trade() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(trades())}(?!\w)")


@cache
def _opened() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(name_openers())}$")


def name_at(text: str, head: re.Match[str]) -> Name:
    """The whole name that a head opens."""
    firm = head["firm"] is not None
    if head[0] == "Hội đồng" and (work := _COUNCIL_WORK.match(text, head.end())):
        end = place_end(text, work.end(), work.end() + _LONGEST_PLACE)
        return Name(head.start(), end, end, firm=False, bare=False, closed=True)
    if head[0] in lone_heads() and (work := _BOARD_WORK.match(text, head.end())):
        end = place_end(text, work.end(), work.end() + _LONGEST_PLACE)
        return Name(head.start(), end, end, firm=False, bare=False, closed=True)
    stop = min(len(text), head.start() + _LONGEST)
    sector = None if firm else sector_pattern().match(text, head.end(), stop)
    # 'các dự án', 'rừng phòng hộ': words with small letters leave the name open for a sector or a name of their own.
    open_sector = sector is not None and (sector[0][1].islower() or head[0].startswith(_OPEN))
    if sector and open_sector:
        sector = sector_pattern().match(text, sector.end(), stop) or sector
    trade = _trade().match(text, head.end(), stop) if firm else None
    core_end = sector.end() if sector else trade.end() if trade else head.end()
    closed = sector is not None or head[0] in complete_heads()
    tail = _Tail(
        text,
        stop,
        firm,
        firm or head[0].startswith(_NAMED_AFTER),
        head[0].startswith(_ABOUT_HEADS),
        head[0] in _STRICT,
        head.end(),
    )
    end = core_end
    if not closed or open_sector:
        opened = firm or open_sector or _opened().search(text, head.start(), head.end()) is not None
        end = tail.end(core_end, small=opened)
    elif sector and head[0] not in _STRICT and not takes_place(text, core_end):
        going = _GOES_ON.match(text, core_end, stop)
        if going and not opens_body(text, going.end()):
            end = tail.end(core_end, small=going["small"] is not None)
    end = extended(text, head, end, stop, firm)
    return Name(head.start(), core_end, end, firm, bare=end == head.end(), closed=closed)


@dataclass(frozen=True, slots=True)
class _Tail:
    """How a name goes on past its head and sector.

    Words with capitals belong to it, and words with small letters after one capital ('Người cao tuổi'), up to
    a word that follows names. After two capitals in a row, a name of its own ('Bến Mẫu'), small letters are the
    sentence's; in a firm's name they count only where a capital follows. Schools and firms are `named_after`
    people; after another body's name a person's name is no part of it.
    """

    text: str
    stop: int
    firm: bool
    named_after: bool
    about: bool
    strict: bool
    head_end: int

    def end(self, start: int, *, small: bool) -> int:
        """Where the name ends that goes on at `start`, with small letters too if `small`."""
        end, capitals = start, 0
        while True:
            if (word := self._capital(end)) is not None:
                capitals = capitals + 1 if word["joint"] == " " else 1
                end, small = word.end(), capitals < 2 or (word["word"].isupper() and not self.strict)
            elif small and (further := self._small(end)) > end:
                end, capitals, small = further, 0, False
            else:
                return end

    def _capital(self, end: int) -> re.Match[str] | None:
        word = CAPITAL.match(self.text, end, self.stop)
        if word is None:
            return None
        at = word.start("word")
        joined = word["joint"] in (" và ", " về ")
        if _DEGREE.match(self.text, at) or (end == self.head_end and word["joint"] != " "):
            return None
        if "-" in word["joint"] and (_OFFICE.match(self.text, at) or self._another_body(at)):
            return None
        if joined and (opens_body(self.text, at) or self.text.startswith("Thường trực", at)):
            return None
        if (word["joint"] == " về " and not self.about) or (joined and _KIND.match(self.text, at)):
            return None
        if _KIND_CITED.match(self.text, at) or (not self.named_after and full_name().match(self.text, at)):
            return None
        return word

    def _another_body(self, at: int) -> bool:
        """Whether a body of its own opens after a dash: 'Cục Đầu tư nước ngoài - Bộ Kế hoạch và Đầu tư'.

        A school's or institute's university belongs to its name: 'Trường Đại học Nông Lâm - Đại học Huế'.
        """
        head = head_pattern().match(self.text, at)
        return head is not None and head[0] in _ON_ITS_OWN

    def _small(self, start: int) -> int:
        """Past the small letters from `start` that belong to the name; `start` where none do."""
        end = good = first = start
        last = self.text[self.text.rfind(" ", 0, start) + 1 : start]
        previous = _HEAD if start == self.head_end else "" if last[:1].isupper() else last
        for _ in range(_MOST_SMALL_WORDS):
            word = _SMALL.match(self.text, end, self.stop)
            if word is None or _follows_names(previous, word["word"], word["next"] or "", self._figures(word)):
                # A firm's trade in small letters belongs to it where its own name follows.
                bare = self.firm and start == self.head_end and not CAPITAL.match(self.text, good, self.stop)
                return start if bare else good
            end, previous = word.end("word"), word["word"]
            good = good if previous in ("và", "của", "các") else end
            first = first if first > start else end
        return good if self.firm and CAPITAL.match(self.text, good, self.stop) else first

    def _figures(self, word: re.Match[str]) -> bool:
        following = self.text[word.end("word") + 1 : word.end("word") + 2]
        return (
            word["next"] is None
            and self.text[word.end("word") : word.end("word") + 1] == " "
            and not following.islower()
        )


def _follows_names(previous: str, word: str, following: str, before_capital: bool) -> bool:
    """Whether a word comes after names and is no part of them.

    Right after a capital (`previous` is '') it is mostly its second syllable; after 'và' a verb is what the body does.
    """
    if f"{previous} {word}" in words_of_names() or f"{word} {following}" in words_of_names():
        return False
    if word in words_after_names() or (previous != "và" and f"{word} {following}" in words_after_names()):
        return True
    if word not in verbs_before_capitals():
        return False
    return previous == _HEAD or (previous != "" and (following in words_after_names() or before_capital))
