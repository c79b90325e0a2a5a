"""Projects in prose and tables; one project in two documents."""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from conftest import as_document, as_text, save

from benchmarks.accuracy.gold import as_text as as_gold_text
from benchmarks.accuracy.weighing import PROJECT_CASES
from flows.process import examine
from pipeline.query.sql import run_sql
from pipeline.records import Cell, PageSpan, Project, Source, Table, Text
from pipeline.store import Database

FOLDER = Path(__file__).parents[1] / "cases"
CASES, *PASSAGES = (
    tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["case"] for name in PROJECT_CASES
)


def _told(project: Project) -> str:
    fields = (project.name, project.beneficiary, project.place, project.total_vnd, project.year, project.status)
    return " | ".join("" if field is None else str(field) for field in fields)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:50]) for case in CASES])
def test_projects(case: dict[str, Any]) -> None:
    assert [_told(project) for project in as_document(case["text"]).facts.mentions.projects] == case["projects"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for cases in PASSAGES for case in cases])
def test_projects_of_varied_passages(case: dict[str, Any]) -> None:
    text = as_gold_text(case["text"])
    found = examine(Source(Path("a.txt"), "ab" * 32, "text/plain", len(text.text)), text).facts.mentions.projects
    assert [f"{project.name} | {project.total_vnd or ''}" for project in found] == case["projects"]


def test_names_in_another_script_do_not_stop_a_document() -> None:
    projects = as_document("Dự án “Дом большой новый” và dự án “Река новая большая” chậm.").facts.mentions.projects
    assert "Дом большой новый" in [project.name for project in projects]


def test_a_project_told_in_two_documents_is_one_with_two_sources(tmp_path: Path) -> None:
    line = "- Dự án hỗ trợ máy sấy cho HTX Ví Dụ, kinh phí 200 triệu đồng, địa điểm tại xã Cam Nghĩa, huyện Cam Lộ;\n"
    other = line.replace("Dự án hỗ trợ", "Dự án  Hỗ trợ").replace("200", "210")
    with Database(tmp_path / "a.db") as database:
        save(database, as_document("Số: 1/BC-SNN\nBÁO CÁO\nMột việc\n\n1. Kết quả\n" + line))
        save(database, as_document("Số: 2/BC-SNN\nBÁO CÁO\nMột việc\n\n1. Kết quả\n" + other))
        database.resolve_citations()
    rows = run_sql(
        tmp_path / "a.db", "SELECT sources, lowest_vnd, highest_vnd, place_code, place_code_34 FROM v_projects"
    )
    assert [tuple(row) for row in rows.itertuples(index=False)] == [(2, 200_000_000, 210_000_000, "19621", "19597")]


def test_rows_of_a_list_of_projects() -> None:
    rows = [
        ("TT", "Tên dự án", "Chủ đầu tư", "Địa điểm", "Kinh phí (triệu đồng)"),
        ("I", "Dự án chuyển tiếp năm trước", "", "", "900"),
        ("1", "Nâng cấp đường liên thôn Một", "UBND xã Cam Nghĩa", "xã Cam Nghĩa, huyện Cam Lộ", "400"),
        ("2", "Kiên cố hóa kênh mương Hai", "UBND xã Cam Thủy", "xã Cam Thủy, huyện Cam Lộ", "500"),
        ("", "Tổng cộng các nguồn", "", "", "900"),
    ]
    text, cells = "", []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            cells.append(Cell(row, column, len(text), len(text) + len(word)))
            text += word + ("\t" if column < len(words) - 1 else "\n")
    table = Table(0, len(text), tuple(cells))
    read = Text(text, (PageSpan(1, 0, len(text), tables=(table,)),), as_text("").text_source)
    document = examine(Source(Path("a.docx"), "ab" * 32, "text/plain", 1), read)
    assert [(p.name, p.beneficiary, p.place_code, p.total_vnd) for p in document.facts.mentions.projects] == [
        ("Nâng cấp đường liên thôn Một", "UBND xã Cam Nghĩa", "19621", 400_000_000),
        ("Kiên cố hóa kênh mương Hai", "UBND xã Cam Thủy", "19606", 500_000_000),
    ]


def test_the_plan_of_a_year_is_no_cost_of_a_project(tmp_path: Path) -> None:
    head = "SỞ XÂY DỰNG\nTỈNH SÔNG MẪU\nSố: 8/BC-SXD\nSông Mẫu, ngày 14 tháng 01 năm 2025\n\nBÁO CÁO\nTình hình giải ngân năm 2024\n\n"
    table = "ĐVT: Triệu đồng\n\nTT\tDự án\t{head}\tGiải ngân\n1\tTrường THCS Mẫu Hòa\t11.000\t10.890\n2\tTrạm y tế xã Mẫu Bình\t6.500\t6.500\n"
    costs = {}
    for name in ("Kế hoạch vốn năm 2024", "Tổng mức đầu tư"):
        with Database(tmp_path / f"{len(costs)}.db") as database:
            save(database, as_document(head + table.format(head=name)))
            database.resolve_citations()
        costs[name] = (
            run_sql(tmp_path / f"{len(costs)}.db", "SELECT total_vnd FROM v_projects ORDER BY total_vnd DESC")[
                "total_vnd"
            ]
            .dropna()
            .tolist()
        )
    assert costs == {"Kế hoạch vốn năm 2024": [], "Tổng mức đầu tư": [11_000_000_000, 6_500_000_000]}


def _listed(number: int, head: str, rows: str, province: str = "Quảng Trị") -> str:
    return (
        f"SỞ XÂY DỰNG\nTỈNH {province.upper()}\nSố: {number}/BC-SXD\n{province}, ngày 14 tháng 01 năm 2025\n\nBÁO CÁO\n"
        f"Tình hình đầu tư năm 2024\n\nĐVT: Triệu đồng\n\nTT\tDự án\t{head}\n{rows}"
    )


PLACED = _listed(
    8,
    "Địa điểm\tTổng mức đầu tư",
    "1\tTrường THCS Mẫu Hòa\tHuyện Cam Lộ\t24.000\n2\tTrạm y tế Mẫu Bình\tHuyện Cam Lộ\t7.500\n",
)
BARE = _listed(9, "Tổng mức đầu tư", "1\tTrường THCS Mẫu Hòa\t42.000\n2\tTrạm y tế Mẫu Bình\t7.500\n")
ELSEWHERE = PLACED.replace("8/BC", "10/BC").replace("Huyện Cam Lộ", "Huyện Gio Linh")


@pytest.mark.parametrize(
    ("texts", "keys"),
    [([PLACED, BARE], 2), ([PLACED, BARE, ELSEWHERE], 6), ([PLACED, _listed(9, "Tổng mức đầu tư", "1\tTrường THCS Mẫu Hòa\t42.000\n2\tTrạm y tế Mẫu Bình\t7.500\n", "Quảng Bình")], 4)],
    ids=["one place told", "two places told", "another province"],
)  # fmt: skip
def test_a_project_without_its_place_is_the_one_that_has_it(tmp_path: Path, texts: list[str], keys: int) -> None:
    for number, order in enumerate(permutations(texts)):
        with Database(tmp_path / f"{number}.db") as database:
            for text in order:
                save(database, as_document(text))
                database.resolve_citations()
        assert len(run_sql(tmp_path / f"{number}.db", "SELECT project_key FROM v_projects")) == keys
