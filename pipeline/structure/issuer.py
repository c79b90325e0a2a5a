"""The issuing body's name: read from the letterhead's lines, or inferred where a text has lost them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import LEVEL, whole_level
from pipeline.normalize.tones import both_ways, compiled
from pipeline.records import Field
from pipeline.structure.alternatives import alternatives
from pipeline.structure.bodies import ASSEMBLY, is_council
from pipeline.structure.form import Chunk, words
from pipeline.structure.number.docnumber import DocumentNumber
from pipeline.structure.openings import opened, openings_of
from pipeline.structure.spelling import LONGEST_NAME, PLACE, capitals, is_acronym, longest_at, plain, true_case
from pipeline.structure.tables import common_words, firm_heads, heads_that, organisation_heads

_LEVEL = opened(rf"(?<!\w)({LEVEL})\s+")
_WIRES = re.compile(r"\s+điện\s*:?$")
_OPEN_LEVEL = re.compile(rf"\s(?P<level>{LEVEL})$")
_PLENARY = "Hội đồng Thẩm phán"
"""A part that stands above its body."""
_ABOVE_ITS_BODY = both_ways(("ủy ban trung ương", "chủ tịch"))
"""What stands on a line of its own above the body whose it is: 'CHỦ TỊCH' over 'ỦY BAN NHÂN DÂN QUẬN ...'."""
_CHIEF = "chủ tịch"
_OF_PARTY = compiled(r"(?:Ban|Ủy ban Kiểm tra)(?! Chấp hành)(?!.*Trung ương)(?= |$)")
"""A part of the Party's Central Committee, whose name stands above: 'BAN TỔ CHỨC' under 'BAN CHẤP HÀNH TRUNG ƯƠNG'."""
_CENTRAL = "Ban Chấp hành Trung ương"
_OWN_LEVEL = compiled(r"(?P<committee>(?P<level>tỉnh|huyện|quận|thành|thị) ủy) (?P=level)(?: phố| xã)? ", re.IGNORECASE)
"""A committee whose level its place repeats: 'Tỉnh ủy tỉnh Bến Mẫu'."""
_STANDING = ("thường trực", "ban thường trực")
"""A part of the body above it that opens as no body does: 'THƯỜNG TRỰC' under 'HỘI ĐỒNG NHÂN DÂN'."""
_COMMITTEE = compiled(rf"(?:(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) ủy|{ASSEMBLY})(?: .+)?$")
_OF_COMMITTEE = compiled(r"(?:Ban|Văn phòng|Ủy ban Kiểm tra|Cơ quan|Trung tâm)(?: (?!.*ủy\b).*)?$")
_PARTY_OF_PLACE = compiled(r"(?:Huyện|Thị|Quận|Thành) ủy \S")
"""A committee that its own place names: 'HUYỆN ỦY SÔNG MẪU' under 'ĐẢNG BỘ TỈNH BẾN MẪU'."""
_SIDE_BY_SIDE = re.compile(r"[^\S\n]*[-–][^\S\n]*\n\s*|\s*\n[^\S\n]*[-–][^\S\n]*")
"""Bodies that issue together, one under the other: 'SỞ TÀI CHÍNH -' over 'SỞ CÔNG THƯƠNG'."""
_BRANCH = re.compile(r"Chi nhánh\b")
_CUT_HEAD = re.compile(r"(?:^|[-–]\s*)(?:bộ|tổng cục|cục|sở|vụ|viện)$", re.IGNORECASE)
"""A head whose name stands on the next line: 'BỘ TÀI CHÍNH - TỔNG CỤC' over 'BƯU ĐIỆN'."""
_NUMBERED_PLACE = re.compile(r"(?:PHƯỜNG|QUẬN)\s+\d{1,2}", re.IGNORECASE)
_ENDS_NAME = r"(?<![-–,])(?<!VÀ)(?<!VĂN)(?<!TỔNG)(?<!CHI)"
_UNDER = compiled(
    rf"(?:BỘ\s.+?{_ENDS_NAME}\s+(?=(?:TỔNG )?CỤC\s\S)|TỔNG CỤC\s.+?{_ENDS_NAME}\s+(?=(?:CHI )?CỤC\s\S)"
    rf"|(?:UBND|ỦY BAN NHÂN DÂN)\s.+?{_ENDS_NAME}\s+(?=(?:SỞ|PHÒNG(?! (?:CHỐNG|KHÔNG|CHÁY))|CHI CỤC)\s\S)"
    rf"|(?:SỞ|CỤC)\s.+?{_ENDS_NAME}\s+(?=CHI CỤC\s\S))"
)
"""A body and one under it that a site prints on one line: 'BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN'."""
_PREAMBLE = 4000
_TOGETHER = ("Liên Sở", "Liên Bộ", "Liên ngành")
"""Heads of several bodies that issue together, in a letterhead."""
_TOGETHER_LABEL = re.compile(r"^Liên (?:ngành|sở|bộ)\s*:\s*(?=(?:Sở|Bộ)\s)", re.IGNORECASE)


@cache
def _no_heads() -> re.Pattern[str]:
    return re.compile(rf"(?!Ban Tổ chức(?!\w)){common_words()}", re.IGNORECASE)


@cache
def _heads() -> frozenset[str]:
    return frozenset(map(plain, ("Ban Tổ chức", *organisation_heads(), *firm_heads(), *_TOGETHER)))


def _head_end(text: str) -> int:
    """Where the head of a body's name ends that opens a line; 0 where none does."""
    return 0 if _no_heads().match(text) else longest_at(text, 0, _heads())


@cache
def _authorities() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words('signing_titles'))}(?!\w)(?<!giám đốc(?= thẩm))", re.IGNORECASE)


def read_issuer(text: str, lines: list[Chunk], place: str | None, joint: bool = False) -> Field | None:
    """The issuing body from the letterhead's left column: superior bodies first, the issuer last, or all where `joint`."""
    bodies: list[list[Chunk]] = []
    for chunk in (part for line in lines for part in _by_rank(line)):
        if bodies and len(bodies[-1]) == 1 and _completes(bodies[-1][0], chunk):
            bodies[-1].append(chunk)
        elif _opens(chunk, bodies) and not (
            bodies
            and (_is_cut_off(chunk) or _CUT_HEAD.search(bodies[-1][-1].text))
            and _continues(bodies[-1][-1], chunk)
        ):
            bodies.append([chunk])
        elif bodies and len(bodies[-1]) < 3 and _continues(bodies[-1][-1], chunk):
            bodies[-1].append(chunk)
    bodies = [body for body in bodies if len(body) > 1 or body[0].text.lower() != _CHIEF]
    if not bodies:
        return None
    if any(len(" ".join(chunk.text for chunk in body)) > LONGEST_NAME for body in bodies):
        return None
    names = [true_case(_in_one_line(text, body), text, place) for body in bodies]
    if joint and len(bodies) > 1 and not any(map(PLACE.search, names)):
        return Field(" - ".join(names), bodies[0][0].start, bodies[-1][-1].end)
    issuer, superiors = names[-1], names[:-1]
    if _BRANCH.match(issuer) and superiors and not PLACE.search(superiors[-1]):
        return Field(f"{superiors[-1]} {issuer[0].lower()}{issuer[1:]}", bodies[-2][0].start, bodies[-1][-1].end)
    if superiors == [_CENTRAL] and _OF_PARTY.match(issuer):
        return Field(f"{issuer} Trung ương", bodies[-1][0].start, bodies[-1][-1].end)
    if issuer in heads_that("are_parts_of_a_body") and superiors:
        return Field(f"{issuer} {superiors[-1]}", bodies[-1][0].start, bodies[-1][-1].end)
    if superiors and superiors[-1] == _PLENARY:
        return Field(f"{_PLENARY} {issuer}", bodies[-2][0].start, bodies[-1][-1].end)
    if superiors and _COMMITTEE.match(superiors[-1]) and _OF_COMMITTEE.match(issuer) and not PLACE.search(issuer):
        return Field(f"{issuer} {superiors[-1]}", bodies[-1][0].start, bodies[-1][-1].end)
    first = len(bodies) - 1
    while first and _SIDE_BY_SIDE.fullmatch(text[bodies[first - 1][-1].end : bodies[first][0].start]):
        first -= 1
    issuer, superiors = _TOGETHER_LABEL.sub("", " - ".join(names[first:])), names[:first]
    of_party = _PARTY_OF_PLACE.match(issuer)
    places = (PLACE.search(name) for name in reversed(superiors) if not (of_party and name.startswith("Đảng bộ")))
    superior_place = next(filter(None, places), None)
    if superior_place and _is_within(issuer, superior_place):
        issuer = _placed(issuer, text, place if place and place.lower() != superior_place["name"].lower() else None)
    elif not PLACE.search(issuer) and superior_place and not issuer.startswith("Bộ "):
        issuer = _OWN_LEVEL.sub(r"\g<committee> ", f"{_OPEN_LEVEL.sub('', issuer)} {superior_place[0]}")
    elif _OPEN_LEVEL.search(issuer):
        issuer = _placed(issuer, text, place)
    elif place and superiors and superiors[-1].startswith("Sở ") and superiors[-1].endswith(f" {place}"):
        # An office under another whose place has no level is of that place too, where the text tells which level.
        placed = f"{issuer} tỉnh {place}"
        issuer = placed if with_place(issuer, place, text) == placed and not issuer.startswith("Trường") else issuer
    elif is_council(issuer) and place:
        issuer = with_place(issuer, place, text)
    return Field(issuer, bodies[first][0].start, bodies[-1][-1].end)


def _is_within(issuer: str, above: re.Match[str]) -> bool:
    """Whether a body is of another level than the place above it: 'TRUNG TÂM Y TẾ HUYỆN' under 'SỞ Y TẾ TỈNH BẾN MẪU'."""
    level = _OPEN_LEVEL.search(issuer)
    return level is not None and whole_level(level["level"]) != whole_level(above["level"])


def _by_rank(line: Chunk) -> list[Chunk]:
    """A letterhead's line, in two where a body in capitals and one under it share it."""
    cut = _UNDER.match(line.text) if line.text.isupper() else None
    if cut is None:
        return [line]
    first, second = len(cut[0].rstrip()), cut.end()
    return [
        replace(line, end=line.start + first, text=line.text[:first]),
        replace(line, start=line.start + second, text=line.text[second:]),
    ]


def _opens(chunk: Chunk, bodies: list[list[Chunk]]) -> bool:
    """Whether a line opens a body's name, a part of the body above it, or who heads the one below."""
    return _head_end(chunk.text) > 0 or (chunk.text.lower() in _STANDING if bodies else chunk.text.lower() == _CHIEF)


def _in_one_line(text: str, body: list[Chunk]) -> str:
    """A body's lines as one, with the dash that one ends or begins in: 'TRUNG TÂM KHUYẾN NÔNG -' over 'KHUYẾN NGƯ'."""
    name = body[0].text
    for above, chunk in pairwise(body):
        gap = text[above.end : chunk.start]
        dashed = gap.count("\n") == 1 and gap.strip() in ("-", "–")
        name += f"{' - ' if dashed else ' '}{chunk.text}"
    return name


def _placed(issuer: str, text: str, place: str | None) -> str:
    """'Hội đồng nhân dân tỉnh' with the place that the text first writes after those words, else the one of its day."""
    words = re.escape(issuer).replace(r"\ ", r"\s+")
    named = re.search(
        rf"(?i:{words})(?P<name>(?: (?!KH[ÓO][ÁA]|Kh[óo][áa])[{UPPER}]\w*){{1,3}})(?!\w)", text[:_PREAMBLE]
    )
    name = capitals(named["name"].lower()) if named else place
    return f"{issuer} {name}" if name else issuer


def _completes(above: Chunk, chunk: Chunk) -> bool:
    """Whether two lines are one head, the second a head too: 'ỦY BAN THƯỜNG VỤ' over 'QUỐC HỘI'."""
    if above.text.lower() in _ABOVE_ITS_BODY:
        return _head_end(chunk.text) > 0 and chunk.line - above.line <= 2
    if not _head_end(chunk.text) or chunk.line - above.line > 1:
        return False
    return _head_end(f"{above.text} {chunk.text}") > len(above.text) + 1


def _is_cut_off(chunk: Chunk) -> bool:
    """One syllable is no body: 'HỘI' under 'SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ' is its last."""
    return " " not in chunk.text and not is_acronym(chunk.text.lower())


def _continues(above: Chunk, chunk: Chunk) -> bool:
    """A body's name runs on over the next line, in the same letters; figures and brackets do not."""
    near = chunk.line - above.line <= 2
    same_case = chunk.text.isupper() == above.text.isupper() or not above.text.isupper()
    if near and _NUMBERED_PLACE.fullmatch(chunk.text):
        return True
    return near and same_case and not any(map(str.isdigit, chunk.text)) and "(" not in chunk.text


def is_authority(chunk: Chunk, lost_capitals: bool = False) -> bool:
    """The line in capitals that opens a preamble: 'ỦY BAN NHÂN DÂN TỈNH', 'BỘ TRƯỞNG BỘ TÀI CHÍNH'.

    In small letters where the document's legacy font has lost its capitals. A telegram's goes on: '... TỈNH điện:'.
    """
    text = _WIRES.sub("", chunk.text)
    capitals = text.isupper() or (lost_capitals and text.islower())
    return capitals and (_head_end(chunk.text) > 0 or _authorities().match(chunk.text) is not None)


def opens_body(line: str) -> bool:
    """Whether a line opens with a body's name, and not with the title of who heads one."""
    return _head_end(line) > 0 and not _authorities().match(line)


def infer_issuer(text: str, number: DocumentNumber | None, place: str | None) -> Field | None:
    """The body that the number's symbol names, as the text itself writes it most, with its place."""
    if number is None or number.issuer is None:
        return None
    issuer = number.issuer
    spellings = Counter(
        {name: text.count(name) for name in (issuer.name, issuer.full)},
    )
    name, count = spellings.most_common(1)[0]
    name = name if count else issuer.name
    if issuer.local and place:
        name = with_place(name, place, text)
    return Field(name, number.start, number.start)


def with_place(name: str, place: str, text: str) -> str:
    """'UBND' of 'Quảng Trị' as 'UBND tỉnh Quảng Trị': the level is the one that the text writes most."""
    written, long = place.lower(), len(place)
    levels = Counter(
        level[1].lower()
        for level in openings_of(text).find(_LEVEL)
        if text[level.end() : level.end() + long].lower() == written
        and not text[level.end() + long : level.end() + long + 1].isalnum()
    )
    return f"{name} {levels.most_common(1)[0][0]} {place}" if levels else f"{name} {place}"
