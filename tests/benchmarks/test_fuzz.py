"""Fuzzing in short: what once found a fault is tried again, and a few hundred new inputs of each target."""

from __future__ import annotations

import logging
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT

from benchmarks.fuzz.ledger import Ledger
from benchmarks.fuzz.mutations import of_bytes
from benchmarks.fuzz.targets import CORPUS, TARGETS, kept, mutant, stock

COUNTS = {"grammar": 120, "docx": 60, "xlsx": 80}
"""Fewer of those that take longest; the long runs are `python -m benchmarks.fuzz`."""
SEED = 20_191


@pytest.mark.parametrize("name", TARGETS)
def test_inputs_that_once_found_a_fault(name: str) -> None:
    for path in kept(name):
        TARGETS[name].check(path.read_bytes())
    assert sum(path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()) < 300_000


@pytest.mark.parametrize("name", TARGETS)
def test_mutated_inputs_are_read_or_refused(name: str) -> None:
    logging.getLogger("vanban").setLevel(logging.CRITICAL)
    inputs = stock(name)
    for data in inputs:
        TARGETS[name].check(data)
        if name == "grammar":
            break
    for number in range(COUNTS.get(name, 150)):
        data = mutant(TARGETS[name], inputs, SEED, number)
        try:
            TARGETS[name].check(data)
        except Exception as error:
            raise AssertionError(
                f"python -m benchmarks.fuzz {name} --seed {SEED} --start {number} --count 1"
            ) from error


def test_an_input_can_be_made_again() -> None:
    for name, target in TARGETS.items():
        inputs = stock(name)
        assert [mutant(target, inputs, 1, n) for n in range(5)] == [mutant(target, inputs, 1, n) for n in range(5)], (
            name
        )


def test_a_long_run_goes_on_where_it_was_ended(tmp_path: Path) -> None:
    ledger = tmp_path / "build" / "ledger.json"
    for count, printed in ((30, "text: 30 inputs from 0 on"), (50, "text: 20 inputs from 30 on")):
        command = [sys.executable, "-m", "benchmarks.fuzz", "text", "--count", str(count), "--ledger", str(ledger)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        assert printed in done.stdout
    Ledger(ledger).note("text", 5, Counter({"hang": 1}))
    assert Ledger(ledger).tried("text") == 55 and Ledger(ledger).tried("passage") == 0


def test_a_mutation_takes_an_input_that_an_earlier_one_emptied() -> None:
    for seed in range(50):
        of_bytes(b"", random.Random(seed), [b"", b"x"])
