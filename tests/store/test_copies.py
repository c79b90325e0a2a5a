"""Two files of one document: what both say is told once, and what a person says of one is said of both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import as_document, save
from web.site import Site

from flows.ingest import ingest
from flows.runners import Options
from pipeline.audit.archive import check_subject
from pipeline.closing import print_closing
from pipeline.commands.views import figures as list_figures
from pipeline.display import Display
from pipeline.query.frames import figures, findings
from pipeline.query.search import search
from pipeline.query.sql import run_sql
from pipeline.store import Database

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")

HEAD = "UBND TỈNH SÔNG MẪU\nSỞ TÀI CHÍNH\n\nSố: 3/BC-STC\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc chi\n\n"
SUM = "Tổng chi 30 triệu đồng, gồm: A 14 triệu đồng; B 20 triệu đồng.\n"
LATER = "UBND TỈNH SÔNG MẪU\nSỞ NỘI VỤ\n\nSố: 5/TB-SNV\nSông Mẫu, ngày 1 tháng 12 năm 2019\n\nTHÔNG BÁO\nViệc chi\n\n"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    with Database(tmp_path / "a.db") as database:
        for name, text in (("cu.txt", HEAD + SUM), ("moi.txt", HEAD + SUM + "Không có ngày 31/11/2020.\n")):
            save(database, as_document(text, f"/kho/{name}"))
        save(
            database, as_document(LATER + "Theo Báo cáo số 3/BC-STC ngày 10/9/2019 của Sở Tài chính.\n", "/kho/tb.txt")
        )
        database.resolve_citations()
        database.compare(check_subject)
    return tmp_path / "a.db"


def test_a_finding_of_both_is_told_once_with_the_files_that_it_is_in(db: Path) -> None:
    found = findings(db)
    told = found[["document", "check_name"]].values.tolist()
    assert sorted(told) == [
        ["3/BC-STC", "footing"],
        ["3/BC-STC", "impossible-date"],
        ["5/TB-SNV", "cited-day-differs"],
    ]
    by_check = found.set_index("check_name")
    footing = by_check.loc["footing"]
    assert {footing["file"], footing["also_in"]} == {"/kho/cu.txt", "/kho/moi.txt"} and footing["copies"] == 1
    assert by_check.loc["impossible-date", "file"] == "/kho/moi.txt"
    assert by_check.loc["impossible-date", "also_in"] is not None and by_check.loc["cited-day-differs", "copies"] == 0
    assert len(run_sql(db, "SELECT * FROM v_findings")) == 3 < len(run_sql(db, "SELECT * FROM findings"))


def test_a_sum_that_is_wrong_in_two_places_of_one_document_is_told_twice(tmp_path: Path) -> None:
    with Database(tmp_path / "b.db") as database:
        for name in ("x", "y"):
            save(database, as_document(f"{HEAD}{SUM}Việc khác.\n{SUM}({name})\n", f"/kho/{name}.txt"))
    assert len(findings(tmp_path / "b.db")) == 2


def test_sums_that_two_files_tell_differently_are_found_with_both_quotes(tmp_path: Path) -> None:
    one, other, longer = SUM, SUM.replace("A 14 triệu", "A 19 triệu"), SUM + "Chi thêm 7 triệu đồng.\n"
    for name, texts, differing in (("x", (one, other), 1), ("y", (one, longer), 0), ("z", (one, one + "\n(ký)\n"), 0)):
        with Database(tmp_path / f"{name}.db") as database:
            for folder, text in zip(("A", "B"), texts, strict=True):
                save(database, as_document(HEAD + text, f"/kho/{folder}/bc.txt"))
            database.compare(check_subject)
        found = findings(tmp_path / f"{name}.db").query("check_name == 'versions-differ'")
        assert len(found) == differing, name
        for row in found.to_dict("records"):
            assert {"“A/bc.txt”", "“B/bc.txt”"} <= set(re.findall("“[^”]+”", row["message_vi"]))
            assert set(row["quotes"].split(" | ")) == {"14 triệu đồng", "19 triệu đồng"}
            assert abs(row["difference_vnd"]) == 5_000_000 and row["severity"] == "warning"


def test_a_verdict_holds_for_both_and_is_undone_for_both(db: Path) -> None:
    keys = run_sql(db, "SELECT fingerprint FROM findings WHERE check_name = 'footing'")["fingerprint"]

    def standing() -> list[str]:
        return list(run_sql(db, "SELECT verdict FROM verdicts")["verdict"])

    for key in keys:
        with Database(db) as database:
            given = database.give_verdict(key, "wrong", "An", "phụ lục ghi rõ")
            assert standing() == ["wrong", "wrong"]
            assert "footing" not in list(findings(db, open_only=True)["check_name"])
            database.undo_verdict(given.number, "An")
        assert standing() == []


def test_a_verdict_holds_for_a_copy_that_comes_later(db: Path) -> None:
    (key,) = findings(db).query("check_name == 'impossible-date'")["key"]
    with Database(db) as database:
        database.give_verdict(key, "explained", "An", "văn bản ghi vậy")
        save(database, as_document(HEAD + "Không có ngày 31/11/2020.\n", "/kho/0.txt"))
        database.share_verdicts()
        database.share_verdicts()
    assert list(findings(db).query("check_name == 'impossible-date'")["verdict"]) == ["explained"]
    assert len(run_sql(db, "SELECT * FROM verdicts")) == 2


def test_a_verdict_is_shared_once_with_each_of_several_files(db: Path) -> None:
    (key,) = findings(db).query("check_name == 'footing'")["key"]
    with Database(db) as database:
        database.give_verdict(key, "explained", "An", "phụ lục ghi rõ")
        for name in ("a", "b"):
            save(database, as_document(f"{HEAD}{SUM}({name})\n", f"/kho/{name}.txt"))
            database.share_verdicts()
    given = run_sql(db, "SELECT fingerprint FROM given_verdicts")["fingerprint"]
    assert len(given) == len(set(given)) == 4


def test_the_end_of_an_ingest_tells_of_another_file_and_of_the_figures_that_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    (folder / "BC 3.txt").write_text(HEAD + SUM, encoding="utf-8")
    (folder / "thu.txt").write_text(LATER, encoding="utf-8")
    options = Options(1, "direct")
    assert ingest([folder], tmp_path / "a.db", options).copies == []
    (folder / "BC 3 v2.txt").write_text(HEAD + SUM.replace("14 triệu", "10 triệu"), encoding="utf-8")
    report = ingest([folder], tmp_path / "a.db", options)
    print_closing(Display("vi"), report)
    told = capsys.readouterr().out
    assert f"≈ {folder / 'BC 3 v2.txt'}: cùng số (3/BC-STC), cơ quan và ngày với {folder / 'BC 3.txt'}" in told
    assert "Số tiền khác nhau: 10 triệu đồng ↔ 14 triệu đồng." in told and "thu.txt" not in told
    assert ingest([folder], tmp_path / "a.db", options).copies == []


def test_the_lists_and_the_findings_name_the_file(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set(figures(db, document="3/BC-STC")["file"]) == {"/kho/cu.txt", "/kho/moi.txt"}
    assert figures(db, document="5/TB-SNV")["file"].isna().all()
    Display("vi").findings(findings(db))
    told = capsys.readouterr().out
    assert re.search(r"LỖI 3/BC-STC \((cu|moi)\.txt, (cu|moi)\.txt\), trang 1", told)
    assert "3/BC-STC (moi.txt), trang 1" in told and "5/TB-SNV, trang 1" in told
    CliRunner().invoke(list_figures, ["--db", str(db)], obj=Display("vi"))
    Display("vi").hits(search(db, "viec chi"))
    told = capsys.readouterr().out
    assert "cu.txt" in told and "moi.txt" in told and "tb.txt" not in told


def test_the_page_of_a_copy_says_of_what_it_is_one(db: Path) -> None:
    site, by_file = Site(db), dict(run_sql(db, "SELECT source_path, id FROM documents").values.tolist())
    page = site.get(f"/documents/{by_file['/kho/cu.txt']}").text
    assert f'<a href="/documents/{by_file["/kho/moi.txt"]}">moi.txt</a>' in page and "khác của văn bản này" in page
    assert "khác của văn bản này" not in site.get(f"/documents/{by_file['/kho/tb.txt']}").text
    assert len(site.get("/findings.json").json()) == 3
    of_each = [
        len(site.get(f"/findings.json?document={by_file[f'/kho/{name}.txt']}").json()) for name in ("cu", "moi", "tb")
    ]
    assert of_each == [1, 2, 1]
    key = findings(db).query("check_name == 'footing'")["key"].iloc[0]
    assert "Cũng ở tệp" in site.get(f"/findings/{key}").text
