"""What bodies, places and people are called: in ordinary capitals, marks set the first way, an open level completed as issuers are.

A body has besides one name for every document: 'UBND tỉnh', 'ỦY BAN NHÂN DÂN TỈNH BẾN MẪU' and 'Uỷ ban nhân dân tỉnh Bến Mẫu' are one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from pipeline.extract.places.gazetteer import gazetteer, is_province
from pipeline.extract.places.names import place_code, province_code
from pipeline.link.documents import with_province
from pipeline.normalize.fold import has_vowel
from pipeline.normalize.letters import UPPER
from pipeline.normalize.place_names import HUE, LEVEL, LEVELS, same_spelling, split_level, usual_name, whole_level
from pipeline.normalize.tones import in_first_way
from pipeline.records import Entity, Outline, altered
from pipeline.structure.alternatives import alternatives
from pipeline.structure.bodies import same_body, short_name
from pipeline.structure.spelling import PLACE, capitals, is_acronym, longest_at, plain, true_case
from pipeline.structure.tables import (
    as_listed,
    letters_of_bodies,
    organisation_heads,
    sectors,
    whole_sectors,
)

_PLACED = re.compile(rf"(?<= )(?:(?P<level>{LEVEL}) |(?P<letters>TP\.?|TX\.?|[HQPX]\.) ?)(?P<name>[{UPPER}][^,;()]*)$")
_LEVEL = re.compile(
    rf"(?<= )(?:{alternatives(level.capitalize() for level in LEVELS)})(?! (?:[Hh]ội|[Đđ]oàn|[Đđ]ội|[Ủủ]y)(?!\w))(?!\w)"
)
"""A level with a capital: 'UBND Tỉnh'."""
_DEPARTMENT = re.compile(rf"Sở {alternatives(whole_sectors())}")
"""What every province has one of."""
_LETTERS = r"(?<![\w&]){letters}(?![\w&])"


def with_names(
    text: str, entities: Sequence[Entity], outline: Outline, province: str | None, of_issuer: str | None
) -> tuple[Entity, ...]:
    """The entities of a document, named; `of_issuer` is what every document calls the body that issued it."""
    issuer = outline.letterhead.issuer
    own = (issuer.value, of_issuer) if issuer and of_issuer else None
    told = {entity.name for entity in entities if entity.kind == "organisation"}
    bodies = {name: _names_of_body(text, name, outline, province, own) for name in told}
    return tuple(_named(entity, bodies) for entity in entities)


def name_of_issuer(outline: Outline, province: str | None) -> str | None:
    """What every document calls the body that issued one."""
    issuer = outline.letterhead.issuer
    return _of_own_province(body_name(issuer.value, province), province) if issuer else None


def _named(entity: Entity, bodies: Mapping[str, tuple[str, str]]) -> Entity:
    if entity.kind == "place":
        return altered(entity, name=place_name(entity.name, entity.place_code))
    if entity.kind == "person":
        return altered(entity, name=capitals(entity.name.lower())) if entity.name.isupper() else entity
    name, full_name = bodies[entity.name]
    return altered(entity, name=name, full_name=full_name)


def _names_of_body(
    text: str, name: str, outline: Outline, province: str | None, own: tuple[str, str] | None
) -> tuple[str, str]:
    """What a document calls a body, completed, and what every document does; `own` are these names of its issuer."""
    if _is_shouted(name):
        name = _with_known_place(true_case(name, text, province), province)
    name = short_name(_LEVEL.sub(lambda m: m[0].lower(), in_first_way(name)))
    name = with_province(name, outline, province) or name
    full_name = short_name(body_name(name, province))
    full_name = body_name(with_province(full_name, outline, province) or full_name, province)
    return own if own and _leaves_place_out(full_name, own[1]) else (name, _of_own_province(full_name, province))


def _of_own_province(name: str, province: str | None) -> str:
    """A department of which a province's paper does not say whose it is, as its own: 'Sở Tài chính tỉnh Bến Mẫu'."""
    return f"{name} {_of_province(province)}" if province and _DEPARTMENT.fullmatch(name) else name


def _is_shouted(name: str) -> bool:
    """Whether a body's name is set in capitals, its letters for words aside: 'UBND HUYỆN', not 'NAMRUCO' or 'CTCP NAMRUCO'."""
    told = re.findall(r"[^\W\d_]+", name)
    words = [word for word in told if not is_acronym(word.lower())]
    if len(words) == 1 and words[0] != told[0] and words[0].lower() not in LEVELS:
        return False
    return len(name.split()) > 1 and bool(words) and all(map(str.isupper, words)) and has_vowel(name)


def _leaves_place_out(name: str, own: str) -> bool:
    """Whether the issuer is meant by its name without its place: 'Chi cục Thuế' of 'Chi cục Thuế huyện Bến Mẫu'."""
    placed = PLACE.search(own)
    return placed is not None and own[: placed.start()].strip() == name


@lru_cache(maxsize=100)
def _of_province(province: str) -> str:
    code = province_code(province)
    unit = gazetteer("63").unit(code) if code else None
    name = place_name(province, code)
    kind = unit.kind if unit and unit.name == name else "tỉnh"  # 'Thừa Thiên Huế' was one, Huế is none
    return name if split_level(name)[0] else f"{kind} {name}"


@lru_cache(maxsize=10_000)
def body_name(name: str, province: str | None) -> str:
    """A body's name written out, its head and sector as the tables have them, its place as the gazetteer has it."""
    name = " ".join(in_first_way(name).replace(" – ", " - ").replace(" & ", " và ").split())
    name = _as_in_tables(_LEVEL.sub(lambda m: m[0].lower(), name))  # 'NN và PTNT' before the letters in it
    name = _as_in_tables(_letters().sub(lambda m: letters_of_bodies()[m[0]], name))
    department = None if _PLACED.search(name) else _DEPARTMENT.match(name)
    alone = name[department.end() + 1 :] if department else ""
    if department and is_province(alone):
        return f"{name[: department.end()]} {_of_province(alone)}"
    return _with_known_place(name, province)


def _as_in_tables(name: str) -> str:
    """A name with its head and the sector behind it as the tables have them."""
    end = longest_at(name, 0, _heads())
    if end:
        name = as_listed(name[:end]) + name[end:]
    sector_end = longest_at(name, end + 1, _sectors()) if name[end : end + 1] == " " else end
    if sector_end > end + 1:
        name = f"{name[:end]} {_whole_sector(name[end + 1 : sector_end])}{name[sector_end:]}"
    return name


def _with_known_place(name: str, province: str | None) -> str:
    """A name whose place is written as the gazetteer has it."""
    placed = _PLACED.search(name)
    if placed is None:
        return name
    level = whole_level(placed["level"] or placed["letters"])
    return name[: placed.start()] + place_name(
        f"{level} {placed['name']}", place_code(f"{level} {placed['name']}", province)
    )


@lru_cache(maxsize=10_000)
def place_name(name: str, code: str | None) -> str:
    """A place as the gazetteer writes it, with the level that is told: 'huyện Đa Krông' of 'huyện Đakrông', 'Đắk Lắk' of 'Đắc Lắc'."""
    level, told = split_level(in_first_way(name))
    words = usual_name(told)
    if words == HUE != told:
        return f"{level} Thừa Thiên {HUE}".strip()
    if words.isupper() and " " in words:
        words = capitals(words.lower())
    for era in ("63", "34") if level else ():
        unit = gazetteer(era).unit(code) if code else None
        if unit and level == unit.kind and same_spelling(unit.name, words):
            return f"{unit.kind} {unit.name}"
    return f"{level} {words}".strip()


@lru_cache(maxsize=1_000)
def _whole_sector(sector: str) -> str:
    """A sector written out: 'LĐ-TB&XH' is 'Lao động - Thương binh và Xã hội'."""
    same = (whole for whole in whole_sectors() if same_body(f"Sở {sector}", f"Sở {whole}") == "same")
    return next(same, as_listed(sector))


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(map(plain, organisation_heads()))


@lru_cache(maxsize=1)
def _sectors() -> frozenset[str]:
    return frozenset(map(plain, sectors()))


@lru_cache(maxsize=1)
def _letters() -> re.Pattern[str]:
    return re.compile(_LETTERS.format(letters=alternatives(letters_of_bodies())))
