"""What a ledger books, and counts with the items listed after them, as rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipeline.link.counting import Counting
from pipeline.records import Document
from pipeline.store.inserts import Row


def entry_rows(document: Document, added_up: Sequence[Counting]) -> Iterator[Row]:
    """The rows of `ledger_entries`; `added_up` tells how each amount is."""
    for entry in document.facts.entries:
        amount = document.facts.mentions.amounts[entry.amount]
        counted = added_up[entry.amount]
        told = amount.fiscal_year is not None and (entry.counted or counted.by_year or counted.by_place)
        yield {
            "amount_id": f"{document.id}.a{entry.amount}",
            "document_id": document.id,
            "act": entry.act,
            "counted": int(entry.counted),
            "programmes": json.dumps(entry.programmes, ensure_ascii=False),
            "purpose": entry.purpose,
            "out_of_amount_id": f"{document.id}.a{entry.out_of}" if entry.out_of is not None else None,
            "given_by_citation_id": f"{document.id}.c{entry.given_by}" if entry.given_by is not None else None,
            "revises_vnd": entry.revises,
            "adds": int(entry.adds),
            "year": amount.fiscal_year,
            "sum_key": f"{entry.act}:{amount.fiscal_year}:{amount.vnd}" if told else None,
        }


def count_rows(document: Document) -> Iterator[tuple[str, list[Row]]]:
    """The rows of `counts` and `count_items`."""
    counts = document.facts.counts
    yield (
        "counts",
        [
            {
                "id": f"{document.id}.n{index}",
                "document_id": document.id,
                "quantity_id": f"{document.id}.q{relation.quantity}",
                "listed": len(relation.items),
            }
            for index, relation in enumerate(counts)
        ],
    )
    yield (
        "count_items",
        [
            {"count_id": f"{document.id}.n{index}", "position": position, "start": start, "end": end}
            for index, relation in enumerate(counts)
            for position, (start, end) in enumerate(relation.items)
        ],
    )
