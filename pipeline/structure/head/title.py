"""The kind of a document and what it is about: 'QUYẾT ĐỊNH [của X] [số N] [ngày D] về việc ...', 'V/v ...'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import compiled, in_first_way
from pipeline.records import Field
from pipeline.structure.alternatives import alternatives
from pipeline.structure.calendar import DAY
from pipeline.structure.form import Chunk, words
from pipeline.structure.head.title_issuers import bare_title, titled_issuer
from pipeline.structure.issuer import is_authority, opens_body
from pipeline.structure.number.docnumber import DocumentNumber, find_numbers, kind_named
from pipeline.structure.number.labels import LABEL, NUMBER_LINE
from pipeline.structure.openings import openings_of
from pipeline.structure.tables import Kind, form_kind_names

_SUBJECT_LINES = 10
_NUMBER_ALONE = re.compile(r"số\s*:\s*\d{1,5}\w?\s?/\S+", re.IGNORECASE)
"""All that stands after the kind in a letterhead's left column: 'Luật số: 39/2019/QH14', whatever a page's menu has above."""
_SMALL_NUMBER = re.compile(r"\d{1,5}/[^\s/]+(?:/\S+)?")
_DATED = re.compile(
    r"(?=\bngày\b)ngày(?:[\s\d.,…/_]*?tháng[\s\d.,…/_]*?năm\s*[\d.…]*|\s*\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)\d\d)",
    re.IGNORECASE,
)
PLACE_DATE = re.compile(
    r"(?P<place>(?:(?:Phường|Quận)\s+\d{1,2}|[^\W\d_][^\n\t,;:\d]{1,40}?))\s*,?\s*"
    r"(?:(?:vào\s+)?(?:hồi|lúc)?\s*\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s?(?:phút|p|’|')?)?,?\s*)?" + _DATED.pattern,
    re.IGNORECASE,
)
_HOUR_OR_WARD = re.compile(r"\d\s?(?:giờ|h|g)|(?:phường|quận)\s+\d", re.IGNORECASE)
_LONGEST_PLACE, _LONGEST_HOUR, _REACH = 41, 80, 200
OPENING = re.compile(rf"{alternatives(words('openings'))}\b")
_KIND_LINE = re.compile(
    rf"(?P<kind>{form_kind_names()}|công văn(?=\s*$|\s+của\s))(?!\w)\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_KIND_TAIL = re.compile(rf"{alternatives(words('kind_tails'))}(?!\w)\s*", re.IGNORECASE)
"""'KẾT LUẬN THANH TRA', 'HƯỚNG DẪN LIÊN NGÀNH': more words of the kind, where they close its line."""
_CITED_AFTER_KIND = re.compile(r"(?:này|trên|số\b.*\bcủa\b)", re.IGNORECASE)
ABOUT = re.compile(r"[“\"]?\bV(?:\s*/\s*v\b\s*:?|v\s*[:.])\s*", re.IGNORECASE)
_ENDS_SUBJECT = re.compile(rf"\W*(?:{alternatives(name for name in words('stamps') if name.isupper())}|CÔNG VĂN)\W*")
"""Under a letter's subject: 'HỎA TỐC', or the kind as a data base calls it."""
_ATTACHED = re.compile(r"\(?\s*(?:Ban hành k|K)èm theo\b", re.IGNORECASE)
_IN_NAME = re.compile(r"NHÂN DANH(?!\w)")
"""A judgment's 'NHÂN DANH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', with which its body opens."""
_BODY = re.compile(rf"(?:{form_kind_names()}|Luật|Bộ luật)\s+(?:này|số\s*:?\s*\d)|(?:K/g|Kính gửi)", re.IGNORECASE)
_INVITES = re.compile(r"trân trọng|kính mời|như sau|có hiệu lực", re.IGNORECASE)
_INVITED = re.compile(r"kính mời\s*:", re.IGNORECASE)
FORM_LABEL = re.compile(r"(?:(?:Mẫu|Biểu|Phụ lục)\s+(?:số\s*:?\s+)?\S{1,12}|Phụ lục)", re.IGNORECASE)
_OF_ASSEMBLY = re.compile(r"của quốc hội nước$", re.IGNORECASE)
"""Under an old law's name its issuer and number: 'CỦA QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ ...'."""
_MORE_WORDS, _ADDRESSED_LINES = 3, 3
_MID_SENTENCE = re.compile(rf"[{LOWER}]|(?:GIAI ĐOẠN|NĂM|QUÝ|ĐẾN NĂM|TRÊN ĐỊA BÀN|THUỘC|CỦA|TẠI|VÀ|VỀ|CHO)(?!\w)")
_MORE_OF_TITLE = re.compile(rf"[{LOWER}]|(?:Phương hướng|Nhiệm vụ|Kế hoạch|Dự kiến)(?!\w)")
_NUMBERED = re.compile(rf"\(?{LABEL}\d|SỐ\s*:")
_TELLS = re.compile(
    rf"Năm (?:19|20)\d\d, [{UPPER}]|(?:[^\W\d_]+ ){{2,14}}?(?:thông báo|báo cáo|đề nghị|yêu cầu|kính mời|nhận được|đã)(?!\w)"
)
"""A body's first sentence: 'Năm 2018, Ban vận động đã ...', 'Ủy ban nhân dân xã thông báo ...'."""
_UNENDED = re.compile(r"(?:[,;:–-]|(?<!\w)(?:của|do|tại|và|với|giữa|cho|về|theo|từ|đến|CỦA|VÀ|DO|TẠI|VỀ|CHO))$")
_UNDER_AUTHORITY = re.compile(rf"{OPENING.pattern}|CỘNG H[ÒO][ÀA]\s")
AUTHORISED = ("NĐ", "NQ", "QĐ", "CT")
"""Kinds whose preamble opens with who issues them, on a line of its own."""
_SPEAKS_OF = re.compile(
    r"(?:,|(?<!\w)(?:CỦA|DO|CHO|VỚI|GIỮA|VÀ|THUỘC|TẠI|VỀ|TỪ|ĐẾN|TRÌNH|BAN|TRỤ SỞ|VĂN PHÒNG|NHÀ LÀM VIỆC|KHU HÀNH CHÍNH|ĐẠI BIỂU"
    r"|THÀNH VIÊN|QUYỀN|CHỨC VỤ|CHỨC DANH|NHIỆM VỤ|PHÓ|BẦU|LÃNH ĐẠO|CHUYÊN TRÁCH|CÔNG ĐOÀN|ĐẢNG BỘ|CHI BỘ|HOẠT ĐỘNG))$"
)
"""What stands before the name of a body that a title in capitals speaks of."""
_TOLD_IN_FULL = re.compile(r"(?=Về việc\s)|Về việc\s?:\s*")
"""What a letter is about, in whole words right under its number, which stay with it as under a kind."""
_TOLD_BELOW = re.compile(r"V/v|Về việc")
JOINT = ("TTLT", "TTLN", "NQLT")
"""Kinds that several bodies issue together."""
_SENDS = re.compile(r"[^\n]{0,120}(?<!\w)điện\s*:", re.IGNORECASE)
SITTING = re.compile(r"\(?\s*KH[ÓO][ÁA]?\s+[\dIVXLC]+\b.*KỲ HỌP", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindLine:
    """Where the kind stands: its chunk's index, and what follows it on the line."""

    index: int
    kind: Kind
    rest_start: int
    numbered: bool
    """Whether a number follows the kind ('Luật số: 39/2019/QH14')."""


def _first_letter(text: str, after: int, day: int) -> int:
    """Where the place before a day may begin at the earliest; nearer where no figure of an hour or a ward stands between."""
    start = max(after, day - _REACH)
    if _HOUR_OR_WARD.search(text, max(start, day - _LONGEST_HOUR), day):
        return start
    words = text[start:day].rstrip().removesuffix(",").rstrip()
    return start + max(len(words) - _LONGEST_PLACE, *(words.rfind(mark) + 1 for mark in "\n\t,;:0123456789"))


def dated_places(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What `PLACE_DATE.finditer` finds, looked for before days only: a place may begin at any letter."""
    after = start
    for at in openings_of(text).starts(("ngày",)):
        day = _DATED.match(text, at, end) if start <= at < end else None
        found = PLACE_DATE.search(text, _first_letter(text, after, at), day.end()) if day else None
        if found:
            after = found.end()
            yield found


def kind_of_line(chunk: Chunk) -> re.Match[str] | None:
    """A line that is a kind's name, alone or in capitals before the subject, or with its issuer."""
    match = _KIND_LINE.match(chunk.text)
    if not match:
        return None
    rest = match["rest"].strip(" :.-–")
    if not rest:
        return match if match["kind"][0].isupper() or match["kind"].islower() else None
    if _CITED_AFTER_KIND.match(rest) and not (match["kind"].isupper() and "CỦA" in rest):
        return None
    if match["kind"].isupper() or _NUMBER_ALONE.fullmatch(rest):
        return match
    opens_form = re.match(r"(?:của|về|số|liên tịch)\b", rest, re.IGNORECASE)
    return match if opens_form and chunk.line < 12 and len(rest) < 200 else None


def find_kind_line(parts: list[Chunk], number: DocumentNumber | None, addressed: bool) -> KindLine | None:
    """The line of the kind that the number tells, else the first of any kind."""
    found = []
    for index, chunk in enumerate(parts):
        match = kind_of_line(chunk)
        kind = kind_named(match["kind"]) if match else None
        if match and kind:
            numbered = NUMBER_LINE.match(match["rest"]) is not None
            found.append(KindLine(index, kind, chunk.start + match.start("rest"), numbered))
    if not found and number and parts and parts[0].start <= number.start < parts[0].end:
        # A copy whose whole head is one line: 'Quyết định số 42/2004/QĐ-UB ngày ... của UBND tỉnh về việc ...'.
        match = _KIND_LINE.match(parts[0].text)
        kind = kind_named(match["kind"]) if match else None
        return KindLine(0, kind, parts[0].start + match.start("rest"), True) if match and kind else None
    if not found and addressed and not any(ABOUT.match(chunk.text) for chunk in parts):
        return _addressed_kind(parts)
    told = number.kind if number else None
    if number:
        found = [line for line in found if line.kind == told or not _in_title_of(found, line, parts, number)]
    fitting = [line for line in found if line.kind == told] or found
    # 'Luật số: 39/2019/QH14' in the left column is the number's line; the kind stands alone below. A gazette tells
    # kind and title above the head already.
    alone = [line for line in fitting if not line.numbered]
    below = [line for line in alone if number and parts[line.index].start > number.start]
    return next(iter((*below, *alone, *fitting)), None)


def _in_title_of(found: list[KindLine], line: KindLine, parts: list[Chunk], number: DocumentNumber) -> bool:
    """Whether a line is the title of a kind above: 'HƯỚNG DẪN THI HÀNH ...' under 'THÔNG TƯ' and its number."""
    above = parts[line.index - 1] if line.index else None
    kinds = {other.index for other in found} & {line.index - 1, line.index - 2}
    told = above is not None and above.start <= number.start < above.end
    return told and bool(kinds) and line.rest_start < parts[line.index].end


def skip(text: str, offset: int) -> int:
    """The first offset that is neither white space, comma nor bracket."""
    while offset < len(text) and text[offset] in " \t\n,(;*:.-–":
        offset += 1
    return offset


def _addressed_kind(parts: list[Chunk]) -> KindLine | None:
    """The kind that opens a title in small letters right above 'Kính gửi': 'Báo cáo tình hình sử dụng lao động'."""
    for index in range(len(parts) - 1, max(len(parts) - _ADDRESSED_LINES, 0) - 1, -1):
        match = _KIND_LINE.match(parts[index].text)
        kind = kind_named(match["kind"]) if match and match["kind"][0].isupper() else None
        if match and kind and match["rest"][:1].islower() and not _CITED_AFTER_KIND.match(match["rest"]):
            return KindLine(index, kind, parts[index].start + match.start("rest"), False)
    return None


def letter_subject(
    text: str, parts: list[Chunk], dated: tuple[int, int], number: DocumentNumber | None
) -> Field | None:
    """'V/v ...' under a letter's number, over as many lines as it takes; place and day may have run into them."""
    numbered = next((chunk.line for chunk in parts if number and chunk.start <= number.start < chunk.end), None)
    for index, chunk in enumerate(parts):
        match = ABOUT.match(chunk.text)
        if match is None and numbered is not None and chunk.line == numbered + 1:
            match = _TOLD_IN_FULL.match(chunk.text)
        if match:
            start, end, line, without = chunk.start + match.end(), chunk.end, chunk.line, dated
            for following, below in zip_longest(parts[index + 1 : index + 5], parts[index + 2 : index + 6]):
                if following is None or _ENDS_SUBJECT.fullmatch(following.text):
                    break
                if number and following.start < number.start < following.end:
                    break
                if following.start == dated[0] and below and below.text[:1].islower():
                    # The left column's last line stands under the day of the right one.
                    line, without = following.line, (end, following.end)
                    continue
                if following.line == line and following.start == dated[0]:
                    continue
                if not adjoins(line, following) or following.start == dated[0]:
                    break
                if PLACE_DATE.search(following.text) and not following.start < dated[0] < following.end:
                    break
                end, line = following.end, following.line
            return field_of(text, start, end, without)
    return None


def read_title(text: str, parts: list[Chunk], kind_line: KindLine) -> tuple[Field | None, Field | None]:
    """The issuer and subject under the kind: 'QUYẾT ĐỊNH [của X] [số N] [ngày D] về việc ...'."""
    start = kind_line.rest_start
    tail = _KIND_TAIL.match(text, start, parts[kind_line.index].end)
    start = tail.end() if tail and tail.end() == parts[kind_line.index].end else start
    start = _after_more_of_kind(text, parts, kind_line, start)
    joint = kind_line.kind.code in JOINT
    issuer, start = titled_issuer(text, parts, start, _title_end(parts, kind_line, start), joint)
    if number := NUMBER_LINE.match(text, skip(text, start)):
        own = next(find_numbers(text, number.end(), number.end() + 60), None)
        lost_capitals = None if own else _SMALL_NUMBER.match(text, number.end())
        start = own.end if own else lost_capitals.end() if lost_capitals else number.end()
    if day := DAY.match(text, skip(text, start)):
        start = day.end()
    if issuer is None:
        issuer, after = titled_issuer(text, parts, start, _title_end(parts, kind_line, start), joint)
        start = after if issuer else start
    start = skip(text, start)
    if about := ABOUT.match(text, start):
        start = about.end()
    subject = field_of(text, start, _title_end(parts, kind_line, start))
    return issuer, None if subject and _is_sender(text, subject) else subject


def _is_sender(text: str, title: Field) -> bool:
    """Whether a telegram's title is who sends it: 'BAN CHỈ HUY ... TỈNH MẪU điện:'."""
    return title.value.isupper() and opens_body(title.value) and _SENDS.match(text, skip(text, title.end)) is not None


def apart_from_authority(text: str, subject: Field, issuer: Field) -> Field:
    """A subject in capitals without the authority that a page's layout has run into it: '... BẢO VỆ ĐÊ ĐIỀU CHÍNH PHỦ' over 'Căn cứ'."""
    told, body = (in_first_way(field.value.lower()) for field in (subject, issuer))
    if body not in told or not subject.value.isupper() or not _UNDER_AUTHORITY.match(text, skip(text, subject.end)):
        return subject
    name = r"\s+".join(map(re.escape, body.split()))
    authority = compiled(
        rf"\s(?:{bare_title().pattern}\s+)?{name}(?:\s+(?:NƯỚC|KHÓA)(?!\w).*)?$", re.IGNORECASE | re.DOTALL
    )
    found = authority.search(text, subject.start, subject.end)
    if found is None or _SPEAKS_OF.search(text, subject.start, found.start()):
        return subject
    return field_of(text, subject.start, found.start()) or subject


def _after_more_of_kind(text: str, parts: list[Chunk], kind_line: KindLine, start: int) -> int:
    """Past what kind of contract or record it is ('HỢP ĐỒNG KINH TẾ'), where 'Về việc' or the number stands below."""
    line = parts[kind_line.index]
    rest = text[start : line.end]
    below = parts[kind_line.index + 1] if kind_line.index + 1 < len(parts) else None
    told = below and (_TOLD_BELOW.match(below.text) or NUMBER_LINE.match(below.text))
    return line.end if told and rest.isupper() and len(rest.split()) <= _MORE_WORDS else start


def _title_end(parts: list[Chunk], kind_line: KindLine, start: int) -> int:
    """Where the subject ends: at a gap, at the body's first words, or at the authority's own line."""
    line, end, above = None, start, parts[kind_line.index]
    lost_capitals = parts[kind_line.index].text.islower()
    lines = parts[kind_line.index : kind_line.index + 1 + _SUBJECT_LINES]
    for chunk, below in zip_longest(lines, lines[1:]):
        if chunk.end <= start:
            continue
        gap = line is not None and not (chunk.line <= line + 1 if lost_capitals else adjoins(line, chunk))
        if (
            gap
            or _ATTACHED.match(chunk.text)
            or _IN_NAME.match(chunk.text)
            or (_DATED.search(chunk.text) and PLACE_DATE.match(chunk.text))
        ):
            break
        if line is not None and (leaves_title(chunk, lost_capitals) or _opens_body(above, chunk)):
            break
        if chunk is not lines[0] and _INVITED.search(chunk.text):
            break
        line, end, above = chunk.line, chunk.end, chunk
        if chunk.text.endswith(".") or (
            chunk.text.endswith(";") and (lost_capitals or not below or not _lists_on(chunk, below))
        ):
            break
    return end


def _opens_body(above: Chunk, chunk: Chunk) -> bool:
    """Whether a whole line of a title is over, and the next one tells who does what."""
    if _UNENDED.search(above.text) or not _TELLS.match(chunk.text):
        return False
    return opens_body(chunk.text.removeprefix("Thường trực ")) or chunk.text.startswith("Năm ")


def _lists_on(chunk: Chunk, below: Chunk) -> bool:
    """Whether a title goes on after the ';' of a line: 'tình hình năm 2011;' over 'phương hướng năm 2012'."""
    return below.text.isupper() if chunk.text.isupper() else _MORE_OF_TITLE.match(below.text) is not None


def adjoins(line: int, chunk: Chunk) -> bool:
    """Whether a line goes on with what stands on the line `line`: right under it, or in mid-sentence under a wide gap."""
    return chunk.line <= line + 1 or (chunk.line == line + 2 and _MID_SENTENCE.match(chunk.text) is not None)


def leaves_title(chunk: Chunk, lost_capitals: bool) -> bool:
    """Whether a line under the subject's first belongs to it no more."""
    return bool(
        chunk.listed
        or OPENING.match(chunk.text)
        or is_authority(chunk, lost_capitals)
        or _BODY.match(chunk.text)
        or _INVITES.search(chunk.text)
        or _NUMBERED.match(chunk.text)
        or SITTING.match(chunk.text)
        or _OF_ASSEMBLY.match(chunk.text)
    )


def field_of(text: str, start: int, end: int, without: tuple[int, int] = (0, 0)) -> Field | None:
    """The words of `start:end`, but for what ran in between."""
    while start < end and text[start] in " \t\n:.-–":
        start += 1
    words = text[start : without[0]] + text[without[1] : end] if start < without[0] < end else text[start:end]
    value = re.sub(r"\s+", " ", words).strip(" *_").removesuffix("./.").rstrip(".")
    if value.endswith(("”", '"')) and not re.search('[“"]', value[:-1]):
        value = value[:-1].rstrip()
    return Field(value, start, end) if value else None
