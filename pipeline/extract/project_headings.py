"""Projects that head a numbered part: '2. Bệnh viện Đa khoa X, quy mô 220 giường', the cost in the part's own line or below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.passage import Passage
from pipeline.extract.places import UNIT
from pipeline.extract.project_costs import first_cost, project_at, sums_between
from pipeline.extract.works import has_proper_name, name_at, names_work
from pipeline.records import Amount, Project, Section

_LABEL = re.compile(r"[ \t]*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-zđ][.)]|\(\d{1,2}\))[ \t]*")
_LONGEST, _REACH = 300, 1_500


def find_headed_projects(passage: Passage) -> Iterator[Project]:
    """The works with a name of their own that head a part which tells their cost."""
    for section in passage.outline.sections:
        label = _LABEL.match(passage.text, section.start, section.heading_end)
        if label is None or not passage.text[label.end() : label.end() + 1].isupper():
            continue
        line_end = passage.text.find("\n", label.end(), section.end)
        stop = min(line_end if line_end >= 0 else section.end, label.end() + _LONGEST)
        name = name_at(passage.text, label.end(), stop)
        end = label.end() + len(name)
        if not (names_work(name, True) and has_proper_name(name)):
            continue
        cost = _cost(passage, section, end, stop)
        if cost:
            place = UNIT.search(passage.text, end, stop)
            yield project_at(passage, label.end(), end, "project.headed", cost, place)


def _cost(passage: Passage, section: Section, end: int, line_end: int) -> Amount | None:
    """What the part calls the cost; else the one sum of its first line where a dash or colon leads it in."""
    called = first_cost(passage, end, min(section.end, end + _REACH), "costs")
    if called:
        return called
    own = [amount for amount in sums_between(passage, end, line_end) if amount.role == "stated"]
    led = own and re.fullmatch(r"\s*(?:\([^()\n]*\))?\s*[-–:]\s*[^.;\n]{0,20}", passage.text[end : own[0].start])
    return own[0] if led and len(own) == 1 else None
