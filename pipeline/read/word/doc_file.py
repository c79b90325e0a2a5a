"""The structures of a Word 97-2003 file. In: its bytes. Out: the text as the file holds it, and what stands on each stretch.

After Microsoft's [MS-DOC]: the FIB points to everything else; the piece table (Clx) tells where the text lies;
formatted disk pages (FKP) of 512 bytes hold lists of changes ('sprm', an opcode and its operand) for stretches of
the file, on top of the styles'. Word 6 and 95 files keep their text in one stretch; of those only it is read.
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import olefile

from pipeline.read.refusals import DamagedFile, EncryptedFile
from pipeline.read.word.doc_changes import Change, changes
from pipeline.read.word.doc_numbering import ListNumbers

_WORD_97 = 0xC1
_STYLES, _CHARACTERS, _PARAGRAPHS, _FONTS, _PIECES, _LISTS, _LIST_OVERRIDES = 1, 12, 13, 15, 33, 73, 74
"""Places in the FIB's list of positions in the table stream."""
_PAGE = 512
_DEEPEST = 32
"""More styles than Word allows on one another."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: characters from `start`, bytes from `offset`, one or two a character."""

    start: int
    end: int
    offset: int
    width: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the file, in bytes, with its style (paragraphs only) and its changes."""

    start: int
    end: int
    style: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """A style's base and its changes to characters and paragraphs."""

    base: int
    characters: tuple[Change, ...]
    paragraphs: tuple[Change, ...]


class WordFile:
    """A document's streams, opened; raises `EncryptedFile` or `DamagedFile`."""

    def __init__(self, data: bytes) -> None:
        with olefile.OleFileIO(io.BytesIO(data)) as streams:
            self._main: bytes = streams.openstream("WordDocument").read()
            flags = self._u16(self._main, 0x0A)
            if flags & 0x0100:
                raise EncryptedFile("Word")
            self.is_word_97 = self._u16(self._main, 2) >= _WORD_97
            name = "1Table" if flags & 0x0200 else "0Table"
            self._table: bytes = streams.openstream(name).read() if self.is_word_97 else b""
            self._data: bytes = streams.openstream("Data").read() if streams.exists("Data") else b""

    @staticmethod
    def _u16(data: bytes, at: int) -> int:
        return int.from_bytes(data[at : at + 2], "little")

    @staticmethod
    def _u32(data: bytes, at: int) -> int:
        return int.from_bytes(data[at : at + 4], "little")

    def _part(self, place: int) -> bytes:
        at = 154 + 8 * place
        start, length = self._u32(self._main, at), self._u32(self._main, at + 4)
        if start + length > len(self._table):
            raise DamagedFile("Word", ("bảng", "table"))
        return self._table[start : start + length]

    @cached_property
    def story_lengths(self) -> list[int]:
        """Characters of the body, footnotes, heads, macros, comments, endnotes, text boxes, boxes in heads."""
        if not self.is_word_97:
            return [self._u32(self._main, 0x34)]
        return [self._u32(self._main, 76 + 4 * index) for index in range(8)]

    @cached_property
    def pieces(self) -> list[Piece]:
        """The text's stretches in order."""
        if not self.is_word_97:
            start, end = self._u32(self._main, 0x18), self._u32(self._main, 0x1C)
            length = min(end, len(self._main)) - start
            return [Piece(0, max(length, 0), start, 1)]
        clx = self._part(_PIECES)
        lists: list[tuple[Change, ...]] = []
        at = 0
        while at + 3 < len(clx) and clx[at] == 1:
            length = self._u16(clx, at + 1)
            lists.append(tuple(changes(clx[at + 3 : at + 3 + length])))
            at += 3 + length
        if clx[at : at + 1] != b"\x02":
            raise DamagedFile("Word", "Clx")
        plc = clx[at + 5 :]
        count = (len(plc) - 4) // 12
        out: list[Piece] = []
        for index in range(count):
            start, end = self._u32(plc, 4 * index), self._u32(plc, 4 * index + 4)
            descriptor = 4 * (count + 1) + 8 * index
            position, extra = self._u32(plc, descriptor + 2), self._u16(plc, descriptor + 6)
            own = lists[extra >> 1] if extra & 1 and extra >> 1 < len(lists) else ()
            narrow = bool(position & 0x40000000)
            offset = (position & 0x3FFFFFFF) // 2 if narrow else position & 0x3FFFFFFF
            width = 1 if narrow else 2
            if end < start or offset + (end - start) * width > len(self._main):
                raise DamagedFile("Word", "piece table")
            out.append(Piece(start, end, offset, width, own))
        if out and out[-1].end > len(self._main):
            raise DamagedFile("Word", "piece table")
        return out

    def text(self, piece: Piece) -> str:
        """A piece's characters; bytes as Windows-1252, undefined ones as control characters."""
        data = self._main[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
        if piece.width == 2:
            # One character for each unit, so that places in the file stay countable.
            return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))
        return data.decode("latin-1").translate(_WINDOWS_1252)

    @cached_property
    def fonts(self) -> list[str]:
        """The names of the fonts, as changes number them."""
        if not self.is_word_97:
            return []
        table = self._part(_FONTS)
        names: list[str] = []
        at = 4
        for _ in range(self._u16(table, 0)):
            if at >= len(table):
                break
            length = table[at] + 1
            name = table[at + 40 : at + length].decode("utf-16-le", "replace")
            names.append(name.split("\0", 1)[0])
            at += length
        return names

    @cached_property
    def styles(self) -> list[Style | None]:
        """The styles, as paragraphs number them."""
        if not self.is_word_97:
            return []
        sheet = self._part(_STYLES)
        head = self._u16(sheet, 0)
        count, base_size = self._u16(sheet, 2), self._u16(sheet, 4)
        out: list[Style | None] = []
        at = 2 + head
        for _ in range(count):
            if at + 2 > len(sheet):
                break
            length = self._u16(sheet, at)
            out.append(self._style(sheet[at + 2 : at + 2 + length], base_size) if length else None)
            at += 2 + length + length % 2
        return out

    def _style(self, std: bytes, base_size: int) -> Style:
        kind, base, parts = self._u16(std, 2) & 15, self._u16(std, 2) >> 4, self._u16(std, 4) & 15
        at = base_size + 2 + 2 * self._u16(std, base_size) + 2
        lists: list[bytes] = []
        for _ in range(parts):
            at += at % 2
            length = self._u16(std, at)
            lists.append(std[at + 2 : at + 2 + length])
            at += 2 + length
        paragraph = lists[0][2:] if kind == 1 and lists else b""
        character = lists[1] if kind == 1 and len(lists) > 1 else lists[0] if kind == 2 and lists else b""
        return Style(base, tuple(changes(character)), tuple(changes(paragraph)))

    @cached_property
    def list_numbers(self) -> ListNumbers:
        """The counter of the lists' items."""
        if not self.is_word_97:
            return ListNumbers(b"", 0, b"")
        at = 154 + 8 * _LISTS
        start, length = self._u32(self._main, at), self._u32(self._main, at + 4)
        return ListNumbers(self._table[start:] if length else b"", length, self._part(_LIST_OVERRIDES))

    def lineage(self, number: int) -> list[Style]:
        """A style and those it builds on, the outermost first."""
        out: list[Style] = []
        while number < len(self.styles) and len(out) < _DEEPEST:
            style = self.styles[number]
            if style is None:
                break
            out.append(style)
            number = style.base
        return out[::-1]

    @cached_property
    def standard_font(self) -> int:
        """The number of the font that holds where nothing else is said."""
        return self._u16(self._part(_STYLES), 2 + 16) if self.is_word_97 else 0

    @cached_property
    def _character_stretches(self) -> list[Stretch]:
        return sorted(self._stretches(_CHARACTERS), key=lambda stretch: stretch.start)

    @cached_property
    def _paragraph_stretches(self) -> list[Stretch]:
        return sorted(self._stretches(_PARAGRAPHS), key=lambda stretch: stretch.start)

    def _stretches(self, place: int) -> Iterator[Stretch]:
        if not self.is_word_97:
            return
        plc = self._part(place)
        count = max((len(plc) - 4) // 8, 0)
        numbers = {self._u32(plc, 4 * (count + 1) + 4 * index) & 0x3FFFFF for index in range(count)}
        for number in numbers:
            page = self._main[number * _PAGE : (number + 1) * _PAGE]
            if len(page) == _PAGE:
                yield from self._stretches_of_page(page, place)

    def _stretches_of_page(self, page: bytes, place: int) -> Iterator[Stretch]:
        count = page[_PAGE - 1]
        step = 1 if place == _CHARACTERS else 13
        for index in range(count):
            start, end = self._u32(page, 4 * index), self._u32(page, 4 * index + 4)
            slot = 4 * (count + 1) + step * index
            at = 2 * page[slot] if slot < _PAGE else 0
            if not at:
                yield Stretch(start, end, 0, ())
            elif place == _CHARACTERS:
                yield Stretch(start, end, 0, tuple(changes(page[at + 1 : at + 1 + page[at]])))
            else:
                length = 2 * page[at] - 1 if page[at] else 2 * page[at + 1]
                at += 1 if page[at] else 2
                grouped = page[at : at + length]
                yield Stretch(start, end, self._u16(grouped, 0), tuple(changes(grouped[2:])))

    def characters(self, piece: Piece, start: int, end: int) -> Iterator[tuple[int, int, tuple[Change, ...]]]:
        """The part of a piece from `start` to `end` in stretches with their changes."""
        runs = self._character_stretches
        index = max(
            bisect_right(runs, piece.offset + (start - piece.start) * piece.width, key=lambda s: s.start) - 1, 0
        )
        at = start
        while at < end:
            here = piece.offset + (at - piece.start) * piece.width
            while index < len(runs) and runs[index].end <= here:
                index += 1
            if index == len(runs):
                yield at, end, piece.changes
                return
            run = runs[index]
            inside = run.start <= here
            reach = run.end if inside else run.start
            stop = min(end, at + max(-(-(reach - here) // piece.width), 1))
            yield at, stop, (*run.changes, *piece.changes) if inside else piece.changes
            at = stop

    def paragraph(self, piece: Piece, mark: int) -> Stretch:
        """The paragraph whose mark stands at `mark`, in a piece."""
        here = piece.offset + (mark - piece.start) * piece.width
        runs = self._paragraph_stretches
        index = bisect_right(runs, here, key=lambda stretch: stretch.start) - 1
        if index < 0 or runs[index].end <= here:
            return Stretch(here, here, 0, ())
        found = runs[index]
        huge = next((change.number for change in found.changes if change.code == 0x6646), None)
        if huge is not None:
            length = self._u16(self._data, huge)
            return Stretch(
                found.start, found.end, found.style, tuple(changes(self._data[huge + 2 : huge + 2 + length]))
            )
        return found


_WINDOWS_1252 = {code: shown for code in range(0x80, 0xA0) if (shown := bytes([code]).decode("cp1252", "ignore"))}
