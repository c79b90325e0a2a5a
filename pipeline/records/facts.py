"""What `link` and `audit` hand on: relations between mentions, what documents say of one subject, findings; and all of
it together, as the store writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.records.form import Outline
from pipeline.records.mentions import Mentions, Relation
from pipeline.records.pages import Source, Text

Severity = Literal["error", "warning", "note"]
DoubtReason = Literal["low-confidence", "sum"]
SumKind = Literal["full", "partial"]
RatioKind = Literal["share", "growth"]
Answer = Literal["holds", "fails", "cannot tell"]
UntoldKind = Literal["sum", "count", "ratio"]
UntoldReason = Literal[
    "unreadable",
    "several-figures",
    "other-names",
    "some-listed",
    "no-figures",
    "approximate",
    "other-prices",
    "figures-decide",
]
Verdict = Literal["confirmed", "explained", "wrong"]
StatementKind = Literal["own", "cited", "allocated", "used", "cost", "figure", "growth"]
Caveat = Literal["told", "carried", "cumulative", "instalment"]
Act = Literal["allocated", "spent", "disbursed"]
StillToDo = Literal["planned", "requested"]


def difference(found: Decimal, expected: Decimal) -> Decimal:
    """Found less expected, in every sum and finding: above nought where a document says more than it should.

    Of a sum, its total as stated is found, what its parts add up to is expected.
    """
    return found - expected


@dataclass(frozen=True, slots=True)
class SumRelation:
    """A total and its parts (indices into the amounts), as XBRL's summation-item relation.

    'full': the parts must add up to the total; 'partial': they may not exceed it.
    All are of one `currency`; `difference` is that of the total and what the parts add up to, in it; `holds` allows for the printed precision.
    """

    start: int
    end: int
    kind: SumKind
    total: int
    parts: tuple[int, ...]
    rule: str
    difference: Decimal
    holds: bool
    currency: str = "VND"

    @property
    def of_column(self) -> bool:
        """Whether a table's rows are added up, in one of its columns."""
        return self.rule == "sum.column"

    @property
    def of_row(self) -> bool:
        """Whether a table's columns are added up, in one of its rows."""
        return self.rule == "sum.row"

    @property
    def amends(self) -> bool:
        """Whether it tells of one plan at two times, no parts of each other: what it was, what is added or taken, what comes of it."""
        return self.rule == "sum.amended"

    @property
    def closes(self) -> bool:
        """Whether the total stands after its parts, in running text."""
        return self.rule == "sum.closing"

    @property
    def difference_vnd(self) -> int | None:
        """The difference in đồng; None in another currency."""
        return int(self.difference) if self.currency == "VND" else None


@dataclass(frozen=True, slots=True)
class CountRelation:
    """A count said ('03 dự án') and the items listed after it; `quantity` indexes the quantities."""

    quantity: int
    items: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class WordsRelation:
    """An amount in digits and the same amount written out, as indices into the amounts."""

    digits: int
    words: int


@dataclass(frozen=True, slots=True)
class RatioRelation:
    """A percentage that two other printed figures give: a share (part of whole) or growth (of part over whole).

    Spans into the text; `stated` and `computed` are per cent, as decimal text; `holds` allows for the
    printed precision of all three.
    """

    kind: RatioKind
    ratio: tuple[int, int]
    part: tuple[int, int]
    whole: tuple[int, int]
    stated: str
    computed: str
    rule: str
    holds: bool

    @property
    def of_change(self) -> bool:
        """Whether `whole` is the change itself, and not what `part` grew from."""
        return self.rule == "growth.change"


class SoFar(NamedTuple):
    """Up to when money used is added up ('lũy kế từ đầu năm đến 30/6/2023'); what a later paper tells of a whole year runs to its end."""

    day: date
    running: bool
    """Whether the words say that it is added up from some earlier day."""
    year: int | None
    """In which it is added up, as far as told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Money that a document says was given or used, as a ledger books it; `amount` indexes the amounts.

    Of a total and its parts one side is `counted`: the one that states the fund. Money used is linked to the allocation
    of the same document that it was paid from, where the words leave just one.
    """

    amount: int
    act: Act
    counted: bool
    programmes: tuple[str, ...] = ()
    """Keys of the programmes that it was given to or used for, by the words around it."""
    purpose: str = ""
    """The words that say what it was for, folded, without figures of money and the documents cited."""
    out_of: int | None = None
    """Of money used: the allocation that it was paid out of, as an index into the amounts."""
    given_by: int | None = None
    """Of money given: the cited document that gave it, as an index into the citations."""
    revises: int | None = None
    """Of money given: the sum in đồng whose place it takes ('từ 3.000 triệu đồng xuống còn 2.700 triệu đồng')."""
    adds: bool = False
    """Of money given: whether it comes on top of what was given before ('bổ sung')."""
    so_far: SoFar | None = None
    """Of money used: up to when it is added up."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Money that a document says is planned or asked for, with what tells whether another says it again; `amount` indexes the amounts."""

    amount: int
    act: StillToDo
    counted: bool
    """As of an `Entry`."""
    programmes: tuple[str, ...] = ()
    purpose: str = ""
    given_by: int | None = None
    """The cited document whose plan it is: 'theo Kế hoạch số 45/KH-UBND'."""


@dataclass(frozen=True, slots=True)
class Untold:
    """A relation that the words state but whose figures cannot be determined: where it stands, and why not."""

    kind: UntoldKind
    start: int
    end: int
    reason: UntoldReason


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure of a scan that a person should look at: as it was read, and how it may be read instead.

    'low-confidence': OCR was not sure of it, and `reading` is what its second look saw, None where that agreed;
    'sum': it breaks a sum that `reading` would satisfy. The figure itself is never changed.
    """

    start: int
    end: int
    text: str
    reading: str | None
    reason: DoubtReason
    confidence: float


@dataclass(frozen=True, slots=True)
class Facts:
    """Mentions with their meaning, and the relations that the audit checks."""

    mentions: Mentions
    sums: tuple[SumRelation, ...] = ()
    counts: tuple[CountRelation, ...] = ()
    words: tuple[WordsRelation, ...] = ()
    ratios: tuple[RatioRelation, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    untold: tuple[Untold, ...] = ()
    entries: tuple[Entry, ...] = ()
    """In the order of their amounts."""
    plans: tuple[Plan, ...] = ()
    """In the same order."""
    issuer_full_name: str | None = None
    """What every document calls the body that issued this one."""


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
    another year's figure compares with it ('growth'). A named tuple, since comparisons build very many.
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


@dataclass(frozen=True, slots=True)
class Document:
    """One file, wholly read: what the store writes in one transaction."""

    id: str
    source: Source
    text: Text
    outline: Outline
    facts: Facts
    checked: Checked = Checked()
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
