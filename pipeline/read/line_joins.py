"""How a line joins the next where a paragraph was cut into lines, on a page or in a text file."""

from __future__ import annotations

import re

_OPENS = re.compile(
    r"(?:[-–—+*•●○▪■·❖➢✓☒◻\ufffd]|\(?\d{1,3}(?:\.\d{1,2})*(?:[.)](?!\d)|/\s)|\d{1,2}(?:\.\d{1,2})+\s"
    r"|(?:[IVXLC]{1,6}|[a-zđ])(?:[.)]|\/(?!\w))|(?:Điều|Chương|Mục|Phần)\s+(?:\d|(?:[IVXLC]+|[A-ZĐ]|thứ|một|hai|ba|bốn|năm|mở|kết)\b)\S*)\s*"
)
"""A bullet or a part's label; 'Mục tiêu', 'Phần Lan' and 'Điều kiện' are none."""
_CITED = re.compile(
    r"Điều\s+\d+[a-zđ]?,?\s+(?:Quyết định|Nghị định|Nghị quyết|Thông tư|Chỉ thị|Công văn|Pháp lệnh|Bộ luật|Luật|Hiến pháp)\s+(?!này\b)"
)
"""'Điều 2 Quyết định số 374', an article of another document."""
_DASHED = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])\s?[-–]\s(?![IVX]+\b)(?P<next>[^\W\d_])")
"""A label such as '1-' or 'II -', where a capital letter follows."""
_BULLETS = tuple("-–—+*•")
_RANGE_CUT = re.compile(r"(?:\d|\b[IVX]{1,4}) [-–] ?(?:\d|[IVX]{1,4}\b)")
"""A range over a line's end: '2018' / '- 2020', 'quý I' / '- II'; its dash is no bullet."""
_NUMBERED = re.compile(
    r"(?<!\w)(?:năm|tháng|ngày|quý|số|Điều|khoản|điểm|mục|phần|chương|phụ lục|biểu|đợt|loại|hạng|cấp|nhóm|khu|tổ|lần)$",
    re.IGNORECASE,
)
"""Words that a number follows."""
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[IVXLC]{1,6}|[a-zđ])(?:[.)/]|\s)")
_UNFINISHED = re.compile(r"(?<!\w)(?:tại|theo|của|và|với|hoặc|cho|từ|đến|về|trong|do|bởi|các|những)$")
"""What no phrase ends in."""
_UNIT = re.compile(r"[mgđ][.)/]")
_WITHIN = re.compile(r"(?:[-–]|(?:Điều|Chương|Mục|Phần)\s+[\dIVXLC]+[a-zđ]?,?)\s+(?P<next>[^\W\d_])")
"""'- xã hội' and 'Điều 3 của Nghị định', which open no bullet and no article where a small letter follows."""
_PREAMBLE = re.compile(
    r"(?:Căn cứ|Xét|Theo|Trên cơ sở|Thực hiện) [^\W\d_]|Kính gửi\s*:|Nơi nhận\s*:"
    r"|(?:Ký bởi|Người ký|Email|Cơ quan|Thời gian ký)\s*:|(?:QUYẾT ĐỊNH|NGHỊ QUYẾT|QUYẾT NGHỊ)\s*:"
)
"""What opens a line under a title that reaches the right margin, or another of its kind."""
_ABOUT = re.compile(r"(?:V/v|Về)\b")
"""What opens a subject under its kind and body in capitals."""
_LEADER = re.compile(r"(?:\.\.|…|__)$")
"""Dots or a stroke to be filled in; a line that ends so is whole."""
_HYPHENED = re.compile(r".(?:-|\b&|(?<=\w\w)/)$")
"""A word whose rest stands on the next line: 'QĐ-', 'GD&', 'đồng/'."""
_SOFT_HYPHEN = "\u00ad"
_CUT_SYLLABLE = re.compile(r"[A-Za-z]{3,}-$")
"""Letters without diacritics before a hyphen at a line's end: a foreign word cut in two."""
_VIETNAMESE_SYLLABLE = re.compile(
    r"(?:[bcdđghklmnpqrstvx]|[cgknpt]h|gi|kh|ngh?|ph|qu|th|tr)?[aeiouy]{1,3}(?:[cmnpt]|ch|ng|nh)?-?$", re.IGNORECASE
)


def opens_part(line: str) -> bool:
    """Whether a line begins with a bullet or a part's label."""
    if _CITED.match(line):
        return False
    dashed, label = _DASHED.match(line), _OPENS.match(line)
    if label:
        return label.end() < len(line) or not line[0].isalpha()  # 'm.' alone ends '42 m.'
    return dashed is not None and dashed["next"].isupper()


def runs_over(line: str, following: str) -> bool:
    """Whether what looks like a bullet or a label goes on with the line before: '2018' / '- 2020', 'tại khoản' / '2. '."""
    within = _WITHIN.match(following)
    return bool(
        _OPENS.fullmatch(following)
        or cuts_range(line, following)
        or closes_bracket(line, following)
        or (_NUMBERED.search(line) and _NUMBER.match(following))
        or (is_unfinished(line) and not following.startswith(_BULLETS))
        or (line[-1].isdigit() and _UNIT.match(following))
        or (within and within["next"].islower() and line[0] != following[0])
    )


def is_unfinished(line: str) -> bool:
    """Whether a line ends in a word that no phrase ends in."""
    return _UNFINISHED.search(line) is not None


def closes_bracket(line: str, following: str) -> bool:
    """Whether the next line opens with the end of a bracket: '(đợt' / '1) với tổng số vốn'."""
    word = following.partition(" ")[0]
    return line.count("(") > line.count(")") and word.endswith(")") and "(" not in word


def cuts_range(line: str, following: str) -> bool:
    """Whether a line ends in one end of a range and the next begins with the other."""
    return _RANGE_CUT.search(f"{line.rsplit(None, 1)[-1]} {following[:9]}") is not None


def is_whole(line: str, following: str) -> bool:
    """Whether a line ends what it says, however long it is: in dots to be filled in, or before a form's opening words."""
    opens = _PREAMBLE.match(following) or (line.isupper() and _ABOUT.match(following))
    return bool(_LEADER.search(line) or (opens and not line.endswith((",", "."))))


def cuts_word(last: str, following: str) -> bool:
    """Whether the hyphen that ends a line goes where it is joined to the next.

    'kinh tế-' / 'xã hội' and '78/BC-' / 'SNN' keep theirs. Vietnamese cuts no syllable, so only letters that are no
    syllable of it are taken for a cut word.
    """
    if last.endswith(_SOFT_HYPHEN):
        return True
    cut = _CUT_SYLLABLE.search(last)
    return cut is not None and following[:1].islower() and _VIETNAMESE_SYLLABLE.match(cut.group()) is None


def keeps_hyphen(last: str) -> bool:
    """Whether a line's last word ends in a hyphen, or a sign like it, that the next line follows without a space."""
    return _HYPHENED.search(last) is not None
