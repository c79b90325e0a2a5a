"""What the symbols of a document's number tell: 'QĐ-UBND' is a decision of a people's committee."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.normalize.fold import fold
from pipeline.structure.tables import Issuer, Kind, issuers, kind_by_symbol, kinds_by_spelling, old_bodies

DASH = "[-\u2010\u2011\u2013]"
FILLED_IN = re.compile(r"[.…]{1,6}(?=/)|(?<=(?<!\w)[QN])\s(?=[ĐQ]-)")
"""The dots of a form behind a serial, and a blank within the symbol of a kind."""
_JOINT = re.compile(rf"\s*(?:{DASH}|[/.]|(?<=LN):)\s*")
_DRAFTING_UNITS = ("KH", "TC")
"""Kinds' symbols that close an old letter's number as the unit that drafted it: '1021 BNN/KH', of Vụ Kế hoạch."""
_JOINT_CIRCULAR = (("TT", "LB"), ("TT", "LT"))
"""The symbols of several ministries' circular, whose first alone is one ministry's: '27/TT-LB', '28/1999/TT-LT'."""
_UNITS_OF_LETTERS = ("CTN",)
"""Issuers' symbols that close a letter's number as a unit of another body: '45/HTKT-CTN', of Cấp thoát nước; '45/QĐ-CTN' is the President's."""
_OF_PROGRAMME = re.compile(r"[\d ]+a?$")


def split_symbols(raw: str) -> tuple[str, ...]:
    """'NQ-HĐND' as ('NQ', 'HĐND')."""
    return tuple(part.strip() for part in _JOINT.split(FILLED_IN.sub("", raw)) if part.strip())


def is_known(symbol: str) -> bool:
    """Whether it is a kind's or a body's."""
    return fold(symbol) in kind_by_symbol() or issuer_of((symbol,)) is not None


def kind_of(symbols: tuple[str, ...], leads: bool) -> Kind | None:
    """The kind's symbol comes first; in the old '1141-TC/QĐ/CĐKT' a body's symbol stands before it."""
    first, *rest = (kind_of_symbol(symbol) for symbol in symbols)
    if symbols[:2] in _JOINT_CIRCULAR:
        return kind_by_symbol()["ttlt"]
    unit = len(rest) == 1 and symbols[1] in _DRAFTING_UNITS and kind_of_symbol(symbols[0]) is None
    if rest and rest[0] and not unit and (not leads or symbols[0] in old_bodies()):
        return rest[0]
    # 'TC' is the Ministry of Finance's old symbol ('2345/TC-TCDN') before it is a communiqué's.
    return None if symbols[0] in old_bodies() and not (leads and issuer_of_symbol(symbols[-1])) else first


def kind_of_symbol(symbol: str) -> Kind | None:
    """'HĐ' is a contract; only where no kind is spelled so, 'QD' is read as 'QĐ'."""
    return kinds_by_spelling().get(symbol) or kind_by_symbol().get(fold(symbol))


def kind_of_organ(symbols: tuple[str, ...]) -> Kind | None:
    """The kind that a number without one implies: a law of 'QH13', a decree of 'CP', else a letter."""
    first = fold(symbols[0]).rstrip("0123456789 ")
    code = (
        {"qh": "L", "ubtvqh": "PL", "cp": "NĐ", "ttg": "QĐ", "hdbt": "NĐ", "vbhn": "VBHN"}.get(first)
        if len(symbols) == 1
        else None
    )
    letter = issuer_of(symbols) is not None or re.match(r"[BS][A-ZĐ]{2,}", symbols[0]) is not None
    return kind_by_symbol()[fold(code or "CV")] if code or letter else None


@lru_cache(maxsize=1_000)
def issuer_of(symbols: tuple[str, ...], leads: bool = True) -> Issuer | None:
    """The issuing body: what follows the kind ('QĐ-UBND'), or stands first ('UBND-NN', 'QH13', '1141-TC/QĐ')."""
    if not leads and symbols[0] in old_bodies():
        return old_bodies()[symbols[0]]
    # 'HDLN-TC-NN', 'HDLS-LĐTBXH-TC': a province's offices together, with the symbols of ministries.
    together = symbols[0].endswith(("LN", "LS")) and symbols[0] != "TTLN" and issuer_of_symbol(symbols[0]) is None
    for at, symbol in enumerate(symbols):
        if at and symbol in _UNITS_OF_LETTERS and fold(symbols[at - 1]) not in kind_by_symbol():
            continue
        found = None if fold(symbol) in kind_by_symbol() else issuer_of_symbol(symbol)
        if found and (found.local or not together):
            return found
    if together:
        return None
    return next((old_bodies()[symbol] for symbol in symbols if symbol in old_bodies()), None)


@cache
def issuer_of_symbol(symbol: str) -> Issuer | None:
    """The body of one symbol; 'TƯ' is Trung ương, 'TU' Tỉnh ủy."""
    key = fold(symbol.replace("TƯ", "TW"))
    return issuers().get(key) or issuers().get(_OF_PROGRAMME.sub("", key))
