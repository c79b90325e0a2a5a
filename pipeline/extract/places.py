"""Places: passage in, place `Entity` mentions out: units with their level, and provinces named alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from pipeline.extract.gazetteer import gazetteer, split_level
from pipeline.extract.names import full_name, name_table
from pipeline.extract.passage import Passage
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import UPPER
from pipeline.records import Entity, Outline
from pipeline.structure.docnumber import find_numbers
from pipeline.structure.tables import alternatives

_NAME = rf"(?:Bà Rịa ?[-–] ?Vũng Tàu|Thừa Thiên ?[-–]? ?Huế|[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*){{0,3}}|(?<=(?i:quận|ường) )\d{{1,2}}(?!\w|[.,/]\d| (?:tháng|năm|tỷ|triệu)\b))"
_LEVELS = r"(?:(?i:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã)|TP\.?|Tp\.?|TX\.?|TT\.?)"
UNIT = re.compile(
    rf"(?<!\w)(?<!tác ){_LEVELS} ?(?<=[ .]){_NAME}(?:,? (?:và )?(?={_LEVELS} ?(?<=[ .]){_NAME})(?:{_LEVELS} ?{_NAME}))*"
)
"""A place with its level, and the larger ones that follow it: 'xã Cam Nghĩa, huyện Cam Lộ'."""
_OTHER_NAMES = {
    "HCM": "Hồ Chí Minh",
    "Thừa Thiên Huế": "Huế",
    "Thừa Thiên - Huế": "Huế",
    "Bà Rịa Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Bà Rịa-Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Bà Rịa – Vũng Tàu": "Bà Rịa - Vũng Tàu",
    "Thừa Thiên-Huế": "Huế",
}
_NO_PLACE = {"Đoàn", "Ủy", "Uỷ", "Hội", "Đội", "Đoàn Thanh"}
_NAMED_AFTER_HIM = re.compile(
    r"(?:TNCS|cộng sản|tư tưởng|đạo đức|phong cách|tấm gương|chủ tịch|tiền phong|lăng|bảo tàng|đường|huân chương|giải thưởng|bác) $",
    re.IGNORECASE,
)
_SOCIETY = re.compile(r"XÃ HỘI(?!\w)|Xã Hội(?!\w)")
"""Society in capitals ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA', 'KINH TẾ - XÃ HỘI'), no commune."""
_PART = re.compile(rf"{_LEVELS} ?(?<=[ .]){_NAME}")


@cache
def _province() -> re.Pattern[str]:
    names = tuple(unit.name for era in ("63", "34") for unit in gazetteer(era).provinces.values())
    names += tuple(name for name in _OTHER_NAMES if " " in name)
    return re.compile(rf"(?<![\w-]){alternatives(names)}(?!\w)")


def find_places(passage: Passage) -> tuple[Entity, ...]:
    """Every administrative place of the text, in order; a chain of units is one mention for each."""
    found = [*_units(passage), *_provinces(passage)]
    return tuple(sorted(found, key=lambda entity: entity.start))


def province_of(outline: Outline) -> str | None:
    """The province that the document's own head names, if it does."""
    letterhead = outline.letterhead
    provinces = {**gazetteer("34").provinces, **gazetteer("63").provinces}
    if letterhead.place and fold(split_level(letterhead.place.value)[1]) in provinces:
        return split_level(letterhead.place.value)[1]
    issuer = letterhead.issuer.value if letterhead.issuer else ""
    named = re.search(rf"(?:tỉnh|thành phố) ({_NAME})$", issuer)
    return named[1] if named else None


def issuing_code(outline: Outline) -> str | None:
    """The code of the unit that a document comes from: the one that its issuer's name ends with, else its province.

    None of a body of the whole country, wherever it sits.
    """
    province, letterhead = province_of(outline), outline.letterhead
    for unit in UNIT.finditer(letterhead.issuer.value if letterhead.issuer else ""):
        if code := place_code(unit[0], province):
            return code
    number = next(find_numbers(f"Số {letterhead.number.value}"), None) if letterhead.number else None
    central = number is not None and number.issuer is not None and not number.issuer.local
    return place_code(province, None) if province and not central else None


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


def _units(passage: Passage) -> Iterator[Entity]:
    province = province_of(passage.outline)
    for chain in UNIT.finditer(passage.text):
        parts = list(_PART.finditer(passage.text, chain.start(), chain.end()))
        for index, part in enumerate(parts):
            words, code = _known_part(part[0], [p[0] for p in parts[index + 1 : index + 3]], province)
            level, name = split_level(words)
            if code is None and (full_name().match(name) or name in _NO_PLACE or _SOCIETY.match(words)):
                continue
            yield Entity(
                start=part.start(),
                end=part.start() + len(words),
                text=words,
                rule="place.level",
                confidence=0.97 if code else 0.75,
                kind="place",
                name=f"{level} {name}",
                place_code=code,
            )


def _known_part(words: str, larger: list[str], province: str | None) -> tuple[str, str | None]:
    """The longest beginning of a unit's name that the gazetteer knows ('tỉnh Quảng Trị Quyết' goes too far)."""
    shorter = words
    while len(split_level(shorter)[1].split()) > 0 and split_level(shorter)[0]:
        level, name = split_level(shorter)
        code = place_code(", ".join([f"{level} {_OTHER_NAMES.get(name, name)}", *larger]), province)
        if code:
            return shorter, code
        shorter = shorter.rpartition(" ")[0]
    return words, None


def _provinces(passage: Passage) -> Iterator[Entity]:
    for match in _province().finditer(passage.text):
        before = passage.before(match.start(), 12)
        if match[0] == "Hồ Chí Minh" and _NAMED_AFTER_HIM.search(passage.before(match.start(), 30)):
            continue
        if re.search(rf"{_LEVELS}\s?$", before) or before.rstrip().rpartition(" ")[2] in name_table()["surnames"]:
            continue
        yield Entity(
            start=match.start(),
            end=match.end(),
            text=match[0],
            rule="place.province",
            confidence=0.85,
            kind="place",
            name=match[0],
            place_code=place_code(_OTHER_NAMES.get(match[0], match[0]), None),
        )
