"""From words on a page to lines: rows from top to bottom, each cut where two columns stand side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.read.page.words import PlacedWord

_COLUMN_GAP = 1.6
"""Gap in line heights that parts two columns, where nothing else tells."""
_LEAP_GAP = 0.45
"""The same where the page's content leaps there: the words were not written one after the other."""
_LETTER_GAP = 0.8
"""Gap in line heights that never stands between letters of one word, however widely they are set."""
_LABEL = re.compile(
    r"[-–—+*•●○▪■·❖➢✓☒◻]$|\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|[A-Za-zđĐ])[.)]$|(?:\d{1,2}\.)+\d{1,2}$"
)
"""A bullet or number that Word's lists set a tab before the words that it belongs to."""
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_SPACE, _WIDER = 0.35, 1.5
"""Gap in line heights, and over the narrowest on its line, that is more than a space between figures."""
_EVEN = 0.6
"""A justified line's narrowest gap is at least this share of its widest; columns leave one gap far wider."""


class Line:
    """Words on one line, in one column, with the box around them in points."""

    __slots__ = ("bottom", "height", "text", "top", "words", "x0", "x1")

    def __init__(self, words: tuple[PlacedWord, ...]) -> None:
        self.words = words
        self.text = " ".join([word.text for word in words])
        self.x0 = words[0].x0
        self.x1 = words[-1].x1
        self.top = min([word.top for word in words])
        self.bottom = max([word.bottom for word in words])
        turned = words[0].turned  # as all of them, or none
        self.height = max([w.x1 - w.x0 for w in words] if turned else [w.bottom - w.top for w in words])

    @property
    def hanging(self) -> float | None:
        """Where the words after its bullet or number begin, and so the lines under it where they hang; None without one."""
        return self.words[1].x0 if len(self.words) > 1 and _LABEL.match(self.words[0].text) else None


def lines_of(words: Sequence[PlacedWord]) -> list[list[Line]]:
    """Rows from top to bottom, each cut into segments where the gap is wider than any between words.

    `words` come in the order of the page's content; those that follow one another on a baseline stay
    together, so that two columns whose lines are not level do not tear each other's lines. Words that read
    up or down the page make rows of their own.
    """
    rows: list[list[_Run]] = []
    turned = [word for word in words if word.turned]
    level = [word for word in words if not word.turned] if turned else words
    for run in sorted(_runs(level), key=lambda run: (run.middle, run.words[0].x0)):
        row = rows[-1] if rows else None
        if row and run.middle - row[0].middle < 0.45 * max(row[0].height, run.height):
            row.append(run)
        else:
            rows.append([run])
    lines = [[Line(tuple(_closed_up(segment))) for segment in _segments(row)] for row in rows]
    if turned:
        first = min(word.top for word in turned)
        at = next((at for at, row in enumerate(lines) if row[0].top > first), len(lines))
        lines[at:at] = [[Line(tuple(column))] for column in _columns(turned)]
    return lines


class _Run:
    """Words that follow one another on a baseline, and where they come in the page's content."""

    __slots__ = ("at", "height", "middle", "words")

    def __init__(self, at: int, word: PlacedWord, middle: float, height: float) -> None:
        self.at = at
        self.words = [word]
        self.middle = middle
        self.height = height


def _runs(words: Sequence[PlacedWord]) -> list[_Run]:
    runs: list[_Run] = []
    run: list[PlacedWord] = []
    last_middle = last_height = last_x1 = 0.0
    for at, word in enumerate(words):
        top, bottom, x0 = word.top, word.bottom, word.x0
        middle, height = (top + bottom) / 2, bottom - top
        tallest = height if height > last_height else last_height
        if run and abs(middle - last_middle) < 0.2 * tallest and -1 < x0 - last_x1 < _COLUMN_GAP * height:
            run.append(word)
        else:
            runs.append(_Run(at, word, middle, height))
            run = runs[-1].words
        last_middle, last_height, last_x1 = middle, height, word.x1
    return runs


def _segments(row: list[_Run]) -> list[list[PlacedWord]]:
    if len(row) == 1:
        return _figures_apart(row[0].words)
    placed = sorted(
        ((word, run.at + index) for run in row for index, word in enumerate(run.words)), key=lambda pair: pair[0].x0
    )
    gaps = [right.x0 - left.x1 for (left, _), (right, _) in pairwise(placed)]
    few = len(gaps) < 3 and any(char.isdigit() for word, _ in placed for char in word.text)
    even = len(gaps) > 1 and not few and min(gaps) > _EVEN * max(gaps)
    segments = [[placed[0][0]]]
    for (left, at), (right, following), gap in zip(placed, placed[1:], gaps, strict=False):
        height = max(left.height, right.height)
        written_on = following == at + 1
        if gap > (_COLUMN_GAP if written_on else _LEAP_GAP) * height and not (written_on and even):
            segments.append([right])
        else:
            segments[-1].append(right)
    if len(segments) == 2 and len(segments[0]) == 1 and _LABEL.match(segments[0][0].text):
        return [segments[0] + segments[1]]
    return [part for segment in segments for part in _figures_apart(segment)]


def _figures_apart(words: list[PlacedWord]) -> list[list[PlacedWord]]:
    """A segment cut between figures that follow one another with more than a space between: they stand in columns."""
    cuts = [
        at
        for at, (left, right) in enumerate(pairwise(words), 1)
        if "." in right.text and "." in left.text and _GROUPED.match(left.text) and _GROUPED.match(right.text)
    ]
    if not cuts:
        return [words]
    gaps = sorted(right.x0 - left.x1 for left, right in pairwise(words))
    least = max(_SPACE * words[0].height, _WIDER * gaps[0] if gaps[0] > 0 and len(gaps) > len(cuts) else 0.0)
    cuts = [at for at in cuts if words[at].x0 - words[at - 1].x1 > least]
    return [words[start:end] for start, end in pairwise([0, *cuts, len(words)])]


def _closed_up(words: list[PlacedWord]) -> list[PlacedWord]:
    """Words without the spaces that set letters apart for emphasis: 'Q U Y Ế T  Đ Ị N H' is two words.

    Four single capitals in a row are no words; the gaps between letters are alike, those between words wider.
    """
    if len([word for word in words if len(word.text) == 1]) < 4:
        return words
    closed: list[PlacedWord] = []
    for stretch in _stretches_of_capitals(words):
        gaps = [right.x0 - left.x1 for left, right in pairwise(stretch)]
        if len(stretch) < 4 or max(gaps) > _LETTER_GAP * stretch[0].height:
            closed.extend(stretch)
            continue
        wide = 1.5 * sorted(gaps)[len(gaps) // 3]
        group = [stretch[0]]
        for gap, letter in zip(gaps, stretch[1:], strict=True):
            if gap > wide:
                closed.append(_together(group))
                group = []
            group.append(letter)
        closed.append(_together(group))
    return closed


def _stretches_of_capitals(words: list[PlacedWord]) -> Iterator[list[PlacedWord]]:
    stretch: list[PlacedWord] = []
    for word in words:
        if len(word.text) == 1 and word.text.isupper():
            stretch.append(word)
            continue
        if stretch:
            yield stretch
            stretch = []
        yield [word]
    if stretch:
        yield stretch


def _together(letters: list[PlacedWord]) -> PlacedWord:
    return PlacedWord(
        "".join([letter.text for letter in letters]),
        letters[0].x0,
        min(letter.top for letter in letters),
        letters[-1].x1,
        max(letter.bottom for letter in letters),
    )


def _columns(words: list[PlacedWord]) -> list[list[PlacedWord]]:
    """Words that read up or down: one list a line, in the order they are read."""
    columns: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda w: (w.turned, w.x0 * w.turned)):
        last = columns[-1][-1] if columns else None
        near = last is not None and last.turned == word.turned
        if last is not None and near and abs(last.x0 - word.x0) < 0.45 * max(last.height, word.height):
            columns[-1].append(word)
        else:
            columns.append([word])
    for column in columns:
        column.sort(key=lambda word: -word.bottom if word.turned > 0 else word.top)
    return columns


def running_lines(pages: Sequence[Sequence[Sequence[Line]]]) -> frozenset[str]:
    """Heads and feet that stand on at least three pages and on half of them, figures aside; on two, at the same height."""
    if len(pages) == 2:
        first, second = (
            {(running_key(row), round(min(line.top for line in row))) for row in _outermost(rows)} for rows in pages
        )
        return frozenset(key for key, _ in first & second if key)
    counts = Counter(key for rows in pages for key in {running_key(row) for row in _outermost(rows)})
    return frozenset(key for key, count in counts.items() if count >= max(3, len(pages) / 2) and key)


def _outermost(rows: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    return (*rows[:2], *rows[-2:])


def running_key(row: Sequence[Line]) -> str:
    """What a row says, figures aside; a head and its page's number change sides on the pages of a book."""
    return "\t".join(sorted(re.sub(r"\d+", "#", line.text) for line in row))
