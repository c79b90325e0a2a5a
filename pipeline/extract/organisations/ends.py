"""What closes an organisation's name: a firm's number, what a board is for, a region, a place, a branch."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.names import POST, full_name, name_table
from pipeline.extract.organisations.countries import country_end
from pipeline.extract.organisations.heads import opens_body
from pipeline.extract.organisations.officials import before_head, official_at
from pipeline.extract.places.names import before_person, is_called_after, known_unit
from pipeline.normalize.letters import LOWER, NOT_ABOUT, UPPER
from pipeline.normalize.place_names import JOINED_NAMES, split_level
from pipeline.normalize.tones import both_ways, compiled, spelled
from pipeline.structure.bodies import ASSEMBLY, COUNCIL
from pipeline.structure.tables import heads_that, kind_names, sector_names

LONGEST_PLACE = 60
_LEVEL = spelled(
    r"(?:(?i:(?:tỉnh|huyện|quận|thành phố)(?! (?:ủy|đoàn)(?!\w| (?:thác|quyền|nhiệm)(?!\w)))|TP\.?|thị xã|thị trấn"
    r"|xã(?! hội)|phường|đặc khu|H\.)|(?:(?<=UBND )|(?<=HĐND )|(?<=Công an ))(?:(?:T\.?X\.?|TT\.?)(?= ?[^\W\d_])"
    rf"|[PQX]\.(?= (?!(?i:{POST}))[{UPPER}]\w* [{UPPER}])))"
)
CAPITAL = re.compile(
    r"(?P<joint> ?[-–&] ?| và | về | )(?P<word>(?:Trung ương|Nhà nước|Sự thật|Phòng, [Cc]hống)(?!\w)"
    rf"|(?:[{UPPER}]\.){{2,}}|{NOT_ABOUT}[{UPPER}]\w*(?:[.&’']\w+|-[{LOWER}]+|/[A-Z]{{3,}})*)"
)
_NUMBER = re.compile(
    r" (?:\d{1,2}[/-]\d{1,2}(?![\w/-])|\d{1,3}[A-D]?)(?![\w/%]|[.,]\d"
    r"| (?:triệu|tỷ|tỉ|nghìn|ngàn|vạn|đồng|trđ|ha|km|m|m2|m3|m²|m³|tấn|tạ|kg|T|lít|con|cây|chiếc|suất|người|hộ"
    r"|công trình|dự án|hồ|gói|hạng mục|phòng|tầng|tuyến|cán bộ|lần|cuộc|đợt|tháng|năm|ngày|đoàn|tổ)\b)"
)
_NUMBERED_WORK = compiled(
    r" [-–] (?P<work>(?:Xây dựng|Xây lắp|Công trình|Thương mại|Tư vấn|Đầu tư|Giao thông|Thủy lợi)(?!\w)"
    r"(?: [Cc]ông trình(?: giao thông| thủy lợi)?(?!\w))?)"
)
"""What a firm with a number works on: 'Công ty Cổ phần 873 - Xây dựng công trình giao thông'."""
_DAY = re.compile(r" \d{1,2}[/-]\d{1,2}(?![\w/-])")
"""'Trường Mầm non 1/6': a day that a school is named after."""
_WORD = spelled(rf"(?!(?:{kind_names()}|Khóa|KHÓA|Kỳ họp|Nhiệm kỳ|Lần thứ)(?!\w)){NOT_ABOUT}[{UPPER}]\w*(?:[’']\w+)?")
_PLACE_WORD = rf"(?!CỘNG |TRƯỞNG |PHÓ |CHỦ TỊCH|GIÁM ĐỐC){_WORD}"
"""In a signature the head of the body, or the state's name, follows in capitals: 'UBND HUYỆN TRƯỞNG ĐOÀN'."""
_LEVELS_ONLY = re.compile(
    rf" {_LEVEL}(?:(?:, | và | ?[-–] ?| ){_LEVEL})+(?! [{UPPER}])(?:,? (?:trực )?thuộc (?:Trung ương|tỉnh|thành phố))?(?!\w)"
)
_PLACE = re.compile(
    rf" {_LEVEL}(?:(?!\w)|(?<=\.)(?=HCM(?!\w)))(?P<name> {JOINED_NAMES}| {_PLACE_WORD}(?:[ -]{_PLACE_WORD}){{0,3}}|(?<=quận|Quận|QUẬN|ường|ƯỜNG) \d{{1,2}}(?!\w)|(?<=\.)HCM)?"
)
_TAKES_NUMBER = compiled(
    r"(?<!\w)(?:Quân khu|QLDA|(?:[Dd]ự án|QLDA|XD|[Xx]ây dựng|[Đđ]ầu tư và [Xx]ây dựng)(?: [Tt]hủy lợi"
    r"| [Gg]iao thông)|[Dd]ự án|Ban [Cc]hỉ đạo|BCĐ|Chương trình|Vùng|vùng|Tổng [Cc]ông ty.*|số|Quân đoàn|Binh đoàn"
    r"|(?:Sư|Lữ|Trung|Tiểu) đoàn(?: [^ ]+ ?[^ ]*)?|Hải đội|Tổng đội Thanh niên xung phong"
    r"|Đoàn (?:Kinh tế|Đo đạc|Địa chất).*|Vùng Cảnh sát biển|Đồn Biên phòng|Đồn BP|Đo lường Chất lượng|[Đđ]ường bộ"
    r"|liên ngành|Lâm trường|Nông trường(?: quốc doanh| chè| cao su| cà phê| dứa)?|Thuế cơ sở)$"
)
_SEAT = re.compile(
    rf" tại (?:Việt Nam|Hà Nội|(?:(?:tỉnh|thành phố|TP\.?|Thành phố) )?{_WORD}(?: {_WORD}){{1,3}})(?!\w)"
)
_BRANCH = re.compile(rf",? (?:[-–] )?[Cc]hi nhánh(?= (?:tỉnh|huyện|thành phố|thị xã|[{UPPER}]))")
_REGION = re.compile(
    r" (?:khu vực|vùng) (?:(?:[Tt]rung du(?: và|,)? )?[Mm]iền núi(?: phía Bắc| Bắc Bộ)?"
    rf"|[Mm]iền (?:Trung|Bắc|Nam)(?: ?[-–] ?Tây Nguyên)?|[IVX]{{1,5}}|\d{{1,2}}(?: [-–] {_WORD}(?: {_WORD}){{1,2}})?"
    rf"|{_WORD}(?: {_WORD}){{0,2}}(?: ?[-–] ?{_WORD}(?: {_WORD}){{0,2}}){{0,3}})(?!\w)"
    rf"| số \d{{1,3}}[A-D]?(?!\w|[/.,-]\w| (?:đường|phố|ngõ)(?!\w))"
)
_OF_HAMLETS = ("Chi hội", "Chi đoàn", "Chi bộ")
_HAMLET = re.compile(
    r" (?:thôn|bản|ấp|buôn|làng|khóm|xóm|khu phố|tổ dân phố|khu dân cư|khối phố)(?!\w)"
    rf"(?P<name> (?:số )?\d{{1,2}}[A-D]?(?![\w/]|[.,]\d)| {_WORD}(?: {_WORD}){{0,2}})?"
)
"""'Chi hội Phụ nữ thôn 4', 'Chi hội Cựu chiến binh ấp': the hamlet of a small branch."""
_LAST_NUMBER = re.compile(
    r" \d{1,2}(?=[;,)\n\t]|\.(?!\d)|$| (?:và|là|có|đã|được|bị|do|thuộc|của|ở|tại|cho|đề nghị|báo cáo|thiếu|chưa|không"
    r"|phải|cần|giao|trình|làm|tổ chức|thực hiện)(?!\w))(?!,\d)"
)
"""A number that closes a name, before no noun that it would count: 'Trường Tiểu học Kim Sơn 2 thiếu bàn ghế'."""
_MIDDLE_LAND = re.compile(r" (?:miền (?:Trung|Bắc|Nam)|phía (?:Bắc|Nam)|Việt Nam)(?!\w)")
_MANY = re.compile(
    r"(?: (?:các|những)|(?:(?<=ND)|(?<=ân dân)|(?<=ông an)) (?:hai|ba|bốn|năm|\d{1,2})) (?:huyện|tỉnh|xã|quận"
    r"|thành phố|thị xã|thị trấn|phường|địa phương)(?!\w)"
    r"(?:(?:, | và )(?:huyện|quận|xã|thị xã|thành phố|phường|thị trấn)(?!\w))*"
)
_RANKS = re.compile(r" (?:cấp (?:tỉnh|huyện|xã)|các cấp|cùng cấp|hai cấp)(?!\w)")
_RANKED = compiled(rf"{COUNCIL}|Kho bạc|Tòa án|Viện [Kk]iểm sát")
"""Heads of bodies that each rank has; 'Hội Nông dân các cấp' is one society."""
COMMITTEE = r"(?<!\w)(?P<of>Tỉnh|Thành|Huyện|Thị|Quận) (?:ủy|Ủy|đoàn|Đoàn)$"
_COMMITTEE = compiled(COMMITTEE)
_LEVELS_OF = {"Thành": "thành phố", "Thị": "thị xã"}
_COMMITTEE_OF = re.compile(
    rf" (?P<first>{_WORD})(?: {_WORD}){{0,2}}(?!\w| ?[-–]? ?[{UPPER}])(?: ?[-–] ?{_WORD} {_WORD})?"
)
_WORDS = re.compile(rf"(?: {_WORD}){{1,4}}")
OF_COUNCIL = re.compile(rf" (?:của )?{ASSEMBLY}(?!\w)")
_OF_ASSEMBLY = both_ways(("Ủy ban",))
_ABOUT = re.compile(r" về(?: công tác)?(?= )")
"""'Ban Chỉ đạo Trung ương về phòng chống thiên tai': before what a board is for."""
_INVESTMENT = " đầu tư"
"""'Hội đồng Thẩm định nhà nước về các dự án đầu tư'."""
_YEARS = re.compile(r",? giai đoạn (?:19|20)\d\d ?[-–] ?(?:19|20)\d\d(?!\d)")
_PROGRAMMES = re.compile(r"(?: các)? (?:Chương trình|chương trình|CT) (?:[Mm]ục tiêu [Qq]uốc gia|MTQG)(?!\w)")
_OF_PROGRAMME = re.compile(r"(?: về)? (?:[Xx]ây dựng (?:[Nn]ông thôn mới|NTM)|[Gg]iảm nghèo(?: bền vững)?)(?!\w)")
_TASK = re.compile(
    r"(?: (?:thực hiện|triển khai|xây dựng))? (?:(?:Đề án|Chương trình) [Mm]ỗi xã một sản phẩm(?!\w)"
    r"|(?:Đề án|Nghị quyết) (?:số )?\d{1,3}(?:-[A-ZĐ]{2,}/[A-ZĐ]{2,})?(?![\w/-]|\.\d)"
    r"|Quy chế dân chủ(?: ở)?(?: cơ sở)?(?!\w))"
)
"""What a steering committee sees to: 'Ban Chỉ đạo Đề án 06'."""
_OF_PARTY = compiled(r"(?<= \d\d)\d? (?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy(?!\w)")
MANAGING = ("Ban Quản lý", "Ban quản lý", "Ban QL", "BQL")
_AND_PARKS = re.compile(r" và các (?:KCN|CCN|KKT|[Kk]hu [Cc]ông nghiệp|[Cc]ụm [Cc]ông nghiệp|[Kk]hu [Kk]inh tế)(?!\w)")
"""'Ban Quản lý Khu kinh tế Bến Mẫu và các khu công nghiệp': the rest of what a board runs."""
STEERING = ("Ban Chỉ đạo", "Ban chỉ đạo", "BCĐ", "Ban Chỉ huy", "Ban chỉ huy")
_BOARDS = both_ways(
    (
        "Ban",
        "Văn phòng Quốc gia",
        "BCĐ",
        "Ủy ban",
        "Hội đồng",
        "Văn phòng Điều phối",
        "Văn phòng điều phối",
    )
)


@cache
def sector_pattern() -> re.Pattern[str]:
    """A sector of the table after a space."""
    return re.compile(rf"\s{sector_names()}(?!\w)")


_LIMITED = re.compile(r"(?:\.?,? ?| Pte\.? )(?:Ltd|LTD|Inc|INC|JSC|LLC)(?!\w)")
"""'Công ty Sunrise Pte. | Ltd', 'Công ty ABC | Co., Ltd', 'Công ty Mẫu, JSC'."""


_NOTHING_FOLLOWS = "\n\t;:()"
"""Marks right behind a name with which nothing begins that closes one."""


def extended(text: str, head: re.Match[str], end: int, stop: int, *, firm: bool, headed: bool) -> int:
    """The end with what closes a name: a firm's number, 'miền Trung', 'về chuyển đổi số', 'khu vực IX', a branch, a place."""
    if end == stop or text[end] in _NOTHING_FOLLOWS:
        return end
    takes_number = firm or _TAKES_NUMBER.search(text, head.start(), end)
    if takes_number and (number := _NUMBER.match(text, end, stop)):
        end = _run_of_capitals(text, number.end(), stop) if firm else number.end()
        if firm and (work := _NUMBERED_WORK.match(text, end, stop)) and not opens_body(text, work.start("work")):
            end = _run_of_capitals(text, work.end(), stop)
    if head[0] in heads_that("are_of_countries"):
        end = country_end(text, end, stop)
    if firm and (limited := _LIMITED.match(text, end, stop)):
        end = limited.end()
    if head[0].startswith(("Trường", "trường")) and (day := _DAY.match(text, end, stop)):
        end = day.end()
    if land := _MIDDLE_LAND.match(text, end, stop):
        end = land.end()
    steers = head[0].startswith(STEERING) or not _COMMITTEE.search(text, head.end(), end)
    about = _ABOUT.match(text, end, stop) if not firm and steers and head[0].startswith(_BOARDS) else None
    if about and (sector := sector_pattern().match(text, about.end(), stop)):
        end = sector.end()
        end += len(_INVESTMENT) if text.startswith(f"các dự án{_INVESTMENT}", about.end() + 1) else 0
    if region := _REGION.match(text, end, stop):
        end = region.end()
        if firm or head[0].startswith(("Trường", "trường")):
            end = _run_of_capitals(text, end, stop)
    if head[0].startswith(_BOARDS) and (programmes := _PROGRAMMES.match(text, end, stop)):
        end = programmes.end()
    if text.endswith(("MTQG", "mục tiêu quốc gia"), head.end(), end) and (aim := _OF_PROGRAMME.match(text, end, stop)):
        end = aim.end()
    if head[0].startswith(MANAGING) and (parks := _AND_PARKS.match(text, end, stop)):
        end = parks.end()
    if head[0].startswith(STEERING) and (task := _TASK.match(text, end, stop)):
        end = task.end()
    if head[0].startswith(STEERING) and (party := _OF_PARTY.match(text, end, stop)):
        end = party.end()
    if head[0] == "Ban" and end > head.end() and (council := OF_COUNCIL.match(text, end, stop)):
        end = council.end()
    if head[0] in _OF_ASSEMBLY and end > head.end() and text.startswith(" của Quốc hội", end):
        end += len(" của Quốc hội")
    if text.startswith(("/dioxin", "/Dioxin"), end):  # 'Hội Nạn nhân chất độc da cam/dioxin'
        end += len("/dioxin")
    if (
        head[0].startswith(heads_that("are_numbered"))
        and end > head.end()
        and (number := _LAST_NUMBER.match(text, end, stop))
    ):
        end = number.end()
    hamlet = _HAMLET.match(text, end, stop) if head[0].startswith(_OF_HAMLETS) else None
    if hamlet and (hamlet["name"] or end > head.end()):
        end = hamlet.end()
    end = place_end(text, end, stop, headed=headed)
    if _COMMITTEE.search(text, max(head.start(), end - 12), end):
        end = _committee_end(text, end, stop)
    if end > head.end() and head[0].startswith(_BOARDS) and (years := _YEARS.match(text, end, stop)):
        end = place_end(text, years.end(), stop)
    if head[0] in heads_that("are_seated") and (seat := _SEAT.match(text, end, stop)):
        end = seat.end()
    branch = _BRANCH.match(text, end, stop)
    if branch and not opens_body(text, branch.end() + 1):
        named = CAPITAL.match(text, branch.end(), stop)
        end = place_end(text, branch.end(), stop) if named is None else _run_of_capitals(text, branch.end(), stop)
    return end


def _run_of_capitals(text: str, end: int, stop: int) -> int:
    while (word := CAPITAL.match(text, end, stop)) and word["joint"] == " ":
        if opens_body(text, word.start("word")) or full_name().match(text, word.start("word")):
            break
        end = word.end()
    return end


def branch_end(text: str, end: int, stop: int) -> int:
    """The end of a trade name with its number and its branch's place: 'CIENCO 5', 'Viettel Quảng Trị', 'MobiFone tỉnh Bến Mẫu'."""
    if number := _NUMBER.match(text, end, stop):
        return number.end()
    end = _run_of_capitals(text, end, stop)
    branch = _BRANCH.match(text, end, stop)
    return _run_of_capitals(text, place_end(text, branch.end(), stop), stop) if branch else place_end(text, end, stop)


def _committee_end(text: str, end: int, stop: int) -> int:
    """The end of 'Huyện ủy Bến Mẫu'; in 'Bí thư Huyện ủy Hồ A Nháp' a person's name follows the committee's."""
    of, words = _COMMITTEE.search(text, max(0, end - 12), end), _WORDS.match(text, end, stop)
    if of and words:
        level = _LEVELS_OF.get(of["of"], of["of"].lower())
        unit, code = known_unit(f"{level}{words[0]}", [], None)
        known = end + len(unit) - len(level)
        if code and (known == words.end() or official_at(text, known, fewest=2)):
            return known
    place = _COMMITTEE_OF.match(text, end, before_person(text, end, stop))
    if place is None or full_name().match(text, end + 1):
        return end
    person = len(place[0].split()) > 2 and "-" not in place[0] and place["first"] in name_table()["surnames"]
    return end if person else place.end()


def place_end(text: str, end: int, stop: int, *, headed: bool = False) -> int:
    """The end of the place that a local body's name closes with: 'tỉnh Quảng Trị', 'các huyện, thị xã'.

    `headed` where the title of who heads the body stands before it: a name may follow that is no place's.
    """
    if many := _LEVELS_ONLY.match(text, end, stop) or _MANY.match(text, end, stop):
        return many.end()
    while place := _PLACE.match(text, end, stop):
        if not place["name"]:
            return place.end()
        if full_name().match(place["name"], 1) and not place["name"].endswith("Hồ Chí Minh"):
            words, code = known_unit(place[0].strip(), [], None)
            if code is None and not is_called_after(*split_level(words)):
                return place.start("name")
            end = place.start() + 1 + len(words)  # 'huyện Trần Văn Thời'
            continue
        end = before_person(text, place.start("name"), place.end())
        if place["name"].isupper():
            end = min(end, _known_in_capitals(text, place))
        elif headed:
            end = before_head(text, place, end)
    return end


def _known_in_capitals(text: str, place: re.Match[str]) -> int:
    """The end of a known place after which a text in capitals goes on: 'UBND TỈNH NAM ĐỊNH XUẤT NGAY'."""
    words, code = known_unit(place[0].strip(), [], None)
    return text.index(words, place.start()) + len(words) if code else place.end()


def takes_place(text: str, end: int) -> bool:
    """Whether a place follows."""
    return _PLACE.match(text, end) is not None


def of_many(text: str, start: int, closes: int, end: int) -> bool:
    """Whether what closes a name (from `closes`) says that it is many bodies' at once: 'UBND các huyện', 'HĐND cấp xã'."""
    if any(pattern.match(text, closes, end) for pattern in (_LEVELS_ONLY, _MANY)):
        return True
    if text.startswith(" địa phương", end):
        return True
    ranks = _RANKS.match(text, end) if _RANKED.match(text, start) else None
    return ranks is not None or _MANY.match(text, end) is not None
