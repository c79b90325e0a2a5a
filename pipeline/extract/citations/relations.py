"""Why a document is cited: as a basis, to be implemented, amended, replaced, repealed, guided."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

from pipeline.extract.citations.list_leads import lead_of_item
from pipeline.extract.citations.words import citation_table, issued_by
from pipeline.extract.passage import Passage
from pipeline.normalize.fold import fold
from pipeline.normalize.tones import compiled
from pipeline.records import Relation
from pipeline.structure.alternatives import alternatives
from pipeline.structure.tables import kind_names

_LAW = r"(?:Luật|Pháp lệnh)\s[^,;.:\n\d]{2,60}(?=\s*$)"
"""A law's name up to its number. Of what is amended it is none: 'Luật sửa đổi, bổ sung một số điều của Luật A và Luật B' is a title."""
_QUALIFIER = (
    rf"(?:{kind_names()}|các|những|theo|lại|và|,|của|trước đây|sau đây|văn bản|\d{{1,3}}\w?|[a-zđ](?!\w)"
    r"|(?:biểu )?mẫu(?:\s+số\s+\w+)?|tên|(?:bằng\s+)?(?:cụm\s+)?từ(?=\s+[“\"])|vào\s+(?:sau|trước)"
    r"|(?:sau|trước)(?=\s+(?:khoản|điểm|điều)\s)|lỗi kỹ thuật|sai sót|có hiệu quả|hiệu quả|tốt|nghiêm|nghiêm túc"
    r"|kịp thời|đầy đủ|đúng|đồng bộ|một số(?:\s+điều|\s+nội dung|\s+mục)?|một phần|nội dung|toàn bộ|tại"
    r"|(?:quy|qui) định|điểm \w(?:\.\d+|\.\w)*|điểm \d[\d.]*|khoản \d+|[Đđ]iều \d+\w?|[Mm]ục \w+|[Cc]hương \w+"
    r"|[Pp]hần (?:thứ )?\w+|tiết \w|phụ lục(?:\s+\w+)?|bản quy định|chế độ|ban hành|được|kèm theo|vào|(?:kể )?từ ngày [^:;.\n]{4,40}(?=:)"
    rf"|[“\"][^“”\"\n]{{1,150}}[”\"])"
)
_COMMA = r"(?:,|;(?=\s+(?:(?:các|những)\s+)?(?:điểm|khoản|điều|mục|chương|mẫu|phụ lục)\s))?"
_OPENING = re.compile(
    r"[\s\-–+*•]*(?:[a-zđ][.)]\s+)?(?:(?:trong\s+)?(?:năm|quý|tháng)\s[\w/]{1,7}(?:\s(?:năm\s)?\d{4})?,\s+)?"
    r"(?:(?P<basis>căn cứ|xét|theo đề nghị|trên cơ sở)|(?:để\s+)?(?:tiếp tục\s+)?(?:thực hiện|triển khai|thi hành"
    r"|quán triệt|chấp hành))(?!\w)",
    re.IGNORECASE,
)
_WORN_OPENING = re.compile(r"[\s\-–+*•]*(?:(?P<basis>can cu|xet|theo de nghi|tren co so)|thuc hien|trien khai)(?!\w)")
"""The same, folded, where OCR has changed their marks: 'Căn cử', 'Xẻt đề nghị'."""
_NEEDED = re.compile(r"[\s\-–+*•]*cần c[ửù](?!\w)", re.IGNORECASE)
"""Words of their own that fold to 'can cu': 'Cần cử 02 cán bộ'."""
_CONSIDERED = re.compile(r"[\s\-–+*•]*Sau khi xem xét(?!\w)[^\n]{1,600};\s*(?:\n|\Z)", re.IGNORECASE)
"""A basis of a council's resolution: 'Sau khi xem xét Tờ trình số ...;'. Who answers does what follows: ', UBND tỉnh có ý kiến'."""
_LONGEST_OPENING = 24
_RELATION_REACH = 300
_PASSIVE = re.compile(r"(?:được|bị)\s+$", re.IGNORECASE)
_BY_WHICH = re.compile(r"(?<!\w)(?:tại|bởi|theo|bằng)(?!\w)", re.IGNORECASE)
_BY = re.compile(
    r"[\w,)%](?<!tiếp)(?<!ban hành)(?<!kèm)(?<!quy định)(?<!phê duyệt)(?<!thành lập)(?<!công bố)(?<!được giao)\s+theo\s+(?:đúng\s+)?(?:các\s+)?$",
    re.IGNORECASE,
)
_CARRIED_OUT = re.compile(
    r"(?:công điện|chỉ thị|kết luận|thông báo kết luận)(?!\w)|(?:[^\W\d][^\d,;.:()\n]{0,40})?\d+\w?\s?/\s?(?:19|20)\d\d\s?/",
    re.IGNORECASE,
)
"""Orders, and rules, whose number holds their year: who acts by them carries them out; other decisions only tell who decided."""
_NOT_DONE_AT = re.compile(r"(?:chưa|không) (?:được )?(?:thực hiện|triển khai|thi hành) tại(?!\w)", re.IGNORECASE)
"""'03 dự án chưa thực hiện tại Nghị quyết số ...': what is not carried out is the project."""
_PART = re.compile(
    r"thay (?:thế|cho)(?: cho)?\s+(?:(?:các|những|toàn bộ|nội dung)\s+)*(?:khoản|điều \d|điểm|mục|chương|phụ lục|biểu"
    r"|mẫu số|một phần|một số|(?:cụm )?từ)(?!\w)",
    re.IGNORECASE,
)
"""A part is replaced: the document itself stays, amended."""
_CHANGES = ("amends", "replaces", "repeals")
_ISSUED = re.compile(
    r"\d\s?/[^;:]{0,200}?, (?!do )[^\s,;][^,;]{0,60} (?:đã|vừa) (?!được )[^,;]{0,60}ban hành(?!\w)[^;:]{0,120}:$"
)
"""After the document that a list's lead opens with, that a body issued what it holds: 'Trên cơ sở Quyết định số ..., tỉnh đã ban hành:'."""
_NUMBERING = re.compile(r"^[\s\-+*•–]*(?:(?:Điều\s+)?[\dIVX]{1,4}(?:\.\d{1,2})*\s?[.):]\s*|[a-zđ][.)]\s*)?")
_REPEALED = compiled(
    r"(?:[^.;\n]{0,160}?\s)?(?:hết hiệu lực|không còn hiệu lực|bị bãi bỏ|đều bãi bỏ|được bãi bỏ|bị hủy bỏ)"
)
_AMENDED = re.compile(r"[^.;\n]{0,80}?\s(?:được|bị) sửa đổi(?:,? bổ sung)? như sau")
_REPLACED = re.compile(r"[^.;\n]{0,80}?\s(?:được|bị) thay thế")


_AFTER: tuple[tuple[Relation, re.Pattern[str], int], ...] = (
    ("repeals", _REPEALED, 220),
    ("amends", _AMENDED, 140),
    ("replaces", _REPLACED, 140),
)


@cache
def _by_another() -> re.Pattern[str]:
    return re.compile(
        rf"\s+(?:tại|bởi|bằng|theo)\s+(?:các\s+)?(?:{kind_names()}|QĐ|NQ|NĐ|TT)\s+(?:số\s|\d)", re.IGNORECASE
    )


def _object(row: dict[str, Any]) -> str:
    """What is changed, where it was laid down in the cited document: 'điều chỉnh dự toán đã giao tại Quyết định số ...'."""
    if row["name"] not in _CHANGES:
        # 'theo chỉ đạo của UBND tỉnh tại Công văn số ...'
        return r"(?:\s[^;:.,\n]{0,60}?)?\scủa\s[^;:.,\n]{2,90}?\s+tại"
    # Of people no document is amended, nor by money: 'bổ sung đội ngũ cán bộ quy định tại ...', 'nguồn Trung ương bổ sung thực hiện ... giao tại'.
    laid_down = r"\s(?:các|những|toàn bộ)\s(?:văn bản|(?:quy|qui) định)[^;:.\n]{1,200}?\s(?:ban hành|(?:quy|qui) định)\s+(?:theo|tại|kèm theo)"
    return (
        laid_down
        + r"|\s(?!đội ngũ|lực lượng|cán bộ|thực hiện|có mục tiêu|cho |từ )[^;:.\n]{1,110}?\s(?:đã\s+)?(?:được\s+)?(?:giao"
        r"|phê duyệt|ban hành|quy định|bố trí|phân bổ|nêu)\s+(?:tại|kèm theo)"
    )


@cache
def _relations() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """For each relation, its words near the end of what stands before the citation."""
    of_law = dict.fromkeys(("repeals", "replaces"), rf"(?:,?\s+{_LAW})?")
    return tuple(
        (
            cast(Relation, row["name"]),
            re.compile(
                rf"(?<!\w)(?<!xem ){alternatives(tuple(row['before']))}(?!\w)(?:{_object(row)})?:?"
                rf"(?:{_COMMA}\s+{_QUALIFIER}){{0,16}}{of_law.get(row['name'], '')}[\s:]*$",
                re.IGNORECASE,
            ),
        )
        for row in citation_table()["relation"]
    )


@cache
def _only_by() -> re.Pattern[str]:
    """A verb of change and right after it what changes, no object between."""
    verbs = [word for row in citation_table()["relation"] if row["name"] in _CHANGES for word in row["before"]]
    return re.compile(rf"{alternatives(verbs)},?\s+(?:tại|bởi|bằng)\s+(?:các\s+)?", re.IGNORECASE)


@cache
def _leads() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """For each relation, the words that open the line above a list."""
    return tuple(
        (
            cast(Relation, row["name"]),
            re.compile(rf"(?:các\s+|những\s+)?{alternatives(tuple(row['before']))}(?!\w)", re.IGNORECASE),
        )
        for row in citation_table()["relation"]
    )


def relation_before(passage: Passage, start: int) -> Relation:
    """What the words right before say; 'Căn cứ' and 'Thực hiện' rule their paragraph, a list's lead its items."""
    before = passage.sentence_before(start)
    by_it = False
    for name, pattern in _relations():
        match = pattern.search(before[-_RELATION_REACH:])
        if match and not _is_the_means(before[-_RELATION_REACH:], match, name):
            return "amends" if name == "replaces" and _PART.match(match[0]) else name
        by_it = by_it or (match is not None and name in _CHANGES)
    opening = _OPENING.match(before)
    if not opening and not _NEEDED.match(before):
        opening = _WORN_OPENING.match(fold(before[:_LONGEST_OPENING]))
    if (
        not by_it
        and not (opening and opening["basis"])
        and _BY.search(before)
        and _CARRIED_OUT.match(passage.text, start)
    ):
        return "implements"
    if opening and ("số" in before.lower() or opening["basis"] or len(before) < 60):
        issued = issued_by(before)
        if not (issued and re.search("[,;]", before[: issued.start()]) and not issued[0].rstrip().endswith("tại")):
            return "basis" if opening["basis"] else "implements"
    if _CONSIDERED.match(passage.text, start - len(before)):
        return "basis"
    lead = lead_of_item(passage, start)
    return _relation_of_lead(lead) if lead else "mentions"


def _is_the_means(before: str, match: re.Match[str], relation: Relation) -> bool:
    """Whether the cited document changes another: 'được sửa đổi tại Nghị định ...', 'phê duyệt điều chỉnh tại ...'."""
    passive = _PASSIVE.search(before, 0, match.start()) is not None
    if relation == "implements" and _NOT_DONE_AT.search(before, max(0, match.start() - len("không được "))):
        return True
    return (passive and _BY_WHICH.search(match[0]) is not None) or (
        relation in _CHANGES and _only_by().fullmatch(match[0]) is not None
    )


def _relation_of_lead(lead: str) -> Relation:
    """'Bãi bỏ các văn bản sau:' of its items: the relation whose word opens the line, or ends it ('hết hiệu lực:')."""
    words = _NUMBERING.sub("", lead)
    for name, pattern in _leads():
        if pattern.match(words) or (name in ("repeals", "replaces") and pattern.search(words)):
            return "mentions" if name in ("basis", "implements") and _ISSUED.search(words) else name
    return "mentions"


def relation_after(text: str, end: int) -> Relation | None:
    """'Quyết định số ... hết hiệu lực': what the rest of the sentence does to the document.

    A bracket only notes what became of it, or of the one before the bracket that it stands in; and where another
    document did it, this one does not.
    """
    for name, pattern, reach in _AFTER:
        if done := pattern.match(text, end, end + reach):
            noted = done[0].count("(") != done[0].count(")")
            return None if noted or _by_another().match(text, done.end()) else name
    return None
