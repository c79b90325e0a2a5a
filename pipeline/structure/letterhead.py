"""The head of a document: issuer, number, place and date, kind, subject (Decree 30/2020/NĐ-CP, annex I).

The two columns may come one after the other, interleaved, or be lost; what the form does not show
is taken from the number ('SNN' in '78/BC-SNN') and from the text, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.normalize.fold import fold
from pipeline.records import Field, Letterhead
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.docnumber import DocumentNumber, find_numbers, kind_named
from pipeline.structure.form import Chunk, chunks, folded_words, words
from pipeline.structure.issuer import infer_issuer, is_authority, read_issuer
from pipeline.structure.tables import Kind, alternatives, form_kind_names

_HEAD_LENGTH = 6000
_HEAD_LINES = 60
_SUBJECT_LINES = 10
_NUMBER_LINE = re.compile(r"(?:^|\b)Số\s*:?\s*(?=\S|$)", re.IGNORECASE)
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_][^\n\t,;:\d]{1,40}?)\s*,?\s*(?=\bngày\b)ngày[\s\d.…/_]*?tháng[\s\d.…/_]*?năm\s*[\d.…]*",
    re.IGNORECASE,
)
_KIND_LINE = re.compile(rf"(?P<kind>{form_kind_names()})(?!\w)\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_CITED_AFTER_KIND = re.compile(r"(?:này|trên|số\b.*\bcủa\b)", re.IGNORECASE)
_OF_ISSUER = re.compile(r"\s*của\s+(?P<issuer>[^\n]+?)(?=\s+(?:số|ngày|về|quy định)\b|\s*[\n(]|\s*$)", re.IGNORECASE)
_TITLE_GOES_ON = re.compile(r"\s*,?\s*(?:$|ngày[^;]*$|về|V/v|quy định|ban hành|phê duyệt|của|do|-|–|\()", re.IGNORECASE)
_ABOUT = re.compile(r"\bV\s*/\s*v\b\s*:?\s*", re.IGNORECASE)
_OPENING = re.compile(rf"{alternatives(words('openings'))}\b")
_STRICT_OPENING = re.compile(rf"{alternatives(words('strict_openings'))}\b", re.IGNORECASE)
_PART = re.compile(r"(?:I|1|A)\s?[./)]|(?:Điều|Chương|Phần|Mục)\s+(?:\d|I|thứ)|a[)/.]", re.IGNORECASE)
_ATTACHED = re.compile(r"\(?\s*(?:Ban hành k|K)èm theo\b", re.IGNORECASE)
_FORM_LABEL = re.compile(r"(?:Mẫu|Biểu|Phụ lục)\s+(?:số\s+)?\S{1,8}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _KindLine:
    """Where the kind stands: its chunk's index, and what follows it on the line."""

    index: int
    kind: Kind
    rest_start: int


def read_letterhead(text: str) -> Letterhead:
    """The head's fields, each None where the document does not state it."""
    parts = _head_chunks(text)
    number = _own_number(text, parts)
    place, issued_on, date_span = _place_and_date(text, parts, number)
    kind_line = _find_kind_line(parts, number)
    letter = kind_line is None and (number is None or number.kind is None or number.kind.code == "CV")
    subject = _letter_subject(text, parts) if letter else None
    titled_issuer = None
    if subject is None and kind_line:
        titled_issuer, subject = _title(text, parts, kind_line)
    kind = (kind_line.kind if kind_line else None) or (number.kind if number else None)
    if kind is None and subject and letter:
        kind = kind_named("Công văn")
    issuer_lines = _issuer_lines(parts, number, kind_line, date_span)
    place_name = place.value if place else None
    issuer = read_issuer(text, issuer_lines, place_name) or titled_issuer or infer_issuer(text, number, place_name)
    ends = [field.end for field in (issuer, place, subject) if field] + ([date_span[1]] if date_span else [])
    ends += [number.end] if number else []
    ends += [parts[kind_line.index].end] if kind_line else []
    limit = parts[-1].end if parts else 0
    return Letterhead(
        issuer=issuer,
        number=Field(number.number, number.start, number.end) if number else None,
        kind=kind.code if kind else None,
        kind_name=kind.name if kind else None,
        place=place,
        issued_on=issued_on,
        issued_on_span=date_span,
        subject=subject,
        end=max((end for end in ends if end <= limit), default=0),
    )


def _head_chunks(text: str) -> list[Chunk]:
    """The chunks up to the line that opens the body; the line under the kind is never that line."""
    found: list[Chunk] = []
    under_kind = False
    for chunk in chunks(text, 0, min(len(text), _HEAD_LENGTH)):
        if chunk.line - (found[0].line if found else chunk.line) > _HEAD_LINES:
            break
        if _STRICT_OPENING.match(chunk.text) or (_PART.match(chunk.text) and found):
            break
        if _OPENING.match(chunk.text) and not under_kind and len(found) > 1:
            break
        found.append(chunk)
        under_kind = _kind_of_line(chunk) is not None
    return found


def _kind_of_line(chunk: Chunk) -> re.Match[str] | None:
    """A line that is a kind's name, alone or in capitals before the subject, or with its issuer."""
    match = _KIND_LINE.match(chunk.text)
    if not match:
        return None
    rest = match["rest"].strip(" :.-–")
    if not rest:
        return match if match["kind"][0].isupper() or match["kind"].islower() else None
    if _CITED_AFTER_KIND.match(rest):
        return None
    opens_form = re.match(r"(?:của|về|số|liên tịch)\b", rest, re.IGNORECASE)
    return match if match["kind"].isupper() or (opens_form and chunk.line < 12 and len(rest) < 200) else None


def _find_kind_line(parts: list[Chunk], number: DocumentNumber | None) -> _KindLine | None:
    """The line of the kind that the number tells, else the first of any kind."""
    found = []
    for index, chunk in enumerate(parts):
        match = _kind_of_line(chunk)
        kind = kind_named(match["kind"]) if match else None
        if match and kind:
            found.append(_KindLine(index, kind, chunk.start + match.start("rest")))
    told = number.kind if number else None
    return next((line for line in found if line.kind == told), found[0] if found else None)


def _own_number(text: str, parts: list[Chunk]) -> DocumentNumber | None:
    """The document's own number: the first after 'Số' that opens a chunk, else the first after the kind."""
    for chunk in parts:
        match = _NUMBER_LINE.match(chunk.text)
        if match and chunk.text[0] == "S":
            # Where typists set the serial apart with tabs, the number runs over several columns.
            line_end = text.find("\n", chunk.end)
            stop = chunk.end if "/" in chunk.text else len(text) if line_end < 0 else line_end
            return next(find_numbers(text, chunk.start + match.end(), stop), None)
    for chunk in parts:
        match = _NUMBER_LINE.search(chunk.text)
        before = chunk.text[: match.start()] if match else ""
        if match and len(before) < 60 and (_kind_of_line(chunk) or before.isupper() or _OF_ISSUER.match(before)):
            own = next(find_numbers(text, chunk.start + match.end(), chunk.end), None)
            rest = text[own.end : chunk.end] if own else ""
            # After a title's own number comes its day or what it is about; a sentence goes on otherwise.
            if own and _TITLE_GOES_ON.match(rest):
                return own
    return None


def _place_and_date(
    text: str, parts: list[Chunk], number: DocumentNumber | None
) -> tuple[Field | None, date | None, tuple[int, int] | None]:
    """Place and day from the line that has both; the day may stand by the number or above the signature."""
    stop = parts[-1].end if parts else 0
    for start, end in ((parts[0].start if parts else 0, stop), (max(stop, len(text) - 2500), len(text))):
        for match in _PLACE_DATE.finditer(text, start, end):
            place = _place(text, match, number)
            if place:
                day = DAY.search(text, place.end, match.end())
                return place, day_of(day) if day else None, day.span() if day else (place.end, match.end())
    if number and (day := DAY.match(text, _skip(text, number.end))):
        return None, day_of(day), day.span()
    return None, None, None


def _place(text: str, match: re.Match[str], number: DocumentNumber | None) -> Field | None:
    start, end = match.span("place")
    if number and start < number.end <= end:
        start = number.end
    while start < end and not text[start].isalpha():
        start += 1
    name = re.sub(r"\s+", " ", text[start:end])
    joined = start > 0 and (text[start - 1].isalnum() or text[start - 1] in "/-")
    if joined or not name[:1].isupper() or len(name.split()) > 5 or "/" in name:
        return None
    return Field(" ".join(word[:1].upper() + word[1:] for word in name.split()), start, end)


def _skip(text: str, offset: int) -> int:
    """The first offset that is neither white space, comma nor bracket."""
    while offset < len(text) and text[offset] in " \t\n,(;*:.-–":
        offset += 1
    return offset


def _issuer_lines(
    parts: list[Chunk],
    number: DocumentNumber | None,
    kind_line: _KindLine | None,
    date_span: tuple[int, int] | None,
) -> list[Chunk]:
    """The chunks above the number (or above the kind) that can name the issuer."""
    limits = [number.start] if number else []
    limits += [parts[kind_line.index].start] if kind_line else []
    limits += [date_span[0]] if date_span else []
    limit = min(limits, default=parts[-1].end if parts else 0)
    return [
        chunk
        for chunk in parts
        if chunk.end <= limit
        and not _NUMBER_LINE.match(chunk.text)
        and not _FORM_LABEL.match(chunk.text)
        and not DAY.search(chunk.text)
        and fold(chunk.text) not in folded_words("national")
    ]


def _letter_subject(text: str, parts: list[Chunk]) -> Field | None:
    """'V/v ...' under a letter's number, over as many lines as it takes."""
    for index, chunk in enumerate(parts):
        match = _ABOUT.match(chunk.text)
        if match:
            start, end, line = chunk.start + match.end(), chunk.end, chunk.line
            for following in parts[index + 1 : index + 5]:
                if following.line > line + 1 or _PLACE_DATE.search(following.text):
                    break
                end, line = following.end, following.line
            return _field(text, start, end)
    return None


def _title(text: str, parts: list[Chunk], kind_line: _KindLine) -> tuple[Field | None, Field | None]:
    """The issuer and subject under the kind: 'QUYẾT ĐỊNH [của X] [số N] [ngày D] về việc ...'."""
    start = kind_line.rest_start
    issuer = None
    if of_issuer := _OF_ISSUER.match(text, start, _title_end(parts, kind_line, start)):
        name = Chunk(*of_issuer.span("issuer"), of_issuer["issuer"], 0)
        issuer = read_issuer(text, [name], None)
        start = of_issuer.end()
    if number := _NUMBER_LINE.match(text, _skip(text, start)):
        own = next(find_numbers(text, number.end(), number.end() + 60), None)
        start = own.end if own else number.end()
    if day := DAY.match(text, _skip(text, start)):
        start = day.end()
    start = _skip(text, start)
    return issuer, _field(text, start, _title_end(parts, kind_line, start))


def _title_end(parts: list[Chunk], kind_line: _KindLine, start: int) -> int:
    """Where the subject ends: at a gap, at the body's first words, or at the authority's own line."""
    line, end = None, start
    for chunk in parts[kind_line.index : kind_line.index + 1 + _SUBJECT_LINES]:
        if chunk.end <= start:
            continue
        gap = line is not None and chunk.line > line + 1
        new = line is not None and (_OPENING.match(chunk.text) or is_authority(chunk))
        if gap or new or _ATTACHED.match(chunk.text) or _PLACE_DATE.match(chunk.text):
            break
        line, end = chunk.line, chunk.end
    return end


def _field(text: str, start: int, end: int) -> Field | None:
    while start < end and text[start] in " \t\n:.-–":
        start += 1
    value = re.sub(r"\s+", " ", text[start:end]).strip(" *_")
    return Field(value, start, end) if value else None
