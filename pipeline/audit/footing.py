"""Footing: parts that must add up to their total, and parts that may not exceed it.

Tolerance is half the weight of each last printed digit (XBRL Calculations 1.1): 589,72 triệu is known
to 5 000 đồng.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.reasons import APPROXIMATE, OVERLAP
from pipeline.audit.registry import Answered, cannot_tell, check, finding, holds, untold, vnd
from pipeline.audit.wording import money_en, money_vi
from pipeline.link.relations import may_overlap
from pipeline.records import Document

NAME = "footing"


@check(
    NAME,
    "Cộng lại các khoản thành phần",
    "Parts add up to their total",
    may_err="Parts may overlap, or a part be told in another paragraph; what the words leave open is called 'cannot tell'.",
)
def footing(document: Document) -> Iterator[Answered]:
    """An error for each total that its parts miss or exceed; a note where rounding may explain the gap."""
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
        rounded = relation.holds and relation.kind == "full" and relation.difference_vnd != 0
        if relation.holds and not rounded:
            yield holds(document, NAME, (total.start, total.end))
            continue
        stated, added = vnd(total), sum(map(vnd, parts))
        shown = " + ".join(part.text for part in parts)
        if rounded:
            gap = abs(relation.difference_vnd)
            message = (
                f"Tổng lệch {money_vi(gap)}, trong phạm vi làm tròn: {shown}, tổng ghi {total.text}.",
                f"The total is off by {money_en(gap)}, within rounding: {shown} against {total.text}.",
            )
        elif relation.kind == "full":
            message = (
                f"Các khoản thành phần không khớp tổng: {shown} = {money_vi(added)}, "
                f"văn bản ghi tổng {total.text} ({money_vi(stated)}); chênh lệch {money_vi(abs(stated - added))}.",
                f"The parts do not add up: {shown} = {money_en(added)}, but the stated total is {total.text} "
                f"({money_en(stated)}); the difference is {money_en(abs(stated - added))}.",
            )
        else:
            message = (
                f"Khoản thành phần vượt tổng: {shown} = {money_vi(added)}, lớn hơn tổng {total.text} "
                f"({money_vi(stated)}) là {money_vi(added - stated)}.",
                f"The parts exceed the total: {shown} = {money_en(added)}, more than {total.text} "
                f"({money_en(stated)}) by {money_en(added - stated)}.",
            )
        yield finding(
            document,
            NAME,
            "note" if rounded else "error",
            message,
            [total, *parts],
            expected=str(stated),
            found=str(added),
            difference_vnd=relation.difference_vnd,
            answer="cannot tell" if rounded else "fails",
        )
    yield from untold(document, NAME, "sum")
