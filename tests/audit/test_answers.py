"""Every check answers for every relation that it tests: it holds, it fails, or why it cannot tell; and all of it is kept."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from conftest import as_document, save
from hypothesis import given, settings
from hypothesis import strategies as st
from test_archive import DECISION, FAULTS, GIVEN, _report

from flows.process import examine
from pipeline.audit.archive import check_subject
from pipeline.query.checks import COUNTS, checks, untold
from pipeline.records import Answer, CheckResult, PageSpan, Source, Text
from pipeline.store import Database

HEAD = "Số: 5/BC-SNN\nSông Mẫu, ngày 10 tháng 4 năm 2019\n\nBÁO CÁO\nMột việc\n\n"
SUM = "Tổng chi {} đồng, gồm: tỉnh {} đồng; huyện {} đồng.\n"
CANNOT = [
    ("footing", HEAD + "Tổng chi khoảng 30 triệu đồng, gồm: A 10 triệu đồng; B 25 triệu đồng.", "xấp xỉ"),
    ("footing", HEAD + "Tổng chi 1,31 tỷ đồng, gồm: tỉnh 640 triệu đồng; huyện 665 triệu đồng.", "làm tròn"),
    ("footing", HEAD + "Tổng chi 30 triệu đồng, gồm:\n- Tỉnh 10 triệu đồng và 5 triệu đồng;\n- Huyện 15 triệu đồng.\n", "nhiều số tiền"),
    ("cited-before-issued", "Theo Quyết định số 7/QĐ-UBND ngày 12/5/2019.", "chính văn bản"),
    ("cited-before-issued", HEAD + "Theo Quyết định số 7/QĐ-UBND của UBND tỉnh.", "được viện dẫn"),
    ("count-against-list", HEAD + "Hỗ trợ 03 mô hình, gồm:\n- Trồng nấm;\n- Nuôi ong.\n", "không mang tên"),
    ("count-against-list", HEAD + "Cử 03 đồng chí, gồm:\n- Đồng chí Lê An;\n- Ông Hồ Dũng và bà Lê Cúc.\n", "không mang tên"),
    ("count-against-list", HEAD + "Dự 02 hội chợ, gồm:\n- Hội chợ A;\n- Triển lãm B.\n", "không mang tên"),
    ("allocation-against-use", HEAD + "Kinh phí đã bố trí cho chương trình ABC năm 2021 là 100 triệu đồng.", "không nêu khoản sử dụng"),
    ("allocation-against-use", HEAD + "Kinh phí được giao năm 2019 là 100 triệu đồng. Đã chi năm 2018 là 90 triệu đồng.", "không khoản nào đối chiếu"),
    ("footing", HEAD + 'Công văn số 9/SNN đã ghi "Hỗ trợ 5.000 triệu đồng, gồm: cây giống 4.000 triệu đồng; phân bón 2.000 triệu đồng", nay là "X".', "đính chính"),
    ("footing", HEAD + 'Tại trang 2 đã in "Hỗ trợ 5.000 triệu đồng, gồm: cây giống 4.000 triệu đồng; phân bón 2.000 triệu đồng", đọc lại là "X".', "đính chính"),
    ("footing", HEAD + 'Công văn số 9/SNN viết "Hỗ trợ 5.000 triệu đồng, gồm: cây giống 4.000 triệu đồng; phân bón 2.000 triệu đồng", xin sửa lại là: "X".', "đính chính"),
    ("footing", HEAD + 'Sửa đoạn "Hỗ trợ 5.000 triệu đồng, gồm: cây giống 4.000 triệu đồng; phân bón 2.000 triệu đồng" thành "X".', "đính chính"),
    ("footing", HEAD + 'Đính chính Công văn số 9/SNN như sau:\n- "Hỗ trợ 5.000 triệu đồng, gồm: cây giống 4.000 triệu đồng; phân bón 2.000 triệu đồng" đọc lại là "X".', "đính chính"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "sure", "severity"),
    [
        ("1.486.000.006", 0.8, "note"),
        ("1.486.000.006", 0.9, "error"),
        ("1.486.000.006", None, "error"),
        ("1,486 triệu", 0.9, "note"),
        ("1.486.000.001", 0.8, "error"),
        ("1.496.500.000", 0.8, "error"),
    ],
)
def test_words_tell_what_ocr_may_have_misread(figures: str, sure: float | None, severity: str) -> None:
    said = f"{HEAD}Chi {figures} đồng (Một tỷ bốn trăm tám mươi sáu triệu đồng)."
    text = Text(said, (PageSpan(1, 0, len(said), ocr_confidence=sure),), "ocr" if sure else "native")
    document = examine(Source(Path("quet.pdf"), "0" * 64, "application/pdf", 1), text)
    (finding,) = [one for one in document.findings if one.check_name == "words-against-digits"]
    assert finding.severity == severity
    assert ("có thể là 1.486" in finding.message_vi) is (severity == "note")


def _answers(text: str) -> dict[str, Counter[Answer]]:
    found: dict[str, Counter[Answer]] = {}
    for result in as_document(text).checked.results:
        found.setdefault(result.check_name, Counter())[result.answer] += result.relations
    return found


@pytest.mark.parametrize(("name", "text", "why"), CANNOT, ids=[text[-40:] for _, text, _ in CANNOT])
def test_what_cannot_be_told_says_why_in_both_languages(name: str, text: str, why: str) -> None:
    document = as_document(text)
    results = [r for r in document.checked.results if r.check_name == name]
    assert [r.answer for r in results] == ["cannot tell"]
    assert why in (results[0].reason_vi or "") and results[0].reason_en
    assert [f for f in document.findings if f.severity != "note"] == []


@settings(max_examples=50)
@given(parts=st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 10**9), st.booleans()), min_size=1, max_size=5))
def test_every_sum_of_a_text_is_answered_for(parts: list[tuple[int, int, bool]]) -> None:
    lines = [SUM.format(a + b + (0 if right else 7_000_000), a, b) for a, b, right in parts]
    right = sum(right for *_, right in parts)
    found = _answers(HEAD + "".join(lines))["footing"]
    assert (found["holds"], found["fails"]) == (right, len(parts) - right)


def test_small_relations_are_counted_in_one_row() -> None:
    days = [r for r in as_document(HEAD + "Họp ngày 1/2/2019, ngày 2/2/2019.").checked.results if not r.start]
    (counted,) = [r for r in days if r.check_name == "impossible-date"]
    assert (counted.answer, counted.relations, counted.start) == ("holds", 3, None)


def _stored(path: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT * FROM check_results").fetchall()
    connection.close()
    return sorted(rows, key=repr)


def test_answers_are_kept_once_and_follow_their_documents(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    decision, report = as_document(DECISION.format(500), "a.txt"), as_document(_report(GIVEN.format(500)), "b.txt")
    with Database(path) as database:
        save(database, report)
        database.compare(check_subject)
        alone = checks(path).set_index("check_name")
        save(database, decision)
        database.compare(check_subject)
        before = _stored(path)
        for document in (decision, report):
            save(database, document)
        database.compare(check_subject)
        assert _stored(path) == before
    both = checks(path).set_index("check_name")
    assert alone.loc["decision-not-held", "cannot_tell"] == 1 and both.loc["decision-not-held", "tested"] == 0
    assert both.loc["allocation-told-differently", ["tested", "holds", "in_documents"]].tolist() == [1, 1, 1]
    assert (both["tested"] == both[list(COUNTS[1:])].sum(axis=1)).all()
    reasons = untold(path)[["check_name", "relations", "in_documents", "example"]].values.tolist()
    assert reasons == [["allocation-against-use", 2, 2, "12/QĐ-UBND"]]


def test_parts_that_need_not_be_all_are_within_their_total_and_not_said_to_hold(tmp_path: Path) -> None:
    told = (
        "Tổng chi 30 triệu đồng, gồm: A 10 triệu đồng; B 20 triệu đồng.",
        "Tổng chi 30 triệu đồng, gồm: A 10 triệu đồng; B 25 triệu đồng.",
        "Chi 50 triệu đồng, trong đó tập huấn 12 triệu đồng.",
        "Chi 40 triệu đồng, trong đó mua máy 45 triệu đồng.",
        "Chi 1.000 USD, trong đó mua sách 300 USD.",
        "Chi 900 USD, gồm: A 400 USD; B 500 USD.",
    )
    path = tmp_path / "x.db"
    with Database(path) as database:
        save(database, as_document(HEAD + "\n".join(told) + "\n"))
        assert checks(path).set_index("check_name").loc["footing", list(COUNTS)].tolist() == [6, 2, 2, 2, 0]


@pytest.mark.parametrize(("name", "severity", "texts", "wrong", "right"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_check_across_documents_answers_for_both_outcomes(
    name: str, severity: str, texts: list[str], wrong: str, right: str
) -> None:
    def answers(filling: str) -> set[Answer]:
        said: dict[str, list[object]] = {}
        for index, text in enumerate([*texts[:-1], texts[-1].replace("{}", filling)]):
            for statement in as_document(text, f"{index}.txt").statements:
                said.setdefault(statement.subject, []).append(statement)
        results: list[CheckResult] = [r for about in said.values() for r in check_subject(about).results]  # type: ignore[arg-type]
        return {result.answer for result in results if result.check_name == name}

    assert answers(wrong) == {"fails"}
    assert answers(right) <= {"holds", "cannot tell"} and answers(right)
