"""Try mutated inputs: `python -m benchmarks.fuzz [TARGET...] [--count N] [--start K] [--seed S] [--seconds T] [--processes P]`.

Without a target, every one. Each process works through its numbers in children that are watched: one that dies, or stays
at one input for longer than `--patience`, costs that input and the run goes on behind it. Inputs that show a fault are
written to `--out`, with the traceback beside them; equal faults once. The closing line counts what was really tried.
With `--ledger FILE` the count is that of all runs with this file: one that was ended goes on where it was, by whichever code.
`python -m benchmarks.fuzz.coverage` is guided by the branches of the project's own code (`pip install 'vanban[fuzz]'`).
"""

from __future__ import annotations

import argparse
import faulthandler
import logging
import multiprocessing
import resource
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from benchmarks.fuzz.ledger import Ledger
from benchmarks.fuzz.targets import TARGETS, mutant, stock

_FORK = multiprocessing.get_context("fork")
_TURN = 2_000
"""Inputs after which a child is replaced: what a library keeps of each must not be taken for a leak of one."""
_MEMORY = 4 * 1024**3
"""Bytes of address space that a child may take."""
_SLOW = 3.0
"""CPU seconds from which one input of at most 200 KB is a fault."""


def main() -> None:
    """Run the targets one after another, each in some processes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--count", type=int, default=1_000, help="inputs of each target")
    parser.add_argument("--start", type=int, default=0, help="number of the first input")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="time for each target")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--patience", type=float, default=60.0, help="seconds for one input before it counts as a hang")
    parser.add_argument("--out", type=Path, default=Path("build/fuzz"))
    parser.add_argument("--ledger", type=Path, help="where counts are kept from run to run, in place of --start")
    options = parser.parse_args()
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    ledger = Ledger(options.ledger) if options.ledger else None
    faults = [_campaign(name, options, ledger) for name in options.targets or TARGETS]
    sys.exit(1 if any(faults) else 0)


def _campaign(name: str, options: argparse.Namespace, ledger: Ledger | None) -> bool:
    """The inputs of one target; whether they showed a fault."""
    first, stop = options.start, options.start + options.count
    leg = _TURN * options.processes if ledger else options.count
    if ledger:
        first, stop = ledger.tried(name), options.count
    began = time.monotonic()
    tried, faults = 0, Counter[str]()
    while first + tried < stop and time.monotonic() - began < options.seconds:
        at = first + tried
        more, found = _leg(name, options, range(at, min(at + leg, stop)), began)
        tried, faults = tried + more, faults + found
        if ledger:
            ledger.note(name, more, found)
    seconds = time.monotonic() - began
    print(
        f"{name}: {tried} inputs from {first} on, seed {options.seed}, {seconds:.0f} s, {len(faults)} faults",
        flush=True,
    )
    for fault, count in faults.most_common():
        print(f"  {count} x {fault}", flush=True)
    return bool(faults)


def _leg(name: str, options: argparse.Namespace, numbers: range, began: float) -> tuple[int, Counter[str]]:
    """Some inputs of a target, shared out to the processes: how many came through, and the faults."""
    inputs = stock(name)
    TARGETS[name].check(inputs[0])  # what is read at first use is read here, not by each child
    share = -(-len(numbers) // options.processes)
    lanes = [_Lane(name, inputs, options, numbers[at : at + share]) for at in range(0, len(numbers), share)]
    while any([lane.turn(began) for lane in lanes]):  # noqa: C419 - each lane takes its turn
        time.sleep(0.2)
    return sum(lane.tried for lane in lanes), sum((lane.faults for lane in lanes), Counter[str]())


class _Lane:
    """Numbers that one child after another works through."""

    def __init__(self, name: str, inputs: list[bytes], options: argparse.Namespace, numbers: range) -> None:
        self.faults: Counter[str] = Counter()
        self._name, self._inputs, self._options, self._numbers = name, inputs, options, numbers
        self._next = numbers.start
        self._at: Synchronized[int] = _FORK.Value("q", self._next)
        self._news = _FORK.SimpleQueue()
        self._child: multiprocessing.process.BaseProcess | None = None
        self._seen = (self._next, time.monotonic())

    @property
    def tried(self) -> int:
        """How many inputs the children have come through."""
        return self._next - self._numbers.start

    def turn(self, began: float) -> bool:
        """Look after the child; whether there is more to do."""
        while not self._news.empty():
            self.faults[self._news.get()] += 1
        late = time.monotonic() - began > self._options.seconds
        if self._child is None:
            if self._next >= self._numbers.stop or late:
                return False
            self._start()
            return True
        at = self._at.value
        if at != self._seen[0]:
            self._seen = (at, time.monotonic())
        if not self._child.is_alive():
            self._ended(at)
        elif time.monotonic() - self._seen[1] > self._options.patience:
            self._child.kill()
            self._child.join()
            self._fault(at, f"hang of more than {self._options.patience:.0f} s")
            self._next, self._child = at + 1, None
        elif late:
            self._child.kill()
            self._child.join()
            self._next, self._child = at, None
            return False
        return True

    def _start(self) -> None:
        stop = min(self._next + _TURN, self._numbers.stop)
        self._at.value = self._next
        self._seen = (self._next, time.monotonic())
        self._child = _FORK.Process(target=self._work, args=(range(self._next, stop),))
        self._child.start()

    def _ended(self, at: int) -> None:
        assert self._child is not None
        self._child.join()
        code = self._child.exitcode
        if code:
            self._fault(at, f"died of signal {signal.Signals(-code).name}" if code < 0 else f"exit {code}")
        self._next, self._child = at + (1 if code else 0), None

    def _work(self, numbers: range) -> None:
        """A child: each number in turn. A fault that is an exception is told and the work goes on."""
        faulthandler.enable()
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        target = TARGETS[self._name]
        for number in numbers:
            self._at.value = number
            data = mutant(target, self._inputs, self._options.seed, number)
            began = time.process_time()
            try:
                target.check(data)
            except Exception as error:
                self._fault(number, _where(error), traceback.format_exc())
            else:
                if time.process_time() - began > _SLOW:
                    self._fault(number, f"slow: {time.process_time() - began:.1f} CPU s for {len(data)} bytes")
        self._at.value = numbers.stop

    def _fault(self, number: int, what: str, details: str = "") -> None:
        """Keep the input, and tell of it."""
        self._news.put(what.split(":")[0] if what.startswith("slow") else what)
        folder = self._options.out / self._name
        folder.mkdir(parents=True, exist_ok=True)
        data = mutant(TARGETS[self._name], self._inputs, self._options.seed, number)
        (folder / f"{self._options.seed}-{number}").write_bytes(data)
        (folder / f"{self._options.seed}-{number}.why").write_text(f"{what}\n{details}", encoding="utf-8")


def _where(error: BaseException) -> str:
    """An exception by its kind and the innermost line of the project that it passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/pipeline/" in frame.filename or "/flows/" in frame.filename] or list(frames)
    return f"{type(error).__name__} in {Path(own[-1].filename).name}:{own[-1].lineno}"


if __name__ == "__main__":
    main()
