"""Organisations: passage in, organisation `Entity` mentions out; names by their grammar and the tables.

In 'Sở Tài chính, Kế hoạch và Đầu tư' and 'các Sở: Công Thương, Y tế' the head is said once for several
sectors: each is a mention, whose `name` has the head.
"""

from __future__ import annotations

import re

from pipeline.extract.citations.laws import find_laws
from pipeline.extract.names import full_name, name_table, person_name
from pipeline.extract.organisations.built import Built
from pipeline.extract.organisations.countries import country
from pipeline.extract.organisations.donors import find_donors
from pipeline.extract.organisations.ends import OF_COUNCIL, of_many, takes_place
from pipeline.extract.organisations.heads import head_pattern, head_words, is_common, opens_body
from pipeline.extract.organisations.lists import (
    NEXT,
    SHARED_HEADS,
    SURELY_LISTED,
    joint_offices,
    listed_after_many,
    more_offices,
    offices_of_places,
    offices_told_after,
    shared_after,
)
from pipeline.extract.organisations.names import Name, name_at
from pipeline.extract.organisations.parties import parties_in_capitals
from pipeline.extract.organisations.small import inside_word, small_names
from pipeline.extract.organisations.told import told_once
from pipeline.extract.passage import Passage, Spans
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Entity
from pipeline.structure.bodies import is_council
from pipeline.structure.openings import openings_of
from pipeline.structure.tables import complete_heads, lone_heads, small_heads

_LETTERS_FOR_ANY = "ABCXYZ"
_DIRECTS = re.compile(
    r" (?:hướng dẫn|phối hợp|chủ trì|báo cáo|đề nghị|tiếp nhận|có trách nhiệm|chịu trách nhiệm)(?!\w)"
)
"""After a body that does what no building does."""
_SPENT = re.compile(r"(?<!\w)(?:từ|nguồn|vốn|đồng|dụng|trích|nộp|vào|quả|thu|chi) $")
"""Before the name of a fund of money."""
_LENDS = re.compile(r" (?:Phát triển|Hỗ trợ|Đầu tư|Bảo vệ|Bảo lãnh|Tín dụng)(?!\w)")
"""After 'Quỹ' in the name of a body that lends or gives: money comes from it too."""
_WITHIN_PLACE = re.compile(rf"(?<!\w)(?:xã|phường|thị trấn|huyện) [{UPPER}][{LOWER}]* $")
"""Before the second word of a place's name: 'xã An Hội Đông'."""
_OF_LAND = ("thôn ", "làng ", "bản ", "ấp ", "suối ", "sông ", "hồ ", "cầu ", "núi ", "đảo ", "P. ", "P.", "X. ", "X.")
"""Before words with capitals that are a land's name: 'thôn Đoàn Kết', 'suối Hội Mẫu'."""
_OVER_WATER = re.compile(r"(?<!\w)(?:(?<!yêu )(?<!nhu )cầu|sông|rạch) $")
"""Before 'Sở' as a land's name: 'cầu Sở Thượng'."""
_TITLED = re.compile(r"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Đđ]/c):? $")
"""Before 'Đoàn' as a family name."""
_ORGANISING = re.compile(
    r"(?:^|[\n\t.:+•*–-]|\d\)|(?<!\w)(?:Luật|Ban|Phòng|phòng|Vụ|tác|Trưởng|trưởng|ban|sở|khoa)) ?$"
)
"""Before 'Tổ chức' as what is done ('- Tổ chức Tết trồng cây') or as an office's work ('phòng Tổ chức')."""
_FOREIGN = re.compile(
    r" (?!(?:UBND|HĐND|MTTQ|ĐH|LĐLĐ|CBCC|HTX)(?!\w))(?:[A-Z]{3,8}(?!\w)|[A-Z][a-z]+[A-Z]\w*|(?=\w{0,12}[fjwzFJWZ])[A-Z]\w+|Plan(?!\w))"
)
"""A word that is not Vietnamese: 'ActionAid', 'FAO', 'World'."""
_IN_NUMBER = re.compile(r"[-–/]\s?[A-ZĐ][\w&]{0,9}\s?[-–/]\s?$")
"""Before the body's symbol in a cited number that has blanks: '12/QĐ - UBND'."""
_LONGEST_SYMBOL = 15
_COUNTED = re.compile(r"(?<!\d)\d{1,3} $")
_NAMED = re.compile(rf" [{UPPER}\d]")
_LONGEST_LEVEL = 24
_OFFICE = ("Bộ trưởng",)
_FAMILY = re.compile(rf"(?<!\w)([{UPPER}]\w*) $")
_LONGEST_FAMILY = 10


def _no_body(text: str, head: re.Match[str]) -> bool:
    """Whether what stands before makes a head's words a place, a fund or a loan."""
    start = head.start()
    if head[0] == "Bộ" and text.endswith(("Nam ", "Bắc ", "Trung "), 0, start):  # 'các tỉnh Đông Nam Bộ, các tỉnh'
        return True
    if text.endswith(("xã ", "Xã ", "trái phiếu "), 0, start) or (
        " " not in head[0] and text.endswith(("tỉnh ", "huyện ", "thành phố ", "thị trấn ", "phường "), 0, start)
    ):
        return True
    if head[0] in ("Hội", "Đoàn") and text.endswith(_OF_LAND, 0, start):
        return True
    if (head[0] == "Phòng" and text.endswith("Hải ", 0, start)) or (
        head[0] == "Sở" and _OVER_WATER.search(text, max(0, start - 9), start)
    ):
        return True
    if " " not in head[0] and _WITHIN_PLACE.search(text, max(0, start - _LONGEST_LEVEL), start):
        return True
    if head[0] == "Tổ chức" and _is_work(text, head):
        return True
    if head[0] == "Đoàn" and (_TITLED.search(text, max(0, start - 12), start) or _is_person(text, start)):
        return True
    return (
        head[0] == "Quỹ"
        and not _LENDS.match(text, head.end())
        and _SPENT.search(text, max(0, start - 12), start) is not None
    )


def _is_work(text: str, head: re.Match[str]) -> bool:
    """Whether 'Tổ chức' is what is done or an office's work: '- Tổ chức Tết trồng cây', not 'Tổ chức ActionAid'."""
    if _FOREIGN.match(text, head.end()):
        return False
    return (
        opens_body(text, head.end() + 1)
        or _ORGANISING.search(text, max(0, head.start() - 12), head.start()) is not None
    )


def _is_firm(head: re.Match[str]) -> bool:
    return head["firm"] is not None or head[0].startswith(("Tập đoàn", "Tổng "))


def _any_such(text: str, head: re.Match[str], name: Name) -> bool:
    """Whether a name stands for any body of its sort: 'các Chi cục Thuế', 'Công ty A'; not where 'các' opens a list of names."""
    if name.end == head.end() + 2 and text[name.end - 1] in _LETTERS_FOR_ANY:
        return True
    if name.firm or head[0] in SURELY_LISTED or not text.endswith(("các ", "Các "), 0, name.start):
        return False
    more = NEXT.match(text, name.end)
    if head[0] == "Ban" and OF_COUNCIL.match(text, head.end()):
        return True
    return more is None or opens_body(text, more.end()) or not text[more.end() : more.end() + 1].isupper()


def _is_person(text: str, start: int) -> bool:
    """Whether 'Đoàn' opens a person's whole name: 'Đoàn Thị Mẫu', not 'Đoàn Thanh niên'."""
    name = full_name().match(text, start)
    return name is not None and name[0].istitle() and not name[0].endswith("Thanh Niên")


def _within_person(text: str, name: Name) -> bool:
    """Whether a body's words are the given names of a person whose family's name stands before them: 'Nguyễn Trường Giang'."""
    family = _FAMILY.search(text, max(0, name.start - _LONGEST_FAMILY), name.start)
    person = person_name().match(text, family.start(1)) if family and family[1] in name_table()["surnames"] else None
    return person is not None and person.end() >= name.end


def find_organisations(passage: Passage) -> tuple[Entity, ...]:
    """Every organisation of the text, in order."""
    text = passage.text
    found: list[Entity] = []
    every: list[Name] = []
    built = Built(text, passage.found.projects)
    laws = Spans(find_laws(passage))
    places = tuple(entity for entity in passage.found.entities if entity.kind == "place")
    numbers = Spans(passage.found.citations, filter(None, (passage.outline.letterhead.number,)))
    position = 0
    for start in openings_of(text).starts(head_words()):
        head = head_pattern().match(text, start) if start >= position else None
        if head is None:
            continue
        position = head.end()
        if is_common(text, head) or text.endswith(("Phó ", "phó "), 0, head.start()):
            continue
        if head[0] in _OFFICE or laws.overlap(*head.span()) or _no_body(text, head):
            continue
        if numbers.overlap(*head.span()) and _IN_NUMBER.search(
            text, max(0, head.start() - _LONGEST_SYMBOL), head.start()
        ):
            continue
        if head[0].startswith("Thường trực") and text.endswith(("tịch ", "thư "), 0, head.start()):
            position = head.start() + len("Thường trực")
            continue
        if head[0] == "Liên danh" and (member := head_pattern().match(text, head.end() + 1)) and _is_firm(member):
            continue
        if together := joint_offices(text, head):
            found += together
            position = together[-1].end
            continue
        name = name_at(text, head)
        if _within_person(text, name):
            continue
        if name.bare and (head[0] not in complete_heads() | lone_heads() or head[0].islower()):
            continue
        small = head[0] in small_heads()
        if small and not _says_which(text, head, name):
            continue
        position = name.end
        if not _DIRECTS.match(text, name.end) and built.has(name, head[0]):
            continue
        if is_council(head[0]) and name.bare and (told := offices_told_after(text, name, places)):
            every.append(name)
            found += told
            continue
        if of_many(text, name.start, name.core_end, name.end):
            every.append(name)
            found += offices_of_places(text, name, places)
            continue
        shared = tuple(shared_after(text, name.end, head[0])) if head[0] in SHARED_HEADS else ()
        if not shared and _any_such(text, head, name):
            every.append(name)
            continue
        if is_council(head[0]):
            shared = tuple(more_offices(text, name, places))
        found += (_named(text, name, small=small), *shared)
        position = shared[-1].end if shared else position
    taken = Spans(found, every)
    found += [_named(text, name) for name in small_names(text) if not taken.overlap(name.start, name.core_end)]
    taken = Spans(sorted(found, key=lambda entity: entity.start))
    found += [entity for entity in parties_in_capitals(text) if not taken.overlap(entity.start, entity.end)]
    taken = Spans(sorted(found, key=lambda entity: entity.start))
    found += [entity for entity in find_donors(text) if not taken.overlap(entity.start, entity.end)]
    taken = Spans(sorted(found, key=lambda entity: entity.start))
    found += [entity for entity in listed_after_many(text) if not taken.overlap(entity.start, entity.end)]
    return told_once(passage, sorted(found, key=lambda entity: entity.start))


def _says_which(text: str, head: re.Match[str], name: Name) -> bool:
    """Whether a body told in small letters is one and no sort: 'trường mầm non Hoa Mẫu', 'công an xã Bến Ví', 'Cục thuế tỉnh'."""
    if head[0].endswith("công an") and not takes_place(text, head.end()):
        return False
    counted = head[0][0].islower() and _COUNTED.search(text, max(0, head.start() - 5), head.start())
    if counted or inside_word(text, head.start()) or country().fullmatch(text, head.end(), name.end):
        return False
    return "ục " in head[0] or _NAMED.search(text, head.end(), name.end) is not None


def _named(text: str, name: Name, *, small: bool = False) -> Entity:
    words = re.sub(r"\s+", " ", text[name.start : name.end])
    return Entity(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        rule="organisation.small" if small else "organisation.firm" if name.firm else "organisation.organ",
        confidence=0.8 if name.bare or small else 0.92,
        kind="organisation",
        name=words[0].upper() + words[1:],
    )
