"""A `Statement` of a document: of a stretch of its text, or of a sum."""

from __future__ import annotations

from pipeline.records import Amount, Document, Statement


def say(document: Document, subject: str, kind: str, start: int, end: int, **told: object) -> Statement:
    """What a document says of a subject in `start:end`, with what else the words tell."""
    head = document.outline.letterhead
    return Statement(
        subject=subject,
        kind=kind,  # type: ignore[arg-type]
        document_id=document.id,
        document=head.number.value if head.number else document.source.path.name,
        document_kind=head.kind,
        document_day=head.issued_on,
        start=start,
        end=end,
        text=document.text.text[start:end],
        **told,  # type: ignore[arg-type]
    )


def told_of(document: Document, subject: str, kind: str, amount: Amount, **told: object) -> Statement:
    """What a document says of a subject by a sum."""
    return say(
        document,
        subject,
        kind,
        amount.start,
        amount.end,
        vnd=amount.vnd,
        precision_vnd=amount.precision_vnd,
        year=amount.fiscal_year,
        **told,
    )._replace(text=amount.text)
