"""The grammar of organisations' names, for issuers of cited documents and for organisations in the text.

A name is a head ('Sở', 'UBND', 'Công ty TNHH') and what belongs to it: a sector from the table, or words
with capitals, each to the end of its underthesea word; then a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.names import full_name
from pipeline.extract.passage import Words
from pipeline.extract.tokenizer import Cue
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.structure.tables import (
    alternatives,
    complete_heads,
    firm_heads,
    kind_names,
    name_openers,
    organisation_heads,
    sectors,
    trades,
    words_after_names,
)

_LONGEST_OBJECT = 45
_LONGEST = 160
_USUAL = 60
"""Characters of a name past its head that are cut into words; what goes on is read by syllables."""
_LEVEL = r"(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã|thị trấn|xã|phường)"
_LINK = re.compile(rf" (?:(?:và|về) (?=[{UPPER}])(?!(?:{kind_names()})(?!\w)))?| ?[-–&] ?(?=[{UPPER}])")
_FIRM_STOP = "tổng (?:kinh|số|vốn|mức|cộng|giá)|kinh|với|tại|ở|có|đã|được|của|theo|trên|năm|để|do|từ|là|cho|số|ngày|đến|trong|thuộc|thực|sản xuất|trú|địa"
_FIRM_LINK = re.compile(rf" (?:(?!(?:{_FIRM_STOP})\b)[{LOWER}]+ ){{0,4}}(?=[{UPPER}0-9])")
_NAMED_AFTER = ("Trường", "Đại học", "Học viện", "Bệnh viện", "Viện", "Quỹ", "Trung tâm", "Nhà máy", "Xí nghiệp")
_WORD = rf"(?!(?:{kind_names()})(?!\w))[{UPPER}]\w*"
_LEVELS_ONLY = re.compile(
    rf" {_LEVEL}(?:(?:, | và | ?[-–] ?){_LEVEL})+(?! [{UPPER}])(?:,? (?:trực )?thuộc (?:Trung ương|tỉnh|thành phố))?(?!\w)"
)
_PLACE = re.compile(rf",? {_LEVEL}(?!\w)(?P<name> {_WORD}(?:[ -]{_WORD}){{0,3}}| \d{{1,2}}(?!\w))?")
_NUMBERED = re.compile(r" \d{1,3}(?![\w.,/%]| (?:triệu|tỷ|nghìn|đồng|ha|người|hộ)\b)")
_SMALL = re.compile(rf" (?P<word>[{LOWER}]+)(?!\w)")
_REGION = re.compile(
    rf" khu vực (?:[IVX]{{1,5}}|\d{{1,2}}|{_WORD}(?: {_WORD}){{0,2}}(?: ?[-–] ?{_WORD}(?: {_WORD}){{0,2}}){{0,3}})(?!\w)| số \d{{1,2}}(?!\w|[/.,-]\w)"
)
_MIDDLE_LAND = re.compile(r" (?:miền (?:Trung|Bắc|Nam)|Việt Nam)(?!\w)")
_MANY = re.compile(r" các (?:huyện|tỉnh|xã)(?:, (?:thị xã|thành phố|phường|thị trấn))*")


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation's name at `start:end`; `bare` where nothing but its head was found.

    `core_end` is where its head and sector end, before words that only look like part of it.
    """

    start: int
    core_end: int
    end: int
    firm: bool
    bare: bool
    closed: bool
    """Whether the head or sector says the whole name, but for a place."""


@cache
def head_pattern() -> re.Pattern[str]:
    """The words that open an organisation's name."""
    return re.compile(
        rf"(?<![\w/-])(?:(?P<firm>{alternatives(firm_heads())})|(?P<organ>{alternatives(organisation_heads())}))(?![\w-]\w|\w)"
    )


def name_cue() -> Cue:
    """Where names are read to the ends of their words: after heads that leave their name open."""
    firms, organs = alternatives(firm_heads()), alternatives(tuple(set(organisation_heads()) - complete_heads()))
    return Cue(
        re.compile(
            rf"(?<![\w/-])(?:{firms}{_FIRM_LINK.pattern}|{organs}(?!\s{alternatives(sectors())}(?!\w))(?:{_LINK.pattern})(?=[{UPPER}]))"
        ),
        _USUAL,
    )


@cache
def _sector() -> re.Pattern[str]:
    return re.compile(rf"\s{alternatives(sectors())}(?!\w)")


def sector_at(text: str, start: int) -> int | None:
    """Where the sector that opens at `start` ends: 'Nội vụ' of 'liên Bộ Tài chính - Nội vụ'."""
    match = _sector().match(text, start - 1)
    return match.end() if match else None


@cache
def _about() -> re.Pattern[str]:
    """'Ban Chỉ đạo Trung ương về phòng chống thiên tai': what a board is for."""
    return re.compile(rf" về(?: công tác)? {alternatives(sectors())}(?!\w)")


@cache
def _trade() -> re.Pattern[str]:
    return re.compile(rf" {alternatives(trades())}(?!\w)")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(name_openers())}(?!\w)")


@cache
def _opened() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(name_openers())}$")


def _object_end(text: str, words: Words, end: int, stop: int) -> int:
    """The end of what a body works on: 'Trung tâm Kiểm định [chất lượng công trình]'; `end` where it can't be told."""
    reached, closed = end, end
    while reached - end < _LONGEST_OBJECT and (word := _SMALL.match(text, reached, stop)):
        cut = words.at(word.start("word"))
        whole = cut[1] if cut and cut[0] == word.start("word") and "\n" not in text[cut[0] : cut[1]] else word.end()
        if text[word.start("word") : whole] in words_after_names():
            return closed
        reached = whole
        closed = closed if word["word"] in ("và", "của") else reached
    return closed if reached - end < _LONGEST_OBJECT else end


def name_at(text: str, words: Words, head: re.Match[str]) -> Name:
    """The whole name that a head opens."""
    firm = head["firm"] is not None
    stop = min(len(text), head.start() + _LONGEST)
    sector = None if firm else _sector().match(text, head.end(), stop)
    # 'các dự án', 'rừng phòng hộ': words with small letters leave the name open for a sector or a name of their own.
    open_sector = sector is not None and (sector[0][1].islower() or head[0].startswith("Trường"))
    if sector and open_sector:
        sector = _sector().match(text, sector.end(), stop) or sector
    trade = _trade().match(text, head.end(), stop) if firm else None
    core_end = sector.end() if sector else trade.end() if trade else head.end()
    closed = sector is not None or head[0] in complete_heads()
    end = (
        core_end
        if closed and not open_sector
        else _capitalised(
            text, words, core_end, stop, _FIRM_LINK if firm else _LINK, firm or head[0].startswith(_NAMED_AFTER)
        )
    )
    if not closed and ((trade and end == core_end) or _opened().search(text, head.start(), end)):
        end = _object_end(text, words, end, stop)
    if firm and (number := _NUMBERED.match(text, end, stop)):
        end = number.end()
    if land := _MIDDLE_LAND.match(text, end, stop):
        end = land.end()
    if not firm and head[0].startswith(("Ban", "Ủy ban", "Hội đồng")) and (about := _about().match(text, end, stop)):
        end = about.end()
    if not firm and (region := _REGION.match(text, end, stop)):
        end = region.end()
    end = place_end(text, end, stop)
    return Name(head.start(), core_end, end, firm, bare=end == head.end(), closed=closed)


def _capitalised(text: str, words: Words, end: int, stop: int, link: re.Pattern[str], named_after: bool) -> int:
    """The end of the run of words with capitals, each to the end of its underthesea word.

    Schools and firms are `named_after` people; after another body's name a person's name is no part of it.
    """
    while (joint := link.match(text, end, stop)) and text[joint.end() : joint.end() + 1].isupper():
        if "v" in joint[0] and (head_pattern().match(text, joint.end()) or text.startswith("Thường trực", joint.end())):
            break
        if not named_after and full_name().match(text, joint.end()):
            break
        word = re.compile(r"\w+(?:[.&]\w+)*(?: (?:ủy|uỷ)(?!\w))?").match(text, joint.end(), stop)
        if word is None:
            break
        cut = words.at(joint.end())
        whole = cut[1] if cut and cut[0] == joint.end() and "\n" not in text[cut[0] : cut[1]] else 0
        if opener := _opener().match(text, joint.end(), stop):
            whole = max(whole, opener.end())
        end = max(word.end(), min(whole, stop))
    return end


def place_end(text: str, end: int, stop: int) -> int:
    """The end of the place that a local body's name closes with: 'tỉnh Quảng Trị', 'các huyện, thị xã'."""
    if many := _LEVELS_ONLY.match(text, end, stop) or _MANY.match(text, end, stop):
        return many.end()
    while place := _PLACE.match(text, end, stop):
        if not place["name"]:
            return end if "," in place[0] else place.end()
        end = place.end()
    return end
