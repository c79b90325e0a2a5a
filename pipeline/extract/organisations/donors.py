"""Foreign and non-governmental bodies: text in, organisation `Entity` mentions out.

'do tổ chức Oxfam tài trợ', and the bodies of the world by their letters ('WB', 'UNICEF').
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.names import name_table
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Entity
from pipeline.structure.alternatives import alternatives
from pipeline.structure.openings import Opened, openings_of

_OURS = r"(?:UBND|MTTQ|HTX|THT|CBCC|CCVC|CBCCVC|KTXH|CTXH|DNNN|NSNN|CTMT|TNHH)(?!\w)"
"""Letters after 'tổ chức' that name no body of their own."""
_CALLED_SO = (
    r"tổ chức (?:phi chính phủ (?:nước ngoài )?)?(?!(?:Đảng|Đoàn|Hội|Công|Chính|Nhà|Mặt|Trung|Kinh)"
    rf"(?!\w))[{UPPER}][\w&-]*[{LOWER}][\w&-]*(?: [{UPPER}][\w&]*){{0,4}}"
)
_CALLED = Opened(
    re.compile(
        rf"(?<!\w)(?:(?:do|của|với|bởi|từ|và) (?P<letters>tổ chức (?!{_OURS})(?=[A-Z]*[AEIOU])[A-Z]{{3,8}}(?![\w/-]))"
        rf"|(?:do|của|với|bởi|từ) (?P<body>{_CALLED_SO})"
        rf"|(?<=\()(?P<inside>{_CALLED_SO})"
        rf"|(?P<foreign>tổ chức (?:phi chính phủ (?:nước ngoài )?)?(?=\w{{0,12}}[fjwzFJWZ])[{UPPER}]\w*[{LOWER}]\w*(?: [{UPPER}][\w&]*){{0,4}}))"
    ),
)


@cache
def _by_letters() -> Opened:
    names = name_table()["world_bodies"]
    # After 'vay' and 'vốn' they are a fund, in brackets another name of the body before: 'Ngân hàng Thế giới (WB)'.
    return Opened(
        re.compile(rf"(?<![\w/&-])(?<!vay )(?<!vốn )(?<!nguồn ){alternatives(names)}(?: Việt Nam)?(?![\w/&-])"),
    )


def find_donors(text: str) -> Iterator[Entity]:
    """Every such body, in no order."""
    for match in openings_of(text).find(_CALLED) if "tổ chức " in text else ():
        yield _entity(*match.span(match.lastgroup or 0), match[match.lastgroup or 0])
    for match in openings_of(text).find(_by_letters()):
        if text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")":
            continue
        yield _entity(*match.span(), match[0])


def _entity(start: int, end: int, words: str) -> Entity:
    return Entity(
        start=start,
        end=end,
        text=words,
        rule="organisation.donor",
        confidence=0.85,
        kind="organisation",
        name=words[0].upper() + words[1:],
    )
