"""The grammar of document numbers: '78/BC-SNN', '57/2018/NĐ-CP', '26-NQ/TW', '83/2015/QH13', '61/CP'.

Sources: Decree 30/2020/NĐ-CP, article 8 and annexes I and III; Circular 01/2011/TT-BNV; the forms that
were in use before (Decree 142-CP of 1963, the 1990s' 'TC/QĐ/CĐKT'); Guidance 36-HD/VPTW for the Party.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.normalize.fold import fold
from pipeline.structure.number.candidates import NUMBER, Candidate
from pipeline.structure.number.refusals import refusal_of
from pipeline.structure.number.symbols import DASH, FILLED_IN, issuer_of_symbol, kind_of_organ, kind_of_symbol
from pipeline.structure.tables import Issuer, Kind, kind_by_name

_UNITS_TOO = ("KH", "TC", "TT", "BC", "CT", "CĐ", "DA", "HĐ", "HP")
"""Kinds' symbols that are units' or bodies' as well: kế hoạch, tài chính, thanh tra, báo chí, công ty, công đoàn, dự án, hội đồng, Hải Phòng."""
_SPACE = re.compile(r"\s+")
_JOINTS = re.compile(rf"({DASH}|/)")
_ASSEMBLY = re.compile(r"QH\s(?=\d)")
_THOUSAND = re.compile(r"(?<=\d)\.(?=\d\d\d)")
_LONG_DASH = re.compile("[\u2010\u2011\u2013]")
_LISTED = re.compile(
    r"(?:,?\s*\(?(?:ngày\s+)?\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}\)?)?\s*(?:,|;|và|,\s*và)\s*(?:số\s*:?\s*)?"
)
"""What stands between two numbers of a list."""


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
        candidate = Candidate(text, match, last.symbols if last and listed else None)
        if refusal_of(candidate):
            position = match.end("serial")
            continue
        last = _number(candidate)
        position = last.end
        yield last


def _number(candidate: Candidate) -> DocumentNumber:
    opening, whole = candidate.opening, candidate.whole
    return DocumentNumber(
        start=opening.start,
        end=whole.end,
        number=tidy(whole.raw),
        serial=opening.serial,
        year=candidate.year,
        symbols=whole.each,
        kind=candidate.kind or kind_of_organ(whole.each),
        issuer=candidate.issuer,
    )


def may_be_units(number: DocumentNumber) -> bool:
    """Whether what tells the kind in a number may as well be a unit or a body that writes a letter.

    'Công văn số 65/CT-KH' is a company's and no 'chỉ thị', '2908/TC-TCT' the Ministry of Finance's, '234/CP' the Government's.
    """
    told = next((symbol for symbol in number.symbols if kind_of_symbol(symbol) == number.kind), None)
    unit = told in _UNITS_TOO and (told == "TC" or not any(map(issuer_of_symbol, number.symbols)))
    return told is None or unit


def tidy(number: str) -> str:
    """A number with its spaces closed up and plain hyphens: '490 /QĐ – TTg' is '490/QĐ-TTg'.

    A space that separates ('1079 TC/QĐ') stays.
    """
    closed = "".join(map(str.strip, _JOINTS.split(number)))
    closed = _ASSEMBLY.sub("QH", FILLED_IN.sub("", closed))
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
