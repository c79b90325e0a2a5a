"""Texts typed without diacritics, as telegrams and e-mails were: the fixed words of the form get theirs back, in place."""

from __future__ import annotations

import re
from functools import cache

from pipeline.normalize.fold import fold
from pipeline.records import Field
from pipeline.structure.alternatives import alternatives
from pipeline.structure.form import words
from pipeline.structure.tables import kinds, organisation_heads, sectors

_LOOK = 4000
_WORDS = ("national", "openings", "signing_titles", "signed_marks", "bare")
_OFFICIAL = re.compile(r"viet nam|kinh gui|can cu", re.IGNORECASE)
_DATE = re.compile(r"(?<!\w)(ngay)(\s+\S{1,4}\s+)(thang)(\s+\S{1,4}\s+)(nam)(?!\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<!\w)(so)(?=\s*:|\s+\d)", re.IGNORECASE)
_FORM = ("ngày", "", "tháng", "", "năm")


def dressed(text: str) -> str:
    """The text itself where it has diacritics; else as long a one whose form can be read."""
    begin = text[:_LOOK]
    if any(char.isalpha() and not char.isascii() for char in begin) or not _OFFICIAL.search(begin):
        return text
    text = _DATE.sub(lambda m: "".join(_spelled(m[i], form) for i, form in enumerate(_FORM, 1)), text)
    text = _NUMBERED.sub(lambda m: _spelled(m[1], "số"), text)
    return _phrases().sub(lambda m: _spelled(m[0], _by_letters()["".join(m[0].lower().split())]), text)


def as_typed(text: str, field: Field | None) -> Field | None:
    """A field of a dressed text in the letters of the text itself, without what has run in between its words."""
    if field is None:
        return None
    typed = text[field.start : field.end].split()
    rest = iter(typed)
    words = [
        next((own[: len(word)] for own in rest if fold(own).startswith(fold(word))), "") for word in field.value.split()
    ]
    return Field(" ".join(words if all(words) else typed), field.start, field.end)


@cache
def _by_fold() -> dict[str, str]:
    names = [name for table in _WORDS for name in words(table)]
    names += [kind.name for kind in kinds()] + list(organisation_heads())
    names += [sector for sector in sectors() if " " in sector]
    return {" ".join(fold(name).split()): name.lower() for name in reversed(names)}


@cache
def _by_letters() -> dict[str, str]:
    """The same by their letters without blanks, which may be left out beside a dash: 'doc lap - tu do- hanh phuc'."""
    return {"".join(name.split()): form for name, form in _by_fold().items()}


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(_by_fold())}(?!\w)", re.IGNORECASE)


def _spelled(found: str, form: str) -> str:
    """The letters of `form` in the places and the case of those found."""
    letters = iter(form.replace(" ", ""))
    spelled = (letter if letter.isspace() or not form else next(letters) for letter in found)
    return "".join(new.upper() if old.isupper() else new for old, new in zip(found, spelled, strict=True))
