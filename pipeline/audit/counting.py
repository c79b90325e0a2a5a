"""A stated count ('03 dự án ..., gồm:') must equal the number of items listed."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.registry import Answered, check, holds, untold
from pipeline.records import Document, Evidence, Finding

NAME = "count-against-list"


@check(
    NAME,
    "Số lượng khớp danh sách",
    "A count agrees with its list",
)
def count_against_list(document: Document) -> Iterator[Answered]:
    """An error for each count whose list has another number of items."""
    for relation in document.facts.counts:
        quantity = document.facts.mentions.quantities[relation.quantity]
        listed = len(relation.items)
        if quantity.value_low == str(listed):
            yield holds(document, NAME, (quantity.start, quantity.end))
            continue
        evidence = [Evidence(document.id, quantity.start, quantity.end)]
        evidence += [Evidence(document.id, start, end) for start, end in relation.items]
        yield Finding(
            document.id,
            NAME,
            "error",
            f"Văn bản ghi “{quantity.text}” nhưng liệt kê {listed} mục.",
            f"The text says “{quantity.text}” but lists {listed} items.",
            tuple(evidence),
            expected=quantity.value_low,
            found=str(listed),
        )
    yield from untold(document, NAME, "count")
