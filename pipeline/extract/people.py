"""People: passage in, person `Entity` mentions out.

A person is the signer; a name after a title ('Phó Thủ tướng Chính phủ Vương Đình A') or before one ('Lê
Văn B, Giám đốc'); the next of a list of people; a full name with 'Văn', 'Thị' and the like; or a name
that the document gives elsewhere so. What streets, schools and companies are named after is none.
underthesea's own NER is left out: on this genre it takes 'năm 2019' for a place and 'PTNT' for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.names import full_name, may_open_name, name_table, person_name
from pipeline.extract.organisations.officials import is_headed
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.places.gazetteer import gazetteer
from pipeline.extract.places.names import is_official
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.place_names import LEVEL
from pipeline.normalize.tones import both_ways, in_first_way
from pipeline.records import Cell, Entity
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import opened, openings_of
from pipeline.structure.table.grid import LEVELS, Grid
from pipeline.structure.tables import organisation_heads, sectors

_NEXT = re.compile(r"\s?(?:\([^()\n]{1,40}\)\s?)?(?:,|;|và|, và|/|-|–)\s$|[^.;:\d\n]{0,40}; ?\d{1,2}[.)]\s$")
"""Between two people of a list: 'Lê Văn A (xã B), Hồ Thị C', '1. Lê Văn A, thôn trưởng; 2. Hồ Thị C'."""
_LONGEST_GAP = 48
_LONGEST_SYLLABLE = 24
_LEVEL = re.compile(r"(?<!\w)(?:tỉnh|huyện|thị xã|xã|thành phố|quận|phường|thị trấn)(?=\s*$)")
_NAMES_HEADING = re.compile(r"(?<!\w)Họ(?:,| và)? tên(?!\w)", re.IGNORECASE)
_UNIT = rf"(?i:{LEVEL}|thôn|buôn|bon|bản|ấp|xóm|làng|khóm|tổ dân phố|khu phố|khu vực)"
_TOTAL = r"(?i:tổng|cộng|l[ũu][yỹ] kế|bình quân|mang sang|chuyển sang|còn lại|toàn (?:xã|thôn|trường))(?!\w)"
_STREETS = opened(r"(?:tên\s)?(?:các\s)?(?:con\s|tuyến\s|đoạn\s)?(?:đường|phố|tuyến|đoạn)(?!\w)")
_STRETCH = re.compile(r"(?:từ|đến|điểm đầu|điểm cuối|đoạn|giới hạn)(?!\w)[^\d]{0,20}$", re.IGNORECASE)
"""What heads the names of streets in a table, and of where they begin and end."""
_ALONE = re.compile(
    rf"\s*(?:Ông|Bà|Đ/c|Đồng chí)?[:.]? ?(?!{_UNIT} |{_TOTAL})(?P<name>[{UPPER}][\w’']*(?:[ -][{UPPER}][\w’']*){{1,5}})\s*"
)
_CAPITAL = re.compile(rf"[{UPPER}](?<![\w'’-].)(?=[{UPPER}{LOWER}]*(?:['’]|(?:-[A-Z][a-z]+)? [{UPPER}]))")
"""Where a name may begin, a syllable with a capital before another; `re` skips to a set at a pattern's head, and `person_name` has none there."""
_HOUSE = re.compile(r"(?<![\w,.])\d{1,4}[A-Z]?(?:/\d{1,4}){0,3} $")
_STREET_IN = re.compile(r", ?(?:phường|xã|thị trấn|quận|huyện|thị xã|thành phố|tỉnh|TP|P\.|Q\.|tổ|khu)(?!\w)")
"""Around what a street is named after: '118 Nguyễn Tất Thành, thành phố Bến Mẫu'."""
_AT_HOUSE = both_ways(
    ("thương mại ", "trụ sở ", "siêu thị ", "tòa nhà ", "khách sạn ", "số nhà ", "tại số ", "địa chỉ: ")
)
"""Before a house's number in a street: 'Trung tâm thương mại 211 Trần Huy Mẫu'."""
_OFFICE = re.compile(r"(?:^|[\n\t])Vụ [^\n\t]+ $")
_TRADER = re.compile(r"(?:[Hh]ộ kinh doanh|[Hh]ộ KD|HKD) $")
"""A household's business goes by its owner's name."""
_COMMITTEES = both_ways(("ủy ",))
"""After the title of who heads a committee, which a place's name may follow: 'Bí thư Tỉnh ủy Lâm Đồng'."""
_SURE = ("person.title", "person.label", "person.listed")


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(name_table()['titles'])}(?:\s?[:,.–-])?\s?(?<=[\s.:])$")


@cache
def _titled_body_before() -> re.Pattern[str]:
    """A title with the body that it heads: 'Giám đốc Sở Y tế '."""
    return re.compile(rf"(?<!\w){alternatives(name_table()['titles'])} [^\n\t,;.:]{{2,50}}[:,]? $")


@cache
def _of_highlands() -> tuple[str, ...]:
    return tuple(f"{family} " for family in name_table()["highland"])


@cache
def _post_before() -> re.Pattern[str]:
    """A post in small letters: 'cán bộ địa chính ', 'giáo viên chủ nhiệm '."""
    return re.compile(rf"(?<!\w){alternatives(name_table()['posts'])}(?: [{LOWER}]+){{0,4}} $", re.IGNORECASE)


@cache
def _label_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(name_table()['labels'])}[^\n:]{{0,20}}:\s*$", re.IGNORECASE)


@cache
def _told_after() -> re.Pattern[str]:
    titles = alternatives(tuple(t for t in name_table()["titles"] if t[0].isupper()) + name_table()["offices"])
    return re.compile(rf"\s*[,(:–-]\s*(?:(?:sinh|SN|trú|chức vụ|CMND|CCCD|địa chỉ|điện thoại)(?!\w)|{titles}(?!\w))")


@cache
def _beside() -> re.Pattern[str]:
    """A whole name before another's family name and middle name."""
    family, middle = (alternatives(name_table()[key]) for key in ("surnames", "middle"))
    syllable = rf"[{UPPER}][{LOWER}]*"
    return re.compile(rf"(?P<first>{syllable}(?: {syllable}){{2,3}}) {family} {middle} (?=[{UPPER}])")


def _opens_as_body(name: str) -> bool:
    """Whether a body or its sector opens a name as in titles: 'KT. CHỦ NHIỆM VĂN PHÒNG CHÍNH PHỦ', 'CỦA BỘ TRƯỞNG BỘ Y TẾ SỐ 12'."""
    words = in_first_way(name).split()
    return any(" ".join(words[:count]) in _bodies_in_capitals() for count in range(2, len(words) + 1))


@cache
def _bodies_in_capitals() -> frozenset[str]:
    return frozenset(name.upper() for name in (*organisation_heads(), *sectors()))


@cache
def _no_person_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?<!môi )(?<!thị )(?<!nông )(?!(?<=công )trường){alternatives(name_table()['not_after'])}(?:,|\.)?\s?$",
        re.IGNORECASE,
    )


def find_people(passage: Passage) -> tuple[Entity, ...]:
    """Every person of the text, in order."""
    text = passage.text
    entities = passage.found.entities
    places_told = [e for e in entities if e.kind == "place" and e.place_code]
    organisations = [e for e in entities if e.kind == "organisation"]
    places = Spans(e for e in places_told if e.with_level)
    bodies = Spans(organisations)
    streets = Spans(_streets(passage))
    found = {entity.start: entity for entity in (*_signer(passage), *_in_columns(passage))}
    unsure: list[re.Match[str]] = []
    last_end = -1
    named = Spans(places_told, organisations)
    ended = {body.end + 1: body.start for body in organisations}
    for match in _candidates(text, named):
        before = passage.before(match.start(), 70)
        if places.overlap(*match.span()) or match[0] in sectors() or _opens_as_body(match[0]):
            continue
        if (house := _HOUSE.search(before)) and (
            _STREET_IN.match(text, match.end()) or before.endswith(_AT_HOUSE, 0, house.start())
        ):
            continue
        if streets.overlap(*match.span()) and not _title_before().search(before):
            continue
        if _no_person_after().search(before) and not (
            _title_before().search(before) or _after_headed(text, match, ended) or _heads_office(before, match[0])
        ):
            continue
        rule = _rule(passage, match, before, last_end) or (
            "person.office" if _after_headed(text, match, ended) or _after_body(text, match, bodies) else None
        )
        inside = bodies.overlap(*match.span()) and (
            rule not in ("person.title", "person.label") or before.endswith(_COMMITTEES)
        )
        if rule and not inside and match.start() not in found:
            found[match.start()] = _person(match, rule, 0.95 if rule in _SURE else 0.85)
        elif not inside:
            unsure.append(match)
        if match.start() in found:
            last_end = match.end()
    names = {entity.name for entity in found.values()}
    for match in unsure:
        if match[0] in names and match.start() not in found and not _is_place(match[0]):
            found[match.start()] = _person(match, "person.named", 0.85)
    return tuple(found[start] for start in sorted(found))


def _candidates(text: str, named: Spans) -> Iterator[re.Match[str]]:
    """Every name; of two that a table's or a signature's columns set side by side, each: 'Mạc Văn Sửu Nguyễn Đình Thước'.

    One that begins within what is `named`, a place or a body, from its end where it can: 'tỉnh Hà Giang Trần Mẫu'.
    """
    position = 0
    for capital in _CAPITAL.finditer(text):
        may_open = capital.start() >= position and may_open_name(text, capital.start())
        match = person_name().match(text, capital.start()) if may_open else None
        if match is None:
            continue
        if match.start() < (end := named.reach(match.start())) < match.end():
            match = person_name().match(text, end + 1) or match
        position = match.end()
        if beside := _beside().match(text, match.start(), match.end() + _LONGEST_SYLLABLE):
            match = person_name().search(text, match.start(), beside.end("first")) or match
            position = match.end()
        yield match


def _rule(passage: Passage, match: re.Match[str], before: str, last_end: int) -> str | None:
    """Which rule makes a name a person's; None where nothing does."""
    text = passage.text
    if title := _title_before().search(before):
        level = _LEVEL.search(title[0])
        return None if level and not is_official(level[0], match[0]) else "person.title"
    if _label_before().search(before) or (_TRADER.search(before) and full_name().match(match[0])):
        return "person.label"
    if _is_place(match[0]):
        return None
    if 0 <= match.start() - last_end <= _LONGEST_GAP and _NEXT.match(text[last_end : match.start()]):
        return "person.listed"
    syllables = len(match[0].split())
    if syllables >= 3 and _titled_body_before().search(before):
        return "person.office"
    if _post_before().search(before):
        return "person.title"
    if syllables >= 2 and _told_after().match(text, match.end()):
        return "person.told"
    if match[0].startswith(_of_highlands()) or (syllables >= 3 and match[0].startswith("Y ")):
        return "person.full"
    if syllables >= 3 and (full := full_name().match(match[0])) and (not match[0].isupper() or _alone(text, match)):
        return "person.full" if full else None
    return None


def _heads_office(before: str, name: str) -> bool:
    """Whether a name after a level is who heads the level's office: 'Bí thư Đảng ủy xã Lường Văn Mẫu'."""
    level = _LEVEL.search(before)
    return level is not None and is_official(level[0], name) and _titled_body_before().search(before) is not None


def _after_headed(text: str, match: re.Match[str], ended: dict[int, int]) -> bool:
    """Whether a name follows a body that the title of who heads it stands before, by where the bodies end."""
    start = ended.get(match.start())
    return start is not None and is_headed(text, start)


def _after_body(text: str, match: re.Match[str], bodies: Spans) -> bool:
    """Whether a name closes a table's cell after an office that has no place: 'Vụ Địa phương Lê Mẫu'."""
    start, end = match.span()
    closes = text[end : end + 1] in ("\t", "\n") and text[start - 1 : start] == " "
    return (
        closes and bodies.overlap(start - 2, start - 1) and _OFFICE.search(text, max(0, start - 60), start) is not None
    )


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether a name fills its line or column."""
    start, end = match.span()
    return text[max(0, start - 1) : start] in ("", "\n", "\t") and text[end : end + 1] in ("", "\n", "\t")


def _is_place(name: str) -> bool:
    key = fold(name)
    return key in gazetteer("63").provinces or key in gazetteer("34").provinces


def _signer(passage: Passage) -> Iterator[Entity]:
    signer = passage.outline.signature.signer
    if signer:
        yield Entity(
            start=signer.start,
            end=signer.end,
            text=passage.text[signer.start : signer.end],
            rule="person.signer",
            confidence=0.98,
            kind="person",
            name=signer.value,
        )


def _in_columns(passage: Passage) -> Iterator[Entity]:
    """The names in a table's column headed 'Họ và tên'."""
    for table in passage.tables:
        if not _NAMES_HEADING.search(passage.text, table.start, table.end):
            continue
        grid = Grid(passage.text, table)
        for column in (c for c in range(grid.columns) if _NAMES_HEADING.match(grid.heading(c))):
            for row in grid.body():
                cell = grid.own(row, column)
                match = _ALONE.fullmatch(passage.text, cell.start, cell.end) if cell else None
                if match:
                    start, end = match.span("name")
                    yield _entity(passage.text, start, end, "person.column", 0.95)


def _streets(passage: Passage) -> Iterator[Cell]:
    """The cells of a table that name a street, 'Tên đường | Từ | Đến': what they are called after is none of its people."""
    for table in passage.tables:
        if not any(openings_of(passage.text).find_between(_STREETS, table.start, table.end)):
            continue
        grid = Grid(passage.text, table)
        heads = [grid.heading(column) for column in range(grid.columns)]
        named = {column for column, head in enumerate(heads) if _STREETS.pattern.match(head)}
        named |= {column for column, head in enumerate(heads) if named and _STRETCH.match(head.rpartition(LEVELS)[2])}
        yield from (cell for cell in table.cells if cell.column in named and cell.row >= grid.head_rows)


def _person(match: re.Match[str], rule: str, confidence: float) -> Entity:
    return _entity(match.string, *match.span(), rule, confidence)


def _entity(text: str, start: int, end: int, rule: str, confidence: float) -> Entity:
    words = text[start:end]
    return Entity(start=start, end=end, text=words, rule=rule, confidence=confidence, kind="person", name=words)
