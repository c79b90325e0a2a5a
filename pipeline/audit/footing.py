"""Footing: parts that must add up to their total, and parts that may not exceed it.

Tolerance is half the weight of each last printed digit (XBRL Calculations 1.1): 589,72 triệu is known
to 5 000 đồng.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.audit.reasons import APPROXIMATE, OVERLAP
from pipeline.audit.registry import Answered, cannot_tell, check, finding, holds, untold
from pipeline.audit.shortfall import comes_short
from pipeline.audit.wording import cell_named, sum_en, sum_vi, unit_of_cells
from pipeline.extract.numerals import plain
from pipeline.link.readings import is_likely
from pipeline.link.sums.relations import may_overlap, worth
from pipeline.records import Document, Doubt

NAME = "footing"


@check(
    NAME,
    "Cộng lại các khoản thành phần",
    "Parts add up to their total",
)
def footing(document: Document) -> Iterator[Answered]:
    """An error for each total that its parts miss or exceed; a note where rounding or what OCR misread may explain the gap.

    A note too where parts that need not be all look like all, and come short by little.
    """
    misread = {(doubt.start, doubt.end): doubt for doubt in document.facts.doubts if _is_misread(doubt)}
    amounts = document.facts.mentions.amounts
    for relation in document.facts.sums:
        total, parts = amounts[relation.total], [amounts[part] for part in relation.parts]
        # 'khoảng 10 tỷ đồng' promises no exact sum.
        if not relation.holds and any(amount.qualifier for amount in (total, *parts)):
            yield cannot_tell(document, NAME, APPROXIMATE, (total.start, total.end))
            continue
        if not relation.holds and may_overlap(document.text.text, amounts, relation):
            yield cannot_tell(document, NAME, OVERLAP, (total.start, total.end))
            continue
        rounded = relation.holds and relation.kind == "full" and relation.difference != 0
        short = relation.holds and comes_short(document, relation)
        if relation.holds and not rounded and not short:
            yield holds(document, NAME, (total.start, total.end))
            continue
        stated, added = worth(total), sum(map(worth, parts), Decimal(0))
        currency, difference = relation.currency, relation.difference
        gap = difference if difference > 0 else -difference
        if unit := unit_of_cells([total, *parts]):
            shown, shown_en = (
                " + ".join(words) for words in zip(*(unit.bare(worth(part)) for part in parts), strict=True)
            )
            shown, shown_en = f"{shown} ({unit.vi})", f"{shown_en} (VND {unit.en})".replace(" )", ")")
            (said, said_en), (came_to, came_to_en), (off, off_en) = map(unit.told, (stated, added, gap))
            says, says_en = said, said_en
        else:
            shown = shown_en = " + ".join(part.text for part in parts)
            said, came_to, off = (sum_vi(value, currency) for value in (stated, added, gap))
            said_en, came_to_en, off_en = (sum_en(value, currency) for value in (stated, added, gap))
            bare = " ".join(total.text.split()).lower() == said
            says, says_en = (total.text, said_en) if bare else (f"{total.text} ({said})", f"{total.text} ({said_en})")
        where, where_en = cell_named(total)
        if rounded:
            message = (
                f"Tổng lệch {off}, trong phạm vi làm tròn: {shown}, tổng ghi {said if unit else total.text}.",
                f"The total is off by {off_en}, within rounding: {shown_en} against {said_en if unit else total.text}.",
            )
        elif short:
            message = (
                f"Các khoản được nêu cộng lại chưa đủ tổng: {shown} = {came_to}, ít hơn tổng {says} là {off}.",
                f"The parts named do not come to the total: {shown_en} = {came_to_en}, {off_en} less than {says_en}.",
            )
        elif relation.kind == "full":
            message = (
                f"Các khoản thành phần không khớp tổng{where}: {shown} = {came_to}, văn bản ghi tổng {says}; chênh lệch {off}.",
                f"The parts do not add up{where_en}: {shown_en} = {came_to_en}, but the stated total is {says_en}; "
                f"the difference is {off_en}.",
            )
        else:
            message = (
                f"Khoản thành phần vượt tổng: {shown} = {came_to}, lớn hơn tổng {says} là {off}.",
                f"The parts exceed the total: {shown_en} = {came_to_en}, more than {says_en} by {off_en}.",
            )
        doubt = next((found for one in (total, *parts) if (found := misread.get((one.start, one.end)))), None)
        if doubt:
            message = (
                f"{message[0]} Máy có thể đã đọc nhầm bản quét: {doubt.text} có thể là {doubt.reading}.",
                f"{message[1]} OCR may have misread the scan: {doubt.text} may be {doubt.reading}.",
            )
        yield finding(
            document,
            NAME,
            "note" if rounded or short or doubt else "error",
            message,
            [total, *parts],
            expected=plain(added),
            found=plain(stated),
            in_vnd=currency == "VND",
            answer="cannot tell" if rounded or short or doubt else "fails",
        )
    yield from untold(document, NAME, "sum")


def _is_misread(doubt: Doubt) -> bool:
    """Whether OCR may well have misread a figure for one that satisfies the sum."""
    return (
        doubt.reason == "sum" and doubt.reading is not None and is_likely(doubt.text, doubt.reading, doubt.confidence)
    )
