"""Villages: passage in, place `Entity` mentions out ('thôn Đồng Trằm', 'bản Phiêng Ban', 'buôn Ea Drăng').

They are no administrative units and have no code; the word before them stands in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.openings import Opened
from pipeline.extract.passage import Passage
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Entity
from pipeline.structure.tables import kind_names

_LEVELS = ("thôn", "bản", "buôn", "ấp", "khóm", "làng", "xóm")
_SYLLABLE = rf"[{UPPER}][{LOWER}’']*"
_VILLAGE = Opened(
    frozenset(_LEVELS),
    re.compile(
        rf"(?<!nông )(?<!văn )(?<!cơ )(?<!biên )(?<!phiên )(?<!kịch )(?<!tài )(?<!ấn )(?<!tư )(?<!căn )(?<!xuất )(?<!nguyên )(?<![\d\w])(?<!\d )"
        rf"(?:{'|'.join(_LEVELS)}) (?!(?:{kind_names()}|Văn hóa|Văn hoá|Việt Nam|Đại học|Trẻ em|Nghề)(?!\w))"
        rf"{_SYLLABLE}(?:[ -]{_SYLLABLE}|(?<=[{LOWER}]) \d{{1,2}}(?![\w.,/%])){{1,3}}(?!\w)"
    ),
)


def find_villages(passage: Passage) -> Iterator[Entity]:
    """The villages of the text, in order."""
    for match in passage.find(_VILLAGE):
        yield Entity(
            start=match.start(),
            end=match.end(),
            text=match[0],
            rule="place.village",
            confidence=0.85,
            kind="place",
            name=match[0],
        )
