"""Charts as SVG, by matplotlib: money allocated and spent by year and fund, findings by check."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import pandas as pd

matplotlib.use("svg")

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its title, as an SVG."""

    title: str
    svg: bytes

    @property
    def uri(self) -> str:
        """The drawing as a data URI: it stands alone, so that the names inside two charts do not meet."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg).decode("ascii")


@dataclass(frozen=True, slots=True)
class Series:
    """Bars of one colour: `vnd` has an amount, or none, for each label."""

    title: str
    colour: str
    vnd: Sequence[int | None]


_ALLOCATED, _SPENT = "#1f5f99", "#d98b2b"
COLOURS = {
    "planned": "#8a94a3",
    "requested": "#b7a9c9",
    "allocated": _ALLOCATED,
    "spent": _SPENT,
    "disbursed": "#5b8c5a",
}
"""Of the roles of money."""
_SEVERITIES = {"error": "#b3261e", "warning": "#c98a00", "note": "#4a7a9b"}
_MILLION = 1_000_000
_LETTER = 0.078
"""Inches, of a letter of a name beside the bars, on the wide side."""
_DRAWING = threading.Lock()
"""Matplotlib's settings are the whole program's."""


def allocated_and_spent(frame: pd.DataFrame, lang: Lang) -> Chart | None:
    """Bars for each year and fund of `year, fund, allocated_vnd, spent_vnd`; None for no rows."""
    if frame.empty:
        return None
    unnamed = "chưa rõ nguồn" if lang == "vi" else "fund not told"
    unknown = "chưa rõ năm" if lang == "vi" else "no year"
    labels = [
        f"{unknown if pd.isna(year) else int(year)} · {short(unnamed if pd.isna(fund) else fund)}"
        for year, fund in zip(frame["year"], frame["fund"], strict=True)
    ]
    titles = ("Bố trí", "Sử dụng") if lang == "vi" else ("Allocated", "Spent")
    series = [
        Series(title, colour, [None if pd.isna(value) else int(value) for value in frame[column]])
        for column, colour, title in (("allocated_vnd", _ALLOCATED, titles[0]), ("spent_vnd", _SPENT, titles[1]))
    ]
    title = "Bố trí và sử dụng theo năm và nguồn" if lang == "vi" else "Allocated and spent by year and fund"
    return money_bars(labels, series, title, lang)


def money_bars(labels: Sequence[str], series: Sequence[Series], title: str, lang: Lang) -> Chart:
    """Bars for each label, one of each series beside another, in millions of đồng."""
    figure = Figure(figsize=(7.2, 0.8 + 0.24 * len(labels) * max(2, len(series) + 0.4)))
    axes = figure.add_subplot()
    places, height = range(len(labels)), 0.8 / max(1, len(series))
    for nth, one in enumerate(series):
        offset = (nth + 0.5) * height - 0.4
        values = [(vnd or 0) / _MILLION for vnd in one.vnd]
        axes.add_collection(_bars([place + offset for place in places], values, height * 0.95, one))
        # Beside a bar of thousands of tỷ one of some triệu is not seen: its figure is.
        for place, value in zip(places, values, strict=True):
            if value:
                axes.text(
                    value,
                    place + offset,
                    f"\N{NO-BREAK SPACE}{_grouped(value, lang)}",
                    va="center",
                    fontsize=7,
                    parse_math=False,
                )
    axes.set_yticks(list(places), labels)
    axes.margins(x=0.16, y=0.01)
    axes.autoscale_view()
    axes.invert_yaxis()
    axes.set_xlabel("triệu đồng" if lang == "vi" else "million VND")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _grouped(value, lang)))
    axes.xaxis.set_major_locator(MaxNLocator(5))
    _legend(axes)
    return _drawn(figure, title)


def _bars(places: Sequence[float], values: Sequence[float], height: float, one: Series) -> PolyCollection:
    """A series' bars as one drawing: a bar that is drawn by itself takes as long as all of them."""
    corners = [
        [(0.0, place - height / 2), (value, place - height / 2), (value, place + height / 2), (0.0, place + height / 2)]
        for place, value in zip(places, values, strict=True)
    ]
    bars = PolyCollection(corners, facecolors=one.colour, label=one.title)
    bars.sticky_edges.x.append(0)
    return bars


def findings_by_check(frame: pd.DataFrame, titles: Sequence[str], lang: Lang) -> Chart | None:
    """A bar for each check, its findings by severity; `titles` are the checks' names for people, row by row."""
    if frame.empty:
        return None
    counts = pd.crosstab(pd.Series(list(titles)), frame["severity"].reset_index(drop=True))
    figure = Figure(figsize=(7.2, 0.8 + 0.4 * len(counts)))
    axes = figure.add_subplot()
    left = [0] * len(counts)
    names = {"error": "lỗi", "warning": "cảnh báo", "note": "ghi chú"} if lang == "vi" else {s: s for s in _SEVERITIES}
    for severity, colour in _SEVERITIES.items():
        if severity in counts:
            values = [int(value) for value in counts[severity]]
            axes.barh(range(len(counts)), values, left=left, color=colour, label=names[severity], height=0.6)
            left = [before + value for before, value in zip(left, values, strict=True)]
    axes.set_yticks(range(len(counts)), [short(str(title), 48) for title in counts.index])
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _legend(axes)
    return _drawn(figure, "Phát hiện theo phép kiểm tra" if lang == "vi" else "Findings by check")


def _legend(axes: Axes) -> None:
    """Above the bars, where it hides none, from the picture's edge, for names may leave the bars little of its width."""
    axes.legend(
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        bbox_transform=axes.figure.transFigure,
        ncols=5,
        borderaxespad=0.2,
    )


def _drawn(figure: Figure, title: str) -> Chart:
    longest = 0
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
        for tick in axes.yaxis.get_major_ticks():
            # Names are words, never formulas, whatever signs stand in them.
            tick.label1.set_parse_math(False)
            longest = max(longest, len(tick.label1.get_text()))
    # Margins by the letters' width: to measure what is drawn would draw it twice.
    width, height = figure.get_size_inches()
    figure.subplots_adjust(
        left=(0.25 + _LETTER * longest) / width, right=1 - 0.2 / width, top=1 - 0.35 / height, bottom=0.55 / height
    )
    buffer = io.BytesIO()
    # Words stay words: they can be chosen and read aloud, and to draw their letters takes longer than all the rest.
    with _DRAWING, matplotlib.rc_context({"svg.hashsalt": "vanban", "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return Chart(title, buffer.getvalue())


def short(words: str, length: int = 36) -> str:
    """Words cut to what a chart has room for."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _grouped(value: float, lang: Lang) -> str:
    digits = f"{value:,.0f}"
    return digits.replace(",", ".") if lang == "vi" else digits
