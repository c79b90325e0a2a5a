"""Places: passage in, place `Entity` mentions out: units with their level, and provinces named alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.extract.names import POST, full_name, name_table
from pipeline.extract.organisations.headed import headed_body_end
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.places.gazetteer import gazetteer, is_province
from pipeline.extract.places.lists import find_listed_places
from pipeline.extract.places.names import (
    LEVELS,
    NAME,
    REGIONS,
    before_person,
    is_called_after,
    known_unit,
    place_code,
    province_code,
)
from pipeline.normalize.fold import has_vowel
from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import COMMUNES, other_names, split_level, usual_name
from pipeline.normalize.tones import both_ways, compiled
from pipeline.records import Entity, Outline
from pipeline.structure.alternatives import alternatives
from pipeline.structure.bodies import COUNCILS
from pipeline.structure.number.docnumber import find_numbers
from pipeline.structure.openings import Opened

UNIT = re.compile(
    rf"(?<!\w)(?<![Tt]ác )(?<!TÁC )(?<![Tt]hông tấn ){LEVELS} ?(?<=[ .]){NAME}(?:,? (?:và )?(?={LEVELS} ?(?<=[ .]){NAME})(?:{LEVELS} ?{NAME}))*"
)
"""A place with its level, and the larger ones that follow it: 'xã Cam Nghĩa, huyện Cam Lộ'."""
_UNITS = Opened(
    UNIT,
)
_NO_PLACE = both_ways(("Đắk", "Đoàn", "Ủy", "Hội", "Đội", "Đoàn Thanh", "HU", "TU"))
_GOES_ON = re.compile(
    r" (?:và|có|đã|là|thuộc|được|với|tại|trong|để|theo|đến|từ|về|của|cho|gồm|nằm|còn|năm|đang|sẽ)(?!\w)"
)
_COMMITTEE = re.compile(r"T\.?T\.? ?[ĐQHT]U")
"""'TT.ĐU', the standing members of a Party committee; 'thị trấn Đu' is a town."""
_CLOSED = re.compile(rf", {LEVELS} ?(?=[{UPPER}])")
_LETTERS = re.compile(r"[A-ZĐ]{2,}(?:\s|$)")
_OF_PROVINCE = compiled(rf"(?:tỉnh|thành phố|Tỉnh ủy|Thành ủy|Tỉnh đoàn) ({NAME})$")
_NEVER_FIRST = both_ways(("khóa", "ủy"))
"""After a level: a council's sitting ('HĐND tỉnh Khóa XVIII'), a committee ('TỈNH ỦY')."""
_OF_UNIONS = ("tỉnh", "huyện", "quận")
"""Levels whose youth union is called 'Tỉnh Đoàn'; a commune may be called 'xã Đoàn Kết'."""
_NAMED_AFTER_HIM = re.compile(
    r"(?:TNCS|cộng sản|tư tưởng|đạo đức|phong cách|tấm gương|chủ tịch|tiền phong|lăng|chiến dịch|bảo tàng|đường|huân chương|giải thưởng|bác) $",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(
    rf"(?:(?<!\w)(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Đđ]ồng chí|[Đđ]/c)(?: [{UPPER}]\w*){{1,3}}| [{UPPER}]\w* (?:Văn|Thị)) $"
)
"""Before given names that are a province's too: 'bà Tôn Nữ Hà Giang'."""
_SHORT = ("P.", "Q.", "X.")
"""Levels that are initials and acting posts too: 'Nguyễn Q. Thắng', 'Q. GIÁM ĐỐC'."""
_OF_UNITS = tuple(f"{office} " for office in (*COUNCILS, "Công an"))
"""Offices before a level in initials: 'UBND P. 5'."""
_POST = re.compile(POST, re.IGNORECASE)
_SOCIETY = re.compile(r"XÃ HỘI(?!\w)|Xã Hội(?!\w)")
"""Society in capitals ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA', 'KINH TẾ - XÃ HỘI'), no commune."""
_SHOUTED = compiled(
    r"(?:NĂM|VÀ|CỦA|CÓ|ĐÃ|ĐƯỢC|GIAI|THEO|TẠI|TRONG|CHO|ĐẾN|TỪ|VỀ|THUỘC|QUÝ|LẦN|KHÓA|ĐẠT|ĐỢT|ĐOÀN|XUẤT BẢN|MIỀN|VÙNG|PHÍA)(?!\w)"
)
"""Words that go on after a level in a heading set in capitals: 'NGÂN SÁCH HUYỆN NĂM 2006', 'CÁC TỈNH MIỀN TRUNG'."""
_LARGER_AFTER = re.compile(
    rf"(?:, {NAME}| và {NAME}){{0,12}} ?(?:, |thuộc |của |\()(?P<larger>(?:huyện|thị xã|thành phố|tỉnh) {NAME})"
)
"""'xã Hải An, Hải Khê (huyện Hải Lăng)': the unit that holds the places of a list, after it."""
_PART = re.compile(rf"{LEVELS} ?(?<=[ .]){NAME}")
_CAPITAL = "Hà Nội"


@cache
def _province() -> Opened:
    names = tuple(unit.name for era in ("63", "34") for unit in gazetteer(era).provinces.values())
    names += tuple(name for name in other_names() if " " in name)
    return Opened(re.compile(rf"(?<![\w-]){alternatives(names)}(?!\w)"))


def find_places(passage: Passage) -> tuple[Entity, ...]:
    """Every administrative place of the text, in order; a chain of units is one mention for each."""
    units = sorted(_units(passage), key=lambda entity: entity.start)
    listed = list(find_listed_places(passage, units, province_of(passage.outline)))
    taken = Spans(sorted(listed, key=lambda entity: entity.start))
    found = [*units, *listed, *(e for e in _provinces(passage) if not taken.overlap(e.start, e.end))]
    return tuple(sorted(found, key=lambda entity: entity.start))


def province_of(outline: Outline) -> str | None:
    """The province that the document's own head names, or that the district which issues it lies in.

    The capital is none of a body of the whole country that sits there: its papers tell of communes everywhere.
    """
    letterhead = outline.letterhead
    _, name = split_level(letterhead.place.value) if letterhead.place else ("", "")
    if name and is_province(name) and not (name == _CAPITAL and is_central(outline)):
        return name
    return province_of_body(letterhead.issuer.value if letterhead.issuer else "")


def province_of_body(name: str) -> str | None:
    """The province that a body's name tells, or that the district which it names lies in."""
    named = _OF_PROVINCE.search(name)
    return named[1] if named and not _is_of_province(named) else _province_of_district(name)


def _is_of_province(named: re.Match[str]) -> bool:
    """Whether a city lies in a province: it is no province's name."""
    name = usual_name(named[1])
    return named[0].lower().startswith("thành") and not is_province(name)


@lru_cache(maxsize=256)
def _province_of_district(issuer: str) -> str | None:
    """The province of 'UBND huyện Cam Lộ', where just one has a district of that name."""
    for unit in UNIT.finditer(issuer):
        code = place_code(unit[0], None) if split_level(unit[0])[0] not in COMMUNES else None
        if code and (held := gazetteer("63").unit(code)) and held.parent:
            return gazetteer("63").province_of(held).name
    return None


def issuing_code(outline: Outline) -> str | None:
    """The code of the unit that a document comes from: the one that its issuer's name ends with, else its province.

    None of a body of the whole country, wherever it sits.
    """
    issuer = outline.letterhead.issuer
    return _code_of(issuer.value if issuer else "", province_of(outline), alone=not is_central(outline))


def code_of_body(name: str) -> str | None:
    """The code of the unit that a body's name ends with, else that of its province."""
    return _code_of(name, province_of_body(name))


def _code_of(body: str, province: str | None, *, alone: bool = True) -> str | None:
    """The code of the unit that a body's name ends with, else that of a province, where this may stand `alone`."""
    codes = (place_code(unit[0], province) for unit in UNIT.finditer(body))
    return next(filter(None, codes), None) or (province_code(province) if province and alone else None)


def is_central(outline: Outline) -> bool:
    """Whether a document's number is that of a body of the whole country, which only sits where it is dated."""
    written = outline.letterhead.number
    return written is not None and _is_of_central_body(written.value)


@lru_cache(maxsize=16)
def _is_of_central_body(written: str) -> bool:
    number = next(find_numbers(f"Số {written}"), None)
    return number is not None and number.issuer is not None and not number.issuer.local


def _units(passage: Passage) -> Iterator[Entity]:
    province = province_of(passage.outline)
    for chain in passage.find(_UNITS):
        parts = list(_PART.finditer(passage.text, chain.start(), chain.end()))
        for index, part in enumerate(parts):
            larger = [p[0] for p in parts[index + 1 : index + 3]]
            if not larger and (told := _LARGER_AFTER.match(passage.text, part.end())):
                larger = [told["larger"]]
            closed = part.end() < chain.end() or _CLOSED.match(passage.text, part.end()) is not None
            words, code = known_unit(part[0], larger, province, closed=closed)
            if code is None:
                end = part.start() + len(words)
                words = passage.text[part.start() : before_person(passage.text, part.start(), end)]
            level, name = split_level(words)
            if code is None and _no_name(passage.text, part.start() + len(words), name):
                continue
            if code is None and (ends := headed_body_end(passage.text, part.start(), part.start() + len(words))):
                words = passage.text[part.start() : ends]
                level, name = split_level(words)
            if code is None and (
                not level
                or (full_name().match(name) and not is_called_after(level, name))
                or name in _NO_PLACE
                or (level == "tỉnh" and name.endswith(REGIONS))
                or name.split()[0].lower() in _NEVER_FIRST
                or (level in _OF_UNIONS and name.startswith("Đoàn "))
                or _SOCIETY.match(words)
                or _SHOUTED.match(name)
                or (words.startswith(_SHORT) and not passage.text.endswith(_OF_UNITS, 0, part.start()))
            ):
                continue
            if _COMMITTEE.fullmatch(words) or (
                words.startswith(_SHORT) and _POST.match(passage.text, part.start() + len(words) - len(name))
            ):
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


def _no_name(text: str, end: int, name: str) -> bool:
    """Whether words with capitals name no place: one syllable of a word ('xã Anh hùng'), letters ('thị trấn HĐND')."""
    if not has_vowel(name.split()[0]) and not name[0].isdigit():
        return True
    if len(name) > 1 and _LETTERS.match(name) and not text[end - len(name) - 2 : end].isupper():
        return True
    return (
        len(name.split()) == 1
        and text[end : end + 1] == " "
        and text[end + 1 : end + 2].islower()
        and not _GOES_ON.match(text, end)
    )


def _provinces(passage: Passage) -> Iterator[Entity]:
    for match in passage.find(_province()):
        before = passage.before(match.start(), 12)
        if match[0] == "Hồ Chí Minh" and _NAMED_AFTER_HIM.search(passage.before(match.start(), 30)):
            continue
        if match[0] == "Thái Bình" and passage.text.startswith(" Dương", match.end()):
            continue
        if before.endswith("Sông ") or _OF_PERSON.search(passage.before(match.start(), 40)):
            continue
        if re.search(rf"{LEVELS}\s?$", before) or (
            before.endswith(" ") and before.split(" ")[-2] in name_table()["surnames"]
        ):
            continue
        yield Entity(
            start=match.start(),
            end=match.end(),
            text=match[0],
            rule="place.province",
            confidence=0.85,
            kind="place",
            name=match[0],
            place_code=place_code(usual_name(match[0]), None),
        )
