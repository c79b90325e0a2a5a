"""The typed records that pass between the rooms; this module imports none of them.

Every offset counts characters (Python code points). Inside `Page` offsets count in that page's
text; from `Text` on they count in the document's normalised text, so that for every mention
`document.text[start:end] == mention.text`. Money is a whole number of đồng, never a float.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import eq
from pathlib import Path
from typing import Literal, overload

import numpy as np
import numpy.typing as npt

Lang = Literal["vi", "en"]
TextSource = Literal["text-layer", "ocr", "native"]
Severity = Literal["error", "warning", "note"]
Relation = Literal["basis", "implements", "amends", "replaces", "repeals", "mentions"]
DatePrecision = Literal["day", "month", "quarter", "year", "range"]
QuantityRole = Literal["target", "result"]
EntityKind = Literal["person", "organisation", "place"]
SumKind = Literal["full", "partial"]
RatioKind = Literal["share", "growth"]
Verdict = Literal["confirmed", "explained", "wrong"]
StatementKind = Literal["own", "cited", "allocated", "used", "cost"]
AmountRole = Literal[
    "total",  # the whole of which parts are told
    "part",
    "allocated",
    "spent",
    "disbursed",
    "planned",
    "requested",
    "rate",  # per something: never added up
    "price",
    "revenue",
    "words",  # an amount written out in words, beside its digits
    "stated",  # the text does not say which of these it is
]


# --- read: bytes -> Reading ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word's place: offsets in the text that holds it, box in points from the page's top left.

    `confidence` is how sure OCR is of its letters (0 to 1), None where no OCR was needed; `other` is what a second
    look at a doubtful figure saw.
    """

    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None
    other: str | None = None


class Words(Sequence[Word]):
    """The words of a page as columns: offsets (start, end) and boxes (x0, top, x1, bottom), a row for each word.

    A word costs 24 bytes and not the 250 of an object, so that a file of thousands of pages stays small; `readings`
    holds (confidence, other) of those that OCR read, by index.
    """

    __slots__ = ("boxes", "offsets", "readings")

    def __init__(
        self,
        offsets: npt.ArrayLike = (),
        boxes: npt.ArrayLike = (),
        readings: Mapping[int, tuple[float | None, str | None]] | None = None,
    ) -> None:
        self.offsets: npt.NDArray[np.int32] = np.asarray(offsets, np.int32).reshape(-1, 2)
        self.boxes: npt.NDArray[np.float32] = np.asarray(boxes, np.float32).reshape(-1, 4)
        self.readings = readings or {}

    @classmethod
    def of(cls, words: Sequence[Word]) -> Words:
        """Any words as columns."""
        if isinstance(words, Words):
            return words
        readings = {
            at: (w.confidence, w.other) for at, w in enumerate(words) if (w.confidence, w.other) != (None, None)
        }
        return cls([(w.start, w.end) for w in words], [(w.x0, w.top, w.x1, w.bottom) for w in words], readings)

    def __len__(self) -> int:
        return len(self.offsets)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> list[Word]: ...
    def __getitem__(self, index: int | slice) -> Word | list[Word]:
        if isinstance(index, slice):
            return [self[at] for at in range(len(self))[index]]
        at = range(len(self))[index]
        return Word(*self.offsets[at].tolist(), *self.boxes[at].tolist(), *self.readings.get(at, ()))

    def __iter__(self) -> Iterator[Word]:
        for at, (offsets, box) in enumerate(zip(self.offsets.tolist(), self.boxes.tolist(), strict=True)):
            yield Word(*offsets, *box, *self.readings.get(at, ()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(self.offsets.tobytes())


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with its text and span; rows and columns count from 0, offsets in the page's text."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its cells in reading order and, where the page is drawn, its box in points."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: its text, and where it is drawn, the size in points and its words' boxes."""

    number: int
    text: str
    width: float | None = None
    height: float | None = None
    words: Sequence[Word] = ()
    tables: tuple[Table, ...] = ()
    ocr_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file in the archive: `path` as given or 'archive.zip!/name', the hash of its bytes (hex), its type."""

    path: Path
    sha256: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader answers: at least one page, and where the letters came from."""

    pages: tuple[Page, ...]
    text_source: TextSource


# --- normalize: Reading -> Text --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """The document's one normalised text; `pages` tile it, their words and tables in its offsets."""

    text: str
    pages: tuple[PageSpan, ...]
    text_source: TextSource

    def page_at(self, offset: int) -> int:
        """The number of the page that holds `offset`."""
        index = bisect_right([page.start for page in self.pages], offset) - 1
        return self.pages[max(index, 0)].number

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every page's tables, in order."""
        return tuple(table for page in self.pages for table in page.tables)


@dataclass(frozen=True, slots=True)
class PageSpan:
    """Where a page stands in the document's text, with its words and tables in document offsets."""

    number: int
    start: int
    end: int
    width: float | None = None
    height: float | None = None
    words: Sequence[Word] = ()
    tables: tuple[Table, ...] = ()
    ocr_confidence: float | None = None


# --- structure: Text -> Outline --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """A value read from a fixed place of the form; start == end where it was inferred."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a document (Decree 30/2020/NĐ-CP, annex I): what is missing is None.

    `kind` is the decree's abbreviation ('BC', 'QĐ', 'CV' for a letter), `issued_on` a real day.
    """

    issuer: Field | None = None
    number: Field | None = None
    kind: str | None = None
    kind_name: str | None = None
    place: Field | None = None
    issued_on: date | None = None
    issued_on_span: tuple[int, int] | None = None
    subject: Field | None = None
    end: int = 0
    """Where the head ends and the body begins."""


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part; `label` is its full path ('II.2.1'), `parent` an index into the sections."""

    label: str
    heading: str
    level: int
    start: int
    end: int
    heading_end: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet ('-', '+', '•'): `start` at its mark, `depth` 0 for the outermost mark in use."""

    mark: str
    depth: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Signature:
    """The block at the end: 'KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC' and the name under it."""

    title: Field | None = None
    signer: Field | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The form of a document: head, numbered sections, bullets, recipients, signature."""

    letterhead: Letterhead
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    recipients: tuple[Field, ...] = ()
    signature: Signature = field(default_factory=Signature)
    body: tuple[int, int] = (0, 0)
    """The span between the head and the recipients or signature."""


# --- extract: (Text, Outline) -> Mentions ----------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of the document that state a fact, the rule that found them, and how sure it is (0 to 1)."""

    start: int
    end: int
    text: str
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Mention):
    """A sum of money. `value` is the exact number of whole currency units, as decimal text.

    `vnd` is None in another currency; `vnd_high` the upper end of a range; `precision_vnd` the
    weight of the last printed digit (589,72 triệu: 10 000 đồng), None where words give the sum.
    """

    value: str
    value_high: str | None = None
    currency: str = "VND"
    vnd: int | None = None
    vnd_high: int | None = None
    precision_vnd: int | None = None
    qualifier: str | None = None
    """'khoảng', 'trên', 'không quá' ...: the bound that the text sets. `vnd` stays as printed: the lower
    end after 'trên', 'hơn', 'tối thiểu' and before 'trở lên', the upper end after 'dưới', 'không quá',
    'tối đa' and before 'trở xuống', about right after 'khoảng', 'gần', 'ước'."""
    role: AmountRole = "stated"
    per: str | None = None
    fund: str | None = None
    fund_kind: str | None = None
    """The fund's kind by the table `link/data/funds.toml`: 'central', 'province', 'counterpart' ..."""
    fiscal_year: int | None = None
    project: int | None = None
    """Index of the project that it pays for, in `Facts.projects`."""
    row_heading: str | None = None
    """Of an amount in a table, what its row is called, its ordinal first ('I.1 Trồng trọt')."""
    column_heading: str | None = None
    """Of an amount in a table, what heads its column, from the top ('Kinh phí > Ngân sách tỉnh > 2019')."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Mention):
    """Another document named in the text; `number` with its spaces closed up, its own letters kept."""

    number: str
    kind: str | None = None
    issued_on: date | None = None
    issuer: str | None = None
    relation: Relation = "mentions"
    subject: str | None = None
    impossible_date: str | None = None
    """The date as printed where no calendar has that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Mention):
    """A day or period, both ends included; None where the printed day does not exist."""

    first_day: date | None
    last_day: date | None
    precision: DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Mention):
    """A counted thing; values as decimal text. `unit` is what is counted in, `item` what is counted."""

    value_low: str
    value_high: str
    unit: str
    item: str | None = None
    role: QuantityRole | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Mention):
    """A project, scheme or model; costs in đồng."""

    name: str
    kind: str | None = None
    beneficiary: str | None = None
    place: str | None = None
    place_code: str | None = None
    total_vnd: int | None = None
    state_vnd: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Mention):
    """A person, organisation or place; `place_code` the General Statistics Office's code."""

    kind: EntityKind
    name: str
    place_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell(Mention):
    """A cell of a table as data; its words may be none. `table` counts the document's whole tables from 0.

    `header` is the path of headings over its column, the levels parted by ' > '; `number` the exact
    decimal that it states, as text, in `unit` ('triệu đồng', '%', 'ha'); `decimals` how many it prints.
    """

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    is_head: bool = False
    header: str = ""
    ordinal: str = ""
    label: str = ""
    """What its row is called."""
    number: str | None = None
    decimals: int = 0
    unit: str | None = None
    currency: str | None = None
    factor: str | None = None
    """What a number of money is multiplied by to give whole units of its currency, as decimal text."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything found in one document, each kind in order of appearance."""

    amounts: tuple[Amount, ...] = ()
    citations: tuple[Citation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    projects: tuple[Project, ...] = ()
    entities: tuple[Entity, ...] = ()
    cells: tuple[TableCell, ...] = ()
    """Every cell of every table, table by table, in reading order."""


# --- link: Mentions -> Facts -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SumRelation:
    """A total and its parts (indices into the amounts), as XBRL's summation-item relation.

    'full': the parts must add up to the total; 'partial': they may not exceed it.
    `difference_vnd` is total minus parts; `holds` allows for the printed precision.
    """

    start: int
    end: int
    kind: SumKind
    total: int
    parts: tuple[int, ...]
    rule: str
    difference_vnd: int
    holds: bool


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


@dataclass(frozen=True, slots=True)
class Facts:
    """Mentions with their meaning, and the relations that the audit checks."""

    mentions: Mentions
    sums: tuple[SumRelation, ...] = ()
    counts: tuple[CountRelation, ...] = ()
    words: tuple[WordsRelation, ...] = ()
    ratios: tuple[RatioRelation, ...] = ()


# --- audit: Facts -> Findings ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that prove a finding, in a document's text."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one document says of a subject that others speak of too: a document by its number, a project.

    `start:end` are its words in the document's text. `kind` tells what is said: that the subject is this
    document itself ('own') or is cited, what it allocated, what of that was used, what a project costs.
    """

    subject: str
    kind: StatementKind
    document_id: str
    document: str
    """The number of the document that says so, or its file's name."""
    document_kind: str | None = None
    document_day: date | None = None
    start: int
    end: int
    text: str
    day: date | None = None
    issuer: str | None = None
    relation: Relation | None = None
    whole: bool = True
    """False where only some articles of the subject are amended or repealed."""
    vnd: int | None = None
    precision_vnd: int | None = None
    year: int | None = None

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
    subject: str | None = None
    """What several documents say differently; None for a finding inside one document."""


# --- everything about one document -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One file, wholly read: what the store writes in one transaction."""

    id: str
    source: Source
    text: Text
    outline: Outline
    facts: Facts
    findings: tuple[Finding, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: the stage that refused it, and the reason with its remedy."""

    path: Path
    sha256: str | None
    stage: str
    reason_vi: str
    reason_en: str
