"""What is tried. In: a target's name. Out: its seeds, its mutation, and a check that raises only on a fault of the program.

A reader may refuse what it gets, by a `ReadError`, and nothing else. What it reads must be whole: pages that tile the
text, words and cells within them. The grammar takes any text; its mentions are slices of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path

from benchmarks.fuzz import mutations, seeds, vietnamese
from flows.process import examine
from pipeline.normalize import normalize
from pipeline.read.archives import Archive, refuse_archive
from pipeline.read.excel.xls import read_xls
from pipeline.read.excel.xlsx import read_xlsx
from pipeline.read.formats import media_type_of
from pipeline.read.html.reader import read_html, read_mht
from pipeline.read.mail import read_mail
from pipeline.read.message import Message
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.refusals import ReadError
from pipeline.read.scan.files import read_image
from pipeline.read.text.reader import read_text
from pipeline.read.word.doc import read_doc
from pipeline.read.word.docx import read_docx
from pipeline.read.word.rtf import read_rtf
from pipeline.records import Mentions, Reading, Source, Text

CORPUS = Path(__file__).parent / "corpus"

Mutation = Callable[[bytes, random.Random, list[bytes]], bytes]


@dataclass(frozen=True, slots=True)
class Target:
    """A reader or the grammar: inputs to start from, how they are changed, and what must hold of any."""

    seeds: Callable[[], list[bytes]]
    mutate: Mutation
    check: Callable[[bytes], None]


def mutant(target: Target, stock: list[bytes], seed: int, number: int) -> bytes:
    """Input `number` of a target: always the same for one seed and stock."""
    rng = random.Random(f"{seed} {number}")
    return target.mutate(rng.choice(stock), rng, stock)


def stock(name: str) -> list[bytes]:
    """A target's seeds and the inputs that found faults before."""
    return [*TARGETS[name].seeds(), *(path.read_bytes() for path in kept(name))]


def kept(name: str) -> list[Path]:
    """The files of a target's corpus."""
    return sorted((CORPUS / name).glob("*")) if (CORPUS / name).is_dir() else []


def _read(reader: Callable[[bytes], Reading], data: bytes) -> None:
    if not data:  # `load` refuses it before any reader
        return
    try:
        media_type_of(data)
        reading = reader(data)
    except ReadError:
        return
    _is_whole(normalize(reading))


def _is_whole(text: Text) -> None:
    assert text.pages and text.pages[0].start == 0 and text.pages[-1].end == len(text.text)
    assert all(before.end == page.start for before, page in zip(text.pages, text.pages[1:], strict=False))
    text.text.encode()  # no half of a surrogate pair: SQLite would refuse it
    for page in text.pages:
        for word in page.words:
            assert page.start <= word.start <= word.end <= page.end
        for table in page.tables:
            for cell in table.cells:
                assert page.start <= table.start <= cell.start <= cell.end <= table.end <= page.end
                assert min(cell.row, cell.column) >= 0 and min(cell.row_span, cell.column_span) > 0


def _image(data: bytes) -> Reading:
    """Up to OCR, which a fuzzer cannot wait for."""
    return read_image(data, "never")


def _archive(data: bytes) -> None:
    try:
        media_type_of(data)
        archive = Archive(data)
    except ReadError:
        return
    for name in archive.names:
        assert not name.startswith("/") and ".." not in name.split("/") and name.isprintable() | ("\n" not in name)
        try:
            archive.read(name)
        except ReadError:
            continue
    _read(refuse_archive, data)


def _mail(data: bytes) -> None:
    _read(read_mail, data)
    try:
        message = Message(data)
    except ReadError:
        return
    for name in message.names:
        try:
            assert isinstance(message.read(name), bytes)
        except ReadError:
            continue


def _grammar(data: bytes) -> None:
    """The rooms from normalize to audit, as for a text file."""
    try:
        text = normalize(read_text(data))
    except ReadError:
        return
    _is_whole(text)
    document = examine(Source(Path("mau.txt"), "0" * 64, "text/plain", len(data)), text)
    for kind in fields(Mentions):
        for mention in getattr(document.facts.mentions, kind.name):
            assert text.text[mention.start : mention.end] == mention.text
    for finding in document.findings:
        for evidence in finding.evidence:
            assert 0 <= evidence.start <= evidence.end <= len(text.text)


def _reader(make: Callable[[], list[bytes]], mutate: Mutation, *readers: Callable[[bytes], Reading]) -> Target:
    def check(data: bytes) -> None:
        for reader in readers:
            _read(reader, data)

    return Target(make, mutate, check)


TARGETS: dict[str, Target] = {
    "pdf": _reader(seeds.pdf, mutations.of_pdf, partial(read_pdf, ocr="never")),
    "docx": _reader(seeds.docx, mutations.of_package, read_docx),
    "xlsx": _reader(seeds.xlsx, mutations.of_package, read_xlsx),
    "xls": _reader(seeds.xls, mutations.of_bytes, read_xls),
    "doc": _reader(seeds.doc, mutations.of_bytes, read_doc),
    "rtf": _reader(seeds.rtf, mutations.of_markup, read_rtf),
    "html": _reader(seeds.html, mutations.of_markup, read_html, read_mht),
    "text": _reader(seeds.text, mutations.of_bytes, read_text),
    "image": _reader(seeds.image, mutations.of_bytes, _image),
    "mail": Target(seeds.mail, mutations.of_markup, _mail),
    "archive": Target(seeds.archive, mutations.of_package, _archive),
    "grammar": Target(seeds.grammar, vietnamese.mutate, _grammar),
    "passage": Target(seeds.passages, partial(vietnamese.mutate, longest=vietnamese.PASSAGE), _grammar),
}
"""By the name that the command takes."""
