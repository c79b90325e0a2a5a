"""Formats that LibreOffice turns into others, where it is installed; a clear refusal where it is not."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tables import ALLOCATION, FILES, REPORT, cells_of, text_of

from pipeline.read import identify, libreoffice, read
from pipeline.read.formats import FORMATS, ODT, WORKS
from pipeline.read.refusals import UnsupportedFormat


@pytest.mark.skipif(not libreoffice.is_there(), reason="LibreOffice is not installed")
def test_open_documents_are_read_through_it() -> None:
    assert cells_of(text_of(FILES / "bao-cao.odt")) == REPORT
    assert cells_of(text_of(FILES / "phan-bo.ods")) == ALLOCATION


@pytest.mark.skipif(not libreoffice.is_there(), reason="LibreOffice is not installed")
def test_no_link_of_a_document_is_followed() -> None:
    asked: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    with HTTPServer(("127.0.0.1", 0), Ear) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        link = f"http://127.0.0.1:{server.server_port}/a.png".encode()
        image = b'<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"><draw:image xlink:href="%s"/></draw:frame>'
        data = _repacked(FILES / "bao-cao.odt", image % link)
        assert libreoffice.convert(data, ODT).startswith(b"PK")
        server.shutdown()
    assert asked == []


def _repacked(path: Path, image: bytes) -> bytes:
    """An OpenDocument text with a picture at its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "content.xml":
                assert b"</office:text>" in part
                part = part.replace(b"</office:text>", b"<text:p>" + image + b"</text:p></office:text>")
            new.writestr(name, part)
    return out.getvalue()


def test_without_it_the_remedy_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedFormat, match="Install LibreOffice"):
        read(identify(FILES / "bao-cao.odt"))


def test_every_format_it_takes_has_a_name() -> None:
    assert set(libreoffice.TARGETS) <= set(FORMATS)


@pytest.mark.skipif(not libreoffice.is_there(), reason="LibreOffice is not installed")
def test_what_it_cannot_convert_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", ODT)
        package.writestr("content.xml", "<office:document-content")
    with pytest.raises(UnsupportedFormat, match="LibreOffice"):
        libreoffice.convert(packed.getvalue(), ODT)


def test_it_ends_with_the_process_that_asked(tmp_path: Path) -> None:
    """A worker that takes too long is killed; what it started must not go on."""
    (tmp_path / "soffice").write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nsleep 600 & wait\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    script = "import sys; from pipeline.read import libreoffice; libreoffice.convert(b'', sys.argv[1])"
    env = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
    worker = subprocess.Popen([sys.executable, "-c", script, WORKS], env=env)
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text(encoding="utf-8").strip():
        assert worker.poll() is None
        time.sleep(0.01)
    worker.kill()
    worker.wait()
    pid = int((tmp_path / "pid").read_text(encoding="utf-8"))
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.01)
    raise AssertionError("soffice goes on")
