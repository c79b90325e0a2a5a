"""The head of a document: issuer, number, place and date, kind, subject (Decree 30/2020/NĐ-CP, annex I).

The two columns may come one after the other, interleaved, or be lost; what the form does not show
is taken from the number ('SNN' in '78/BC-SNN') and from the text, never guessed.
"""

from __future__ import annotations

import itertools
import re
from datetime import date

from pipeline.normalize.fold import fold
from pipeline.normalize.letters import UPPER
from pipeline.records import Field, Letterhead
from pipeline.structure.alternatives import alternatives
from pipeline.structure.bare_title import bare_title
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.catalogue import Catalogue, catalogue_labels
from pipeline.structure.docnumber import DocumentNumber, exact_kind, find_numbers, kind_named, may_be_units
from pipeline.structure.form import Chunk, chunks, folded_words, stamp, words
from pipeline.structure.issuer import infer_issuer, read_issuer
from pipeline.structure.mail import past_mail
from pipeline.structure.signing_titles import is_title
from pipeline.structure.tables import kind_names
from pipeline.structure.title import (
    ABOUT,
    FORM_LABEL,
    JOINT,
    NUMBER_LINE,
    OPENING,
    SITTING,
    KindLine,
    dated_places,
    find_kind_line,
    kind_of_line,
    letter_subject,
    read_title,
    skip,
)
from pipeline.structure.title_issuers import OF_ISSUER, follows_issuer

_HEAD_LENGTH = 6000
_HEAD_LINES = 60
_TITLE_GOES_ON = re.compile(r"\s*,?\s*(?:$|ngày[^;]*$|về|V/v|quy định|ban hành|phê duyệt|của|do|-|–|\()", re.IGNORECASE)
_STRICT_OPENING = re.compile(rf"{alternatives(words('strict_openings'))}\b", re.IGNORECASE)
_PART = re.compile(r"(?:I|1|A)(?:\s?[./)]|\s?[-–]\s)|(?:Điều|Chương|Phần|Mục)\s+(?:\d|I|thứ)|a[)/.]", re.IGNORECASE)
_CATALOGUE = re.compile(
    rf"(?:{catalogue_labels()}|{alternatives(words('signature_stamp'))})\s*:|Signature Valid", re.IGNORECASE
)
_ENTERED = re.compile(r"Số\s*[:.]?\s*\d+\s*$", re.IGNORECASE)
"""The number under which a stamp entered the document at its receiver: 'CÔNG VĂN ĐẾN Số: 1204'."""
_LABEL_MISREAD = re.compile(r"\W{0,3}(?:[Ss5]\w{1,2}\s?[:.;,]|[Ss]\w(?=\s))?[\s:.;,]*")
_RECEIVED = re.compile(r"(?:Ngày|Giờ|Chuyển|Lưu hồ sơ(?: số)?)\s*:", re.IGNORECASE)
"""More of that stamp."""
_NO_ISSUER_BELOW = re.compile(rf"(?:{alternatives(words('form_titles'))})(?!\w)", re.IGNORECASE)
_ISSUER_LINES = 14
_ABOVE_SIGNATURE = 200
_DEEPEST_INDENT = 100
_OPENS_COLUMN, _ENDS_COLUMN = re.compile(r"(?:\n|\t|  ) ?\Z"), re.compile(r"\.? ?(?:\Z|[\n\t]|  )")
_OPENS_LINE, _ENDS_LINE = re.compile(r"(?:\A|\n)[ \t]*\Z"), re.compile(r"\.?[ \t]*(?:\Z|\n)")
_IN_MONTH = re.compile(
    rf"(?P<place>[{UPPER}]\w*(?:\s[{UPPER}]\w*){{0,3}})\s*,\s*tháng\s+\d{{1,2}}\s*(?:năm|[/-])\s*(?:19|20)\d\d\s*"
)
"""A cover's line: 'Hà Nội, tháng 12 năm 2005'."""
_RECORD_DAY = re.compile(rf"{alternatives(words('record_days'))}(?!\w)(?!\s+[{UPPER}])")
"""'Hôm nay, ngày 17 tháng 4 năm 2013, tại ...': a day without a place before it."""
_PASSED = re.compile(
    rf"này\s+(?:đã\s+)?được\s+(?:Quốc hội|(?:Ủy|Uỷ) ban Thường vụ|HĐND|Hội đồng nhân dân)(?!\w)(?:(?!(?<!\w){kind_names()}(?!\w))[^.;]){{0,200}}?\sthông\s+qua\s+(?=ngày)",
    re.IGNORECASE,
)
"""The last sentence of what an assembly has passed: 'Luật này đã được Quốc hội ... thông qua ngày 03 tháng 12 năm 2004.'"""
_DAY_LABEL = re.compile(r"Ngày\s*:\s*")
_SMALL_LEVEL = re.compile(rf"(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn) [{UPPER}]")
_CUT_OFF = "xa hoi chu nghia viet"
"""The end of the national title where a narrow column has parted 'NAM' from it, which then stands among the issuer's lines."""
_UNDER_ORDER = re.compile(r"\bTHEO(?: QĐ)?$")
_IN_SUBJECT = re.compile(rf"(?<=\s)(?:[{UPPER}]\w*\s?){{1,4}}$")


def read_letterhead(text: str, catalogue: Catalogue) -> Letterhead:
    """The head's fields, each None where neither the document nor a portal's table above it states it."""
    begin = past_mail(text, catalogue.end)
    parts = _head_chunks(text, begin)
    own_number = _own_number(text, parts)
    number = own_number or catalogue.number(text)
    place, issued_on, date_span = _place_and_date(text, parts, own_number)
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
    # 'Số: 2207/CT-TTHT V/v' is a letter of a Cục Thuế.
    if subject and letter and (kind is None or (addressed and (unit or kind.titled))):
        kind = kind_named("Công văn")
    if subject is None and kind is None:
        subject = bare_title(text, parts)
    issuer_lines = _issuer_lines(parts, own_number, kind_line, date_span)
    place_name = place.value if place else None
    joint = kind is not None and kind.code in JOINT
    above = read_issuer(text, issuer_lines, place_name, joint)
    # A title that tells the number tells the issuer too; what stands above it is a data base's or a gazette's.
    in_title = own_number is not None and kind_line is not None and own_number.start >= parts[kind_line.index].start
    issuer = (titled_issuer if in_title else None) or above or titled_issuer
    issuer = issuer or catalogue.issuer(text) or infer_issuer(text, number, place_name)
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


def _head_chunks(text: str, start: int) -> list[Chunk]:
    """The chunks up to the line that opens the body; the line under the kind is never that line."""
    found: list[Chunk] = []
    under_kind = False
    for chunk in chunks(text, start, min(len(text), start + _HEAD_LENGTH)):
        if chunk.line - (found[0].line if found else chunk.line) > _HEAD_LINES:
            break
        if chunk.text == "NƯỚC" and not found:
            continue  # a gazette's, over 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
        if _CATALOGUE.match(chunk.text) or _RECEIVED.match(chunk.text) or (stamp().match(chunk.text) and not found):
            continue
        if _STRICT_OPENING.match(chunk.text) or (_PART.match(chunk.text) and found):
            break
        if OPENING.match(chunk.text) and not under_kind and len(found) > 1:
            break
        if any(_UNDER_ORDER.search(above.text) and above.line + 1 == chunk.line for above in found[-2:]):
            continue
        found.append(chunk)
        under_kind = kind_of_line(chunk) is not None
    return found


def _own_number(text: str, parts: list[Chunk]) -> DocumentNumber | None:
    """The document's own number: the first after 'Số' that opens a chunk, else the first after the kind."""
    for chunk in parts:
        match = NUMBER_LINE.match(chunk.text)
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


def _place_and_date(
    text: str, parts: list[Chunk], number: DocumentNumber | None
) -> tuple[Field | None, date | None, tuple[int, int] | None]:
    """Place and day from the line that has both; the day may stand by the number or above the signature."""
    stop = parts[-1].end if parts else 0
    for start, end in ((parts[0].start if parts else 0, stop), (max(stop, len(text) - 2500), len(text))):
        for match in dated_places(text, start, end):
            place = _place(text, match, number) or (_place_in_subject(text, match, parts) if end == stop else None)
            if place and (end == stop or _above_signature(text, match, place)):
                day = DAY.search(text, place.end, match.end())
                recorded = any(_RECORD_DAY.match(text, at) for at in (place.start, skip(text, place.end)))
                place = None if recorded else place
                return place, day_of(day) if day else None, day.span() if day else (match.end("place"), match.end())
    after = skip(text, number.end) if number else 0
    label = _DAY_LABEL.match(text, after)
    days = [label.end() if label else after] if number else []
    # A title may repeat the letterhead's number, and tell its day: 'PHÁP LỆNH CỦA ... SỐ 12/1998/... NGÀY ...'.
    again = re.compile(re.escape(number.number), re.IGNORECASE).search(text, after, stop) if number else None
    days += [skip(text, again.end())] if again else []
    if day := next(filter(None, (DAY.match(text, at) for at in days)), None):
        return None, day_of(day), day.span()
    for chunk in parts:
        if in_month := _IN_MONTH.fullmatch(chunk.text):
            return Field(in_month["place"], chunk.start, chunk.start + in_month.end("place")), None, None
        if (day := DAY.fullmatch(chunk.text)) and day["ngay"] and day["year"]:
            return None, day_of(day), (chunk.start, chunk.end)
    return None, None, None


def _above_signature(text: str, match: re.Match[str], place: Field) -> bool:
    """Whether place and day, far below the head, stand alone as over a signature; a sentence tells of another day."""
    if _RECORD_DAY.match(text, place.start):
        return True
    if not (_OPENS_COLUMN.search(text, max(0, place.start - 3), place.start) and _ENDS_COLUMN.match(text, match.end())):
        return False
    if text.startswith(",", place.end):
        return True
    name = text[place.start : place.end]
    # A petitioner's line, over a title that no official has: 'Cam Lộ ngày 6 tháng 3 năm 2010'.
    opens = _OPENS_LINE.search(text, max(0, place.start - _DEEPEST_INDENT), place.start)
    if opens and _ENDS_LINE.match(text, match.end()) and " " in name and name.istitle() and kind_named(name) is None:
        return True
    below = chunks(text, match.end(), min(len(text), match.end() + _ABOVE_SIGNATURE))
    return not name.split()[-1].islower() and any(is_title(chunk.text) for chunk in below)


def _passed_on(text: str) -> tuple[date | None, tuple[int, int]] | None:
    """The day on which the last sentence says that a law was passed."""
    passed = _PASSED.search(text, max(0, len(text) - 2500))
    day = DAY.match(text, passed.end()) if passed else None
    return (day_of(day), day.span()) if day else None


def _place(text: str, match: re.Match[str], number: DocumentNumber | None) -> Field | None:
    start, end = match.span("place")
    if number and start < number.end <= end:
        start = number.end
    while start < end and not text[start].isalpha():
        start += 1
    if text[end - 1 : end] == ".":  # 'Hà Nội. ngày ...'
        end -= 1
    name = re.sub(r"\s+", " ", text[start:end])
    # 'huyện Cam Mẫu, ngày ...' alone on its line.
    alone = text[start - 1 : start] in ("", "\n", "\t") and text[match.end() : match.end() + 1] in ("", "\n", "\t")
    levelled = alone and _SMALL_LEVEL.match(name) is not None
    joined = start > 0 and (text[start - 1].isalnum() or text[start - 1] in "/-")
    if joined or not (name[:1].isupper() or levelled) or len(name.split()) > 5 or "/" in name or OPENING.match(name):
        return None
    if name in words("printed"):
        return None
    if levelled:
        return Field(name[0].upper() + name[1:], start, end)
    return Field(" ".join(word[:1].upper() + word[1:] for word in name.split()), start, end)


def _place_in_subject(text: str, match: re.Match[str], parts: list[Chunk]) -> Field | None:
    """The place of the right column that ran into a letter's subject: 'V/v bổ sung kinh phí Hà Nội, ngày ...'."""
    start, end = match.span("place")
    line = next((chunk for chunk in parts if chunk.start <= start and match.end() == chunk.end), None)
    name = _IN_SUBJECT.search(text, line.start, end) if line and ABOUT.match(line.text) else None
    return Field(re.sub(r"\s+", " ", name[0]).strip(), name.start(), end) if name else None


def _issuer_lines(
    parts: list[Chunk],
    number: DocumentNumber | None,
    kind_line: KindLine | None,
    date_span: tuple[int, int] | None,
) -> list[Chunk]:
    """The chunks above the number (or above the kind) that can name the issuer."""
    limits = [number.start] if number else []
    limits += [parts[kind_line.index].start] if kind_line else []
    limits += [date_span[0]] if date_span and not limits else []
    form_title = next((c.start for c in parts if _NO_ISSUER_BELOW.match(c.text)), None)
    limits += [form_title] if form_title is not None and not limits else []
    if not limits:
        return []
    limit = min(limits, default=parts[-1].end if parts else 0)
    above = [chunk for chunk in parts if chunk.end <= limit][-_ISSUER_LINES:]
    cut_off = any(fold(chunk.text).endswith(_CUT_OFF) for chunk in parts)
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
