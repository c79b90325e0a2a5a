"""The table of money (`data/money.toml`) as patterns, built once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from pipeline.extract.data_folder import DATA
from pipeline.extract.organisations.countries import country_end
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import both_ways
from pipeline.structure.alternatives import alternatives

_PREFIXES = ("prefixes", "prefixes_of_thousands", "prefixes_of_powers")
_GAP = rf"(?:[ \u00a0]{{0,3}}+|[ \u00a0]?\n[ \u00a0]?(?-i:(?=[{LOWER}])(?!đ\))))"
"""What stands between a figure, its power and its currency: a line's end before a small letter may, a tab is another cell; 'đ)' is a point."""
_NO_LETTER = r"(?![^\W\d¹²³⁴⁵⁶⁷⁸⁹⁰])"
"""A currency may have a footnote's mark on it ('đồng1'), no letter."""
_ON_ONE_LINE = {" ": r"[^\S\n]+"}
"""'đồng' over 'Việt Nam' may end a line and its sentence."""
_CENTS = "USc"
_DOLLAR = ("la", "LA", "La")
_LONGEST_COUNTRY = 40
_NO_CODE = "XXX"
"""ISO 4217's code for a currency that has none here: 'đô la Mông-đa-vi-a' is not the dollar of the United States."""
_OF_A_NAME = re.compile(rf"\s+[{UPPER}][{LOWER}]")


@cache
def money_table() -> dict[str, Any]:
    """`data/money.toml`."""
    return tomllib.loads((DATA / "money.toml").read_text(encoding="utf-8"))


@cache
def numbered_words() -> tuple[str, ...]:
    """What bears a number of its own before a figure."""
    return tuple(money_table()["words"]["numbered"])


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money at `start:end`: 'triệu đồng' is a factor of 1 000 000 and VND."""

    end: int
    factor: Decimal | None
    currency: str | None
    english: bool = False

    @property
    def whole(self) -> bool:
        """Whether a lone ',' before three figures groups thousands: '25,000 đồng', '4,927 billion'."""
        return self.factor is None or self.english


@cache
def _spellings() -> dict[str, str]:
    table = money_table()
    rows = [*table["typed"].items(), *table["misread"].items(), *table["currencies"].items()]
    return {word.lower(): code for code, words in rows for word in both_ways(words)}


@cache
def _factors() -> dict[str, Decimal]:
    table = money_table()
    return {name: Decimal(factor) for name, factor in {**table["scales"], **table["scales_with_currency"]}.items()}


_TYPED_BARE = "(?:ty|trieu|nghin|ngan)"
"""Powers typed without diacritics: units of their own only in a sum that goes on to its 'dong', '2 ty 300 trieu dong'."""


@cache
def _unit_pattern() -> re.Pattern[str]:
    """A unit right after a figure: power, currency, or both; their names in groups."""
    table = money_table()
    scales = alternatives(tuple(table["scales"]))
    all_scales = alternatives(tuple(_factors()))
    currencies = alternatives(tuple(word for words in table["currencies"].values() for word in words), _ON_ONE_LINE)
    all_currencies = alternatives(tuple(_spellings().keys() - table["typed"]["VND"]), _ON_ONE_LINE)
    worn = (
        r"(?:(?<=[.,]\d{3}[.,]\d{3})|(?<=[.,]\d{3}[.,]\d{3} ))"
        rf"(?:{alternatives(table['misread']['VND'])}|(?-i:{alternatives(table['typed']['VND'])})(?!\)))"
    )
    words = table["words"]
    no_scale, no_currency = (_not_before(tuple(words[name])) for name in ("not_after_scale", "not_after_currency"))
    return re.compile(
        rf"{_GAP}(?:(?P<scale>{all_scales}){no_scale}(?:{_GAP}|\.)(?P<scaled>{all_currencies}){_NO_LETTER}(?!(?<=đô)\s(?:thị|vật)(?!\w))"
        rf"|(?P<bare>{scales}|{_TYPED_BARE}(?=(?: \d{{1,3}} {_TYPED_BARE}){{1,2}} dong(?!\w)))(?:(?:(?<=\dt[ỷỉ])|(?<=\dtr))(?=(?:\d\d\d|[1-9])(?!\d))|(?![\w.]\w)(?!\w){no_scale})"
        rf"|(?:(?<=000)[.,][ \u00a0]|[.,](?:-[ \u00a0]?)?)?(?P<currency>{currencies}|(?<=\.\d{{3}}\.\d{{3}} )(?-i:DM)"
        rf"|{worn}){_NO_LETTER}){no_currency}",
        re.IGNORECASE,
    )


def _not_before(words: tuple[str, ...]) -> str:
    """No such word may follow: 'đồng' is none before 'thời'; on the next line only where it begins as one that goes on."""
    names = alternatives(words)
    return rf"(?![^\S\n]+{names}(?!\w)|\s*\n\s*(?-i:{names})(?!\w))"


@cache
def unit_letters() -> frozenset[str]:
    """Every letter that a unit may begin with: most figures are told from money by the next one."""
    words = [*_factors(), *_spellings()]
    return frozenset(letter for word in words for letter in (word[0].lower(), word[0].upper()))


def unit_at(text: str, offset: int) -> Unit | None:
    """The unit of money right at an offset; None where there is none ('3 đồng chí', '5 Đồng Xuân')."""
    if not unit_letters().intersection(text[offset : offset + 4]):
        return None
    match = _unit_pattern().match(text, offset)
    if not match:
        return None
    scale = match["scale"] or match["bare"]
    currency = match["scaled"] or match["currency"]
    last = currency or scale or ""
    if last.istitle() and _OF_A_NAME.match(text, match.end()):  # 'Đồng Xuân', 'Yên Bái', 'Triệu Phong'
        return None
    factor = _factors()[_plain(scale)] if scale else None
    english = scale is not None and scale.lower().endswith("illion")
    code = _spellings()[_plain(currency)] if currency else None
    if code == _CENTS:
        return Unit(match.end(), (factor or 1) * Decimal("0.01"), "USD")
    if code == "USD" and last.endswith(_DOLLAR):
        end = country_end(text, match.end(), match.end() + _LONGEST_COUNTRY)
        return Unit(end, factor, code if end == match.end() else _NO_CODE, english)
    return Unit(match.end(), factor, code, english)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def to_vnd(value: Decimal) -> int:
    """Whole đồng, halves rounded up."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@cache
def prefix_pattern() -> re.Pattern[str]:
    """A currency written before the figure: 'USD 500', 'VND4,927 billion'; not that of a row 'triệu USD 500'."""
    names, of_thousands, of_powers = (alternatives(tuple(money_table()[key])) for key in _PREFIXES)
    return re.compile(
        rf"(?<!\w)(?P<prefix>(?-i:(?P<of_power>{of_powers})|(?P<of_thousands>{of_thousands}))|{names})[ \u00a0]?\Z",
        re.IGNORECASE,
    )


@cache
def prefix_ends() -> frozenset[str]:
    """The characters that end a prefix; of letters but those of 'USD' and 'VNĐ' large ones alone, which few words end with."""
    return frozenset("dđ)=:") | {word[-1] for key in _PREFIXES for word in money_table()[key]}


@cache
def _prefixes() -> dict[str, str]:
    return {word.lower(): code for key in _PREFIXES for word, code in money_table()[key].items()}


def prefix_currency(word: str) -> str:
    """The currency that a prefix stands for."""
    return _prefixes()[word.lower()]


@cache
def qualifier_pattern() -> re.Pattern[str]:
    """A bound right before a figure: 'khoảng', 'không quá'."""
    qualifiers = money_table()["qualifiers"]
    names = tuple(word for kind in ("about", "low", "high") for word in qualifiers[kind])
    # 'lương tối thiểu 290.000 đồng' is the name of a wage.
    return re.compile(
        rf"(?<!\w)(?!(?<=lương )tối thiểu)(?P<qualifier>{alternatives(names)})\s+(?:là\s+|có\s+)?$", re.IGNORECASE
    )


@cache
def bound_after_pattern() -> re.Pattern[str]:
    """A bound right after a figure: 'trở lên'."""
    return re.compile(rf"\s+(?P<qualifier>{alternatives(tuple(money_table()['qualifiers']['after']))})(?!\w)", re.I)


@cache
def context_pattern() -> re.Pattern[str]:
    """Words that make a bare 'triệu' money."""
    return re.compile(rf"(?<!\w){alternatives(tuple(money_table()['words']['context']))}(?!\w)", re.IGNORECASE)


@cache
def after_bare_pattern() -> re.Pattern[str]:
    """What may follow a bare '500 triệu': punctuation, the end, or a word that no one counts."""
    names = alternatives(tuple(money_table()["words"]["after_bare"]))
    return re.compile(rf"\s*(?:$|[\n;,.:)\]/\"”–-]|\(|{names}(?!\w))")


@cache
def each_pattern() -> re.Pattern[str]:
    """'mỗi hộ', 'mỗi suất được hỗ trợ', 'trên một ha trồng chè đạt' right before a sum, which then is a rate."""
    words = money_table()["words"]
    things, verbs = alternatives(tuple(words["each_of"])), alternatives(tuple(words["each_then"]))
    measures, done = alternatives(tuple(words["each_measure"])), alternatives(tuple(words["measure_then"]))
    bounds = alternatives(tuple(money_table()["qualifiers"]["about"]))
    of_things = rf"mỗi\s+(?P<thing>{things})(?:\s+{verbs}){{0,3}}"
    of_measures = (
        rf"(?:mỗi|trên một|trên 1)\s+(?P<measure>{measures})(?:\s+[^\s,;:.()\d]+){{0,5}}?\s+{done}(?:\s+{bounds})?"
    )
    return re.compile(rf"(?<!\w)(?:{of_things}|{of_measures})\s+$", re.IGNORECASE)
