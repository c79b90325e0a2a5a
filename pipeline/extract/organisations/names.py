"""The grammar of organisations' names, for issuers of cited documents and for organisations in the text.

A name is a head ('Sở', 'UBND', 'Công ty TNHH') and what belongs to it: a sector from the table, or words with
capitals and what goes on after one of them in small letters; then a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.names import full_name
from pipeline.extract.organisations.ends import (
    LONGEST_PLACE,
    MANAGING,
    STEERING,
    branch_end,
    extended,
    place_end,
    sector_pattern,
    takes_place,
)
from pipeline.extract.organisations.heads import head_pattern, opens_body
from pipeline.extract.organisations.officials import before_official, is_headed
from pipeline.extract.organisations.tails import Tail
from pipeline.extract.places.gazetteer import gazetteer
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.tables import (
    added_work,
    complete_heads,
    heads_that,
    lone_heads,
    name_openers,
    trades,
)

_LONGEST = 160
_DEEPEST = 3
"""Of bodies within bodies: 'Công đoàn Văn phòng Thanh tra Bộ Xây dựng'; more is no name."""
_SERIES_REACH = 50
"""How far the first work of several may reach in a name."""
_OFFICES = ("Phòng", "phòng")
_LOCAL = ("Sở", "SỞ", "Phòng", "PHÒNG")
_PLACE_ALONE = re.compile(rf" [{UPPER}]\w*(?: [{UPPER}]\w*){{1,2}}(?!\w|\.\w|[ -][{UPPER}\d])")
_COOPERATIVES = ("HTX", "Hợp tác xã", "hợp tác xã")
_HEADED = re.compile(r"(?:[Cc]hủ (?:tịch|nhiệm)|[Gg]iám đốc|[Tt]rưởng|[Cc]hánh [Tt]hanh tra|GĐ|PGĐ|GD) $")
_GOES_ON = re.compile(
    rf"(?P<small>(?: [{LOWER}]+){{1,3}}) và (?=[{UPPER}])| ?[-–&] ?(?=[{UPPER}])| (?:và )?(?=[{UPPER}])"
)
_COUNCIL_WORK = re.compile(
    r" (?i:nghĩa vụ quân sự|sáng kiến|thẩm định|đánh giá|bồi thường|đền bù|nghiệm thu|tư vấn|xét duyệt|xét chọn"
    r"|định giá|đấu giá|thanh lý|tuyển dụng)"
    rf"(?:,? (?!(?:tỉnh|huyện|xã|thành phố|thị xã|cấp|các|họp|đã|là|của|xem xét|báo cáo)(?!\w))(?:[{LOWER}]+|[A-ZĐ&]{{2,7}})(?!\w)){{0,10}}"
    r"(?= (?:tỉnh|huyện|xã|thành phố|thị xã|Trung ương)(?!\w))"
    rf"| thẩm định(?: [{LOWER}]+){{0,6}}?(?= xem xét(?!\w))"
    r"| (?:thẩm định|xét duyệt)(?= (?:thông qua|đã|kết luận|thống nhất|tại|họp ngày)(?!\w))"
)
"""What a council of a province, district or commune is for: 'Hội đồng thẩm định giá đất tỉnh'."""
_BOARD_WORK = compiled(
    r" (?:(?:các )?(?:công trình|di tích)|chợ|bến xe|bến|cảng cá|nghĩa trang|đô thị|đầu tư và xây dựng|nuôi trồng"
    r"|trồng|chăn nuôi|cấp nước|thoát nước|giảm nghèo|phát triển|xây dựng|cải thiện|cải cách|cải tạo|nâng cấp|nâng cao"
    r"|tăng cường|hỗ trợ|khắc phục|phòng chống|chuyển đổi|bảo vệ|bảo tồn|hồ|cầu|đường|kè|đê|thủy lợi"
    r"|thủy điện|nông thôn)"
    rf"(?: (?!(?:tỉnh|huyện|xã|thành phố|thị xã|đã|là|của|và|có|được|tổ chức|thực hiện|hoạt động|làm)(?!\w))[{LOWER}]+(?!\w)){{0,9}}"
    rf"(?:(?: [{UPPER}]\w*(?:&\w+)?(?!\w)){{1,4}}|(?= (?:tỉnh|huyện|thành phố|thị xã)(?!\w))"
    rf"|(?:(?<=lợi)|(?<=thông)|(?<=dựng)) \d{{1,2}}(?![\w/]|[.,]\d))"
    r"| (?:(?:cấp|thoát) nước|nông thôn|giao thông|thủy lợi|thủy điện|giảm nghèo)(?=[.,;)\n]|$)"
)
"""What a board runs: 'Ban QLDA nuôi trồng thuỷ sản huyện', 'Ban quản lý dự án hồ Ia Ví'."""
_CENTRAL = " Trung ương"
_STEERING_WORK = compiled(
    r" (?i:ứng phó|phòng,? chống|phòng thủ|phát triển|thực hiện|triển khai|xây dựng|đổi mới|cải cách|giải quyết"
    r"|giải phóng|phối hợp|vận động|quản lý|bảo vệ|giảm nghèo|sắp xếp|thu hồi)"
    rf"(?:(?:,(?= (?:phòng,? )?(?:chống|mại|ma|bão|cháy|tham|dịch|thiên|lãng|tệ|nâng|nông|lâm|xử|gia cầm|hạn|lụt|lốc|cứu|tìm|khắc|hải|thủy)))?"
    r" (?!(?:tỉnh|huyện|xã|thành phố|thị xã|quận|đề nghị|yêu cầu|giao|chỉ đạo|kiểm tra|báo cáo|họp|tại|cho|do|gồm|đã"
    rf"|là|có|được|để|theo|trên|năm)(?!\w))(?:[{LOWER}]+|[A-ZĐ]{{3,6}}|COVID-19|Đề án|Chương trình|Dự án|Nghị quyết"
    rf"|Chiến lược|Luật|Phong trào)(?!\w)){{1,16}}"
    r"(?<!mỗi)(?= (?:tỉnh|huyện|xã|thành phố|thị xã|quận|cấp tỉnh|cấp huyện|cấp quốc gia|Trung ương)(?!\w))"
)
"""What a steering committee of a province or district is for: 'Ban Chỉ đạo ứng phó với biến đổi khí hậu tỉnh'."""
_WORK_FIRST = re.compile(
    r"(?:Vụ|Cục|Tổng cục|Quỹ) (?:quản lý|phát triển|chế độ|chính sách|hỗ trợ|bảo vệ|bảo trợ|kế hoạch|tổng hợp|pháp chế"
    r"|hợp tác|tổ chức cán bộ|kinh tế|đầu tư|tài chính|ngân sách|xúc tiến|phòng chống|khuyến)(?!\w)"
)
"""A body whose work is told in small letters: 'Vụ chế độ kế toán', 'Quỹ hỗ trợ đầu tư quốc gia'."""


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
def _trade() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(trades())}(?!\w)")


@cache
def _series() -> re.Pattern[str]:
    """Works told one after another, but for what follows the last 'và': 'Đầu tư, Xây dựng và Thương mại', 'Sản xuất, kinh doanh rau'."""
    works = {*trades(), *name_openers(), "Văn hóa", "Thể thao"}
    large, small = alternatives(works), alternatives({work.lower() for work in works})
    more = rf"(?!\w)(?: (?!và )[{LOWER}]+){{0,3}}"
    return re.compile(
        rf" {large}{more}(?:(?:, {large}{more}){{1,4}}(?=,? và (?:[{UPPER}]|nông thôn|dịch vụ|thương mại|xây dựng))|, {small}(?!\w))"
    )


@cache
def _numbered_trade() -> re.Pattern[str]:
    """A trade in small letters with the firm's number: 'Xí nghiệp xây lắp số 2'."""
    return re.compile(rf" {alternatives({work.lower() for work in trades()})} số \d{{1,3}}[A-D]?(?!\w|[.,/-]\w)")


@cache
def _opened() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(name_openers())}$")


def _is_whole(name: Name, head: re.Match[str]) -> bool:
    """Whether a body that another is part of is told whole: 'Bộ Xây dựng', 'Ban Chỉ đạo', 'Ngân hàng Phát triển'."""
    if head[0] in lone_heads():
        return True
    return not name.bare and (
        name.firm or head[0] in heads_that("end_with_sector") or head[0].startswith(heads_that("are_large"))
    )


def _body_at(text: str, end: int, depth: int, *, headed: bool, whole: bool = True) -> Name | None:
    """The body right after a head or name that is part of it: 'Hội Cựu chiến binh Công ty Chè Bến Mẫu'; told `whole`, or not bare."""
    head = head_pattern().match(text, end + 1) if depth < _DEEPEST and text.startswith(" ", end) else None
    name = name_at(text, head, depth + 1, headed=headed) if head and not head["brand"] else None
    return name if name and head and (_is_whole(name, head) if whole else not name.bare) else None


def _is_place(text: str, start: int, words: re.Match[str]) -> bool:
    """Whether capitals after an office's sector are its place, not who heads it: 'Sở Y tế Bến Mẫu'."""
    name = fold(words[0].strip())
    if name in gazetteer("63").provinces or name in gazetteer("34").provinces:
        return True
    headed = _HEADED.search(text, max(0, start - 20), start)
    return not headed and not full_name().match(text, words.start() + 1) and not opens_body(text, words.start() + 1)


def _may_be_named_after(text: str, head: re.Match[str], *, whole: bool) -> bool:
    """Whether a person's name may close a body's: not that of who heads one told whole, 'Giám đốc Trung tâm Khuyến nông Lê Văn Mẫu'."""
    if head[0].startswith(heads_that("are_named_after_the_great")):
        return True
    headed = (whole or head[0] in _COOPERATIVES) and _HEADED.search(text, max(0, head.start() - 20), head.start())
    return not headed and (head["firm"] is not None or head[0].startswith(heads_that("are_named_after_people")))


@cache
def _and_work() -> re.Pattern[str]:
    return re.compile(rf" và {alternatives(added_work())}(?!\w)(?! Đảng)")


def _adds_work(text: str, end: int) -> bool:
    """Whether an office's name goes on with work that is none of another office: 'Phòng Pháp chế và Giải quyết khiếu nại'."""
    return _and_work().match(text, end) is not None and not sector_pattern().match(text, end + len(" và"))


def name_at(text: str, head: re.Match[str], depth: int = 0, *, headed: bool = False) -> Name:
    """The whole name that a head opens; `depth` is how many bodies it is told to be part of, `headed` whether one of them has a title before it."""
    firm = head["firm"] is not None
    headed = headed or is_headed(text, head.start())
    if head["brand"]:
        end = branch_end(text, head.end(), head.start() + _LONGEST)
        return Name(head.start(), head.end(), end, firm=True, bare=False, closed=True)
    if head[0] == "Hội đồng" and (work := _COUNCIL_WORK.match(text, head.end())):
        end = place_end(text, work.end(), work.end() + LONGEST_PLACE, headed=headed)
        end += len(_CENTRAL) if text.startswith(_CENTRAL, end) else 0
        return Name(head.start(), end, end, firm=False, bare=False, closed=True)
    if head[0].startswith(STEERING) and (work := _STEERING_WORK.match(text, head.end())):
        end = place_end(text, work.end(), work.end() + LONGEST_PLACE, headed=headed)
        end += len(_CENTRAL) if text.startswith(_CENTRAL, end) else 0
        return Name(head.start(), work.end(), end, firm=False, bare=False, closed=True)
    if (head[0] in lone_heads() or head[0].startswith(MANAGING)) and (work := _BOARD_WORK.match(text, head.end())):
        end = place_end(text, work.end(), work.end() + LONGEST_PLACE, headed=headed)
        return Name(head.start(), end, end, firm=False, bare=False, closed=True)
    stop = min(len(text), head.start() + _LONGEST)
    if firm and (numbered := _numbered_trade().match(text, head.end())):
        end = place_end(text, numbered.end(), stop, headed=headed)
        return Name(head.start(), numbered.end(), end, firm=True, bare=False, closed=True)
    if head[0] in heads_that("are_of_bodies") and (within := _body_at(text, head.end(), depth, headed=headed)):
        end = extended(text, head, within.end, stop, firm=False, headed=headed)
        return Name(head.start(), within.core_end, end, firm=False, bare=False, closed=True)
    sector = None if firm else sector_pattern().match(text, head.end(), stop)
    # 'các dự án', 'rừng phòng hộ': words with small letters leave the name open for a sector or a name of their own.
    open_sector = sector is not None and (sector[0][1].islower() or head[0].startswith(heads_that("go_on")))
    if sector and open_sector:
        sector = sector_pattern().match(text, sector.end(), stop) or sector
    trade = _trade().match(text, head.end(), stop) if firm else None
    listed = (firm or head[0] in heads_that("list_works")) and "," in text[head.end() : head.end() + _SERIES_REACH]
    series = _series().match(text, head.end(), stop) if listed else None
    if series:
        sector, trade = None, series
    core_end = sector.end() if sector else trade.end() if trade else head.end()
    closed = sector is not None or head[0] in complete_heads()
    tail = Tail(
        text,
        stop,
        firm,
        _may_be_named_after(text, head, whole=sector is not None or trade is not None),
        head[0].startswith(heads_that("say_what_they_are_about")),
        head[0] in heads_that("end_with_sector"),
        head.end(),
        headed,
    )
    end = core_end
    if not closed or open_sector:
        opened = (
            firm
            or open_sector
            or series is not None
            or _WORK_FIRST.match(text, head.start()) is not None
            or _opened().search(text, head.start(), head.end()) is not None
        )
        end = tail.end(core_end, small=opened)
    elif sector and head[0] in _OFFICES and (text.startswith(" - ", core_end) or _adds_work(text, core_end)):
        end = tail.end(core_end, small=False)
    elif sector and head[0] in _LOCAL and (place := _PLACE_ALONE.match(text, core_end, stop)):
        end = place.end() if _is_place(text, head.start(), place) else core_end
    elif sector and head[0] not in heads_that("end_with_sector") and not takes_place(text, core_end):
        going = _GOES_ON.match(text, core_end, stop)
        if going and not opens_body(text, going.end()):
            end = tail.end(core_end, small=going["small"] is not None)
    if head[0] in heads_that("are_named_after_nobody"):
        end = before_official(text, head, core_end, end)
    if (
        head[0] in heads_that("are_societies")
        and end > head.end()
        and (within := _body_at(text, end, depth, headed=headed, whole=False))
    ):
        return Name(head.start(), within.core_end, within.end, firm=False, bare=False, closed=True)
    end = extended(text, head, end, stop, firm=firm, headed=headed)
    return Name(head.start(), core_end, end, firm, bare=end == head.end(), closed=closed)
