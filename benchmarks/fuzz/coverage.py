"""Fuzzing guided by coverage: atheris keeps each input that takes a new branch of the project's code, and mutates that on.

`python -m benchmarks.fuzz.coverage TARGET [--count N] [--seconds T] [--out FOLDER]`, a command of its own: atheris has to
see the project's modules before anything else imports them.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import warnings
from pathlib import Path


def main() -> int:
    """Run one target until a count, a time or a fault; its growing corpus and the fault's input are in `--out`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz.coverage")
    parser.add_argument("target")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=3_600)
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    try:
        import atheris
    except ImportError:
        print("atheris is not installed: pip install 'vanban[fuzz]'", file=sys.stderr)
        return 2
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with atheris.instrument_imports(include=["pipeline", "flows"], enable_loader_override=False):
        from benchmarks.fuzz.targets import TARGETS, stock
    name, out = options.target, options.out
    target, inputs = TARGETS[name], stock(name)
    grown = out / "coverage" / name
    grown.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(inputs):
        (grown / f"seed-{number:04}").write_bytes(data)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        return target.mutate(bytes(data), random.Random(seed), inputs)[:most]

    limits = [f"-runs={options.count}", f"-max_total_time={options.seconds}", "-timeout=60", "-rss_limit_mb=4096"]
    arguments = [*limits, "-max_len=200000", f"-artifact_prefix={out}/{name}-"]
    atheris.Setup([sys.argv[0], *arguments, str(grown)], target.check, custom_mutator=mutate)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
