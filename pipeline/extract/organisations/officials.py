"""Who heads a body, told after its name: 'Chánh Văn phòng UBND tỉnh Hồ Mẫu Sơn', 'Vụ Địa phương Lê Mẫu'."""

from __future__ import annotations

import re

from pipeline.extract.names import name_table, person_name
from pipeline.extract.places.gazetteer import is_province
from pipeline.extract.places.names import is_official, known_unit
from pipeline.normalize.letters import LOWER, UPPER

HEADS_BODY = re.compile(
    r"(?:[Cc]hủ (?:tịch|nhiệm)|[Gg]iám đốc|[Tt]rưởng|[Cc]hánh|[Bb]í thư|(?<!\w)(?:P?\.?CT|P?GĐ|P?GD|[Pp]hó))"
    r"(?: [Tt]hường trực| phụ trách)? "
)
"""The title of who heads a body, before it."""
_TITLES_END = tuple(
    f"{end} " for end in ["tịch", "nhiệm", "đốc", "rưởng", "hánh", "thư", "CT", "GĐ", "GD", "hó", "trực", "trách"]
)
"""Most bodies have none before them, as their last letters say."""
_HEADED = re.compile(f"{HEADS_BODY.pattern}$")
_TOLD_BEFORE = re.compile(
    rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c):?(?: [{UPPER}]\w*){{2,5}}(?:,| ?[-–]| \() ?(?:nguyên |[Qq]uyền )?(?:Phó )?$"
)
"""Before the title of one who is named: 'ông Lê Mẫu Sơn, Phó Chủ tịch UBND tỉnh Bến Mẫu'."""
_OFFICIAL = re.compile(rf"(?<=\w) (?P<family>[{UPPER}]\w*)(?: [{UPPER}][{LOWER}]*){{1,3}}$")
_HEADS_IT = re.compile(r"(?:[Tt]rưởng|[Cc]hủ tịch|[Gg]iám đốc|[Cc]hủ nhiệm|[Cc]hánh) $")


def is_headed(text: str, start: int) -> bool:
    """Whether the title of who heads it stands before a body, and no name before that: 'Chánh ' before 'Văn phòng UBND tỉnh'."""
    if not text.endswith(_TITLES_END, 0, start):
        return False
    title = _HEADED.search(text, max(0, start - 30), start)
    return title is not None and not _TOLD_BEFORE.search(text, max(0, title.start() - 60), title.start())


def before_head(text: str, place: re.Match[str], end: int) -> int:
    """The end of a body's place before who heads the body: 'Chánh Văn phòng UBND tỉnh Hồ Mẫu Sơn', 'Chủ tịch UBND tỉnh Hà Nam Hồ Mẫu'."""
    words, code = known_unit(place[0].strip(), [], None)
    if code:
        known = place.start() + 1 + len(words)
        return known if known < end and official_at(text, known, fewest=2) else end
    level, name = text[place.start() : place.start("name")].strip().lower(), place["name"].strip()
    if is_official(level, name):
        return place.start("name")
    gaps = (place.start("name") + gap.start() for gap in list(re.finditer(" ", place["name"]))[2:])
    return next((gap for gap in gaps if gap < end and official_at(text, gap, fewest=3)), end)


def official_at(text: str, start: int, *, fewest: int) -> bool:
    """Whether a person's name of so many syllables or more follows a place or a body's name."""
    person = person_name().match(text, start + 1) if text.startswith(" ", start) else None
    if person is None or person[0].split()[0] not in name_table()["surnames"]:
        return False
    return len(person[0].split()) >= fewest and not is_province(person[0])


def before_official(text: str, head: re.Match[str], start: int, end: int) -> int:
    """The end of a body that no place's name closes, without the official's after it: 'Vụ Địa phương Lê Mẫu'.

    Of other bodies than a 'Vụ' only after the title of who heads it: 'Cục trưởng Cục Điều tiết điện lực Lê Mẫu Sơn'.
    """
    official = _OFFICIAL.search(text, start, end)
    if not official or official["family"] not in name_table()["surnames"]:
        return end
    if head[0] == "Vụ":
        return official.start()
    titled = _HEADS_IT.search(text, max(0, head.start() - 12), head.start()) is not None
    named = len(official[0].split()) > 2 and official["family"] not in name_table()["place_openers"]
    return official.start() if titled and named else end
