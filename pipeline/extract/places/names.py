"""The form of administrative places' names, and the code that the gazetteer gives a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from pipeline.extract.names import full_name, name_table, names_official
from pipeline.extract.places.gazetteer import gazetteer, is_province
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import NOT_ABOUT, UPPER
from pipeline.normalize.place_names import (
    COMMUNES,
    JOINED_NAMES,
    LEVEL,
    other_names,
    same_spelling,
    split_level,
    usual_name,
)
from pipeline.normalize.tones import compiled, spelled
from pipeline.structure.tables import kind_names

NAME = spelled(
    rf"(?:{JOINED_NAMES}"
    rf"|(?!TRƯỞNG |CHỦ TỊCH){NOT_ABOUT}[{UPPER}][\w’']*(?:[ -](?!CỘNG |TRƯỞNG |CHỦ TỊCH|KH(?:ÓA|OA) "
    rf"|Khóa ){NOT_ABOUT}[{UPPER}][\w’']*){{0,3}}|(?<=(?i:quận|ường) )\d{{1,2}}(?!\w|[.,/]\d"
    r"| (?:tháng|năm|tỷ|triệu)\b))"
)
LEVELS = rf"(?:(?i:{LEVEL})|T\.P\.?|TP\.?|Tp\.?|TX\.?|T\.X\.?|TT\.?|(?<![^\s(,;])[HPQX]\.(?= ?[^\W\d_]+ ?[^\W\d_]*))"

_AFTER_PLACES = compiled(
    rf"(?:{kind_names()}|Quyết|Chủ|Phó|Giám|Trưởng|Bí|Ông|Bà|Đồng|Độc|Số|Ngày|Năm|Căn|Về|Kính|Nơi|Điều|Dự|Đường|Công|Sở"
    r"|UBND|HĐND|Khóa|Tổng|Phê|Phát|Xây|Nâng|Nguyễn|Trần|Lê|Phạm|Võ|Hồ)(?!\w)"
)

_LEVELS_OF_COLUMN = re.compile(rf"(?<!\w)(?:{LEVEL})(?!\w)", re.IGNORECASE)
_NAME_ALONE = re.compile(rf"[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*){{0,3}}")
_SPACE = re.compile(" ")
_SIDES = ("Đông", "Tây", "Nam", "Bắc", "Trung", "Thượng", "Hạ")
"""Words by which a longer name goes on that has a known one at its beginning: 'huyện Mỹ Mẫu Đông'."""
_DISTRICTS = ("huyện", "thị xã", "quận")

REGIONS = ("Tây Nguyên", "Tây Bắc", "Đông Bắc", "Nam Bộ", "Bắc Bộ", "Trung Bộ", "Miền Trung", "Miền Bắc", "Miền Nam")
"""What begins or ends the name of a region of several provinces, which no unit is: 'các tỉnh Đông Nam Bộ'."""


@lru_cache(maxsize=4096)
def place_code(place: str, province: str | None) -> str | None:
    """The code of a place, in the country of 63 provinces first, where most documents were written.

    In the other where only that one spells it so: 'phường Thuận Hóa' of 2025 is no 'phường Thuận Hòa'.
    """
    place, province = usual_name(place), province and usual_name(province)
    name = split_level(place.partition(",")[0])[1]
    unit = gazetteer("63").resolve(place, province)
    if unit is None or not same_spelling(unit.name, name):
        later = gazetteer("34").resolve(place, province)
        unit = later if unit is None or (later and same_spelling(later.name, name)) else unit
    return unit.code if unit else None


def is_called_after(level: str, name: str) -> bool:
    """Whether a person's name after a level is what a unit is called after: 'phường Lê Hồng Phong', of which there are several."""
    return any(gazetteer(era).has(level, name) for era in ("63", "34"))


def is_official(level: str, words: str) -> bool:
    """Whether words after a level are who heads its office, and no unit's name anywhere."""
    return names_official(level, words) and not is_called_after(level, words)


def province_code(name: str) -> str | None:
    """The code of a province by its name, which may be a commune's too."""
    return place_code(name, None) if is_province(usual_name(name)) else None


@lru_cache(maxsize=4096)
def successor_code(place: str, province: str | None) -> str | None:
    """The code that a place has in the country of 34 provinces."""
    place, province = usual_name(place), province and usual_name(province)
    if unit := gazetteer("63").resolve(place, province):
        return gazetteer("63").successor_code(unit)
    later = gazetteer("34").resolve(place, province)
    return later.code if later else None


@lru_cache(maxsize=4096)
def nearest_code(place: str, province: str | None, code_of: Callable[[str, str | None], str | None]) -> str | None:
    """The code of a place, or of the smallest of its superiors that has one: a commune may be gone, its district not."""
    superiors = place
    while superiors:
        if code := code_of(superiors, province):
            return code
        superiors = superiors.partition(",")[2].strip()
    return None


@lru_cache(maxsize=4096)
def holders_of(code: str) -> tuple[str, ...]:
    """The codes of the units that hold one, the nearest first, its province last; () of a province."""
    units = gazetteer("63") if gazetteer("63").unit(code) else gazetteer("34")
    unit, held = units.unit(code), []
    while unit and unit.parent:
        held.append(unit.parent)
        unit = units.unit(unit.parent)
    return tuple(held)


@lru_cache(maxsize=4096)
def district_named(name: str, province: str) -> tuple[str, str] | None:
    """The district, town or city that a name alone is, 'huyện Cam Lộ' for 'Cam Lộ' of Quảng Trị, and its code in the country of 63 provinces."""
    if not _NAME_ALONE.fullmatch(name):
        return None
    home = province_code(province)
    units = [f"{level} {name}" for level in ("huyện", "thị xã", "thành phố", "quận")]
    held = {code: unit for unit in units if (code := place_code(unit, province)) and holders_of(code) == (home,)}
    return next(((unit, code) for code, unit in held.items()), None) if len(held) == 1 else None


def district_code(name: str, province: str) -> str | None:
    """The code of the district that a name alone is."""
    district = district_named(name, province)
    return district[1] if district else None


def unit_of_column(heading: str, words: str, province: str | None) -> str | None:
    """The unit that a cell names under its level: 'Cam Lộ' under 'Huyện'; of several levels the one at which it is known."""
    levels = [level.lower() for level in _LEVELS_OF_COLUMN.findall(heading)]
    if not _NAME_ALONE.fullmatch(words):
        return None
    told = [f"{level} {words}" for level in levels]
    return told[0] if len(told) == 1 else next((unit for unit in told if place_code(unit, province)), None)


def _in_one_case(words: str) -> str:
    """A name set in capitals up to where other letters go on: 'HUYỆN CAM LỘ Độc' of 'HUYỆN CAM LỘ Độc lập - Tự do'."""
    parts = words.split(" ")
    first = 1 + len(split_level(words)[0].split()) if split_level(words)[0] else 1
    if not (len(parts) > first and parts[0].isupper() and parts[first - 1].isupper()):
        return words
    end = next((at for at in range(first, len(parts)) if not (parts[at].isupper() or parts[at] in "-–")), len(parts))
    return " ".join(parts[:end])


def _may_end(level: str, name: str, rest: list[str], *, closed: bool) -> bool:
    """Whether a known name ends before words with capitals: a commune's only before words that no name goes on with.

    Communes are many, so that one of two syllables stands at the beginning of another's of three ('xã Thượng Quan Hạ');
    a district's not before one more syllable before its province, which is no person's: 'huyện Kim Sơn Bôi, tỉnh ...'.
    """
    province = level == "tỉnh" or (level not in ("huyện", *COMMUNES) and fold(name) in gazetteer("63").provinces)
    if rest and rest[0] in _SIDES and not province:
        return False
    if closed and level in _DISTRICTS and len(rest) == 1 and " " in name and rest[0].istitle():
        if is_province(usual_name(rest[0])):  # 'huyện Phong Điền Huế'
            return True
        return rest[0] in name_table()["surnames"] or _AFTER_PLACES.match(rest[0]) is not None
    return not rest or level not in COMMUNES or _AFTER_PLACES.match(" ".join(rest)) is not None


def before_person(text: str, start: int, end: int) -> int:
    """Where a person's whole name begins after two words or more of a place's; `end` where none does: 'huyện Bến Mẫu Lê Văn Thử'."""
    for word in list(_SPACE.finditer(text, start, end))[2:5]:
        if full_name().match(text, word.end()):
            return word.start()
    return end


def known_unit(words: str, larger: list[str], province: str | None, *, closed: bool = False) -> tuple[str, str | None]:
    """The longest beginning of a unit's name that the gazetteer knows ('tỉnh Quảng Trị Quyết' goes too far).

    `closed` where what follows the words says that no sentence opens with the last of them.
    """
    words = _in_one_case(words)
    shorter = words
    while len(split_level(shorter)[1].split()) > 0 and split_level(shorter)[0]:
        level, name = split_level(shorter)
        whole = name if name in other_names() and level == "tỉnh" else f"{level} {usual_name(name)}"
        code = place_code(", ".join([usual_name(whole), *larger]), province)
        if code and _may_end(level, name, words[len(shorter) :].split(), closed=closed):
            return shorter, code
        shorter = shorter.rpartition(" ")[0]
    return words, None
