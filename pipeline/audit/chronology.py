"""Days against each other: impossible days, documents cited before they exist, plans dated long before
their year, the same document cited under two days, money given before the programme was approved.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from pipeline.audit.reasons import NO_CITED_DAY, NO_OWN_DAY
from pipeline.audit.registry import Answered, cannot_tell, check, finding, holds
from pipeline.audit.wording import day_vi
from pipeline.link.programmes import programmes_in
from pipeline.records import Citation, Document, Evidence, Finding
from pipeline.structure.foot.own_part import own_part
from pipeline.structure.number.docnumber import number_key
from pipeline.structure.sentences import sentences_of

_PLANNED_YEAR = re.compile(r"(?<!đến )(?<!từ )(?<!hết )\bnăm\s+((?:19|20)\d\d)")
_PERIOD = re.compile(r"giai đoạn|tầm nhìn|định hướng|đến năm|nghị quyết", re.IGNORECASE)
_INTENDED = re.compile(r"(?:sẽ|dự kiến|chuẩn bị)\b[^.;\n]*$", re.IGNORECASE)
_APPROVES = re.compile(r"\s*(?:về việc\s+)?(?:phê duyệt|ban hành)\s+(?:chương trình|đề án)", re.IGNORECASE)
_EARLIEST_MONTH = 7
"""Plans for a year are drawn up in the second half of the year before."""


@check(
    "impossible-date",
    "Ngày không có thật",
    "Impossible dates",
)
def impossible_date(document: Document) -> Iterator[Answered]:
    """An error for each day that no calendar has (30/2/2019)."""
    for date in document.facts.mentions.dates:
        if date.precision == "day" and date.first_day is None:
            message = (
                f"Không có ngày nào là “{date.text}” trong lịch.",
                f"“{date.text}” is a day that no calendar has.",
            )
            yield finding(document, "impossible-date", "error", message, [date], found=date.text)
        elif date.precision == "day":
            yield holds(document, "impossible-date")


@check(
    "cited-before-issued",
    "Viện dẫn văn bản ban hành sau",
    "Cites a later document",
)
def cited_before_issued(document: Document) -> Iterator[Answered]:
    """An error for each cited document that is dated after the one that cites it, however often it is cited."""
    letterhead = document.outline.letterhead
    issued = letterhead.issued_on
    later = set[str]()
    begin, end = own_part(document.text.text, document.outline)
    for citation in document.facts.mentions.citations:
        if not begin <= citation.start < end:
            continue  # a page's links to other documents, and the licence of a site
        if issued is None or citation.issued_on is None:
            reason = NO_OWN_DAY if issued is None else NO_CITED_DAY
            yield cannot_tell(document, "cited-before-issued", reason)
            continue
        if citation.issued_on <= issued:
            yield holds(document, "cited-before-issued")
            continue
        if _INTENDED.search(document.text.text[max(0, citation.start - 60) : citation.start]):
            continue
        cited = citation.number or citation.subject or citation.text
        if cited in later:
            continue
        later.add(cited)
        span = letterhead.issued_on_span
        own = (Evidence(document.id, *span),) if span else ()
        yield Finding(
            document.id,
            "cited-before-issued",
            "error",
            f"Văn bản ngày {day_vi(issued)} viện dẫn {cited} đề ngày {day_vi(citation.issued_on)}, muộn hơn.",
            f"The document of {issued} cites {cited}, which is dated {citation.issued_on}, later.",
            (Evidence(document.id, citation.start, citation.end), *own),
            expected=f"≤ {issued}",
            found=str(citation.issued_on),
        )


@check(
    "plan-dated-early",
    "Kế hoạch năm đề ngày quá sớm",
    "A plan dated long before its year",
)
def plan_dated_early(document: Document) -> Iterator[Answered]:
    """A warning for each plan of a year that is dated before the July of the year before."""
    text = document.text.text
    sentences = sentences_of(text)
    for citation in document.facts.mentions.citations:
        day = citation.issued_on
        if citation.kind != "KH" or day is None:
            continue
        about = text[citation.end : sentences.at(citation.end)[1]].partition(";")[0]
        year = _PLANNED_YEAR.search(about)
        if not year or _PERIOD.search(about):
            continue
        if (day.year, day.month) >= (int(year[1]) - 1, _EARLIEST_MONTH):
            yield holds(document, "plan-dated-early", (citation.start, citation.end))
            continue
        yield finding(
            document,
            "plan-dated-early",
            "warning",
            (
                f"Ngày đáng ngờ: {citation.number} là kế hoạch năm {year[1]} nhưng đề ngày {day_vi(day)}; "
                "có thể ghi nhầm năm.",
                f"Suspicious date: {citation.number} is the plan for {year[1]} but is dated {day}; "
                "the year may be wrong.",
            ),
            [citation],
            expected=year[1],
            found=str(day),
        )


@check(
    "two-dates",
    "Một văn bản hai ngày",
    "One document under two dates",
)
def two_dates(document: Document) -> Iterator[Answered]:
    """A warning for each number cited under two days of one year; numbers start anew every year."""
    seen: dict[tuple[str, str | None, int], list[Citation]] = defaultdict(list)
    for citation in document.facts.mentions.citations:
        if citation.issued_on and citation.number:
            seen[number_key(citation.number), citation.issuer, citation.issued_on.year].append(citation)
    for cited in seen.values():
        days = sorted({citation.issued_on for citation in cited if citation.issued_on})
        if len(days) > 1:
            yield finding(
                document,
                "two-dates",
                "warning",
                (
                    f"{cited[0].number} được viện dẫn với các ngày khác nhau: {', '.join(map(day_vi, days))}.",
                    f"{cited[0].number} is cited under different dates: {', '.join(map(str, days))}.",
                ),
                cited,
                expected=str(days[0]),
                found=str(days[-1]),
            )
        elif len(cited) > 1:
            yield holds(document, "two-dates")


@check(
    "before-programme",
    "Văn bản có trước chương trình",
    "Older than the programme",
)
def before_programme(document: Document) -> Iterator[Answered]:
    """A note for each plan or allocation of a programme that is older than the decision which approved it."""
    text = document.text.text
    citations = document.facts.mentions.citations
    sentences = sentences_of(text)
    founding: dict[str, Citation] = {}
    for citation in citations:
        if citation.issued_on and _APPROVES.match(text, citation.end):
            for programme in programmes_in(text, citation.end, citation.end + 200):
                founding.setdefault(programme, citation)
    allocations = sorted(a.start for a in document.facts.mentions.amounts if a.role == "allocated")
    reported: set[str] = set()

    @cache
    def told_in(start: int, end: int) -> tuple[str, ...]:
        """A sentence's programmes, asked for once a sentence, which may cite a thousand documents."""
        return tuple(sorted(programmes_in(text, start, end)))

    for citation in citations:
        start, end = sentences.at(citation.start)
        if citation.kind != "KH" and bisect_left(allocations, start) == bisect_left(allocations, end):
            continue
        for programme in told_in(start, end):
            founder = founding.get(programme)
            if not founder or citation.number in reported or _APPROVES.match(text, citation.end):
                continue
            if citation.issued_on is None or founder.issued_on is None or citation.issued_on >= founder.issued_on:
                if citation.issued_on:
                    yield holds(document, "before-programme")
                continue
            reported.add(citation.number)
            yield finding(
                document,
                "before-programme",
                "note",
                (
                    f"{citation.number} ({day_vi(citation.issued_on)}) có trước {founder.number} "
                    f"({day_vi(founder.issued_on)}), văn bản phê duyệt chương trình.",
                    f"{citation.number} ({citation.issued_on}) is older than {founder.number} "
                    f"({founder.issued_on}), which approved the programme.",
                ),
                [citation, founder],
                expected=f"≥ {founder.issued_on}",
                found=str(citation.issued_on),
            )
