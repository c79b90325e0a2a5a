"""The form of administrative places' names, and the code that the gazetteer gives a name."""

from __future__ import annotations

from functools import lru_cache

from pipeline.extract.gazetteer import gazetteer, split_level
from pipeline.normalize.letters import UPPER

NAME = rf"(?:Bà Rịa ?[-–] ?Vũng Tàu|(?:Thừa Thiên|TT|T\.T\.?) ?[-–]? ?Huế|[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*){{0,3}}|(?<=(?i:quận|ường) )\d{{1,2}}(?!\w|[.,/]\d| (?:tháng|năm|tỷ|triệu)\b))"
LEVELS = (
    r"(?:(?i:tỉnh|thành phố|quận|huyện đảo|huyện|thị xã|thị trấn|phường|xã)|T\.P\.?|TP\.?|Tp\.?|TX\.?|T\.X\.?|TT\.?)"
)

OTHER_NAMES = {
    "HCM": "Hồ Chí Minh",
    "Thừa Thiên Huế": "Huế",
    "Thừa Thiên - Huế": "Huế",
    "Bà Rịa Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Bà Rịa-Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Bà Rịa – Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Thừa Thiên-Huế": "Huế",
    "TT-Huế": "Huế",
    "TT Huế": "Huế",
    "T.T.Huế": "Huế",
}


@lru_cache(maxsize=4096)
def place_code(place: str, province: str | None) -> str | None:
    """The code of a place, in the country of 63 provinces first, where most documents were written."""
    unit = gazetteer("63").resolve(place, province) or gazetteer("34").resolve(place, province)
    return unit.code if unit else None


@lru_cache(maxsize=4096)
def successor_code(place: str, province: str | None) -> str | None:
    """The code that a place has in the country of 34 provinces."""
    if unit := gazetteer("63").resolve(place, province):
        return gazetteer("63").successor_code(unit)
    later = gazetteer("34").resolve(place, province)
    return later.code if later else None


def known_unit(words: str, larger: list[str], province: str | None) -> tuple[str, str | None]:
    """The longest beginning of a unit's name that the gazetteer knows ('tỉnh Quảng Trị Quyết' goes too far)."""
    shorter = words
    while len(split_level(shorter)[1].split()) > 0 and split_level(shorter)[0]:
        level, name = split_level(shorter)
        whole = name if name in OTHER_NAMES and level == "tỉnh" else f"{level} {OTHER_NAMES.get(name, name)}"
        code = place_code(", ".join([OTHER_NAMES.get(whole, whole), *larger]), province)
        if code:
            return shorter, code
        shorter = shorter.rpartition(" ")[0]
    return words, None
