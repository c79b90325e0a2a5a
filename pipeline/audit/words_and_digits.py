"""An amount in digits and the same written out must be the same."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.registry import Answered, check, finding, holds, vnd
from pipeline.audit.wording import money_en, money_vi
from pipeline.records import Document

NAME = "words-against-digits"


@check(
    NAME,
    "Số tiền bằng chữ khớp bằng số",
    "Words agree with digits",
)
def words_against_digits(document: Document) -> Iterator[Answered]:
    """An error for each pair that differs by more than the digits' printed precision."""
    amounts = document.facts.mentions.amounts
    for pair in document.facts.words:
        digits, words = amounts[pair.digits], amounts[pair.words]
        if digits.currency != words.currency:
            agree, difference = False, None
        elif digits.vnd is None:
            agree, difference = digits.value == words.value, None
        else:
            difference = vnd(digits) - vnd(words)
            agree = abs(difference) <= (digits.precision_vnd or 1) // 2
        if agree:
            yield holds(document, NAME, (digits.start, words.end))
            continue
        gap_vi = f"; chênh lệch {money_vi(abs(difference))}" if difference is not None else ""
        gap_en = f"; the difference is {money_en(abs(difference))}" if difference is not None else ""
        yield finding(
            document,
            NAME,
            "error",
            (
                f"Số tiền bằng số ({digits.text}) không khớp số tiền bằng chữ ({words.text}){gap_vi}.",
                f"The amount in digits ({digits.text}) differs from the amount in words ({words.text}){gap_en}.",
            ),
            [digits, words],
            expected=words.value,
            found=digits.value,
            difference_vnd=difference,
        )
