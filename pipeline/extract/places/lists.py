"""Places whose level is said once for several: 'các huyện Cam Lộ, Gio Linh và Hải Lăng', 'các xã: Cam Nghĩa, Cam Chính'."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.extract.organisations.heads import head_pattern
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.places.names import NAME, known_unit
from pipeline.normalize.letters import LOWER
from pipeline.normalize.place_names import COMMUNES, split_level
from pipeline.records import Entity
from pipeline.structure.openings import Opened

_COUNT = r"(?i:các|những|hai|ba|bốn|năm|\d{1,2})"
_LEVEL = r"(?i:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu)"
_SORT = (
    r"(?:vùng (?:cao|sâu|xa|núi|biên|biển|lúa|bãi ngang)|miền núi|biên giới|bãi ngang|ven biển|nội thành|ngoại thành"
    r"|trọng điểm|đồng bằng|trung du|còn lại|phía (?:Bắc|Nam|Đông|Tây))"
)
_BEFORE_MANY = Opened(
    re.compile(
        rf"(?<!\w)(?P<level>{_LEVEL})(?: ?: ?| {_SORT} |(?P<told>(?: (?:[{LOWER}]+|[IVX]{{1,4}}(?!\w))){{0,4}} ?(?:: ?|\()))(?={NAME})"
    ),
)
_OF_MANY = re.compile(rf"(?<!\w){_COUNT} (?P<others>(?:{_LEVEL}, ?){{0,4}})$")
"""Before the level of several places, and before the last of several levels: 'các ', 'các xã, ' of 'các xã, phường: '."""
_MORE = re.compile(rf"(?: ?\([^()\n]{{1,40}}\))?(?:, ?| và |; ?)(?P<name>{NAME})")
_DASHED = re.compile(rf" [-–] (?P<name>{NAME})")
"""'hai huyện Cam Lộ - Hải Lăng'; after 'các' only what the gazetteer has, for a road's ends are told so too."""
_OF_TWO = re.compile(rf"(?<!\w)(?:[Hh]ai|0?2) {_LEVEL} [^,;.()\n]{{2,40}}$")
_FIRST = re.compile(rf"(?P<name>{NAME})")
_HELD = re.compile(rf"[^();\n]{{0,120}}?\((?:huyện |thị xã |thành phố )?(?P<name>{NAME})\)")
_HELD_NEXT = re.compile(r" ?\(")
_HOLDING = ("huyện", "thị xã", "thành phố", "tỉnh")
_CLOSES = re.compile(r"[,;).]| và ")
_REACH = 150
_LEVELS_BEFORE = 50
_MOST = 40


def find_listed_places(passage: Passage, units: Sequence[Entity], province: str | None) -> Iterator[Entity]:
    """The names that share a level said before; `units` are the places with a level of their own, in order.

    After 'các' every name counts that looks like one; elsewhere those that the gazetteer knows at that level.
    """
    text = passage.text
    taken = Spans(units)
    known = {unit.name for unit in units}
    leads: list[tuple[int, list[str], bool, bool]] = [
        (unit.end, [split_level(unit.text)[0]], _of_many(passage, unit.start) is not None, False)
        for unit in units
        if text[unit.end : unit.end + 1] in (",", ";", " ")
    ]
    leads += [
        (many.end(), [*levels, many["level"].lower()], many["told"] is None or _is_list(text, many.end()), True)
        for many in passage.find(_BEFORE_MANY)
        if (levels := _of_many(passage, many.start())) is not None
    ]
    done = 0
    for end, levels, every, first in sorted(leads):
        if end < done:
            continue
        larger = _larger(passage, end, levels, units)
        held = _held(text, end, province) if levels[-1] in COMMUNES else None
        larger += [held.name] if held else []
        for _ in range(_MOST):
            more = (_FIRST if first else _MORE).match(text, end)
            if more is None and every and (more := _DASHED.match(text, end)):
                every = _OF_TWO.search(passage.before(end, 60)) is not None
            first = False
            if more is None or taken.overlap(*more.span("name")):
                break
            closed = _CLOSES.match(text, more.end()) is not None
            level, words, code = _known_at(levels, more["name"], larger, province, closed=closed)
            if code is None and len(levels) > 1:  # nothing tells at which of the levels it is
                end = more.end()
                continue
            name = split_level(words)[1]
            end = more.start("name") + len(name)
            named = f"{level} {name}" in known
            if code is None and not ((every or named) and _stands_alone(text, more.start("name"), end)):
                break
            yield _entity(text, more.start("name"), end, level, code)
            done = end
        if held and _HELD_NEXT.match(text, end) and not taken.overlap(held.start, held.end):
            done = held.end
            yield held


def _of_many(passage: Passage, start: int) -> list[str] | None:
    """The levels before one that is said of several places: none in 'các huyện' and '05 xã'; None where it is said of one."""
    many = _OF_MANY.search(passage.before(start, _LEVELS_BEFORE))
    return None if many is None else [level.strip().lower() for level in many["others"].split(",") if level.strip()]


def _known_at(
    levels: Sequence[str], name: str, larger: list[str], province: str | None, *, closed: bool
) -> tuple[str, str, str | None]:
    """The first of some levels at which the gazetteer knows a name, the unit's words, and its code."""
    known = [(level, *known_unit(f"{level} {name}", larger, province, closed=closed)) for level in levels]
    return next((unit for unit in known if unit[2]), known[0])


def _larger(passage: Passage, end: int, levels: Sequence[str], units: Sequence[Entity]) -> list[str]:
    """The unit of a higher level that follows the list in its sentence: '..., huyện Cam Lộ'."""
    stop = min(end + _REACH, passage.sentences.at(end)[1])
    first = bisect_left(units, end, key=lambda unit: unit.start)
    found = (u for u in units[first : first + _MOST] if u.start < stop and split_level(u.text)[0] not in (*levels, ""))
    return [unit.text for unit in found][:2]


def _held(text: str, end: int, province: str | None) -> Entity | None:
    """'xã Triệu Trạch, Triệu Độ (Triệu Phong)': the district in brackets after its communes."""
    held = _HELD.match(text, end)
    if held is None:
        return None
    for level in _HOLDING[:3]:
        words, code = known_unit(f"{level} {held['name']}", [], province)
        if code and split_level(words)[1] == held["name"]:
            return _entity(text, *held.span("name"), level, code)
    return None


def _is_list(text: str, start: int) -> bool:
    """Whether a name and no sentence opens what words lead: '04 xã bãi ngang (Tân Mẫu, Bến Ví)', not '(Theo Quyết định ...)'."""
    name = _FIRST.match(text, start)
    return name is not None and not name[0].isupper() and _CLOSES.match(text, name.end()) is not None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name that no gazetteer has is one: no body's, and no word that merely opens with a capital."""
    if head_pattern().match(text, start):
        return False
    return (
        " " in text[start:end] or text[end : end + 1] in ("", ",", ";", ".", ")", "\n") or text.startswith(" và ", end)
    )


def _entity(text: str, start: int, end: int, level: str, code: str | None) -> Entity:
    return Entity(
        start=start,
        end=end,
        text=text[start:end],
        rule="place.listed",
        confidence=0.95 if code else 0.75,
        kind="place",
        name=f"{level} {text[start:end]}",
        place_code=code,
    )
