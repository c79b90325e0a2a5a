"""What is on record as refused is what is refused now: no path stays there that holds something else by now, or nothing."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from test_replacing import LETTER, ask, edit, load

from flows.removing import remove
from pipeline.closing import print_closing
from pipeline.display import Display
from pipeline.read.refusals import OcrMissing
from pipeline.records import Source

pytestmark = pytest.mark.usefixtures("workers_stay_loaded")


def refused(db: Path) -> list[str]:
    return [Path(str(path)).name for (path,) in ask(db, "SELECT source_path FROM failures ORDER BY source_path")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "t10"
    folder.mkdir()
    for n in (31, 32):
        (folder / f"{n}.txt").write_text(LETTER.format(n=n, vnd=100), encoding="utf-8")
    return folder


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


@pytest.fixture
def bad(folder: Path, db: Path) -> Path:
    """A file that is refused, beside two documents that are held."""
    file = folder / "bad.pdf"
    file.write_bytes(b"%PDF-1.4\n")
    assert load(db, folder).tally.refused == 1
    return file


def test_a_refused_file_that_is_deleted_is_refused_no_more(folder: Path, db: Path, bad: Path) -> None:
    load(db, folder / "31.txt")
    assert refused(db) == ["bad.pdf"], "that folder was not looked through"
    bad.unlink()
    load(db, folder)
    assert refused(db) == []


def test_a_refused_path_that_holds_a_duplicate_now_is_refused_no_more(folder: Path, db: Path, bad: Path) -> None:
    shutil.copy(folder / "31.txt", bad)
    assert load(db, bad).tally.duplicates == 1
    assert refused(db) == []


def test_a_refused_path_that_a_held_document_moved_to_is_refused_no_more(folder: Path, db: Path, bad: Path) -> None:
    shutil.move(folder / "31.txt", bad)
    assert load(db, folder).tally.moved == 1
    assert refused(db) == []


def test_a_held_document_that_was_unreadable_for_a_while_is_refused_no_more(folder: Path, db: Path, bad: Path) -> None:
    text = (folder / "31.txt").read_bytes()
    (folder / "31.txt").write_bytes(b"")
    load(db, folder)
    assert refused(db) == ["31.txt", "bad.pdf"]
    (folder / "31.txt").write_bytes(text)
    assert load(db, folder).tally.unchanged == 2
    assert refused(db) == ["bad.pdf"]


@pytest.mark.parametrize("saved_again", [False, True])
def test_a_refused_path_that_holds_what_a_person_removed_is_refused_no_more(
    folder: Path, db: Path, saved_again: bool
) -> None:
    load(db, folder)
    text = (folder / "31.txt").read_bytes()
    (folder / "31.txt").write_bytes(b"")
    load(db, folder)
    remove(db, "31/BC-STC", who="An", why="nạp nhầm")
    assert refused(db) == ["31.txt"]
    (folder / "31.txt").write_bytes(text)
    if saved_again:
        edit(folder / "31.txt", "bố trí 100", "bố trí 150")
    assert load(db, folder).tally.withdrawn == 1
    assert refused(db) == []


def test_what_an_archive_file_gives_no_more_is_refused_no_more(db: Path, tmp_path: Path) -> None:
    for names in (["bad.pdf", "other.pdf"], ["other.pdf"]):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
            packed.writestr("31.txt", LETTER.format(n=31, vnd=100))
            for name in names:
                packed.writestr(name, f"%PDF-1.4 {name}\n")
        load(db, tmp_path)
        assert refused(db) == names


def test_a_file_that_is_named_only_stays_refused_when_its_folder_is_loaded(folder: Path, db: Path) -> None:
    (folder / "bảng.xyz").write_bytes(b"\0\1\2")
    load(db, folder / "bảng.xyz")
    load(db, folder)
    assert refused(db) == ["bảng.xyz"]


def test_a_refused_file_that_is_unchanged_is_not_tried_again(
    folder: Path, db: Path, bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    again = load(db, folder)
    assert (again.failures, [one.path.name for one in again.still_refused]) == ([], ["bad.pdf"])
    assert again.tally.refused == 1 and ask(db, "SELECT attempts FROM failures") == [(1,)]
    print_closing(Display("vi"), again)
    told = capsys.readouterr().out
    assert "bad.pdf (bước đọc): vẫn bị từ chối. Tệp PDF bị hỏng" in told and "--force" in told
    assert [one.path.name for one in load(db, folder, force=True).failures] == ["bad.pdf"]
    bad.write_bytes(b"%PDF-1.5 ")
    assert [one.path.name for one in load(db, folder).failures] == ["bad.pdf"], "it has changed"
    monkeypatch.setattr("pipeline.store.failures.PIPELINE_VERSION", "0.0")
    assert [one.path.name for one in load(db, folder).failures] == ["bad.pdf"], "another version may read it"


def test_what_something_else_may_help_is_tried_again(folder: Path, db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(path: Path) -> Source:
        raise OcrMissing

    (folder / "anh.png").write_bytes(b"\x89PNG")
    monkeypatch.setattr("flows.plan.identify", missing)
    for _ in range(2):
        assert len(load(db, folder / "anh.png").failures) == 1


def test_an_archive_file_with_a_refused_document_is_not_opened_again(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("31.txt", LETTER.format(n=31, vnd=100))
        packed.writestr("rong.txt", "")
    assert load(db, tmp_path / "a.zip").tally.refused == 1
    monkeypatch.setattr("flows.plan.identify", None)
    again = load(db, tmp_path / "a.zip")
    assert (again.tally.unchanged, again.tally.refused) == (1, 1)


def test_a_link_to_a_file_that_is_gone_is_told_as_such(folder: Path, db: Path) -> None:
    (folder / "lien-ket.pdf").symlink_to(folder / "mat.pdf")
    (failure,) = load(db, folder).failures
    assert "liên kết đến một tệp không còn" in failure.reason_vi and "link" in failure.reason_en
