"""The grammar of document numbers: '78/BC-SNN', '57/2018/NĐ-CP', '26-NQ/TW', '83/2015/QH13', '61/CP'.

Sources: Decree 30/2020/NĐ-CP, article 8 and annexes I and III; Circular 01/2011/TT-BNV; the forms that
were in use before (Decree 142-CP of 1963, the 1990s' 'TC/QĐ/CĐKT'); Guidance 36-HD/VPTW for the Party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.normalize.fold import fold
from pipeline.normalize.tones import compiled
from pipeline.structure.tables import (
    Issuer,
    Kind,
    issuers,
    kind_by_name,
    kind_by_symbol,
    kind_names,
    kinds_by_spelling,
    old_bodies,
)

_SYMBOL = (
    r"(?:(?:UBTV)?QH\s\d{1,2}(?!\d)|KV\s[IVX]{1,4}(?!\w)|(?<=/)[QN]\s[ĐQ](?=-[A-ZĐ])"
    r"|[A-ZĐÐƯ][A-Za-zĐđÐðƯư&]{0,14}(?:(?:(?<=BCĐ|BQL)\.)?(?:\d{3,4}(?!\d)|\d{2,3}[aA](?!\w))|\d{0,2}))"
)
"""With a programme's number: 'BQLDA661', 'BCĐ.30a'."""
_LOST_CAPITALS = r"[a-zđ]{2,10}(?:\s?[-/]\s?[a-zđ]{2,10}){0,3}"
_MARK = "[¹²³⁰⁴-⁹]"
"""Of a note at the page's foot, which touches the number that it is of."""
_DASH = "[-\u2010\u2011\u2013]"
_DESK = r"(?:-[a-z](?!\w)|(?<=\d)-\d(?![\w/.-]))?"
"""Who drafted it, last of an old letter's number: '17/KTTH-m', '2714/ĐVN/ĐL3-5'."""
_SYMBOLS = rf"{_SYMBOL}(?:[/.]{_SYMBOL}|\s?{_DASH}\s?{_SYMBOL}|\s/\s?{_SYMBOL}|/\s{_SYMBOL}){{0,6}}"
_FREE = r"(?<!\d\d)(?:(?<![\w.,/]\d)|(?<=(?:số|Số|SỐ|QĐ|NĐ|NQ|TT|CV)\d)(?<!\w\w\w\d)|(?<=[:.…][.…]\d))"
"""Where no figure, letter or mark stands before; 'số' and a kind's letters may touch it: 'số1456/QĐ-UBND', 'NĐ163/2016/NĐ-CP'; or the dots of a form: 'Số:..1127../SGTVT'."""
_SERIAL = rf"(?P<serial>\d{_FREE}(?<!\d[-:]\d)(?<!-[A-Z][A-Z]:\d)\d{{0,4}}(?:[a-zA-Z]|\.\d\d\d)?)(?=[.…]{{1,6}}+/|\s{{0,3}}+(?:/|{_DASH}|[A-ZĐÐƯ]))"
"""The set at its head, and the look at what may follow, spare most figures the rest."""

NUMBER = re.compile(
    rf"{_SERIAL}(?:"
    rf"(?:(?:[.…]{{1,6}}+|\s{{0,3}})/\s{{0,3}}(?:(?P<year>(?:19|20)\d\d)\s?[/-]\s?)?|-(?P<dashed_year>(?:19|20)\d\d)/)(?P<symbols>{_SYMBOLS}{_DESK})"
    rf"|\s?{_DASH}\s?(?P<dashed>{_SYMBOL}(?:\s?/\s?{_SYMBOL}|\.[A-ZĐÐ]{{2,6}}|(?<=/L)\.\d{{3}}(?!\d)){{0,3}}(?:-{_SYMBOL})?{_DESK})"
    rf"|\s(?P<spaced>{_SYMBOL}(?:/{_SYMBOL}){{1,3}}(?:-{_SYMBOL})?)"
    rf"|\s(?P<lone>CP|TTg|HĐBT|SL)(?!\s?[-/&])"
    rf"|(?P<glued>[A-ZĐÐ]{{2,6}}(?:(?:/{_SYMBOL}){{1,3}}(?:-{_SYMBOL})?|-{_SYMBOL}))"
    rf"|\s?/\s?(?:(?P<low_year>(?:19|20)\d\d)\s?/\s?)?(?P<low>{_LOST_CAPITALS})"
    rf")(?P<late>[-/](?:19|20)\d\d(?!\d)|\([A-ZĐÐ]{{1,6}}\))?(?!(?!ngày|của|{_MARK})\w|/\d)"
)
"""A number's spellings; `low` those whose capitals a legacy font has lost; `late` a contract's year or who drafted it."""
_TRIGGER = compiled(
    r"(?:(?P<form>\b(?:m[ẫãâ]u|biểu|bảng|phụ lục(?!\s+hợp đồng)|phụ biểu|tài khoản|điện thoại|số nhà|kiểu"
    r"|chứng từ(?: ghi sổ)?|phiếu (?:chi|thu|nhập(?: kho)?|xuất(?: kho)?)"
    r"|hóa đơn(?: GTGT| giá trị gia tăng| bán hàng)?|biên lai|(?:ủy|uy) nhiệm chi)(?:[^\S\n]+biểu)?[^\S\n]+)?"
    rf"(?P<kind>\b{kind_names()}\s*(?:số)?|\bsố)\s*[:;.]?\s*$)",
    re.IGNORECASE,
)
_UNITS = {
    "ha",
    "kg",
    "km",
    "htx",
    "nguoi",
    "ngay",
    "kwh",
    "mw",
    "m",
    "l",
    "ho",
    "xa",
    "thang",
    "nam",
    "dn",
    "tcvn",
    "kp",
}
_DRAFTING_UNITS = ("KH", "TC")
"""Kinds' symbols that close an old letter's number as the unit that drafted it: '1021 BNN/KH', of Vụ Kế hoạch."""
_UNITS_TOO = ("KH", "TC", "TT", "BC", "CT", "CĐ", "DA", "HĐ", "HP")
"""Kinds' symbols that are units' or bodies' as well: kế hoạch, tài chính, thanh tra, báo chí, công ty, công đoàn, dự án, hội đồng, Hải Phòng."""
_JOINT_CIRCULAR = (("TT", "LB"), ("TT", "LT"))
"""The symbols of several ministries' circular, whose first alone is one ministry's: '27/TT-LB', '28/1999/TT-LT'."""
_UNITS_OF_LETTERS = ("CTN",)
"""Issuers' symbols that close a letter's number as a unit of another body: '45/HTKT-CTN', of Cấp thoát nước; '45/QĐ-CTN' is the President's."""
_SPACE = re.compile(r"\s+")
_JOINT = re.compile(rf"\s*(?:{_DASH}|[/.])\s*")
_LOOSE = re.compile(rf"\s*({_DASH}|/)\s*")
_YEAR_ONLY = re.compile(r"(?:19|20)\d\d")
_BLANK_DAY = re.compile(r"\s*,?\s*ngày[\s.…/_]*tháng", re.IGNORECASE)
"""After a number whose serial was left blank: 'Số :   2006/QĐ-UBND ngày     tháng   năm 2006'."""
_PARTED = re.compile(r" ([A-ZĐ]{1,3})(?!\w)")
"""The rest of a symbol that a blank has parted: '06-LCT/HĐN N'."""
_OF_PROGRAMME = re.compile(r"[\d ]+a?$")
_PARTED_SERIAL = re.compile(
    rf"(?:(?<!\w){kind_names()} số ?[:.]?|(?<!\w)(?<!\w )số ?:) ?(?P<first>\d{{1,3}}) \Z", re.IGNORECASE
)
"""The first figures of a serial that OCR has parted, after a kind or in the head: 'Số: 18 46/QĐ-UBND'; 'Mẫu số 03 107/2017/TT-BTC' are two."""
_PARTED_YEAR = re.compile(r"(?<![\w.,/-])(?P<serial>\d{1,4}[a-z]?)\s?/\s?(?P<first>(?:19|20)\d?|[12]) \Z")
"""A serial and the first figures of a year that OCR has parted: 'số 57/20 18/NĐ-CP'."""
_FILLED_IN = re.compile(r"[.…]{1,6}(?=/)|(?<=(?<!\w)[QN])\s(?=[ĐQ]-)")
"""The dots of a form behind a serial, and a blank within the symbol of a kind."""
_ASSEMBLY = re.compile(r"QH\s(?=\d)")
_THOUSAND = re.compile(r"(?<=\d)\.(?=\d\d\d)")
_LONG_DASH = re.compile("[\u2010\u2011\u2013]")
_CLOSES = re.compile(r"[ ]*(?:[\n\t]|$|,?\s*(?:ngày|của|về)\s)")
_NOTED = re.compile(r"(?<=UBND|HĐND)\d{1,2}$")
"""The mark of a note after a body that has no numbered units: '123/QĐ-UBND1'."""
PAST_NOTE = re.compile(rf"(?:(?<=ND)\d{{1,2}}|{_MARK}{{1,3}})?")
_ENGINE = re.compile(r"(?<!\w)(?:tàu|máy|công suất)(?!\w)[^,;.\n]{0,20}$", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:,?\s*\(?(?:ngày\s+)?\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}\)?)?\s*(?:,|;|và|,\s*và)\s*(?:số\s*:?\s*)?"
)
"""What stands between two numbers of a list."""
_LONGEST_UNKNOWN = 5
_LOOK_BACK = 40
_LONGEST_SERIAL = 5


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number as it stands at `start:end`; `number` with spaces closed up and plain hyphens."""

    start: int
    end: int
    number: str
    serial: str
    year: int | None
    symbols: tuple[str, ...]
    kind: Kind | None
    issuer: Issuer | None


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[DocumentNumber]:
    """Every document number in `text[start:end]`, in order; ratios, dates and rates are none."""
    position, stop = start, len(text) if end is None else end
    last: DocumentNumber | None = None
    while match := NUMBER.search(text, position, stop):
        listed = last is not None and _LISTED.fullmatch(text, last.end, match.start()) is not None
        found = _accept(text, match, last if listed else None)
        position = found.end if found else match.end("serial")
        if found:
            last = found
            yield found


def _accept(text: str, match: re.Match[str], listed_after: DocumentNumber | None) -> DocumentNumber | None:
    begin, first, serial = _opening(text, match)
    trigger = _TRIGGER.search(text[max(0, begin - _LOOK_BACK) : begin])
    if trigger and trigger["form"]:
        return None
    named = trigger is not None and trigger["kind"].strip(" \n\t:").lower() != "số"
    raw = next(
        group for group in (match[name] for name in ("symbols", "dashed", "lone", "spaced", "glued", "low")) if group
    )
    end = match.end()
    late = len(match["late"] or "")
    if match["late"] and fold(match["late"].strip("()")) in kind_by_symbol():  # '68/2020/NĐ-CP(NĐ)'
        end, late = end - late, 0
    if not late and (note := _NOTED.search(raw)):
        raw, end = raw[: note.start()], end - len(note[0])
    symbols = split_symbols(raw)
    # 'số 12/QĐ-UBND - PTNT': a spaced dash joins symbols only where the next one is known, or closes a letter's number.
    closed = trigger is not None and _CLOSES.match(text, match.end()) is not None
    while len(symbols) > 1 and not _known(symbols[-1]) and (tail := re.search(rf"\s{_DASH}\s\S+$", raw)):
        if closed and len(symbols) == 2 and symbols[-1].isupper() and len(symbols[-1]) <= _LONGEST_UNKNOWN:
            break
        end -= len(raw) - tail.start() + late
        late = 0
        raw = raw[: tail.start()]
        symbols = split_symbols(raw)
    if (len(symbols) == 1 and fold(symbols[0]) in _UNITS) or (
        not match["low"] and any(sum(map(str.islower, s)) > 2 for s in symbols)
    ):
        return None
    if trigger and _YEAR_ONLY.fullmatch(match["serial"]) and _BLANK_DAY.match(text, end):
        return None
    written = first + text[match.start() : end]
    rest = _PARTED.match(text, end)
    cut = rest is not None and (_CLOSES.match(text, rest.end()) is not None or not _known(symbols[-1]))
    if rest and cut and _issuer_of(symbols[-1] + rest[1]):
        symbols, end, written = (*symbols[:-1], symbols[-1] + rest[1]), rest.end(), written + rest[1]
    kind = _kind(symbols, leads=bool(match["symbols"] or match["low"]))
    issuer = _issuer(symbols, leads=bool(match["symbols"] or match["low"]))
    known = kind is not None and issuer is not None
    if match["low"] and not (known or (trigger and kind and len(symbols) > 1)):
        return None
    # 'các Quyết định số 212-TC/CĐKT ngày 15-12-1989, 224-TC/CĐKT': what a list has said of one is true of the next.
    alike = listed_after is not None and listed_after.symbols == symbols
    if not match["symbols"] and not (trigger or known or alike):
        return None
    if not (trigger or kind or issuer):
        return None
    if match["dashed"] and "/" not in raw and not (issuer or kind or named):
        return None
    if (
        match["glued"]
        and "/" not in raw
        and not ((issuer or kind) and (listed_after or _is_told(text, match, trigger)))
    ):
        return None
    if match["lone"] and not named:
        return None
    said = trigger is not None and trigger["kind"].lower().rstrip(" \n\t:").endswith("số")
    if "." in match["serial"] and not ((issuer and (kind or named)) or (kind and said)):  # 'kế hoạch 2.500/KH'
        return None
    if not (kind or issuer or named or max(map(len, symbols)) > 1):
        return None
    late_year = match["late"] and re.search(r"\d{4}", match["late"])
    cut_year = first.partition("/")[2] and first.partition("/")[2] + match["serial"]
    year = match["year"] or match["dashed_year"] or match["low_year"] or (late_year and late_year[0]) or cut_year
    return DocumentNumber(
        start=begin,
        end=end,
        number=tidy(written),
        serial=serial,
        year=int(year) if year else None,
        symbols=symbols,
        kind=kind or _kind_of_organ(symbols),
        issuer=issuer,
    )


def _opening(text: str, match: re.Match[str]) -> tuple[int, str, str]:
    """Where a number begins, what stands there before a blank that parts its serial or its year, and its serial."""
    begin, first, serial = match.start(), "", match["serial"]
    if not match["symbols"] or begin < 2 or text[begin - 1] != " " or not text[begin - 2].isdigit():
        return begin, first, serial
    year = None if match["year"] else _PARTED_YEAR.search(text, max(0, begin - _LOOK_BACK), begin)
    if year and _YEAR_ONLY.fullmatch(year["first"] + serial):
        begin, first, serial = year.start(), f"{year['serial']}/{year['first']}", year["serial"]
    parted = _PARTED_SERIAL.search(text, max(0, begin - _LOOK_BACK), begin)
    if parted and len(parted["first"] + serial) <= _LONGEST_SERIAL:
        begin, first, serial = parted.start("first"), parted["first"] + first, parted["first"] + serial
    return begin, first, serial


def _is_told(text: str, match: re.Match[str], trigger: re.Match[str] | None) -> bool:
    """Whether a serial that touches its symbol is a number's, said or opening a line, and no engine's: 'tàu 400CV-TW'."""
    if match["glued"].startswith(("CV", "HP")) and (
        trigger is None or _ENGINE.search(text, max(0, match.start() - _LOOK_BACK), match.start())
    ):
        return False
    return trigger is not None or match.start() == 0 or text[match.start() - 1] == "\n"


def may_be_units(number: DocumentNumber) -> bool:
    """Whether what tells the kind in a number may as well be a unit or a body that writes a letter.

    'Công văn số 65/CT-KH' is a company's and no 'chỉ thị', '2908/TC-TCT' the Ministry of Finance's, '234/CP' the Government's.
    """
    told = next((symbol for symbol in number.symbols if _kind_of_symbol(symbol) == number.kind), None)
    unit = told in _UNITS_TOO and (told == "TC" or not any(map(_issuer_of, number.symbols)))
    return told is None or unit


def split_symbols(raw: str) -> tuple[str, ...]:
    """'NQ-HĐND' as ('NQ', 'HĐND')."""
    return tuple(part.strip() for part in _JOINT.split(_FILLED_IN.sub("", raw)) if part.strip())


def tidy(number: str) -> str:
    """A number with its spaces closed up and plain hyphens: '490 /QĐ – TTg' is '490/QĐ-TTg'.

    A space that separates ('1079 TC/QĐ') stays.
    """
    closed = "".join(_LOOSE.split(number.strip()))
    closed = _ASSEMBLY.sub("QH", _FILLED_IN.sub("", closed))
    return _SPACE.sub(" ", _LONG_DASH.sub("-", closed))


@lru_cache(maxsize=1_000)
def number_key(number: str) -> str:
    """What two spellings of one number share: no case, diacritics, spaces or leading zeros."""
    return _THOUSAND.sub("", fold(tidy(number)).replace(" ", "").replace("-", "/").lstrip("0"))


def kind_named(words: str) -> Kind | None:
    """The kind whose name is `words`, whatever its case ('QUYẾT ĐỊNH')."""
    return kind_by_name().get(fold(_SPACE.sub(" ", words.strip())))


def exact_kind(named: Kind | None, own: Kind | None) -> Kind | None:
    """The kind of a document that words name and whose number's symbol tells one too.

    The symbol is more exact than a wider or longer name of the same kind: a 'Chương trình hành động' under CTr.
    """
    if named is None or own is None:
        return named or own
    one, other = fold(named.name) + " ", fold(own.name) + " "
    return own if one.startswith(other) or other.startswith(one) else named


def _known(symbol: str) -> bool:
    return fold(symbol) in kind_by_symbol() or _issuer((symbol,)) is not None


@cache
def _issuer_of(symbol: str) -> Issuer | None:
    # 'TƯ' is Trung ương, 'TU' Tỉnh ủy.
    key = fold(symbol.replace("TƯ", "TW"))
    return issuers().get(key) or issuers().get(_OF_PROGRAMME.sub("", key))


def _kind(symbols: tuple[str, ...], leads: bool) -> Kind | None:
    """The kind's symbol comes first; in the old '1141-TC/QĐ/CĐKT' a body's symbol stands before it."""
    first, *rest = (_kind_of_symbol(symbol) for symbol in symbols)
    if symbols[:2] in _JOINT_CIRCULAR:
        return kind_by_symbol()["ttlt"]
    unit = len(rest) == 1 and symbols[1] in _DRAFTING_UNITS and _kind_of_symbol(symbols[0]) is None
    if rest and rest[0] and not unit and (not leads or symbols[0] in old_bodies()):
        return rest[0]
    # 'TC' is the Ministry of Finance's old symbol ('2345/TC-TCDN') before it is a communiqué's.
    return None if symbols[0] in old_bodies() and not (leads and _issuer_of(symbols[-1])) else first


def _kind_of_symbol(symbol: str) -> Kind | None:
    """'HĐ' is a contract; only where no kind is spelled so, 'QD' is read as 'QĐ'."""
    return kinds_by_spelling().get(symbol) or kind_by_symbol().get(fold(symbol))


@lru_cache(maxsize=1_000)
def _issuer(symbols: tuple[str, ...], leads: bool = True) -> Issuer | None:
    """The issuing body: what follows the kind ('QĐ-UBND'), or stands first ('UBND-NN', 'QH13', '1141-TC/QĐ')."""
    if not leads and symbols[0] in old_bodies():
        return old_bodies()[symbols[0]]
    # 'HDLN-TC-NN', 'HDLS-LĐTBXH-TC': a province's offices together, with the symbols of ministries.
    together = symbols[0].endswith(("LN", "LS")) and symbols[0] != "TTLN" and _issuer_of(symbols[0]) is None
    for at, symbol in enumerate(symbols):
        if at and symbol in _UNITS_OF_LETTERS and fold(symbols[at - 1]) not in kind_by_symbol():
            continue
        found = None if fold(symbol) in kind_by_symbol() else _issuer_of(symbol)
        if found and (found.local or not together):
            return found
    if together:
        return None
    return next((old_bodies()[symbol] for symbol in symbols if symbol in old_bodies()), None)


def _kind_of_organ(symbols: tuple[str, ...]) -> Kind | None:
    """The kind that a number without one implies: a law of 'QH13', a decree of 'CP', else a letter."""
    first = fold(symbols[0]).rstrip("0123456789 ")
    code = (
        {"qh": "L", "ubtvqh": "PL", "cp": "NĐ", "ttg": "QĐ", "hdbt": "NĐ", "vbhn": "VBHN"}.get(first)
        if len(symbols) == 1
        else None
    )
    letter = _issuer(symbols) is not None or re.match(r"[BS][A-ZĐ]{2,}", symbols[0]) is not None
    return kind_by_symbol()[fold(code or "CV")] if code or letter else None
