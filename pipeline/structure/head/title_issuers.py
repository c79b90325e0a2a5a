"""Who issues a document by its title: 'QUYẾT ĐỊNH CỦA BỘ TRƯỞNG' over 'BỘ Y TẾ SỐ ...', 'THÔNG TƯ LIÊN BỘ TÀI CHÍNH - Y TẾ'."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.records import Field
from pipeline.structure.alternatives import alternatives
from pipeline.structure.form import Chunk, words
from pipeline.structure.issuer import is_authority, opens_body, read_issuer
from pipeline.structure.tables import sector_names

_UP_TO = r"(?=\s+(?:số|ngày|về|quy định)\b|\s*[\n(]|\s*$)"
OF_ISSUER = re.compile(rf"\s*của\s+(?P<issuer>[^\n]+?){_UP_TO}", re.IGNORECASE)
_WHOSE = re.compile(rf"(?P<issuer>[^\n]+?){_UP_TO}", re.IGNORECASE)
_TOGETHER = re.compile(r"\s*(?:của\s+)?liên\s+(?:bộ|tịch|ngành)\s", re.IGNORECASE)


@cache
def bare_title() -> re.Pattern[str]:
    """A title that tells no body: 'BỘ TRƯỞNG, CHỦ NHIỆM'."""
    title = alternatives({title.lower() for title in words("signing_titles")})
    return re.compile(rf"{title}(?:,\s+{title})?", re.IGNORECASE)


@cache
def _ministry() -> re.Pattern[str]:
    return re.compile(rf"(?:bộ\s+)?(?P<sector>(?>{sector_names()}(?!\w)))", re.IGNORECASE)


@cache
def _ministries() -> re.Pattern[str]:
    one = rf"(?:bộ\s+)?(?>{sector_names()}(?!\w))"
    return re.compile(
        rf"\s*(?:của\s+)?(?P<together>liên\s+(?:bộ|tịch|ngành)\s+)?(?P<all>{one}(?:\s*[-–,]\s*{one})+){_UP_TO}",
        re.IGNORECASE,
    )


def titled_issuer(text: str, parts: list[Chunk], start: int, end: int, joint: bool = False) -> tuple[Field | None, int]:
    """Who issues by the words at `start` of a title, and where they end; `start` where they tell nobody."""
    together = _ministries().match(text, start, end) if joint or _TOGETHER.match(text, start, end) else None
    if together:
        names = _each_ministry(together["all"])
        return read_issuer(text, [Chunk(*together.span("all"), names, 0)], None), together.end()
    of_issuer = OF_ISSUER.match(text, start, end)
    if not of_issuer:
        return None, start
    name, (begin, stop) = of_issuer["issuer"], of_issuer.span("issuer")
    below = next((chunk for chunk in parts if chunk.start >= stop), None)
    ends_line = below is not None and text[stop : below.start].count("\n") == 1
    goes_on = below is not None and (opens_body(below.text) or (name.endswith(",") and is_authority(below)))
    if below and ends_line and bare_title().fullmatch(name.rstrip(",")) and goes_on:
        whose = _WHOSE.match(text, below.start, below.end)
        name, stop = (f"{name} {whose['issuer']}", whose.end()) if whose else (name, stop)
    return read_issuer(text, [Chunk(begin, stop, name, 0)], None), stop


def with_members(issuer: Field | None) -> Field | None:
    """Ministries that a letterhead tells together, each by its name: 'LIÊN BỘ TÀI CHÍNH - Y TẾ'."""
    together = _ministries().fullmatch(issuer.value) if issuer and issuer.value.startswith("Liên Bộ ") else None
    return replace(issuer, value=_each_ministry(together["all"])) if issuer and together else issuer


def _each_ministry(names: str) -> str:
    return " - ".join(f"Bộ {one['sector']}" for one in _ministry().finditer(names))


def follows_issuer(above: str, before: str) -> bool:
    """Whether the words before a number on its line go on with a title's issuer, told in small letters too."""
    if _TOGETHER.match(before) and _ministries().match(before):
        return True
    return OF_ISSUER.match(above) is not None and opens_body(before)
