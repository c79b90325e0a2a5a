"""The project's own documents: made again byte for byte, and read as they were written."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from flows.process import process_file
from pipeline.records import Document

MAKER = runpy.run_path(str(ROOT / "tests" / "corpus" / "source" / "make_corpus.py"))
WRITTEN = {document.file: document for document in (*MAKER["KNOWN"], *MAKER["SAMPLES"])}
PLANTED = {
    "402-BC-SNN-2022.docx": "allocation-against-use",
    "88-TTr-SNN-2022.pdf": "words-against-digits",
    "176-BC-SNN-2023.pdf": "footing",
}
ISSUERS = {
    ("ỦY BAN NHÂN DÂN", "TỈNH SÔNG MẪU"): "Ủy ban nhân dân tỉnh Sông Mẫu",
    ("HỘI ĐỒNG NHÂN DÂN", "TỈNH SÔNG MẪU"): "Hội đồng nhân dân tỉnh Sông Mẫu",
    ("SỞ NÔNG NGHIỆP VÀ", "PHÁT TRIỂN NÔNG THÔN"): "Sở Nông nghiệp và Phát triển nông thôn tỉnh Sông Mẫu",
    ("VĂN PHÒNG",): "Văn phòng UBND tỉnh Sông Mẫu",
}


@pytest.fixture(scope="module")
def read(corpus: Path) -> dict[str, Document]:
    found = {name: process_file(corpus / name) for name in WRITTEN}
    assert all(isinstance(document, Document) for document in found.values())
    return found  # type: ignore[return-value]


def test_the_corpus_is_made_again_byte_for_byte(corpus: Path, tmp_path: Path) -> None:
    for path in MAKER["make"](tmp_path):
        assert path.read_bytes() == (corpus / path.name).read_bytes(), path.name


def test_there_is_no_document_that_the_script_does_not_make(corpus: Path) -> None:
    assert {path.name for path in corpus.iterdir() if path.is_file()} == {*WRITTEN, "README.md"}


@pytest.mark.parametrize("name", [name for name, document in WRITTEN.items() if document.sample])
def test_the_head_and_foot_are_read_as_written(name: str, read: dict[str, Document]) -> None:
    written: Any = WRITTEN[name]
    head, signature = read[name].outline.letterhead, read[name].outline.signature
    assert head.number and head.number.value == written.number
    assert head.issued_on == written.day
    assert head.place and head.place.value == written.place
    assert head.issuer and head.issuer.value == ISSUERS[written.issuer]
    assert head.kind_name and head.kind_name.upper() == (written.kind or "CÔNG VĂN")
    assert head.subject and head.subject.value == written.subject
    assert signature.title and signature.title.value == " ".join(written.title)
    assert signature.signer and signature.signer.value == written.signer
    assert [field.value for field in read[name].outline.recipients] == list(written.recipients)


def test_the_planted_faults_are_found_and_no_other(read: dict[str, Document]) -> None:
    found = {(name, f.check_name) for name, document in read.items() for f in document.findings if f.severity != "note"}
    assert found == set(PLANTED.items())


def test_the_known_facts_are_found(read: dict[str, Document]) -> None:
    amounts = read["tom-tat-OCOP-Quang-Tri-2018.pdf"].facts.mentions.amounts
    assert [(amount.vnd, amount.role) for amount in amounts] == [
        (500_000_000, "allocated"), (589_720_000, "total"), (226_620_000, "part"), (363_100_000, "part"), (556_400_000, "total"),
        (273_380_000, "part"), (237_000_000, "part"), (90_000_000, "part"), (229_400_000, "part"), (6_400_000_000, "planned"), (6_400_000_000, "words"),
    ]  # fmt: skip
    cited = read["van-ban-OCOP-2018-2019.docx"].facts.mentions.citations
    assert len({citation.number for citation in cited}) == 12
    days = {citation.number: citation.issued_on for citation in cited}
    assert days["36/SNN-PTNT"] == days["37/SNN-PTNT"] == date(2019, 1, 7)
