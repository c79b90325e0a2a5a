"""The words of funds (`[fund]` of `data/meaning.toml`, `data/funds.toml`) as patterns, built once."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.extract.projects.names.works import opens_work
from pipeline.link.cues import table, whole, words
from pipeline.normalize.letters import UPPER
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import ListsOfNames, words_in

_INVESTED = re.compile(r"vốn đầu tư\s(?:của\s)?(?!(?:cơ sở |kết cấu )?hạ tầng|xây dựng cơ bản)", re.IGNORECASE)
_YEAR = re.compile(r"\s(?:19|20)\d\d$")


@lru_cache(maxsize=256)
def may_tell(before: str) -> bool:
    """Whether the words before a figure have all those of some name of a fund or a giver: where they have not, none is told."""
    return bool(_all_names().told_by(words_in(before)))


@cache
def _all_names() -> ListsOfNames:
    names = (name for kind in ("names", "budgets", "givers") for name in table()["fund"][kind])
    return ListsOfNames([(*names, "nguồn", "vay", "dự phòng")])


def is_name(name: str) -> bool:
    """Whether some words open as a fund's name does, and are not 'vốn đã giải ngân' or the like."""
    if _names().match(name) is None or _no_names().match(name) or _not_alone().fullmatch(_YEAR.sub("", name)):
        return False
    # 'Vốn đầu tư nhà máy 52 tỷ đồng' is what it costs.
    invested = _INVESTED.match(name)
    return invested is None or not opens_work(name, invested.end())


def is_balance(clause: str) -> bool:
    """Whether a clause tells of what accounts come to, 'Kết dư ngân sách huyện là', rather than of a source."""
    return _balances().match(clause) is not None


def is_giver(name: str) -> bool:
    """Whether some words are those who give without a budget's name: 'doanh nghiệp', 'các hộ dân', nothing else."""
    return _givers().fullmatch(name) is not None


def donor_of(clause: str) -> str | None:
    """Who gives of their own, whatever their name: 'các doanh nghiệp chè' of 'các doanh nghiệp chè tài trợ'."""
    match = _donors().fullmatch(clause)
    return match["donor"] if match else None


def giver_of(sentence: str) -> str | None:
    """Who gives of their own what a sentence tells: 'Nhân dân' of 'Nhân dân trong xã đã hiến đất, đóng góp 900 công và'."""
    match = _giving().match(sentence)
    return match["giver"] if match else None


def is_beside(name: str) -> bool:
    """Whether some words may follow a fund in a list of funds: 'Ngân sách huyện, thị xã', '... và nguồn khác'."""
    return _beside().fullmatch(name) is not None


def without_trailing(name: str) -> str:
    """A fund's name without the verbs between it and its figure: 'ngân sách nhà nước hỗ trợ'."""
    name = name.strip(" :")
    if name.endswith(")") and "(" not in name:
        # '(ADB), trị giá 68 triệu đô-la'
        name = name[:-1].strip()
    while _ends_trailing(name) and (match := _trailing().search(name)) and not _whole_name().fullmatch(name):
        name = name[: match.start()].strip(" :")
    return name


def _ends_trailing(name: str) -> bool:
    """Whether the last word of a name ends one of the verbs that may trail it."""
    last = name.rsplit(maxsplit=1)[-1:]
    return bool(last) and last[0].rstrip(":").lower() in _last_of_trailing()


@cache
def _last_of_trailing() -> frozenset[str]:
    return frozenset(verb.rpartition(" ")[2].lower() for verb in table()["fund"]["trailing"])


@cache
def distinct_names() -> re.Pattern[str]:
    """The opening of a name that is a fund's wherever it stands; 'vốn' alone is none."""
    plain = tuple(name for name in table()["fund"]["names"] if name != "vốn")
    return re.compile(rf"(?:vốn\s+|kinh phí\s+)?{whole(plain)}", re.IGNORECASE)


@cache
def any_fund() -> re.Pattern[str]:
    """What is too wide to be one fund in a table's title."""
    return re.compile(words("fund", "any_fund"), re.IGNORECASE)


@cache
def source_words() -> re.Pattern[str]:
    """'nguồn:', 'từ nguồn vốn' before a name."""
    return re.compile(rf"(?:từ\s+)?{_sources()}(?!\w)\s*:?\s*", re.IGNORECASE)


@cache
def lead_in() -> re.Pattern[str]:
    """Small words between 'nguồn' and the name."""
    return re.compile(rf"^(?:{words('fund', 'lead_in')}\s+)+(?<!vốn )", re.IGNORECASE)


@cache
def before_name() -> re.Pattern[str]:
    """Words of the clause before the name: 'phần còn lại do'."""
    return re.compile(rf"^(?:{words('fund', 'before_name')}\s+(?!khác(?!\w)))+", re.IGNORECASE)


@cache
def plans() -> re.Pattern[str]:
    """'Kế hoạch', 'Giao dự toán' before the name of a fund that is planned or given out."""
    return re.compile(rf"^(?:{words('fund', 'plans')}\s+)+", re.IGNORECASE)


@cache
def plans_within() -> re.Pattern[str]:
    """The same within a clause: 'cam kết bố trí'."""
    return re.compile(rf"(?<!\w)(?<!tổng ){words('fund', 'plans')}\s+", re.IGNORECASE)


@cache
def opening() -> re.Pattern[str]:
    """What leads a fund in wherever it stands: 'từ nguồn', 'bằng', 'trích'."""
    sources = rf"{_sources()}\s*:?\s+"
    return re.compile(
        rf"\b(?:thuộc\s+khoản\s+|từ\s+(?:{sources})?|(?:(?<!tiền )(?<!quyền )sử dụng|bằng|(?<!tiêu )(?<!vật )dùng|lấy|trích"
        r"|thu hút(?: được)?|(?<!chi )(?<!thu )cân đối|(?<!vốn )(?<!nguồn )lồng ghép(?=\s+(?:vốn|nguồn|kinh phí)))\s+"
        rf"(?:{sources})?)(?=\S)",
        re.IGNORECASE,
    )


@cache
def opening_after() -> re.Pattern[str]:
    """What leads a fund in right after a figure: ', do', '(từ nguồn'."""
    return re.compile(
        rf"\s*[,;(]?\s*(?:{words('fund', 'from')}(?!\w)|(?=nguồn[^().;]*[).;]))\s*",
        re.IGNORECASE,
    )


@cache
def gives() -> re.Pattern[str]:
    """A budget with its verb: 'ngân sách tỉnh sẽ hỗ trợ'."""
    verbs = rf"(?:\s+(?:đã|sẽ|được|chỉ|mới))?\s+{words('fund', 'gives')}(?!\w)"
    return re.compile(
        rf"(?<!\w)(?P<fund>(?:(?:dự phòng|kết dư|tăng thu|vượt thu)\s)?{words('fund', 'budgets')}){verbs}",
        re.IGNORECASE,
    )


def end_of_name(rest: str) -> int:
    """Where a name after 'từ nguồn' ends; 'khoa học và công nghệ' is one name, 'ngân sách tỉnh và vốn vay' too."""
    for match in _stop().finditer(rest):
        if match["over"] is None:
            return match.start()
    return len(rest)


def cuts(pattern: re.Pattern[str], words_before: str) -> list[int]:
    """Where a pattern of clause ends cuts some words, but not within names such as 'khoa học và công nghệ'."""
    kept = [match.span() for match in _joined().finditer(words_before)]
    return [
        match.end()
        for match in pattern.finditer(words_before)
        if not any(start < match.start() < end for start, end in kept)
    ]


@cache
def _balances() -> re.Pattern[str]:
    return re.compile(rf"{words('fund', 'balances')}(?!\w)", re.IGNORECASE)


@cache
def _joined() -> re.Pattern[str]:
    return re.compile(words("fund", "joined"), re.IGNORECASE)


@cache
def _stop() -> re.Pattern[str]:
    joined = words("fund", "joined")
    goes_on = rf"(?!,?\s*(?:và\s+)?{words('fund', 'names')}(?!\w))"
    return re.compile(
        rf"(?P<over>{joined})|[;:.()]|{goes_on}(?:,|\svà(?!\w))|\s(?:{words('fund', 'stops')})(?!\w)|(?<!việc)(?<!quỹ)(?<!chương trình)\slàm(?!\w)",
        re.IGNORECASE,
    )


@cache
def _sources() -> str:
    """'nguồn', 'nguồn vốn', 'nguồn kinh phí'; 'vốn sự nghiệp' and 'kinh phí khuyến công' keep their first word."""
    names = table()["fund"]["names"]
    own = "|".join(
        rf"{first}\s+{alternatives(tuple(name.removeprefix(f'{first} ') for name in names if name.startswith(f'{first} ')))}"
        for first in ("vốn", "kinh phí")
    )
    return rf"(?:nguồn(?=\s+(?:{own})(?!\w))|{words('fund', 'sources')})"


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"{words('fund', 'names')}(?!\w)", re.IGNORECASE)


@cache
def _whole_name() -> re.Pattern[str]:
    return re.compile(words("fund", "names"), re.IGNORECASE)


@cache
def _no_names() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{words('fund', 'no_names')}(?!\w)(?!(?<=hỗ trợ) của )|NSH xã(?-i:\s[{UPPER}]))", re.IGNORECASE
    )


@cache
def _not_alone() -> re.Pattern[str]:
    return re.compile(words("fund", "not_alone"), re.IGNORECASE)


@cache
def _givers() -> re.Pattern[str]:
    one = rf"(?:các\s+)?{words('fund', 'givers')}(?:\s+{words('fund', 'of_givers')})?"
    return re.compile(rf"{one}(?:(?:\s*,\s*|\s+và\s+){one})*", re.IGNORECASE)


@cache
def _donors() -> re.Pattern[str]:
    donor = rf"(?:các\s+)?{words('fund', 'givers')}(?:\s+[^\s,;:()]+){{1,8}}?"
    verbs = rf"(?:(?:đã|sẽ|cùng|đồng)\s+)*{words('fund', 'donates')}(?:\s+(?:thêm|trên|khoảng|gần|hơn|số tiền|kinh phí|là)){{0,3}}"
    return re.compile(rf"(?P<donor>{donor})\s+{verbs}\s*:?", re.IGNORECASE)


def giver_after(after: str) -> str | None:
    """Who gives of their own what stands before some words: 'bà con trong xóm chia nhau', 'huyện vận động nhân dân đóng góp'."""
    match = _giving_after().match(after)
    return match["giver"] or match["asked"] if match else None


@cache
def _giving_after() -> re.Pattern[str]:
    one = rf"(?:các\s+)?{words('fund', 'givers')}(?:\s+{words('fund', 'of_givers')})?"
    who = r"(?:(?:UBND\s)?(?:tỉnh|huyện|xã|phường|thôn|ấp|bản|trường|đơn vị|địa phương)\s)?(?:(?:sẽ|tự|đã)\s)*"
    return re.compile(
        rf"(?:(?:\s*[,(]?\s*do)?\s+(?P<giver>{one})\s+(?:(?:sẽ|tự|đã|tự nguyện)\s+)*{words('fund', 'bears')}"
        rf"|\s*,?\s*{who}(?:vận động|huy động|kêu gọi)\s+(?:từ\s+)?(?P<asked>{one}))(?!\w)",
        re.IGNORECASE,
    )


def giver_of_label(label: str) -> str | None:
    """Who gives what an item's label tells: 'Nhà nước' of 'Nhà nước hỗ trợ 60% giống và vật tư:'."""
    match = _giving_label().match(label)
    return match["giver"] if match else None


@cache
def _giving_label() -> re.Pattern[str]:
    verbs = rf"(?:(?:đã|sẽ)\s+)?(?:{words('fund', 'gives')}|{words('fund', 'donates')})(?!\w)"
    return re.compile(
        rf"\s*(?:[-–+*•]\s*)?(?P<giver>(?:các\s+)?{words('fund', 'givers')}(?:\s+{words('fund', 'of_givers')})?)\s+{verbs}[^;:()\n]{{0,120}}:\s*$",
        re.IGNORECASE,
    )


@cache
def _giving() -> re.Pattern[str]:
    verbs = rf"(?:(?:đã|sẽ|tự nguyện)\s+){{0,2}}(?:hiến|{words('fund', 'donates')})(?!\w)(?!\sý)"
    return re.compile(
        rf"\s*(?:[-–+*•]\s*)?(?P<giver>(?:các\s+)?{words('fund', 'givers')})(?:\s+[^\s,;:()\d]+){{0,5}}?\s+{verbs}[^;:()\n]{{0,120}}$",
        re.IGNORECASE,
    )


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"(?:các\s+)?{words('fund', 'beside')}", re.IGNORECASE)


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!tiết kiệm)(?<!quỹ(?=\shỗ trợ))(?<!nhà)(?<!xổ(?=\ssố))(?<!dân(?=\ssố))(?<!, dân(?=\sgóp))(?<!phụ(?=\scấp))(?<!trợ(?=\scấp))\s+{words('fund', 'trailing')}\s*:?$",
        re.IGNORECASE,
    )
