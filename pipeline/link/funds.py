"""Whose money an amount is: the words before, after or over a figure in, the fund's name as written out.

What names a fund is a table in `data/meaning.toml`; which kind of fund a name is, one in `data/funds.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.link.cues import fund_kinds, pattern, table, words
from pipeline.structure.tables import alternatives

_CLAUSE = re.compile(
    r"[;,(\n]|(?<!\d)\.\s|:(?=\s*\S{3,})|(?<!\w)(?:trong đó|gồm|và)(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[;(\n]|(?<!\d)\.\s|:(?=\s*\S{3,})|(?<!\w)(?:trong đó:?|gồm:?)(?!\w)", re.IGNORECASE)
_SOURCE_AFTER = re.compile(r"\((?:[Tt]ừ\s+)?[Nn]guồn(?:\s+vốn|\s+kinh phí)?\s*:?\s*(?P<fund>[^()\n]{3,120})\)")
_MARK = re.compile(r"^\s*(?:[a-zđ]|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s*")
_LEAD_END = re.compile(r"\s*(?:,|\(|như sau|cụ thể|gồm|bao gồm|trong đó|sau|:|[-–])*\s*$", re.IGNORECASE)
_OF_A_YEAR = re.compile(r"\s+(?:\(?(?:trong\s+)?năm|giai đoạn)\s+\d{4}(?!\d).*", re.DOTALL | re.IGNORECASE)
_OF_THE_ONE_BEFORE = re.compile(r"^\s*\([^()]*\)")
_GIVES = re.compile(r"(?<!\w)(?:đã|phân bổ|bố trí|giao|cấp)(?!\w)", re.IGNORECASE)
_LED_IN = re.compile(r"(?:từ|nguồn|vốn)\s+$", re.IGNORECASE)
_MOST_WORDS = 12


def kind_of(fund: str) -> str | None:
    """The kind of a fund by its name; None where no word of the table stands in it."""
    return next((kind for kind, words_of in fund_kinds() if words_of.search(fund)), None)


def fund_before(before: str) -> str | None:
    """The fund that the words of a sentence before a figure name; the nearest clause first."""
    before = _OF_THE_ONE_BEFORE.sub("", before)
    return _of_label(before) or _of_clause(before) or source_fund(before)


def fund_after(after: str) -> str | None:
    """'từ nguồn ngân sách tỉnh', 'vốn đầu tư công' or '(Nguồn vốn: ...)' after a figure, before the next one."""
    opening = rf"\s*[,;(]?\s*(?:{words('fund', 'from')}(?!\w)|(?=nguồn[^().;]*[).;]))\s*"
    opened = re.match(opening, after, re.IGNORECASE)
    if opened and (fund := source_fund(f"từ {after[opened.end() :]}")):
        return fund
    if re.match(rf"\s\(?{words('fund', 'names')}(?!\w)", after, re.IGNORECASE) and not _no_name().match(
        after.lstrip(" (")
    ):
        return source_fund(f"từ {after.lstrip(' (')}")
    match = _SOURCE_AFTER.search(after)
    return match["fund"].strip() if match else None


def giving_budget(before: str) -> str | None:
    """'Ngân sách tỉnh hỗ trợ các xã miền núi 5 tỷ đồng': the budget nearest the figure that gives."""
    found = list(_gives().finditer(before))
    return found[-1]["fund"] if found else None


@cache
def _gives() -> re.Pattern[str]:
    verbs = rf"(?:\s+(?:đã|sẽ|được|chỉ))?\s+{words('fund', 'gives')}(?!\w)"
    return re.compile(rf"(?<!\w)(?P<fund>{words('fund', 'budgets')}){verbs}", re.IGNORECASE)


def fund_over(lead: str) -> str | None:
    """The fund that a heading or a line leading a list in names: '1. Vốn ngân sách tỉnh', 'Từ nguồn X, gồm:'."""
    label = _LEAD_END.sub("", _MARK.sub("", lead).strip(" \t\n*-–+•."))
    name = _named_fund(label)
    if name and pattern_of_names().match(name):
        return name
    found = source_fund(label)
    return found if found and pattern_of_names().match(found) else None


def fund_in_title(title: str) -> str | None:
    """The one fund that a table's title names: 'PHÂN BỔ VỐN SỰ NGHIỆP NĂM 2020'."""
    match = pattern_of_names().search(title)
    if match is None or _no_name().match(match[0]):
        return None
    if re.match(r"ngân sách|NS", match[0], re.IGNORECASE) and not _LED_IN.search(title, 0, match.start()):
        # 'QUYẾT TOÁN NGÂN SÁCH XÃ' tells whose accounts they are.
        return None
    name = re.sub(rf"^{_sources()}\s*:?\s*", "", title[match.start() :], flags=re.IGNORECASE)
    name = _without_trailing(_OF_A_YEAR.sub("", name[: _end_of_name(name)])).strip(" .;,:()")
    return None if _any_fund().fullmatch(name) or len(name.split()) > _MOST_WORDS else name


@cache
def _any_fund() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('fund', 'any_fund')})?", re.IGNORECASE)


@cache
def pattern_of_names() -> re.Pattern[str]:
    """The opening of a name that is a fund's wherever it stands; 'vốn' alone is none."""
    plain = tuple(name for name in table()["fund"]["names"] if name != "vốn")
    return re.compile(rf"(?:vốn\s+|kinh phí\s+|nguồn\s+)?{pattern(plain).pattern}", re.IGNORECASE)


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile(rf"{words('fund', 'no_names')}(?!\w)", re.IGNORECASE)


@cache
def _lead_words() -> re.Pattern[str]:
    return re.compile(rf"^(?:{words('fund', 'before_name')}\s+)+", re.IGNORECASE)


@cache
def _giver() -> re.Pattern[str]:
    """Those who give without a budget's name: 'doanh nghiệp', 'các hộ dân'; nothing else in the clause."""
    return re.compile(
        rf"(?:các\s+)?{words('fund', 'givers')}(?:(?:\s*,\s*|\s+và\s+)(?:các\s+)?{words('fund', 'givers')})*", re.I
    )


def _of_label(before: str) -> str | None:
    """The whole label of an item where it is a fund, its commas included: 'Vốn doanh nghiệp, HTX:'."""
    starts = [match.end() for match in _LABEL.finditer(before)]
    label = before[starts[-1] if starts else 0 :].strip(" \t:,*-–+")
    if "," not in label and " và " not in label:
        return None
    label = _lead_words().sub("", _MARK.sub("", label))
    label = re.sub(rf"^{_sources()}\s*:?\s*", "", label, flags=re.IGNORECASE)
    name = _without_trailing(label)
    if _GIVES.search(label, len(name)):
        # 'Từ nguồn A, tỉnh đã phân bổ 5 tỷ đồng': who gives is no part of the name.
        return None
    if re.search(r"[.\d]", name) or len(name.split()) > _MOST_WORDS:
        return None
    first, *others = (part.strip() for part in re.split(r",|\svà\s", name))
    known = _is_fund(first) and all(_is_fund(part) or _beside().fullmatch(part) for part in others)
    return name if known and not _no_name().match(name) else None


def _is_fund(words_of: str) -> bool:
    return bool(pattern_of_names().match(words_of) or _giver().fullmatch(words_of))


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"(?:các\s+)?{words('fund', 'beside')}", re.IGNORECASE)


@cache
def _sources() -> str:
    """'nguồn', 'nguồn vốn', 'nguồn kinh phí'; 'vốn sự nghiệp' and 'kinh phí khuyến công' keep their first word."""
    names = [name.partition(" ") for name in table()["fund"]["names"]]
    rest = {first: tuple(more for one, _, more in names if one == first and more) for first in ("vốn",)}
    rest["kinh phí"] = tuple(name[9:] for name in table()["fund"]["names"] if name.startswith("kinh phí "))
    own = "|".join(rf"{first}\s+{alternatives(more)}" for first, more in rest.items())
    return rf"(?:nguồn(?=\s+(?:{own})(?!\w))|{words('fund', 'sources')})"


def _of_clause(before: str) -> str | None:
    starts = [match.end() for match in _CLAUSE.finditer(before)]
    clause = before[starts[-1] if starts else 0 :]
    return _named_fund(_MARK.sub("", clause).strip(" \t:*-–+"))


def _named_fund(clause: str) -> str | None:
    """The fund that a clause right before a figure names: 'Nguồn hỗ trợ thực hiện chương trình OCOP:'."""
    clause = clause.strip(" :")
    if match := re.match(rf"(?:từ\s+)?{_sources()}(?!\w)\s*:?\s*", clause, re.IGNORECASE):
        name = re.sub(rf"^(?:{words('fund', 'lead_in')}\s+)+(?<!vốn )", "", clause[match.end() :], flags=re.IGNORECASE)
        return _without_trailing(_OF_A_YEAR.sub("", name)) or None
    name = _without_trailing(_OF_A_YEAR.sub("", _without_trailing(_lead_words().sub("", clause))))
    if len(name.split()) > _MOST_WORDS or _no_name().match(name):
        return None
    if _giver().fullmatch(name) or re.match(rf"{words('fund', 'names')}(?!\w)", name, re.IGNORECASE):
        return name
    return None


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"\s+{words('fund', 'trailing')}\s*:?$", re.IGNORECASE)


def _without_trailing(name: str) -> str:
    """A fund's name without the verbs between it and its figure: 'ngân sách nhà nước hỗ trợ'."""
    name = name.strip(" :")
    while not _whole_name().fullmatch(name) and (match := _trailing().search(name)):
        name = name[: match.start()].strip(" :")
    return name


@cache
def _whole_name() -> re.Pattern[str]:
    return re.compile(words("fund", "names"), re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    sources = rf"{_sources()}\s*:?\s+"
    return re.compile(rf"\b(?:từ\s+(?:{sources})?|(?:sử dụng|bằng|lấy|trích)\s+(?:{sources})?)(?=\S)", re.IGNORECASE)


def source_fund(before: str) -> str | None:
    """'kinh phí từ nguồn ngân sách thực hiện ... là 6.400 triệu đồng': the words after 'từ nguồn'."""
    matches = list(_opening().finditer(before))
    if not matches:
        return None
    rest = before[matches[-1].end() :]
    name = _without_trailing(rest[: _end_of_name(rest)])
    opening = matches[-1][0].lower()
    known = re.match(rf"{words('fund', 'names')}(?!\w)", name, re.IGNORECASE) and not _no_name().match(name)
    if not ("nguồn" in opening or known or (opening.startswith("từ") and _giver().fullmatch(name))):
        return None
    return name.strip() if name.strip() and len(name.split()) <= _MOST_WORDS else None


@cache
def _stop() -> re.Pattern[str]:
    joined = words("fund", "joined")
    goes_on = rf"(?!,?\s*(?:và\s+)?{words('fund', 'names')}(?!\w))"
    return re.compile(
        rf"(?P<over>{joined})|[;:.()]|{goes_on}(?:,|\svà(?!\w))|\s(?:{words('fund', 'stops')})(?!\w)", re.IGNORECASE
    )


def _end_of_name(rest: str) -> int:
    """Where a fund's name after 'từ nguồn' ends; 'khoa học và công nghệ' is one name, 'ngân sách tỉnh và vốn vay' too."""
    for match in _stop().finditer(rest):
        if match["over"] is None:
            return match.start()
    return len(rest)
