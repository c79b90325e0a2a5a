"""Bodies told in a list after what they share: 'các Sở: Tài chính, Xây dựng', 'UBND các huyện Cam Lộ, Gio Linh'.

Each is a mention of its own, whose `name` has the head: 'Sở Xây dựng', 'UBND huyện Gio Linh'.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.organisations.ends import takes_place
from pipeline.extract.organisations.heads import head_pattern, opens_body
from pipeline.extract.organisations.names import Name
from pipeline.extract.organisations.small import before_sectors, joined_sectors, sector_at
from pipeline.extract.places.names import holders_of
from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import COMMUNES, split_level
from pipeline.records import Entity
from pipeline.structure.openings import Opened, openings_of

SHARED_HEADS = ("Sở", "Bộ", "Phòng", "Vụ", "Cục", "Chi cục", "Ban")
SURELY_LISTED = ("Sở", "Bộ")
_LISTED_IN_PAIRS = ("Sở", "Bộ", "Phòng")
NEXT = re.compile(r"(?:, và| và|,|;) ")
_NEXT_SECTOR = re.compile(rf"(?: \([^()\n]{{1,80}}\))?{NEXT.pattern}")
_OF_MANY = Opened(
    re.compile(
        r"(?<!\w)(?:[Cc]ác|[Ll]iên|[Hh]ai|[Bb]a) (?P<head>[Ss]ở|[Bb]ộ|[Pp]hòng|[Bb]an|[Cc]hi cục|[Cc]ục|[Vv]ụ|[Tt]rạm)"
        r"(?P<more>(?:, ban)?(?:, ngành)?):? "
    ),
)
"""'các sở: ' or 'các Bộ ' before the first of several sectors."""
_SCHOOL = (
    rf"(?:Tiểu học|TH|THCS|THPT|TH&THCS|TH và THCS|PTCS|PTTH|PTDTNT|PTDTBT|Mầm non|MN|Mẫu giáo)(?: [Ss]ố \d{{1,2}})?"
    rf"(?: [{UPPER}]\w*){{1,4}}(?: [Ss]ố \d{{1,2}}(?!\w))?"
)
_ONE_SCHOOL = re.compile(_SCHOOL)
_SCHOOLS = Opened(
    re.compile(rf"(?<!\w)(?:[Cc]ác|[Hh]ai|[Bb]a) [Tt]rường:? (?={_SCHOOL}(?:, | và |; ){_SCHOOL})"),
)
_NEXT_PLACE = re.compile(r"(?: \([^()\n]{1,40}\))?(?:,|;| và|, và|:| và các| gồm:?)? ")
_REACHES = re.compile(r"(?<!\w)(?:nối|giữa|từ|đến)(?: trụ sở)?(?: của)? $", re.IGNORECASE)
"""Before an office that is a place on a way: 'Đường nối UBND xã Cam An và xã Cam Tuyền'."""
_NEXT_OFFICE = re.compile(r"(?:, và|,|;| và)(?: các)? ")
_MOST_PLACES = 40
_RANKS = (("tỉnh", "thành phố"), ("huyện", "quận", "thị xã"), COMMUNES)


def shared_after(text: str, end: int, head: str) -> Iterator[Entity]:
    """The sectors that follow a body's name and share its head; 'Chi cục Thủy lợi và Phòng chống lụt bão' is one body."""
    first = True
    while (more := _NEXT_SECTOR.match(text, end)) and (sector_end := sector_at(text, more.end())):
        if text[more.end()].islower():  # 'Vụ Hợp tác quốc tế, dự án Bến Mẫu'
            return
        if more[0] == " và " and first and head not in _LISTED_IN_PAIRS:
            return
        body = head_pattern().match(text, more.end())
        if body and takes_place(text, body.end()):  # 'Sở Tài chính, Công an tỉnh'
            return
        first = False
        end = sector_end
        yield _member(text, more.end(), end, head)


def joint_offices(text: str, head: re.Match[str]) -> list[Entity]:
    """The offices of 'Liên Bộ Tài chính - Kế hoạch và Đầu tư', each by its name; none of what tells but one."""
    if head[0] not in SURELY_LISTED or not text.endswith(("Liên ", "liên "), 0, head.start()):
        return []
    first, *more = joined_sectors(text, head.end() + 1) or [(0, 0)]
    if not more:
        return []
    whole = _entity(text, head.start(), first[1], text[head.start() : first[1]])
    return [whole, *(_member(text, start, end, head[0]) for start, end in more)]


def listed_after_many(text: str) -> Iterator[Entity]:
    """The sectors after 'các Sở:' and the schools after 'các trường:'; of 'các ban, ngành:' no head is any one's own."""
    for many, sector_end in before_sectors(text, _OF_MANY):
        if many["head"].lower() == "ban" and many["more"]:
            continue
        head = many["head"].capitalize()
        listed = (_member(text, many.end(), sector_end, head), *shared_after(text, sector_end, head))
        if head in SURELY_LISTED or len(listed) > 1:
            yield from listed
    for many in openings_of(text).find(_SCHOOLS):
        end = many.end()
        while school := _ONE_SCHOOL.match(text, end):
            yield _member(text, school.start(), school.end(), "Trường")
            more = NEXT.match(text, school.end())
            if more is None:
                break
            end = more.end()


def offices_of_places(text: str, name: Name, places: Sequence[Entity]) -> Iterator[Entity]:
    """The office of each place that a list names after an office of many: 'UBND các huyện Cam Lộ, Gio Linh'."""
    office = re.sub(r"\s+", " ", text[name.start : name.core_end])
    end = name.end
    first = bisect_left(places, name.core_end, key=lambda place: place.start)
    for place in places[first : first + _MOST_PLACES]:
        if place.start > end and not _NEXT_PLACE.fullmatch(text, end, place.start):
            return
        end = place.end
        yield _entity(text, place.start, place.end, f"{office} {place.name}")


def more_offices(text: str, name: Name, places: Sequence[Entity]) -> Iterator[Entity]:
    """The offices of further places of one rank: 'UBND thành phố Hà Nội, thành phố Huế và các tỉnh Hà Nam, Phú Thọ'."""
    first = bisect_left(places, name.core_end, key=lambda place: place.start)
    if (
        first == len(places)
        or places[first].end != name.end
        or _REACHES.search(text, max(0, name.start - 20), name.start)
    ):
        return
    office = re.sub(r"\s+", " ", text[name.start : places[first].start].strip())
    for before, place in pairwise(places[first : first + _MOST_PLACES]):
        joint = _NEXT_OFFICE.fullmatch(text, before.end, place.start)
        alike = _rank if (joint and "và" in joint[0]) or _level(place) in COMMUNES else _level
        if not joint or alike(place) != alike(before) or _holds(place, before) or opens_body(text, place.start):
            return
        yield _entity(text, place.start, place.end, f"{office} {place.name}")


def offices_told_after(text: str, name: Name, places: Sequence[Entity]) -> tuple[Entity, ...]:
    """The office of each place of a list with levels: 'Chủ tịch UBND: phường Đông Hà, xã Cam Lộ'; none of one place."""
    first = bisect_left(places, name.end, key=lambda place: place.start)
    if not text.startswith(": ", name.end) or first == len(places) or places[first].start != name.end + len(": "):
        return ()
    listed = tuple(offices_of_places(text, name, places))
    return listed if len(listed) > 1 else ()


def _level(place: Entity) -> str:
    return split_level(place.name)[0]


def _rank(place: Entity) -> int | None:
    return next((rank for rank, levels in enumerate(_RANKS) if _level(place) in levels), None)


def _holds(place: Entity, smaller: Entity) -> bool:
    """Whether a place holds another: 'thành phố Hồ Chí Minh' after 'thành phố Thủ Đức, '."""
    return smaller.place_code is not None and place.place_code in holders_of(smaller.place_code)


def _member(text: str, start: int, end: int, head: str) -> Entity:
    return _entity(text, start, end, f"{head} {text[start:end]}")


def _entity(text: str, start: int, end: int, name: str) -> Entity:
    return Entity(
        start=start,
        end=end,
        text=text[start:end],
        rule="organisation.shared",
        confidence=0.85,
        kind="organisation",
        name=re.sub(r"\s+", " ", name),
    )
