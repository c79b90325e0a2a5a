"""Diacritic accuracy on files in letters from before Unicode, beside viparse: `python benchmarks/letters.py FILES TRUTHS`.

FILES is a folder of documents, TRUTHS one of their true texts (same stem, .txt). Of the truth's characters that carry
a diacritic (or are đ), the share that comes back in a least-edits alignment, after NFC and white-space folding:
'exact' to the letter, and 'folded' where a capital counts as its small letter (transcripts differ in whether text in
a font of capitals, such as .VnTimeH, is written as typed or as seen).
"""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.errors import VanbanError  # noqa: E402
from pipeline.normalize import normalize  # noqa: E402
from pipeline.read import identify, read  # noqa: E402


def ours(path: Path) -> str:
    """The text that the project's readers give."""
    return normalize(read(identify(path))).text


def theirs(path: Path) -> str:
    """The text that viparse gives."""
    import viparse

    return "\n".join(document.text for document in viparse.load(str(path), encoding="auto"))


def folded(text: str) -> str:
    """NFC, white space as one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_marked(char: str) -> bool:
    """Whether a character carries a diacritic, or is đ."""
    return char in "đĐ" or (char.isalpha() and len(unicodedata.normalize("NFD", char)) > 1)


def accuracy(truth: str, text: str) -> tuple[int, int, int]:
    """Characters with a diacritic in the truth; of those, right to the letter; right but for the case."""
    small = [
        "".join(char.lower() if len(char.lower()) == 1 else char for char in folded(side)) for side in (truth, text)
    ]
    truth, text = folded(truth), folded(text)
    total = sum(map(is_marked, truth))
    exact = caseless = 0
    for block in Levenshtein.opcodes(*small):
        if block.tag == "equal":
            pairs = zip(truth[block.src_start : block.src_end], text[block.dest_start : block.dest_end], strict=True)
            for char, other in pairs:
                if is_marked(char):
                    caseless += 1
                    exact += char == other
    return total, exact, caseless


def measure(reader: Callable[[Path], str], path: Path, truth: str) -> tuple[int, int, int, str]:
    """One file's counts, and why it could not be read."""
    try:
        return *accuracy(truth, reader(path)), ""
    except VanbanError as error:
        return accuracy(truth, "")[0], 0, 0, error.en
    except Exception as error:  # a peer may fail in any way; its failure is a result
        return accuracy(truth, "")[0], 0, 0, type(error).__name__


def main() -> None:
    """Print a line for each file and the sums."""
    files, truths = map(Path, sys.argv[1:3])
    sums = {"vanban": [0, 0, 0, 0.0], "viparse": [0, 0, 0, 0.0]}
    print(f"{'letters':>8} {'vanban':>7} {'folded':>7} {'viparse':>7} {'folded':>7}")
    for path in sorted(files.iterdir()):
        truth = (truths / f"{path.stem}.txt").read_text(encoding="utf-8")
        shares, reasons = list[float](), list[str]()
        total = 0
        for name, reader in (("vanban", ours), ("viparse", theirs)):
            started = time.perf_counter()
            total, exact, caseless, reason = measure(reader, path, truth)
            for index, value in enumerate((total, exact, caseless, time.perf_counter() - started)):
                sums[name][index] += value
            shares += exact / max(total, 1), caseless / max(total, 1)
            reasons += [f"{name}: {reason}"] if reason else []
        print(f"{total:8} " + " ".join(f"{share:7.4f}" for share in shares), path.name, *reasons, flush=True)
    shares = [sums[name][index] / max(sums[name][0], 1) for name in sums for index in (1, 2)]
    print(f"{sums['vanban'][0]:8} " + " ".join(f"{share:7.4f}" for share in shares), "in all")
    print(f"vanban {sums['vanban'][3]:.1f} s, viparse {sums['viparse'][3]:.1f} s, alignment included")


if __name__ == "__main__":
    main()
