"""Tables of money: units said once, totals down and across, subtotals not counted twice, tables over pages."""

from __future__ import annotations

from pathlib import Path

from flows.process import examine, process_file
from pipeline.records import Cell, Document, PageSpan, Source, Table, Text

HEAD = ["TT", "Nội dung", "Ngân sách tỉnh", "Vốn đối ứng", "Tổng số"]


def table_document(*tables: list[list[str]], lead: str = "ĐVT: triệu đồng\n") -> Document:
    """A document of tables, each a list of rows; a page for each."""
    text, spans = lead, []
    for number, rows in enumerate(tables, 1):
        start, cells = len(text), []
        for row, words in enumerate(rows):
            for column, word in enumerate(words):
                cells.append(Cell(row, column, len(text), len(text) + len(word)))
                text += word + ("\t" if column < len(words) - 1 else "\n")
        page_start = 0 if number == 1 else start
        spans.append(PageSpan(number, page_start, len(text), tables=(Table(start, len(text) - 1, tuple(cells)),)))
    return examine(Source(Path("bang.txt"), "0" * 64, "text/plain", 1), Text(text, tuple(spans), "native"))


def sums(document: Document) -> list[tuple[str, str, list[str], bool]]:
    amounts = document.facts.mentions.amounts
    return [(s.rule, amounts[s.total].text, [amounts[p].text for p in s.parts], s.holds) for s in document.facts.sums]


def test_totals_down_and_across() -> None:
    document = table_document(
        [
            HEAD,
            ["1", "Giống", "10", "5", "15"],
            ["2", "Máy", "20,5", "4,5", "25"],
            ["", "Tổng cộng", "30,5", "9,5", "40"],
        ]
    )
    assert sums(document) == [
        ("sum.column", "30,5", ["10", "20,5"], True),
        ("sum.column", "9,5", ["5", "4,5"], True),
        ("sum.column", "40", ["15", "25"], True),
        ("sum.row", "15", ["10", "5"], True),
        ("sum.row", "25", ["20,5", "4,5"], True),
        ("sum.row", "40", ["30,5", "9,5"], True),
    ]
    amounts = document.facts.mentions.amounts
    assert (amounts[0].vnd, amounts[0].fund, amounts[0].role) == (10_000_000, "Ngân sách tỉnh", "part")
    assert amounts[-1].role == "total"


def test_subtotals_do_not_count_twice() -> None:
    rows = [
        ["TT", "Nội dung", "Kinh phí"], ["I", "Trồng trọt", "30"], ["1", "Lúa", "10"], ["2", "Ngô", "20"],
        ["II", "Chăn nuôi", "40"], ["1", "Gà", "15"], ["2", "Bò", "25"], ["", "Cộng", "70"],
    ]  # fmt: skip
    assert {(total, tuple(parts)) for _, total, parts, _ in sums(table_document(rows))} == {
        ("30", ("10", "20")), ("40", ("15", "25")), ("70", ("30", "40")),
    }  # fmt: skip


def test_a_wrong_cell_is_an_error_at_its_place() -> None:
    document = table_document(
        [["TT", "Nội dung", "Kinh phí"], ["1", "A", "10"], ["2", "B", "25"], ["", "Tổng cộng", "30"]]
    )
    (finding,) = document.findings
    assert (finding.check_name, finding.severity, finding.difference_vnd) == ("footing", "error", -5_000_000)
    assert [document.text.text[e.start : e.end] for e in finding.evidence] == ["30", "10", "25"]


def test_a_table_over_two_pages_is_one() -> None:
    head = ["TT", "Nội dung", "Kinh phí"]
    first = [head, ["1", "A", "10"], ["2", "B", "20"]]
    second = [head, ["3", "C", "30"], ["", "Tổng cộng", "60"]]
    assert sums(table_document(first, second)) == [("sum.column", "60", ["10", "20", "30"], True)]


def test_what_is_no_money_stays_out() -> None:
    rows = [
        ["STT", "Đơn vị", "Số lượng", "Kinh phí"],
        ["1", "A", "7", "10"],
        ["2", "B", "8", "20"],
        ["", "Tổng cộng", "15", "30"],
    ]
    document = table_document(rows)
    assert [amount.text for amount in document.facts.mentions.amounts] == ["10", "20", "30"]
    assert table_document(rows, lead="Danh sách\n").facts.mentions.amounts == ()


def test_a_column_says_its_own_unit() -> None:
    rows = [["TT", "Tên", "Vốn (tỷ đồng)", "Diện tích (ha)"], ["1", "A", "1,5", "7"], ["2", "B", "2", "8"]]
    assert [a.vnd for a in table_document(rows, lead="").facts.mentions.amounts] == [1_500_000_000, 2_000_000_000]


def test_the_unit_of_a_thousand() -> None:
    rows = [["Nội dung", "Số tiền"], ["A", "12.730.000"], ["B", "5.000"]]
    assert [a.vnd for a in table_document(rows, lead="ĐVT : 1000 đồng\n").facts.mentions.amounts] == [
        12_730_000_000,
        5_000_000,
    ]


def test_the_corpus_tables_add_up(corpus: Path) -> None:
    document = process_file(corpus / "176-BC-SNN-2023.pdf")
    assert isinstance(document, Document)
    column = next(s for s in document.facts.sums if s.rule == "sum.column")
    assert (len(column.parts), column.holds) == (32, True)
