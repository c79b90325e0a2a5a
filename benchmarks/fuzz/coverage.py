"""Fuzzing guided by coverage: atheris keeps each input that takes a new branch of the project's code, and mutates that on."""

from __future__ import annotations

import logging
import random
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path


def run(names: Sequence[str], out: Path, count: int, seconds: float) -> int:
    """Run one target until `count` inputs, `seconds` or a fault; its growing corpus and the fault's input are in `out`."""
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: pip install 'vanban[fuzz]'", file=sys.stderr)
        return 2
    (name,) = names if len(names) == 1 else (names[0],)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["pipeline", "flows.process"], enable_loader_override=False):
        from benchmarks.fuzz.targets import TARGETS, stock
    target, inputs = TARGETS[name], stock(name)
    grown = out / "coverage" / name
    grown.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs):
        (grown / f"seed-{number:04}").write_bytes(data)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return target.mutate(bytes(data), random.Random(seed), inputs)[:most]

    limits = [f"-runs={count}", *([f"-max_total_time={int(seconds)}"] if seconds < float("inf") else [])]
    arguments = [*limits, "-timeout=60", "-rss_limit_mb=4096", "-max_len=200000", f"-artifact_prefix={out}/{name}-"]
    atheris.Setup([sys.argv[0], *arguments, str(grown)], target.check, custom_mutator=mutate)
    atheris.Fuzz()
    return 0
