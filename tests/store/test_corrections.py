"""A person's word outlives every re-ingest, is told of when its mention is gone, and touches nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from conftest import as_document, as_text, save
from hypothesis import given
from hypothesis import strategies as st
from test_database import dump

from flows.corrections import _check_order, correct, undo
from flows.process import examine, process_file
from pipeline.audit.archive import check_subject
from pipeline.errors import UsageError
from pipeline.query.corrections import Row
from pipeline.query.review import review
from pipeline.records import Document
from pipeline.store import Database
from pipeline.store.correctable import FIELDS, parse
from pipeline.store.corrections import RULE, apply

REPORT = (
    "Số: 2/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc B\n\nThực hiện Quyết định số 1/QĐ-UBND ngày "
    "05/3/2019. Tổng chi 30 triệu đồng, gồm: tỉnh 14 triệu đồng; huyện 20 triệu đồng.\nNgày 31/4/2019 đã nghiệm thu 3 công trình.\n"
)
WHO = {"who": "An", "why": "đối chiếu bản giấy"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with Database(path) as database:
        save(database, as_document(REPORT))
        database.resolve_citations()
        database.compare(check_subject)
    return path


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(db)
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def row_id(db: Path, table: str, text: str) -> str:
    ((found,),) = rows(db, f"SELECT id FROM {table} WHERE text = '{text}'")
    return str(found)


def without_corrections(db: Path) -> list[str]:
    return [line for line in dump(db) if not line.startswith('INSERT INTO "corrections')]


@pytest.mark.parametrize("name", ["176-BC-SNN-2023.pdf", "1045-QD-UBND-2022.docx", "27-TB-VPUB-2023.txt"])
def test_a_document_read_back_from_the_archive_is_the_same(corpus: Path, tmp_path: Path, name: str) -> None:
    document = process_file(corpus / name)
    assert isinstance(document, Document)
    path = tmp_path / "a.db"
    with Database(path) as database:
        save(database, document)
        database.resolve_citations()
        before = dump(path)
        save(database, examine(*database.load(document.id)))
        database.resolve_citations()
    assert dump(path) == before


def test_a_corrected_figure_is_audited_and_outlives_a_new_reading(db: Path) -> None:
    before = rows(db, "SELECT check_name FROM findings WHERE severity = 'error'")
    correct(db, row_id(db, "amounts", "14 triệu đồng"), "vnd", "10.000.000", **WHO)
    for _ in range(2):
        assert rows(db, "SELECT vnd, value, rule, confidence FROM amounts WHERE text = '14 triệu đồng'") == [
            (10_000_000, "10000000", "correction", 1.0)
        ]
        assert rows(db, "SELECT holds, difference_vnd FROM sums") == [(1, 0)]
        assert rows(db, "SELECT check_name FROM findings WHERE severity = 'error'") != before
        with Database(db) as database:
            save(database, as_document(REPORT))
    assert rows(db, "SELECT old_value, new_value, corrected_by, reason, placed FROM corrections") == [
        ("14000000", "10000000", "An", "đối chiếu bản giấy", 1)
    ]


def test_a_finding_on_a_corrected_figure_tells_the_right_value(db: Path) -> None:
    correct(db, row_id(db, "amounts", "14 triệu đồng"), "vnd", "11.500.000", **WHO)
    told = [message for (message,) in rows(db, "SELECT message_vi FROM findings WHERE check_name = 'footing'")]
    assert len(told) == 1 and "11.500.000 đồng" in told[0] and "14 triệu đồng" not in told[0]
    assert rows(db, "SELECT precision_vnd FROM amounts WHERE text = '14 triệu đồng'") == [(100_000,)]


def test_the_same_correction_twice_is_one_and_undoing_it_restores_every_row(db: Path) -> None:
    before = without_corrections(db)
    target = row_id(db, "amounts", "14 triệu đồng")
    numbers = [correct(db, target, "role", "spent", **WHO).number for _ in range(2)]
    assert numbers[0] == numbers[1] and len(rows(db, "SELECT 1 FROM corrections")) == 1
    once = without_corrections(db)
    assert [line for line in once if line not in before] != []
    undo(db, numbers[0], who="Bình")
    assert without_corrections(db) == before
    assert rows(db, "SELECT undone_by FROM corrections") == [("Bình",)]
    with pytest.raises(UsageError, match="No correction 1 stands"):
        undo(db, numbers[0], who="Bình")


def test_a_correction_says_that_a_person_told_the_value(db: Path) -> None:
    target = row_id(db, "amounts", "14 triệu đồng")
    why = "SELECT role, role_rule, fund, fund_rule, fiscal_year, year_rule FROM amounts WHERE text = '14 triệu đồng'"
    ((_, role_rule, *others),) = rows(db, why)
    assert role_rule != RULE
    correct(db, target, "role", "spent", **WHO)
    assert rows(db, why) == [("spent", RULE, *others)]
    correct(db, target, "fund", "ngân sách xã", **WHO)
    correct(db, target, "fiscal_year", "2018", **WHO)
    assert rows(db, why) == [("spent", RULE, "ngân sách xã", RULE, 2018, RULE)]
    correct(db, target, "fund", "", **WHO)
    assert rows(db, why) == [("spent", RULE, None, None, 2018, RULE)]


def test_a_corrected_fund_is_of_the_kind_that_it_names(db: Path) -> None:
    target = row_id(db, "amounts", "14 triệu đồng")
    for fund, kind in [("ngân sách xã", "commune"), ("vốn vay ADB", "oda"), ("", None)]:
        correct(db, target, "fund", fund, **WHO)
        assert rows(db, "SELECT fund_kind FROM amounts WHERE text = '14 triệu đồng'") == [(kind,)]


@pytest.mark.parametrize(
    ("column", "value", "vouched"),
    [
        ("role", "spent", False),
        ("fund", "ngân sách xã", False),
        ("fiscal_year", "2018", False),
        ("vnd", "30000000", True),
    ],
)
def test_a_correction_vouches_for_the_sum_only_where_it_is_about_the_sum(
    db: Path, column: str, value: str, vouched: bool
) -> None:
    assert [*review(db, reason="sum")["text"]] == ["30 triệu đồng"]
    doubted = "SELECT rule, confidence FROM amounts WHERE text = '30 triệu đồng'"
    before = rows(db, doubted)
    correct(db, row_id(db, "amounts", "30 triệu đồng"), column, value, **WHO)
    assert rows(db, doubted) == ([(RULE, 1.0)] if vouched else before)
    assert review(db, reason="sum").empty == vouched


def test_a_corrected_cell_is_still_one_of_its_table(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    rows_of_table = "TT\tĐơn vị\tKế hoạch vốn\n1\tHuyện Cam Lộ\t2.000\n2\tHuyện Gio Linh\t1.200\n"
    with Database(path) as database:
        save(database, as_document(f"{REPORT}ĐVT: triệu đồng\n{rows_of_table}"))
        database.compare(check_subject)
    told = "SELECT text, role, role_rule, fund, fiscal_year, row_heading FROM amounts ORDER BY start"
    before = rows(path, told)
    correct(path, row_id(path, "amounts", "2.000"), "vnd", "2100000000", **WHO)
    assert rows(path, told) == before
    with Database(path) as database:
        number = row_id(path, "amounts", "2.000")
        document = examine(*database.load(number.rpartition(".")[0]))
        corrected = apply(document, database.corrections(document.id)).document
    assert [amount.text for amount in corrected.facts.mentions.amounts if amount.in_cell] == ["2.000", "1.200"]


def test_a_later_correction_of_the_same_value_wins_and_its_undoing_leaves_the_first(db: Path) -> None:
    target = row_id(db, "amounts", "14 triệu đồng")
    correct(db, target, "vnd", "10000000", **WHO)
    second = correct(db, target, "vnd", "11000000", **WHO)
    assert second.old == "10000000"
    assert rows(db, "SELECT vnd FROM amounts WHERE text = '14 triệu đồng'") == [(11_000_000,)]
    undo(db, second.number, who="An")
    assert rows(db, "SELECT vnd FROM amounts WHERE text = '14 triệu đồng'") == [(10_000_000,)]


def test_a_cost_that_a_person_tells_beside_a_years_plan_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    plan = (
        "ĐVT: triệu đồng\n\nTT\tDanh mục dự án\tKế hoạch vốn năm 2024\n1\tDự án xây dựng trường THCS Mẫu Hòa\t24.000\n"
        "2\tDự án xây dựng trạm y tế Mẫu Bình\t7.500\n"
    )
    with Database(path) as database:
        save(database, as_document(plan))
    costs = "SELECT total_vnd, year FROM projects ORDER BY start"
    assert rows(path, costs) == [(None, 2024), (None, 2024)]
    correct(path, row_id(path, "projects", "Dự án xây dựng trường THCS Mẫu Hòa"), "total_vnd", "24.000.000.000", **WHO)
    assert rows(path, costs) == [(24_000_000_000, 2024), (None, 2024)]


def test_a_false_find_goes_and_leaves_the_ids_of_the_others(db: Path) -> None:
    before = {text: id_ for id_, text in rows(db, "SELECT id, text FROM amounts")}
    wrong = before.pop("14 triệu đồng")
    correct(db, str(wrong), None, None, **WHO)
    for _ in range(2):
        assert {text: id_ for id_, text in rows(db, "SELECT id, text FROM amounts")} == before
        assert rows(db, "SELECT difference_vnd FROM sums") == [(10_000_000,)]
        with Database(db) as database:
            save(database, as_document(REPORT))
    assert review(db, reason="orphaned").empty


def test_a_false_citation_is_no_statement_any_more(db: Path) -> None:
    ((cited,),) = rows(db, "SELECT id FROM citations")
    assert rows(db, "SELECT kind FROM statements WHERE kind = 'cited'") == [("cited",)]
    correct(db, str(cited), None, None, **WHO)
    assert rows(db, "SELECT kind FROM statements WHERE kind = 'cited'") == []


def test_a_correction_follows_its_words_and_is_told_of_when_they_are_gone(db: Path) -> None:
    correct(db, row_id(db, "amounts", "14 triệu đồng"), "vnd", "10000000", **WHO)
    with Database(db) as database:
        ((id_, *_),) = database.sources()
        source, _ = database.load(id_)
        save(database, examine(source, as_text(REPORT.replace("Việc B", "Việc B, năm 2019 và chi 14 triệu USD"))))
        assert rows(db, "SELECT text FROM amounts WHERE vnd = 10000000") == [("14 triệu đồng",)]
        save(database, examine(source, as_text(REPORT.replace("14 triệu đồng", "14 triệu tấn"))))
        gone = review(db, reason="orphaned")
        assert list(gone["text"]) == ["14 triệu đồng"] and list(gone["value"]) == ["vnd = 10000000"]
        save(database, examine(source, as_text(REPORT)))
    assert review(db, reason="orphaned").empty
    assert rows(db, "SELECT text FROM amounts WHERE vnd = 10000000") == [("14 triệu đồng",)]


def test_of_two_places_with_the_same_words_the_right_one_is_corrected(tmp_path: Path) -> None:
    text = "Năm 2018 chi 5 tỷ đồng.\nNăm 2019 chi 5 tỷ đồng.\n"
    path = tmp_path / "a.db"
    with Database(path) as database:
        document = as_document(text)
        save(database, document)
        correct(path, f"{document.id}.a1", "vnd", "6000000000", **WHO)
        moved = as_text("Thêm một dòng.\n" + text)
        save(database, examine(document.source, moved))
    assert rows(path, 'SELECT vnd FROM amounts ORDER BY "start"') == [(5_000_000_000,), (6_000_000_000,)]


def test_the_head_is_corrected(db: Path) -> None:
    correct(db, "2/BC-SNN", "number", "3/BC-SNN", **WHO)
    correct(db, "3/BC-SNN", "issued_on", "2019-09-10", **WHO)
    correct(db, "3/BC-SNN", "kind", "KH", **WHO)
    correct(db, "3/BC-SNN", "signer", "Lê Thị Mẫu", **WHO)
    with Database(db) as database:
        save(database, as_document(REPORT))
    assert rows(db, "SELECT number, number_key, kind, kind_name, issued_on, signer FROM documents") == [
        ("3/BC-SNN", "3/bc/snn", "KH", "Kế hoạch", "2019-09-10", "Lê Thị Mẫu")
    ]


def test_a_corrected_issuer_has_its_full_name(db: Path) -> None:
    first = "SELECT issuer, issuer_full_name FROM documents"
    before = rows(db, first)
    changes = [correct(db, "2/BC-SNN", "issuer", "Sở Tài chính tỉnh Bến Mẫu", **WHO)]
    assert rows(db, first) == [("Sở Tài chính tỉnh Bến Mẫu", "Sở Tài chính tỉnh Bến Mẫu")]
    changes.append(correct(db, "2/BC-SNN", "issuer", "UBND xã Mẫu", **WHO))
    assert rows(db, "SELECT issuer_full_name FROM documents") == [("Ủy ban nhân dân xã Mẫu",)]
    for change in changes:
        undo(db, change.number, who="An")
    assert rows(db, first) == before


def test_the_queue_is_worst_first_with_its_reasons(db: Path) -> None:
    queue = review(db, below=1)
    assert list(queue["confidence"]) == sorted(queue["confidence"])
    assert queue.loc[0, "reason"] == "impossible-date" and "31/4/2019" in queue.loc[0, "text"]
    assert "sum" in set(queue["reason"])
    assert queue["id"].is_unique
    assert set(review(db, below=1, table="citations")["table"]) == {"citations"}
    assert review(db, below=0, reason="confidence").empty


def test_readings_in_doubt_are_in_the_queue_where_scans_left_them(db: Path) -> None:
    connection = sqlite3.connect(db)
    connection.execute(
        "INSERT INTO doubts (id, document_id, \"start\", \"end\", page, text, reading, reason, confidence) "
        "SELECT id || '.o0', id, 0, 2, 1, '1', '7', 'low-confidence', 0.3 FROM documents"
    )  # fmt: skip
    connection.commit()
    connection.close()
    assert list(review(db, reason="reading")["value"]) == ["7"]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("amounts", "vnd", "5 tỷ"), ("amounts", "vnd", "1.5"), ("amounts", "vnd", ""), ("amounts", "role", "stolen"),
        ("amounts", "fiscal_year", "19"), ("amounts", "text", "x"), ("dates", "first_day", "31/4/2019"),
        ("citations", "relation", "likes"), ("citations", "kind", "XYZ"), ("quantities", "value_low", "NaN"),
        ("documents", "issued_on", "2019-02-30"), ("entities", "kind", "ghost"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_both_languages(table: str, column: str, value: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse(table, column, value)
    assert refused.value.vi != refused.value.en and column in refused.value.vi


@given(st.integers(0, 10**15))
def test_money_reads_with_and_without_points(vnd: int) -> None:
    assert parse("amounts", "vnd", str(vnd)) == parse("amounts", "vnd", f"{vnd:,}".replace(",", ".")) == vnd


def test_the_ends_of_a_range_are_compared_to_the_last_dong() -> None:
    row = Row("amounts", "x", "d", 0, 1, "-", {"vnd": 2**53 + 1, "vnd_high": 2**53 + 2})
    with pytest.raises(UsageError):
        _check_order(row, "vnd_high", str(2**53))
    _check_order(row, "vnd_high", str(2**53 + 1))


def test_every_column_that_can_be_corrected_is_in_the_schema(db: Path) -> None:
    for table, columns in FIELDS.items():
        held = {name for _, name, *_ in rows(db, f"PRAGMA table_info({table})")}
        assert set(columns) <= held, table


def test_ends_stay_in_order_and_a_reason_is_needed(db: Path) -> None:
    day = row_id(db, "dates", "ngày 05/3/2019")
    with pytest.raises(UsageError, match="above"):
        correct(db, day, "last_day", "2018-01-01", **WHO)
    with pytest.raises(UsageError, match="why"):
        correct(db, day, "precision", "day", who="An", why=" ")
    with pytest.raises(UsageError, match="no row"):
        correct(db, day + "99", "precision", "day", **WHO)
    assert rows(db, "SELECT 1 FROM corrections") == []
