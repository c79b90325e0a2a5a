"""The rows of a query as a frame, in the frames' types (`pipeline.query.frames`), narrowed by conditions and by words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from pipeline.query.evidence import SPAN, linked
from pipeline.query.show import documents_called
from pipeline.records import Severity
from pipeline.store import connect_read_only
from pipeline.structure.number.docnumber import number_key
from pipeline.structure.written_out import asked

if TYPE_CHECKING:
    import pandas as pd

_INTEGERS = ("mentions", "amounts", "fiscal_year", "year", "page", "first_run", "copies")
_MONEY = ("vnd", "vnd_high")
_YES_OR_NO = ("held", "counted", "counted_by_fund", "counted_by_place", "newest")
PLACES = ("place", "district", "province", "today_province")
"""The columns in which a place is looked for."""
_FILES = (
    "SELECT d.id, d.source_path FROM json_each(?) j CROSS JOIN document_copies c ON c.document_id = j.value "
    "JOIN documents d ON d.id = c.document_id"
)
_DAYS = ("day", "issued_on", "cited_issued_on")


def asked_for(conditions: Mapping[str, str | int | None]) -> dict[str, str | int]:
    """The conditions that are given, each with the mark of its value."""
    return {f"{condition} ?": value for condition, value in conditions.items() if value is not None}


def of_year(column: str, year: int | None) -> dict[str, str | None]:
    """The condition that a day is of a year."""
    return {f"substr({column}, 1, 4) =": None if year is None else f"{year:04}"}


def gravest(column: str) -> str:
    """The order of findings by their severity, the gravest first."""
    return f"instr('{' '.join(get_args(Severity))}', {column})"


def told_once(column: str, repeated: str = "repeated_findings") -> str:
    """The condition that a finding, by the column of its id, does not say again what another file of its document says."""
    return f"{column} NOT IN (SELECT finding_id FROM {repeated})"


def among(values: Iterable[int | str]) -> str:
    """Values as one parameter, for a condition `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))


def bounded(column: str, first: date | None, last: date | None) -> dict[str, str | None]:
    """The conditions that a day is within bounds."""
    return {f"{column} >=": first.isoformat() if first else None, f"{column} <=": last.isoformat() if last else None}


def framed(
    db: Path,
    sql: str,
    equal: Mapping[str, str | int | None],
    parameters: Sequence[str | int] = (),
    *,
    where: str = "1",
    document: str | None = None,
    order: str = 'd.issued_on, d.number, x."start"',
) -> pd.DataFrame:
    """The rows of a query, narrowed by a condition with its parameters, by those that are given and to a document, in the
    frames' types; the span of a row's words becomes their `link`, and `file` names the file of a document that is held in
    several. Raises what `documents_called` does.
    """
    import pandas as pd

    given = asked_for(equal)
    with closing(connect_read_only(db)) as connection:
        if document is not None:
            given["d.id IN (SELECT value FROM json_each(?))"] = among(documents_called(connection, document))
        sql = f"{sql} WHERE {' AND '.join((where, *given))} ORDER BY {order}"
        frame = pd.read_sql_query(sql, connection, params=(*parameters, *given.values()), dtype="object")
        if "document_id" in frame.columns:
            shown = among(frame["document_id"].dropna().unique())
            frame["file"] = frame["document_id"].map(dict(connection.execute(_FILES, [shown]).fetchall()))
    return linked(typed(frame)).drop(columns=SPAN, errors="ignore")


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame of objects in the frames' types, by its columns' names."""
    import pandas as pd

    for column in frame.columns:
        if column in _INTEGERS or column.endswith(_MONEY):
            frame[column] = frame[column].astype("Int64")
        elif column in _DAYS:
            frame[column] = pd.to_datetime(frame[column], errors="coerce")
        elif column in _YES_OR_NO:
            frame[column] = frame[column].astype("boolean")
        elif column == "confidence":
            frame[column] = frame[column].astype("float64")
        else:
            frame[column] = frame[column].astype("string")
    return frame


def _kept(frame: pd.DataFrame, keep: list[bool]) -> pd.DataFrame:
    """The rows to keep, numbered anew. A bare empty list would choose columns, of which it leaves none."""
    import pandas as pd

    return frame.loc[pd.Series(keep, index=frame.index, dtype=bool)].reset_index(drop=True)


def having(frame: pd.DataFrame, words: Mapping[str, str | None]) -> pd.DataFrame:
    """The rows whose columns contain some words, as `asked` compares them."""
    for column, sought in words.items():
        if sought is not None:
            frame = _kept(frame, [isinstance(cell, str) and asked(sought, cell) for cell in frame[column]])
    return frame


def having_any(frame: pd.DataFrame, columns: Sequence[str], sought: str | None) -> pd.DataFrame:
    """The rows of which one of some columns contains the words, as `asked` compares them."""
    if sought is None:
        return frame
    rows = frame[list(columns)].values
    return _kept(frame, [any(isinstance(cell, str) and asked(sought, cell) for cell in row) for row in rows])


def numbered(frame: pd.DataFrame, column: str, sought: str | None) -> pd.DataFrame:
    """The rows whose number of a document contains what is sought, in any spelling of it."""
    if sought is None:
        return frame
    key = number_key(sought)
    return _kept(frame, [isinstance(cell, str) and key in number_key(cell) for cell in frame[column]])
