"""Figures that typists wrote with the letters 'l' and 'O', as machines without a 1 or a 0 had them: 'ngày l5 tháng O4 năm 1998'.

OCR reads an 'I' so too, in numbers and days: 'số I24/QĐ-UBND', '15/I2/2013'.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.normalize.letters import AS_FIGURES
from pipeline.structure.worn_days import with_days_mended

_HINT = re.compile(r"[lOI](?:(?<=[lO])(?=\.?[\dlO])|(?<=I)(?=\d)|(?<=\d.)|(?= )(?<=tháng [lO]))")
_TWO, _YEAR = r"[\dlOI]{1,2}", r"[\dlOI]{4}(?!\w)"
_DAY = re.compile(
    rf"[Nn]gày (?=[\dlOI]){_TWO}(?: tháng {_TWO} năm {_YEAR}|/{_TWO}/{_YEAR}|-{_TWO}-{_YEAR}|\.{_TWO}\.{_YEAR})"
)
_NUMBER = re.compile(r"(?:[Ss]ố|SỐ)(?: ?: ?| )[\dlOI]{1,5}(?:/[\dlOI]{4})?(?=[/-][A-ZĐ]{2})")
_SUM = re.compile(
    r"[\dlO](?<![\w.,][\dlO])[\dlO]{0,2}(?:\.[\dlO]{3})+(?= ?(?:đồng|đ|triệu|tỷ|tỉ|nghìn|ngàn|USD)(?!\w))"
)
_LETTERS = re.compile(r"(?<![^\W\dlOI_])[lOI]+(?![^\W\dlOI_])")


@lru_cache(maxsize=2)
def figured(text: str) -> str:
    """The text with figures for such letters where a day, a number or a sum leaves no doubt, and with days as they are meant; each stays in its place."""
    text = with_days_mended(text)
    if not _HINT.search(text):
        return text
    for pattern in (_DAY, _NUMBER, _SUM):
        text = pattern.sub(_in_figures, text)
    return text


def _in_figures(match: re.Match[str]) -> str:
    told = match[0]
    if not any(map(str.isdecimal, told)):
        return told
    return _LETTERS.sub(lambda letters: letters[0].translate(AS_FIGURES), told)
