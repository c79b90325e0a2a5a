"""What the headings of tables say (`data/headings.toml`), built once: states of money, and lists of words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from pipeline.link.cues import pattern
from pipeline.records import AmountRole
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import ListsOfNames, words_in
from pipeline.structure.shared_words import added_up, read_words, up_to_now

SINCE_THE_START = re.compile(
    rf"{added_up()}\s(?:số\s)?(?:(?:kế hoạch\s)?(?:vốn|kinh phí)\s)?(?:đã\s)?(?:được\s)?(?:giao|bố trí|cấp|phân bổ)(?!\w)(?!.*đầu năm)"
    r"|(?<!\w)từ (?:khi\s)?(?:khởi công|đầu dự án)(?!\w)",
    re.IGNORECASE,
)
"""'Lũy kế vốn đã giao đến hết năm 2020', 'Lũy kế giải ngân từ khởi công': what a work was given or used over the years."""

GIVEN_UP_TO_NOW = re.compile(
    rf"(?<!\w)(?:{added_up()}(?!\w)|đã (?:bố trí|cấp|giao|phân bổ) (?:{up_to_now()}|(?:đến|hết) năm|hết (?:KH|kế hoạch)(?!\w)|từ (?:khi )?khởi công))",
    re.IGNORECASE,
)
"""Columns of a decision that tell what was given up to now, not by it: 'Lũy kế vốn đã bố trí'."""


@cache
def _table() -> dict[str, Any]:
    return read_words(Path(__file__).parent / "data" / "headings.toml")


@cache
def _roles() -> tuple[tuple[AmountRole, re.Pattern[str]], ...]:
    return tuple((cast(AmountRole, row["name"]), pattern(tuple(row["cues"]))) for row in _table()["role"])


@cache
def _names_of_roles() -> ListsOfNames:
    """The cues of the same roles."""
    return ListsOfNames(row["cues"] for row in _table()["role"])


def _list(name: str) -> tuple[str, ...]:
    return tuple(_table()["words"][name])


@cache
def opens(name: str) -> re.Pattern[str]:
    """Words that open with one of a list."""
    return re.compile(rf"{alternatives(_list(name))}(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def role_of(path: tuple[str, ...]) -> AmountRole | None:
    """The role that the lowest telling heading gives; None where none tells."""
    for words in reversed(path):
        clear = pattern(_list("no_role")).sub(" ", words)
        for place in _names_of_roles().told_by(words_in(clear)):
            role, cue = _roles()[place]
            if cue.search(clear):
                return role
    return None
