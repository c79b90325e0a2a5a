"""Text files in the encodings that archives hold."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.normalize import normalize
from pipeline.read import find_files, identify, read
from pipeline.read.files import walk_files
from pipeline.read.refusals import DamagedFile, EmptyFile, ReadError, UnknownEncoding, UnreadableFile, UnsupportedFormat
from pipeline.read.text.reader import read_text

SENTENCE = "Ủy ban nhân dân tỉnh đã bố trí kinh phí thực hiện chương trình, đề nghị các sở phối hợp.\n" * 3


def _text(data: bytes) -> str:
    return normalize(read_text(data)).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_dress(encoding: str) -> None:
    assert _text(SENTENCE.encode(encoding)) == SENTENCE.rstrip()


def test_decomposed_letters_are_composed() -> None:
    assert _text(unicodedata.normalize("NFD", SENTENCE).encode()) == SENTENCE.rstrip()


def test_a_lines_bullet_is_one_mark_whatever_its_shape() -> None:
    typed = "Gồm:\n● một\n· hai\n  ❖\tba\nbốn · năm ● sáu\n"
    assert _text(typed.encode()) == "Gồm:\n• một\n• hai\n•\tba\nbốn · năm ● sáu"


def test_windows_1258() -> None:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = ""
    for char in SENTENCE:
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(mark for mark in parts if mark in tones)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out += base + tone
    assert _text(out.encode("cp1258")) == SENTENCE.rstrip()


def test_english_is_no_legacy_vietnamese() -> None:
    assert _text(b"The quick brown fox jumps over the lazy dog. " * 5).startswith("The quick")


def test_binary_is_no_text() -> None:
    with pytest.raises(UnknownEncoding):
        read_text(bytes(range(256)) * 20)


def test_columns_of_spaces_become_tabs() -> None:
    assert _text("UBND TỈNH A      CỘNG HÒA\n\n\n\nSố: 1".encode()) == "UBND TỈNH A\tCỘNG HÒA\n\nSố: 1"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = normalize(read_text(data)).text
    except ReadError:
        return
    assert unicodedata.is_normalized("NFC", text)


@example("\u00c0\u0300\u0302")  # two tones before the letter's shape
@given(st.text(max_size=200))
def test_normalizing_twice_changes_nothing(text: str) -> None:
    try:
        once = _text(text.encode("utf-8", "ignore"))
        assert _text(once.encode()) == once
    except ReadError:
        return


def test_files_are_told_by_content(tmp_path: Path) -> None:
    cases = {
        "a.pdf": b"%PDF-1.7",
        "b.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
        "d.rar": b"Rar!\x1a\x07",
        "c.txt": b"{\\rtf1 }",
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
    types = [identify(tmp_path / name).media_type for name in cases]
    assert types == ["application/pdf", "application/msword", "application/vnd.rar", "application/rtf"]
    with pytest.raises(UnsupportedFormat, match="RAR"):
        read(identify(tmp_path / "d.rar"))
    with pytest.raises(DamagedFile, match="Word"):
        read(identify(tmp_path / "b.doc"))


def test_empty_and_absent_files(tmp_path: Path) -> None:
    (tmp_path / "rong.txt").touch()
    with pytest.raises(EmptyFile):
        identify(tmp_path / "rong.txt")
    with pytest.raises(UnreadableFile):
        identify(tmp_path)


def test_folders_are_searched_for_documents(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", ".ẩn.txt", "~$a.docx", "ghi-chu.md", "sub/c.DOCX"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    assert [str(p.relative_to(tmp_path)) for p in find_files([tmp_path, tmp_path / "b.txt"])] == [
        "a.pdf",
        "b.txt",
        "sub/c.DOCX",
    ]


def test_a_document_that_lost_its_suffix_is_found(tmp_path: Path) -> None:
    """'12.QĐ-UBND' and '05.2019' are names, no suffixes; what a program ended otherwise is its own."""
    pdf, rtf = b"%PDF-1.4\n%%EOF", b"{\\rtf1 x}"
    for name, data in (
        ("12.QĐ-UBND", pdf),
        ("BC 05.2019", rtf),
        ("tải về", pdf),
        ("x.part", pdf),
        ("x.bin", pdf),
        ("x.7z", b"7z"),
    ):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "ghi chú").write_text("mua sữa")
    (tmp_path / "rỗng").touch()
    os.mkfifo(tmp_path / "ống")
    left = defaultdict[str, list[str]](list)
    assert {path.name for path in walk_files([tmp_path], left)} == {"12.QĐ-UBND", "BC 05.2019", "tải về", "x.7z"}
    assert dict(left) == {".part": ["x.part"], ".bin": ["x.bin"]} | {
        name: [name] for name in ("ghi chú", "rỗng", "ống")
    }


def test_a_title_right_under_a_letterhead_in_columns_is_none_of_its_left_one() -> None:
    head = "UBND XÃ BẾN MẪU           CỘNG HÒA\nSố: 7/KH-UBND             Bến Mẫu, ngày 20 tháng 01 năm 2015\n"
    title = "        KẾ HOẠCH\n        Thực hiện phong trào trồng cây gây rừng\n"
    read_as = _text((head + title).encode())
    assert read_as.endswith("Bến Mẫu, ngày 20 tháng 01 năm 2015\n\nKẾ HOẠCH\nThực hiện phong trào trồng cây gây rừng")
    assert _text((head + "V/v trồng cây\n" + title[25:]).encode()).startswith(
        "UBND XÃ BẾN MẪU\nSố: 7/KH-UBND\nV/v trồng cây"
    )
