"""The command as people run it: real processes, a real flow, both languages."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import running
from conftest import ROOT

sys.path.insert(0, str(ROOT / "tests" / "store"))
from test_database import dump

from pipeline.query.sql import run_sql

GOOD = "Số: {n}/BC-SNN\nSông Mẫu, ngày 9 tháng 9 năm 2019\n\nBÁO CÁO\nViệc {n}\n\nTổng chi {n}0 triệu đồng, gồm: A {n} triệu đồng; B 2 triệu đồng.\n"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose state folder is the test run's own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT", "VANBAN", "LANG", "LC_"))}
    return {**kept, "VANBAN_STATE": str(tmp_path_factory.mktemp("state")), "COLUMNS": "200"}


def vanban(state: dict[str, str], *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return running.vanban({**state, **more}, *arguments)


def anew(state: dict[str, str], *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """The same in a process that loads all it needs itself."""
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, env={**state, **more}, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three good files, one of them twice, and three that cannot be read."""
    folder = tmp_path_factory.mktemp("hồ sơ")
    for n in (1, 2, 3):
        (folder / f"{n}.txt").write_text(GOOD.format(n=n), encoding="utf-8")
    (folder / "bản sao.txt").write_text(GOOD.format(n=3), encoding="utf-8")
    (folder / "rỗng.pdf").touch()
    (folder / "hỏng.pdf").write_bytes(b"%PDF-1.7 cut short")
    (folder / "cũ.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    return folder


@pytest.fixture(scope="module")
def loaded(
    state: dict[str, str], folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    db = tmp_path_factory.mktemp("db") / "a.db"
    return db, anew(state, "ingest", folder, "--db", db, "--workers", 2)


def _leftovers(state: dict[str, str]) -> list[str]:
    """Processes that still run with this test's state folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if state["VANBAN_STATE"].encode() in (entry / "environ").read_bytes():
                    found.append((entry / "cmdline").read_text())
            except OSError:
                continue
    return found


def test_ingest_tells_what_became_of_every_file(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str]
) -> None:
    _, done = loaded
    assert done.returncode == 3
    assert [line.split()[-1] for line in done.stdout.splitlines()[:5]] == ["3", "0", "0", "1", "3"]
    for name, words in (
        ("rỗng.pdf", "rỗng"),
        ("hỏng.pdf", "hỏng"),
        ("cũ.doc", "hỏng"),
        ("bản sao.txt", "đã có trong kho"),
    ):
        assert any(name in line and words in line for line in done.stdout.splitlines()), name
    assert "Traceback" not in done.stderr and done.stderr == ""
    assert _leftovers(state) == []


def test_what_an_archive_holds_is_loaded_once(state: dict[str, str], tmp_path: Path) -> None:
    folder, db = tmp_path / "hồ sơ", tmp_path / "a.db"
    folder.mkdir()
    (folder / "1.txt").write_text(GOOD.format(n=1), encoding="utf-8")
    archive = folder / "đợt 1.zip"
    archive.write_bytes(b"PK\x03\x04 cut short")
    assert vanban(state, "ingest", folder, "--db", db).returncode == 3
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("bản sao.txt", GOOD.format(n=1))
        packed.writestr("quý/2.txt", GOOD.format(n=2))
        packed.writestr("rỗng.txt", "")
    done = vanban(state, "ingest", folder, "--db", db)
    assert [line.split()[-1] for line in done.stdout.splitlines()[:5]] == ["1", "0", "1", "1", "1"]
    assert any("đợt 1.zip!/rỗng.txt (bước đọc): Tệp rỗng" in line for line in done.stdout.splitlines())
    before = [row for row in dump(db) if '"failures"' not in row]
    again = vanban(state, "ingest", folder, "--db", db)
    assert [line.split()[-1] for line in again.stdout.splitlines()[:5]] == ["0", "0", "2", "1", "1"]
    assert [row for row in dump(db) if '"failures"' not in row] == before
    health = vanban(state, "doctor", "--db", db).stdout
    assert "1 tệp bị từ chối (bước đọc): Tệp rỗng" in health and "rỗng.txt" in health


def test_failures_are_rows(loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str]) -> None:
    db, _ = loaded
    rows = vanban(
        state, "query", "SELECT stage, reason_en FROM failures ORDER BY source_path", "--db", db, "--format", "json"
    )
    assert [row["stage"] for row in json.loads(rows.stdout)] == ["read"] * 3


def test_a_second_ingest_changes_nothing(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str], folder: Path
) -> None:
    db, _ = loaded
    before = dump(db)
    done = vanban(state, "ingest", *(folder / f"{n}.txt" for n in (1, 2, 3)), "--db", db)
    assert done.returncode == 0, done.stdout
    assert "Không đổi" in done.stdout
    assert dump(db) == before


def test_an_ingest_killed_half_way_is_made_good_by_the_next(state: dict[str, str], tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for n in range(1, 60):
        (source / f"{n:03}.txt").write_text(GOOD.format(n=n), encoding="utf-8")
    db = tmp_path / "killed.db"
    command = [sys.executable, "-m", "pipeline", "ingest", str(source), "--db", str(db), "--runner", "direct"]
    process = subprocess.Popen(
        command, env=state, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    for _ in range(6000):
        if process.poll() is not None or _count(state, db) > 0:
            break
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert vanban(state, "ingest", source, "--db", db, "--runner", "direct").returncode == 0
    clean = tmp_path / "clean.db"
    assert vanban(state, "ingest", source, "--db", clean, "--workers", 1).returncode == 0
    assert _timeless(db) == _timeless(clean)


def _count(state: dict[str, str], db: Path) -> int:
    import sqlite3

    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.Error:
        return 0


def _timeless(db: Path) -> list[str]:
    import re

    # How SQLite keeps the search index depends on the order of writing, and so do the samples that it takes of it.
    lines = (line for line in dump(db) if '"sqlite_stat1"' not in line)
    return [re.sub(r"'\d{4}-\d\d-\d\dT[\d:]+\+00:00'", "'t'", line) for line in lines]


def test_audit_prints_quotes_and_fails_where_asked(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str], tmp_path: Path
) -> None:
    db, _ = loaded
    done = vanban(state, "audit", "--db", db, "--fail-on", "error", "--report", tmp_path / "a.json")
    assert done.returncode == 1
    assert (
        "LỖI 1/BC-SNN, trang 1 Cộng lại các khoản thành phần (footing, " in done.stdout
        and "“10 triệu đồng | 1 triệu đồng | 2 triệu đồng”" in done.stdout
    )
    report = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert report[0]["difference_vnd"] == 7_000_000
    english = vanban(state, "audit", "--db", db, "--lang", "en")
    assert english.returncode == 0 and "ERROR 1/BC-SNN, page 1" in english.stdout


def test_a_verdict_quiets_a_finding_and_nothing_is_new_since_the_last_run(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str], tmp_path: Path
) -> None:
    db = tmp_path / "a.db"
    shutil.copy(loaded[0], db)
    vanban(state, "audit", "--db", db, "--report", tmp_path / "a.json")
    key = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))[0]["key"]
    given = vanban(state, "verdict", key[:8], "explained", "--why", "phụ lục đã nêu", "--who", "Người Mẫu", "--db", db)
    assert given.returncode == 0
    still_open = vanban(state, "audit", "--db", db).stdout
    assert "2 lỗi" in still_open and "Không in 1 phát hiện" in still_open and "Người Mẫu" not in still_open
    everything = vanban(state, "audit", "--db", db, "--all").stdout
    assert "3 lỗi" in everything and "Không in" not in everything
    assert "Kết luận: đã giải trình, Người Mẫu: phụ lục đã nêu" in everything
    assert "0 lỗi" in vanban(state, "audit", "--db", db, "--since", "1", "--fail-on", "note").stdout
    typed = vanban(state, "audit", "--db", db, "--since", "99", "--fail-on", "note")
    last = run_sql(db, "SELECT max(id) FROM runs").iloc[0, 0]
    assert typed.returncode == 2 and f"Chưa có lượt 99; lượt gần nhất là {last}." in typed.stderr
    assert f"Lượt gần nhất: {last}" in vanban(state, "doctor", "--db", db).stdout
    assert "Lượt 1: " in loaded[1].stdout
    page = tmp_path / "a.html"
    assert vanban(state, "audit", "--db", db, "--all", "--report", page).returncode == 0
    assert "đã giải trình" in page.read_text(encoding="utf-8") and "Người Mẫu" in page.read_text(encoding="utf-8")
    unknown = vanban(state, "verdict", "zzzz", "wrong", "--why", "x", "--db", db, "--lang", "en")
    assert unknown.returncode == 2 and "No findings have a key" in unknown.stderr


def test_recheck_finds_the_same(loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str]) -> None:
    db, _ = loaded
    before = dump(db)
    assert vanban(state, "audit", "--db", db, "--recheck").returncode == 0
    assert dump(db) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "1/bc-snn"), "Sông Mẫu"),
        (("show", "Báo cáo số 1/bc-snn"), "Sông Mẫu"),
        (("search", "viec"), "1/BC-SNN"),
        (("figures", "--format", "csv"), "1/BC-SNN"),
        (("show", "1/bc-snn", "--format", "json"), '"number": "1/BC-SNN"'),
        (("show", "1/bc-snn", "--part", "amounts", "--format", "csv"), "10 triệu đồng,10000000"),
        (("show", "1/bc-snn", "--part", "amounts"), "Vì sao vai trò ấy"),
        (("show", "1/bc-snn", "--part", "projects"), "0 dòng"),
        (("search", "viec", "--format", "csv"), "number,kind,issued_on"),
        (("figures", "--format", "csv", "--labels"), "Số tiền (đồng)"),
        (("projects",), "0 dòng"),
        (("citations",), "0 dòng"),
        (("ledger",), "0 dòng"),
        (("ledger", "--left-out"), "0 dòng"),
        (("checks", "--left-out"), "0 dòng"),
        (("query", "SELECT 7 AS bảy"), "bảy"),
        (("doctor",), "toàn vẹn"),
    ],
)
def test_every_command_answers(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str], arguments: tuple[str, ...], words: str
) -> None:
    done = vanban(state, *arguments, "--db", loaded[0], LANG="C")
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        (("query", "DELETE FROM documents"), "chỉ chạy được câu đọc dữ liệu", "only a query that reads"),
        (("query", "SELECT 1; SELECT 2"), "mỗi lần chỉ chạy được một câu.", "only one statement"),
        (
            ("query", "SELECT 1", "--output", "/không/có/a.csv"),
            "Không ghi được /không/có/a.csv: không có tệp hay thư mục này",
            "cannot be written: No such file or directory",
        ),
        (
            ("query", "SELECT 1", "--output", "a.csv", "--format", "json"),
            "không phải dạng json",
            "not of the format json",
        ),
        (("figures", "--labels", "--format", "json"), "--labels dùng với csv, xlsx, html", "--labels goes with csv"),
        (("show", "1"), "Gần giống: 1/BC-SNN", "Similar: 1/BC-SNN"),
        (("checks", "--untold", "--left-out"), "Hãy dùng một trong", "Use one of"),
        (("ledger", "--left-out", "--fund", "x"), "không lọc theo --fund", "not narrowed by --fund"),
        (("show", ""), "Hãy nêu số ký hiệu", "Give a document's number"),
        (("verdict", "zz", "wrong", "--why", "x"), "Không có phát hiện nào có mã", "No findings have a key"),
        (("timeline", "--from", "2020", "--to", "2019"), "muộn hơn --to (31/12/2019)", "later than --to (2019-12-31)"),
        (("audit", "--report", "/không/có/a.html"), "Không ghi được /không/có/a.html", "cannot be written"),
        (("audit", "--report", "a.doc"), ".csv, .html, .json, .pdf, .xlsx", ".csv, .html, .json, .pdf, .xlsx"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_language(
    loaded: tuple[Path, subprocess.CompletedProcess[str]],
    state: dict[str, str],
    arguments: tuple[str, ...],
    vi: str,
    en: str,
) -> None:
    for lang, words, other in (("vi", vi, en), ("en", en, vi)):
        done = vanban(state, *arguments, "--db", loaded[0], "--lang", lang)
        assert done.returncode == 2 and words in done.stderr and "Traceback" not in done.stderr
        assert words == other or other not in done.stderr


def test_a_place_that_nobody_has_heard_of_is_told(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str]
) -> None:
    for place, hint in (("Không Có", "Không có xã, huyện, tỉnh nào tên “Không Có”."), ("cam lo", "")):
        done = vanban(state, "figures", "--place", place, "--db", loaded[0])
        assert done.returncode == 0 and "0 dòng" in done.stdout and done.stderr.strip() == hint


def test_a_query_shows_names_and_codes_that_the_next_can_use(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str]
) -> None:
    shown = vanban(
        state, "query", "SELECT count(*) AS documents, 'allocated' AS role FROM documents", "--db", loaded[0]
    )
    assert shown.stdout.split()[:2] == ["documents", "role"] and "allocated" in shown.stdout
    nothing = "SELECT 1 AS a, 'x' AS b, 2.5 AS c, 'nan' AS d UNION ALL SELECT NULL, NULL, NULL, NULL"
    assert vanban(state, "query", nothing, "--db", loaded[0]).returncode == 0


def test_a_role_is_asked_for_by_the_word_that_is_shown(
    loaded: tuple[Path, subprocess.CompletedProcess[str]], state: dict[str, str]
) -> None:
    by_code, by_word, unaccented = (
        vanban(state, "figures", "--role", role, "--db", loaded[0]).stdout for role in ("total", "tổng", "tong")
    )
    assert by_code == by_word == unaccented and "1/BC-SNN" in by_code


@pytest.mark.parametrize(
    ("arguments", "code", "vi", "en"),
    [
        (("ingest",), 2, "Thiếu tham số", "Missing argument"),
        (("ingest", "/không/có"), 2, "Không có tệp", "No such file"),
        (("nạp",), 2, "Không có lệnh", "No such command"),
        (("show", "--sai"), 2, "Không có tùy chọn", "No such option"),
        (("figures", "--role", "xyz"), 2, "allocated (bố trí)", "Choose one of: total, part, allocated"),
        (("figures", "--at-least", "nhiều"), 2, "không phải số tiền", "is no amount"),
        (("ingest", "--workers", "0", "."), 2, "không nằm trong khoảng", "is not in the range"),
        (("ingest", "--ocr", "x", "."), 2, "Hãy chọn một trong", "is not one of"),
        (("ingest", "--dask-address", "tcp://a:1", "."), 2, "chỉ dùng với --runner dask", "goes with --runner dask"),
        (("audit", "--db", "/không/có.db"), 4, "Không có cơ sở dữ liệu", "There is no database"),
    ],
)
def test_wrong_usage_is_explained_in_both_languages(
    state: dict[str, str], arguments: tuple[str, ...], code: int, vi: str, en: str
) -> None:
    for words, extra in ((vi, {}), (en, {"LANG": "en_US.UTF-8"})):
        done = vanban(state, *arguments, **extra)
        assert done.returncode == code, done
        assert words in done.stderr and "Traceback" not in done.stderr


def test_help_is_in_both_languages(state: dict[str, str]) -> None:
    assert "Nạp tệp và thư mục" in anew(state, "--help", LANG="C").stdout
    assert "Load files and folders" in anew(state, "--help", "--lang", "en").stdout


def test_nothing_is_passed_over_in_silence(state: dict[str, str], tmp_path: Path) -> None:
    inbox, db = tmp_path / "đến", tmp_path / "a.db"
    inbox.mkdir()
    none = vanban(state, "ingest", inbox, "--db", db, "--runner", "direct")
    assert (none.returncode, "Không có văn bản nào ở đó" in none.stdout) == (0, True)
    for name in ("a.mp4", "b.mp4", "c.csv", "không đuôi", ".ẩn", "~$tạm.docx"):
        (inbox / name).write_bytes(b"x")
    (inbox / "a.txt").write_text(GOOD.format(n=8), encoding="utf-8")
    done = vanban(state, "ingest", inbox, "--db", db, "--runner", "direct")
    assert "Bỏ qua 4 tệp không phải văn bản: .mp4 2 (a.mp4, b.mp4), .csv 1 (c.csv), không đuôi 1\n" in done.stdout
    assert "Bỏ qua 2 tệp ẩn hoặc tạm: .ẩn, ~$tạm.docx\n" in done.stdout
    assert "Không có văn bản nào" not in done.stdout


def test_a_name_that_is_no_text_stops_nobody(state: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD.format(n=8), encoding="utf-8")
    (tmp_path / os.fsdecode(b"b\xe1o c\xe1o.txt")).write_text(GOOD.format(n=9), encoding="utf-8")
    done = vanban(state, "ingest", tmp_path, "--db", tmp_path / "a.db")
    assert (done.returncode, "Traceback" in done.stderr) == (3, False)
    refused = vanban(state, "query", "SELECT * FROM failures", "--db", tmp_path / "a.db", "--format", "csv").stdout
    assert "b\\xe1o c\\xe1o.txt" in refused and "UTF-8" in refused
    assert "8/BC-SNN" in vanban(state, "show", "8/BC-SNN", "--db", tmp_path / "a.db").stdout


def test_a_reader_that_leaves_costs_no_report(state: dict[str, str], archive: Path, tmp_path: Path) -> None:
    """`vanban audit --report found.html | head`: the report is whole, and the exit code none of the audit's own."""
    report = tmp_path / "found.html"
    command = [sys.executable, "-m", "pipeline", "audit", "--report", str(report), "--db", str(archive)]
    run = subprocess.Popen(command, env=state, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert run.stdout and run.stderr
    run.stdout.close()
    assert (run.wait(timeout=60), run.stderr.read()) == (141, "")
    assert "</html>" in report.read_text(encoding="utf-8")


def test_no_name_of_a_file_commands_the_terminal(state: dict[str, str], tmp_path: Path) -> None:
    """An escape sequence in a name would colour, retitle or rewrite what the archivist sees."""
    hostile, folder, db = "b\x1b[31mRED\x1b]0;owned\x07", tmp_path / "in", tmp_path / "a.db"
    folder.mkdir()
    (folder / "a.txt").write_text(GOOD.format(n=8), encoding="utf-8")
    shutil.copy(folder / "a.txt", folder / f"{hostile}.txt")
    (folder / f"{hostile}.pdf").write_bytes(b"%PDF-1.4")
    (folder / f"{hostile}.py").touch()
    shown = [
        vanban(state, "ingest", folder, "--db", db),
        vanban(state, "ingest", tmp_path / f"{hostile}.none", "--db", db),
        vanban(state, "remove", folder / f"{hostile}.txt", "--why", "thử", "--db", db),
        vanban(state, "remove", "8/BC-SNN", "--why", "thử", "--db", db),
        vanban(state, "ingest", folder, "--db", db),
        vanban(state, "remove", "--list", "--db", db),
        vanban(state, "show", f"{hostile}.txt", "--db", db),
        vanban(state, "doctor", "--db", db),
        vanban(state, "verify", "--db", db),
    ]
    assert sum("RED" in done.stdout + done.stderr for done in shown) >= 5
    for done in shown:
        assert not set("\x1b\x07") & set(done.stdout + done.stderr), done.args


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_says_each_command_in_a_line_and_in_one_language(state: dict[str, str], lang: str) -> None:
    listed = vanban(state, "--help", "--lang", lang, COLUMNS="80").stdout
    lines = re.split(r"^(?:Lệnh|Commands):$", listed, flags=re.M)[1].strip().splitlines()
    assert not [line for line in lines if line.endswith("...")]
    for name in (line.split()[0] for line in lines):
        told = vanban(state, name, "--help", "--lang", lang).stdout
        foreign = r"\[OPTIONS\]|TEXT|INTEGER|RANGE|PATH|SECONDS|default" if lang == "vi" else r"[ăâđêôơư]|SỐ|TỆP"
        assert not re.search(foreign, re.sub(r"đồng|mô hình, đề án|QĐ|VANBAN_\w+", "", told)), told


@pytest.mark.parametrize(
    ("name", "told"), [("a.db", "không phải tệp SQLite"), ("không/có/a.db", "thư mục"), ("", "là một thư mục")]
)
def test_a_database_that_cannot_be_used_is_told_and_nothing_else(
    state: dict[str, str], folder: Path, tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "a.db").write_text("hello", encoding="utf-8")
    done = vanban(state, "ingest", folder, "--db", tmp_path / name, "--runner", "direct")
    assert done.returncode != 0 and told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (tmp_path / "a.db").read_text(encoding="utf-8") == "hello"
