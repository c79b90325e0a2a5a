"""The foot of a document: recipients ('Nơi nhận') and the signature block."""

from __future__ import annotations

import re
from functools import cache

from pipeline.normalize.fold import fold
from pipeline.records import Field, Signature
from pipeline.structure.form import Chunk, chunks, folded_words, words
from pipeline.structure.tables import alternatives

_FOOT_LENGTH = 4000
_RECIPIENTS = re.compile(r"(?:^|\t)[* -]*Nơi\s+nhận\s*:?\s*\**", re.IGNORECASE | re.MULTILINE)
_ON_BEHALF = re.compile(r"(?:K\s?T|T\s?M|T\s?L|TUQ|T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|Q)\s?[.:/]\s*(?=\S)", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+\.?){1,5}$")
_DEGREE = re.compile(r"^(?:(?:PGS|GS|TS|ThS|BS|KS|CN|CVC)\s*\.?\s*)+", re.IGNORECASE)


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternatives(words('signing_titles'))})(?:\s+(?:thường trực|phụ trách))?(?:\s+(?:sở|ubnd|hđnd|ban|hội|văn phòng)\b.{{0,60}})?$",
        re.IGNORECASE,
    )


def read_foot(text: str, start: int) -> tuple[tuple[Field, ...], int, Signature]:
    """Recipients, where they begin (the text's length if nowhere), and the signature after `start`."""
    mark = _RECIPIENTS.search(text, start)
    foot = mark.start() if mark else max(start, len(text) - _FOOT_LENGTH)
    # A signature block may stand above the recipients where its column came first.
    above = max(start, foot - 400) if mark else foot
    pieces = list(chunks(text, above, min(len(text), foot + _FOOT_LENGTH)))
    signature = _signature(text, pieces)
    recipients = _recipients(text, mark.end(), signature) if mark else ()
    return recipients, mark.start() if mark else len(text), signature


def _signature(text: str, pieces: list[Chunk]) -> Signature:
    """The title lines ('KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC') and the first name under them."""
    for index, chunk in enumerate(pieces):
        if not _is_title(chunk.text):
            continue
        lines = [chunk]
        signer = None
        for following in pieces[index + 1 : index + 16]:
            if _is_title(following.text):
                lines = [*lines, following] if signer is None else lines
            elif signer is None and (name := _name(following)):
                signer = name
            elif signer is not None or following.line > lines[-1].line + 14:
                break
        title = " ".join(_tidy_title(line.text) for line in lines)
        return Signature(Field(title, lines[0].start, lines[-1].end), signer, lines[0].start)
    return Signature(None, None, len(text))


def _is_title(line: str) -> bool:
    line = _RECIPIENTS.sub("", line).strip(" *:")
    if len(line) > 110 or line.endswith((";", ",")):
        return False
    if match := _ON_BEHALF.match(line):
        rest = line[match.end() :]
        return line[: match.end()].strip().isupper() or rest.islower()
    return bool(_titles().match(line)) and (line.isupper() or line.islower() or line.istitle() or len(line) < 40)


def _tidy_title(line: str) -> str:
    line = _RECIPIENTS.sub("", line).strip(" *:")
    line = re.sub(r"^(KT|TM|TL|TUQ|Q)\s?[.:]\s*", lambda m: f"{m[1].upper()}. ", line, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", line).strip()


def _name(chunk: Chunk) -> Field | None:
    """A person's name alone on its line; degrees before it are no part of it."""
    line = chunk.text.strip(" *.")
    start = chunk.start + chunk.text.index(line[0]) if line else chunk.start
    if fold(chunk.text.strip(" *")) in folded_words("signed_marks"):
        return None
    if degree := _DEGREE.match(line):
        start += degree.end()
        line = line[degree.end() :]
    parts = line.split()
    capital = all(part[0].isupper() for part in parts)
    if not _NAME.match(line) or not capital or not 2 <= len(parts) <= 6:
        return None
    value = " ".join(part.capitalize() if part.isupper() else part for part in parts)
    return Field(value, start, start + len(line))


def _recipients(text: str, start: int, signature: Signature) -> tuple[Field, ...]:
    """The lines '- UBND tỉnh (B/cáo);' after 'Nơi nhận:', the signature's column beside them left out."""
    found = []
    beside = "\t" in text[start : signature.start] or "\n" not in text[start : signature.start]
    stop = signature.start if signature.start > start and not beside else len(text)
    for chunk in chunks(text, start, min(stop, start + _FOOT_LENGTH)):
        if text[max(0, chunk.start - 8) : chunk.start].rstrip(" ")[-1:] in "-–—+•*" and not _is_title(chunk.text):
            value = chunk.text.rstrip(" ;.,")
            found.append(Field(value, chunk.start, chunk.start + len(value)))
    return tuple(found)
