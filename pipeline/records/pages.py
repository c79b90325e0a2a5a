"""What `read` and `normalize` hand on: a file, its pages with words and tables, the document's one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, eq
from pathlib import Path
from typing import Literal, overload

import numpy as np
import numpy.typing as npt

from pipeline import READ_VERSION

TextSource = Literal["text-layer", "ocr", "native"]
Ocr = Literal["auto", "never", "always"]
_ID_LENGTH = 16
"""Hex digits of the content's hash that make a document's id."""
_start = attrgetter("start")


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
    """A ruled table: its cells in reading order and, where the page is drawn, its box in points.

    `cut_rows` are those that say the rest of the row over them, which a page's end cut.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    box: tuple[float, float, float, float] | None = None
    cut_rows: tuple[int, ...] = ()


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

    @property
    def document_id(self) -> str:
        """The id of the document that these bytes are."""
        return self.sha256[:_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader answers: at least one page, and where the letters came from."""

    pages: tuple[Page, ...]
    text_source: TextSource


@dataclass(frozen=True, slots=True)
class Text:
    """The document's one normalised text; `pages` tile it, their words and tables in its offsets."""

    text: str
    pages: tuple[PageSpan, ...]
    text_source: TextSource
    read_by: str = READ_VERSION
    """The `READ_VERSION` that made it."""

    def page_of(self, offset: int) -> PageSpan:
        """The page that holds `offset`."""
        index = bisect_right(self.pages, offset, key=_start) - 1
        return self.pages[max(index, 0)]

    def page_at(self, offset: int) -> int:
        """Its number."""
        return self.page_of(offset).number

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
