"""A scan from the command to the database, and what `--ocr never` says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2 as pdfium
from conftest import ROOT
from rapidfuzz.distance import Levenshtein
from test_command import state, vanban

from benchmarks.scanner import Scanner, picture_pdf
from pipeline.read.pdf.reader import read_pdf

__all__ = ["state"]
DOCUMENT = ROOT / "corpus" / "218-QD-UBND-2022.pdf"


def _rows(state: dict[str, str], db: Path, sql: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(vanban(state, "query", sql, "--db", db, "--format", "json").stdout)
    return rows


def test_a_skewed_stamped_scan_comes_in_whole_or_is_refused(state: dict[str, str], tmp_path: Path) -> None:
    with pdfium.PdfDocument(DOCUMENT) as document:
        picture = Scanner(skew=2.2, stamp=True).scan(document[0])
    scan, db = tmp_path / "quet.pdf", tmp_path / "a.db"
    scan.write_bytes(picture_pdf([picture], 200))

    refused = vanban(state, "ingest", scan, "--db", db, "--ocr", "never", "--runner", "direct")
    assert refused.returncode == 3 and "--ocr auto" in refused.stdout

    done = vanban(state, "ingest", scan, "--db", db, "--runner", "direct")
    assert (done.returncode, done.stderr) == (0, "")
    (page,) = _rows(state, db, "SELECT d.*, p.width, p.height, p.ocr_confidence, p.words FROM documents d JOIN pages p")
    assert (page["text_source"], page["number"], page["signer"]) == ("ocr", "218/QĐ-UBND", "Lê Văn Giả Định")
    true = " ".join(word for word in read_pdf(DOCUMENT.read_bytes()).pages[0].text.split() if word.strip("_"))
    assert 1 - Levenshtein.distance(" ".join(str(page["text"]).split()), true) / len(true) > 0.985
    assert float(str(page["ocr_confidence"])) > 0.9
    for start, end, x0, top, x1, bottom, confidence in json.loads(str(page["words"])):
        assert str(page["text"])[start:end].strip() and 0 <= confidence <= 1
        assert (
            0 <= x0 <= x1 <= float(str(page["width"])) + 0.1 and 0 <= top <= bottom <= float(str(page["height"])) + 0.1
        )
    amounts = _rows(state, db, "SELECT vnd FROM amounts WHERE vnd IS NOT NULL ORDER BY vnd")
    assert [row["vnd"] for row in amounts] == [millions * 10**6 for millions in (300, 380, 620, 700, 2000, 2000)]
    cited = {row["number"] for row in _rows(state, db, "SELECT number FROM citations")}
    assert {"15/2021/NQ-HĐND", "142/KH-UBND", "09/TTr-SNN"} <= cited
