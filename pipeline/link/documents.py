"""Cited documents told whole: what one mention leaves out, another of the same number says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.records import Citation, Outline
from pipeline.structure.docnumber import number_key

_OPEN_LEVEL = re.compile(r"\btỉnh$")


def complete_citations(citations: Sequence[Citation], outline: Outline, province: str | None) -> tuple[Citation, ...]:
    """Citations with day and issuer from their siblings, and 'UBND tỉnh' completed with the province."""
    siblings: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        siblings[number_key(citation.number)].append(citation)
    known = {key: _known(same, province) for key, same in siblings.items()}
    return tuple(_complete(c, *known[number_key(c.number)], outline, province) for c in citations)


def _known(same: list[Citation], province: str | None) -> tuple[date | None, str | None]:
    """The one day and the fullest issuer that the mentions of a number give; none where the days differ."""
    days = {citation.issued_on for citation in same if citation.issued_on}
    if len(days) > 1:
        return None, None
    issuers = (citation.issuer for citation in same if citation.issuer)
    return next(iter(days), None), max(issuers, key=lambda name: _wholeness(name, province), default=None)


def _complete(
    citation: Citation, day: date | None, issuer: str | None, outline: Outline, province: str | None
) -> Citation:
    if citation.issued_on is None and citation.impossible_date is None:
        citation = replace(citation, issued_on=day)
    return replace(citation, issuer=with_province(issuer or citation.issuer, outline, province))


def _wholeness(issuer: str, province: str | None) -> tuple[bool, int]:
    """A name that says which place beats one that does not; then the longer one."""
    placed = bool(re.search(r"\b(?:tỉnh|huyện|thành phố)\s+\S", issuer) or (province and province in issuer))
    return placed, len(issuer)


def with_province(issuer: str | None, outline: Outline, province: str | None) -> str | None:
    """'UBND tỉnh' in a letter from Quảng Trị is 'UBND tỉnh Quảng Trị'; a bare 'UBND' only a provincial one's."""
    if issuer is None or province is None:
        return issuer
    if _OPEN_LEVEL.search(issuer):
        return f"{issuer} {province}"
    own = outline.letterhead.issuer.value if outline.letterhead.issuer else ""
    provincial = own.endswith(province) and not re.search(r"\b(?:huyện|xã|phường|quận|thị xã|thị trấn)\b", own)
    if issuer in ("UBND", "HĐND") and provincial:
        return f"{issuer} tỉnh {province}"
    return issuer
