"""Archives and e-mails: what they hold is found, read and refused one by one."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from pipeline.normalize import normalize
from pipeline.read import archives, find_files, identify, read
from pipeline.read.formats import MAIL, ZIP, media_type_of
from pipeline.read.refusals import (
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    ReadError,
    TooLarge,
    UnreadableFile,
    UnreadableName,
    UnsupportedFormat,
)


def _zip(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_files([folder])]


def _words(path: Path) -> str:
    return normalize(read(identify(path))).text


def test_documents_in_archives_two_deep(tmp_path: Path) -> None:
    deepest = _zip({"sâu.txt": b"x"})
    inner = _zip({"trong.txt": "Trong cùng.".encode(), "nữa.zip": deepest})
    outer = {"thư mục/báo cáo.txt": "Báo cáo.".encode(), "trong.zip": inner, "ảnh.db": b"x", "__MACOSX/._a.txt": b"x"}
    (tmp_path / "hồ sơ.zip").write_bytes(_zip(outer))
    assert _found(tmp_path) == [
        "hồ sơ.zip!/thư mục/báo cáo.txt",
        "hồ sơ.zip!/trong.zip!/nữa.zip",
        "hồ sơ.zip!/trong.zip!/trong.txt",
    ]
    assert _words(tmp_path / "hồ sơ.zip!/thư mục/báo cáo.txt") == "Báo cáo."
    assert _words(tmp_path / "hồ sơ.zip!/trong.zip!/trong.txt") == "Trong cùng."
    with pytest.raises(UnsupportedFormat):
        _words(tmp_path / "hồ sơ.zip!/trong.zip!/nữa.zip")


def test_a_document_has_one_identity_inside_and_outside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Words.")
    (tmp_path / "a.zip").write_bytes(_zip({"b.txt": b"Words."}))
    inside, outside = identify(tmp_path / "a.zip!/b.txt"), identify(tmp_path / "a.txt")
    assert (inside.sha256, inside.media_type, inside.size) == (outside.sha256, outside.media_type, outside.size)


def test_names_that_lead_out_or_come_twice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("../../x.txt", "/x.txt", "..\\x.txt", "C:/y.txt", "thư!/z.txt"):
            archive.writestr(name, name)
    found = _found(tmp_path)
    assert found == ["a.zip!/C:/y.txt", "a.zip!/thư/z.txt", "a.zip!/x (2).txt", "a.zip!/x (3).txt", "a.zip!/x.txt"]
    assert _words(tmp_path / "a.zip!/x (2).txt") == "/x.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258", "cp437"])
def test_names_in_old_code_pages(tmp_path: Path, encoding: str) -> None:
    name = {"utf-8": "Quyết định.txt", "cp1258": "Đà Lạt.txt", "cp437": "résumé.txt"}[encoding]
    typed = "Đà La\u0323t.txt" if encoding == "cp1258" else name
    raw = typed.encode(encoding)
    data = _zip({"x" * len(raw): b"Words."}).replace(b"x" * len(raw), raw)
    (tmp_path / "a.zip").write_bytes(data)
    assert _found(tmp_path) == [f"a.zip!/{name}"]
    assert _words(tmp_path / f"a.zip!/{name}") == "Words."


def test_entries_fail_one_by_one(tmp_path: Path) -> None:
    data = bytearray(_zip({"a.txt": b"locked", "b.txt": b"broken" * 9, "c.txt": b"whole", "d.txt": b""}))
    central = data.index(b"PK\x01\x02")
    data[6:8] = data[central + 8 : central + 10] = struct.pack("<H", 1)
    at = data.index(b"b.txt") + 5
    data[at : at + 4] = b"\xff\xff\xff\xff"
    (tmp_path / "a.zip").write_bytes(data)
    refused: dict[str, type[ReadError]] = {}
    for path in find_files([tmp_path]):
        try:
            assert _words(path) == "whole"
        except ReadError as error:
            refused[path.name] = type(error)
    assert refused == {"a.txt": EncryptedFile, "b.txt": DamagedFile, "d.txt": EmptyFile}


def test_bombs_are_refused_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(_zip({"a.txt": bytes(archives._LARGE + 1), "b.txt": b"b"}))
    with pytest.raises(TooLarge):
        identify(Path(f"{path}!/a.txt"))
    assert _words(Path(f"{path}!/b.txt")) == "b"
    monkeypatch.setattr(archives, "_MOST_ENTRIES", 1)
    other = tmp_path / "b.zip"
    other.write_bytes(path.read_bytes())
    assert find_files([other]) == [other]
    with pytest.raises(TooLarge):
        read(identify(other))


def test_archives_that_hold_nothing(tmp_path: Path) -> None:
    for name, data, error in (
        ("rỗng.zip", _zip({}), DamagedFile),
        ("khác.zip", _zip({"a.exe": b"x"}), UnsupportedFormat),
        ("cụt.zip", _zip({"a.txt": b"x" * 999})[:60], DamagedFile),
    ):
        (tmp_path / name).write_bytes(data)
        assert find_files([tmp_path / name]) == [tmp_path / name]
        assert media_type_of(data) == ZIP
        with pytest.raises(error):
            read(identify(tmp_path / name))


def test_a_message_and_its_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@tinh.vn", "b@tinh.vn", "Gửi báo cáo quý I"
    message.set_content("Kính gửi anh,\nbáo cáo đính kèm.")
    for name, data in (("báo cáo.txt", "Một."), ("../báo cáo.txt", "Hai.")):
        message.add_attachment(data.encode(), maintype="application", subtype="octet-stream", filename=name)
    message.add_attachment(_zip({"c.txt": b"Ba."}), maintype="application", subtype="zip", filename="c.zip")
    path = tmp_path / "thư.eml"
    path.write_bytes(bytes(message))
    assert media_type_of(path.read_bytes()) == MAIL
    assert _found(tmp_path) == [
        "thư.eml",
        "thư.eml!/báo cáo (2).txt",
        "thư.eml!/báo cáo.txt",
        "thư.eml!/c.zip!/c.txt",
    ]
    assert _words(path).split("\n") == [
        "From: a@tinh.vn",
        "To: b@tinh.vn",
        "Subject: Gửi báo cáo quý I",
        "",
        "Kính gửi anh,",
        "báo cáo đính kèm.",
    ]
    assert [_words(Path(f"{path}!/{name}")) for name in ("báo cáo.txt", "báo cáo (2).txt", "c.zip!/c.txt")] == [
        "Một.",
        "Hai.",
        "Ba.",
    ]


def test_a_folder_named_like_an_archive_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "a.zip!"
    folder.mkdir()
    (folder / "b.txt").write_text("Thật.", encoding="utf-8")
    assert _words(folder / "b.txt") == "Thật."


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ống.txt")
    (tmp_path / "đâu.pdf").symlink_to(tmp_path / "không có")
    (tmp_path / "vòng").symlink_to(tmp_path, target_is_directory=True)
    assert _found(tmp_path) == ["đâu.pdf", "ống.txt"]
    for path in (tmp_path / "ống.txt", tmp_path / "đâu.pdf", tmp_path):
        with pytest.raises(UnreadableFile):
            identify(path)


def test_a_closed_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kín").mkdir()
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    scan = os.scandir

    def guarded(path: str | os.PathLike[str]) -> object:
        if os.fspath(path).endswith("kín"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert _found(tmp_path) == ["a.txt", "kín"]
    with pytest.raises(UnreadableFile, match="Permission denied"):
        identify(tmp_path / "kín")


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"b\xe1o c\xe1o.txt")
    path.write_text("x", encoding="utf-8")
    with pytest.raises(UnreadableName):
        identify(path)


def test_a_compound_file_without_its_directory_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        media_type_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
