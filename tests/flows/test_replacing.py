"""A file that has another content, or lies elsewhere, since it was read: the archive follows it, and forgets nothing."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.scale.survival import faults, rows
from flows.corrections import correct, undo
from flows.ingest import ingest
from flows.loading import Report
from flows.removing import remove
from flows.runners import Options
from pipeline.errors import UsageError
from pipeline.query.corrections import corrections
from pipeline.query.frames import findings
from pipeline.query.review import review
from pipeline.query.show import NoSuchDocument, WithdrawnDocument, show
from pipeline.query.verdicts import verdicts
from pipeline.query.verify import verify
from pipeline.store import Database

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")

LETTER = (
    "SỞ TÀI CHÍNH\n\nSố: {n}/BC-STC\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\n"
    "Năm 2019, ngân sách tỉnh đã bố trí {vnd} triệu đồng cho dự án trồng cây. Hội nghị có 3 đại biểu, hết 7 triệu đồng.\n"
)
SUM = "Tổng chi {total} triệu đồng, gồm: A 14 triệu đồng; B 20 triệu đồng.\n"
ORDER = (
    "ỦY BAN NHÂN DÂN TỈNH MẪU\n\n{number}\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nQUYẾT ĐỊNH\nVề việc {subject}\n\n"
    "Điều 1. Phân bổ {vnd}.000.000 đồng từ nguồn ngân sách tỉnh năm 2019.\n"
)
WHO = {"who": "An", "why": "đối chiếu bản giấy"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "t10"
    folder.mkdir()
    for n, vnd in ((31, 100), (32, 200)):
        (folder / f"{n}.txt").write_text(LETTER.format(n=n, vnd=vnd) + SUM.format(total=30), encoding="utf-8")
    return folder


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def load(db: Path, *paths: Path, force: bool = False) -> Report:
    return ingest(paths, db, Options(1, "direct", force=force, who="Lan"))


def ask(db: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(db)) as connection:
        return connection.execute(sql).fetchall()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def row_id(db: Path, words: str, number: str) -> str:
    sql = f"SELECT a.id FROM amounts a JOIN documents d ON d.id = a.document_id WHERE a.text = '{words}' AND d.number = '{number}'"
    ((found,),) = ask(db, sql)
    return str(found)


def test_a_new_content_of_a_file_takes_the_place_of_the_old_one(folder: Path, db: Path) -> None:
    load(db, folder)
    old = [id_ for (id_,) in ask(db, "SELECT id FROM documents ORDER BY number")]
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    edit(folder / "32.txt", "bố trí 200", "bố trí 250")
    tally = load(db, folder).tally
    assert (tally.added, tally.replaced, tally.superseded, tally.unchanged) == (0, 0, 2, 0)
    money = "SELECT sum(vnd) FROM v_money_by_year WHERE year = 2019 AND role = 'allocated'"
    assert ask(db, money) == [(400_000_000,)]
    assert show(db, "31/BC-STC").fields["number"] == "31/BC-STC"
    assert {original.state for original in verify(db)} == {"same"}
    record = "SELECT document_id, number, kind, issued_on, cause, withdrawn_by, reason, text LIKE '%00 triệu%' FROM withdrawn_documents ORDER BY number"
    assert ask(db, record) == [
        (old[0], "31/BC-STC", "BC", "2019-09-09", "replaced", "Lan", None, 1),
        (old[1], "32/BC-STC", "BC", "2019-09-09", "replaced", "Lan", None, 1),
    ]
    assert ask(db, "SELECT count(*) FROM withdrawn_documents w JOIN documents d ON d.id = w.replaced_by AND d.number = w.number") == [(2,)]  # fmt: skip
    assert ask(db, "SELECT superseded, added FROM runs ORDER BY id DESC LIMIT 1") == [(2, 0)]
    assert faults(db) == []
    tables = [name for (name,) in ask(db, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%document_id TEXT%'")]  # fmt: skip
    for table in set(map(str, tables)) - {"withdrawn_documents", "given_verdicts"}:
        assert ask(db, f"SELECT count(*) FROM {table} WHERE document_id IN ('{old[0]}', '{old[1]}')") == [(0,)], table
    tally = load(db, folder).tally
    assert (tally.superseded, tally.unchanged) == (0, 2)


def test_the_rows_are_those_of_an_archive_that_never_had_the_old_ones(folder: Path, db: Path, tmp_path: Path) -> None:
    load(db, folder)
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    load(db, folder)
    load(tmp_path / "b.db", folder)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DELETE FROM withdrawn_documents")
        connection.commit()
    assert rows(db) == rows(tmp_path / "b.db")


def test_corrections_that_fit_go_over_and_the_others_are_named(folder: Path, db: Path) -> None:
    load(db, folder)
    (old,) = (id_ for (id_,) in ask(db, "SELECT id FROM documents WHERE number = '31/BC-STC'"))
    correct(db, "31/BC-STC", "issuer", "Sở Tài chính tỉnh Mẫu", **WHO)
    correct(db, "31/BC-STC", "issuer", "Sở Tài chính tỉnh Mẫu Sơn", **WHO)
    correct(db, "31/BC-STC", "issued_on", "2019-09-10", **WHO)
    correct(db, row_id(db, "7 triệu đồng", "31/BC-STC"), "vnd", "8000000", **WHO)
    correct(db, row_id(db, "100 triệu đồng", "31/BC-STC"), "vnd", "110000000", **WHO)
    correct(db, row_id(db, "20 triệu đồng", "31/BC-STC"), None, None, **WHO)
    edit(folder / "31.txt", "bố trí 100", "bố trí thêm 150")
    edit(folder / "31.txt", "ngày 9 tháng 9", "ngày 8 tháng 9")
    report = load(db, folder)
    new = "SELECT issuer, issued_on FROM documents WHERE number = '31/BC-STC'"
    assert ask(db, new) == [("Sở Tài chính tỉnh Mẫu Sơn", "2019-09-08")]
    amounts = (
        "SELECT a.text, a.vnd FROM amounts a JOIN documents d ON d.id = a.document_id WHERE d.number = '31/BC-STC'"
    )
    held = dict(ask(db, amounts))
    assert held["7 triệu đồng"] == 8_000_000 and held["150 triệu đồng"] == 150_000_000 and "20 triệu đồng" not in held
    assert [(one.number, one.column) for _, one in report.left_corrections] == [(3, "issued_on"), (5, "vnd")]
    assert [(one.number, one.column) for _, one in report.carried_corrections] == [(1, "issuer"), (2, "issuer"), (4, "vnd"), (6, None)]  # fmt: skip
    assert ask(db, f"SELECT id FROM corrections WHERE document_id = '{old}'") == [(1,), (2,), (3,), (4,), (5,), (6,)]
    assert ask(db, f"SELECT origin FROM corrections WHERE document_id != '{old}'") == [(1,), (2,), (4,), (6,)]
    assert ask(db, "SELECT count(*) FROM corrections c JOIN amounts a ON a.id = c.row_id AND a.text = c.words") == [
        (1,)
    ]
    listed = corrections(db)
    assert listed["placed"].tolist() == [False] * 6 + [True] * 4 == (~listed["old_version"]).tolist()
    left = review(db, reason="orphaned")
    assert (set(left["id"]), set(left["document"])) == ({"#3", "#5"}, {"31/BC-STC"})
    undo(db, 3, who="An")
    assert review(db, reason="orphaned")["id"].tolist() == ["#5"]
    load(db, folder, force=True)
    assert ask(db, new) == [("Sở Tài chính tỉnh Mẫu Sơn", "2019-09-08")]


def test_a_figure_that_stands_in_more_places_now_is_not_corrected_by_guess(folder: Path, db: Path) -> None:
    load(db, folder)
    correct(db, row_id(db, "7 triệu đồng", "31/BC-STC"), "vnd", "8000000", **WHO)
    edit(folder / "31.txt", "Việc 31", "Việc 31, hết 7 triệu đồng")
    assert len(load(db, folder).left_corrections) == 1
    assert ask(db, "SELECT DISTINCT vnd FROM amounts WHERE text = '7 triệu đồng'") == [(7_000_000,)]


def test_verdicts_go_over_to_the_same_findings(folder: Path, db: Path) -> None:
    load(db, folder)
    keys = dict(findings(db)[["document", "key"]].values.tolist())
    with Database(db) as database:
        for number in ("31/BC-STC", "32/BC-STC"):
            database.give_verdict(keys[number], "explained", "An", "phụ lục ghi rõ")
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    edit(folder / "32.txt", "Tổng chi 30", "Tổng chi 31")
    report = load(db, folder)
    assert dict(findings(db)[["document", "verdict"]].fillna("").values.tolist()) == {
        "31/BC-STC": "explained",
        "32/BC-STC": "",
    }
    assert [(one.document, one.verdict) for one in report.left_verdicts] == [("32/BC-STC", "explained")]
    kept = verdicts(db)
    assert kept["placed"].tolist() == [False, False, True] and set(kept["given_by"]) == {"An"}


def test_verdicts_that_came_over_in_a_run_that_was_killed_go_where_they_fit_nothing(
    folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(db, folder)
    keys = dict(findings(db)[["document", "key"]].values.tolist())
    with Database(db) as database:
        for number in ("31/BC-STC", "32/BC-STC"):
            database.give_verdict(keys[number], "explained", "An", "phụ lục ghi rõ")
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    edit(folder / "32.txt", "Tổng chi 30", "Tổng chi 31")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(Database, "settle", _killed)
        load(db, folder)
    assert sorted(verdicts(db)["placed"]) == [False, False, False, True]
    report = load(db, folder)
    assert [(one.document, one.verdict) for one in report.left_verdicts] == [("32/BC-STC", "explained")]
    assert sorted(verdicts(db)["placed"]) == [False, False, True]
    edit(folder / "31.txt", "Tổng chi 30", "Tổng chi 34")
    edit(folder / "31.txt", "bố trí 150", "bố trí 151")
    assert load(db, folder).tally.superseded == 1
    assert load(db, folder).left_verdicts == []


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_an_edit_that_is_taken_back_brings_the_old_one_back_with_all_that_was_said(folder: Path, db: Path) -> None:
    load(db, folder)
    correct(db, row_id(db, "100 triệu đồng", "31/BC-STC"), "vnd", "110000000", **WHO)
    correct(db, "31/BC-STC", "issuer", "Sở Tài chính tỉnh Mẫu", **WHO)
    with Database(db) as database:
        database.give_verdict(findings(db).set_index("document")["key"]["31/BC-STC"], "wrong", "An", "x")
    before = [line for line in rows(db) if "seen_files" not in line]
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    load(db, folder)
    edit(folder / "31.txt", "bố trí 150", "bố trí 100")
    assert load(db, folder).tally.superseded == 1
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("SELECT count(*) FROM withdrawn_documents").fetchone() == (2,)
        connection.execute("DELETE FROM withdrawn_documents")
        connection.execute("DELETE FROM given_verdicts WHERE carried_at IS NOT NULL")
        connection.execute("DELETE FROM corrections WHERE origin IS NOT NULL")
        connection.commit()
    assert [line for line in rows(db) if "seen_files" not in line] == before


@pytest.mark.parametrize("at_once", [True, False])
def test_what_a_copy_still_holds_is_not_replaced(folder: Path, db: Path, at_once: bool) -> None:
    copy = folder / "bản sao.txt"
    shutil.copy(folder / "31.txt", copy)
    load(db, folder)
    home = Path(str(ask(db, "SELECT source_path FROM documents WHERE number = '31/BC-STC'")[0][0]))
    edit(home, "bố trí 100", "bố trí 150")
    tally = load(db, folder if at_once else home).tally
    assert (tally.added, tally.superseded, tally.moved) == (1, 0, 1)
    assert {original.state for original in verify(db)} == {"same"}
    other = ({copy, folder / "31.txt"} - {home}).pop()
    edit(other, "bố trí 100", "bố trí 150")
    tally = load(db, folder).tally
    assert (tally.added, tally.superseded, tally.duplicates) == (0, 1, 1)
    assert {original.state for original in verify(db)} == {"same"}
    assert ask(db, "SELECT number FROM documents ORDER BY 1") == [("31/BC-STC",), ("32/BC-STC",)]
    assert load(db, folder).tally.changes == 0


def test_of_two_versions_that_an_older_program_kept_the_one_that_the_file_has_stays(folder: Path, db: Path) -> None:
    load(db, folder)
    old = ask(db, "SELECT id FROM documents WHERE number = '31/BC-STC'")
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    shutil.move(folder / "31.txt", folder / "mới.txt")
    load(db, folder / "mới.txt")
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE documents SET source_path = replace(source_path, 'mới', '31')")
        connection.commit()
    shutil.move(folder / "mới.txt", folder / "31.txt")
    assert load(db, folder).tally.superseded == 1
    assert ask(db, "SELECT document_id FROM withdrawn_documents") == old
    assert {original.state for original in verify(db)} == {"same"}


def test_a_new_content_that_cannot_be_read_leaves_the_old_one(folder: Path, db: Path) -> None:
    load(db, folder)
    (folder / "31.txt").write_bytes(b"%PDF-1.7 broken")
    report = load(db, folder)
    assert report.tally.refused == 1 and ask(db, "SELECT count(*) FROM documents") == [(2,)]
    assert ask(db, "SELECT 1 FROM withdrawn_documents") == []


@pytest.mark.parametrize("force", [False, True])
def test_a_moved_file_is_found_where_it_lies(folder: Path, db: Path, tmp_path: Path, force: bool) -> None:
    load(db, folder)
    (tmp_path / "kho").mkdir()
    shutil.move(folder / "31.txt", tmp_path / "kho" / "ba mốt.txt")
    tally = load(db, tmp_path / "kho", force=force).tally
    assert (tally.moved, tally.replaced, tally.duplicates, tally.unchanged) == (1, int(force), 0, 0)
    path = ask(db, "SELECT source_path FROM documents WHERE number = '31/BC-STC'")
    assert path == [(str(tmp_path / "kho" / "ba mốt.txt"),)]
    assert {original.state for original in verify(db)} == {"same"}
    tally = load(db, tmp_path / "kho").tally
    assert (tally.moved, tally.unchanged) == (0, 1)


def test_files_that_changed_names_are_not_mixed_up(folder: Path, db: Path) -> None:
    load(db, folder)
    (folder / "31.txt").rename(folder / "x")
    (folder / "32.txt").rename(folder / "31.txt")
    (folder / "x").rename(folder / "32.txt")
    tally = load(db, folder).tally
    assert (tally.moved, tally.superseded, tally.added) == (2, 0, 0)
    assert {original.state for original in verify(db)} == {"same"}


def test_a_copy_is_no_move_as_long_as_the_first_file_is_there(folder: Path, db: Path, tmp_path: Path) -> None:
    load(db, folder)
    copy = tmp_path / "a.txt"
    shutil.copy(folder / "31.txt", copy)
    for paths in ((copy,), (copy, folder)):
        tally = load(db, *paths).tally
        assert (tally.moved, tally.duplicates, tally.unchanged) == (0, 1, 2 * (len(paths) - 1))
    (folder / "31.txt").unlink()
    assert load(db, copy).tally.moved == 1


def test_what_was_corrected_while_its_new_content_was_read_goes_over(
    folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import runners

    load(db, folder)
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    target, real = row_id(db, "7 triệu đồng", "31/BC-STC"), runners.do_batch

    def corrected_meanwhile(*batch: object) -> object:
        answers = real(*batch)  # type: ignore[arg-type]
        monkeypatch.setattr("flows.ingest.do_batch", real)
        correct(db, target, "vnd", "8000000", **WHO)
        return answers

    monkeypatch.setattr("flows.ingest.do_batch", corrected_meanwhile)
    assert load(db, folder).tally.superseded == 1
    assert ask(db, "SELECT count(*) FROM amounts WHERE vnd = 8000000") == [(1,)]


def test_a_document_that_is_removed_counts_nowhere_and_does_not_come_back_by_itself(folder: Path, db: Path) -> None:
    load(db, folder)
    before = [line for line in rows(db) if "seen_files" not in line]
    with pytest.raises(UsageError, match="Say why"):
        remove(db, "31/BC-STC", who="An", why=" ")
    gone = remove(db, "31/bc-stc", who="An", why="nạp nhầm")
    assert ask(db, "SELECT number FROM documents") == [("32/BC-STC",)]
    assert ask(db, "SELECT sum(vnd) FROM v_money_by_year WHERE role = 'allocated'") == [(200_000_000,)]
    assert set(findings(db)["document"]) == {"32/BC-STC"} and len(list(verify(db))) == 1
    for name in ("31/BC-STC", gone.document_id, "31.txt"):
        with pytest.raises(WithdrawnDocument) as told:
            show(db, name)
        assert "đã rút khỏi kho. Lý do: nạp nhầm" in told.value.vi and "An)" in told.value.vi
    with pytest.raises(NoSuchDocument):
        remove(db, "99/BC-STC", who="An", why="x")
    for force in (False, True):
        report = load(db, folder, force=force)
        assert report.withdrawn == [(str(folder / "31.txt"), "31/BC-STC")]
        assert (report.tally.withdrawn, report.tally.added) == (1, 0)
    assert load(db, folder / "31.txt").tally.withdrawn == 1
    assert load(db, folder / "31.txt", force=True).tally.added == 1
    assert [line for line in rows(db) if "seen_files" not in line and "withdrawn_documents" not in line] == before
    assert load(db, folder).tally.unchanged == 2


def test_what_was_said_of_a_removed_document_stays_on_record_and_comes_back_with_it(folder: Path, db: Path) -> None:
    load(db, folder)
    correct(db, row_id(db, "7 triệu đồng", "31/BC-STC"), "vnd", "8000000", **WHO)
    with Database(db) as database:
        database.give_verdict(findings(db).set_index("document")["key"]["31/BC-STC"], "wrong", "An", "x")
    remove(db, "31/BC-STC", who="An", why="nạp nhầm")
    assert corrections(db)["document"].tolist() == ["31/BC-STC"] == verdicts(db)["document"].tolist()
    with pytest.raises(UsageError, match="No correction 1 stands"):
        undo(db, 1, who="An")
    load(db, folder / "31.txt", force=True)
    assert ask(db, "SELECT count(*) FROM amounts WHERE vnd = 8000000") == [(1,)]
    assert findings(db).set_index("document")["verdict"]["31/BC-STC"] == "wrong"


def test_a_removed_content_takes_nobodys_place(folder: Path, db: Path) -> None:
    load(db, folder)
    remove(db, "31/BC-STC", who="An", why="nạp nhầm")
    shutil.copy(folder / "31.txt", folder / "32.txt")
    assert load(db, folder).tally.withdrawn == 2
    assert ask(db, "SELECT number FROM documents") == [("32/BC-STC",)]


def test_a_fault_while_the_new_one_is_written_leaves_the_old_one(
    folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(db, folder)
    before = [line for line in rows(db) if "seen_files" not in line]
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")

    def broken(*_: object) -> None:
        raise OverflowError

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.store.landing._add", broken)
        report = load(db, folder)
    assert (report.tally.refused, report.tally.superseded) == (1, 0)
    kept = [line for line in rows(db) if not any(table in line for table in ("seen_files", "failures"))]
    assert kept == before
    assert load(db, folder).tally.superseded == 1, "the next ingest does what that one could not"


def test_a_document_in_an_archive_file_is_replaced_too(db: Path, tmp_path: Path) -> None:
    for vnd in (100, 150):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
            packed.writestr("31.txt", LETTER.format(n=31, vnd=vnd))
            packed.writestr("32.txt", LETTER.format(n=32, vnd=200))
        tally = load(db, tmp_path / "a.zip").tally
    assert (tally.added, tally.superseded, tally.unchanged) == (0, 1, 1)


@pytest.mark.parametrize("numbers", [("31", "98"), ("31", None), (None, None)])
def test_another_document_under_a_used_name_replaces_nothing(
    folder: Path, db: Path, numbers: tuple[str | None, ...]
) -> None:
    file = folder / "scan0001.txt"
    first, second = (f"Số: {number}/QĐ-UBND" if number else "" for number in numbers)
    file.write_text(ORDER.format(number=first, subject="hỗ trợ trồng hồ tiêu", vnd=5), encoding="utf-8")
    load(db, file)
    ((old,),) = ask(db, "SELECT id FROM documents")
    for field, value in (("number", "31/QĐ-UBND"), ("signer", "Nguyễn Văn A")):
        correct(db, str(old), field, value, **WHO)
    file.write_text(ORDER.format(number=second, subject="xây trường mầm non xã B", vnd=9), encoding="utf-8")
    report = load(db, file)
    assert (report.tally.added, report.tally.superseded, report.replaced) == (1, 0, [])
    assert [(path, one.id) for path, one, _ in report.others] == [(str(file), old)]
    number = numbers[1] and f"{numbers[1]}/QĐ-UBND"
    assert ask(db, f"SELECT number, signer FROM documents WHERE id != '{old}'") == [(number, None)]
    assert sorted(original.state for original in verify(db)) == ["changed", "same"]
    report = load(db, file, force=True)
    assert (report.tally.superseded, report.tally.replaced, report.others) == (0, 1, []), "it is held by now"


def test_a_document_without_a_number_is_known_by_its_words(folder: Path, db: Path) -> None:
    file = folder / "Document.txt"
    file.write_text(ORDER.format(number="", subject="hỗ trợ trồng hồ tiêu", vnd=5), encoding="utf-8")
    load(db, file)
    ((old,),) = ask(db, "SELECT id FROM documents")
    correct(db, str(old), "number", "31/QĐ-UBND", **WHO)
    file.write_text(ORDER.format(number="", subject="hỗ trợ trồng hồ tiêu", vnd=6), encoding="utf-8")
    report = load(db, file)
    ((new, number),) = ask(db, "SELECT id, number FROM documents")
    assert number == "31/QĐ-UBND" and report.replaced == [(str(file), (old, number), (new, number))]


def test_a_number_that_is_misread_again_is_the_same(folder: Path, db: Path) -> None:
    load(db, folder)
    correct(db, "31/BC-STC", "number", "37/BC-STC", **WHO)
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    assert load(db, folder).tally.superseded == 1
    assert ask(db, "SELECT number FROM documents ORDER BY 1") == [("32/BC-STC",), ("37/BC-STC",)]


def test_the_same_number_of_another_year_is_another_document(folder: Path, db: Path) -> None:
    load(db, folder)
    (folder / "31.txt").write_text(
        "SỞ TÀI CHÍNH\n\nSố: 31/BC-STC\nSông Mẫu, ngày 9 tháng 3 năm 2021\n\nBÁO CÁO\nMua máy thở\n\n"
        "Năm 2021 đã mua máy thở cho bệnh viện huyện theo chương trình y tế.\n",
        encoding="utf-8",
    )
    report = load(db, folder)
    assert (report.tally.superseded, len(report.others)) == (0, 1)


@pytest.mark.parametrize(
    ("number", "issuer", "day"),
    [
        ("Số: 31/QĐ-UBND", "ỦY BAN NHÂN DÂN HUYỆN GIO LINH", "ngày 9 tháng 9 năm 2019"),
        ("Số: 31/QĐ-UBND", "ỦY BAN NHÂN DÂN HUYỆN CAM LỘ", "ngày 9 tháng 9 năm 2020"),
        ("Số:     /QĐ-UBND", "ỦY BAN NHÂN DÂN HUYỆN CAM LỘ", "ngày 9 tháng 10 năm 2019"),
    ],
    ids=["another district's", "another year's", "another month's without a number"],
)
def test_papers_of_one_form_are_no_versions_of_each_other(
    db: Path, tmp_path: Path, number: str, issuer: str, day: str
) -> None:
    file = tmp_path / "bao-cao.txt"
    paper = ORDER.format(number="Số: 31/QĐ-UBND", subject="giao kinh phí", vnd=5)
    paper = paper.replace("ỦY BAN NHÂN DÂN TỈNH MẪU", "ỦY BAN NHÂN DÂN HUYỆN CAM LỘ")
    first = paper if number.startswith("Số: 3") else paper.replace("Số: 31/QĐ-UBND", number)
    file.write_text(first, encoding="utf-8")
    load(db, file)
    other = first.replace("ỦY BAN NHÂN DÂN HUYỆN CAM LỘ", issuer).replace("ngày 9 tháng 9 năm 2019", day)
    file.write_text(other, encoding="utf-8")
    report = load(db, file)
    assert (report.tally.superseded, len(report.others)) == (0, 1)
    assert ask(db, "SELECT count(*) FROM documents") == [(2,)]


@pytest.mark.parametrize(("number", "held"), [("31", 1), ("32", 2)])
def test_a_file_that_becomes_a_copy_of_another_has_what_it_held_replaced_where_that_is_a_version_of_it(
    folder: Path, db: Path, number: str, held: int
) -> None:
    edit(folder / "32.txt", "Số: 32/", f"Số: {number}/")
    load(db, folder)
    shutil.copy(folder / "32.txt", folder / "31.txt")
    assert load(db, folder).tally.superseded == 2 - held
    assert load(db, folder).tally.changes == 0
    assert ask(db, "SELECT count(*) FROM documents") == [(held,)]


def test_a_removed_document_that_is_saved_again_stays_out(folder: Path, db: Path) -> None:
    load(db, folder)
    remove(db, "31/BC-STC", who="An", why="nạp nhầm")
    edit(folder / "31.txt", "cho dự án", "cho các dự án")
    assert load(db, folder).withdrawn == [(str(folder / "31.txt"), "31/BC-STC")]
    tally = load(db, folder).tally
    assert (tally.withdrawn, tally.added) == (1, 0)
    (folder / "31.txt").write_text(LETTER.format(n=31, vnd=170), encoding="utf-8")
    assert load(db, folder).tally.withdrawn == 1
    assert ask(db, "SELECT number FROM documents") == [("32/BC-STC",)]
    assert ask(db, "SELECT DISTINCT cause, withdrawn_by, reason FROM withdrawn_documents") == [
        ("removed", "An", "nạp nhầm")
    ]
    assert load(db, folder / "31.txt", force=True).tally.added == 1
    (folder / "31.txt").write_text(LETTER.format(n=31, vnd=180), encoding="utf-8")
    assert load(db, folder).tally.superseded == 1, "it was brought back"
    (folder / "31.txt").write_text(LETTER.format(n=77, vnd=180), encoding="utf-8")
    assert load(db, folder).tally.added == 1


def test_a_move_is_named(folder: Path, db: Path, tmp_path: Path) -> None:
    load(db, folder)
    shutil.move(folder / "31.txt", tmp_path / "31.txt")
    ((one, before, after),) = load(db, tmp_path / "31.txt").moved
    assert (one.number, before, after) == ("31/BC-STC", str(folder / "31.txt"), str(tmp_path / "31.txt"))


def test_an_undone_copy_stays_undone_when_the_file_goes_back(folder: Path, db: Path) -> None:
    load(db, folder)
    correct(db, "31/BC-STC", "issuer", "Sở Tài chính tỉnh Mẫu", **WHO)
    key = findings(db).set_index("document")["key"]["31/BC-STC"]
    with Database(db) as database:
        database.give_verdict(key, "wrong", "An", "x")
    edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    load(db, folder)
    with Database(db) as database:
        database.undo_verdict(2, "An")
    undo(db, 2, who="An")
    edit(folder / "31.txt", "bố trí 150", "bố trí 100")
    load(db, folder)
    assert findings(db).set_index("document")["verdict"].isna().all()
    assert "Sở Tài chính tỉnh Mẫu" not in [issuer for (issuer,) in ask(db, "SELECT issuer FROM documents")]
