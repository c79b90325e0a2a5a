"""Of which year the figures of a report are whose subject tells of what was done and of what is planned next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from pipeline.link.cues import plan_words
from pipeline.link.meaning.times import Time

_DONE = re.compile(r"(?<!\w)(?:kết quả|tình hình|thực hiện|đánh giá)(?!\w)", re.IGNORECASE)
_GIVES = re.compile(r"(?<!\w)(?<!được )(?<!thành )(?:giao|phân bổ|lập)(?!\w)", re.IGNORECASE)
"""'Tình hình phân bổ, giao dự toán, kế hoạch năm 2022': what is told of is next year's."""
_TWO = 2


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){plan_words('next', 'heads')}(?!\w)", re.IGNORECASE)


@cache
def _next() -> re.Pattern[str]:
    """', phương hướng, nhiệm vụ và dự toán chi' at the end of a subject, before its year."""
    named, all_words = plan_words("next", "beside"), plan_words("next", "beside", "of_them")
    return re.compile(rf"(?:,|;|(?<!\w)và)\s(?={named})(?:{all_words}[\s,]+(?:và\s)?)+$", re.IGNORECASE)


def year_of_report(
    text: str, start: int, times: Sequence[Time], over: Sequence[str], issued: date | None
) -> int | None:
    """'Kết quả năm 2011, phương hướng năm 2012': the first year is that of all but what stands under the plan.

    So is, of 'Tình hình giải ngân và dự kiến kế hoạch năm 2012', the year before, where the report is of it. The subject starts at
    `start` and tells of `times`; `over` is what stands over a figure.
    """
    if len(times) == _TWO and _plan().search(text, times[0].end, times[1].start):
        done, planned = (time.year for time in times)
        if done is None or planned != done + 1:
            return None
    elif len(times) == 1 and (planned := times[0].year) and issued and planned == issued.year + 1:
        follows = _next().search(text, start, times[0].start)
        if follows is None or _DONE.search(text, start, follows.start()) is None:
            return None
        if _GIVES.search(text, start, follows.start()):
            return None
        done = planned - 1
    else:
        return None
    return planned if any(_plan().search(lead) and not _DONE.search(lead) for lead in over) else done
