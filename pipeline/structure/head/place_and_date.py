"""Where a document was made and when: 'Quảng Trị, ngày 15 tháng 3 năm 2019', at the head or over the signature."""

from __future__ import annotations

import re
from datetime import date

from pipeline.normalize.letters import LOWER, UPPER
from pipeline.records import Field
from pipeline.structure.alternatives import alternatives
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.form import Chunk, chunks, words
from pipeline.structure.head.title import ABOUT, OPENING, dated_places, kind_of_line, skip
from pipeline.structure.issuer import opens_body
from pipeline.structure.number.docnumber import DocumentNumber, kind_named
from pipeline.structure.second_heads import second_heads
from pipeline.structure.signing_titles import is_title

_ABOVE_SIGNATURE = 200
_OPENS_COLUMN, _ENDS_COLUMN = re.compile(r"(?:\n|\t|  ) ?\Z"), re.compile(r"\.? ?(?:\Z|[\n\t]|  )")
_OPENS_LINE, _ENDS_LINE = re.compile(r"(?:\A|\n)[ \t]*\Z"), re.compile(r"\.?[ \t]*(?:\Z|\n)")
_DEEPEST_INDENT = 100
_IN_MONTH = re.compile(
    rf"(?P<place>[{UPPER}]\w*(?:\s[{UPPER}]\w*){{0,3}})\s*,\s*tháng\s+\d{{1,2}}\s*(?:năm|[/-])\s*(?:19|20)\d\d\s*"
)
"""A cover's line: 'Hà Nội, tháng 12 năm 2005'."""
_RECORD_DAY = re.compile(rf"{alternatives(words('record_days'))}(?!\w)(?!\s+[{UPPER}])")
"""'Hôm nay, ngày 17 tháng 4 năm 2013, tại ...': a day without a place before it."""
_NO_PLACE = re.compile(r"(?:Thứ (?:[2-7]|hai|ba|tư|năm|sáu|bảy)|Chủ nhật)\W*$|Tin tức(?!\w)", re.IGNORECASE)
"""A weekday, and a page's heading."""
_DAY_BELOW = re.compile(r"\s*\n\s*N")
_DAY_LABEL = re.compile(r"Ngày\s*:\s*")
_SMALL_LEVEL = re.compile(rf"(?:tỉnh|thành phố|tp\.?|huyện|thị xã|quận|xã|phường|thị trấn) [{UPPER}]")
_AFTER_ISSUER = re.compile(rf"(?:[{UPPER}]+\s){{2,}}(?=[{UPPER}][{LOWER}])")
"""The issuer's name in capitals before the place on its line: 'ĐẢNG ỦY XÃ HOA LỘC Hoa Lộc, ngày ...'."""
_IN_SUBJECT = re.compile(rf"(?<=\s)(?:[{UPPER}]\w*\s?){{1,4}}$")


def place_and_date(
    text: str, parts: list[Chunk], number: DocumentNumber | None
) -> tuple[Field | None, date | None, tuple[int, int] | None]:
    """Place and day from the line that has both; the day may stand by the number or above the signature."""
    stop = parts[-1].end if parts else 0
    last = next(second_heads(text, stop), len(text))
    for start, end in ((parts[0].start if parts else 0, stop), (max(stop, last - 2500), last)):
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


def _place(text: str, match: re.Match[str], number: DocumentNumber | None) -> Field | None:
    start, end = match.span("place")
    if number and start < number.end <= end:
        start = number.end
    while start < end and not text[start].isalpha():
        start += 1
    if issuer := _AFTER_ISSUER.match(text, start, end):
        start = issuer.end()
    if text[end - 1 : end] == ".":  # 'Hà Nội. ngày ...'
        end -= 1
    name = re.sub(r"\s+", " ", text[start:end])
    # 'huyện Cam Mẫu, ngày ...' alone on its line.
    alone = text[start - 1 : start] in ("", "\n", "\t") and text[match.end() : match.end() + 1] in ("", "\n", "\t")
    levelled = alone and _SMALL_LEVEL.match(name) is not None
    joined = start > 0 and (text[start - 1].isalnum() or text[start - 1] in "/-")
    if joined or not (name[:1].isupper() or levelled) or len(name.split()) > 5 or "/" in name or OPENING.match(name):
        return None
    between = text[match.end("place") : match.end()]
    comma = between.lstrip().startswith(",")
    last = name.split()[-1]
    # 'Đại Từ' and 'Bến Trước' are places; 'Từ ngày', 'Thu quỹ từ ngày' and 'THU QUỸ TỪ NGÀY' tell none.
    lead = last.lower() if last == name or (name.isupper() and not comma) else last
    if name in words("printed") or lead in words("leads_of_days") or _NO_PLACE.match(name):
        return None
    if not comma and not _RECORD_DAY.match(text, skip(text, end)):
        # A heading over the day of a page, and a sentence's words: 'GIÁ THỊ TRƯỜNG' over 'Ngày 12/5/2020'.
        over = _DAY_BELOW.match(between) is not None and not _over_kind(text, match, name)
        if over or (not levelled and sum(word[0].islower() for word in name.split()) > 1):
            return None
    if levelled:
        return Field(name[0].upper() + name[1:], start, end)
    return Field(" ".join(word[:1].upper() + word[1:] for word in name.split()), start, end)


def _over_kind(text: str, match: re.Match[str], name: str) -> bool:
    """Whether place and day, each on its line, stand over a kind: 'BẾN MẪU', 'Ngày 12 tháng 5 năm 2010', 'BÁO CÁO'."""
    below = next(iter(chunks(text, match.end(), min(len(text), match.end() + _ABOVE_SIGNATURE))), None)
    told = kind_of_line(below) if below else None
    return told is not None and told["kind"].isupper() and "tháng" in match[0].lower() and not opens_body(name)


def _place_in_subject(text: str, match: re.Match[str], parts: list[Chunk]) -> Field | None:
    """The place of the right column that ran into a letter's subject: 'V/v bổ sung kinh phí Hà Nội, ngày ...'."""
    end = match.end("place")
    line = next((chunk for chunk in parts if chunk.start < end and match.end() == chunk.end), None)
    name = _IN_SUBJECT.search(text, line.start, end) if line and ABOUT.match(line.text) else None
    return Field(re.sub(r"\s+", " ", name[0]).strip(), name.start(), end) if name else None
