"""What `link` hands on: mentions with their meaning, and the relations between them that the audit checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from pipeline.records.mentions import Mentions

DoubtReason = Literal["low-confidence", "sum"]
SumKind = Literal["full", "partial"]
RatioKind = Literal["share", "growth"]
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
    about: tuple[str, ...] = ()
    """Of money given: the same, and where these words name none, what its total is for, else what the document is about."""
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
