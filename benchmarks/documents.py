"""Texts as documents, and archives of documents audited, without a file or a database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from flows.process import examine
from pipeline.audit.archive import check_subject
from pipeline.records import Document, Finding, PageSpan, Source, Statement, Text


def as_document(text: str, name: str) -> Document:
    """The document that a text is."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source(Path(name), sha256, "text/plain", len(text.encode()))
    return examine(source, Text(text, (PageSpan(1, 0, len(text)),), "native"))


def audited(documents: Iterable[Document]) -> list[Finding]:
    """All that the checks find, in documents and across them."""
    said: dict[str, list[Statement]] = {}
    found: list[Finding] = []
    for document in documents:
        found += document.findings
        for statement in document.statements:
            said.setdefault(statement.subject, []).append(statement)
    return [*found, *(finding for about in said.values() for finding in check_subject(about).findings)]
