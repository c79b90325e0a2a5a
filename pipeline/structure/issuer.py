"""The issuing body's name: read from the letterhead's lines, or inferred where a text has lost them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

from pipeline.normalize.fold import has_vowel
from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import LEVEL
from pipeline.records import Field
from pipeline.structure.alternatives import alternatives
from pipeline.structure.docnumber import DocumentNumber
from pipeline.structure.form import Chunk, words
from pipeline.structure.tables import (
    canonical_spellings,
    common_words,
    firm_heads,
    organisation_heads,
    same_name,
    sectors,
    trades,
)

_WIRES = re.compile(r"\s+điện\s*:?$")
_PLACE = re.compile(
    rf"\b(?<!tác )(?P<level>{LEVEL}|TP\.?|TX\.?)\s+(?P<name>(?!hội\b|viên\b|ủy\b|uỷ\b|đoàn\b|đội\b|lân\b)\S.*)$",
    re.IGNORECASE,
)
_OPEN_LEVEL = re.compile(rf"\s(?P<level>{LEVEL})$")
_PARTS_OF_A_BODY = (
    "Văn phòng", "Ban Thường vụ", "Ban Chấp hành", "Thường trực", "Ban Thường trực", "Hội đồng Thẩm phán", "Đoàn Chủ tịch", "Ban Chấp hành Trung ương",
)  # fmt: skip
_PLENARY = "Hội đồng Thẩm phán"
"""A part that stands above its body."""
_ABOVE_ITS_BODY = ("ủy ban trung ương", "uỷ ban trung ương", "chủ tịch")
"""What stands on a line of its own above the body whose it is: 'CHỦ TỊCH' over 'ỦY BAN NHÂN DÂN QUẬN ...'."""
_CHIEF = "chủ tịch"
_OF_PARTY = re.compile(r"(?:Ban|Ủy ban Kiểm tra)(?! Chấp hành)(?!.*Trung ương)(?= |$)")
"""A part of the Party's Central Committee, whose name stands above: 'BAN TỔ CHỨC' under 'BAN CHẤP HÀNH TRUNG ƯƠNG'."""
_CENTRAL = "Ban Chấp hành Trung ương"
_OWN_LEVEL = re.compile(
    r"(?P<committee>(?P<level>tỉnh|huyện|quận|thành|thị) ủy) (?P=level)(?: phố| xã)? ", re.IGNORECASE
)
"""A committee whose level its place repeats: 'Tỉnh ủy tỉnh Bến Mẫu'."""
_STANDING = ("thường trực", "ban thường trực")
"""A part of the body above it that opens as no body does: 'THƯỜNG TRỰC' under 'HỘI ĐỒNG NHÂN DÂN'."""
_COMMITTEE = re.compile(r"(?:(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) (?:ủy|uỷ)|HĐND|Hội đồng nhân dân)(?: .+)?$")
_OF_COMMITTEE = re.compile(r"(?:Ban|Văn phòng|Ủy ban Kiểm tra|Cơ quan|Trung tâm)(?: (?!.*(?:ủy|uỷ)\b).*)?$")
_PARTY_OF_PLACE = re.compile(r"(?:Huyện|Thị|Quận|Thành) (?:ủy|uỷ) \S")
"""A committee that its own place names: 'HUYỆN ỦY SÔNG MẪU' under 'ĐẢNG BỘ TỈNH BẾN MẪU'."""
_SIDE_BY_SIDE = re.compile(r"[^\S\n]*[-–][^\S\n]*\n\s*|\s*\n[^\S\n]*[-–][^\S\n]*")
"""Bodies that issue together, one under the other: 'SỞ TÀI CHÍNH -' over 'SỞ CÔNG THƯƠNG'."""
_NAMED = re.compile(
    r"(?P<head>(?:Tỉnh|Thành|Huyện|Thị|Quận|Đảng) (?:ủy|uỷ)|(?:Tỉnh|Thành|Huyện|Quận) đoàn|.*\b(?:THPT|THCS|tiểu học|mầm non|mẫu giáo)) (?P<name>.+)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?<=khu vực )[ivx]+\b|(?<=\s)(?:i{1,3}|i?v|vi{2,3}|i?x)$", re.IGNORECASE)
_BRANCH = re.compile(r"Chi nhánh\b")
_CUT_HEAD = re.compile(r"(?:^|[-–]\s*)(?:bộ|tổng cục|cục|sở|vụ|viện)$", re.IGNORECASE)
"""A head whose name stands on the next line: 'BỘ TÀI CHÍNH - TỔNG CỤC' over 'BƯU ĐIỆN'."""
_NUMBERED_PLACE = re.compile(r"(?:PHƯỜNG|QUẬN)\s+\d{1,2}", re.IGNORECASE)
_WITHIN_DISTRICT = re.compile(r"\b(?:quận|huyện|thị xã|thành phố) .*(?=\s(?:phường|xã|thị trấn)\s+\S)")
_LONGEST = 150
_DASH = re.compile(r"\s*[-–]\s*")
_WORD_START = re.compile(r"(?<!\w)\w")
_WORD_END = re.compile(r"\w(?!\w)")
_PREAMBLE = 4000
_TOGETHER = ("Liên Sở", "Liên Bộ", "Liên ngành")
"""Heads of several bodies that issue together, in a letterhead."""
_TOGETHER_LABEL = re.compile(r"^Liên (?:ngành|sở|bộ)\s*:\s*(?=(?:Sở|Bộ)\s)", re.IGNORECASE)
_ACRONYMS = {
    "bch", "bql", "btv", "btt", "qlda", "ptnt", "ubnd", "hđnd", "ntm", "ocop", "mtqg", "tnhh", "htx", "mtv", "tw", "bcđ", "vn", "đbqh", "mttq", "cp", "tmcp", "thpt", "thcs", "tncs", "oda", "wb", "adb", "jica", "ifad", "kfw",
}  # fmt: skip


def _caseless(names: Iterable[str]) -> str:
    return alternatives({name.lower() for name in names})


@cache
def _no_heads() -> re.Pattern[str]:
    return re.compile(rf"(?!Ban Tổ chức(?!\w)){common_words()}", re.IGNORECASE)


@cache
def _heads() -> frozenset[str]:
    return frozenset(map(_plain, ("Ban Tổ chức", *organisation_heads(), *firm_heads(), *_TOGETHER)))


@cache
def _known() -> frozenset[str]:
    return frozenset(map(_plain, (*canonical_spellings().values(), *organisation_heads(), *sectors())))


def _plain(name: str) -> str:
    """A name without case and what stands around its dashes, as it is looked up: a document asks too seldom for a pattern."""
    return _DASH.sub("-", " ".join(name.lower().split()))


def _longest(text: str, start: int, names: frozenset[str]) -> int:
    """Where the longest of some plain names ends that stands at an offset; the offset where none does."""
    ends = [last.end() for last in _WORD_END.finditer(text, start, start + _LONGEST)]
    return next((end for end in reversed(ends) if _plain(text[start:end]) in names), start)


def _head_end(text: str) -> int:
    """Where the head of a body's name ends that opens a line; 0 where none does."""
    return 0 if _no_heads().match(text) else _longest(text, 0, _heads())


def _respelled(body: str, spelling: Callable[[str], str]) -> str:
    """A name with each head and sector in it as `spelling` has it."""
    out, position = "", 0
    for first in _WORD_START.finditer(body):
        if first.start() >= position and (end := _longest(body, first.start(), _known())) > first.start():
            out += body[position : first.start()] + spelling(body[first.start() : end])
            position = end
    return out + body[position:]


@cache
def _authorities() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(words('signing_titles'))}(?!\w)(?<!giám đốc(?= thẩm))", re.IGNORECASE)


@cache
def _firms() -> re.Pattern[str]:
    return re.compile(rf"{_caseless(firm_heads())}(?!\w)", re.IGNORECASE)


@cache
def _spelled() -> dict[str, str]:
    return {same_name(trade): trade for trade in trades()}


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_caseless(trades())}(?!\w)", re.IGNORECASE)


def read_issuer(text: str, lines: list[Chunk], place: str | None, joint: bool = False) -> Field | None:
    """The issuing body from the letterhead's left column: superior bodies first, the issuer last, or all where `joint`."""
    bodies: list[list[Chunk]] = []
    for chunk in lines:
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
    if any(len(" ".join(chunk.text for chunk in body)) > _LONGEST for body in bodies):
        return None
    names = [true_case(_in_one_line(text, body), text, place) for body in bodies]
    if joint and len(bodies) > 1 and not any(map(_PLACE.search, names)):
        return Field(" - ".join(names), bodies[0][0].start, bodies[-1][-1].end)
    issuer, superiors = names[-1], names[:-1]
    if _BRANCH.match(issuer) and superiors and not _PLACE.search(superiors[-1]):
        return Field(f"{superiors[-1]} {issuer[0].lower()}{issuer[1:]}", bodies[-2][0].start, bodies[-1][-1].end)
    if superiors == [_CENTRAL] and _OF_PARTY.match(issuer):
        return Field(f"{issuer} Trung ương", bodies[-1][0].start, bodies[-1][-1].end)
    if issuer in _PARTS_OF_A_BODY and superiors:
        return Field(f"{issuer} {superiors[-1]}", bodies[-1][0].start, bodies[-1][-1].end)
    if superiors and superiors[-1] == _PLENARY:
        return Field(f"{_PLENARY} {issuer}", bodies[-2][0].start, bodies[-1][-1].end)
    if superiors and _COMMITTEE.match(superiors[-1]) and _OF_COMMITTEE.match(issuer) and not _PLACE.search(issuer):
        return Field(f"{issuer} {superiors[-1]}", bodies[-1][0].start, bodies[-1][-1].end)
    first = len(bodies) - 1
    while first and _SIDE_BY_SIDE.fullmatch(text[bodies[first - 1][-1].end : bodies[first][0].start]):
        first -= 1
    issuer, superiors = _TOGETHER_LABEL.sub("", " - ".join(names[first:])), names[:first]
    of_party = _PARTY_OF_PLACE.match(issuer)
    places = (_PLACE.search(name) for name in reversed(superiors) if not (of_party and name.startswith("Đảng bộ")))
    superior_place = next(filter(None, places), None)
    if not _PLACE.search(issuer) and superior_place and not issuer.startswith("Bộ "):
        issuer = _OWN_LEVEL.sub(r"\g<committee> ", f"{_OPEN_LEVEL.sub('', issuer)} {superior_place[0]}")
    elif _OPEN_LEVEL.search(issuer):
        issuer = _placed(issuer, text, place)
    elif place and superiors and superiors[-1].startswith("Sở ") and superiors[-1].endswith(f" {place}"):
        # An office under another whose place has no level is of that place too, where the text tells which level.
        placed = f"{issuer} tỉnh {place}"
        issuer = placed if with_place(issuer, place, text) == placed and not issuer.startswith("Trường") else issuer
    elif issuer in ("UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân") and place:
        issuer = with_place(issuer, place, text)
    return Field(issuer, bodies[first][0].start, bodies[-1][-1].end)


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
    name = _capitals(named["name"].lower()) if named else place
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
    return " " not in chunk.text and not _is_acronym(chunk.text.lower())


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
    levels = Counter(
        match[1].lower() for match in re.finditer(rf"\b({LEVEL})\s+{re.escape(place)}\b", text, re.IGNORECASE)
    )
    return f"{name} {levels.most_common(1)[0][0]} {place}" if levels else f"{name} {place}"


def true_case(name: str, text: str, place_name: str | None = None) -> str:
    """A name set in capitals as running text writes it: 'SỞ NÔNG NGHIỆP VÀ PTNT' is 'Sở Nông nghiệp và PTNT'.

    The tables of bodies and sectors come first, then the document's own spelling, then capitals for
    what follows a place's level.
    """
    name = re.sub(r"\s+", " ", name).strip(" .,;:")
    lowered = " ".join(word.upper() if _is_acronym(word) else word for word in name.lower().split())
    lowered = _WITHIN_DISTRICT.sub("", lowered).replace("  ", " ")
    place = _PLACE.search(lowered)
    body, tail = (lowered[: place.start()], f"{place['level']} {_capitals(place['name'])}") if place else (lowered, "")
    unknown = _respelled(body, lambda _: "").strip()
    if unknown and (spelling := _own_spelling(name, text)):
        return spelling
    if firm := _firms().match(body):
        head = next((name for name in firm_heads() if same_name(name) == same_name(firm[0])), firm[0])
        own = (
            _trades()
            .sub(lambda m: _spelled().get(same_name(m[0]), m[0]), _capitals(body[firm.end() :], keep_spaces=True))
            .replace(" Và ", " và ")
        )
        return f"{head}{own}{tail}".strip()
    body = _respelled(body, lambda known: canonical_spellings().get(same_name(known), known))
    if named := _NAMED.match(body):
        body = named["head"] + " " + _capitals(named["name"])
    if place_name and place_name.lower() in body.lower():
        body = re.sub(rf"(?<!\w){re.escape(place_name)}(?!\w)", lambda _: place_name, body, flags=re.IGNORECASE)
    body = _ROMAN.sub(lambda m: m[0].upper(), body)
    # A second body ('Bộ Tài chính - Bộ Nội vụ') keeps its capital through the table.
    return (body[:1].upper() + body[1:] + tail).strip()


def _is_acronym(word: str) -> bool:
    """A known acronym, or letters without a vowel ('CHQS'), which no syllable is."""
    return word in _ACRONYMS or (len(word) > 1 and word.isalpha() and not has_vowel(word))


def _own_spelling(name: str, text: str) -> str | None:
    """The name as the running text writes it, if it does so other than all in capitals."""
    pattern = re.compile(re.escape(name).replace(r"\ ", r"\s+"), re.IGNORECASE)
    for match in pattern.finditer(text):
        found = re.sub(r"\s+", " ", match[0])
        if found[0].isupper() and 2 * sum(map(str.isupper, found)) <= sum(map(str.isalpha, found)):
            return found
    return None


def _capitals(name: str, *, keep_spaces: bool = False) -> str:
    parts = name.split(" ") if keep_spaces else name.split()
    return " ".join(word if word.isupper() else word[:1].upper() + word[1:] for word in parts)
