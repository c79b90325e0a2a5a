"""Of which kind a cited document is: by the words before its number, by the number's symbols, by the list that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.normalize.letters import LOWER
from pipeline.structure.number.docnumber import DocumentNumber, exact_kind, kind_named, may_be_units
from pipeline.structure.tables import Kind, kind_names, kinds_by_spelling

_WORK = rf"(?:\s+(?!(?:của|về|tại|theo|và|các|trong|do|được|số|này|kèm|ban|ngày|năm)(?!\w))[{LOWER}]+){{1,4}}(?=\s+(?:số|mang số)\s*:?\s*$)"
"""What a kind is for, before its number: 'Báo cáo thẩm định số ...', 'Biên bản nghiệm thu số ...'."""
_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?P<plural>các\s+|những\s+|một số\s+)?(?P<kind>{kind_names()})(?P<work>{_WORK})?"
    rf"(?:\s+(?P<day>ngày\s[^;.\n]{{4,30}}?))?(?P<own>\s+của\s+(?:[^\n;.:()]|\([^\n;.:()]{{1,30}}\)){{2,60}}?)?"
    rf"(?:\s+(?P<late_day>ngày\s[^;.\n]{{4,30}}?))?(?:\s+\(?(?:số|mang số)|\s*:\s*(?:số)?)?[\s:.]*"
    rf"(?:\d{{1,5}}(?:,| và)\s+){{0,8}}$",
    re.IGNORECASE,
)
_ANOTHER_KIND = re.compile(rf"(?<!\w)(?:tại|theo|bằng|{kind_names()})(?!\w)", re.IGNORECASE)
_LETTER = ("công văn", "cv")
_OF_BODY = ("CV", "L", "PL")
"""Kinds that a number may have from its body alone: 'QH13', 'UBTVQH13', 'UBND-NN'."""


def kind_named_before(window: str, number: DocumentNumber) -> re.Match[str] | None:
    """The name of a kind before the number; with words of its work only where the number's symbol is of that kind.

    'Giấy chứng nhận của sản phẩm được công nhận tại Quyết định số ...' names the decision.
    """
    match = _KIND_BEFORE.search(window)
    while match:
        other = match["work"] and number.kind and number.kind.code != "CV" and kind_named(match["kind"]) != number.kind
        if not other and not (match["own"] and _ANOTHER_KIND.search(match["own"])):
            break
        match = _KIND_BEFORE.search(window, match.start("kind") + 1)
    return match


@dataclass(frozen=True, slots=True)
class Listed:
    """The document before in a list: the code of its kind, and its number."""

    kind: str | None
    number: DocumentNumber


def cited_kind(name: str | None, number: DocumentNumber, after: Listed | None) -> Kind | None:
    """The kind that the words name, or the list tells; a number's own symbol is more exact than 'Văn bản' or 'Thông tư' (TTLT)."""
    own, named = number.kind, kind_named(name) if name else None
    of_list = own is None or (own.code in _OF_BODY and own.code not in number.symbols and _alike(after, number))
    if named is None and after and of_list and after.kind:
        return kinds_by_spelling().get(after.kind, own)
    if named and name and name.lower() in _LETTER and may_be_units(number):
        return named
    if named is None or (own and own.code != "CV" and named.code == "CV"):
        return own
    return own if own and own.code in ("TTLT", "VBHN", "NQLT") else exact_kind(named, own)


def _alike(listed: Listed | None, number: DocumentNumber) -> bool:
    """Whether a list's kind, told by words, may be the next number's: both end with one body, or an assembly and its committee."""
    if listed is None or listed.kind in _OF_BODY:
        return False
    one, other = (each.symbols[-1].rstrip(" 0123456789").removeprefix("UBTV") for each in (listed.number, number))
    return one == other
