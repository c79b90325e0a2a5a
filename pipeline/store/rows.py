"""A `Document` as rows of the schema; ids follow from the content, so that a re-ingest writes the same rows.

The day of the ingest is left to the writer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from pipeline import FACTS_VERSION
from pipeline.extract.places.finder import code_of_body, issuing_code
from pipeline.link.documents import document_key
from pipeline.link.ledger.added_up import added_up
from pipeline.link.ledger.attached import attached_to
from pipeline.link.ledger.counting import Counting
from pipeline.normalize.fold import folded
from pipeline.records import Document, Mention, Statement
from pipeline.records.paths import address
from pipeline.store.decisions import Decisions
from pipeline.store.inserts import Row
from pipeline.store.relation_rows import relation_rows
from pipeline.store.table_rows import table_rows
from pipeline.store.words import as_json
from pipeline.structure.drafts import draft_of
from pipeline.structure.number.docnumber import number_key
from pipeline.structure.within import Within

_json = json.JSONEncoder(ensure_ascii=False).encode


def document_rows(document: Document) -> Iterator[tuple[str, list[Row]]]:
    """The rows of every table but those of the checks, parents before children."""
    issued_at = issuing_code(document.outline)
    decisions = Decisions(document)
    counted = added_up(document.text.text, document.outline, document.facts)
    yield "documents", [_document(document, issued_at)]
    yield "drafts", list(_drafts(document))
    yield "pages", list(_pages(document))
    yield "sections", list(_sections(document))
    yield "projects", list(_projects(document, decisions))
    yield "amounts", list(_amounts(document, decisions, counted, issued_at or _attached_at(document)))
    tables, cells = table_rows(document)
    yield "tables", tables
    yield "cells", cells
    yield from _mentions(document)
    yield from relation_rows(document, counted)
    yield "statements", [_statement(statement) for statement in document.statements]


def _document(document: Document, issued_at: str | None) -> Row:
    head, signature = document.outline.letterhead, document.outline.signature
    return {
        "id": document.id,
        "search_rowid": int(document.id[:15], 16),
        "number": head.number.value if head.number else None,
        "number_key": number_key(head.number.value) if head.number else None,
        "kind": head.kind,
        "kind_name": head.kind_name,
        "issuer": head.issuer.value if head.issuer else None,
        "issuer_full_name": document.facts.issuer_full_name,
        "place": head.place.value if head.place else None,
        "place_code": issued_at,
        "issued_on": head.issued_on.isoformat() if head.issued_on else None,
        "subject": head.subject.value if head.subject else None,
        "signer": signature.signer.value if signature.signer else None,
        "signer_title": signature.title.value if signature.title else None,
        "recipients": _json([field.value for field in document.outline.recipients]),
        "text": document.text.text,
        "text_folded": folded(document.text.text),
        "text_source": document.text.text_source,
        "source_path": address(document.source.path),
        "source_size": document.source.size,
        "sha256": document.source.sha256,
        "media_type": document.source.media_type,
        "page_count": len(document.text.pages),
        "pipeline_version": f"{document.text.read_by}.{FACTS_VERSION}",
    }


def _drafts(document: Document) -> Iterator[Row]:
    if draft := draft_of(document.text.text, document.outline):
        yield {"document_id": document.id, "said": int(draft == "said")}


def _mentions(document: Document) -> Iterator[tuple[str, list[Row]]]:
    mentions = document.facts.mentions
    yield (
        "citations",
        [
            _mention(document, "c", index, citation)
            | {
                "number": citation.number,
                "number_key": document_key(citation),
                "kind": citation.kind,
                "issued_on": citation.issued_on.isoformat() if citation.issued_on else None,
                "issuer": citation.issuer,
                "relation": citation.relation,
                "subject": citation.subject,
            }
            for index, citation in enumerate(mentions.citations)
        ],
    )
    yield (
        "dates",
        [
            _mention(document, "d", index, date)
            | {
                "first_day": date.first_day.isoformat() if date.first_day else None,
                "last_day": date.last_day.isoformat() if date.last_day else None,
                "precision": date.precision,
            }
            for index, date in enumerate(mentions.dates)
        ],
    )
    yield (
        "quantities",
        [
            _mention(document, "q", index, quantity)
            | {
                "value_low": float(quantity.value_low),
                "value_high": float(quantity.value_high),
                "unit": quantity.unit,
                "item": quantity.item,
                "role": quantity.role,
                "qualifier": quantity.qualifier,
            }
            for index, quantity in enumerate(mentions.quantities)
        ],
    )
    yield (
        "entities",
        [
            _mention(document, "e", index, entity)
            | {"kind": entity.kind, "name": entity.name, "full_name": entity.full_name, "place_code": entity.place_code}
            for index, entity in enumerate(mentions.entities)
        ],
    )


def _mention(document: Document, letter: str, index: int, mention: Mention) -> Row:
    return {
        "id": f"{document.id}.{letter}{index}",
        "document_id": document.id,
        "start": mention.start,
        "end": mention.end,
        "page": document.text.page_at(mention.start),
        "text": mention.text,
        "rule": mention.rule,
        "confidence": mention.confidence,
    }


def _pages(document: Document) -> Iterator[Row]:
    for page in document.text.pages:
        yield {
            "document_id": document.id,
            "page": page.number,
            "start": page.start,
            "end": page.end,
            "width": page.width,
            "height": page.height,
            "ocr_confidence": page.ocr_confidence,
            "words": as_json(page.words),
        }


def _sections(document: Document) -> Iterator[Row]:
    for index, section in enumerate(document.outline.sections):
        yield {
            "id": f"{document.id}.s{index}",
            "document_id": document.id,
            "parent_id": f"{document.id}.s{section.parent}" if section.parent is not None else None,
            "label": section.label,
            "heading": section.heading,
            "level": section.level,
            "start": section.start,
            "end": section.end,
        }


def _projects(document: Document, decisions: Decisions) -> Iterator[Row]:
    for index, project in enumerate(document.facts.mentions.projects):
        decision, decided_by = decisions.of_project(project)
        yield _mention(document, "p", index, project) | {
            "name": project.name,
            "kind": project.kind,
            "beneficiary": project.beneficiary,
            "place": project.place,
            "place_code": project.place_code,
            "total_vnd": None if project.total_of_a_year else project.total_vnd,
            "state_vnd": project.state_vnd,
            "year": project.year,
            "status": project.status,
            "place_code_34": project.place_code_34,
            "project_key": project.key,
            "decision": decision,
            "decided_by": decided_by,
        }


def _attached_at(document: Document) -> str | None:
    """The code of the unit whose body's decision a file is just the annex of."""
    citations = document.facts.mentions.citations
    index = attached_to(document.text.text, document.outline, citations)
    return code_of_body(citations[index].issuer or "") if index is not None else None


def _amounts(
    document: Document, decisions: Decisions, counted: Sequence[Counting], issued_at: str | None
) -> Iterator[Row]:
    within = Within(document.outline.sections)
    for index, amount in enumerate(document.facts.mentions.amounts):
        inside = next(within.over(amount.start), None)
        yield _mention(document, "a", index, amount) | {
            "section_id": f"{document.id}.s{inside}" if inside is not None else None,
            "vnd": amount.vnd,
            "vnd_high": amount.vnd_high,
            "value": amount.value,
            "value_high": amount.value_high,
            "currency": amount.currency,
            "precision_vnd": amount.precision_vnd,
            "qualifier": amount.qualifier,
            "role": amount.role,
            "role_rule": amount.role_rule,
            "per": amount.per,
            "fund": amount.fund,
            "fund_kind": amount.fund_kind,
            "fund_rule": amount.fund_rule,
            "fiscal_year": amount.fiscal_year,
            "year_rule": amount.year_rule,
            "project_id": f"{document.id}.p{amount.project}" if amount.project is not None else None,
            "row_heading": amount.row_heading,
            "column_heading": amount.column_heading,
            "place_code": amount.place_code,
            "money_place_code": amount.place_code or issued_at,
            "decision": decisions.of_amount(amount.start) if counted[index].state == "allocated" else None,
            "state": counted[index].state,
            "counted": int(counted[index].by_year),
            "counted_by_fund": int(counted[index].by_fund),
            "counted_by_place": int(counted[index].by_place),
        }


def _statement(statement: Statement) -> Row:
    return {
        "document_id": statement.document_id,
        "subject": statement.subject,
        "kind": statement.kind,
        "start": statement.start,
        "end": statement.end,
        "text": statement.text,
        "day": statement.day.isoformat() if statement.day else None,
        "issuer": statement.issuer,
        "relation": statement.relation,
        "whole": int(statement.whole),
        "vnd": statement.vnd,
        "precision_vnd": statement.precision_vnd,
        "year": statement.year,
        "rests_on": _json(statement.rests_on),
        "act": statement.act,
        "fund": statement.fund,
        "adds": int(statement.adds),
        "number": statement.number,
        "about": statement.about,
        "value": statement.value,
        "half": statement.half,
        "stated": statement.stated,
        "effective": statement.effective.isoformat() if statement.effective else None,
        "name": statement.name,
        "place": statement.place,
        "cost": statement.cost,
        "caveat": statement.caveat,
    }
