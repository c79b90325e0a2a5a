"""Hostile files, each by itself and all in one folder through the command: every one ends as a row, its neighbours whole."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from hostile_files import HOSTILE, NAMES, WORDS, odt, word
from running import vanban

from pipeline.normalize import normalize
from pipeline.read import find_files, identify, libreoffice, read
from pipeline.read.mail import read_mail
from pipeline.read.message import Message
from pipeline.read.refusals import ReadError, TooLarge, UnreadableFile
from pipeline.read.word.docx import read_docx


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_with_a_remedy(name: str, tmp_path: Path) -> None:
    make, refusal = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    try:
        text = normalize(read(identify(path))).text
    except ReadError as error:
        assert refusal and refusal in error.en and error.vi != error.en
        assert not re.search(r"[^\W\d]/[^\W\d]", error.vi), "each language by itself"
    else:
        assert not refusal, f"read as {text[:80]!r}"
        assert "lol" not in text and os.uname().nodename not in text


def test_a_file_larger_than_memory_is_refused_unread(tmp_path: Path) -> None:
    for name, head in (("lớn.pdf", b"%PDF-1.7\n"), ("lớn.eml", b"From: a\nTo: b\nSubject: c\n\n"), ("lớn.txt", b"")):
        with (tmp_path / name).open("wb") as file:
            file.write(head)
            file.truncate(2 * 1024**3)  # sparse: it takes no room on the disk
        assert find_files([tmp_path / name]) == [tmp_path / name]
        with pytest.raises(TooLarge):
            read(identify(tmp_path / name))


def test_what_no_permission_opens_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bộ nhớ.pdf").symlink_to("/proc/self/mem")  # a file that gives an error to whoever reads it
    (tmp_path / "thiết bị.pdf").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's path may have a hundred bytes only
        try:
            listener.bind("ổ.pdf")
        finally:
            os.chdir(here)
        for name in ("bộ nhớ.pdf", "thiết bị.pdf", "ổ.pdf"):
            with pytest.raises(UnreadableFile):
                identify(tmp_path / name)


def test_an_honest_open_document_passes_the_checks() -> None:
    assert "Số 12" in normalize(read_docx(libreoffice.convert(odt("Số 12"), libreoffice.ODT))).text


def test_letters_in_letters_and_broken_headers() -> None:
    dated = b"From: a\nTo: b\nSubject: =?utf-8?q?c=C3=B3?=\nDate: Thu, 28 Mar 2019 08:00:00 +99999999999999\n\nS\n"
    assert read_mail(dated).pages[0].text.split("\n")[2:4] == [
        "Date: Thu, 28 Mar 2019 08:00:00 +99999999999999",
        "Subject: có",
    ]
    many = b"From: a\nTo: " + b"a@b, " * 200_000 + b"\nSubject: c\n\nS\n"
    assert read_mail(many).pages[0].text.rstrip().endswith("S")
    same = b"--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n" * 2_000
    message = Message(b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=b\n\n" + same + b"--b--\n")
    assert message.names[-1] == "a (2000).txt" and message.read("a (2000).txt") == b"x"


def test_a_folder_of_all_of_them_through_the_command(tmp_path: Path) -> None:
    folder, db = tmp_path / "hồ sơ", tmp_path / "a.db"
    (folder / "sâu").mkdir(parents=True)
    made = {name: make() for name, (make, _) in HOSTILE.items()}
    for name, data in made.items():
        (folder / name).write_bytes(data)
    for n, (name, mark) in enumerate(NAMES.items(), 100):
        (folder / name).write_text(WORDS.format(n=n) + mark, encoding="utf-8")
    for n in range(10):
        (folder / f"tốt {n}.txt").write_text(WORDS.format(n=n), encoding="utf-8")
    (folder / os.fsdecode(b"t\xean.txt")).write_text("x", encoding="utf-8")
    (folder / "sâu" / "vòng").symlink_to(folder, target_is_directory=True)
    (folder / "không đâu.pdf").symlink_to("không có")
    (folder / "thiết bị.txt").symlink_to("/dev/zero")
    os.mkfifo(folder / "ống.txt")
    with (folder / "lớn.pdf").open("wb") as file:
        file.truncate(2 * 1024**3)
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PREFECT", "VANBAN", "LANG", "LC_"))}
    command = [sys.executable, "-m", "pipeline", "ingest", str(folder), "--db", str(db)]
    done = subprocess.run(
        command, cwd=ROOT, env={**env, "VANBAN_STATE": str(tmp_path / "state")}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    held = _rows(db, "SELECT source_path, text FROM documents")
    failed = {row["source_path"]: row for row in _rows(db, "SELECT * FROM failures")}
    loaded = {Path(row["source_path"]).name: row["text"] for row in held}
    assert all(f"Tổng chi {n}0 triệu đồng" in loaded[f"tốt {n}.txt"] for n in range(10))
    assert all(mark in loaded[name] for name, mark in NAMES.items())
    reasons = {Path(path).relative_to(folder).as_posix(): row["reason_en"] for path, row in failed.items()}
    for name, (_, refusal) in HOSTILE.items():
        own = [reason for path, reason in reasons.items() if path == name or path.startswith(f"{name}!/")]
        if refusal:
            # A file that another holds too, byte for byte, is a duplicate and named in the closing table.
            assert any(refusal in reason for reason in own) or name in done.stdout, name
        else:
            assert name in loaded, name
    assert {"t\\xean.txt", "không đâu.pdf", "thiết bị.txt", "ống.txt"} <= reasons.keys()
    assert "too large" in reasons["lớn.pdf"] and "too large" in reasons["thư có bom.eml!/b.zip!/b.txt"]
    assert all("fault of the program" not in reason for reason in reasons.values())
    assert all((folder / name).read_bytes() == data for name, data in made.items()), "originals are only read"


def _rows(db: Path, sql: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(vanban(os.environ, "query", sql, "--db", db, "--format", "json").stdout)
    return rows


def test_a_part_whose_name_leads_out_of_the_package_stays_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    buffer = io.BytesIO(word("Số 12/QĐ-UBND"))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("../ngoài.xml", b"<a/>")
    assert "Số 12/QĐ-UBND" in read_docx(buffer.getvalue()).pages[0].text
    assert not (tmp_path.parent / "ngoài.xml").exists()
