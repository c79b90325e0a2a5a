"""Words that several rooms read (`data/words.toml`): what says a unit, what a work costs in all."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.structure.alternatives import alternatives
from pipeline.structure.tables import DATA


@cache
def _shared() -> dict[str, list[str]]:
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


@cache
def read_words(path: Path) -> dict[str, Any]:
    """A table of words, read once; an item '@whole_costs' in one of its lists stands for the shared list of that name."""
    return {name: _with_shared(value) for name, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def _with_shared(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_shared(inner) for name, inner in value.items()}
    if not isinstance(value, list):
        return value
    found: list[Any] = []
    for item in value:
        found += _shared()[item[1:]] if isinstance(item, str) and item.startswith("@") else [_with_shared(item)]
    return found


@cache
def unit_marks() -> str:
    """'ĐVT', 'Đơn vị tính': what says a unit of itself, as a regular expression for use without case."""
    return alternatives(_shared()["unit_marks"])


@cache
def unit_words() -> str:
    """The same with 'Đơn vị', which says one only before a colon."""
    return alternatives(_shared()["unit_words"])


@cache
def added_up() -> str:
    """'Lũy kế', 'cộng dồn': what says that money is added up, as a regular expression for use without case."""
    return alternatives(_shared()["added_up"])


@cache
def up_to_now() -> str:
    """The same, and 'đến nay', 'đến hết': up to when."""
    return rf"(?:{added_up()}|đến\s{alternatives(_shared()['up_to'])})"


@cache
def opens_unit_line() -> re.Pattern[str]:
    """'(ĐVT: triệu đồng)'."""
    return re.compile(rf"\(?\s*{unit_words()}\s*:", re.IGNORECASE)


@cache
def tells_unit() -> re.Pattern[str]:
    """'ĐVT: triệu đồng' or '(triệu đồng)', anywhere in words."""
    return re.compile(rf"{unit_words()}\s*:|\((?:triệu|nghìn|ngàn|tỷ|1\.000)?\s?đồng\)", re.IGNORECASE)


@cache
def whole_cost_ends() -> re.Pattern[str]:
    """Words that call the sum after them what a work costs in all: 'Tổng mức đầu tư: ', 'TMĐT được duyệt là '."""
    return re.compile(rf"(?<!\w){alternatives(_shared()['whole_costs'])}(?!\w)[^\d.;\n]{{0,30}}$", re.IGNORECASE)
