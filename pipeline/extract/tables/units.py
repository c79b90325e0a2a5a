"""Units of tables as offices write them: 'ĐVT: 1.000 đ', 'Kinh phí (triệu đồng)', 'Thành tiền, tr.đ'; words in, `Unit` out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from pipeline.extract.amounts.money_words import unit_at
from pipeline.extract.data_folder import DATA
from pipeline.structure.shared_words import read_words, unit_words

_SAID = re.compile(
    rf"(?:{unit_words()}|ĐV(?=\s?:)|tính bằng|tính theo)(?:\s?[-–/(]\s?Unit\)?)?(?:\s+(?:giá trị|tiền(?: tệ)?|kinh phí|vốn))?\s*(?::|là|bằng"
    rf"|(?=[\d(]))?\s*\(?\s*(?!{unit_words()})(?P<unit>[^\n\t():]{{1,60}})",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"[(\[]\s*(?:{unit_words()}\s*:?\s*)?(?P<unit>[^()\[\]]{{1,30}}?)\s*[)\]]", re.IGNORECASE)
_LAST_BRACKET = re.compile(r"\((?P<unit>[^()\n]{3,25})\)\s*[:.]?\s*$", re.MULTILINE)
"""'(triệu đồng)' on a line of its own, or at the end of the line that leads a table in."""
_ALONE = re.compile(
    r"[\s(*]*(?P<unit>[^\n\t():,;]{2,25}?)(?:\s?[-–/]\s?(?:Unit:\s?)?[a-z][a-z. ]{2,30})?[\s)*.]*$",
    re.IGNORECASE | re.ASCII,
)
"""'Tỷ đồng - Bill. dongs': a line that is a unit, in English too, as the offices of statistics set it."""
_BARE = re.compile(
    r"(?:(?<=[^\W\d])|(?<=\b(?:19|20)\d\d))(?:\s*[,;:–-]\s*|\s+)(?P<unit>(?:1[.,]?000|triệu|tr\.?|nghìn|ngàn|tỷ|tỉ)\s?"
    r"(?:đồng|đ)|VNĐ|VND|(?<=[,;:–-] )đồng)$",
    re.IGNORECASE,
)
"""'Kinh phí, tr.đ', 'Thành tiền - đồng'; 'hợp đồng' is none."""
_THOUSANDS = re.compile(r"(?P<thousand>1[.,]?000(?:[.,]?000)*|10\^?[36](?!\d))\s*(?=[^\W\d])")
_ENDS = re.compile(r"\s+[-–]\s|\s{2,}|\s+Trang\s", re.IGNORECASE)
"""'triệu đồng - làm tròn số'"""
_PARTS = re.compile(r"\s*[,/;]\s*|\s+(?:và|hoặc)\s")
_LONE_BRACKET = re.compile(r"[(\[]\s*(?P<scale>triệu|tr|tỷ|tỉ|nghìn|ngàn)\s*\.?\s*[)\]]", re.IGNORECASE)
_LONE_SCALE = re.compile(r"(?:triệu|tỷ|tỉ)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed; `factor` and `currency` where it is money."""

    text: str
    factor: Decimal = Decimal(1)
    currency: str | None = None
    partly: bool = False
    """Whether only columns that are called money are sure to be in it: 'ĐVT: ha, triệu đồng'."""


@cache
def table_of_cells() -> dict[str, Any]:
    """`data/cells.toml`."""
    return read_words(DATA / "cells.toml")


@cache
def _others() -> frozenset[str]:
    return frozenset(unit.lower() for unit in table_of_cells()["units"]["other"])


def unit_named(words: str) -> Unit | None:
    """The unit that some words are, 'triệu đồng', '1.000 đ', 'ha'; None where they are none."""
    words = words.strip(" .:;,()")
    thousand = _THOUSANDS.match(words)
    rest = _spelled(words[thousand.end() :] if thousand else words)
    money = unit_at(rest, 0)
    if money and money.currency and money.end >= len(rest) - 3:
        factor = (money.factor or Decimal(1)) * (_thousands(thousand["thousand"]) if thousand else 1)
        return Unit(words, factor, money.currency)
    return Unit(words) if words.lower() in _others() or words.startswith("%") else None


def _thousands(words: str) -> Decimal:
    """'1.000', '1000000', '10^6', '106': a power that lost its place."""
    return Decimal(10) ** int(words[-1]) if words[-1] in "36" else Decimal(re.sub(r"\D", "", words))


def _spelled(words: str) -> str:
    """'Tr. USD', 'Ngh. tỷ đồng', 'triệu.đồng' as the table of money spells them."""
    words = re.sub(r"^ng(?:h|hìn)?\.\s?(?=t[ỷỉ])", "nghìn ", words, flags=re.IGNORECASE)
    words = re.sub(r"^tr\.?\s?(?=[^\W\d])(?!iệu)", "triệu ", words, flags=re.IGNORECASE)
    words = re.sub(r"^(triệu|nghìn|ngàn|t[ỷỉ])\.(?=đ)", r"\1 ", words, flags=re.IGNORECASE)
    # One currency is enough: 'triệu đồng, %' or 'triệu đồng/năm'.
    return _PARTS.split(words)[0]


def units_said(words: str) -> Iterator[Unit]:
    """The units that some lines say of a whole table, in order: 'ĐVT: triệu đồng'."""
    for match in _SAID.finditer(words):
        told = _ENDS.split(match["unit"])[0]
        unit = unit_named(f"{told} đồng" if _LONE_SCALE.match(told.strip(" .")) else told.split(";")[0])
        if (unit is None or not unit.currency) and (money := _money_among(match["unit"])):
            yield money
        elif unit:
            yield unit


def _money_among(words: str) -> Unit | None:
    """The one unit of money among several: 'ha, triệu đồng', 'diện tích - ha; tiền - 1.000 đồng'."""
    pieces = [piece.rpartition(" - ")[2] for piece in re.split(r"\s*[,;]\s*", words)]
    found = [unit for piece in pieces if (unit := unit_named(piece)) and unit.currency]
    return replace(found[0], partly=True) if len(found) == 1 and len(pieces) > 1 else None


def unit_over(lead: str) -> Unit | None:
    """The unit said last in the lines over a table; else that at the end of one of them."""
    found = list(units_said(lead))
    found = found or [unit for match in _LAST_BRACKET.finditer(lead) if (unit := unit_named(match["unit"]))]
    found = found or [unit for line in lead.split("\n") if (unit := bare_unit(line.rstrip(" :.")))]
    if found:
        return found[-1]
    alone = _ALONE.match(lead.rstrip().rpartition("\n")[2])
    unit = unit_named(alone["unit"]) if alone else None
    return unit if unit and unit.currency else None


def bracket_unit(words: str) -> Unit | None:
    """'Kinh phí (triệu đồng)', 'Diện tích (ha)'; the last bracket that is a unit."""
    found = [unit for match in _BRACKET.finditer(words) if (unit := unit_named(match["unit"]))]
    return found[-1] if found else None


def scale_unit(words: str) -> Unit | None:
    """The đồng of a power that stands in brackets alone: 'Kinh phí (triệu)'."""
    match = _LONE_BRACKET.search(words)
    return unit_named(f"{match['scale']} đồng") if match else None


def bare_unit(words: str) -> Unit | None:
    """The unit of money that ends some words without brackets: 'Kinh phí, tr.đ'."""
    bare = _BARE.search(words[-60:])
    return unit_named(bare["unit"]) if bare else None


def heading_unit(words: str) -> Unit | None:
    """The unit in one heading: in brackets, at its end, or the heading itself ('Triệu đồng')."""
    if unit := bracket_unit(words) or bare_unit(words):
        return unit
    whole = unit_named(words)
    return whole if whole and whole.currency else None
