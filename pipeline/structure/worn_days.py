"""Days as OCR and the dots of a form leave them: 'ngày..01..tháng..8..năm 2013', 'ngảy 10 thúng 12 nẽm 2015', 'năm 201 3'."""

from __future__ import annotations

import re

_GAP, _GAP_OR_COMMA = r"([\s.…]{0,4})", r"([\s.,…]{0,4})"
_YEAR = r"((?:19|20)(?:\d\d| \d\d|\d \d))(?!\d|[.,]\d)"
_FROM_DAY = re.compile(rf"\d(?<!\d\d)(\d?){_GAP_OR_COMMA}th\wng{_GAP}(\d{{1,2}}){_GAP_OR_COMMA}n\wm{_GAP}{_YEAR}")
_OPENS = re.compile(rf"(?<!\w)[Nn](g\wy){_GAP}\Z")
_LONGEST = len("ngày") + 4
_PARTED_YEAR = re.compile(r"/(?<=\d/)((?:19|20)\d) (\d)(?!\d|[.,]\d)")
_IN_YEAR = re.compile(r"(?:(?<![\d/.,])\d{1,2}/|[Tt]háng )\d{1,2}\Z")
"""A day and a month, or a month, before the stroke: 'Đạt 150/200 5 xã' has no year."""
_DOTS = str.maketrans(".…", "  ")


def with_days_mended(text: str) -> str:
    """The text with such days as they are meant; each character stays in its place."""
    pieces, end = [], 0
    for match in _FROM_DAY.finditer(text):
        opening = _OPENS.search(text, max(end, match.start() - _LONGEST - 1), match.start())
        if opening and not (opening[1] + match[0]).isascii():  # a whole text may have been typed without diacritics
            pieces += [text[end : opening.start(1)], "gày", _spaced(opening[2]), _mended(match)]
            end = match.end()
    return _PARTED_YEAR.sub(_year_mended, "".join((*pieces, text[end:])) if pieces else text)


def _year_mended(match: re.Match[str]) -> str:
    dated = _IN_YEAR.search(match.string, max(0, match.start() - len("tháng 12")), match.start())
    return f"/ {match[1]}{match[2]}" if dated else match[0]


def _mended(match: re.Match[str]) -> str:
    second, first_gap, next_gap, month, third_gap, last_gap, year = match.groups()
    head = f"{match[0][0]}{second}{_spaced(first_gap)}tháng{_spaced(next_gap)}{month}{_spaced(third_gap)}năm"
    return head + _spaced(last_gap) + year.replace(" ", "").rjust(len(year))


def _spaced(gap: str) -> str:
    return gap.translate(_DOTS)
