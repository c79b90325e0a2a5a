"""Gold documents as files: what is drawn holds every word, and what is read back is scored where it stands."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, as_text

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.carried import Places, carried
from benchmarks.accuracy.formats import blocks_of, measure_as
from benchmarks.accuracy.gold import Gold, documents
from benchmarks.accuracy.paper import Block, Frame, Paragraph, Ruled
from benchmarks.accuracy.score import score, tally
from flows.process import examine

DRAWN = ("56-trung-han-2021", "64-danh-muc-du-an-2025", "93-cong-van-vpcp-2004")
"""A decision with a table of nine columns, one with annexes across the page, a letter with what it is about beside the date."""

ALLOWED = {"dates": 0.03}
"""What files may lose: a table's head that stands on two pages tells its years twice."""


def drawn() -> list[Gold]:
    return [gold for gold in documents("dev") if gold.name in DRAWN]


def _words(block: Block) -> str:
    match block:
        case Paragraph():
            return block.words
        case Frame():
            return " ".join(told.words for row in block.rows for cell in row for told in cell)
        case Ruled():
            return " ".join(cell.words for cell in block.cells)
    return ""


@pytest.mark.parametrize("which", ["dev", "held_back"])
def test_a_paper_holds_every_letter_of_its_text(which: str) -> None:
    for gold in documents(which):
        held = "".join(map(_words, blocks_of(gold)))
        wanted = gold.source.path.read_text(encoding="utf-8")
        marks = str.maketrans("", "", "|< \t\n")
        assert Counter(held.translate(marks)) == Counter(wanted.translate(marks)), gold.name


def test_what_moved_and_what_was_misread_is_found_again() -> None:
    old = "Số: 12/BC Hà Nội, ngày 5 tháng 3 năm 2019 Tổng chi 4.150 tỷ đồng và 12 tỷ đồng nữa."
    new = "Hà Nội, ngày 5 tháng 3 năm 2019 Số: 12/BC Tổng chi 4.l50 tỷ đồng và\n12 tỷ đồng nữa."
    places = Places(old, new)

    def told(words: str) -> str:
        found = places.of(old.index(words), old.index(words) + len(words))
        assert found
        return new[slice(*found)]

    assert told("12/BC") == "12/BC"
    assert told("ngày 5 tháng 3 năm 2019") == "ngày 5 tháng 3 năm 2019"
    assert told("4.150 tỷ đồng") == "4.l50 tỷ đồng"
    assert told("12 tỷ đồng") == "12 tỷ đồng"


def test_what_is_nowhere_in_the_file_is_missed() -> None:
    gold = next(gold for gold in drawn() if gold.facts["amounts"])
    text = as_text("Không có gì.")
    outcomes = score(carried(gold, text), examine(gold.source, text))
    assert {one.outcome for one in outcomes if one.kind == "amounts"} == {"missed"}
    assert tally(outcomes)["amounts"].missed == len(gold.facts["amounts"])


def test_carried_to_its_own_text_a_gold_document_stays_itself() -> None:
    for gold in drawn():
        same = carried(gold, gold.text)
        assert {(f.start, f.end) for f in same.facts["amounts"]} == {(f.start, f.end) for f in gold.facts["amounts"]}
        document = examine(gold.source, gold.text)
        assert tally(score(same, document)) == tally(score(gold, document))


@pytest.mark.parametrize("name", ["docx", "pdf", "html", "wrapped", "eml"])
def test_what_the_text_tells_the_file_tells_too(name: str, tmp_path: Path) -> None:
    if name == "pdf" and not shutil.which("soffice"):
        pytest.skip("LibreOffice is not on this machine")
    plain = tally([one for gold in drawn() for one in score(gold, examine(gold.source, gold.text))])
    read = tally(measure_as(drawn(), name, tmp_path))
    lost = {kind: plain[kind].f1 - read[kind].f1 for kind in plain}
    assert not {kind: by for kind, by in lost.items() if by > ALLOWED.get(kind, 0.0)}, (
        f"python -m benchmarks.accuracy --verbose --as {name}"
    )
