"""A citation graph laid out by year: a band for each year, the oldest on top, so that what is older stands above what
cites it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

WIDTH, HEIGHT = 148, 46
"""Of a node, in the drawing's units."""
_ACROSS, _DOWN, _LEFT, _TOP = 166, 88, 74, 18
_A_ROW = 6
_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Band:
    """The years' names on the left: `year` is None for documents without a day."""

    year: int | None
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything stands: the left top corner of each node, a path for each edge."""

    width: float
    height: float
    bands: tuple[Band, ...]
    places: dict[str, tuple[float, float]]
    paths: dict[tuple[str, str], str]


def draw(years: dict[str, int | None], edges: Iterable[tuple[str, str]]) -> Drawing:
    """Lay out nodes, given with their years, so that nodes which are joined stand near each other.

    Each row is ordered by the mean place of its neighbours, down and up in turn (Sugiyama, Tagawa and Toda 1981).
    """
    edges = [edge for edge in edges if edge[0] in years and edge[1] in years and edge[0] != edge[1]]
    joined: dict[str, list[str]] = defaultdict(list)
    for one, other in edges:
        joined[one].append(other)
        joined[other].append(one)
    rows = _ordered(_rows(years, joined), joined)
    widest = max((len(nodes) for _, nodes in rows), default=1)
    places, bands = dict[str, tuple[float, float]](), list[Band]()
    for nth, (year, nodes) in enumerate(rows):
        left, top = _LEFT + (widest - len(nodes)) * _ACROSS / 2, _TOP + nth * _DOWN
        places |= {node: (left + at * _ACROSS, top) for at, node in enumerate(nodes)}
        if bands and bands[-1].year == year:
            bands[-1] = Band(year, bands[-1].top, bands[-1].height + _DOWN)
        else:
            bands.append(Band(year, top - (_DOWN - HEIGHT) / 2, _DOWN))
    paths = {edge: _path(places[edge[0]], places[edge[1]]) for edge in edges}
    return Drawing(_LEFT + widest * _ACROSS, 2 * _TOP + len(rows) * _DOWN - HEIGHT / 2, tuple(bands), places, paths)


def _rows(years: dict[str, int | None], joined: dict[str, list[str]]) -> list[tuple[int | None, list[str]]]:
    """The nodes in rows: a year that has too many for one has several, the most joined first."""
    by_year: dict[int | None, list[str]] = defaultdict(list)
    for node, year in years.items():
        by_year[year].append(node)
    rows = []
    for year in sorted(by_year, key=lambda y: (y is None, y or 0)):
        nodes = sorted(by_year[year], key=lambda node: (-len(joined[node]), node))
        count = -(-len(nodes) // _A_ROW)
        rows += [(year, nodes[nth::count]) for nth in range(count)]
    return rows


def _ordered(
    rows: list[tuple[int | None, list[str]]], joined: dict[str, list[str]]
) -> list[tuple[int | None, list[str]]]:
    at = {node: place - len(nodes) / 2 for _, nodes in rows for place, node in enumerate(nodes)}
    for sweep in range(_SWEEPS):
        for _, nodes in rows if sweep % 2 == 0 else reversed(rows):
            nodes.sort(key=lambda node: (fmean([at[other] for other in joined[node]] or [at[node]]), node))
            at |= {node: place - len(nodes) / 2 for place, node in enumerate(nodes)}
    return rows


def _path(start: Sequence[float], end: Sequence[float]) -> str:
    """From the edge of one node to the edge of another; beside each other, by an arc under them."""
    (x0, y0), (x1, y1) = start, end
    x0, x1 = x0 + WIDTH / 2, x1 + WIDTH / 2
    if y0 == y1:
        deep = y0 + HEIGHT + min(34.0, 14 + abs(x1 - x0) / 24)
        return f"M{x0:.0f} {y0 + HEIGHT:.0f}C{x0:.0f} {deep:.0f} {x1:.0f} {deep:.0f} {x1:.0f} {y1 + HEIGHT + 5:.0f}"
    up = y1 < y0
    begin, stop = (y0, y1 + HEIGHT + 5) if up else (y0 + HEIGHT, y1 - 5)
    bend = (stop - begin) * 0.45
    return f"M{x0:.0f} {begin:.0f}C{x0:.0f} {begin + bend:.0f} {x1:.0f} {stop - bend:.0f} {x1:.0f} {stop:.0f}"
