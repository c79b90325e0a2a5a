"""What the filters of the analyst's views leave: just the rows that are asked for, some of them and not all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from web.history import history

from pipeline.errors import UsageError
from pipeline.normalize import fold
from pipeline.query import citations, figures, findings, given, missing, projects, timeline
from pipeline.query.known import expect_code
from pipeline.query.periods import first_day, last_day
from pipeline.records import AmountRole, Relation, Severity

Row = dict[str, Any]


def _within(day: Any, first: str, last: str) -> bool:
    return bool(pd.notna(day) and pd.Timestamp(first) <= day <= pd.Timestamp(last))


FILTERS: list[tuple[Callable[..., pd.DataFrame], Row, Callable[[Row], bool]]] = [
    (citations, {"number": "57 /2018/ND - CP"}, lambda row: row["number"] == "57/2018/NĐ-CP"),
    (citations, {"kind": "KH"}, lambda row: row["kind"] == "KH"),
    (citations, {"issuer": "chinh phu"}, lambda row: "chinh phu" in fold(row["cited_issuer"])),
    (citations, {"year": 2021}, lambda row: _within(row["cited_issued_on"], "2021-01-01", "2021-12-31")),
    (citations, {"first": date(2018, 1, 1), "last": date(2020, 1, 1)}, lambda row: _within(row["cited_issued_on"], "2018-01-01", "2020-01-01")),
    (citations, {"held": True}, lambda row: bool(row["held"])),
    (citations, {"held": False}, lambda row: not row["held"]),
    (citations, {"relation": "basis"}, lambda row: row["relation"] == "basis"),
    (citations, {"contains": "căn CỨ"}, lambda row: "can cu" in fold(row["quote"])),
    (citations, {"document": "12/QD-UBND"}, lambda row: row["document"] == "12/QĐ-UBND"),
    (citations, {"document": "bc2.txt"}, lambda row: row["document"] == "41/BC-SNN"),
    (citations, {"citing_kind": "BC"}, lambda row: "/BC-" in row["document"]),
    (missing, {"number": "57/2018"}, lambda row: row["number"] == "57/2018/NĐ-CP"),
    (missing, {"kind": "NĐ"}, lambda row: row["kind"] == "NĐ"),
    (missing, {"issuer": "so tai chinh"}, lambda row: fold(row["cited_issuer"] or "").startswith("so tai chinh")),
    (missing, {"year": 2018}, lambda row: _within(row["cited_issued_on"], "2018-01-01", "2018-12-31")),
    (missing, {"first": date(2020, 1, 1)}, lambda row: _within(row["cited_issued_on"], "2020-01-01", "9999-01-01")),
    (missing, {"relation": "implements"}, lambda row: row["number"] == "57/2018/NĐ-CP"),
    (missing, {"contains": "dinh muc"}, lambda row: "định mức" in (row["subject"] or "")),
    (missing, {"document": "12/QĐ-UBND"}, lambda row: row["number"] == "57/2018/NĐ-CP"),
    (missing, {"at_least": 2}, lambda row: row["mentions"] >= 2),
    (timeline, {"year": 2018}, lambda row: row["day"].year == 2018),
    (timeline, {"first": date(2021, 2, 1), "last": date(2021, 2, 28)}, lambda row: _within(row["day"], "2021-02-01", "2021-02-28")),
    (timeline, {"event": "cited"}, lambda row: row["event"] == "cited"),
    (timeline, {"kind": "QĐ"}, lambda row: row["kind"] == "QĐ"),
    (timeline, {"issuer": "so nong nghiep"}, lambda row: "so nong nghiep" in fold(row["issuer"])),
    (timeline, {"issuer": "uy ban nhan dan tinh"}, lambda row: row["issuer"].startswith("UBND")),
    (timeline, {"number": "12/QD"}, lambda row: row["document"] == "12/QĐ-UBND"),
    (timeline, {"contains": "ocop"}, lambda row: "ocop" in fold(row["words"])),
    (timeline, {"place": "quang tri"}, lambda row: row["event"] != "cited"),
    (figures, {"first": date(2021, 12, 1)}, lambda row: _within(row["issued_on"], "2021-12-01", "9999-01-01")),
    (projects, {"place": "cam lo"}, lambda row: "Cam Lộ" in row["district"]),
    (projects, {"last": date(2021, 12, 20)}, lambda row: row["document"] == "40/BC-SNN"),
]  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    more = "SỞ TÀI CHÍNH\nTỈNH QUẢNG TRỊ\nSố: 5/BC-STC\nQuảng Trị, ngày 1 tháng 3 năm 2021\n\nBÁO CÁO\nVề giá\n\nTheo Công văn số 88/STC-QLG ngày 4/2/2021 của Sở Tài chính về định mức chi.\n"
    return history(tmp_path_factory.mktemp("filters"), more)


@pytest.mark.parametrize(
    ("find", "given", "wanted"),
    FILTERS,
    ids=lambda value: str(value) if isinstance(value, dict) else getattr(value, "__name__", ""),
)
def test_a_filter_leaves_what_is_asked_for_and_nothing_else(
    db: Path, find: Callable[..., pd.DataFrame], given: Row, wanted: Callable[[Row], bool]
) -> None:
    def rows(frame: pd.DataFrame) -> list[Row]:
        return [
            {name: None if value is pd.NA else value for name, value in row.items()} for row in frame.to_dict("records")
        ]

    whole = rows(find(db))
    left = [row for row in whole if wanted(row)]
    assert 0 < len(left) < len(whole)
    assert [str(row) for row in rows(find(db, **given))] == [str(row) for row in left]


TEXTS = [
    (find, {name: value for view, given, _ in FILTERS if view is find for name, value in given.items() if isinstance(value, str)})
    for find in dict.fromkeys(find for find, _, _ in FILTERS)
]  # fmt: skip


@pytest.mark.parametrize(
    ("find", "words"), [*TEXTS, (given, {"place": "cam lo", "fund": "tinh", "decided_by": "tinh"})]
)
def test_where_one_filter_leaves_nothing_the_others_keep_its_columns(
    db: Path, find: Callable[..., pd.DataFrame], words: Row
) -> None:
    empty = find(db, year=1800, **words)
    assert len(empty) == 0
    assert list(empty.columns) == list(find(db).columns)


def test_missing_documents_of_a_place_are_those_that_its_documents_cite(db: Path) -> None:
    assert len(missing(db, place="quảng trị")) == len(missing(db)) == 2
    assert len(missing(db, place="hà giang")) == 0
    assert len(citations(db, place="hà giang")) == 0


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2/2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("15/3/2018", date(2018, 3, 15), date(2018, 3, 15)),
        (" 2018-03-15 ", date(2018, 3, 15), date(2018, 3, 15)),
    ],
)
def test_a_period_is_its_first_and_last_day(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["", "18", "13/2018", "30/2/2018", "0000", "2018-00", "1/1/2018/", "hôm nay"])
def test_what_is_no_day_is_refused(text: str) -> None:
    for read in (first_day, last_day):
        with pytest.raises(UsageError):
            read(text)


@pytest.mark.parametrize(
    ("view", "asked"),
    [
        (figures, {"role": "nonsense"}),
        (figures, {"role": "bố trí"}),
        (figures, {"kind": "qd"}),
        (citations, {"relation": "nonsense"}),
        (citations, {"kind": "nonsense"}),
        (citations, {"citing_kind": "nonsense"}),
        (missing, {"relation": "nonsense"}),
        (missing, {"kind": "nonsense"}),
        (timeline, {"event": "nonsense"}),
        (timeline, {"kind": "nonsense"}),
        (findings, {"severity": ("error", "nonsense")}),
    ],
)
def test_a_code_that_no_row_has_is_refused(view: Callable[..., pd.DataFrame], asked: Row, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nonsense|bố trí|qd"):
        view(tmp_path / "a.db", **asked)


def test_every_code_of_the_records_may_be_asked_for() -> None:
    columns = {"role": AmountRole, "relation": Relation, "severity": Severity}
    for of, codes in columns.items():
        for one in get_args(codes):
            expect_code(of, one)
    for event in ("issued", "cited", "allocated", "spent", "disbursed"):
        expect_code("event", event)
