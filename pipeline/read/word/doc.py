"""Word 97-2003 documents (.doc). In: the file's bytes. Out: pages of text in document order with their tables.

Each run's font is known, so that letters from before Unicode are too. Fields are read by their results, tracked
changes as accepted; hidden text is left out. Footnotes, endnotes and text boxes follow the body. A table inside a
cell is part of that cell's words. Pages part where the author broke them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate

from pipeline.read.blocks import Piece, pages_of
from pipeline.read.letters.symbols import sign
from pipeline.read.refusals import DamagedFile, ReadError
from pipeline.read.word.doc_changes import Change
from pipeline.read.word.doc_file import Piece as TextPiece
from pipeline.read.word.doc_file import Stretch, WordFile
from pipeline.read.word.story import Paragraph, RowCell, Story
from pipeline.records import Reading

# Changes to characters and paragraphs, by Microsoft's names without 'sprm'.
_C_DELETED, _C_HIDDEN, _C_CAPS, _C_STYLE, _C_SYMBOL = 0x0800, 0x083C, 0x083B, 0x4A30, 0x6A09
_C_FONT_ASCII, _C_FONT_OTHER, _C_RAISED = 0x4A4F, 0x4A51, 0x2A48
_P_IN_TABLE, _P_ROW_END, _P_BREAK_BEFORE, _P_ALIGN_80, _P_ALIGN = 0x2416, 0x2417, 0x2407, 0x2403, 0x2461
_P_LIST, _P_LIST_LEVEL = 0x460B, 0x260A
_P_DEPTH, _P_INNER_ROW_END = 0x6649, 0x244C
_T_DEFINITION, _T_BORDERS_80, _T_BORDERS = 0xD608, 0xD605, 0xD613
_BODY, _FOOTNOTES, _ENDNOTES, _BOXES = 0, 1, 5, 6
_CELL, _PAGE = "\x07", "\x0c"
_ENDS = "\r\x07\x0c"
# A soft hyphen is TCVN3's code for ư, and some programs store it as Word's optional hyphen.
_SIGNS = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "\xad", "\t": "\t", "\n": "\n"}


def read_doc(data: bytes) -> Reading:
    """The text of a Word 97-2003 document; raises a `ReadError`."""
    try:
        return Reading(pages_of(_Document(WordFile(data)).story().blocks()), "native")
    except ReadError:
        raise
    except (OSError, ValueError, IndexError, KeyError, struct.error, TypeError, AttributeError) as error:
        raise DamagedFile("Word", type(error).__name__) from error


@dataclass(frozen=True, slots=True)
class _Look:
    """How letters look: the number of their font, and what hides or replaces them."""

    font: int
    ascii_font: int
    gone: bool = False
    capitals: bool = False
    raised: bool = False
    symbol: tuple[int, int] | None = None
    """The font and code of the sign that stands here."""


@dataclass(slots=True)
class _Open:
    """What is being put together: a paragraph's letters, a cell's paragraphs, a row's cells."""

    letters: list[Piece] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)
    row: list[list[Paragraph]] = field(default_factory=list)


class _Document:
    """Reads the stories of one file."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._fields: list[bool] = []
        """Of each open field, whether its result has begun."""
        self._look = lru_cache(maxsize=4096)(self._look_of)

    def story(self) -> Story:
        """The body, then the notes and boxes."""
        out = Story()
        lengths = self._file.story_lengths
        starts = [0, *accumulate(lengths)]
        for number in (_BODY, _FOOTNOTES, _ENDNOTES, _BOXES):
            if number < len(lengths) and lengths[number]:
                self._fields.clear()
                self._read(out, starts[number], starts[number] + lengths[number])
        return out

    def _read(self, story: Story, start: int, end: int) -> None:
        state = _Open()
        for piece, at, letters, paragraph in self._paragraphs(start, end):
            mark = letters[-1:] if letters[-1:] in _ENDS else ""
            deleted = self._letters(state.letters, piece, at, letters, paragraph)
            if not mark or (deleted and mark == "\r"):
                continue
            self._end(story, state, mark, paragraph)
        if state.letters or state.cell or state.row:
            for words in (*(p for cell in state.row for p in cell), *state.cell, Paragraph(tuple(state.letters))):
                story.paragraph(words)

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[TextPiece, int, str, Stretch]]:
        """Stretches of the text that end with a paragraph, a cell or a piece."""
        spans: list[tuple[TextPiece, int, str]] = []
        for piece in self._file.pieces:
            first, last = max(piece.start, start), min(piece.end, end)
            if first >= last:
                continue
            text = self._file.text(piece)[first - piece.start : last - piece.start]
            begun = 0
            for at, char in enumerate(text):
                if char in _ENDS:
                    spans.append((piece, first + begun, text[begun : at + 1]))
                    paragraph = self._file.paragraph(piece, first + at)
                    yield from ((*span, paragraph) for span in spans)
                    spans.clear()
                    begun = at + 1
            if begun < len(text):
                spans.append((piece, first + begun, text[begun:]))
        yield from ((*span, Stretch(0, 0, 0, ())) for span in spans)

    def _end(self, story: Story, state: _Open, mark: str, stretch: Stretch) -> None:
        """A paragraph, cell or row is done."""
        own = {change.code: change for change in self._paragraph_changes(stretch)}
        words = Paragraph((*self._label(own, state.letters), *state.letters), _number(own, _P_ALIGN, _P_ALIGN_80) == 1)
        state.letters.clear()
        if _number(own, _P_BREAK_BEFORE) == 1 and not _number(own, _P_IN_TABLE):
            words = Paragraph((Piece("\f"), *words.pieces), words.centred)
        if mark == _PAGE:
            words = Paragraph((*words.pieces, Piece("\f")), words.centred)
        in_table = _number(own, _P_IN_TABLE) or (mark == _CELL and not self._file.is_word_97)
        if not in_table:
            for left in (*(p for cell in state.row for p in cell), *state.cell):
                story.paragraph(left)
            state.row.clear()
            state.cell.clear()
            story.paragraph(words)
        elif mark == _CELL and _number(own, _P_ROW_END):
            story.row(_row(state.row, own))
            state.row.clear()
            state.cell.clear()
        elif mark == _CELL and _number(own, _P_DEPTH) <= 1:
            state.row.append([*state.cell, words])
            state.cell.clear()
        elif not _number(own, _P_INNER_ROW_END):
            state.cell.append(words)

    def _label(self, own: dict[int, Change], letters: Sequence[Piece]) -> Iterator[Piece]:
        """The number of a list's item, in the font of its words; an empty paragraph is no item."""
        first = next((piece for piece in letters if piece.text.strip()), None)
        if _P_LIST in own and first is not None:
            yield replace(first, text=self._file.list_numbers.label(_number(own, _P_LIST), _number(own, _P_LIST_LEVEL)))

    def _paragraph_changes(self, stretch: Stretch) -> Iterator[Change]:
        for style in self._file.lineage(stretch.style):
            yield from style.paragraphs
        yield from stretch.changes

    def _letters(self, out: list[Piece], piece: TextPiece, start: int, text: str, paragraph: Stretch) -> bool:
        """Add what a stretch of text shows; whether its last character is deleted."""
        look = None
        for at, stop, changes in self._file.characters(piece, start, start + len(text)):
            look = self._look(paragraph.style, changes)
            self._show(out, text[at - start : stop - start], look)
        return look is not None and look.gone

    def _show(self, out: list[Piece], text: str, look: _Look) -> None:
        shown: list[str] = []
        for char in text:
            if char == "\x13":
                self._fields.append(False)
            elif char == "\x14" and self._fields:
                self._fields[-1] = True
            elif char == "\x15" and self._fields:
                self._fields.pop()
            elif look.gone or not all(self._fields):
                continue
            elif look.symbol is not None and char in "\x28\x00":
                out += self._piece(shown, look), self._symbol(*look.symbol)
                shown = []
            elif char >= " ":
                shown.append(char)
            elif char in _SIGNS:
                shown.append(_SIGNS[char])
        out.append(self._piece(shown, look))

    def _piece(self, letters: Sequence[str], look: _Look) -> Piece:
        text = "".join(letters)
        if any("\ud800" <= char < "\ue000" for char in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return Piece(text, self._font(look.ascii_font if text.isascii() else look.font), look.capitals, look.raised)

    def _symbol(self, font: int, code: int) -> Piece:
        """A sign put in by the menu: a picture, or a letter in a font of its own."""
        name = self._font(font)
        if code & 0xFF00 == 0xF000 and name and not name.lower().startswith((".vn", "vn")):
            return Piece(sign(code, name))
        return Piece(chr(code), name)

    def _font(self, number: int) -> str | None:
        return self._file.fonts[number] if number < len(self._file.fonts) else None

    def _look_of(self, style: int, direct: tuple[Change, ...]) -> _Look:
        """The look that a paragraph's style, a character style and the direct changes add up to."""
        standard = self._file.standard_font
        by_style = [change for level in self._file.lineage(style) for change in level.characters]
        named = next((change.number for change in direct if change.code == _C_STYLE), None)
        if named is not None:
            by_style += [change for level in self._file.lineage(named) for change in level.characters]
        base = _applied(_Look(standard, standard), by_style, None)
        return _applied(base, direct, base)


def _applied(look: _Look, changes: Sequence[Change], base: _Look | None) -> _Look:
    font, ascii_font, symbol = look.font, look.ascii_font, look.symbol
    hidden, deleted, capitals, raised = look.gone, False, look.capitals, look.raised
    for change in changes:
        if change.code == _C_FONT_ASCII:
            ascii_font = change.number
        elif change.code == _C_FONT_OTHER:
            font = change.number
        elif change.code == _C_HIDDEN:
            hidden = _toggled(change.number, base is not None and base.gone)
        elif change.code == _C_CAPS:
            capitals = _toggled(change.number, base is not None and base.capitals)
        elif change.code == _C_RAISED:
            raised = change.number == 1
        elif change.code == _C_DELETED:
            deleted = change.number == 1
        elif change.code == _C_SYMBOL and len(change.operand) == 4:
            symbol = (change.number & 0xFFFF, change.number >> 16)
    return _Look(font, ascii_font, hidden or deleted, capitals, raised, symbol)


def _toggled(value: int, base: bool) -> bool:
    """On, off, as the style, or the contrary of it."""
    return bool(value) if value < 2 else base if value == 0x80 else not base


def _number(changes: dict[int, Change], *codes: int) -> int:
    """The value of the first of some changes that is there, else 0."""
    return next((changes[code].number for code in codes if code in changes), 0)


def _row(texts: Sequence[list[Paragraph]], changes: dict[int, Change]) -> list[RowCell]:
    """A row's cells with the edges, merges and borders of its definition; evenly spread where it has none."""
    definition = changes[_T_DEFINITION].operand if _T_DEFINITION in changes else b""
    count = definition[0] if definition else 0
    edges = struct.unpack_from(f"<{count + 1}h", definition, 1) if len(definition) >= 3 + 2 * count and count else ()
    bordered = any(_draws(changes[code].operand) for code in (_T_BORDERS_80, _T_BORDERS) if code in changes)
    row: list[RowCell] = []
    for index, paragraphs in enumerate(texts):
        left = edges[index] if index < len(edges) else (row[-1].right if row else 0)
        right = edges[index + 1] if index + 1 < len(edges) else left + 1000
        at = 3 + 2 * count + 20 * index
        own = definition[at : at + 20] if index < count else b""
        # Where definition and text differ in their number of cells, merges would join what doesn't belong together.
        flags = int.from_bytes(own[:2], "little") if count == len(texts) else 0
        down = "" if not flags & 0x20 else "first" if flags & 0x40 else "more"
        row.append(RowCell(left, right, paragraphs, bool(flags & 2), down, bordered or _draws(own[4:])))  # type: ignore[arg-type]
    return row


def _draws(borders: bytes) -> bool:
    """Whether one of some borders of four bytes has a kind of line."""
    return any(borders[at + 1] not in (0, 0xFF) and borders[at] for at in range(0, len(borders) - 3, 4))
