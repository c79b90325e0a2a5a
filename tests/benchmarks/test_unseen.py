"""Papers are measured by tables that others taught, and the pipeline's own are back afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks.accuracy.folds import FOLDS, dealt
from benchmarks.accuracy.gold import documents
from benchmarks.accuracy.unseen import TABLES, measure_unseen, weighed_by
from benchmarks.accuracy.weighing import write
from pipeline.extract.log_odds import NAMES, weights


def tables(folder: Path, of_all: float) -> Path:
    """Tables that say the same of everything."""
    folder.mkdir(parents=True)
    for table in TABLES:
        write({"": of_all, "in ordinary papers": -1.0}, folder / table.name)
    return folder


def test_the_pipelines_own_tables_are_back_whatever_happens(tmp_path: Path) -> None:
    own = dict(weights(NAMES))
    with pytest.raises(KeyboardInterrupt), weighed_by(tables(tmp_path / "0", -9.0)):
        assert weights(NAMES)[""] == -9.0
        raise KeyboardInterrupt
    assert weights(NAMES) == own


def test_each_paper_is_measured_by_the_tables_of_its_fold(tmp_path: Path) -> None:
    golds = [gold for gold in documents("works")[:40] if gold.facts["projects"]]
    shown = next(held for held in dealt(gold.name for gold in golds) if golds[0].name in held)
    for turn, held in enumerate(dealt(gold.name for gold in golds)):
        tables(tmp_path / str(turn), 9.0 if held == shown else -9.0)
    found = {
        one.document
        for one in measure_unseen(tmp_path, golds)
        if one.rule == "project.weighed" and one.outcome != "missed"
    }
    assert found and found <= shown


def test_a_document_is_dealt_the_same_fold_whatever_others_there_are() -> None:
    names = [f"paper {n}" for n in range(40)]
    few = dealt(names[::3])
    assert [held & set(names[::3]) for held in dealt(names)] == few
    assert len(few) == FOLDS and all(few)
