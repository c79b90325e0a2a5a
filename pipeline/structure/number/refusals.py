"""What speaks against a number: a `Candidate` in, the name of what refuses it out."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.normalize.fold import fold
from pipeline.structure.number.candidates import LOOK_BACK, YEAR_ONLY, Candidate
from pipeline.structure.tables import no_symbols

_BLANK_DAY = re.compile(r"\s*,?\s*ngày[\s.…/_]*tháng", re.IGNORECASE)
_ENGINE = re.compile(r"(?<!\w)(?:tàu|máy|công suất)(?!\w)[^,;.\n]{0,20}$", re.IGNORECASE)


def _of_form(one: Candidate) -> bool:
    """'Mẫu số 01/TT-BTC': of a form, an account, a bill."""
    return one.trigger is not None and bool(one.trigger["form"])


def _unit(one: Candidate) -> bool:
    """'12/ha': so many for each of a unit."""
    return len(one.printed.each) == 1 and fold(one.printed.each[0]) in no_symbols()


def _words(one: Candidate) -> bool:
    """'5/Khanh-A': words that are no symbols."""
    return not one.match["low"] and any(sum(map(str.islower, symbol)) > 2 for symbol in one.printed.each)


def _blank_serial(one: Candidate) -> bool:
    """'Số :   2006/QĐ-UBND ngày     tháng   năm 2006': a year where no serial was filled in."""
    return (
        one.trigger is not None
        and YEAR_ONLY.fullmatch(one.match["serial"]) is not None
        and _BLANK_DAY.match(one.text, one.printed.end) is not None
    )


def _small_letters(one: Candidate) -> bool:
    """Small letters are symbols that a font has lost only where they are known, or said to be."""
    said = one.trigger and one.kind and len(one.whole.each) > 1
    return bool(one.match["low"]) and not (one.known or said)


def _unsaid(one: Candidate) -> bool:
    """A looser spelling must be said or known; what a list has said of one is true of the next.

    'các Quyết định số 212-TC/CĐKT ngày 15-12-1989, 224-TC/CĐKT'
    """
    alike = one.listed_after == one.whole.each
    return not one.match["symbols"] and not (one.trigger or one.known or alike)


def _unknown(one: Candidate) -> bool:
    """Nothing says that it is a number, and no symbol is one's."""
    return not (one.trigger or one.kind or one.issuer)


def _dashed(one: Candidate) -> bool:
    """'12-AB' after a mere 'số'."""
    return bool(one.match["dashed"]) and "/" not in one.printed.raw and not (one.issuer or one.kind or one.named)


def _glued(one: Candidate) -> bool:
    """'400CV-TW': a serial that touches its symbols, which nothing tells to be one."""
    return (
        bool(one.match["glued"])
        and "/" not in one.printed.raw
        and not ((one.issuer or one.kind) and (one.listed_after is not None or _is_told(one)))
    )


def _lone(one: Candidate) -> bool:
    """'số 61 CP': figures and a body behind no kind's name."""
    return bool(one.match["lone"]) and not one.named


def _thousands(one: Candidate) -> bool:
    """'kế hoạch 2.500/KH': a figure with thousands, against another."""
    said = one.trigger is not None and one.trigger["kind"].lower().rstrip(" \n\t:").endswith("số")
    return "." in one.match["serial"] and not ((one.issuer and (one.kind or one.named)) or (one.kind and said))


def _single_letters(one: Candidate) -> bool:
    """'số 12/A': a house's number."""
    return not (one.kind or one.issuer or one.named or max(map(len, one.whole.each)) > 1)


def refusal_of(candidate: Candidate) -> str | None:
    """The name of what first speaks against it; None where it is a document's number."""
    return next((name for name, refuses in REFUSALS if refuses(candidate)), None)


REFUSALS: tuple[tuple[str, Callable[[Candidate], bool]], ...] = (
    ("form", _of_form),
    ("unit", _unit),
    ("words", _words),
    ("blank-serial", _blank_serial),
    ("small-letters", _small_letters),
    ("unsaid", _unsaid),
    ("unknown", _unknown),
    ("dashed", _dashed),
    ("glued", _glued),
    ("lone", _lone),
    ("thousands", _thousands),
    ("single-letters", _single_letters),
)
"""What speaks against a number, tried in this order."""


def _is_told(one: Candidate) -> bool:
    """Whether a serial that touches its symbol is a number's, said or opening a line, and no engine's: 'tàu 400CV-TW'."""
    text, begin = one.text, one.match.start()
    if one.match["glued"].startswith(("CV", "HP")) and (
        one.trigger is None or _ENGINE.search(text, max(0, begin - LOOK_BACK), begin)
    ):
        return False
    return one.trigger is not None or begin == 0 or text[begin - 1] == "\n"
