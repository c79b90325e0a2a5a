"""Days and periods: passage in, `DateMention` out.

Days ('07/5/2018', '2018-05-07', 'ngày 28 tháng 3 năm 2019'), spans of days ('từ 15-20/5/2019', 'từ ngày 01/02/2019 đến ngày
15/3/2020', '15/12/2018 - 15/6/2019': one period and not two days), months ('tháng 5/2018', 'từ tháng 3 đến
tháng 9 năm 2018'), quarters ('quý II/2019', 'Quý I - II năm 2019'), part years ('6 tháng đầu năm 2019', 'quý cuối năm 2019'),
years and periods ('giai đoạn 2018-2020', 'tầm nhìn 2030'). A day that no calendar has is kept without a
value; a form's blank ('ngày ... tháng ... năm 2003') is none.
"""

from __future__ import annotations

from pipeline.extract.dates import days, months, years
from pipeline.extract.dates.spans import joined
from pipeline.extract.passage import Passage, Spans
from pipeline.records import DateMention

_FINDERS = days.FINDERS | months.FINDERS | years.FINDERS


def find_dates(passage: Passage) -> tuple[DateMention, ...]:
    """Every day and period of the text, none inside another, in order."""
    found: list[DateMention] = []
    for rule, finder in _FINDERS.items():
        if more := list(finder(passage, rule)):
            taken = Spans(found)
            found += [m for m in more if not taken.overlap(m.start, m.end)]
    return tuple(joined(passage, sorted(found, key=lambda mention: mention.start)))
