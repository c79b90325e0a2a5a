"""The head of a document: issuer, number, place and date, kind, subject (Decree 30/2020/NĐ-CP, annex I).

The two columns may come one after the other, interleaved, or be lost; what the form does not show
is taken from the number ('SNN' in '78/BC-SNN') and from the text, never guessed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from pipeline.normalize.fold import fold
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import compiled
from pipeline.records import Field, Letterhead
from pipeline.structure.alternatives import alternatives
from pipeline.structure.bodies import ASSEMBLY
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.form import Chunk, chunks, folded_words, stamp, words
from pipeline.structure.head.bare_title import bare_title
from pipeline.structure.head.catalogue import Catalogue, catalogue_labels
from pipeline.structure.head.mail import past_mail
from pipeline.structure.head.place_and_date import place_and_date
from pipeline.structure.head.title import (
    ABOUT,
    AUTHORISED,
    FORM_LABEL,
    JOINT,
    OPENING,
    PLACE_DATE,
    SITTING,
    KindLine,
    apart_from_authority,
    find_kind_line,
    kind_of_line,
    letter_subject,
    read_title,
    skip,
)
from pipeline.structure.head.title_issuers import OF_ISSUER, follows_issuer, with_members
from pipeline.structure.issuer import infer_issuer, opens_body, read_issuer
from pipeline.structure.number.docnumber import DocumentNumber, exact_kind, find_numbers, kind_named, may_be_units
from pipeline.structure.number.labels import NUMBER_LINE
from pipeline.structure.second_heads import bears_title
from pipeline.structure.tables import kind_names

_HEAD_LENGTH = 6000
_HEAD_LINES = 60
_LONGEST_TITLE = 120
_TITLE_GOES_ON = re.compile(r"\s*,?\s*(?:$|ngày[^;]*$|về|V/v|quy định|ban hành|phê duyệt|của|do|-|–|\()", re.IGNORECASE)
_STRICT_OPENING = re.compile(rf"{alternatives(words('strict_openings'))}\b", re.IGNORECASE)
_PART = re.compile(
    r"(?!\S+\.(?:pdf|docx?|xlsx?|rar|zip)\b)(?:(?:I|1|A)(?:\s?[./)]|\s?[-–]\s)|(?:Điều|Chương|Phần|Mục)\s+(?:\d|I|thứ)|a[)/.])",
    re.IGNORECASE,
)
_CATALOGUE = re.compile(
    rf"(?:{catalogue_labels()}|{alternatives(words('signature_stamp'))})\s*:"
    rf"|(?:Signature Valid|{alternatives(words('signature_states'))}(?=\W*$))",
    re.IGNORECASE,
)
_ENTERED = re.compile(r"Số\s*[:.]?\s*\d+\s*$", re.IGNORECASE)
"""The number under which a stamp entered the document at its receiver: 'CÔNG VĂN ĐẾN Số: 1204'."""
_ABOUT_ON_LINE = re.compile(r"(?<=[\s.,;])(?P<second>V\s?/\s?v\b)", re.IGNORECASE)
_NUMBER_ON_LINE = re.compile(r"(?:19|20)\d\d[\s.,;]+(?P<second>Số\s?:\s*\d{1,5}\w?\s?/)", re.IGNORECASE)
_DAY_ON_LINE = re.compile(
    rf"^(?:[{UPPER}]+\s){{2,}}(?P<second>[{UPPER}][{LOWER}]+(?:\s[{UPPER}]\w*){{0,3}}\s?,\s?ngày\s)"
)
_NUMBER_AFTER_BODY = re.compile(rf"^(?:[{UPPER}]+[\s,-]+){{2,}}(?:\*+\s+)?(?P<second>Số\s?[:.]?\s?\d{{1,5}}\w?\s?[/-])")
"""A head's cell in one line: 'TỈNH ỦY BẾN MẪU * Số 12-QĐ/TU'."""
_LABEL_MISREAD = re.compile(r"\W{0,3}(?:[Ss5]\w{1,2}\s?[:.;,]|[Ss]\w(?=\s))?[\s:.;,]*")
_RECEIVED = re.compile(r"(?:Ngày|Giờ|Chuyển|Lưu hồ sơ(?: số)?)\s*:", re.IGNORECASE)
"""More of that stamp."""
_NO_ISSUER_BELOW = re.compile(rf"(?:{alternatives(words('form_titles'))})(?!\w)", re.IGNORECASE)
_ISSUER_LINES = 14
_PASSED = compiled(
    rf"này\s+(?:đã\s+)?được\s+(?:Quốc hội|Ủy ban Thường vụ|{ASSEMBLY})(?!\w)"
    rf"(?:(?!(?<!\w){kind_names()}(?!\w))[^.;]){{0,200}}?\sthông\s+qua\s+(?=ngày)",
    re.IGNORECASE,
)
"""The last sentence of what an assembly has passed: 'Luật này đã được Quốc hội ... thông qua ngày 03 tháng 12 năm 2004.'"""
_CUT_OFF = "xa hoi chu nghia viet"
"""The end of the national title where a narrow column has parted 'NAM' from it, which then stands among the issuer's lines."""
_UNDER_ORDER = re.compile(r"\bTHEO(?: QĐ)?$")


def read_letterhead(text: str, catalogue: Catalogue, tables: Iterable[tuple[int, int]] = ()) -> Letterhead:
    """The head's fields, each None where neither the document nor a portal's table above it states it.

    `tables` are the spans of the text's tables.
    """
    begin = past_mail(text, catalogue.end)
    starts = _starts(text, tables)
    parts = _head_chunks(text, begin, starts)
    own_number = _own_number(text, parts)
    number = own_number or catalogue.number(text)
    place, issued_on, date_span = place_and_date(text, parts, own_number)
    if issued_on is None:
        issued_on, date_span = catalogue.issued_on() if "issued_on" in catalogue.values else (None, date_span)
    addressed = bool(parts) and text.startswith("Kính gửi", skip(text, parts[-1].end))
    kind_line = find_kind_line(parts, own_number, addressed)
    letter = kind_line is None or kind_line.kind.code == "CV"
    dated = (place.start, date_span[1]) if place and date_span else (0, 0)
    subject = letter_subject(text, parts, dated, own_number) if letter else None
    titled_issuer = None
    if subject is None and kind_line:
        titled_issuer, subject = read_title(text, parts, kind_line)
    subject = subject or catalogue.values.get("subject")
    kind = exact_kind(kind_line.kind if kind_line else catalogue.kind(), number.kind if number else None)
    if number and number.kind and number.kind.code == "VBHN":
        kind = number.kind
    if issued_on is None and kind and kind.passed:
        issued_on, date_span = _passed_on(text) or (None, date_span)
    unit = number is not None and may_be_units(number)
    # 'Số: 2207/CT-TTHT V/v' is a letter of a Cục Thuế, and so is one that is only addressed.
    if letter and ((subject and kind is None) or (addressed and kind and (unit or (subject and kind.titled)))):
        kind = kind_named("Công văn")
    if subject is None and kind is None:
        subject = bare_title(text, parts)
    issuer_lines = _issuer_lines(parts, own_number, kind_line, date_span, starts)
    place_name = place.value if place else None
    joint = kind is not None and kind.code in JOINT
    above = with_members(read_issuer(text, issuer_lines, place_name, joint))
    # A title that tells the number tells the issuer too; what stands above it is a data base's or a gazette's.
    in_title = own_number is not None and kind_line is not None and own_number.start >= parts[kind_line.index].start
    issuer = (titled_issuer if in_title else None) or above or titled_issuer
    # A contract's symbols tell its matter: 'HĐTC-XD'.
    inferred = None if number and number.kind and number.kind.code == "HĐ" else infer_issuer(text, number, place_name)
    issuer = issuer or catalogue.issuer(text) or inferred
    if subject and issuer and kind_line and kind and kind.code in AUTHORISED:
        subject = apart_from_authority(text, subject, issuer)
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
        end=max((end for end in ends if end <= limit), default=begin),
    )


def _starts(text: str, tables: Iterable[tuple[int, int]]) -> list[int]:
    """Where the tables begin that are no letterhead in a drawn frame and no whole sheet."""
    return [start for start, end in tables if start and not bears_title(text, start, end)]


def _head_chunks(text: str, start: int, tables: list[int]) -> list[Chunk]:
    """The chunks up to the line that opens the body, or a table under a title; the line under the kind is never that line."""
    found: list[Chunk] = []
    under_kind = False
    titled: int | None = None
    for chunk in _parted(chunks(text, start, min(len(text), start + _HEAD_LENGTH))):
        if chunk.line - (found[0].line if found else chunk.line) > _HEAD_LINES:
            break
        if chunk.text == "NƯỚC" and not found:
            continue  # a gazette's, over 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
        labelled = _CATALOGUE.match(chunk.text) and not (found and chunk.text.startswith("Về việc"))
        if labelled or _RECEIVED.match(chunk.text) or (stamp().match(chunk.text) and not found):
            continue
        if titled is not None and any(titled <= table <= chunk.start for table in tables):
            break
        if _STRICT_OPENING.match(chunk.text) or (_PART.match(chunk.text) and found):
            break
        if OPENING.match(chunk.text) and not under_kind and len(found) > 1:
            break
        if any(above.line + 1 == chunk.line and _UNDER_ORDER.search(above.text) for above in found[-2:]):
            continue
        told = kind_of_line(chunk)
        if told and told["rest"] and not told["kind"].isupper() and (chunk.listed or any(map(_is_sentence, found))):
            continue  # a page's links to other documents
        found.append(chunk)
        under_kind = told is not None
        if titled is None and told and told["kind"].isupper():
            titled = chunk.end
    return found


def _parted(pieces: Iterable[Chunk]) -> Iterator[Chunk]:
    """The pieces, in two where what has a line of its own shares another's: 'Số: 12/CV-SNN V/v cấp giống', 'XÃ HOA LỘC Hoa Lộc, ngày ...'."""
    for chunk in pieces:
        numbered = NUMBER_LINE.match(chunk.text)
        second = _ABOUT_ON_LINE.search(chunk.text) if numbered else _beside_day(chunk.text)
        if second is None and opens_body(chunk.text):
            second = _NUMBER_AFTER_BODY.match(chunk.text)
        if second is None:
            yield chunk
            continue
        at = second.start("second")
        cut = len(chunk.text[:at].rstrip(" .;,-–*"))
        yield replace(chunk, end=chunk.start + cut, text=chunk.text[:cut])
        yield replace(chunk, start=chunk.start + at, text=chunk.text[at:])


def _beside_day(words: str) -> re.Match[str] | None:
    """What shares a line with the day: the number, or the issuer before the place."""
    if "ngày" not in words.lower():
        return None
    return (_NUMBER_ON_LINE.search(words) if PLACE_DATE.match(words) else None) or _DAY_ON_LINE.search(words)


def _is_sentence(chunk: Chunk) -> bool:
    return chunk.text.endswith(".") and len(chunk.text) > _LONGEST_TITLE and not chunk.text.isupper()


def _own_number(text: str, parts: list[Chunk]) -> DocumentNumber | None:
    """The document's own number: the first after 'Số' that opens a chunk, else the first after the kind."""
    left: Chunk | None = None
    for chunk in parts:
        match = NUMBER_LINE.match(chunk.text)
        beside, left = (left if left and left.line == chunk.line else None), chunk
        if beside and beside.text != beside.text.upper():
            continue  # a row of data: 'Quyết định phê duyệt | Số 318/QĐ-BV ngày ...'
        if match and not _ENTERED.match(chunk.text) and (chunk.text[0] == "S" or ":" in match[0]):
            # Where typists set the serial apart with tabs, the number runs over several columns.
            line_end = text.find("\n", chunk.end)
            stop = chunk.end if "/" in chunk.text else len(text) if line_end < 0 else line_end
            if text.startswith("-\n", chunk.end):
                # A narrow column has parted the number: 'Số: 15/2019/TT-' over 'BNNPTNT'.
                stop = next((below.end for below in parts if below.start == chunk.end + 2), stop)
            own = next(find_numbers(text, chunk.start + match.end(), stop), None)
            # A stamp's 'Số: 771.....' may stand above; a draft's 'Số:   /QĐ-UBND' is its own number, left blank.
            if own or "/" in chunk.text:
                return own
    for above, chunk in zip(("", *(chunk.text for chunk in parts)), parts, strict=False):
        match = NUMBER_LINE.search(chunk.text)
        before = chunk.text[: match.start()] if match else ""
        titled = kind_of_line(chunk) or before.isupper() or OF_ISSUER.match(before) or follows_issuer(above, before)
        if match and len(before) < 60 and titled:
            own = next(find_numbers(text, chunk.start + match.end(), chunk.end), None)
            rest = text[own.end : chunk.end] if own else ""
            # After a title's own number comes its day or what it is about; a sentence goes on otherwise.
            if own and _TITLE_GOES_ON.match(rest):
                return own
    return _number_under_no_label(text, parts)


def _number_under_no_label(text: str, parts: list[Chunk]) -> DocumentNumber | None:
    """A number alone above the kind, where 'Số' was left out or misread: '1846/QĐ-UBND', 'Sổ: 12/BC-STC'."""
    for chunk in itertools.takewhile(lambda chunk: not (kind_of_line(chunk) or ABOUT.match(chunk.text)), parts):
        start = chunk.start + _LABEL_MISREAD.match(chunk.text).end()  # type: ignore[union-attr]
        own = next(find_numbers(text, start, chunk.end), None)
        if own and own.start == start and own.kind and text[own.end : chunk.end].strip(" .,;") == "":
            return own
    return None


def _passed_on(text: str) -> tuple[date | None, tuple[int, int]] | None:
    """The day on which the last sentence says that a law was passed."""
    passed = _PASSED.search(text, max(0, len(text) - 2500))
    day = DAY.match(text, passed.end()) if passed else None
    return (day_of(day), day.span()) if day else None


def _issuer_lines(
    parts: list[Chunk],
    number: DocumentNumber | None,
    kind_line: KindLine | None,
    date_span: tuple[int, int] | None,
    tables: list[int],
) -> list[Chunk]:
    """The chunks above the number (or above the kind) that can name the issuer."""
    if not parts:
        return []
    limits = [number.start] if number else []
    limits += [parts[kind_line.index].start] if kind_line else []
    if not limits:
        limits = [date_span[0]] if date_span else []
        titles = (
            c.start for c in parts if _NO_ISSUER_BELOW.match(c.text) and not (limits and FORM_LABEL.match(c.text))
        )
        limits += [start for start in titles if start > parts[0].start or not limits][:1]
        limits += [table for table in tables if table > parts[0].start] if limits else []
    if not limits:
        return []
    limit = min(limits)
    above = [chunk for chunk in parts if chunk.end <= limit][-_ISSUER_LINES:]
    cut_off = any(fold(chunk.text[-len(_CUT_OFF) :]) == _CUT_OFF for chunk in parts)
    return [
        chunk
        for chunk in above
        if not NUMBER_LINE.match(chunk.text)
        and not FORM_LABEL.match(chunk.text)
        and not stamp().match(chunk.text)
        and not SITTING.match(chunk.text)
        and not DAY.search(chunk.text)
        and not chunk.text.startswith("/")
        and not (cut_off and chunk.text == "NAM")
        and ".." not in chunk.text
        and "…" not in chunk.text
        and fold(chunk.text) not in folded_words("national")
    ]
