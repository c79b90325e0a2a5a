"""One file with all that the rooms found in it, as the store writes it; or why it could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.records.audited import Checked, Finding, Statement
from pipeline.records.facts import Facts
from pipeline.records.form import Outline
from pipeline.records.pages import Source, Text


@dataclass(frozen=True, slots=True)
class Document:
    """One file, wholly read: what the store writes in one transaction."""

    id: str
    source: Source
    text: Text
    outline: Outline
    facts: Facts
    checked: Checked = field(default_factory=Checked)
    statements: tuple[Statement, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks inside this document found."""
        return self.checked.findings


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: the stage that refused it, and the reason with its remedy."""

    path: Path
    sha256: str | None
    stage: str
    reason_vi: str
    reason_en: str
    lasting: bool = False
    """Whether this version refuses the file again as long as it is unchanged, whatever changes around it."""
