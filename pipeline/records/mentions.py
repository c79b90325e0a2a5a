"""What `extract` hands on: words of a document that state a fact, each kind with its values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any, Literal, TypeVar

Relation = Literal["basis", "implements", "amends", "replaces", "repeals", "mentions"]
DatePrecision = Literal["day", "month", "quarter", "year", "range"]
QuantityRole = Literal["target", "result"]
ProjectStatus = Literal["planned", "ongoing", "done", "stopped"]
EntityKind = Literal["person", "organisation", "place"]
AmountRole = Literal[
    "total",  # the whole of which parts are given
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of the document that state a fact, the rule that found them, and how sure it is (0 to 1)."""

    start: int
    end: int
    text: str
    rule: str
    confidence: float = 1.0


R = TypeVar("R")


def altered(record: R, **changes: Any) -> R:
    """A record of slots with other values, without `dataclasses.replace`: by `__init__` it takes three times as long, and this is for every mention."""
    kind: type[Any] = type(record)
    other: R = object.__new__(kind)
    values_of, setters = _slots(kind)  # type: ignore[arg-type]  # a class has a hash
    for put, value in zip(setters, values_of(record), strict=True):
        put(other, value)
    for name, value in changes.items():
        object.__setattr__(other, name, value)
    return other


@cache
def _slots(kind: type[Any]) -> tuple[attrgetter[tuple[Any, ...]], tuple[Callable[[Any, Any], None], ...]]:
    """What reads all values of a record at once, and what sets each."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names), tuple(getattr(kind, name).__set__ for name in names)


WHY = {"role": "role_rule", "fund": "fund_rule", "fiscal_year": "year_rule"}
"""Values of an amount with those that say why they are so."""


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
    role_rule: str | None = None
    """What told its role, its fund and its year, the last that did: a rule by its name in `labels.toml`."""
    in_cell: bool = False
    """Whether it is the figure of a table's cell, whose unit stands elsewhere."""
    per: str | None = None
    fund: str | None = None
    fund_rule: str | None = None
    fund_kind: str | None = None
    """The fund's kind by the table `link/data/funds.toml`: 'central', 'province', 'counterpart' ..."""
    fiscal_year: int | None = None
    year_rule: str | None = None
    project: int | None = None
    """Index of the project that it pays for, in `Mentions.projects`."""
    row_heading: str | None = None
    """Of an amount in a table, what its row is called, its ordinal first ('I.1 Trồng trọt')."""
    column_heading: str | None = None
    """Of an amount in a table, what heads its column, from the top ('Kinh phí > Ngân sách tỉnh > 2019')."""
    place_code: str | None = None
    """The code of the place where the money goes, by its project, clause, row, table or the document's subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Mention):
    """Another document named in the text; `number` with its spaces closed up, its own letters kept.

    A law cited by its name alone has number ''; `subject` is the name then, else what the text says
    the document is about.
    """

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

    @property
    def of_cell(self) -> bool:
        """Whether it is a year or a month alone in a cell under a heading of time."""
        return self.rule == "date.cell-year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity(Mention):
    """A counted thing; values as decimal text. `unit` is what is counted in, `item` what is counted."""

    value_low: str
    value_high: str
    unit: str
    item: str | None = None
    role: QuantityRole | None = None
    qualifier: str | None = None

    @property
    def is_counted(self) -> bool:
        """Whether things are counted, and nothing is measured."""
        return self.item is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Mention):
    """A project, scheme or model; costs in đồng.

    `place_code` is the code of the 63 provinces' time, `place_code_34` that of the unit it became in
    2025. `key` is what two mentions of one project share. `total_of_a_year` tells that `total_vnd` is just the money of a
    year, as its column says: what all costs is then not known.
    """

    name: str
    kind: str | None = None
    beneficiary: str | None = None
    place: str | None = None
    place_code: str | None = None
    total_vnd: int | None = None
    total_of_a_year: bool = False
    state_vnd: int | None = None
    year: int | None = None
    status: ProjectStatus | None = None
    place_code_34: str | None = None
    key: str | None = None

    @property
    def in_row(self) -> bool:
        """Whether it is a table's row: what it is and costs, columns say."""
        return self.rule == "project.row"

    @property
    def in_prose(self) -> bool:
        """Whether a sentence tells it with its cost."""
        return self.rule == "project.prose"

    @property
    def of_label_or_subject(self) -> bool:
        """Whether its name is a whole line: what stands behind a label, or the document's subject."""
        return self.rule in ("project.label", "project.subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Mention):
    """A person, organisation or place; `place_code` the General Statistics Office's code.

    `name` is as the document writes it, in ordinary capitals and completed; `full_name` what an organisation is called in
    every document.
    """

    kind: EntityKind
    name: str
    place_code: str | None = None
    full_name: str | None = None

    @property
    def is_listed(self) -> bool:
        """Whether it is a person who signs, or whom a list's column names."""
        return self.rule in ("person.signer", "person.column")

    @property
    def with_level(self) -> bool:
        """Whether it is a place named with its level: 'xã Hòa Bình'."""
        return self.rule == "place.level"

    @property
    def is_province_alone(self) -> bool:
        """Whether it is a province named without its level."""
        return self.rule == "place.province"

    @property
    def is_small(self) -> bool:
        """Whether it is an organisation named in small letters: 'trường mầm non Hoa Sen'."""
        return self.rule == "organisation.small"


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
    ends: tuple[str, str] | None = None
    """The ends of a range of money, '300 - 540', which is no number."""


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
