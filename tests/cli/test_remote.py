"""Originals on a file server, through the command: a real FTP server on loopback, read by fsspec."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import running
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import ThreadedFTPServer

from pipeline.read.files import find_files, identify
from pipeline.records.paths import address, is_remote, tells_a_password

NOTICE = "UBND TỈNH ĐÔNG LĨNH\n\nSố: {number}/TB-UBND\n\nĐông Lĩnh, ngày 5 tháng 3 năm 2019\n\nTHÔNG BÁO\nVề kinh phí\n\nChi {sum} tỷ đồng."


@dataclass
class Share:
    """A folder, the address under which it is served, and the names of the files sent so far."""

    folder: Path
    url: str
    sent: list[str] = field(default_factory=list)

    def write(self, name: str, number: int, money: int) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTICE.format(number=number, sum=money), encoding="utf-8")


@pytest.fixture
def share(tmp_path: Path) -> Iterator[Share]:
    folder = tmp_path / "share"
    folder.mkdir()
    authorizer = DummyAuthorizer()
    authorizer.add_anonymous(str(folder))
    sent: list[str] = []

    class Handler(FTPHandler):  # type: ignore[misc]
        def on_file_sent(self, file: str) -> None:
            sent.append(Path(file).name)

    Handler.authorizer = authorizer
    server = ThreadedFTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    port = server.socket.getsockname()[1]
    try:
        yield Share(folder, f"ftp://127.0.0.1:{port}", sent)
    finally:
        server.close_all()
        thread.join(10)


def vanban(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VANBAN_STATE": str(tmp_path / "state")}
    return running.vanban(environment, *arguments, "--db", tmp_path / "a.db", folder=tmp_path)


def documents(tmp_path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        return dict(connection.execute("SELECT source_path, number FROM documents"))


def test_a_file_server_is_loaded_once_and_what_changed_again(share: Share, tmp_path: Path) -> None:
    share.write("2019/thông báo 1.txt", 1, 5)
    share.write("2019/2.txt", 2, 6)
    share.write(".ẩn/3.txt", 3, 7)
    with zipfile.ZipFile(share.folder / "nén.zip", "w") as packed:
        packed.writestr("trong/4.txt", NOTICE.format(number=4, sum=8))
    done = vanban(tmp_path, "ingest", share.url)
    assert done.returncode == 0, done.stderr
    assert documents(tmp_path) == {
        f"{share.url}/2019/thông báo 1.txt": "1/TB-UBND",
        f"{share.url}/2019/2.txt": "2/TB-UBND",
        f"{share.url}/nén.zip!/trong/4.txt": "4/TB-UBND",
    }
    share.sent.clear()
    assert vanban(tmp_path, "ingest", share.url, "--runner", "direct").returncode == 0
    assert share.sent == []

    share.write("2019/2.txt", 2, 60)
    os.utime(share.folder / "2019/2.txt", (time.time() - 90,) * 2)
    assert "1 đã sửa" in vanban(tmp_path, "verify").stdout
    share.sent.clear()
    assert vanban(tmp_path, "ingest", share.url, "--runner", "direct").returncode == 0
    assert set(share.sent) == {"2.txt"}
    (share.folder / "2019").rename(share.folder / "cũ")
    moved = vanban(tmp_path, "verify", share.url).stdout
    assert "2 đã chuyển chỗ" in moved and f"{share.url}/cũ/2.txt" in moved


def test_a_server_that_is_away_is_named_and_costs_nothing(share: Share, tmp_path: Path) -> None:
    share.write("1.txt", 1, 5)
    assert vanban(tmp_path, "ingest", share.url, "--runner", "direct").returncode == 0
    held = documents(tmp_path)
    done = vanban(tmp_path, "ingest", "ftp://127.0.0.1:1/kho", "--runner", "direct")
    assert done.returncode == 2 and "ftp://127.0.0.1:1/kho" in done.stderr and "từ chối kết nối" in done.stderr
    done = vanban(tmp_path, "ingest", f"{share.url}/không-có", "--runner", "direct")
    assert done.returncode == 2 and f"{share.url}/không-có" in done.stderr
    assert documents(tmp_path) == held


def test_a_driver_that_is_not_installed_is_named(tmp_path: Path) -> None:
    done = vanban(tmp_path, "ingest", "oci://kho@vùng/tệp", "--runner", "direct")
    assert done.returncode == 2 and "oci" in done.stderr.lower()


def test_a_password_in_an_address_is_refused(tmp_path: Path) -> None:
    done = vanban(tmp_path, "ingest", "ftp://ai:mật@127.0.0.1/kho", "--runner", "direct")
    assert done.returncode == 2 and "mật khẩu" in done.stderr and "ai:" not in done.stderr
    assert not (tmp_path / "a.db").exists()
    assert not tells_a_password(Path("s3://kho/a:b@c"))


@pytest.mark.parametrize(
    "url", ["s3://kho/thư mục/a.pdf", "ftp://máy:2121/a.zip!/b/c.doc", "abfs://kho@tài-khoản/x.docx"]
)
def test_an_address_survives_its_travel_as_a_path(url: str) -> None:
    assert address(Path(url)) == url
    assert address(Path(address(Path(url)))) == url


def test_a_folder_that_is_called_like_a_scheme_stays_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ftp:" / "127.0.0.1:1").mkdir(parents=True)
    (tmp_path / "ftp:" / "127.0.0.1:1" / "a.txt").write_text("Chi 5 tỷ đồng", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (found,) = find_files([Path()])
    assert not is_remote(found) and address(found) == "ftp:/127.0.0.1:1/a.txt"
    assert identify(found).size == len("Chi 5 tỷ đồng".encode())
