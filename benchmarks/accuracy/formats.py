"""The gold documents as files, read as an ingest reads them, and scored against the same annotations.

A format is a function that draws documents into a folder and says where each one is; `FORMATS` names them for `--as`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.accuracy.carried import carried
from benchmarks.accuracy.gold import Gold
from benchmarks.accuracy.paper import Block
from benchmarks.accuracy.paper_docx import docx_of
from benchmarks.accuracy.paper_html import html_of
from benchmarks.accuracy.paper_text import message_of, text_of
from benchmarks.accuracy.score import Outcomes, score
from benchmarks.accuracy.typeset import paper_of
from benchmarks.scanner import scan_of
from flows.process import process_file
from pipeline.records import Failure

Draw = Callable[[Sequence[Gold], Path], list[Path]]
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_NUMBERED = "<p style='width:100%;text-align:center;font-size:10pt'><span class='pageNumber'></span></p>"


class Unread(Exception):
    """A drawn file that the project's readers refuse."""


def measure_as(golds: Sequence[Gold], name: str, folder: Path | None = None) -> list[Outcomes]:
    """Every comparison of documents drawn in a format; the files stay where a `folder` is given."""
    if folder is None:
        with tempfile.TemporaryDirectory() as temporary:
            return measure_as(golds, name, Path(temporary))
    folder.mkdir(parents=True, exist_ok=True)
    paths = FORMATS[name](golds, folder)
    return [one for gold, path in zip(golds, paths, strict=True) for one in _scored(gold, path)]


def _scored(gold: Gold, path: Path) -> list[Outcomes]:
    document = process_file(path)
    if isinstance(document, Failure):
        raise Unread(f"{path}: {document.reason_en}")
    return score(carried(gold, document.text), document)


def blocks_of(gold: Gold) -> list[Block]:
    """A gold document's paper."""
    signer = gold.head.get("signer")
    return paper_of(gold.source.path.read_text(encoding="utf-8"), str(signer) if signer else None)


def _written(
    write: Callable[[str, Sequence[Block]], bytes], suffix: str, golds: Sequence[Gold], folder: Path
) -> list[Path]:
    paths = [folder / f"{gold.name}{suffix}" for gold in golds]
    for gold, path in zip(golds, paths, strict=True):
        path.write_bytes(write(gold.name, blocks_of(gold)))
    return paths


docx = partial(_written, docx_of, ".docx")
html = partial(_written, html_of, ".html")
wrapped = partial(_written, text_of, ".txt")
eml = partial(_written, message_of, ".eml")


def by_libreoffice(suffix: str, golds: Sequence[Gold], folder: Path) -> list[Path]:
    """The Word documents in another format, all in one run of LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", suffix]
        command += ["--outdir", str(folder), *map(str, docx(golds, folder))]
        subprocess.run(command, check=True, capture_output=True)
    return [folder / f"{gold.name}.{suffix}" for gold in golds]


def by_chromium(golds: Sequence[Gold], folder: Path) -> list[Path]:
    """The web pages as a browser prints them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, _CHROMIUM)), None)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for path in html(golds, folder):
            page.goto(path.as_uri())
            page.pdf(
                path=path.with_suffix(".pdf"), prefer_css_page_size=True, display_header_footer=True,
                header_template="<span></span>", footer_template=_NUMBERED,
            )  # fmt: skip
        browser.close()
    return [folder / f"{gold.name}.pdf" for gold in golds]


def scanned(golds: Sequence[Gold], folder: Path) -> list[Path]:
    """The PDFs printed and scanned: askew, worn, stamped where they are signed."""
    paths = [folder / f"{gold.name}.scan.pdf" for gold in golds]
    for path, printed in zip(paths, by_libreoffice("pdf", golds, folder), strict=True):
        path.write_bytes(scan_of(printed.read_bytes()))
    return paths


FORMATS: dict[str, Draw] = {
    "docx": docx,
    "doc": partial(by_libreoffice, "doc"),
    "pdf": partial(by_libreoffice, "pdf"),
    "html": html,
    "printed": by_chromium,
    "wrapped": wrapped,
    "eml": eml,
    "scan": scanned,
}
"""Word; Word 97 and PDF by LibreOffice; a portal's page; that page as Chromium prints it; text cut at a width; it as a message;
the PDF as a scanner makes it out, at some seconds of Tesseract a page."""
