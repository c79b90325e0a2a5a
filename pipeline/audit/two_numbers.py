"""One document cited under two numbers within a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from pipeline.audit.archive.identity import confusable, same_issuer, same_subject
from pipeline.audit.registry import Answered, check, finding
from pipeline.audit.wording import day_vi
from pipeline.records import Citation, Document
from pipeline.structure.number.docnumber import number_key
from pipeline.structure.sentences import sentences_of

NAME = "two-numbers"
_MOST = 40


@check(
    NAME,
    "Một văn bản được viện dẫn với hai số",
    "One document under two numbers",
)
def two_numbers(document: Document) -> Iterator[Answered]:
    """A warning for two citations of one kind, body, day and subject whose numbers have digits exchanged or one mistyped."""
    told: dict[tuple[object, ...], dict[str, Citation]] = defaultdict(dict)
    for citation in document.facts.mentions.citations:
        if citation.number and citation.issued_on and citation.subject and citation.issuer:
            alike = told[citation.kind, citation.issued_on]
            alike.setdefault(number_key(citation.number), citation)
    sentences = sentences_of(document.text.text)
    for alike in told.values():
        for (first, one), (second, other) in combinations(list(alike.items())[:_MOST], 2):
            # 'các Quyết định số 1420/QĐ-UBND, 1402/QĐ-UBND' are two.
            listed = sentences.at(one.start) == sentences.at(other.start)
            if listed or not confusable(first, second) or not same_issuer(one.issuer, other.issuer):
                continue
            if not same_subject(one.subject or "", other.subject or ""):
                continue
            day = one.issued_on
            assert day is not None
            yield finding(
                document,
                NAME,
                "warning",
                (
                    f"Một văn bản được viện dẫn với hai số: {one.number} và {other.number}, cùng ngày {day_vi(day)}, "
                    "cùng cơ quan và nội dung.",
                    f"One document is cited under two numbers: {one.number} and {other.number}; the day ({day}), the "
                    "body and the subject are the same.",
                ),
                [one, other],
                expected=one.number,
                found=other.number,
            )
