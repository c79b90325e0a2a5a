"""Formats that only LibreOffice reads (OpenDocument, PowerPoint, Works ...). In: bytes. Out: the same document in a format
with a reader of its own, if the command `soffice` is there.

The program runs by itself in a folder that is deleted afterwards, with a time limit and a profile of its own: no macro
runs, no link of a document is followed, and no window that is open locks it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from pipeline.read.formats import DOCX, FORMATS, ODP, ODS, ODT, PDF, PPT, PPTX, SPREADSHEET_XML, WORD_XML, WORKS, XLSX
from pipeline.read.package import check_open_document, check_package
from pipeline.read.refusals import DamagedFile, UnsupportedFormat

TARGETS = {ODT: DOCX, WORKS: DOCX, WORD_XML: DOCX, ODS: XLSX, SPREADSHEET_XML: XLSX, ODP: PDF, PPT: PDF, PPTX: PDF}
"""What each format is turned into."""
_SUFFIXES = {DOCX: "docx", XLSX: "xlsx", PDF: "pdf"}
_SECONDS = 120
_WATCHED = 'exec 3<&0; { read -r _ <&3; kill -9 0; } & "$@" 3<&-'
"""Runs a command and ends all of its group when the other end of its input closes, as it does when this process is killed."""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def is_there() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def convert(data: bytes, media_type: str) -> bytes:
    """The document as `TARGETS` says; raises a `ReadError` where LibreOffice gives up or takes two minutes."""
    if media_type in (ODT, ODS, ODP):
        check_open_document(data, "OpenDocument")
    elif media_type == PPTX:
        check_package(data, "PowerPoint")
    name, suffix = FORMATS[media_type].name, _SUFFIXES[TARGETS[media_type]]
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        source = Path(folder) / "document"
        source.write_bytes(data)
        profile = Path(folder) / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
        command += ["--convert-to", suffix, "--outdir", folder, str(source)]
        with subprocess.Popen(
            ["sh", "-c", _WATCHED, "sh", *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.PIPE,
            start_new_session=True,
        ) as process:
            try:
                process.wait(_SECONDS)
            except subprocess.TimeoutExpired as error:
                raise DamagedFile(name, f"LibreOffice > {_SECONDS} s") from error
            finally:
                with suppress(ProcessLookupError):  # its own children too
                    os.killpg(process.pid, signal.SIGKILL)
        target = source.with_suffix("." + suffix)
        if not target.exists():
            raise UnsupportedFormat(
                name,
                "LibreOffice ở máy này không chuyển được tệp; hãy lưu lại dạng .docx, .xlsx hay .pdf.",
                "LibreOffice on this machine could not convert the file; save it as .docx, .xlsx or .pdf.",
            )
        return target.read_bytes()
