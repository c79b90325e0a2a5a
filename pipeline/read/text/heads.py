"""The heads of tables set with spaces: lines over the rows in, one row of heads out, or two where words stand over several columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from itertools import chain

from pipeline.read.text.columns import Columns, Segment


def head_of(
    columns: Columns, lines: Sequence[Sequence[Segment]], figured: Collection[int] = ()
) -> tuple[Columns, list[dict[int, tuple[str, int]]]]:
    """The rows of the head, one, or two where words stand over several columns; and columns that only the head has."""
    if not lines:
        return columns, []
    columns = columns.with_heads([one for line in lines for one in line])
    lines = parted_heads(columns, lines)
    spans, level = dict[int, int](), dict[int, int]()
    seen = set[int]()
    for at, line in enumerate(lines):
        below = {
            under[0]: one
            for later in reversed(lines[at + 1 :])
            for one in later
            if len(under := columns.headed(one)) == 1 and under[0] not in {0, *seen}
        }
        fresh = [one for one in line if seen.isdisjoint(columns.headed(one))]
        for first, last in columns.spanned(fresh, below, figured):
            if first < last:
                spans[first], level[first] = last, at
            seen.update(range(first, last + 1))
    over = {column: first for first, last in spans.items() for column in range(first, last + 1)}
    upper: defaultdict[int, list[str]] = defaultdict(list)
    lower: defaultdict[int, list[str]] = defaultdict(list)
    for at, line in enumerate(lines):
        firsts = [columns.headed(one)[0] for one in line]
        together = Counter(over[first] for first in firsts if first in over)
        for first, one in zip(firsts, line, strict=True):
            span = over.get(first)
            # A span's own words may go on in the next line, alone there; its columns' heads come together.
            if span is not None and (at == level[span] or (together[span] == 1 and not lower)):
                upper[span].append(one.words)
            else:
                (upper if span is None else lower)[first].append(one.words)
    rows = [{first: (" ".join(words), spans.get(first, first) - first + 1) for first, words in upper.items()}]
    return columns, [*rows, *([{first: (" ".join(words), 1) for first, words in lower.items()}] if lower else [])]


def parted_heads(columns: Columns, lines: Sequence[Sequence[Segment]]) -> list[Sequence[Segment]]:
    """The lines of a head; words over several columns that have no heads below are those columns' heads."""
    headed = {column for line in lines for one in line for column in columns.headed(one)}
    below = set[int]()
    out = list[Sequence[Segment]]()
    for line in reversed(lines):
        parts = [(one,) if below & {*columns.headed(one)} else columns.parted(one, headed) for one in line]
        out.append([*chain.from_iterable(parts)])
        below.update(column for one in line for column in columns.headed(one))
    return out[::-1]
