"""What `audit` hands on: what documents say of one subject, what checks answered, and their findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from pipeline.records.facts import Act
from pipeline.records.mentions import Relation

Severity = Literal["error", "warning", "note"]
Answer = Literal["holds", "fails", "cannot tell"]
Verdict = Literal["confirmed", "explained", "wrong"]
StatementKind = Literal["own", "cited", "allocated", "used", "cost", "figure", "growth"]
Caveat = Literal["told", "carried", "cumulative", "instalment"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that prove a finding, in a document's text."""

    document_id: str
    start: int
    end: int


class Statement(NamedTuple):
    """What one document says of a subject that others speak of too: a document by its number, a project.

    `start:end` is the span of its words. `kind` is what is said: that the subject is this document itself ('own') or is
    cited, what it allocated, what of that was used, what a project costs, which figure something came to in a year, how
    another year's figure compares with it ('growth'). One record for all kinds, since most comparisons are of several kinds and by what
    these share; a named tuple, since comparisons build very many.
    """

    subject: str
    kind: StatementKind
    document_id: str
    document: str
    """The number of the document that says so, or its file's name."""
    start: int
    end: int
    text: str
    document_kind: str | None = None
    document_day: date | None = None
    day: date | None = None
    whole: bool = True
    """False where only some articles of the subject are amended or repealed, where the sum may be a part of its money, or
    where a figure is stated before its period is over.
    """
    rests_on: tuple[str, ...] = ()
    """Of money given, the keys of the documents on which the one that gives it rests, or which it amends; of a document that
    another rests on, of those which that one replaces or amends.
    """
    adds: bool = False
    """Of money given, whether it comes on top of what was given before."""
    effective: date | None = None
    """The day from which a document that ends the subject does so, where it says."""
    issuer: str | None = None
    relation: Relation | None = None
    vnd: int | None = None
    precision_vnd: int | None = None
    year: int | None = None
    act: Act | None = None
    """Of money used, whether it was spent or disbursed."""
    fund: str | None = None
    """Of money, the kind of its fund, else the fund's name, folded; None where it is any public money."""
    number: str | None = None
    """The number of the document spoken of, by the key that its spellings share."""
    about: str | None = None
    """What the document spoken of is about, folded."""
    value: str | None = None
    """A figure as exact decimal text; of growth, the later year's; of money used, the sum that its own document says to have
    paid it; of a document that is held, every sum with its place ('start,end,vnd'); of one cited by a decision, the sum that this
    one gives as a whole, which may be out of what the cited one gave its place.
    """
    half: str | None = None
    """Half the weight of the figure's last printed digit, as decimal text."""
    stated: str | None = None
    """Growth as printed, in per cent, below nought for a fall; its kind goes before: 'growth 12.5', 'share 112', 'times 250'."""
    name: str | None = None
    """What the document calls the project or the programme; of a document that is held, its file."""
    place: str | None = None
    """Of money given, the code of the place where it goes, else the name of who gets it, folded."""
    cost: str | None = None
    """Of a project's cost, which it is: 'tổng mức đầu tư', 'kế hoạch vốn'; None where no words say so."""
    caveat: Caveat | None = None
    """Of money, why it may be more or less than what a decision gave: stated by a document that gives none itself ('told'), spent
    out of what earlier years left, cumulative since some earlier day, one of several instalments.
    """

    @property
    def evidence(self) -> Evidence:
        """Its words as proof."""
        return Evidence(self.document_id, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say, in both languages, with both sides and the words that prove it."""

    document_id: str
    check_name: str
    severity: Severity
    message_vi: str
    message_en: str
    evidence: tuple[Evidence, ...]
    expected: str | None = None
    found: str | None = None
    difference_vnd: int | None = None
    """See `difference`."""
    subject: str | None = None
    """What several documents say differently; None for a finding inside one document."""
    answer: Answer = "fails"
    """What the check answered: a note may say that a relation holds, or why that cannot be determined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What a check answered of a relation that it tested, at `start:end` of the document.

    Small relations (each day of a text is one of the calendar) have no place: those of one check, document and
    answer are one result that counts them in `relations`. A reason says why a check cannot tell.
    """

    document_id: str
    check_name: str
    answer: Answer
    start: int | None = None
    end: int | None = None
    relations: int = 1
    reason_vi: str | None = None
    reason_en: str | None = None
    subject: str | None = None
    """What several documents say; None for a relation inside one document."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checks came to: the findings, and an answer for every relation that was tested."""

    findings: tuple[Finding, ...] = ()
    results: tuple[CheckResult, ...] = ()
