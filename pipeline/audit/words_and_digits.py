"""An amount in digits and the same written out must be the same."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.registry import Answered, check, finding, holds, tolerance, vnd
from pipeline.audit.wording import money_en, money_vi
from pipeline.link.readings import is_likely, read_as
from pipeline.records import Amount, Document

NAME = "words-against-digits"


@check(
    NAME,
    "Số tiền bằng chữ khớp bằng số",
    "Words agree with digits",
)
def words_against_digits(document: Document) -> Iterator[Answered]:
    """An error for each pair that differs by more than the digits' printed precision; a note where OCR may have misread one."""
    amounts = document.facts.mentions.amounts
    for pair in document.facts.words:
        digits, words = amounts[pair.digits], amounts[pair.words]
        if digits.currency != words.currency:
            agree, difference = False, None
        elif digits.vnd is None:
            agree, difference = digits.value == words.value, None
        else:
            difference = vnd(digits) - vnd(words)
            agree = abs(difference) <= tolerance(digits)
        if agree:
            yield holds(document, NAME, (digits.start, words.end))
            continue
        gap_vi = f"; chênh lệch {money_vi(abs(difference))}" if difference is not None else ""
        gap_en = f"; the difference is {money_en(abs(difference))}" if difference is not None else ""
        reading = _reading(document, digits, words)
        may_vi = f" Máy có thể đã đọc nhầm bản quét: {digits.text} có thể là {reading}." if reading else ""
        may_en = f" OCR may have misread the scan: {digits.text} may be {reading}." if reading else ""
        yield finding(
            document,
            NAME,
            "note" if reading else "error",
            (
                f"Số tiền bằng số ({digits.text}) không khớp số tiền bằng chữ ({words.text}){gap_vi}.{may_vi}",
                f"The amount in digits ({digits.text}) differs from the amount in words ({words.text}){gap_en}.{may_en}",
            ),
            [digits, words],
            expected=words.value,
            found=digits.value,
            in_vnd=difference is not None,
            answer="cannot tell" if reading else "fails",
        )


def _reading(document: Document, digits: Amount, words: Amount) -> str | None:
    """How OCR may well have misread the digits of a scan that mean what the words do; None where it explains no gap."""
    page = document.text.page_of(digits.start)
    if page.ocr_confidence is None or words.vnd is None:
        return None
    doubted = (one.confidence for one in document.facts.doubts if one.start < digits.end and digits.start < one.end)
    reading = read_as(digits, words.vnd)
    return reading if reading and is_likely(digits.text, reading, min((page.ocr_confidence, *doubted))) else None
