"""The grammar of works' names: 'Sửa chữa, nâng cấp hồ chứa nước X', 'Nhà văn hóa thôn Y' (`data/works.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.extract.money import DATA
from pipeline.normalize.letters import UPPER
from pipeline.structure.tables import alternatives

_PROPER = re.compile(rf"\s(?:[{UPPER}][\w'’]+|[{UPPER}]{{1,2}}\d+|số \d+(?![\d/]))")
_FURTHER = r"(?:\s+(?:và|,)\s+|\s*,\s*(?:và\s+)?|\s+)"


@cache
def work_words(name: str) -> tuple[str, ...]:
    """A list of `data/works.toml`."""
    return tuple(tomllib.loads((DATA / "works.toml").read_text(encoding="utf-8"))[name])


@cache
def works_verbs() -> str:
    """What is done to works, as a regular expression for use without case."""
    return alternatives(work_words("verbs"))


@cache
def last_comma() -> str:
    """The comma behind a name that an item or a heading tells, as a regular expression for use without case."""
    return rf",(?=\s+(?:{alternatives(work_words('after_comma'))}(?!\w)|(?-i:[{UPPER}\d“\"])))|,\s*$"


@cache
def after_name() -> re.Pattern[str]:
    """What follows a name in running text."""
    return re.compile(rf"(?<!thiết)(?<!chuẩn)(?<!trang)\s{alternatives(work_words('after_name'))}(?!\w)", re.IGNORECASE)


@cache
def no_title() -> re.Pattern[str]:
    """Capitals after 'dự án' that begin no title: 'dự án Luật', 'dự án UBND tỉnh đã duyệt'."""
    return re.compile(rf"(?:{alternatives(work_words('no_titles'))}(?!\w)|[{UPPER}]{{2,}})")


@cache
def _work() -> re.Pattern[str]:
    verbs, works, bodies = works_verbs(), alternatives(work_words("works")), alternatives(work_words("bodies"))
    objects = alternatives(work_words("objects"))
    done = rf"{verbs}(?:{_FURTHER}{verbs}){{0,4}}"
    return re.compile(
        rf"(?!{alternatives(work_words('no_works'))}(?!\w))(?:(?P<done>{done})\s+(?:\S+\s+){{0,4}}?(?:{works}|{bodies}|{objects})|(?P<work>{works})|(?P<body>{bodies}))(?!\w)",
        re.IGNORECASE,
    )


def has_proper_name(name: str) -> bool:
    """Whether words past the first have capitals or are a number as works have ('N4', 'số 2')."""
    return _PROPER.search(name) is not None


def names_work(name: str, listed: bool) -> bool:
    """Whether words name a single work; where works are listed, a body's building and a common noun are one too."""
    match = _work().match(name)
    if match is None or (match["body"] and not listed):
        return False
    return (
        has_proper_name(name)
        or (listed and len(name.split()) > 1 and match.end() < len(name))
        or bool(match["done"] and listed)
    )


def names_building(name: str) -> bool:
    """Whether a body's name is that of what houses it: a school, a hospital, a works."""
    match = _work().match(name)
    return match is not None and match["done"] is None
