"""Charts as SVG, by matplotlib: money allocated and spent by year and fund, findings by check."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import pandas as pd

matplotlib.use("svg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pipeline.records import Lang


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its title, as a data URI of an SVG."""

    title: str
    uri: str


_ALLOCATED, _SPENT = "#1f5f99", "#d98b2b"
_SEVERITIES = {"error": "#b3261e", "warning": "#c98a00", "note": "#4a7a9b"}
_MILLION = 1_000_000


def allocated_and_spent(frame: pd.DataFrame, lang: Lang) -> Chart | None:
    """Bars for each year and fund of `year, fund, allocated_vnd, spent_vnd`; None for no rows."""
    if frame.empty:
        return None
    unnamed = "chưa rõ nguồn" if lang == "vi" else "fund not told"
    unknown = "chưa rõ năm" if lang == "vi" else "no year"
    labels = [
        f"{unknown if pd.isna(year) else int(year)} · {_short(unnamed if pd.isna(fund) else fund)}"
        for year, fund in zip(frame["year"], frame["fund"], strict=True)
    ]
    figure = Figure(figsize=(7.2, 0.8 + 0.5 * len(labels)))
    axes = figure.add_subplot()
    places = range(len(labels))
    titles = ("Bố trí", "Sử dụng") if lang == "vi" else ("Allocated", "Spent")
    for offset, column, colour, title in ((-0.2, "allocated_vnd", _ALLOCATED, titles[0]), (0.2, "spent_vnd", _SPENT, titles[1])):  # fmt: skip
        values = [float(value) / _MILLION for value in frame[column].fillna(0)]
        axes.barh([place + offset for place in places], values, height=0.38, color=colour, label=title)
    axes.set_yticks(list(places), labels)
    axes.invert_yaxis()
    axes.set_xlabel("triệu đồng" if lang == "vi" else "million đồng")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _grouped(value, lang)))
    _legend(axes)
    return _drawn(
        figure, "Bố trí và sử dụng theo năm và nguồn" if lang == "vi" else "Allocated and spent by year and fund"
    )


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
    axes.set_yticks(range(len(counts)), [_short(str(title), 48) for title in counts.index])
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _legend(axes)
    return _drawn(figure, "Phát hiện theo phép kiểm tra" if lang == "vi" else "Findings by check")


def _legend(axes: Axes) -> None:
    """Above the bars, where it hides none."""
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=3)


def _drawn(figure: Figure, title: str) -> Chart:
    """The drawing as a data URI; each SVG stands alone, so that the names inside two charts do not meet."""
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    buffer = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "vanban"}):
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return Chart(title, "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode("ascii"))


def _short(words: str, length: int = 36) -> str:
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def _grouped(value: float, lang: Lang) -> str:
    digits = f"{value:,.0f}"
    return digits.replace(",", ".") if lang == "vi" else digits
