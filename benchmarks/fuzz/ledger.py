"""How many inputs of each target came through, kept in a file: a long run may end at any moment and goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

_CODE = Path(__file__).parents[2] / "pipeline"


class Ledger:
    """The counts in a file, by target: inputs by version of the code, and faults by what they are."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version = _version()
        self._kept: dict[str, dict[str, dict[str, int]]] = json.loads(path.read_text()) if path.exists() else {}

    def tried(self, target: str) -> int:
        """How many inputs of a target came through, by whichever code; the number of the next."""
        return sum(self._kept.get(target, {}).get("tried", {}).values())

    def note(self, target: str, tried: int, faults: Counter[str]) -> None:
        """Add to a target's counts, in the file too."""
        kept = self._kept.setdefault(target, {"tried": {}, "faults": {}})
        for name, news in (("tried", {self._version: tried}), ("faults", faults)):
            kept[name] = dict(Counter(kept[name]) + Counter(news))
        self._path.parent.mkdir(parents=True, exist_ok=True)
        aside = self._path.with_suffix(".new")
        aside.write_text(json.dumps(self._kept, ensure_ascii=False, indent=1))
        aside.replace(self._path)


def _version() -> str:
    """A name for the code as it is, from its content."""
    found = hashlib.sha256()
    for path in sorted(path for path in _CODE.rglob("*") if path.suffix in (".py", ".toml", ".csv")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]
