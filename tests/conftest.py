"""What every test may use: texts as documents, documents whole, PDFs drawn on the spot."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import settings

from flows.crew import CREW
from flows.process import examine, process_file
from pipeline.audit.archive import check_subject
from pipeline.records import Document, Failure, PageSpan, Source, Text
from pipeline.store import Database, prepare
from pipeline.store.connection import connect
from pipeline.store.landing import Landed

ROOT = Path(__file__).parents[1]
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # what takes long is measured in benchmarks/, on a quiet machine


def as_text(text: str) -> Text:
    """A text of one page."""
    return Text(text, (PageSpan(1, 0, len(text)),), "native")


def as_document(text: str, path: str = "mau.txt") -> Document:
    """The document that a text is, with all its facts and findings."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return examine(Source(Path(path), sha256, "text/plain", len(text.encode())), as_text(text))


def save(database: Database, document: Document) -> Landed:
    """Write a document as an ingest does; what became of it."""
    (landed,) = database.land([prepare(document, database.corrections(document.id))])
    return landed


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the project's own documents."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def real_report() -> Path:
    """The real report that the gold facts were taken from; it is not the project's to pass on."""
    path = ROOT.parent / "shared" / "corpus" / "78-BC-SNN-2019.txt"
    if not path.exists():
        pytest.skip("the real report is not on this machine")
    return path


@pytest.fixture(scope="session", autouse=True)
def new_archives_are_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new archive is a copy of one that is made once, which spares a fifth of a second each; processes make theirs.

    `pipeline.store.connection.connect` makes one here too.
    """

    @cache
    def empty() -> Path:
        path = tmp_path_factory.mktemp("empty") / "a.db"
        connect(path, create=True)[0].close()
        return path

    def copied(path: Path, *, create: bool) -> tuple[sqlite3.Connection, bool]:
        if create and path.parent.is_dir() and os.access(path.parent, os.W_OK) and not path.exists():
            shutil.copy(empty(), path)
        return connect(path, create=create)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.store.settling.connect", copied)
        yield


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the project's own documents, whose files stand in `corpus/` beside it; not to be changed."""
    folder = tmp_path_factory.mktemp("archive")
    shutil.copytree(ROOT / "corpus", folder / "corpus", ignore=shutil.ignore_patterns("README.md"))
    with Database(folder / "vanban.db") as database:
        for path in sorted((folder / "corpus").iterdir()):
            document = process_file(path)
            assert isinstance(document, Document), path
            save(database, document)
        database.record_failure(
            Failure(folder / "hong.pdf", None, "read", "Tệp <b>hỏng</b>.", "The file is <b>damaged</b>.")
        )
        database.resolve_citations()
        database.compare(check_subject)
    return folder / "vanban.db"


@pytest.fixture(scope="module")
def workers_stay_loaded() -> Iterator[None]:
    """What workers need is loaded once for all ingests of a file, as in `vanban watch`; for tests that change no environment."""
    with CREW.staying_loaded():
        yield


@pytest.fixture(scope="session")
def draw_pdf() -> Callable[..., bytes]:
    """A function that draws lines (x, y from the top, words, font size) on the pages of a PDF."""
    import io

    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = ROOT / "tests" / "corpus" / "source" / "fonts" / "LiberationSerif-Regular.ttf"
    pdfmetrics.registerFont(TTFont("Test-Serif", font))

    def draw(*pages: list[tuple[float, float, str]], size: float = 13, **options: object) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=1, **options)
        for page in pages:
            for x, y, words in page:
                canvas.setFont("Test-Serif", size)
                canvas.drawString(x, A4[1] - y, words)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return draw


def calls_of(work: Callable[[], object]) -> int:
    """Calls of functions, those of the C library included."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls
