"""What is spelled like a document's number: a match of `NUMBER` in, a `Candidate` that tells what its words say out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.normalize.fold import fold
from pipeline.normalize.tones import both_ways, compiled
from pipeline.structure.number.symbols import DASH, is_known, issuer_of, issuer_of_symbol, kind_of, split_symbols
from pipeline.structure.tables import Issuer, Kind, kind_by_symbol, kind_names, kinds

_SYMBOL = (
    r"(?:(?:UBTV)?QH\s\d{1,2}(?!\d)|KV\s[IVX]{1,4}(?!\w)|(?<=/)[QN]\s[ĐQ](?=-[A-ZĐ])"
    r"|[A-ZĐÐƯ][A-Za-zĐđÐðƯư&]{0,14}(?:(?:(?<=BCĐ|BQL)\.)?(?:\d{3,4}(?!\d)|\d{2,3}[aA](?!\w))|\d{0,2}))"
)
"""With a programme's number: 'BQLDA661', 'BCĐ.30a'."""
_LOST_CAPITALS = r"[a-zđ]{2,10}(?:\s?[-/]\s?[a-zđ]{2,10}){0,3}"
_MARK = "[¹²³⁰⁴-⁹]"
"""Of a note at the page's foot, which touches the number that it is of."""
_DESK = r"(?:-[a-z](?!\w)|(?<=\d)-\d(?![\w/.-]))?"
"""Who drafted it, last of an old letter's number: '17/KTTH-m', '2714/ĐVN/ĐL3-5'."""
_SYMBOLS = rf"{_SYMBOL}(?:[/.]{_SYMBOL}|(?<=LN):\s?{_SYMBOL}|\s?{DASH}\s?{_SYMBOL}|\s/\s?{_SYMBOL}|/\s{_SYMBOL}){{0,6}}"
_FREE = r"(?<!\d\d)(?:(?<![\w.,/]\d)|(?<=(?:số|Số|SỐ|QĐ|NĐ|NQ|TT|CV)\d)(?<!\w\w\w\d)|(?<=[:.…][.…]\d))"
"""Where no figure, letter or mark stands before; 'số' and a kind's letters may touch it: 'số1456/QĐ-UBND', 'NĐ163/2016/NĐ-CP'; or the dots of a form: 'Số:..1127../SGTVT'."""
_SERIAL = rf"(?P<serial>\d{_FREE}(?<!\d[-:]\d)(?<!-[A-Z][A-Z]:\d)\d{{0,4}}(?:[a-zA-Z]|\.\d\d\d)?)(?=[.…]{{1,6}}+/|\s{{0,3}}+(?:/|{DASH}|[A-ZĐÐƯ]))"
"""The set at its head, and the look at what may follow, spare most figures the rest."""

NUMBER = re.compile(
    rf"{_SERIAL}(?:"
    rf"(?:(?:[.…]{{1,6}}+|\s{{0,3}})/\s{{0,3}}(?:(?P<year>(?:19|20)\d\d)\s?[/-]\s?)?|-(?P<dashed_year>(?:19|20)\d\d)/)(?P<symbols>{_SYMBOLS}{_DESK})"
    rf"|\s?{DASH}\s?(?P<dashed>{_SYMBOL}(?:\s?/\s?{_SYMBOL}|\.[A-ZĐÐ]{{2,6}}|(?<=/L)\.\d{{3}}(?!\d)){{0,3}}(?:-{_SYMBOL})?{_DESK})"
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


@cache
def _trigger_ends() -> tuple[str, ...]:
    """The last words of what `_TRIGGER` finds: few figures have one before them."""
    names = both_ways(name for kind in kinds() for name in (kind.name, *kind.aliases))
    return ("số", *{name.lower().rpartition(" ")[2] for name in names})


YEAR_ONLY = re.compile(r"(?:19|20)\d\d")
_PARTED = re.compile(r" ([A-ZĐ]{1,3})(?!\w)")
"""The rest of a symbol that a blank has parted: '06-LCT/HĐN N'."""
_PARTED_SERIAL = re.compile(
    rf"(?:(?<!\w){kind_names()} số ?[:.]?|(?<!\w)(?<!\w )số ?:) ?(?P<first>\d{{1,3}}) \Z", re.IGNORECASE
)
"""The first figures of a serial that OCR has parted, after a kind or in the head: 'Số: 18 46/QĐ-UBND'; 'Mẫu số 03 107/2017/TT-BTC' are two."""
_PARTED_YEAR = re.compile(r"(?<![\w.,/-])(?P<serial>\d{1,4}[a-z]?)\s?/\s?(?P<first>(?:19|20)\d?|[12]) \Z")
"""A serial and the first figures of a year that OCR has parted: 'số 57/20 18/NĐ-CP'."""
_CLOSES = re.compile(r"[ ]*(?:[\n\t]|$|,?\s*(?:ngày|của|về)\s)")
_NOTED = re.compile(r"(?<=UBND|HĐND)(?<!NQ[-/]HĐND)\d{1,2}$")
"""The mark of a note after a body that has no numbered units: '123/QĐ-UBND1'; a council's own resolutions end with its term."""
PAST_NOTE = re.compile(rf"(?:(?<=ND)\d{{1,2}}|{_MARK}{{1,3}})?")
_LONGEST_UNKNOWN = 5
LOOK_BACK = 40
_LONGEST_SERIAL = 5
_FIGURES_OF_YEAR = re.compile(r"\d{4}")
_GROUPS = ("symbols", "dashed", "lone", "spaced", "glued", "low")
"""Those of `NUMBER` that may hold the symbols."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a number begins, what stands there before a blank that parts its serial or its year, and its serial."""

    start: int
    first: str
    serial: str


@dataclass(frozen=True, slots=True)
class Symbols:
    """The symbols of a number, each and as they are written (`raw`), and where they end."""

    raw: str
    end: int
    each: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """A match of `NUMBER` in a text, and what its words tell; `listed_after` the symbols of the number before it in a list.

    What a refusal does not ask for is not looked up.
    """

    text: str
    match: re.Match[str]
    listed_after: tuple[str, ...] | None

    @cached_property
    def opening(self) -> Opening:
        """Where it begins."""
        text, match = self.text, self.match
        begin, first, serial = match.start(), "", match["serial"]
        if not match["symbols"] or begin < 2 or text[begin - 1] != " " or not text[begin - 2].isdigit():
            return Opening(begin, first, serial)
        year = None if match["year"] else _PARTED_YEAR.search(text, max(0, begin - LOOK_BACK), begin)
        if year and YEAR_ONLY.fullmatch(year["first"] + serial):
            begin, first, serial = year.start(), f"{year['serial']}/{year['first']}", year["serial"]
        parted = _PARTED_SERIAL.search(text, max(0, begin - LOOK_BACK), begin)
        if parted and len(parted["first"] + serial) <= _LONGEST_SERIAL:
            begin, first, serial = parted.start("first"), parted["first"] + first, parted["first"] + serial
        return Opening(begin, first, serial)

    @cached_property
    def trigger(self) -> re.Match[str] | None:
        """The words before it that say that a number comes: 'số', a kind's name, the form that it is of."""
        begin = self.opening.start
        before = self.text[max(0, begin - LOOK_BACK) : begin]
        told = before.rstrip().rstrip(":;.").rstrip().lower().endswith(_trigger_ends())
        return _TRIGGER.search(before) if told else None

    @cached_property
    def named(self) -> bool:
        """Whether a kind's name stands before it, and more than 'số'."""
        return self.trigger is not None and self.trigger["kind"].strip(" \n\t:").lower() != "số"

    @cached_property
    def printed(self) -> Symbols:
        """Its symbols up to a remark, a note's mark or a spaced dash that are no part of it."""
        text, match = self.text, self.match
        raw = next(group for group in (match[name] for name in _GROUPS) if group)
        end = match.end()
        late = len(match["late"] or "")
        if match["late"] and fold(match["late"].strip("()")) in kind_by_symbol():  # '68/2020/NĐ-CP(NĐ)'
            end, late = end - late, 0
        if not late and (note := _NOTED.search(raw)):
            raw, end = raw[: note.start()], end - len(note[0])
        symbols = split_symbols(raw)
        # 'số 12/QĐ-UBND - PTNT': a spaced dash joins symbols only where the next one is known, or closes a letter's number.
        closed = self.trigger is not None and _CLOSES.match(text, match.end()) is not None
        while len(symbols) > 1 and not is_known(symbols[-1]) and (tail := re.search(rf"\s{DASH}\s\S+$", raw)):
            if closed and len(symbols) == 2 and symbols[-1].isupper() and len(symbols[-1]) <= _LONGEST_UNKNOWN:
                break
            end -= len(raw) - tail.start() + late
            late = 0
            raw = raw[: tail.start()]
            symbols = split_symbols(raw)
        return Symbols(raw, end, symbols)

    @cached_property
    def whole(self) -> Symbols:
        """All of it as written, from its serial; its last symbol with the rest of it behind a blank."""
        printed, symbols = self.printed, self.printed.each
        written = self.opening.first + self.text[self.match.start() : printed.end]
        rest = _PARTED.match(self.text, printed.end)
        cut = rest is not None and (_CLOSES.match(self.text, rest.end()) is not None or not is_known(symbols[-1]))
        if rest and cut and issuer_of_symbol(symbols[-1] + rest[1]):
            return Symbols(written + rest[1], rest.end(), (*symbols[:-1], symbols[-1] + rest[1]))
        return Symbols(written, printed.end, symbols)

    @cached_property
    def kind(self) -> Kind | None:
        """The kind that its symbols tell."""
        return kind_of(self.whole.each, leads=self._leads)

    @cached_property
    def issuer(self) -> Issuer | None:
        """The body that its symbols tell."""
        return issuer_of(self.whole.each, leads=self._leads)

    @property
    def _leads(self) -> bool:
        return bool(self.match["symbols"] or self.match["low"])

    @property
    def known(self) -> bool:
        """Whether its symbols tell both a kind and a body."""
        return self.kind is not None and self.issuer is not None

    @property
    def year(self) -> int | None:
        """The year printed in it."""
        match, first = self.match, self.opening.first
        late_year = match["late"] and _FIGURES_OF_YEAR.search(match["late"])
        cut_year = first.partition("/")[2] and first.partition("/")[2] + match["serial"]
        year = match["year"] or match["dashed_year"] or match["low_year"] or (late_year and late_year[0]) or cut_year
        return int(year) if year else None
