"""Frames as people read them in a spreadsheet: headings and codes in words, figures, days and names as they are."""

from __future__ import annotations

import pandas as pd

from pipeline import labels
from pipeline.query.checks import check_title
from pipeline.records import Lang

_CHECK = "check_name"


def in_words(frame: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """A frame with its codes in words, without what is said in the other language too; its columns keep their names."""
    told = frame.drop(columns=[column for column in frame.columns if _is_told(str(column), frame, lang)])
    for column in told.columns:
        if column == _CHECK:
            told[column] = [check_title(str(name), lang) for name in told[column]]
        elif labels.is_coded(str(column)):
            told[column] = [labels.cell_of_file(str(column), value, lang) for value in told[column]]
    return told


def _is_told(column: str, frame: pd.DataFrame, lang: Lang) -> bool:
    """Whether another column says in the reader's language what a column says."""
    if column == _CHECK:
        return f"title_{lang}" in frame.columns
    name, _, own = column.rpartition("_")
    if own == "en":
        return lang != "en" and not {name, f"{name}_vi"}.isdisjoint(frame.columns)
    return lang == "en" and f"{name if own == 'vi' else column}_en" in frame.columns


def headings(frame: pd.DataFrame, lang: Lang) -> list[str]:
    """What people call each column; two of one name are told apart by their own."""
    told = dict[str, None]()
    for column in map(str, frame.columns):
        title = labels.column(column, lang)
        told[f"{title} ({column})" if title in told else title] = None
    return list(told)
