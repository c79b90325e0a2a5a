"""Percentages of a table against the figures that they are taken of.

The head names both figures: by a formula ('6=5/4'), by two years ('So sánh 2019/2018 (%)'), by 'giải ngân so với kế
hoạch', or as shares of the total ('Cơ cấu (%)'). It may be wrong where a percentage was taken of figures that
were rounded before they were printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.registry import Answered, check, holds, untold
from pipeline.records import Document, Evidence, Finding

NAME = "percentages"


@check(NAME, "Tỷ lệ phần trăm khớp số liệu", "Percentages agree with their figures")
def percentages(document: Document) -> Iterator[Answered]:
    """A warning for each percentage that differs from its figures by more than the printed digits allow."""
    text = document.text.text
    for relation in document.facts.ratios:
        if relation.holds:
            yield holds(document, NAME, relation.ratio)
            continue
        part, whole = text[slice(*relation.part)], text[slice(*relation.whole)]
        stated, computed = (value.replace(".", ",") for value in (relation.stated, relation.computed))
        share = relation.kind == "share"
        yield Finding(
            document.id,
            NAME,
            "warning",
            f"Bảng ghi {stated}%, nhưng {part} so với {whole} là {'' if share else 'tăng '}{computed}%.",
            f"The table says {relation.stated}%, but {part} against {whole} is {relation.computed}%"
            f"{'' if share else ' of growth'}.",
            tuple(Evidence(document.id, *span) for span in (relation.ratio, relation.part, relation.whole)),
            expected=relation.computed,
            found=relation.stated,
        )
    yield from untold(document, NAME, "ratio")
