"""Words of two columns that a lone blank parts, in tables set with spaces: cut where other lines show a column to begin.

`pdftotext -layout` moves what follows a long name to the left, so that '10 Kênh Hạ  Xã Mẫu 6.101' stands over '9   Cầu   Xã Mẫu   5.100'.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.read.text.columns import Segment

_ORDINAL = re.compile(r"(?:\d{1,3}|[IVX]{1,5}|(?:S|Số\s?)?TT) (?=\S)")
_NUMBERED = re.compile(r"\d{1,3} [^\W\d]")
_FIGURE = re.compile(r"(?<!\S)\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_WORD = re.compile(r"\S+")
_LEAST = 3
"""Lines that show where a column begins, or its figures stand."""
_WIDER = 3
"""Characters that a long number takes of what parts it from its row's name."""
_MOVED = 8
"""Characters that a column's words may stand further left than most."""


def counts_rows(words: Iterable[str]) -> bool:
    """Whether the numbers that open some of the words count rows: '1 Cầu', '2 Kè', '3 Chợ'."""
    numbers = [int(told.split(None, 1)[0]) for told in words if _NUMBERED.match(told)]
    return len(numbers) >= _LEAST and all(low + 1 == high for low, high in pairwise(numbers))


def cut_segments(rows: Sequence[Sequence[Segment]]) -> list[Sequence[Segment]]:
    """The rows with segments cut that hold the words of two columns; what stands over or under the others alone is a title."""
    figures = Counter[int]()
    for one in (one for row in rows if len(row) >= _LEAST for one in row[1:]):
        if figure := _FIGURE.search(one.words):
            alone = _LEAST if figure.start() == 0 else 1
            figures.update(dict.fromkeys(range(one.start + figure.start(), one.end), alone))
    run = counts_rows(row[0].words for row in rows if len(row) > 1)
    begins = Counter(one.start for row in rows for one in row)
    opens: defaultdict[int, list[str]] = defaultdict(list)
    for one in (one for row in rows for one in row):
        opens[one.start].append(one.words.partition(" ")[0])
    columns = {start: frozenset(words) for start, words in sorted(opens.items()) if len(words) >= _LEAST}
    several = [at for at, row in enumerate(rows) if len(row) > 1]
    body = range(several[0], several[-1]) if several else range(0)
    return [
        [part for one in row for part in _parts(one, begins, columns, figures, run=run)]
        if at in body or len(row) > 1
        else row
        for at, row in enumerate(rows)
    ]


def _parts(
    one: Segment, begins: Counter[int], columns: Mapping[int, frozenset[str]], figures: Counter[int], *, run: bool
) -> Iterator[Segment]:
    """A segment cut after a row's number, before a word that opens cells of a column there, before a figure in one of figures."""
    cuts = dict[int, int]()  # each with where the words stand, had they not been moved
    ordinal = _ORDINAL.match(one.words)
    after = one.start + ordinal.end() if ordinal else 0
    named = next((start for start in range(after, after + _WIDER) if begins[start] >= _LEAST), after if run else None)
    if ordinal and named is not None:
        cuts[ordinal.end()] = named
    for word in _WORD.finditer(one.words):
        at = word.start()
        near = range(one.start + max(at, _MOVED), min(one.start + at + _MOVED, one.end - 1) + 1)
        column = next((start for start in near if word[0] in columns.get(start, ())), None)
        if at and column is not None:
            # Of two words that may open a cell, as 'xã Xã', the last does.
            cuts = {other: place for other, place in cuts.items() if place != column} | {at: column}
    figure = _FIGURE.search(one.words)
    if figure and figure.start():
        held = next((at for at in range(one.start + figure.start(), one.end) if figures[at] >= _LEAST), None)
        cuts |= {} if held is None else {figure.start(): held}
    for start, end in pairwise((0, *sorted(cuts), len(one.words) + 1)):
        place = cuts.get(start, one.start)
        yield Segment(place, max(min(one.start + end - 1, one.end), place + 1), one.words[start : end - 1])
