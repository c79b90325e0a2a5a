"""One file through the rooms: a `Document`, or a `Failure` that says which stage refused it and why."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pipeline.audit import check_document
from pipeline.audit.statements import statements_of
from pipeline.errors import ProgramFault, VanbanError
from pipeline.extract import extract
from pipeline.link import link
from pipeline.normalize import normalize
from pipeline.read import identify, read
from pipeline.read.refusals import TooLarge
from pipeline.records import Document, Failure, Ocr, Source, Text
from pipeline.store import Prepared, prepare
from pipeline.store.corrections import Correction
from pipeline.structure import outline

log = logging.getLogger("vanban")
T = TypeVar("T")


class _StageError(Exception):
    """A fault in a room that is no refusal of the file but a fault of the program."""


def process_file(path: Path, ocr: Ocr = "auto") -> Document | Failure:
    """Read a file, its pictures as `ocr` says, and find its facts; never raises."""
    source = _refused_or(path, None, lambda: _stage("read", lambda: identify(path)))
    if isinstance(source, Failure):
        return source
    return _refused_or(
        path, source.sha256, lambda: examine(source, normalize(_stage("read", lambda: read(source, ocr))))
    )


def process_text(source: Source, text: Text) -> Document | Failure:
    """Find the facts of a text that was read before; never raises."""
    return _refused_or(source.path, source.sha256, lambda: examine(source, text))


def as_rows(result: Document | Failure, corrections: Sequence[Correction]) -> Prepared | Failure:
    """The rows of a document as people have corrected it, ready to be written; never raises."""
    if isinstance(result, Failure):
        return result
    source = result.source
    return _refused_or(source.path, source.sha256, lambda: _stage("store", lambda: prepare(result, corrections)))


def _refused_or(path: Path, sha256: str | None, work: Callable[[], T]) -> T | Failure:
    try:
        return work()
    except VanbanError as error:
        return Failure(path, sha256, error.stage, error.vi, error.en, error.lasting)
    except _StageError as error:
        stage, cause = error.args
        if isinstance(cause, MemoryError):
            refusal = TooLarge(path.suffix or path.name, ("hết bộ nhớ cho phép", "more memory than allowed"))
            return Failure(path, sha256, stage, refusal.vi, refusal.en)
        log.error("%s: %s", path, stage, exc_info=cause)
        fault = ProgramFault(stage, type(cause).__name__)
        return Failure(path, sha256, stage, fault.vi, fault.en)


def examine(source: Source, text: Text) -> Document:
    """The facts and findings of a text; a fault in a room names its stage."""
    form = _stage("structure", lambda: outline(text))
    mentions = _stage("extract", lambda: extract(text, form))
    facts = _stage("link", lambda: link(text, form, mentions))
    document = Document(source.document_id, source, text, form, facts)
    checked = _stage("audit", lambda: check_document(document))
    statements = _stage("audit", lambda: statements_of(document))
    return replace(document, checked=checked, statements=statements)


def _stage(name: str, work: Callable[[], T]) -> T:
    try:
        return work()
    except VanbanError:
        raise
    except Exception as error:
        raise _StageError(name, error) from error
