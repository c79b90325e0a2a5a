"""What a signature says of who signs: the titles over a name ('TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH')."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from unicodedata import normalize

from pipeline.normalize.fold import fold
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.form import words

RECIPIENTS = re.compile(r"(?:^|\t)[* -]*Nơi\s+nhận\s*:?\s*\**", re.IGNORECASE | re.MULTILINE)
"""The lead of those whom a document is sent to; a title beside it may have run into it."""
_ON_BEHALF = compiled(
    r"(?:(?:K\s?T|T\s?M|T\s?L|TUQ|Q)\s?[.:/]\s*|[KT]\.\s?[TML]\.?\s+|[KT]\s?/\s?[TML]\s?\.?\s+"
    rf"|(?:KT|TL|TM|TUQ)\s+(?={alternatives(words('signing_titles'))}(?!\w)|(?:UBND|HĐND|(?:ỦY|UY) BAN|HỘI ĐỒNG)(?!\w)))(?=\S)",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?P<mark>KT|TM|TL|TUQ|Q(?=\s*[.:]))(?:\s*[.:]\s*|\s+)", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    return compiled(
        rf"(?:P\.\s?)?(?:{alternatives(words('signing_titles'))})(?:\s+(?:thường trực|phụ trách))?"
        r"(?P<of>,?\s+(?P<known>(?:sở|ubnd|hđnd|ban(?! hành)|hội|văn phòng|bộ|ủy|công ty|chủ nhiệm|trung tâm|trường"
        rf"|phòng)\b)?.{{0,60}})?$",
        re.IGNORECASE,
    )


@cache
def _spellings() -> dict[str, list[str]]:
    spelt: dict[str, list[str]] = {}
    for title in dict.fromkeys(title.upper() for title in words("signing_titles")):
        spelt.setdefault(fold(title), []).append(title)
    return spelt


def _mended(line: str) -> str:
    """A title in capitals with the marks that it lost in one word or got wrong: 'PHÓ CHÚ TỊCH'; all of them where it was typed without: 'PHO CHU TICH'."""
    if not line.isupper():
        return line
    on_behalf = _ON_BEHALF.match(line)
    start = on_behalf.end() if on_behalf else 0
    for title in _spellings().get(fold(line[start:]), ()):
        wrong = sum(word != right for word, right in zip(line[start:].split(" "), title.split(" "), strict=True))
        if wrong <= 1 or line.isascii():
            return line[:start] + title
    return line


@lru_cache(maxsize=128)
def is_title(line: str) -> bool:
    """Whether a line says as what somebody signs."""
    line = _mended(_without_recipients(line))
    if len(line) > 110 or line.endswith((";", ",", " điện", "./.")) or (line.endswith(".") and not line.isupper()):
        return False
    if match := _ON_BEHALF.match(line):
        rest = line[match.end() :]
        return line[: match.end()].strip().isupper() or rest[:1].islower()
    match = _titles().match(line)
    if not match or (match["of"] and not line.isupper() and not match["known"]):
        return False
    return line.isupper() or line.islower() or line.istitle() or len(line) < 40


def on_behalf(line: str) -> bool:
    """Whether a title tells for whom it is signed: 'KT. BỘ TRƯỞNG', 'TM. CHÍNH PHỦ'."""
    return _ON_BEHALF.match(line) is not None


def is_whole_title(line: str) -> bool:
    """Whether a line is a title of the form's own, with no body's name begun after it: 'KT. CHỦ TỊCH', 'PHÓ GIÁM ĐỐC'."""
    return fold(_ON_BEHALF.sub("", _without_recipients(line), count=1)) in _spellings()


def _without_recipients(line: str) -> str:
    """A line without the lead of those whom a document is sent to, and without the marks around it."""
    return (RECIPIENTS.sub("", line) if "nhận" in line.lower() else line).strip(" *:")


def tidy_title(line: str) -> str:
    """A title without the marks around it, its abbreviations as the form spells them."""
    line = _without_recipients(line)
    line = _MARK.sub(lambda m: f"{m['mark'].upper()}. ", line)
    line = re.sub(r"\s+", " ", line).strip()
    mended = _mended(line)
    # 'ĐẢNG UỶ' has all marks of 'ĐẢNG ỦY'.
    line = line if Counter(normalize("NFD", line)) == Counter(normalize("NFD", mended)) else mended
    # Where a legacy font has lost the capitals, the words after 'TM.' begin small.
    words_of_title = _ON_BEHALF.sub("", line, count=1)
    return line.upper() if words_of_title[:1].islower() or line[:1].islower() else line
