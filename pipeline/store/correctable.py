"""What a person may correct, and how its value is written: table -> column -> a parser of the value's text.

A parser gives the value as the records hold it and raises `ValueError`; `parse` turns that into an error that says what is
allowed. An empty value is 'nothing', where a column may be empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from pipeline.errors import UsageError
from pipeline.records import AmountRole, DatePrecision, EntityKind, QuantityRole, Relation
from pipeline.structure.tables import kinds

Parser = Callable[[str], Any]
_YEARS = range(1900, 2101)
_WHOLE = re.compile(r"-?\d{1,18}|\d{1,3}(?:\.\d{3}){1,5}")


def _text(value: str) -> str:
    text = " ".join(value.split())
    if not text:
        raise ValueError
    return text


def whole_vnd(value: str) -> int:
    """Whole đồng; thousands may be parted by points; raises `ValueError`."""
    if not _WHOLE.fullmatch(value):
        raise ValueError
    return int(value.replace(".", ""))


def _day(value: str) -> date:
    """A day as '2019-03-28' or '28/3/2019'."""
    return datetime.strptime(value, "%d/%m/%Y").date() if "/" in value else date.fromisoformat(value)


def _year(value: str) -> int:
    year = int(value)
    if year not in _YEARS:
        raise ValueError
    return year


def _decimal(value: str) -> str:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError
    return str(number)


def _one_of(allowed: tuple[str, ...]) -> Parser:
    def parser(value: str) -> str:
        if value not in allowed:
            raise ValueError
        return value

    return parser


def _kind(value: str) -> str:
    if value not in (kind.code for kind in kinds()):
        raise ValueError
    return value


FIELDS: dict[str, dict[str, Parser]] = {
    "documents": {
        "number": _text, "kind": _kind, "issuer": _text, "place": _text, "issued_on": _day, "subject": _text,
        "signer": _text, "signer_title": _text,
    },
    "amounts": {
        "vnd": whole_vnd, "vnd_high": whole_vnd, "role": _one_of(get_args(AmountRole)), "per": _text, "fund": _text,
        "fiscal_year": _year, "qualifier": _text,
    },
    "citations": {
        "number": _text, "kind": _kind, "issued_on": _day, "issuer": _text,
        "relation": _one_of(get_args(Relation)),
    },
    "dates": {
        "first_day": _day, "last_day": _day,
        "precision": _one_of(get_args(DatePrecision)),
    },
    "quantities": {
        "value_low": _decimal, "value_high": _decimal, "unit": _text, "item": _text,
        "role": _one_of(get_args(QuantityRole)), "qualifier": _text,
    },
    "projects": {
        "name": _text, "kind": _text, "beneficiary": _text, "place": _text, "place_code": _text, "total_vnd": whole_vnd,
        "state_vnd": whole_vnd, "year": _year,
    },
    "entities": {"name": _text, "kind": _one_of(get_args(EntityKind)), "place_code": _text},
}  # fmt: skip
_NEVER_EMPTY = {
    ("amounts", "vnd"), ("amounts", "role"), ("citations", "number"), ("citations", "relation"), ("dates", "precision"),
    ("quantities", "value_low"), ("quantities", "value_high"), ("quantities", "unit"), ("projects", "name"),
    ("entities", "name"), ("entities", "kind"),
}  # fmt: skip
_ALLOWED: dict[Any, tuple[str, str]] = {
    whole_vnd: ("số nguyên đồng, ví dụ 589720000", "whole đồng, such as 589720000"),
    _year: ("năm, ví dụ 2019", "a year, such as 2019"),
    _decimal: ("một số, ví dụ 12.5", "a number, such as 12.5"),
    _day: ("ngày, ví dụ 28/3/2019 hoặc 2019-03-28", "a day as 2019-03-28 or 28/3/2019"),
}
_CHOICES = {
    ("amounts", "role"): get_args(AmountRole),
    ("citations", "relation"): get_args(Relation),
    ("dates", "precision"): get_args(DatePrecision),
    ("quantities", "role"): get_args(QuantityRole),
    ("entities", "kind"): get_args(EntityKind),
}


def parse(table: str, column: str, value: str | None) -> Any:
    """A value as the records hold it, None for nothing; raises `UsageError`."""
    fields = FIELDS[table]
    if column not in fields:
        names = ", ".join(fields)
        raise UsageError(
            f"Không sửa được trường {column} của {table}. Các trường sửa được: {names}.",
            f"The field {column} of {table} cannot be corrected. These can: {names}.",
        )
    if not value and (table, column) not in _NEVER_EMPTY:
        return None
    try:
        return fields[column](value or "")
    except (ValueError, InvalidOperation) as error:
        vi, en = _allowed(table, column)
        raise UsageError(
            f"Giá trị '{value}' không hợp lệ cho {table}.{column}: cần {vi}.",
            f"The value '{value}' does not fit {table}.{column}: it takes {en}.",
        ) from error


def _allowed(table: str, column: str) -> tuple[str, str]:
    parser = FIELDS[table][column]
    choices = tuple(kind.code for kind in kinds()) if parser is _kind else _CHOICES.get((table, column))
    if choices:
        return f"một trong {', '.join(choices)}", f"one of {', '.join(choices)}"
    return _ALLOWED.get(parser, ("chữ, không để trống", "words, not empty"))


def shown(value: Any) -> str | None:
    """A parsed value as text, as the database shows it."""
    return None if value is None else str(value)
