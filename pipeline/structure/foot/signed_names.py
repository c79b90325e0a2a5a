"""The name of who signs a document, alone on its line under the title."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.normalize.fold import fold, has_vowel
from pipeline.normalize.tones import compiled
from pipeline.records import Field
from pipeline.structure.form import Chunk, folded_words
from pipeline.structure.issuer import opens_body

_NAME = re.compile(r"[^\W\d_]+(?:['’]\s?[^\W\d_]+)?(?:\s+[^\W\d_]+\.?){0,5}$")
_HIGHLAND = re.compile(r"(?<=\w)['’]\s?(?=\w)")
"""The mark within a highland name's first syllable, a blank after it or none: "K' Brêm", "Bh'riu Liếc"."""
_SIGNED = re.compile(r"[(\[]?\s*đã ký\s*[)\]]?\s*[:.]?\s+(?=\w)", re.IGNORECASE)
_SIGNED_AFTER = re.compile(r"\s*[-–(]\s*đã ký\s*\)?$", re.IGNORECASE)
_STAMPED = re.compile(r"(?:Người ký|(?:Được )?ký bởi|Signed by)\s*:\s*", re.IGNORECASE)
_DEGREE = compiled(
    r"^(?:(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)|NGƯT|NGND|PGS|GS|TSKH|TS|ThS|Ths|BSCKII|BSCKI|BS|Bs|DS|KS|Ks"
    r"|CN|CVC|CKII|CKI)(?:\s*\.\s*|\s+))+"
)


def signed_name(chunk: Chunk) -> Field | None:
    """A person's name alone in its column; degrees before it are no part of it; a listed recipient is none, nor 'Signature Not Verified'."""
    line = chunk.text.strip(" *.")
    # Where a copy is kept ('Lưu VT'); Lưu is a surname too.
    if chunk.listed or (line.lower().startswith("lưu") and not line.istitle()):
        return None
    start = chunk.start + chunk.text.index(line[0]) if line else chunk.start
    if is_signed_mark(chunk) or fold(line) in folded_words("signature_states"):
        return None
    if signed := _SIGNED.match(line):
        start += signed.end()
        line = line[signed.end() :]
    line = _SIGNED_AFTER.sub("", line)
    if degree := _DEGREE.match(line):
        start += degree.end()
        line = line[degree.end() :]
    parts = line.split()
    capital = all(part[0].isupper() for part in parts)
    whole = _HIGHLAND.sub("", line).split()
    syllables = all(len(part) == 1 or part.endswith(".") or has_vowel(part) for part in whole)
    count = len(whole) + (whole != parts)
    if not _NAME.match(line) or not capital or not syllables or not 2 <= count <= 6:
        return None
    value = " ".join(_small(part) if part.isupper() else part for part in parts)
    return Field(value, start, start + len(line))


def stamped_name(chunk: Chunk) -> Field | None:
    """The person of an electronic signature, where nobody's name is printed: 'Người ký: Trần Văn Mẫu'; a body's stamp names nobody."""
    label = _STAMPED.match(chunk.text)
    if label is None or opens_body(chunk.text[label.end() :]):
        return None
    return signed_name(replace(chunk, start=chunk.start + label.end(), text=chunk.text[label.end() :]))


def is_signed_mark(chunk: Chunk) -> bool:
    """Whether a piece says no more than that here somebody signs: '(Đã ký)', 'Ký tên, đóng dấu'."""
    said = fold(chunk.text.strip(" *"))
    return not folded_words("signed_marks").isdisjoint((said, said.strip(" ()[]")))


def bears_signed_mark(chunk: Chunk) -> bool:
    """Whether a piece has '(Đã ký)' before or after something else."""
    line = chunk.text.strip(" *.")
    return _SIGNED.match(line) is not None or _SIGNED_AFTER.search(line) is not None


def _small(part: str) -> str:
    """A syllable in capitals as names are written: "K'BRÊM" is "K'Brêm"."""
    return part[:2] + part[2:].capitalize() if part[1:2] in ("'", "’") else part.capitalize()
