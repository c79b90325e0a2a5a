"""What the words around a cited document say of it: its day, issuer, subject, and why it is cited."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, cast

from pipeline.extract.list_leads import lead_of_item
from pipeline.extract.money import DATA
from pipeline.extract.organisation_names import Name, head_pattern, name_at, sector_at, small_name_at
from pipeline.extract.passage import Passage
from pipeline.normalize.fold import fold
from pipeline.records import Relation
from pipeline.structure.calendar import DAY, day_of
from pipeline.structure.tables import Issuer, alternatives, kind_names

_DAY_LEAD = re.compile(
    r"\s*,?\s*\(?\s*(?:(?:đã\s+)?(?:được\s+)?(?:(?:Quốc hội|Ủy ban Thường vụ|HĐND|Hội đồng nhân dân)[^;:.()\n]{0,120}?\s)?"
    r"(?:ký|ban hành|thông qua)\s+)?(?:(?:hồi|lúc)\s+\d{1,2}\s?(?:giờ|h)(?:\s?\d{1,2}(?:\s?phút)?)?,?\s+)?(?:(?:cùng|vào)\s+)?(?=ngày|\d)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*[,)]?\s*\(?\s*(?:(?:do|của)\s+(?P<joint>(?:[Ll]iên\s+)?)|(?=Hội nghị (?:lần thứ|Trung ương|TW|BCH|Ban Chấp hành)))"
)
_MORE_BODIES = re.compile(r"\s*(?:,|và|-|–|,\s+và)\s+(?=\w)|\s*[-–]\s*(?=Bộ|Ban|Ủy)")
_SITTING = re.compile(
    r",?\s*\(?\s*[Kk]h[oó][aá]\s+[IVXLC\d]+\)?(?:\s*[,(-]?\s*(?:tại\s+)?[Kk]ỳ họp[^,;.\n)]{0,40}\)?)?"
)
_QUALIFIER = rf"(?:{kind_names()}|các|những|theo|lại|và|,|của|trước đây|sau đây|văn bản|\d{{1,3}}|mẫu|biểu mẫu|lỗi kỹ thuật|sai sót|có hiệu quả|hiệu quả|tốt|nghiêm|nghiêm túc|kịp thời|đầy đủ|đúng|đồng bộ|một số(?:\s+điều|\s+nội dung|\s+mục)?|một phần|nội dung|toàn bộ|tại|(?:quy|qui) định|điểm \w(?:\.\d+|\.\w)*|điểm \d[\d.]*|khoản \d+|[Đđ]iều \d+\w?|[Mm]ục \w+|[Pp]hần (?:thứ )?\w+|tiết \w|phụ lục(?:\s+\w+)?|bản quy định|chế độ|ban hành|được|kèm theo)"
_OPENING = re.compile(
    r"[\s\-–+*•]*(?:(?P<basis>căn cứ|xét|theo đề nghị|trên cơ sở)|(?:để\s+)?(?:tiếp tục\s+)?(?:thực hiện|triển khai|thi hành))(?!\w)",
    re.IGNORECASE,
)
_RELATION_REACH = 200
_PASSIVE = re.compile(r"(?:được|bị)\s+$", re.IGNORECASE)
_BY_WHICH = re.compile(r"(?<!\w)(?:tại|bởi|theo|bằng)(?!\w)", re.IGNORECASE)
_CHANGES = ("amends", "replaces", "repeals")
_NUMBERING = re.compile(r"^[\s\-+*•–]*(?:(?:Điều\s+)?[\dIVX]{1,4}(?:\.\d{1,2})*\s?[.):]\s*|[a-zđ][.)]\s*)?")
_SAME_DAY = re.compile(r"[Cc]ùng ngày(?!\s*\d)[^;.\n]{0,90}$")
_DAY_AND_AT = re.compile(r"[Nn]gày\s[^;.\n(]{5,30}?,?\s(?:tại|bằng|theo)\s+(?:các\s+)?$")
_AT = re.compile(r"(?<!\w)(?:tại|bằng|theo)\s+(?:các\s+)?$", re.IGNORECASE)
_OF_COUNCIL = re.compile(r"\s(?:của\s)?(?=HĐND|Hội đồng nhân dân)")
_BY = re.compile(r"\s*,?\s*(?:đã\s+|vừa\s+)?được\s+(?=[^\W\d_a-zđ])")
"""'Quyết định số ... đã được UBND tỉnh phê duyệt ngày ...'"""
_APPROVED = re.compile(r"\s+(?:ký\s+)?(?:ban hành|phê duyệt|thông qua|ký|công bố)(?!\w)")
_REPEALED = re.compile(r"(?:[^.;\n]{0,160}?\s)?(?:hết hiệu lực|bị bãi bỏ|đều bãi bỏ|được bãi bỏ|bị hủy bỏ|bị huỷ bỏ)")
_REPLACED = re.compile(r"[^.;\n]{0,80}?\s(?:được|bị) thay thế")
_ABOUT = re.compile(r"\s*[,:]?\s*\(?\s*(?:(?P<about>về(?:\s+việc)?|[Vv]\s*/\s*v:?)\s+)?", re.IGNORECASE)
_SUBJECT_ENDS = re.compile(
    r"[;\n“”\"]|\.(?=\s|$|/)|\)|\(\s*(?:sau đây|gọi tắt|viết tắt|kèm theo|Ban hành|ngày|số)"
    r"|,\s+(?=trong đó|đã |được |hiện |đến nay|theo đó|đồng thời|cụ thể|nhằm|nay |nội dung |kết quả |hết hiệu lực)|,?\s(?:căn cứ (?=[A-ZĐ])|hết hiệu lực|như sau|gửi\s(?=[A-ZĐỦ])|và theo|quy định tại|có hiệu lực|và các văn bản|(?:và|của)\s+(?:các\s+)?(?=(?:[Cc]ăn cứ|thực hiện|ý kiến)\s))"
)
_LONGEST_SUBJECT = 400
_LONGEST_QUOTED = 80
_NOW = re.compile(r"\s*\((?:nay là|trước đây là|nay thuộc)\s[^();\n]{2,80}\)")
"""What became of an issuer: 'của Ban Tổ chức - Cán bộ Chính phủ (nay là Bộ Nội vụ)'."""
_ASKED = re.compile(r"(?<=\w)\s*,?\s+tại\s+(?:các\s+)?$")
"""'đề nghị của Sở Tài chính tại Tờ trình số ...': the body stands right before."""
_DAY_BEFORE = re.compile(r"[Nn]gày\s[^.;\n(]{0,150}$")
_GAP = re.compile(
    r"\s*[,;]?\s*(?:và|hoặc|cùng với|cùng|kèm theo)?\s*(?:các\s+|những\s+|một số\s+)?"
    r"(?:(?:điểm|khoản|[Đđ]iều|[Mm]ục|[Pp]hần|tiết) (?:thứ )?[\w.]{1,6},? ){0,6}$"
)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((DATA / "citations.toml").read_text(encoding="utf-8"))


def _object(row: dict[str, Any]) -> str:
    """What is changed, where it was laid down in the cited document: 'điều chỉnh dự toán đã giao tại Quyết định số ...'."""
    if row["name"] not in ("amends", "replaces", "repeals"):
        # 'theo chỉ đạo của UBND tỉnh tại Công văn số ...'
        return r"(?:\s[^;:.,\n]{0,60}?)?\scủa\s[^;:.,\n]{2,90}?\s+tại"
    # Of people no document is amended: 'bổ sung đội ngũ cán bộ quy định tại ...'.
    return r"\s(?!đội ngũ|lực lượng|cán bộ)[^;:.\n]{1,110}?\s(?:đã\s+)?(?:được\s+)?(?:giao|phê duyệt|ban hành|quy định|bố trí|phân bổ|nêu)\s+(?:tại|kèm theo)"


@cache
def _relations() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """For each relation, its words near the end of what stands before the citation."""
    return tuple(
        (
            cast(Relation, row["name"]),
            re.compile(
                rf"(?<!\w)(?<!xem ){alternatives(tuple(row['before']))}(?!\w)(?:{_object(row)})?(?:,?\s+{_QUALIFIER}){{0,12}}[\s:]*$",
                re.IGNORECASE,
            ),
        )
        for row in _table()["relation"]
    )


@cache
def _only_by() -> re.Pattern[str]:
    """A verb of change and right after it what changes, no object between."""
    verbs = [word for row in _table()["relation"] if row["name"] in _CHANGES for word in row["before"]]
    return re.compile(rf"{alternatives(verbs)},?\s+(?:tại|bởi|bằng)\s+(?:các\s+)?", re.IGNORECASE)


@cache
def _leads() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """For each relation, the words that open the line above a list."""
    return tuple(
        (
            cast(Relation, row["name"]),
            re.compile(rf"(?:các\s+|những\s+)?{alternatives(tuple(row['before']))}(?!\w)", re.IGNORECASE),
        )
        for row in _table()["relation"]
    )


@cache
def _issuer_stop() -> re.Pattern[str]:
    stops = alternatives(tuple(_table()["issuer"]["stops"]))
    return re.compile(
        rf"[;,.()\n:\"“”/]|\s(?:và\s+(?:các\s+)?(?i:{kind_names()})|và\s+(?=[a-zđ])|(?i:{kind_names()})\s+số|{stops})(?!\w)"
    )


@cache
def _issued_by() -> re.Pattern[str]:
    """A verb of issuing right before the citation: 'đã ban hành', 'phê duyệt dự toán tại'."""
    verbs, acts = (alternatives(tuple(_table()["issuer"][key])) for key in ("issues", "acts"))
    done = rf"(?:(?:đã|vừa|cũng|nay)\s+)?(?:{verbs}|{acts}(?:\s(?!của\s)[^,;.:\n]{{1,90}}?)?\s+(?:tại|bằng))"
    return re.compile(rf"\s+{done}\s+(?:các\s+)?$", re.IGNORECASE)


@cache
def _acts() -> re.Pattern[str]:
    """What an issuer does, right after its name."""
    return re.compile(rf"\s+(?:(?:đã|vừa|cũng)\s+)?{alternatives(tuple(_table()['issuer']['acts']))}(?!\w)")


@cache
def _title() -> re.Pattern[str]:
    titles = alternatives(tuple(_table()["issuer"]["heads"]))
    return re.compile(rf"{titles}(?!\w)(?:,\s+{titles}(?!\w))?\s*(?:,\s+(?=[A-ZĐỦ]))?")


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(tuple(_table()['issuer']['heads']))}\s+$")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"{alternatives(tuple(_table()['subject']['verbs']))}(?!\w)", re.IGNORECASE)


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
    if not _issued_by().search(before) or not (lead := _DAY_BEFORE.search(before)):
        return None
    match = DAY.match(lead[0])
    return day_of(match) if match and len(list(DAY.finditer(lead[0]))) == 1 else None


def issuer_after(passage: Passage, end: int, joint: bool) -> tuple[str | None, int]:
    """'của UBND tỉnh', 'được UBND tỉnh phê duyệt': the name up to what the document does, or as far as names go.

    Of a joint document (`joint`) the bodies that follow belong to the name too. The sitting of a council is no
    part of its name, but of what is told of the document.
    """
    text = passage.text
    lead = _OF.match(text, end) or _BY.match(text, end)
    if not lead:
        return None, end
    start = lead.end()
    title = _title().match(text, start)
    at = title.end() if title else start
    head = head_pattern().match(text, at)
    name = name_at(text, head) if head else small_name_at(text, at)
    if not name and not title:
        return None, end
    if name and name.closed:
        issuer_end = name.end
    else:
        stop = _issuer_stop().search(text, name.core_end if name else start + 1, start + 200)
        issuer_end = stop.start() if stop else name.end if name else start
        issuer_end = max(issuer_end, name.end) if name and not name.bare else issuer_end
    if lead.re is _BY:
        done = _APPROVED.match(text, issuer_end)
        issuer, _ = _tidy(text[start:issuer_end], end, start)
        return (issuer, done.end()) if done else (None, end)
    if name and (council := _OF_COUNCIL.match(text, issuer_end)):
        whole = head_pattern().match(text, council.end())
        issuer_end = name_at(text, whole).end if whole and text.startswith("Ban ", name.start) else issuer_end
    together = joint or bool(lead["joint"])
    while together and (more := _MORE_BODIES.match(text, issuer_end)):
        other = head_pattern().match(text, more.end())
        sector = None if other or not lead["joint"] else sector_at(text, more.end())
        if not other and not sector:
            break
        issuer_end = name_at(text, other).end if other else sector or issuer_end
    opens = start - len(lead["joint"] or "")
    issuer, told = _tidy(text[opens:issuer_end], end, opens)
    sitting = _SITTING.match(text, told)
    return issuer, sitting.end() if issuer and sitting else told


def _tidy(words: str, end: int, start: int) -> tuple[str | None, int]:
    issuer = re.sub(r"\s+", " ", words).strip()
    return (issuer[:1].upper() + issuer[1:], start + len(words.rstrip())) if issuer else (None, end)


def issuer_before(passage: Passage, start: int, symbol: Issuer | None) -> str | None:
    """'Sở X đã ban hành Kế hoạch số ...': the last body before the verb, in the sentence, that the number's symbol allows.

    A title counts where the one who has it acts; 'đề nghị của Giám đốc Sở X tại Tờ trình' is the body's.
    """
    before = passage.sentence_before(start)
    verb = _issued_by().search(before)
    asked = None if verb else _ASKED.search(before)
    found = verb or asked
    if not found:
        return None
    offset = start - len(before)
    issuer: Name | None = None
    for head in reversed(list(head_pattern().finditer(before, 0, found.start()))):
        match = head_pattern().match(passage.text, offset + head.start())
        name = name_at(passage.text, match) if match else None
        if name is None or name.end > offset + found.start() + 1:
            continue
        if issuer:
            # 'Ban Thường vụ Tỉnh ủy' holds the body that was found in it.
            issuer = name if name.end >= issuer.end else issuer
            continue
        if asked and name.end < offset + found.start():
            return None
        if asked or symbol is None or body_agrees(passage.text[name.start : name.end], symbol):
            issuer = name
    if issuer is None:
        return None
    title = None if asked else _title_before().search(before, 0, issuer.start - offset)
    return re.sub(r"\s+", " ", passage.text[offset + title.start() if title else issuer.start : issuer.end])


def issuer_beside(passage: Passage, start: int, end: int, symbol: Issuer | None) -> str | None:
    """'Tại Quyết định số ..., UBND tỉnh đã phê duyệt ...': the body that acts right after a document told with 'tại'."""
    if not _AT.search(passage.before(start, 20)):
        return None
    comma = re.compile(r"\s*,\s+").match(passage.text, end)
    title = _title().match(passage.text, comma.end()) if comma else None
    head = head_pattern().match(passage.text, title.end() if title else comma.end()) if comma else None
    name = name_at(passage.text, head) if head else None
    if not (comma and name and _acts().match(passage.text, name.end)):
        return None
    words = re.sub(r"\s+", " ", passage.text[comma.end() : name.end])
    return words if symbol is None or body_agrees(words, symbol) else None


def issuer_in_subject(passage: Passage, start: int, end: int, symbol: Issuer) -> str | None:
    """'... về công tác cán bộ của Ban Bí thư': the body that closes a subject, where the number's symbol leaves it open."""
    of = passage.text.rfind(" của ", start, end)
    head = head_pattern().match(passage.text, of + len(" của ")) if of >= 0 else None
    name = name_at(passage.text, head) if head else None
    if name is None or name.end < end:
        return None
    words = re.sub(r"\s+", " ", passage.text[name.start : name.end])
    return words if body_agrees(words, symbol) and (not symbol.local or words.endswith(" tỉnh")) else None


def body_agrees(name: str, symbol: Issuer) -> bool:
    """Whether a body may sign with a number's symbol: 'UBND tỉnh' with UBND, 'Ban Bí thư' with TW."""
    folded = fold(name)
    if others := _table()["symbol"].get(symbol.symbol):
        return any(fold(other) in folded for other in others)
    initials = folded[:1] + "".join(filter(str.isalnum, folded.partition(" ")[2]))
    # 'Bộ NN&PTNT' signs with BNN, 'Sở KH&ĐT' with SKHĐT.
    short = len(symbol.symbol) > 2 and initials.startswith(fold(symbol.symbol))
    return short or any(" ".join(fold(own).split()[:2]) in folded for own in (symbol.name, symbol.full))


def subject_after(passage: Passage, end: int) -> tuple[str | None, int]:
    """What the document is about, where the text says so right after it, and where that ends."""
    text = passage.text
    now = _NOW.match(text, end)
    lead = _ABOUT.match(text, now.end() if now else end)
    start = lead.end() if lead else end
    if not (lead and lead["about"]) and not _verbs().match(text, start):
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
    comma = re.compile(r",\s+(?:(?:năm|quý|tháng)\s[\w/]+,?\s)?(?=\S)").finditer(text, start, subject_end)
    cut = next((m.start() for m in comma if head_pattern().match(text, m.end())), None)
    subject_end = cut if cut is not None else subject_end
    another = re.compile(rf"(?:,|;|,?\s+và|,?\s+cùng|\s+theo)\s+(?:các\s+)?(?i:{kind_names()})\s+(?:số\s+)?\d").search(
        text, start, subject_end
    )
    subject_end = another.start() if another else subject_end
    subject = re.sub(r"\s+", " ", text[start:subject_end]).strip(" ,:./-–")
    return (subject, subject_end) if len(subject.split()) > 2 else (None, end)


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


def relation_before(passage: Passage, start: int) -> Relation:
    """What the words right before say; 'Căn cứ' and 'Thực hiện' rule their paragraph, a list's lead its items."""
    before = passage.sentence_before(start)
    for name, pattern in _relations():
        match = pattern.search(before[-_RELATION_REACH:])
        if match and not _is_the_means(before[-_RELATION_REACH:], match, name):
            return name
    opening = _OPENING.match(before)
    if opening and ("số" in before.lower() or opening["basis"] or len(before) < 60):
        issued = _issued_by().search(before)
        if not (issued and re.search("[,;]", before[: issued.start()]) and not issued[0].rstrip().endswith("tại")):
            return "basis" if opening["basis"] else "implements"
    lead = lead_of_item(passage, start)
    return _relation_of_lead(lead) if lead else "mentions"


def _is_the_means(before: str, match: re.Match[str], relation: Relation) -> bool:
    """Whether the cited document changes another: 'được sửa đổi tại Nghị định ...', 'phê duyệt điều chỉnh tại ...'."""
    passive = _PASSIVE.search(before, 0, match.start()) is not None
    return (passive and _BY_WHICH.search(match[0]) is not None) or (
        relation in _CHANGES and _only_by().fullmatch(match[0]) is not None
    )


def _relation_of_lead(lead: str) -> Relation:
    """'Bãi bỏ các văn bản sau:' of its items: the relation whose word opens the line, or ends it ('hết hiệu lực:')."""
    words = _NUMBERING.sub("", lead)
    for name, pattern in _leads():
        if pattern.match(words) or (name in ("repeals", "replaces") and pattern.search(words)):
            return name
    return "mentions"


def relation_after(text: str, end: int) -> Relation | None:
    """'Quyết định số ... hết hiệu lực': what the rest of the sentence does to the document."""
    if _REPEALED.match(text, end, end + 220):
        return "repeals"
    return "replaces" if _REPLACED.match(text, end, end + 140) else None


def joins(gap: str) -> bool:
    """Whether words between two citations make them members of one list."""
    return _GAP.match(gap) is not None
