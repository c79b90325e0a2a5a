"""Words of a PDF page with their boxes, from PDFium's characters.

The characters of a page are columns (numpy), for a call and a Python object for each would cost more than
PDFium itself. Characters that lie on one another (bold drawn by printing twice) count once: else '400'
reads '440000'. Boxes are as high as the font, in points from the top left of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Sequence
from itertools import pairwise, repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.read.letters.raised import RAISED_DIGITS, SUPERSCRIPTS, calls_note
from pipeline.read.page.tables import Rule
from pipeline.read.page.words import PlacedWord
from pipeline.read.pdf.calls import address, loose_box
from pipeline.read.pdf.clips import seen
from pipeline.read.pdf.heights import as_high_as_fonts
from pipeline.read.pdf.letter_spacing import letter_spaced
from pipeline.read.pdf.slanted import askew
from pipeline.read.pdf.space import PageSpace

_GAP = 0.17
"""Share of a line's height that parts two words where no space is drawn."""
_TOUCH = 0.06
"""Letters of one word stand no further apart than this share of a line's height, unless they are set apart."""
_BLANK = np.array([chr(code).isspace() for code in range(0x3002)])
"""Which code points are white space; all beyond are letters and signs."""
HYPHEN = "\x02"
"""A hyphen at the end of a line, or the letter that an old font has in its place, as PDFium gives it by character."""
_HYPHEN_IN_TEXT = 0xFFFE
"""The same by text."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_BULLETS = {0xF02D: "-", 0xF06F: "○", 0xF076: "❖", 0xF0A7: "▪", 0xF0A8: "◻", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0FE: "☒"}
"""Signs of Wingdings and Symbol that stand alone, in the private use area; any other is a bullet."""

_RAISED_CODES = [ord(digit) for digit in RAISED_DIGITS]

_Columns = npt.NDArray[np.float32]
_Codes = npt.NDArray[np.int32]
_Flags = npt.NDArray[np.bool_]


def words_of_page(page: pdfium.PdfPage, texts: Sequence[int], column_rules: Sequence[Rule]) -> list[PlacedWord]:
    """The words of a page's text objects in the order of its content; `column_rules` (upright, from the left) part words too."""
    textpage = page.get_textpage()
    try:
        count = pdfium_c.FPDFText_CountChars(textpage)
        if count <= 0:
            return []
        codes = _codes(textpage, count)
        space = PageSpace.of(page)
        blank = _BLANK[np.minimum(codes, len(_BLANK) - 1)]
        drawn = np.flatnonzero(~blank)
        indices = drawn.tolist()
        loose = as_high_as_fonts(textpage, indices, _loose_boxes(textpage, indices))
        boxes, codes = space.shown(loose), codes[drawn]
        once = ~_overprinted(codes, boxes)
        visible = seen(texts, textpage, indices, loose)
        if visible is not None:
            once &= visible
        watermark = askew(textpage, drawn, boxes)
        if watermark is not None:
            once &= ~watermark
        if not once.any():
            return []
        if not once.all():
            drawn, codes, boxes = drawn[once], codes[once], boxes[once]
        marks = _marks(codes)
        if marks.any():
            # A mark advances nothing: its letter's box is where the next letter's gap is measured from.
            boxes = boxes[np.maximum.accumulate(np.where(marks, 0, np.arange(len(codes))))]
        turned = _turned(textpage, drawn, boxes, space.quarter_turns)
        blanks = np.cumsum(blank)[drawn]
        parted = np.ones(len(drawn), np.bool_)
        parted[1:] = blanks[1:] > blanks[:-1]
        for at in (np.flatnonzero(parted[1:] & _touching(boxes)) + 1).tolist():
            parted[at] = _is_spaced(textpage, blank, drawn, at)
        parted[1:] |= _apart(boxes, turned)
        for first, last, letter_gap in letter_spaced(boxes):
            for at in range(first + 1, last + 1):
                gap = boxes[at, 0] - boxes[at - 1, 2] - letter_gap
                parted[at] = gap > _GAP * (boxes[at, 3] - boxes[at, 1]) or _is_spaced(textpage, blank, drawn, at)
        raised = _raised(boxes)
        parted[1:] &= ~raised
        if raised.any():
            codes = _with_superscripts(codes, boxes, raised)
            for at in (np.flatnonzero(np.isin(codes[:-1], _RAISED_CODES)) + 1).tolist():
                near = boxes[at, 0] - boxes[at - 1, 2] < _GAP * (boxes[at, 3] - boxes[at, 1])
                parted[at] &= not near or _is_spaced(textpage, blank, drawn, at)
            kept = ~_notes_marks(codes, parted)
            drawn, codes, boxes, turned = drawn[kept], codes[kept], boxes[kept], turned[kept]
            parted, marks = parted[kept], marks[kept]
        if column_rules:
            parted[1:] |= _ruled_off(boxes, column_rules)
        parted &= ~marks
        parted[0] = True
        return _words(codes, boxes, turned, np.flatnonzero(parted))
    finally:
        textpage.close()


def _codes(textpage: pdfium.PdfTextPage, count: int) -> _Codes:
    """The code point of each character; a character without one is U+FFFD."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    length = pdfium_c.FPDFText_GetText(textpage, 0, count, buffer)
    codes = np.frombuffer(bytes(buffer), np.uint16, max(length - 1, 0)).astype(np.int32)
    # A character without code has no place in the text, one beyond U+FFFF two.
    if len(codes) != count or (codes.max() >= 0xD800 and np.any((codes >= 0xD800) & (codes < 0xE000))):
        unicode = [pdfium_c.FPDFText_GetUnicode(textpage, index) for index in range(count)]
        codes = np.array(_joined_surrogates(unicode)).astype(np.int32)
        codes[codes == 0] = 0xFFFD
    codes[codes == _HYPHEN_IN_TEXT] = ord(HYPHEN)
    return codes


def _joined_surrogates(codes: list[int]) -> list[int]:
    """Pairs of surrogates as one character at the first's place, a space at the second's; a lone one is U+FFFD."""
    joined = list(codes)
    for at, code in enumerate(codes):
        if 0xD800 <= code < 0xE000:
            following = codes[at + 1] if at + 1 < len(codes) else 0
            if code < 0xDC00 and 0xDC00 <= following < 0xE000:
                joined[at : at + 2] = [0x10000 + ((code - 0xD800) << 10) + (following - 0xDC00), ord(" ")]
            elif joined[at] == code:
                joined[at] = 0xFFFD
    return joined


def _loose_boxes(textpage: pdfium.PdfTextPage, indices: list[int]) -> _Columns:
    """A row (left, top, right, bottom) in PDF space for each of some characters."""
    rects = (pdfium_c.FS_RECTF * len(indices))()
    size, first = ctypes.sizeof(pdfium_c.FS_RECTF), ctypes.addressof(rects)
    places = range(first, first + size * len(indices), size)
    deque(map(loose_box, repeat(address(textpage.raw)), indices, places), maxlen=0)
    return np.frombuffer(bytes(rects), np.float32).reshape(-1, 4)


def _overprinted(codes: _Codes, boxes: _Columns) -> _Flags:
    """Which characters lie on the same one before them.

    Neighbours among equal characters are told by sorting, so that a page costs no search for each character;
    two sorts with bands half a band apart, since two prints may fall on either side of a band's edge.
    """
    again = np.zeros(len(codes), np.bool_)
    x0, top, x1, bottom = boxes.T
    reach = np.maximum(np.minimum(0.3 * (x1 - x0), 0.15 * (bottom - top)), 0.3)
    opens_row = np.ones(len(x0), np.bool_)
    opens_row[1:] = x0[1:] - x0[:-1] <= reach.max()
    rows = np.flatnonzero(opens_row)
    highest, lowest = np.minimum.reduceat(top, rows), np.maximum.reduceat(top, rows)
    if np.all(highest[1:] > np.maximum.accumulate(lowest)[:-1] + reach.max()):
        return again  # each row goes on to the right, and stands below those before
    eighths = np.clip(x0 * 8, 0, 0xFFFF).astype(np.int64)
    for shift in (0.0, 4.0):
        band = np.clip((top + shift) / 8, 0, 0x3FFF).astype(np.int64)
        order = np.argsort(codes.astype(np.int64) << 30 | band << 16 | eighths, kind="stable")
        char, left, high, near = codes[order], x0[order], top[order], reach[order]
        # Three prints of a character may lie between two of another: look a few places on, not only at the next.
        for step in (1, 2, 3):
            on_one = (char[step:] == char[:-step]) & (np.abs(left[step:] - left[:-step]) < near[step:])
            (pairs,) = np.nonzero(on_one & (np.abs(high[step:] - high[:-step]) < near[step:]))
            again[np.maximum(order[pairs], order[pairs + step])] = True
    return again


def _turned(textpage: pdfium.PdfTextPage, places: Any, boxes: _Columns, quarter_turns: int) -> npt.NDArray[np.int8]:
    """Which way characters read: 0 across, 1 up, -1 down. Only those that stand over one another are asked."""
    turned = np.zeros(len(boxes), np.int8)
    x0, top, x1, bottom = boxes.T
    width = np.maximum(x1 - x0, 0.1)
    stacked = (np.abs(x0[1:] - x0[:-1]) < 0.1 * width[1:]) & (np.abs(x1[1:] - x1[:-1]) < 0.1 * width[1:])
    gap = np.maximum(top[1:] - bottom[:-1], top[:-1] - bottom[1:])
    stacked &= np.abs(gap) < 1.5 * width[1:]
    if not stacked.any():
        return turned
    for at in np.unique(np.concatenate([np.flatnonzero(stacked), np.flatnonzero(stacked) + 1])):
        angle = pdfium_c.FPDFText_GetCharAngle(textpage, int(places[at])) + quarter_turns * math.pi / 2
        turned[at] = -round(math.sin(angle)) if abs(math.sin(angle)) > 0.9 else 0
    return turned


def _apart(boxes: _Columns, turned: npt.NDArray[np.int8]) -> _Flags:
    """Whether each character but the first stands apart from the one before."""
    x0, top, x1, bottom = boxes.T
    height = np.maximum(np.maximum(bottom - top, 1.0)[1:], np.maximum(bottom - top, 1.0)[:-1])
    gap = x0[1:] - x1[:-1]
    apart: _Flags = (gap > _GAP * height) | (gap < -0.6 * height) | (np.abs(bottom[1:] - bottom[:-1]) > 0.5 * height)
    if turned.any():
        width = np.maximum(x1 - x0, 1.0)[1:]
        up, down = top[:-1] - bottom[1:], top[1:] - bottom[:-1]
        along = np.where(turned[1:] > 0, up, down)
        parted = (along > _GAP * width) | (along < -0.6 * width) | (np.abs(np.diff(x0)) > 0.5 * width)
        apart = np.where((turned[1:] != 0) | (turned[:-1] != 0), parted | (turned[1:] != turned[:-1]), apart)
    return apart


def _touching(boxes: _Columns) -> _Flags:
    """Whether each character but the first stands on the line of the one before with no gap: a break that PDFium puts there is none."""
    x0, top, x1, bottom = boxes.T
    reach = _TOUCH * np.maximum(bottom - top, 1.0)[1:]
    touching: _Flags = (np.abs(x0[1:] - x1[:-1]) < reach) & (np.abs(bottom[1:] - bottom[:-1]) < reach)
    return touching


def _raised(boxes: _Columns) -> _Flags:
    """Whether a character is set small and high behind the one before, as in 'm²', whose baseline is another."""
    x0, top, x1, bottom = boxes.T
    height = bottom - top
    beside = np.abs(x0[1:] - x1[:-1]) < 0.1 * height[:-1]
    raised: _Flags = (height[1:] < 0.85 * height[:-1]) & (bottom[1:] < bottom[:-1] - 0.15 * height[:-1])
    raised &= beside & (bottom[1:] > top[:-1] + 0.2 * height[:-1])
    return raised


def _with_superscripts(codes: _Codes, boxes: _Columns, raised: _Flags) -> _Codes:
    """Raised digits as such: a note's mark behind a figure must not become its last digit."""
    written = codes.copy()
    for at in (np.flatnonzero(raised) + 1).tolist():
        bottom = boxes[at, 3]
        while at < len(codes) and int(codes[at]) in SUPERSCRIPTS and abs(boxes[at, 3] - bottom) < 0.5:
            written[at] = SUPERSCRIPTS[int(codes[at])]
            at += 1
    return written


def _notes_marks(codes: _Codes, parted: _Flags) -> _Flags:
    """Raised digits that call a note; '10⁶' is a power of ten."""
    called = np.zeros(len(codes), np.bool_)
    for at in np.flatnonzero(np.isin(codes, _RAISED_CODES)).tolist():
        first = at
        while first and not parted[first]:
            first -= 1
        word = "".join(map(chr, codes[first:at])).rstrip(RAISED_DIGITS)
        called[at] = calls_note("1", word)
    return called


def _ruled_off(boxes: _Columns, rules: Sequence[Rule]) -> _Flags:
    """Whether a rule stands between each character but the first and the one before: figures may touch its sides."""
    middle_x, middle_y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    before = np.searchsorted([rule.x0 for rule in rules], middle_x)
    off = np.zeros(len(boxes) - 1, np.bool_)
    for at in np.flatnonzero(before[1:] > before[:-1]):
        between = rules[before[at] : before[at + 1]]
        off[at] = any(rule.top < middle_y[at] < rule.bottom for rule in between)
    return off


def _is_spaced(textpage: pdfium.PdfTextPage, blank: _Flags, drawn: Any, at: int) -> bool:
    """Whether a space that the file itself holds stands before a character."""
    between = range(int(drawn[at - 1]) + 1, int(drawn[at]))
    return any(blank[index] and not pdfium_c.FPDFText_IsGenerated(textpage, index) for index in between)


def _marks(codes: _Codes) -> _Flags:
    """Combining marks: drawn over the letter before, they never open a word."""
    marks: _Flags = (codes >= 0x300) & (codes < 0x370)
    return marks


def _words(codes: _Codes, boxes: _Columns, turned: npt.NDArray[np.int8], starts: Any) -> list[PlacedWord]:
    text = codes.astype(np.uint32).tobytes().decode("utf-32-le", "replace")
    left, top = np.minimum.reduceat(boxes[:, :2], starts).T.tolist()
    right, bottom = np.maximum.reduceat(boxes[:, 2:], starts).T.tolist()
    words = [text[start:end] for start, end in pairwise([*starts.tolist(), len(text)])]
    words = words if codes.max() < 0xE000 else list(map(_plain, words))
    read = repeat(None)
    return list(map(PlacedWord, words, left, top, right, bottom, read, read, turned[starts].tolist()))


def _plain(word: str) -> str:
    """A word without ligatures; a sign of a symbol font alone is the bullet that it shows."""
    if len(word) == 1 and "\ue000" <= word <= "\uf8ff":
        return _BULLETS.get(ord(word), "•")
    return word.translate(_LIGATURES)
