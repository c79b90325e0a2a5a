"""What the words around a cited document say of its day and its subject; the table of those words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from pipeline.extract.data_folder import DATA
from pipeline.extract.organisations.heads import head_pattern
from pipeline.extract.passage import Passage
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.bodies import ASSEMBLY
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.number.docnumber import DocumentNumber
from pipeline.structure.tables import kind_names

_DAY_LEAD = compiled(
    rf"(?:(?<=\w)ngày\s*|\s*,?\s*\(?\s*)(?:(?:đã\s+)?(?:được\s+)?(?:(?:Quốc hội|Ủy ban Thường vụ|{ASSEMBLY})[^;:.()\n]{{0,120}}?\s)?"
    r"(?:ký|ban hành|thông qua|lập)\s+)?(?:(?:hồi|lúc)\s+\d{1,2}\s?(?:giờ|h)(?:\s?\d{1,2}(?:\s?phút)?)?,?\s+)?(?:(?:cùng|vào)\s+)?(?=ngày|\d)",
    re.IGNORECASE,
)
_DAY_IN_CELL = re.compile(r"\s*(?:;| [-–])\s*(?=ngày|\d)", re.IGNORECASE)
_CELL_ENDS = re.compile(r"\s*(?:[\t\n|)]|$)")
"""'1877/QĐ-UBND; 09/9/2020', a whole cell."""
_COMMA = compiled(
    r",\s+(?:(?:năm|quý|tháng)\s[\w/]+,?\s"
    r"|(?P<told>(?:(?:và\s+)?(?:giao|yêu cầu|đề nghị|chỉ đạo|phân công)|(?<!phân cấp, )ủy quyền cho)\s+(?:các\s+)?))?(?=\S)"
)
"""Where a subject may end, before a body that acts, or before what one is told to do: ', giao Phòng Nông nghiệp ...'."""
_BASIS, _WORDS_BEFORE_TOLD = re.compile(r"\s*(?:[-–+]\s*)?(?:Căn cứ|Theo|Xét)(?!\w)"), 4
"""What opens a line of a document's bases, which tells nobody to do anything."""
_SAME_DAY = re.compile(r"[Cc]ùng ngày(?!\s*\d)[^;.\n]{0,90}$")
_DAY_AND_AT = re.compile(r"[Nn]gày\s[^;.\n(]{5,30}?,?\s(?:tại|bằng|theo)\s+(?:các\s+)?$")
_ABOUT = re.compile(r"\s*[,:]?\s*\(?\s*(?:(?P<about>về(?:\s+việc)?|[Vv]\s*/\s*v:?)\s+)?", re.IGNORECASE)
_SUBJECT_ENDS = re.compile(
    r"(?=[;\n“”\".)(,\s])(?:[;\n“”\"]|\.(?=\s|$|/)|\)|\(\s*(?:sau đây|gọi tắt|viết tắt|kèm theo|Ban hành|ngày|số)"
    r"|,\s+(?=trong đó|đã |được |hiện |đến nay|theo đó|đồng thời|cụ thể|nhằm|nay |nội dung |kết quả |hết hiệu lực)"
    r"|,?\s(?:căn cứ (?=[A-ZĐ])|hết hiệu lực|như sau|gửi\s(?=[A-ZĐỦ])|và theo|quy định tại|có hiệu lực|và các văn bản"
    r"|(?:và|của)\s+(?:các\s+)?(?=(?:[Cc]ăn cứ|thực hiện|ý kiến)\s)))"
)
_LONGEST_SUBJECT = 400
_LONGEST_QUOTED = 80
_ISSUES_REACH = 240
_NOW = re.compile(r"\s*\((?:nay là|trước đây là|nay thuộc)\s[^();\n]{2,80}\)")
"""What became of an issuer: 'của Ban Tổ chức - Cán bộ Chính phủ (nay là Bộ Nội vụ)'."""
_DAY_BEFORE = re.compile(r"[Nn]gày\s[^.;\n(]{0,150}$")
_DATED_BEFORE = re.compile(r"\d/[^\s,;()]+(?:\s(?:của|do)\s[^,;.()\n]{2,80})?\s*\(?\s*$")
_AND_MORE = re.compile(r"\s*\)?,?\s+và\s")
"""A day that belongs to what was told before it: 'số 5/QĐ-UBND ngày 6/4/2016 và quy chế ban hành kèm theo Quyết định số ...'."""
_GAP = re.compile(
    r"\s*[,;]?\s*(?:và|hoặc|cùng với|cùng|kèm theo)?\s*(?:các\s+|những\s+|một số\s+)?"
    r"(?:(?:điểm|khoản|[Đđ]iều|[Mm]ục|[Pp]hần|tiết) (?:thứ )?[\w.]{1,6},? ){0,6}$"
)


@cache
def citation_table() -> dict[str, Any]:
    return tomllib.loads((DATA / "citations.toml").read_text(encoding="utf-8"))


@cache
def _issues() -> re.Pattern[str]:
    verbs, acts = (alternatives(tuple(citation_table()["issuer"][key])) for key in ("issues", "acts"))
    done = rf"(?:(?:đã|vừa|cũng|nay)\s+)?(?:{verbs}|{acts}(?:\s(?!của\s)[^,;.:\n]{{1,90}}?)?\s+(?:tại|bằng))"
    # 'Sau khi nghe Sở X báo cáo (Báo cáo số ...)'
    return re.compile(
        rf"(?<!tờ)(?<!công)(?<!chương)\s+(?:{done}:?\s+|báo cáo\s*\((?:tại\s+)?)(?:các\s+)?$", re.IGNORECASE
    )


@lru_cache(maxsize=4)
def issued_by(before: str, start: int = 0) -> re.Match[str] | None:
    """A verb of issuing right before a citation: 'đã ban hành', 'phê duyệt dự toán tại'; looked for once for all who ask."""
    return _issues().search(before, max(start, len(before) - _ISSUES_REACH))


@cache
def _another() -> re.Pattern[str]:
    """What joins another document to a subject: ', Quyết định số 5'."""
    return re.compile(rf"(?:,|;|,?\s+và|,?\s+cùng|\s+theo)\s+(?:các\s+)?(?i:{kind_names()})\s+(?:số\s+)?\d")


@cache
def _numbered() -> re.Pattern[str]:
    """The next document of a list, whose kind is a verb too: 'Thông báo số 5'."""
    return re.compile(rf"(?:{kind_names()})\s+(?:số\s*:?\s*)?\d", re.IGNORECASE)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(tuple(citation_table()['subject']['verbs']))}(?!\w)", re.IGNORECASE)


_SITE = re.compile(
    r"(?:trang|cổng|báo|tạp chí)\s+(?:thông tin |giao tiếp )?điện tử|ban biên tập|bản quyền", re.IGNORECASE
)
_IMPRINT, _BEFORE_LICENCE = 800, 250
"""How long a site's imprint at its page's end may be, and how far before its licence the site is told."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day told of a document and where its words end; `printed` where no calendar has it."""

    day: date | None
    printed: str | None
    end: int


def day_after(text: str, end: int) -> Day:
    """The day right after `end`: 'ngày 5/3/2019', '(ngày 5/3/2019'."""
    lead = _DAY_LEAD.match(text, end)
    match = DAY.match(text, lead.end()) if lead else None
    if match is None and (lead := _DAY_IN_CELL.match(text, end)):
        match = DAY.match(text, lead.end())
        match = match if match and _CELL_ENDS.match(text, match.end()) else None
    if match is None:
        return Day(None, None, end)
    day = day_of(match)
    return Day(day, None if day else match[0], match.end())


def day_before(passage: Passage, start: int) -> date | None:
    """'Ngày 5/3/2019, UBND tỉnh đã ban hành Quyết định số ...': the day that opens the sentence; 'cùng ngày': the one before."""
    before = passage.sentence_before(start)
    if (lead := _DAY_AND_AT.search(before)) and (match := DAY.match(lead[0])):
        return day_of(match)
    if same := _SAME_DAY.search(before):
        days = [match for match in DAY.finditer(before, 0, same.start()) if match["ngay"] or match["year"]]
        return day_of(days[-1]) if days else None
    if not issued_by(before) or not (lead := _DAY_BEFORE.search(before)):
        return None
    match = DAY.match(lead[0])
    if match is None or len(list(DAY.finditer(lead[0]))) != 1:
        return None
    told_before = before[: lead.start()].strip()
    taken = _DATED_BEFORE.search(told_before) or (told_before and _AND_MORE.match(lead[0], match.end()))
    return None if taken else day_of(match)


def subject_after(passage: Passage, end: int) -> tuple[str | None, int]:
    """What the document is about, where the text says so right after it, and where that ends."""
    text = passage.text
    now = _NOW.match(text, end)
    lead = _ABOUT.match(text, now.end() if now else end)
    start = lead.end() if lead else end
    if not (lead and lead["about"]) and (not _verbs().match(text, start) or _numbered().match(text, start)):
        return None, end
    stop = min(len(text), start + _LONGEST_SUBJECT)
    subject_end = stop
    for match in _SUBJECT_ENDS.finditer(text, start, stop):
        if match[0] == "\n" and _runs_on(text, match.start()):
            continue
        if match[0] in '“”"' and _inside_quotes(text, start, match.start(), stop):
            continue
        if match[0] == ")" and "(" in text[start : match.start()].rpartition(")")[2]:
            continue
        subject_end = match.start()
        break
    for comma in _COMMA.finditer(text, start, subject_end):
        own = comma["told"] and _tells_itself(passage, start, comma.start(), subject_end)
        if head_pattern().match(text, comma.end()) and not own:
            subject_end = comma.start()
            break
    another = _another().search(text, start, subject_end)
    subject_end = another.start() if another else subject_end
    subject = re.sub(r"\s+", " ", text[start:subject_end]).strip(" ,:./-–")
    return (subject, subject_end) if len(subject.split()) > 2 else (None, end)


def _tells_itself(passage: Passage, start: int, comma: int, end: int) -> bool:
    """Whether what bodies are told behind a comma is of the subject: 'thu hồi đất, giao UBND huyện quản lý', and in a basis."""
    if len(passage.text[start:comma].split()) < _WORDS_BEFORE_TOLD:
        return True
    return passage.text.startswith(";", end) and _BASIS.match(passage.sentence_before(start)) is not None


def _inside_quotes(text: str, start: int, at: int, stop: int) -> bool:
    """Whether a quotation mark belongs to words quoted within the subject: 'Quy chế thực hiện cơ chế "một cửa"'."""
    before = sum(text.count(mark, start, at) for mark in '“”"')
    if before % 2:
        return True
    closing = min((c for mark in '”"“' if (c := text.find(mark, at + 1, stop)) >= 0), default=-1)
    return 0 < closing - at <= _LONGEST_QUOTED and "\n" not in text[at:closing]


def _runs_on(text: str, at: int) -> bool:
    """Whether the line that ends at `at` was broken by the page's width: the next begins with a small letter."""
    following = text[at + 1 : at + 2]
    return following.islower() and text[at + 2 : at + 3] not in (")", ".", "/")


def joins(gap: str) -> bool:
    """Whether words between two citations make them members of one list."""
    return _GAP.match(gap) is not None


def licenses_site(passage: Passage, number: DocumentNumber) -> bool:
    """Whether a number at a page's end is of the licence of the site, where other words than an imprint's stand about it too.

    None is over the name of who signs: 'Thu hồi giấy phép thiết lập trang thông tin điện tử số 45/GP-STTTT'.
    """
    text, signer = passage.text, passage.outline.signature.signer
    if number.kind is None or number.kind.code != "GP" or number.start < len(text) - _IMPRINT:
        return False
    if signer and number.start < signer.start:
        return False
    return _SITE.search(text, max(0, number.start - _BEFORE_LICENCE), number.start) is not None
