"""Names of works in running text: passage and an offset in, the name up to what is said of it out."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import sums_between
from pipeline.extract.projects.names.works import (
    MANY,
    goes_on,
    has_proper_name,
    name_said_of,
    names_one_work,
    names_own_work,
    work_words,
)
from pipeline.structure.alternatives import alternatives

BODY_BEFORE = re.compile(
    r"(?<!\w)(?:Công ty|CP|[Cc]ổ phần|TNHH|MTV|Sở|Bộ|Xí nghiệp|[Tt]ư vấn|Đầu tư|Thương mại|DNTN|Viện|[Hh]ộ kinh doanh)\s(?:và\s)?$"
)
"""'Công ty CP Xây dựng cầu X' is a body."""
UNENDED = re.compile(r"(?:\.|\s(?:thêm|lên|còn|hơn|khoảng|trên|dưới|gần|chủ trì|thực hiện|giúp|nộp|thu|tăng|giảm))$")
_REACH, _FEWEST_WORDS = 200, 3


def name_from(passage: Passage, start: int) -> str:
    """The name at `start`, up to its line's end, the next sum and what is said of it."""
    line_end = passage.text.find("\n", start, start + _REACH)
    stop = line_end if line_end >= 0 else min(start + _REACH, len(passage.text))
    amount = next(sums_between(passage, start, stop), None)
    return name_said_of(passage.text, start, amount.start if amount else stop)


def tells_one(name: str) -> bool:
    """Whether words name one whole work by a name of its own."""
    comma = name.find(",")
    whole = comma < 0 or has_proper_name(name[:comma]) or goes_on(name[comma + 1 :].lstrip())
    whole = whole and not _next_task().search(name)
    own = names_one_work(name) or (name.endswith(" tỉnh") and names_own_work(name))  # a province has one
    return whole and own and not MANY.search(name) and len(name.split()) >= _FEWEST_WORDS


@cache
def _next_task() -> re.Pattern[str]:
    """A capital that begins the next line of a form: 'xây dựng nhà xưởng | Hoàn thiện công nghệ'."""
    verbs = [verb.capitalize() for verb in work_words("verbs") if verb not in ("xây dựng", "đầu tư xây dựng")]
    return re.compile(rf"\s{alternatives(verbs)}(?!\w)")
