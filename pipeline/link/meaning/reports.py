"""Of which year the figures of a report are whose subject tells of what was done and of what is planned next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipeline.link.meaning.times import Time

_PLAN = re.compile(
    r"(?<!\w)(?:phương hướng|phương án|nhiệm vụ|kế hoạch|dự toán|chương trình|dự kiến|nhu cầu|đề xuất|kiến nghị)(?!\w)",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?<!\w)(?:kết quả|tình hình|thực hiện|đánh giá)(?!\w)", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:,|;|(?<!\w)và)\s(?=dự kiến|phương hướng|nhiệm vụ|kế hoạch|dự toán|giải pháp)"
    r"(?:(?:dự kiến|phương hướng|nhiệm vụ|kế hoạch|dự toán|giải pháp|vốn|chi|thu|ngân sách)[\s,]+(?:và\s)?)+$",
    re.IGNORECASE,
)
_GIVES = re.compile(r"(?<!\w)(?<!được )(?<!thành )(?:giao|phân bổ|lập)(?!\w)", re.IGNORECASE)
"""'Tình hình phân bổ, giao dự toán, kế hoạch năm 2022': what is told of is next year's."""
_TWO = 2


def year_of_report(
    text: str, start: int, times: Sequence[Time], over: Sequence[str], issued: date | None
) -> int | None:
    """'Kết quả năm 2011, phương hướng năm 2012': the first year is that of all but what stands under the plan.

    So is, of 'Tình hình giải ngân và dự kiến kế hoạch năm 2012', the year before, where the report is of it. The subject starts at
    `start` and tells of `times`; `over` is what stands over a figure.
    """
    if len(times) == _TWO and _PLAN.search(text, times[0].end, times[1].start):
        done, planned = (time.year for time in times)
        if done is None or planned != done + 1:
            return None
    elif len(times) == 1 and (planned := times[0].year) and issued and planned == issued.year + 1:
        follows = _NEXT.search(text, start, times[0].start)
        if follows is None or _DONE.search(text, start, follows.start()) is None:
            return None
        if _GIVES.search(text, start, follows.start()):
            return None
        done = planned - 1
    else:
        return None
    return planned if any(_PLAN.search(lead) and not _DONE.search(lead) for lead in over) else done
