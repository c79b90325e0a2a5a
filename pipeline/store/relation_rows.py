"""Relations between mentions as rows: totals with their parts, ratios, doubts, ledger entries, counts with their items."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipeline.extract.numerals import plain
from pipeline.link.ledger.counting import Counting
from pipeline.normalize import fold
from pipeline.records import Document, Entry, Plan
from pipeline.store.inserts import Row


def relation_rows(document: Document, added_up: Sequence[Counting]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of what is known of several mentions together; `added_up` tells how each amount is."""
    facts = document.facts
    yield (
        "sums",
        [
            {
                "id": f"{document.id}.u{index}",
                "document_id": document.id,
                "start": relation.start,
                "end": relation.end,
                "total_amount_id": f"{document.id}.a{relation.total}",
                "kind": relation.kind,
                "rule": relation.rule,
                "difference_vnd": relation.difference_vnd or 0,
                "currency": relation.currency,
                "difference": plain(relation.difference),
                "holds": int(relation.holds),
            }
            for index, relation in enumerate(facts.sums)
        ],
    )
    yield (
        "sum_parts",
        [
            {"sum_id": f"{document.id}.u{index}", "amount_id": f"{document.id}.a{part}"}
            for index, relation in enumerate(facts.sums)
            for part in relation.parts
        ],
    )
    yield "ratios", list(_ratios(document))
    yield (
        "doubts",
        [
            {
                "id": f"{document.id}.o{index}",
                "document_id": document.id,
                "start": doubt.start,
                "end": doubt.end,
                "page": document.text.page_at(doubt.start),
                "text": doubt.text,
                "reading": doubt.reading,
                "reason": doubt.reason,
                "confidence": doubt.confidence,
            }
            for index, doubt in enumerate(facts.doubts)
        ],
    )
    yield "ledger_entries", list(_entries(document, added_up))
    yield "programme_sums", list(_given_to_programmes(document))
    yield from _counts(document)


def _ratios(document: Document) -> Iterator[Row]:
    for index, relation in enumerate(document.facts.ratios):
        yield {
            "id": f"{document.id}.r{index}",
            "document_id": document.id,
            "kind": relation.kind,
            "rule": relation.rule,
            "start": relation.ratio[0],
            "end": relation.ratio[1],
            "part_start": relation.part[0],
            "part_end": relation.part[1],
            "whole_start": relation.whole[0],
            "whole_end": relation.whole[1],
            "stated": relation.stated,
            "computed": relation.computed,
            "holds": int(relation.holds),
        }


def _entries(document: Document, added_up: Sequence[Counting]) -> Iterator[Row]:
    for entry in document.facts.entries:
        so_far = entry.so_far
        yield _booked(document, entry, added_up[entry.amount]) | {
            "out_of_amount_id": f"{document.id}.a{entry.out_of}" if entry.out_of is not None else None,
            "revises_vnd": entry.revises,
            "adds": int(entry.adds),
            "so_far_on": so_far.day.isoformat() if so_far else None,
            "running": int(so_far is not None and so_far.running),
            "so_far_key": _so_far_key(document, entry) if _is_added(entry, added_up[entry.amount]) else None,
        }
    nothing = {"out_of_amount_id": None, "revises_vnd": None, "adds": 0, "so_far_on": None, "running": 0}
    for plan in document.facts.plans:
        yield _booked(document, plan, added_up[plan.amount]) | nothing | {"so_far_key": None}


def _given_to_programmes(document: Document) -> Iterator[Row]:
    for entry in document.facts.entries:
        if year := document.facts.mentions.amounts[entry.amount].fiscal_year:
            for programme in entry.about:
                yield {
                    "subject": f"{year}:{programme}",
                    "amount_id": f"{document.id}.a{entry.amount}",
                    "document_id": document.id,
                }


def _booked(document: Document, booked: Entry | Plan, counted: Counting) -> Row:
    """What entries and plans have alike."""
    amount = document.facts.mentions.amounts[booked.amount]
    told = amount.fiscal_year is not None and _is_added(booked, counted)
    return {
        "amount_id": f"{document.id}.a{booked.amount}",
        "document_id": document.id,
        "act": booked.act,
        "counted": int(booked.counted),
        "programmes": json.dumps(booked.programmes, ensure_ascii=False),
        "purpose": booked.purpose,
        "given_by_citation_id": f"{document.id}.c{booked.given_by}" if booked.given_by is not None else None,
        "year": amount.fiscal_year,
        "sum_key": f"{booked.act}:{amount.fiscal_year}:{amount.vnd}" if told else None,
    }


def _is_added(booked: Entry | Plan, counted: Counting) -> bool:
    """Whether an amount is added up in some way."""
    return booked.counted or counted.by_year or counted.by_place


def _so_far_key(document: Document, entry: Entry) -> str | None:
    """What sums share that one body adds up to some day of a year."""
    issuer = document.outline.letterhead.issuer
    return f"{entry.act}:{entry.so_far.year}:{fold(issuer.value)}" if issuer and entry.so_far else None


def _counts(document: Document) -> Iterator[tuple[str, list[Row]]]:
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
