"""What anyone would write first: underthesea's NER and the obvious regular expressions.

Given every help that costs no thought: 'triệu', 'tỷ' and 'nghìn' are multiplied out, days are read, commas are decimal.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from underthesea import ner, sent_tokenize

from benchmarks.accuracy.score import Found
from pipeline.records import Amount, Citation, DateMention, Entity, EntityKind, Quantity

_SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}
_MONEY = re.compile(r"(\d[\d.,]*\d|\d)\s*(nghìn|triệu|tỷ)?\s*(?:đồng|VNĐ|đ\b)")
_CITATION = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ][\w-]*(?:-[A-ZĐ][\w]*)*")
_DAY = re.compile(r"(?:ngày )?(\d{1,2})(?:[/-]| tháng )(\d{1,2})(?:[/-]| năm )(\d{4})")
_YEAR = re.compile(r"năm (\d{4})")
_QUANTITY = re.compile(r"(\d[\d.,]*\d|\d) (ha|km|tấn|m2|m3|hộ|xã|người|dự án)\b")
_KINDS: dict[str, tuple[str, EntityKind]] = {
    "PER": ("people", "person"),
    "ORG": ("organisations", "organisation"),
    "LOC": ("places", "place"),
}


def find(text: str) -> Found:
    """The baseline's mentions by kind."""
    found: Found = {"amounts": [], "citations": [], "dates": [], "quantities": [], "projects": []}
    for m in _MONEY.finditer(text):
        value = _number(m[1]) * _SCALES.get(m[2], 1)
        found["amounts"].append(Amount(**_span(m), value=str(value), vnd=int(value)))
    for m in _CITATION.finditer(text):
        found["citations"].append(Citation(**_span(m), number=m[0]))
    for m in _DAY.finditer(text):
        try:
            day = date(int(m[3]), int(m[2]), int(m[1]))
        except ValueError:
            continue
        found["dates"].append(DateMention(**_span(m), first_day=day, last_day=day, precision="day"))
    for m in _YEAR.finditer(text):
        if not any(other.start <= m.start() < other.end for other in found["dates"]):
            year = int(m[1])
            ends = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
            found["dates"].append(DateMention(**_span(m), first_day=ends[0], last_day=ends[1], precision="year"))
    for m in _QUANTITY.finditer(text):
        value = str(_number(m[1]))
        found["quantities"].append(Quantity(**_span(m), value_low=value, value_high=value, unit=m[2]))
    return found | _entities(text)


def _entities(text: str) -> Found:
    """Runs of B- and I- tags, put together and found again in the text."""
    found: Found = {kind: [] for kind, _ in _KINDS.values()}
    at = 0
    for sentence in sent_tokenize(text):
        words: list[str] = []
        label = ""
        for word, *_, tag in [*ner(sentence), ("", "", "", "O")]:
            if words and not tag.startswith("I-"):
                name = " ".join(words)
                start = text.find(name, at)
                if label in _KINDS and start >= 0:
                    kind, entity = _KINDS[label]
                    span = {"start": start, "end": start + len(name), "text": name, "rule": "underthesea"}
                    found[kind].append(Entity(**span, kind=entity, name=name))
                    at = start
                words = []
            if tag != "O":
                words.append(word)
                label = tag[2:]
    return found


def _number(text: str) -> Decimal:
    return Decimal(text.rstrip(".,").replace(".", "").replace(",", ".", 1).replace(",", "") or 0)


def _span(m: re.Match[str]) -> dict[str, object]:
    return {"start": m.start(), "end": m.end(), "text": m[0], "rule": "regular-expression"}
