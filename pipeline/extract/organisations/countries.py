"""Other countries, whose governments are not Việt Nam's: 'Chính phủ Vương quốc Na Uy', 'Thủ tướng Chính phủ Campuchia'."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from pipeline.extract.data_folder import DATA
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.read.letters.syllables import is_syllable
from pipeline.structure.alternatives import alternatives

_SECOND_CAPITAL = re.compile(rf"(?<=[{LOWER}] )[{UPPER}](?=[{LOWER}])")
_STRANGE = re.compile(rf" (?P<word>[{UPPER}][{LOWER}]+(?:-[{UPPER}{LOWER}]+)*)(?![\w/])")
_MAY_FOLLOW = re.compile(rf" (?:[{UPPER}]|nước )")
_GOES_ON = re.compile(rf" (?:[{UPPER}][{LOWER}]|(?:lệnh|luật|kiến|hùng|thuật)(?!\w))")
"""After the first syllable of other words: 'Quốc hội Pháp lệnh', 'Chính phủ Ý kiến', 'Quốc hội Mỹ Tho'."""


@cache
def country() -> re.Pattern[str]:
    """A country's name after a space, with the form of its state: ' Na Uy', ' Vương quốc Na Uy', ' Nhật bản'."""
    table = tomllib.loads((DATA / "countries.toml").read_text(encoding="utf-8"))
    forms = table.pop("forms")
    names = [name for region in table.values() for name in region]
    small = [_SECOND_CAPITAL.sub(lambda letter: letter[0].lower(), name) for name in names]
    return re.compile(rf" (?:{alternatives(forms)} ){{0,2}}{alternatives([*names, *small])}(?![\w-])")


def country_end(text: str, end: int, stop: int) -> int:
    """The end of a government's name with its country's, one that no table knows too: 'Chính phủ Mông-đa-vi-a'.

    Such a name is told by its spelling, which is none of a Vietnamese syllable: 'Chính phủ Quy định' is a sentence.
    """
    if not _MAY_FOLLOW.match(text, end, stop):
        return end
    known = country().match(text, end, stop)
    if known:
        # Governments and assemblies told so are Việt Nam's own, told by their bare names.
        other = not known[0].endswith("Việt Nam") and not (
            " " not in known[0][1:] and _GOES_ON.match(text, known.end())
        )
        return known.end() if other else end
    while (word := _STRANGE.match(text, end, stop)) and not is_syllable(word["word"]):
        end = word.end()
    return end
