"""Figures that typists wrote with the letters 'l' and 'O', as machines without a 1 or a 0 had them: 'ngày l5 tháng O4 năm 1998'."""

from __future__ import annotations

import re

_HINT = re.compile(r"[lO](?=\.?[\dlO])|\d(?=[lO])|tháng (?=[lO] )")
_TWO, _YEAR = r"[\dlO]{1,2}", r"[\dlO]{4}(?!\w)"
_DAY = re.compile(
    rf"[Nn]gày (?=[\dlO]){_TWO}(?: tháng {_TWO} năm {_YEAR}|/{_TWO}/{_YEAR}|-{_TWO}-{_YEAR}|\.{_TWO}\.{_YEAR})"
)
_NUMBER = re.compile(r"(?:[Ss]ố|SỐ)(?: ?: ?| )[\dlO]{1,5}(?:/[\dlO]{4})?(?=[/-][A-ZĐ]{2})")
_SUM = re.compile(
    r"[\dlO](?<![\w.,][\dlO])[\dlO]{0,2}(?:\.[\dlO]{3})+(?= ?(?:đồng|đ|triệu|tỷ|tỉ|nghìn|ngàn|USD)(?!\w))"
)
_LETTERS = re.compile(r"(?<![^\W\dlO_])[lO]+(?![^\W\dlO_])")
_AS_FIGURES = str.maketrans("lO", "10")


def figured(text: str) -> str:
    """The text with figures for such letters where a day, a number or a sum leaves no doubt; each stays in its place."""
    if not _HINT.search(text):
        return text
    for pattern in (_DAY, _NUMBER, _SUM):
        text = pattern.sub(_in_figures, text)
    return text


def _in_figures(match: re.Match[str]) -> str:
    told = match[0]
    if not any(map(str.isdecimal, told)):
        return told
    return _LETTERS.sub(lambda letters: letters[0].translate(_AS_FIGURES), told)
