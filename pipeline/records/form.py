"""What `structure` hands on: the head, numbered parts, bullets, recipients and signature of a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


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
