"""Percentages against the figures they are computed from, in tables and in running text.

The head of a table names both figures: by a formula ('6=5/4'), by two years ('So sánh 2019/2018 (%)'), by 'giải ngân so
với kế hoạch', or as shares of the total ('Cơ cấu (%)'). In running text the other figure stands in brackets ('tăng 12,4%
so với năm 2017 (400 tỷ đồng)') or right before ('từ 400 tỷ đồng lên 450 tỷ đồng, tăng 12,5%').
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.audit.registry import Answered, check, holds, untold
from pipeline.records import Document, Evidence, Finding, RatioRelation

NAME = "percentages"


@check(
    NAME,
    "Tỷ lệ phần trăm khớp số liệu",
    "Percentages agree with their figures",
)
def percentages(document: Document) -> Iterator[Answered]:
    """A warning for each percentage that differs from its figures by more than the printed digits allow."""
    text = document.text.text
    for relation in document.facts.ratios:
        if relation.holds:
            yield holds(document, NAME, relation.ratio)
            continue
        vi, en = _told(relation, text)
        yield Finding(
            document.id,
            NAME,
            "warning",
            vi,
            en,
            tuple(Evidence(document.id, *span) for span in (relation.ratio, relation.part, relation.whole)),
            expected=relation.computed,
            found=relation.stated,
        )
    yield from untold(document, NAME, "ratio")


def _told(relation: RatioRelation, text: str) -> tuple[str, str]:
    """What is wrong with a percentage, in both languages."""
    said, part, whole = (text[slice(*span)] for span in (relation.ratio, relation.part, relation.whole))
    computed = Decimal(relation.computed)
    vi, en = f"{abs(computed)}%".replace(".", ","), f"{abs(computed)}%"
    if "lần" in said:
        times = (computed / 100).quantize(Decimal("0.01"))
        vi, en = f"{times} lần".replace(".", ","), f"{times} times"
    elif "%" not in said:
        said += "%"  # the head of its column says so
    if relation.kind == "growth":
        vi = f"{'giảm' if computed < 0 else 'tăng'} {vi}"
        en = f"{'a fall' if computed < 0 else 'a rise'} of {en}"
        said = f"{'giảm' if relation.stated.startswith('-') else 'tăng'} {said}"
    if relation.of_change:
        return (
            f"Văn bản ghi “{said}”, nhưng thay đổi {whole} để còn {part} là {vi}.",
            f"The text says “{said}”, but a change of {whole} that comes to {part} is {en}.",
        )
    return (
        f"Văn bản ghi “{said}”, nhưng {part} so với {whole} là {vi}.",
        f"The text says “{said}”, but {part} against {whole} is {en}.",
    )
