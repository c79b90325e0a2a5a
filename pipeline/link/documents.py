"""Cited documents told whole: what one mention leaves out, another of the same number says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Citation, Outline
from pipeline.structure.docnumber import number_key

_OPEN_LEVEL = re.compile(r"\btỉnh$")


def complete_citations(citations: Sequence[Citation], outline: Outline, province: str | None) -> tuple[Citation, ...]:
    """Citations with day and issuer from their siblings, and 'UBND tỉnh' completed with the province."""
    siblings: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        siblings[number_key(citation.number)].append(citation)
    return tuple(_complete(c, siblings[number_key(c.number)], outline, province) for c in citations)


def _complete(citation: Citation, same: list[Citation], outline: Outline, province: str | None) -> Citation:
    days = {other.issued_on for other in same if other.issued_on}
    day = citation.issued_on
    if day is None and citation.impossible_date is None and len(days) == 1:
        day = next(iter(days))
    issuer = citation.issuer
    if len(days) <= 1:
        issuer = max((c.issuer for c in same if c.issuer), key=lambda name: _wholeness(name, province), default=issuer)
    return replace(citation, issued_on=day, issuer=with_province(issuer, outline, province))


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
