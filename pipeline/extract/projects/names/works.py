"""The grammar of works' names: 'Sửa chữa, nâng cấp hồ chứa nước X', 'Nhà văn hóa thôn Y' (`data/works.toml`)."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.data_folder import DATA
from pipeline.normalize.letters import UPPER
from pipeline.normalize.tones import compiled, spelled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import first_words, openings_of
from pipeline.structure.shared_words import read_words

_PROPER = re.compile(
    r"\s[Kk]m\s?\d+(?:\s?\+\s?\d+)?|(?i:(?<=đường)|(?<=lộ)|(?<=đường tỉnh)|(?<=đường huyện)|(?<=QL)|(?<=ĐT)"
    rf"|(?<=ĐH))[\s.]\d{{1,3}}[A-Z]?(?=$|\s(?:kéo|nối|đoạn|đi|qua|từ|đến)(?!\w))|(?<=đường)\s\d{{1,2}}/\d{{1,2}}"
    rf"|\s(?!(?<=ống\s)D\d|(?<=cấp\s)[IVX]{{1,3}}(?!\w)|(?<=nhóm\s)[A-C](?!\w)|(?<=loại\s)(?:[IVX]{{1,3}}|[A-D])(?!\w)"
    rf"|(?<=phía\s)(?:Bắc|Nam|Đông|Tây)(?!\w)|(?<=cấp\s)[IVX]{{1,3}}(?!\w)"
    rf"|(?:Đảng|UBND|HĐND|OCOP|NTM|DWT|MW|KVA|CV)(?!\w))(?:[{UPPER}][\w'’]+|[{UPPER}]{{1,2}}\d+|số \d+(?![\d/])"
    rf"|(?:thôn|xóm|ấp|bản|buôn|làng|khóm|tổ|đội|khu phố|phường|quận|tiểu khu) \d{{1,3}}(?![\d/]|[.,]\d))"
)
_WORKS = ("công trình", "dự án", "hạng mục", "đầu tư xây dựng", "xdcb", "xây dựng cơ bản")
_SPEAKS_OF_WORKS = re.compile(rf"(?=[cdhđx])(?:{'|'.join(_WORKS)})(?!\w)", re.IGNORECASE)
_FIRM = re.compile(
    r"(?<!\w)(?:Công ty|công ty|DNTN|Xí nghiệp)(?:\s(?:CP|TNHH|MTV|[Cc]ổ phần|[Mm]ột thành viên|Tư vấn|Đầu tư|Thương mại|và))*\s\Z"
)
_FIRM_WORDS = ("ông ty", "DNTN", "Xí nghiệp")
_NO_WORK_BEHIND = {
    "trường": re.compile(r"(?<!\w)(?:môi|thị|(?<!khởi )(?<!thi )công|hiện)\s\Z", re.IGNORECASE),
    "chợ": re.compile(r"(?<!\w)hội\s\Z", re.IGNORECASE),
    "cầu": re.compile(r"(?<!\w)(?:yêu|nhu|toàn)\s\Z", re.IGNORECASE),
}
"""'Môi | trường', 'công | trường' (but 'khởi công | trường mẫu giáo X'), 'hội | chợ', 'yêu | cầu': the second half of a word."""
NATIONAL = re.compile(
    r"Chương trình\s(?:số\s)?(?:\d+|mục tiêu|MTQG|quốc gia|nông thôn mới|xây dựng nông thôn mới|NTM|hành động|công tác)(?!\w)"
)
"""'Chương trình 135', 'Chương trình mục tiêu quốc gia X': who pays, or what is to be done, and no project."""
MANY = re.compile(
    rf"(?<!\w)(?:các(?! (?:tỉnh|huyện|hộ)(?!\w)| (?:thôn|xóm|bản|ấp|khóm|xã|tổ|khu) \d| xã (?-i:[{UPPER}]))|những"
    r"|trên địa bàn|nói chung|cho (?:hộ|người|gia đình))(?!\w)",
    re.IGNORECASE,
)
SPEAKS_OF_PROJECTS = re.compile(r"(?:công trình|dự án|đề án|đề tài|mô hình)(?!\w)", re.IGNORECASE)
HOW_BUILT = re.compile(
    r"điểm (?:đầu|cuối)(?!\w)|(?:mặt|nền|lề|móng)(?: đường)? (?:bê tông|BTXM|BTN|láng|cấp phối|đá)(?!\w)[^\n;]{0,40}?\b(?:M\d{3}|\d ?x ?\d|dày \d)",
    re.IGNORECASE,
)
"""Where a road begins and of what it is made: 'Điểm đầu giáp lộ X', 'Mặt đường bê tông xi măng đá 1x2 M250'."""
JOINT = re.compile(r"\s?(?<!phòng)(?<!lụt)(?<!lũ),\s|\svà\s")
_OWNER = compiled(
    r"(?<!liên)(?<!trục)(?<!cấp)(?<!toàn)(?<!trong)(?<!các)(?<!mỗi)(?<!từng)(?<!những)(?<!đường)\s(?:của\s)?(?:xã"
    r"|huyện|tỉnh|thị xã|thành phố|phường|thị trấn|cụm xã|huyện ủy|tỉnh ủy|thị ủy|thành ủy|đảng ủy"
    r"|làng)(?:\s(?:nhà|này|ta))?$",
    re.IGNORECASE,
)
"""'trạm y tế xã', 'nhà khách huyện ủy', 'trường tiểu học của xã': whose a work is, where a place has one of its kind."""
_WITH_ROAD = r"(?i:với\s(?:quốc lộ|tỉnh lộ|đường|tuyến|QL|ĐT|ĐH|khu|vùng|cao tốc|cảng)(?!\w))"
"""'Đường nối X với quốc lộ 1': the name goes on."""
_TO_KEEP = r"(?i:(?<=nhà\s)để\s(?:xe|máy|đồ)(?!\w))"
"""'Nhà để xe Trường X': the name goes on."""
_INTO = "(?:thôn|bản|xóm|ấp|làng|buôn|xã|khu|trung tâm|bến|cảng|cầu|đồn|trại|trường|điểm|trận địa|nhà máy|hồ|chùa|đền)"
"""Where a road leads: 'đường vào bản X', no 'đưa vào sử dụng'."""
_NEAR = 60
FULL_STOP = r"\.(?=\s|$)(?<!\b(?-i:TP|Tp|TX|TT)\.)(?<!(?<![^\s(,])(?-i:[HPQX])\.)"
"""Where a name ends, and not within 'đường vành đai TP. Huế', 'Trường THCS P. Đông Lương'."""
_FURTHER = r"(?:\s+(?:và|,)\s+|\s*,\s*(?:và\s+)?|\s+)"


@cache
def work_words(name: str) -> tuple[str, ...]:
    """A list of `data/works.toml`."""
    return tuple(read_words(DATA / "works.toml")[name])


@cache
def _hanging() -> re.Pattern[str]:
    """What no name ends with: 'Nâng cấp đường X và | 800 triệu đồng cho ...'."""
    # A capital is a name's: 'bến phà Bà Từ', 'cầu Bà Tại'.
    small = "|".join(word for word in work_words("hanging") if " " not in word)
    phrases = "|".join(word for word in work_words("hanging") if " " in word)
    return re.compile(rf"(?:\s(?:{small}|{small.upper()}|(?i:{phrases}))|(?<!cầu)\svượt)+$")


@cache
def _last_hanging() -> frozenset[str]:
    return frozenset(words.rpartition(" ")[2] for words in (*work_words("hanging"), "vượt"))


@cache
def works_verbs() -> str:
    """What is done to works, as a regular expression for use without case."""
    return alternatives(work_words("verbs"))


@cache
def last_comma() -> str:
    """The comma behind a name that an item or a heading tells, as a regular expression for use without case."""
    return spelled(
        rf",(?=\s+(?:{alternatives(work_words('after_comma'))}(?!\w)|(?-i:"
        rf"(?!(?:[{UPPER}][\w’']*\s){{0,3}}[{UPPER}][\w’']*\s?:)(?!HĐND|MTTQ|UBMTTQ|Đảng ủy|Huyện ủy)[{UPPER}\d“\"])))"
        r"|,\s*$"
    )


@cache
def _work() -> re.Pattern[str]:
    verbs, works, bodies = works_verbs(), alternatives(work_words("works")), alternatives(work_words("bodies"))
    objects, none = alternatives(work_words("objects")), rf"(?!{alternatives(work_words('no_works'))}(?!\w))"
    again, parts = alternatives(work_words("again")), alternatives(work_words("parts"))
    done = rf"{verbs}(?:\s+{again})?(?:{_FURTHER}{verbs}(?:\s+{again})?){{0,4}}"
    return re.compile(
        rf"{none}(?:(?P<done>{done})\s+(?:\d[\d.,]{{0,8}}\s?(?:km|m2|m3|m|ha)?\s+)?(?:{parts}\s+)?"
        rf"(?P<gap>(?:\S+\s+){{0,4}}?){none})?(?:(?P<work>{works})|(?P<body>{bodies})|(?(done){objects}|(?!)))(?!\w)",
        re.IGNORECASE,
    )


def opens_work(text: str, start: int) -> bool:
    """Whether what is done to a work, or what is built, stands at `start`: every name of a work begins so."""
    return _work().match(text, start) is not None and not _within_name(text, start)


@lru_cache(maxsize=8)
def starts_of_works(text: str) -> tuple[int, ...]:
    """Where names of works may begin, in order; found once for all who ask."""
    opens = _work().match
    starts = openings_of(text).starts(_first_words())
    return tuple([start for start in starts if opens(text, start) and not _within_name(text, start)])


def _within_name(text: str, start: int) -> bool:
    """Whether a word goes on with another's: 'Công ty CP | Xây dựng Thành Vinh', 'môi | trường'."""
    before = max(0, start - _NEAR)
    for word, first in _NO_WORK_BEHIND.items():
        if text.startswith(word, start) and first.search(text, before, start):
            return True
    firm = any(text.find(word, before, start) >= 0 for word in _FIRM_WORDS)
    return firm and _FIRM.search(text, before, start) is not None


@cache
def _first_words() -> frozenset[str]:
    return first_words(word for name in ("verbs", "works", "bodies") for word in work_words(name))


def work_done(text: str, start: int = 0) -> bool:
    """Whether a name opens with what is done and, right behind it, to what: 'sửa chữa cầu X', not 'xây dựng kế hoạch sửa cầu X'."""
    match = _work().match(text, start)
    return match is not None and match["done"] is not None and not match["gap"]


def without_deed(name: str) -> str:
    """A work's name without what is done to it."""
    match = _work().match(name)
    return name[match.end("done") :].lstrip() if match and match["done"] else name


def what_is_built(name: str) -> tuple[str, str]:
    """What a name of a work begins with ('done', 'work', 'body'), and the word of `data/works.toml` for what is built; '' after a verb."""
    match = _work().match(name)
    kind = match.lastgroup if match else None
    return ("done", "") if match is None or match["done"] else (kind or "", match[kind or 0].lower())


def goes_on(words: str) -> bool:
    """Whether words behind a comma begin with what is done to a work or with what is built, as a name goes on."""
    return _work().match(words) is not None or opens_with_verb(words)


def opens_with_verb(words: str) -> bool:
    """Whether words begin with what is done to works, whatever it is done to: 'số hóa hồ sơ địa chính'."""
    return _verb().match(words) is not None


def opens_with_making(words: str) -> bool:
    """Whether words begin with what a project or a model does that builds nothing: 'nuôi ếch Thái Lan'."""
    return _making().match(words) is not None


@cache
def _making() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(work_words('makes'))}(?!\w)", re.IGNORECASE)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?!{alternatives(work_words('no_works'))}(?!\w)){works_verbs()}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def has_proper_name(name: str) -> bool:
    """Whether words past the first have capitals or are a number as works have ('N4', 'số 2')."""
    return _PROPER.search(name) is not None


def speaks_of_works(words: str) -> bool:
    """Whether words speak of works in general."""
    small = words.lower()
    return any(work in small for work in _WORKS) and _SPEAKS_OF_WORKS.search(words) is not None


def tells_owner(name: str) -> bool:
    """Whether a common noun says whose it is: 'Chợ trung tâm huyện'."""
    return _OWNER.search(name) is not None


@lru_cache(maxsize=64)
def names_work(name: str, listed: bool) -> bool:
    """Whether words name a single work; where works are listed, a body's building and a common noun are one too."""
    match = _work().match(name)
    if match is None or (match["body"] and not match["done"] and not listed):
        return False
    return (
        has_proper_name(name)
        or (listed and len(name.split()) > 1 and match.end() < len(name))
        or bool(match["done"] and listed)
    )


def names_one_work(name: str) -> bool:
    """Whether words name a work by a name of its own, where the text speaks of works."""
    return names_work(name, True) and has_proper_name(name)


def names_own_work(name: str) -> bool:
    """Whether words name a work by a name of its own, or by whose it is."""
    return names_work(name, True) and (has_proper_name(name) or tells_owner(name))


@cache
def _name_end() -> re.Pattern[str]:
    return re.compile(
        rf"(?=[\s,.:;()“”\"])(?:\s*(?:{last_comma()})|\s*[:;()“”\"\n]|\s[-–]\s"
        rf"(?=(?:tổng |dự toán|kinh phí|vốn|giá trị|TMĐT|\d[\d.,]{{0,20}}\s?(?:tỷ|tỉ|triệu|tr|trđ|đồng|đ|nghìn|ngàn|m2|m|km"
        r"|ha|phòng|con|hộ)(?!\w)|địa điểm|quy mô|công suất|dài\s|diện tích|khẩu độ|chủ đầu tư|(?:19|20)\d\d\s?[-–]))"
        rf"|{FULL_STOP}|\s(?:(?<!tự )do\s|(?!{_WITH_ROAD})với\s|của\s(?=(?:Công ty|Tổng công ty|Tập đoàn|HTX|Hợp tác xã|DNTN"
        r"|Doanh nghiệp)\s)|và (?:hạng mục|công trình|dự án)\s|dài\s\d|rộng\s\d|chiều dài\s|diện tích\s|thuộc\s"
        r"|tổng (?:mức|kinh|vốn)|kinh phí\s|tại\s))",
        re.IGNORECASE,
    )


def name_at(text: str, start: int, stop: int) -> str:
    """The name at `start`, up to what is told of it."""
    return name_up_to(_name_end(), text, start, stop)


@cache
def after_name() -> re.Pattern[str]:
    """What follows a name in running text and is no part of it."""
    return re.compile(
        rf"\s(?i:(?<!nối\s)(?<!kéo\s)(?<!tự\s)(?<!mở\s)(?<!hàng\s)(?<!đường\s)(?<!mặt\s))(?!{_WITH_ROAD})(?!{_TO_KEEP})"
        rf"(?-i:{alternatives(work_words('after_name'))}|{works_verbs()}\s(?:được|xong|hết|mất)|(?:sạt|thu)(?=\s\d)"
        rf"|vào(?!\s(?:{_INTO}(?!\w)|[{UPPER}])))(?!\w)"
    )


def name_said_of(text: str, start: int, stop: int) -> str:
    """The name at `start`, up to what the sentence says of it or to the next work."""
    name = name_at(text, start, stop)
    said = after_name().search(name)
    name = without_hanging(name[: said.start()]) if said else name
    for joint in JOINT.finditer(name) if "," in name or "và" in name else ():
        further = name[joint.end() :]
        if names_one_work(name[: joint.start()]) and (names_own_work(further) or work_done(further)):
            return name[: joint.start()]
    return name


def name_up_to(ends: re.Pattern[str], text: str, start: int, stop: int) -> str:
    """The name at `start`, up to where one of `ends` does."""
    end = ends.search(text, start, stop)
    return without_hanging(text[start : end.start() if end else stop].rstrip(" ./,;:-–"))


def without_hanging(name: str) -> str:
    """A name without the words that hang on its end; few names end in one."""
    last = name.rsplit(None, 1)[-1:]
    return _hanging().sub("", name) if last and last[0].lower() in _last_hanging() else name
