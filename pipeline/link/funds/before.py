"""The fund of an amount by the words before it: the words in, the fund's name as written out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from pipeline.link.cues import kind_of
from pipeline.link.funds.ends import before_acts, without_basis
from pipeline.link.funds.words import (
    any_fund,
    before_name,
    cuts,
    distinct_names,
    donor_of,
    end_of_name,
    giver_of,
    giver_of_label,
    gives,
    is_balance,
    is_beside,
    is_giver,
    is_name,
    lead_in,
    may_tell,
    opening,
    plans,
    plans_within,
    source_words,
    without_trailing,
)
from pipeline.link.told import Told
from pipeline.normalize.place_names import LEVEL
from pipeline.normalize.tones import compiled

_CLAUSE = re.compile(r"[;,(\n]|(?<!\d)\.\s|:(?=\s*(?:\S{3,}|[^\W\d]))|(?<!\w)(?:trong đó|gồm|và)(?!\w)", re.IGNORECASE)
_LABEL = re.compile(r"[;(\n]|(?<!\d)\.\s|:(?=\s*(?:\S{3,}|[^\W\d]))|(?<!\w)(?:trong đó:?|gồm:?)(?!\w)", re.IGNORECASE)
NUMBER_OF_ITEM = re.compile(r"^\s*(?:Điều\s\d{1,3}|[a-zđ]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s*")
OF_A_YEAR = re.compile(
    r"\s+(?:(?:\(?(?:trong\s+)?năm|giai đoạn)\s+\d{4}(?!\d)|\d{1,2} tháng|quý\s+[IVX\d]"
    r"|(?:tính )?(?:đến|tới) (?:hết |cuối |nay(?!\w)|ngày |tháng |quý |năm |\d)).*",
    re.DOTALL | re.IGNORECASE,
)
_SHARE = re.compile(
    r"\s*\(?\d[\d.,]{0,5}\s?%\)?(?:[^,;.\d]{0,12})?,?\s*(?:tương ứng|tương đương|là|bằng)?(?:\s+với)?\s*:?\s*$",
    re.IGNORECASE,
)
"""'ngân sách huyện 30%, tương ứng 5 tỷ đồng'."""
_PART_OF = re.compile(r"vốn(?: đầu tư)? (?:từ|thuộc)(?: nguồn)? (?=\S)", re.IGNORECASE)
_OF_THE_ONE_BEFORE = re.compile(r"^\s*\([^()]*\)|^ (?!và\s)[^,;:\n]{0,120}?(?=[,;]|\svà\s)")
"""What stands right after an amount is said of it: '2 tỷ đồng từ ngân sách huyện và vốn vay 1 tỷ đồng'."""
_GIVES = re.compile(r"(?<!\w)(?:đã|phân bổ|bố trí|giao|cấp)(?!\w)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]{1,80}\)(?=\s*:?\s*$)")
"""'Vốn dân góp (công lao động): 5 tỷ đồng'."""
_WHOLE_OF = re.compile(r"(?<!\w)tổng (?:mức|số|kế hoạch)?\s*(?=\w)", re.IGNORECASE)
_NEED = re.compile(r"nhu cầu (?=vốn (?:đối ứng|vay|ODA)(?!\w))", re.IGNORECASE)
_OF_A_PLAN = re.compile(
    r"^[^,;:]*(?<!\w)kế hoạch [^,;:]*\d{4}\)? (?:từ )?nguồn (?:vốn )?(?P<name>[^,;:\d]{3,60})$", re.IGNORECASE
)
"""'Kế hoạch vốn đầu tư công năm 2021 nguồn xổ số kiến thiết là'."""
_OPENS_SENTENCE = re.compile(
    r"\s*(?:[-–+*•]\s*)?(?:(?:ngoài ra|riêng|trong đó|còn)\s*,?\s*)?(?P<name>[^,;:.()\d\n]{3,90}):\s[^;:]*$",
    re.IGNORECASE,
)
_TAKEN = compiled(
    r"(?<!\w)(?<!cho )(?<!nợ )(?<!lãi )(?<!gốc )(?<!được )(?:(?P<loan>vay (?:ủy thác|ưu đãi|thương mại"
    r"|(?:vốn\s)?(?:ngân hàng|quỹ|kho bạc|NH\w{2,8}|WB|ADB|JICA|ODA))(?:\s[^\s,;:.()\d]+){0,8}?)"
    r"|(?:trích|sử dụng|dùng|xuất|chi từ|lấy)\s(?:nguồn\s|quỹ\s|tiền\s)?(?P<reserve>dự phòng))(?:\s(?:là|khoảng|thêm|gần|hơn|số tiền))*\s*:?\s*$",
    re.IGNORECASE,
)
_SUM_OF_ALL = re.compile(r"(?:tổng (?:số|cộng|số tiền|kinh phí|vốn)|số tiền)(?: là)?\s*:?\s*$", re.IGNORECASE)
_OPENED = re.compile(r"\s*\(\s*(?:là\s+)?$")
"""'bố trí đủ vốn đối ứng năm 2020 (62 tỷ đồng)'."""
MANNER = re.compile(
    r"\s+(?:bằng (?:tiền(?!\s(?:đấu giá|sử dụng|bán|thu|cho thuê)(?!\w))|ngày công|công|hiện vật)"
    r"|quy (?:đổi )?(?:thành|ra) tiền)(?!\w)[^,;:()\d]{0,40}$|\s+do\s[^,;:()\d]{2,60}\squản lý\s*$",
    re.IGNORECASE,
)
"""'nhân dân đóng góp bằng tiền và ngày công 2 tỷ đồng', 'trái phiếu Chính phủ do Bộ A và Bộ B quản lý 5 tỷ đồng'."""
_OUTLAY = re.compile(
    rf"(?:tổng\s(?:số\s)?)?chi\s(?P<fund>(?:ngân sách|NS)\s(?:cấp\s)?(?:địa phương|trung ương|{LEVEL})(?!\w))",
    re.IGNORECASE,
)
"""'Tổng chi ngân sách địa phương: 9 tỷ đồng'."""
_FROM_OTHERS = re.compile(r"\s(?:từ|của)\s.*", re.IGNORECASE | re.DOTALL)
_APPOSED = re.compile(
    r"\)?\s*[,;(]\s*(?:(?:có\s)?(?:trị giá|giá trị(?:\s(?:dự toán|quyết toán))?(?:\sđược duyệt)?|tổng mức(?:\sđầu tư)?|tổng (?:số )?vốn|tổng)\s)?$",
    re.IGNORECASE,
)
_ENDS_WITH_FUND = re.compile(
    r"(?:^|[\s(])(?<!vượt )(?P<fund>(?:vốn|vay|chương trình|quỹ|ngân sách|trái phiếu)\s[^\s,;:().\d]*(?:\s(?!giao|cấp|đã|được)[^\s,;:().]+){0,7})$",
    re.IGNORECASE,
)
_MOST_APPOSED, _TAIL = 7, 50
_INTO = re.compile(
    r"(?<!\w)(?:ủng hộ|đóng góp|vào|trả|nợ|nộp|phát hành)(?:\s(?:nguồn|các|tiền|cho))?\s*$", re.IGNORECASE
)
"""'Ủng hộ Quỹ Vì người nghèo, 20 triệu đồng', 'Hoàn trả vốn vay, 3 tỷ đồng': who gets it."""
_UNDER = re.compile(r"\s(?:đầu tư\s+)?theo\s.*", re.IGNORECASE | re.DOTALL)
_PEOPLE_GIVE = re.compile(r"(?:nhân )?dân (?:đóng )?góp(?=\s)", re.IGNORECASE)
"""'dân góp công đào mương trị giá 160 triệu đồng'."""
_PROGRAMME = re.compile(r"(?:kinh phí |vốn )?(?=chương trình )", re.IGNORECASE)
_LONGEST_PROGRAMME = 20
"""Words of a programme's name where what is given out opens with it."""
_ACT = re.compile(
    r"\s(?:(?:(?:tỉnh|huyện|trung ương)\s)?(?:phân|giao|cấp|bố trí)(?:\s(?:về|cho)(?:\s(?:mỗi|từng|các)\s\S+)?)?$"
    r"|(?:đã|được|sẽ)\s.*|năm nay(?:\s.*)?)",
    re.IGNORECASE | re.DOTALL,
)
MOST_WORDS = 12
_FEW = 2
"""Words between a fund and its figure that tell what the money is for."""
_SHORT = 5
"""Words of a fund's name before what was done with it: 'Ngân sách tỉnh đã cấp đến nay'."""


@lru_cache(maxsize=4096)
def fund_before(before: str) -> Told[str] | None:
    """The fund that the words of a sentence before a figure name; the nearest clause first."""
    if not may_tell(before):
        return None
    before = _OPENED.sub(" ", before)
    before = _ASIDE.sub("", MANNER.sub("", _SHARE.sub(" ", _OF_THE_ONE_BEFORE.sub("", before))))
    return next((Told(before_acts(fund), rule) for rule, told in _WAYS.items() if (fund := told(before))), None)


def _taken(before: str) -> str | None:
    """'Hội đã vay ủy thác 35 triệu đồng', 'huyện đã trích dự phòng 300 triệu đồng': what a verb right before takes."""
    match = _TAKEN.search(before)
    return (match["loan"] or match["reserve"]) if match else None


def _of_opening(before: str) -> str | None:
    """'Ngoài ra, vốn chương trình nước sạch: dự án Trạm cấp nước ấp A được giao 1.150 triệu đồng': what opens the sentence."""
    opened = _OPENS_SENTENCE.match(before)
    if opened is None or not distinct_names().match(name := without_trailing(OF_A_YEAR.sub("", opened["name"]))):
        return None
    name = name[: end_of_name(name)]
    return name if is_name(name) and not any_fund().fullmatch(name) and len(name.split()) <= MOST_WORDS else None


def _of_last_verb(before: str) -> str | None:
    """'UBND tỉnh cam kết bố trí vốn đối ứng 18 tỷ đồng': the fund between a verb of its clause and the figure."""
    starts = cuts(_CLAUSE, before)
    clause = before[starts[-1] if starts else 0 :].strip(" :")
    for verb in reversed(list(plans_within().finditer(clause))):
        led = verb[0].lower().startswith("nguồn")
        name = clause[verb.end() :]
        name = without_trailing(OF_A_YEAR.sub("", name) if led else name)
        if distinct_names().match(name) and is_name(name) and (led or not any_fund().fullmatch(name)):
            # 'bố trí ngân sách huyện trả nợ 156 triệu đồng'
            own, rest = name[: end_of_name(name)], name[end_of_name(name) :]
            said = len(rest.split()) <= _FEW and not any(map(str.isdigit, rest))
            return own if said and len(own.split()) <= _SHORT else None
    return None


def _of_what_is_given(before: str) -> str | None:
    """'Phân bổ vốn sự nghiệp thực hiện Chương trình ... cho các xã, tổng số 9 tỷ đồng': the fund that opens what is given out."""
    clause = NUMBER_OF_ITEM.sub("", before.lstrip(" \t\n-–+*•"))
    given = plans().match(clause)
    if given is None or not _SUM_OF_ALL.search(clause) or not distinct_names().match(name := clause[given.end() :]):
        return None
    name = without_trailing(OF_A_YEAR.sub("", name[: end_of_name(name)]))
    programme = _PROGRAMME.match(name)
    name = name[programme.end() :] if programme else name
    most = _LONGEST_PROGRAMME if programme else _SHORT
    return name if is_name(name) and not any_fund().fullmatch(name) and len(name.split()) <= most else None


def _of_apposition(before: str) -> str | None:
    """'(vốn WB8, 18 tỷ đồng)', 'bằng vốn vay WB, trị giá 6 tỷ đồng': the fund that the words before a comma end with."""
    tail = _APPOSED.search(before, max(0, len(before) - _TAIL))
    named = _ENDS_WITH_FUND.search(before, 0, tail.start()) if tail else None
    if named is None or not distinct_names().match(name := named["fund"]) or not is_name(name):
        return None
    if _INTO.search(before, 0, named.start("fund")):
        return None
    name = name.removesuffix(" làm")
    few = len(name.split()) <= _MOST_APPOSED and end_of_name(name) == len(name)
    return name if few and not any_fund().fullmatch(name) else None


def _of_whole(before: str) -> str | None:
    """'Quốc hội giao tổng mức vốn trái phiếu Chính phủ giai đoạn 2017-2020 là': the fund that a whole right before is of."""
    wholes = list(_WHOLE_OF.finditer(before))
    if not wholes:
        return None
    name = OF_A_YEAR.sub("", before[wholes[-1].end() :]).partition(" của ")[0]
    name = without_trailing(name)
    known = is_name(name) and distinct_names().match(name) is not None and not any_fund().fullmatch(name)
    # 'Tổng vốn đầu tư phát triển' is of every source.
    return (
        name
        if known and kind_of(name) != "investment" and "," not in name and len(name.split()) <= MOST_WORDS
        else None
    )


@lru_cache(maxsize=4096)
def giving_budget(before: str) -> str | None:
    """'Ngân sách tỉnh hỗ trợ các xã miền núi 5 tỷ đồng': the budget nearest the figure that gives, else who gives of their own."""
    if not may_tell(before):
        return None
    clause = _OF_THE_ONE_BEFORE.sub("", before).rpartition(";")[2]
    found = list(gives().finditer(clause))
    return found[-1]["fund"] if found else giver_of(clause) or giver_of_label(before)


def _last_label(before: str) -> str:
    """What opens the item that a figure closes."""
    starts = [match.end() for match in _LABEL.finditer(before)]
    return before[starts[-1] if starts else 0 :]


def _of_label(before: str) -> str | None:
    """The whole label of an item where it is a fund, its commas included: 'Vốn doanh nghiệp, HTX:'."""
    label = _last_label(before).strip(" \t:,*-–+•)")
    if "," not in label and " và " not in label:
        return None
    label = OF_A_YEAR.sub("", before_name().sub("", NUMBER_OF_ITEM.sub("", label)))
    if sources := source_words().match(label):
        label = label[sources.end() :]
    name = without_trailing(label)
    if _GIVES.search(label, len(name)):
        # 'Từ nguồn A, tỉnh đã phân bổ 5 tỷ đồng': who gives is no part of the name.
        return None
    if re.search(r"[.\d]", name) or len(name.split()) > MOST_WORDS:
        return None
    first, *others = (part.strip() for part in re.split(r",|\svà\s", name))
    known = (_is_fund(first) or (sources is not None and is_beside(first))) and all(
        _is_fund(part) or is_beside(part) for part in others
    )
    return name if known else None


def _of_item(before: str) -> str | None:
    """What opens an item whose commas part no funds: 'vốn lồng ghép từ các chương trình, dự án khác'."""
    label = before_name().sub("", NUMBER_OF_ITEM.sub("", _last_label(before).strip(" \t:*-–+•)")))
    first = label.partition(",")[0]
    if first == label or not is_name(first) or not distinct_names().match(first):
        return None
    name = without_trailing(OF_A_YEAR.sub("", _FROM_OTHERS.sub("", first)))
    return name if len(name.split()) <= _SHORT and not any_fund().fullmatch(name) else None


def _is_fund(name: str) -> bool:
    return (is_name(name) and distinct_names().match(name) is not None) or is_giver(name)


def _of_clause(before: str) -> str | None:
    starts = cuts(_CLAUSE, before)
    clause = before[starts[-1] if starts else 0 :]
    clause = NUMBER_OF_ITEM.sub("", clause.rpartition(") ")[2]).strip(" \t:*-–+•")
    # 'Bội chi ngân sách: 30 tỷ đồng' is an item of a list of sources, 'bội chi ngân sách là 30 tỷ đồng' is none.
    if is_balance(clause) and not before.rstrip().endswith(":"):
        return None
    if outlay := _OUTLAY.match(clause):
        return outlay["fund"]
    name = named_fund(clause)
    # 'Huy động: 3 năm được 21 tỷ đồng', 'Huy động 157 triệu đồng để làm đường'
    return None if name and (":" in name or (name.lower() == "huy động" and ":" not in before)) else name


def named_fund(clause: str) -> str | None:
    """The fund that a clause right before a figure names: 'Nguồn hỗ trợ thực hiện chương trình OCOP:'."""
    clause = clause.strip(" :")
    if match := source_words().match(clause):
        name = _UNDER.sub("", lead_in().sub("", clause[match.end() :]))
        return without_trailing(OF_A_YEAR.sub("", f" {name}")) or None
    clause = _NEED.sub("", clause)
    if (inner := _OF_A_PLAN.search(clause)) and not any_fund().fullmatch(name := without_trailing(inner["name"])):
        return name
    whole = clause = without_basis(before_name().sub("", clause))
    if (planned := plans().match(clause)) and is_name(own := clause[planned.end() :]) and not any_fund().fullmatch(own):
        # 'Bố trí đủ vốn đối ứng còn thiếu'
        clause = own[: end_of_name(own)]
    name = without_trailing(OF_A_YEAR.sub("", without_trailing(clause)))
    if (planned := plans().match(name)) and not any_fund().fullmatch(name[planned.end() :]):
        name = name[planned.end() :]
        name = name[: end_of_name(name)]
    if (part := _PART_OF.match(name)) and is_name(name[part.end() :]):
        name = name[part.end() :]
    if name[:9].lower() == "kinh phí " and not is_name(name) and is_name(name[9:]):
        # 'Kinh phí dịch vụ môi trường rừng'
        name = name[9:]
    if people := _PEOPLE_GIVE.match(name):
        return people[0]
    short = without_trailing(_ACT.sub("", name))
    name = short if len(short.split()) <= _SHORT else name
    return name if len(name.split()) <= MOST_WORDS and (is_giver(name) or is_name(name)) else donor_of(whole)


def source_fund(before: str) -> str | None:
    """'kinh phí từ nguồn ngân sách thực hiện ... là 6.400 triệu đồng': the words after 'từ nguồn'."""
    matches = list(opening().finditer(before))
    if not matches:
        return None
    rest = before[matches[-1].end() :]
    if (planned := plans().match(rest)) and is_name(rest[planned.end() :]):
        # 'sử dụng dự toán sự nghiệp giáo dục đã giao'
        rest = rest[planned.end() :]
    name = without_trailing(rest[: end_of_name(rest)]).strip()
    led = matches[-1][0].lower()
    known = "nguồn" in led or is_name(name) or (led.startswith("từ") and is_giver(name))
    return name if name and known and len(name.split()) <= MOST_WORDS else None


_WAYS: dict[str, Callable[[str], str | None]] = {
    "fund.label": _of_label,
    "fund.clause": _of_clause,
    "fund.source": source_fund,
    "fund.item": _of_item,
    "fund.whole": _of_whole,
    "fund.given-out": _of_what_is_given,
    "fund.verb": _of_last_verb,
    "fund.opening": _of_opening,
    "fund.taken": _taken,
    "fund.apposed": _of_apposition,
}
"""How the words before a figure name its fund, in order of trial."""
