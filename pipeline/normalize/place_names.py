"""What the names of administrative places are made of: levels, their abbreviations, and other names of provinces."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from pipeline.normalize.tones import in_first_way

LEVELS = ("huyện đảo", "tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
LEVEL = "|".join(LEVELS)
"""The levels as a regular expression, for use in a group."""
JOINED_NAMES = r"(?i:Bà Rịa ?[-–] ?Vũng Tàu|(?:Thừa Thiên|TT|T\.T\.?) ?[-–]? ?Huế|Phan Rang ?[-–] ?Tháp Chàm)(?!\w)"
"""Names that a dash is part of, as a regular expression."""
LEVEL_LETTERS = r"T\.?P\.?|T\.?X\.?|T\.?T\.?"
"""Levels told by letters, which stand for other words too where no name follows: 'TP.', 'TX'."""
COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")
"""The smallest units' levels."""
_LEVEL = re.compile(rf"({LEVEL}|{LEVEL_LETTERS}|[HPQX]\.)\s*(?=\S)", re.IGNORECASE)
_ABBREVIATED = {
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "h": "huyện",
    "p": "phường",
    "q": "quận",
    "x": "xã",
}

HUE = "Huế"
"""What the province of Thừa Thiên Huế is called since 2025, and its city was before."""


@cache
def other_names() -> dict[str, str]:
    """Spellings of provinces' names (`data/place_names.toml`), and the one that the gazetteer has."""
    table = Path(__file__).parent / "data" / "place_names.toml"
    return dict(tomllib.loads(table.read_text(encoding="utf-8"))["other_names"])


def usual_name(name: str) -> str:
    """A province's name as the gazetteer has it; any other as it is."""
    return other_names().get(name, name)


def whole_level(level: str) -> str:
    """A level in words, as units of it are listed: 'TP.' is 'thành phố', 'huyện đảo' is 'huyện'."""
    level = level.lower()
    return "huyện" if level == "huyện đảo" else _ABBREVIATED.get(level.replace(".", ""), level)


@lru_cache(maxsize=4096)
def split_level(place: str) -> tuple[str, str]:
    """'huyện Cam Lộ' as ('huyện', 'Cam Lộ'); the level is '' where none is said."""
    match = _LEVEL.match(place.strip())
    if not match or match.end() == len(place.strip()):
        return "", place.strip()
    return whole_level(match[1]), place.strip()[match.end() :]


def same_spelling(one: str, other: str) -> bool:
    """Whether two names are one but for case, joints and where tones stand: 'Đakrông' is 'Đa Krông', 'Cam Thanh' not 'Cam Thành'."""
    return _joined(one) == _joined(other)


def _joined(name: str) -> str:
    return re.sub(r"[\W_]", "", in_first_way(name.lower()))
