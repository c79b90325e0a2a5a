"""Sums that a letter of correction puts in the place of others: 'đã in "3.450 triệu đồng", nay sửa lại là "3.540 triệu đồng"'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.link.told import Told, by, with_fund, with_role, with_year
from pipeline.records import Amount, Citation
from pipeline.structure.openings import opened, openings_of
from pipeline.structure.sentences import sentences_of

_HAD = re.compile(
    r"(?<!\w)(?:đã\s+)?(?:in|ghi|viết|đánh máy)(?:\s+là)?\s*:?\s*[\"“«][^\"”»\n]{0,200}$"
    r"|(?<!\w)đính chính\s[^.;\n]{0,200}(?:[\"“«][^\"”»\n]{0,100}|(?<!\w)từ\s[^,.;:\n]{0,40})$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"[^.;\n\"”»]{0,60}[\"”»]?[^.;\n]{0,60}?(?<!\w)(?:sửa(?! chữa)|đính chính|đọc|ghi đúng|viết đúng"
    r"|(?<!hoàn )thành(?! phố| viên| lập))(?!\w)(?:\s+lại)?(?:\s+(?:là|thành))?\s*:?\s*[\"“«]?[^.;\n\"”»]{0,120}",
    re.IGNORECASE,
)
_MISPRINT = re.compile(
    r"[\"“«](?P<wrong>[^\"“”«»\n]{1,300})[\"”»][.,;]?\s*[^\"“”«»\n.;]{0,60}?(?<!\w)"
    r"(?:(?P<right>(?:sửa|đính chính)(?:(?:\s+(?:lại|đúng|là|thành))+|(?=\s*:)))"
    r"|(?P<now>nay\s(?:[^\"“”«»\n.;]{0,40}?\s)?là)|(?P<again>(?:đọc|viết|ghi)(?:\s+(?:lại|đúng))+(?:\s+(?:là|thành))?)"
    r"|(?P<into>(?<!trở )(?<!hoàn )thành))\s*:?\s*[\"“«]",
    re.IGNORECASE,
)
"""'"12 triệu đồng", nay sửa lại là: "', '"A" đọc lại là "', '"A" thành "': what another paper says."""
_SAID = re.compile(r"(?<!\w)đã\s+(?:in|ghi|viết|nêu|đánh máy)(?!\w)[^\"“”«»\n.;]{0,80}$", re.IGNORECASE)
_PUT_RIGHT = re.compile(r"(?<!\w)(?:sửa(?! chữa)|đính chính)(?!\w)[^\"“”«»\n,.;]{0,60}$", re.IGNORECASE)
"""'Đã in "A"', 'sửa cụm từ "A"'."""
_CORRECTS = opened(r"đính chính|sửa lại")
_NEAR = 260


def corrections(text: str, amounts: Sequence[Amount]) -> Iterator[int]:
    """The sums, by index, that are said to be the right ones for the sums before them."""
    if not _may_correct(text):
        return
    for index, (old, new) in enumerate(pairwise(amounts), 1):
        if old.vnd is None or new.vnd is None or new.start - old.end > _NEAR:
            continue
        start = text.rfind("\n", 0, old.start) + 1
        if _HAD.search(text, max(start, old.start - _NEAR), old.start) and _NOW.fullmatch(text, old.end, new.start):
            yield index


@lru_cache(maxsize=8)
def _may_correct(text: str) -> bool:
    """Asked five times of each document, of which hardly any does."""
    return next(openings_of(text).find(_CORRECTS), None) is not None


def misprints(text: str) -> Iterator[tuple[int, int]]:
    """Where a text quotes what is put right."""
    for match in _MISPRINT.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        if (
            match["right"]
            or (match["into"] and _PUT_RIGHT.search(before))
            or ((match["now"] or match["again"]) and _SAID.search(before))
            or (match["again"] and _may_correct(text))
        ):
            yield match.span("wrong")


def corrected(text: str, amounts: Sequence[Amount], citations: Sequence[Citation]) -> tuple[Amount, ...]:
    """The amounts; what is put right is money of its document's year, given as what it corrects was."""
    told = list(amounts)
    sentences = sentences_of(text)
    for index in corrections(text, amounts):
        old, new = told[index - 1], told[index]
        start, _ = sentences.at(old.start)
        cited = [one.issued_on.year for one in citations if start <= one.start < old.start and one.issued_on]
        year = new.fiscal_year or old.fiscal_year or (cited[-1] if cited else None)
        new = with_year(with_role(new, Told("allocated", "role.corrected")), by(year, "year.corrected"))
        told[index] = with_fund(new, by(new.fund or old.fund, "fund.corrected"))
    return tuple(told)
