"""Why a sum may not be compared with another document's (carried over, cumulative, an instalment), and which cost of a
project it is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.link.cues import table, words
from pipeline.link.ledger.so_far import RUNNING
from pipeline.normalize.fold import fold
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened, opened, openings_of
from pipeline.structure.sentences import sentences_of

if TYPE_CHECKING:
    from pipeline.records import Amount, Caveat, Document

_REACH = 200
_INSTALMENT_REACH = 40
_COST_REACH = 60
WHOLE_COST = "tổng mức đầu tư"
_OF_A_YEAR = "kinh phí năm"
_OF_YEAR_AFTER = re.compile(r"\s*(?:đồng)?\s*(?:cho|của|trong)\s+năm (?:19|20)\d\d", re.IGNORECASE)


@cache
def _carried() -> Opened:
    """'kết dư', 'năm trước còn lại chuyển', 'năm 2018 được chuyển sang'."""
    return opened(
        rf"{words('caveat', 'carried')}|năm trước[^.;\n]{{0,40}}chuyển"
        rf"|(?:năm (?:19|20)\d\d|{words('caveat', 'carried_before')})\s(?:được\s)?chuyển sang"
    )


@cache
def _instalment() -> re.Pattern[str]:
    """'đợt 2', 'lần cuối', 'phần còn lại'."""
    return re.compile(rf"(?<!\w)(?:đợt|lần)\s(?:\d|[IVX]{{1,4}}\b)|{words('caveat', 'instalment')}", re.IGNORECASE)


@cache
def _recipient() -> re.Pattern[str]:
    """'cho UBND xã Hải Chánh để', 'giao Ban Quản lý dự án'."""
    return re.compile(
        rf"(?<!\w)(?:cho|giao)\s+(?P<who>(?:các\s+)?{words('caveat', 'recipients')}\s[^,;.:()\n]{{2,60}}?)"
        rf"(?=\s+{words('caveat', 'after_recipients')}\b|[,;.:()\n]|$)",
        re.IGNORECASE,
    )


@cache
def _in_force() -> Opened:
    """'này có hiệu lực kể từ ngày ký', 'này có hiệu lực từ ngày 1/1/2019'."""
    return opened(
        rf"(?<!\w)này\s+(?:sẽ\s+)?{words('caveat', 'in_force')}[^.;\n]{{0,40}}?"
        rf"(?:(?P<signed>{words('caveat', 'signing_day')})|(?P<day>ngày\s)(?=\d))"
    )


@cache
def _costs() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The costs of a project in order of trial, and a pattern whose group of the same number holds the words of each."""
    rows = [(row["name"], alternatives(row["words"])) for row in table()["cost"]]
    rows.append((_OF_A_YEAR, r"năm (?:19|20)\d\d"))
    return tuple(name for name, _ in rows), re.compile("|".join(f"({told})" for _, told in rows), re.IGNORECASE)


@lru_cache(maxsize=8)
def carries_over(text: str) -> bool:
    """Whether a text tells of money that other years left or that came in the meantime."""
    return next(openings_of(text).find(_carried()), None) is not None


def caveat_of(document: Document, amount: Amount) -> Caveat | None:
    """What the words of an amount say that it may be besides one sum given or used."""
    text = document.text.text
    start, end = sentences_of(text).at(amount.start)
    start, after = max(start, amount.start - _REACH), min(end, amount.end + _INSTALMENT_REACH)
    told = f"{amount.column_heading or ''} {text[start : amount.start]}"
    if RUNNING.search(told):
        return "cumulative"
    subject = document.outline.letterhead.subject
    near = f"{told} {text[amount.end : after]} {subject.value if subject else ''}"
    return "instalment" if _instalment().search(near) else None


def recipient_of(document: Document, amount: Amount) -> str | None:
    """The code of the place where money goes, else who gets it, as its sentence says."""
    if amount.place_code:
        return amount.place_code
    start, end = sentences_of(document.text.text).at(amount.start)
    told = _recipient().search(document.text.text, max(start, amount.start - _REACH), min(end, amount.end + _REACH))
    return fold(told["who"]).strip() if told else None


def cost_of(document: Document, amount: Amount) -> str | None:
    """Which cost of a project an amount is: the first that its words, else its column's head, name."""
    text = document.text.text
    if _OF_YEAR_AFTER.match(text, amount.end):
        return _OF_A_YEAR
    start = max(sentences_of(text).at(amount.start)[0], amount.start - _COST_REACH)
    names, told = _costs()
    for before in (re.split(r"[,;|\t\n]", text[start : amount.start])[-1], amount.column_heading or ""):
        if (found := told.search(before)) and found.lastindex:
            return names[found.lastindex - 1]
    return None


def effective_of(document: Document) -> date | None:
    """The day from which a document has force, as its last words on that say."""
    told = list(openings_of(document.text.text).find(_in_force()))
    if not told:
        return None
    if told[-1]["signed"]:
        return document.outline.letterhead.issued_on
    at = told[-1].start("day")
    return next((day.first_day for day in document.facts.mentions.dates if at <= day.start <= told[-1].end() + 1), None)
