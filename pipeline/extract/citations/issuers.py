"""Who issued a cited document, as the words before, beside and after it say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.citations.words import citation_table, issued_by
from pipeline.extract.organisations.heads import head_pattern
from pipeline.extract.organisations.names import Name, name_at
from pipeline.extract.organisations.small import sector_at, small_heads, small_name_at
from pipeline.extract.passage import Passage
from pipeline.normalize.fold import fold
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import compiled
from pipeline.structure.alternatives import alternatives
from pipeline.structure.bodies import ASSEMBLY, COUNCILS
from pipeline.structure.tables import Issuer, kind_names

_OF = re.compile(
    r"\s*[,)]?\s*\(?\s*(?:(?:(?P<by>do)|của)\s+(?P<joint>(?:[Ll]iên\s+(?:tịch\s+)?)?)"
    rf"|(?=Hội nghị (?:lần thứ|Trung ương|TW|BCH|Ban Chấp hành))|(?:tại\s+)?[Kk]ỳ họp\s+(?:lần\s+)?thứ\s+\w{{1,6}},?\s+"
    rf"(?:của\s+)?(?={ASSEMBLY}|Quốc hội))"
)
_SUM = re.compile(r"\s\d{1,3}(?:[.,]\d{3}(?!\d)|(?:,\d+)?\s?(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|tr)(?!\w))")
"""Money, which no body's name goes on to: 'của Tòa án nhân dân tỉnh tuyên phạt 5.000.000 đồng'."""
_SUM_REACH = 6
_MORE_BODIES = compiled(r"\s*(?:,|và|-|–|,\s+và)\s+(?=\w)|\s*[-–]\s*(?=Bộ|Ban|Ủy)")
_SITTING = re.compile(
    r",?\s*\(?\s*[Kk]h[oó][aá]\s+[IVXLC\d]+\)?(?:\s*[,(-]?\s*(?:tại\s+)?[Kk]ỳ họp[^,;.\n)]{0,40}\)?)?"
)
_AT = re.compile(r"(?<!\w)(?:tại|bằng|theo)\s+(?:các\s+)?$", re.IGNORECASE)
_OF_COUNCIL = re.compile(rf"\s(?:của\s)?(?={ASSEMBLY})")
_RUNS_ON = re.compile(r"\s+(?:trái|không|còn|cũng|nêu|vẫn|đều|sẽ|nay|hiện)(?!\w)")
"""'Công văn số ... của Bộ trái với công văn này': what follows a bare name says something of the document."""
_BY = re.compile(r"\s*,?\s*(?:đã\s+|vừa\s+)?được\s+(?=[^\W\d_a-zđ])")
"""'Quyết định số ... đã được UBND tỉnh phê duyệt ngày ...'"""
_APPROVED = re.compile(r"\s+(?:ký\s+)?(?:ban hành|phê duyệt|thông qua|ký|công bố)(?!\w)")
_WORKS_ON_IT = re.compile(
    r"(?:[^\S\n]+[^\s,;.:]+){0,5}?\s+(?:ban hành|ký|phê duyệt|thông qua|công bố"
    r"|cấp(?! (?:tỉnh|huyện|xã|trên|dưới|trung ương))|lập|phát hành|trình|soạn thảo|gửi|xác nhận|xây dựng|đề xuất"
    r"|chuẩn bị|tham mưu|biên soạn)(?!\w)"
)
"""What a body does with a document 'do' it: 'Quyết định số 5/QĐ-TTg do Bộ X làm chủ đầu tư' is not its own."""
_ASKED = re.compile(r"(?<=\w)(?:\s\([^()\n]{2,80}\))?\s*,?\s+tại\s+(?:các\s+)?(?:(?:TTr|CV|VB|BC|QĐ|KH|TB)\s+)?$")
"""'đề nghị của Sở Tài chính tại Tờ trình số ...': the body stands right before, or before what a bracket says of it."""
_JOINED_OR_OWNED = re.compile(r"(?:,| và| của) (?=[^\W\d_a-zđ])")
_LONGEST_NAME = 100
_REPLIES = re.compile(r"\s+(?:(?:đã|vừa|cũng)\s+)?(?:trả lời|phúc đáp|giải quyết|xem xét|xử lý)(?!\w)")
_OPINION = re.compile(r"(?:ý kiến|đề nghị|kiến nghị|đề xuất|yêu cầu|thống nhất|văn bản)(?: [^\W\d_A-ZĐ]+){0,3}$")
"""Whose it is that is told after another's work: 'do Công ty A lập và ý kiến của UBND tỉnh tại ...'."""
_TOGETHER = re.compile(r"(?<!\w)[Ll]iên (?:ngành|tịch|[Ss]ở|[Bb]ộ) ?:? (?P<first>[^\W\d_a-zđ][^.;:()\d\n]{2,90})$")
"""Several bodies that ask together: 'đề nghị của Liên Sở Tài chính - Xây dựng tại Tờ trình số ...'."""
_PLACE_ACTS = re.compile(
    rf"(?:^|[,;.:(]\s|(?<!\w)(?:được|do|và|của)\s)(?P<place>(?:tỉnh|huyện|thành phố|thị xã|xã|phường|thị trấn)(?: [{UPPER}]\w*){{0,4}})$"
)
"""A place that acts by its council: 'huyện Bến Mẫu phê duyệt tại Quyết định số 5/QĐ-UBND'."""
_IN_BRACKET = re.compile(r"(?<=\w)(?:\s*\(\s*(?:tại\s+)?(?:các\s+)?|\s[-–]\s)$")
"""'ý kiến của Sở Tài chính (Công văn số ...)', 'Bằng khen của UBND tỉnh - QĐ số ...'."""
_SAYS = re.compile(r"(?<!\w)(?i:đề nghị|kiến nghị|đề xuất|ý kiến|báo cáo|trả lời)(?: [^\W\d_A-ZĐ]+){0,2} của $")
"""Before the body that wrote what a bracket cites, whatever unit of it or of another drafted that."""


@cache
def _issuer_stop() -> re.Pattern[str]:
    stops = alternatives(tuple(citation_table()["issuer"]["stops"]))
    return re.compile(
        rf"[;,.()\n:\"“”/]|\s(?:và\s+(?:các\s+)?(?i:{kind_names()})|và(?=\s+[{LOWER}])|(?i:{kind_names()})\s+số|{stops})(?!\w)"
    )


@cache
def _acts() -> re.Pattern[str]:
    """What an issuer does, right after its name."""
    return re.compile(rf"\s+(?:(?:đã|vừa|cũng)\s+)?{alternatives(tuple(citation_table()['issuer']['acts']))}(?!\w)")


@cache
def _title() -> re.Pattern[str]:
    titles = alternatives(tuple(citation_table()["issuer"]["heads"]))
    return re.compile(rf"{titles}(?!\w)(?:,\s+{titles}(?!\w))?\s*(?:,\s+(?=[A-ZĐỦ]))?")


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){alternatives(tuple(citation_table()['issuer']['heads']))}\s+$")


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
    if name and (name.closed or (name.bare and _RUNS_ON.match(text, name.end))):
        issuer_end = name.end
    else:
        stop = _issuer_stop().search(text, name.core_end if name else start + 1, start + 200)
        issuer_end = stop.start() if stop else name.end if name else at
        issuer_end = max(issuer_end, name.end) if name and not name.bare else issuer_end
        if name and _SUM.search(text, name.core_end, issuer_end + _SUM_REACH):
            issuer_end = name.end
    if lead.re is _OF and lead["by"] and not _WORKS_ON_IT.match(text, issuer_end):
        return None, end
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
    verb = issued_by(before)
    if verb and (named := _name_over(passage.text, start - len(before), before, verb.start())):
        verb = issued_by(before, named)
    if verb and (own := _own_before(passage, start, before, verb[0], symbol)):
        return own
    asked = None if verb else _ASKED.search(before) or _IN_BRACKET.search(before)
    found = verb or asked
    if not found:
        return None
    offset = start - len(before)
    together = _TOGETHER.search(before, 0, found.start())
    if together and sector_at(before, together.start("first")):
        return _tidy(together[0], 0, 0)[0]
    local = symbol if symbol and symbol.symbol in COUNCILS else None
    place = _PLACE_ACTS.search(before, 0, found.start()) if local else None
    if asked and local and place:
        return f"{local.name} {place['place']}"
    issuer: Name | None = None
    for name in _names_before(passage.text, offset, offset + found.start()):
        if issuer:
            # 'Ban Thường vụ Tỉnh ủy' holds the body that was found in it.
            issuer = name if name.end >= issuer.end else issuer
            continue
        if asked and name.end < offset + found.start():
            return None
        says = asked and (asked.re is _ASKED or _SAYS.search(before, 0, name.start - offset))
        if says or symbol is None or body_agrees(passage.text[name.start : name.end], symbol):
            issuer = name
    if issuer is None:
        return f"{local.name} {place['place']}" if local and place else None
    title = None if asked else _title_before().search(before, 0, issuer.start - offset)
    return _tidy(passage.text[offset + title.start() if title else issuer.start : issuer.end], 0, 0)[0]


def _names_before(text: str, start: int, end: int) -> Iterator[Name]:
    """The bodies told between two offsets, the last first; 'phòng Nội vụ' only where it closes the words."""
    heads = (head.start() for head in head_pattern().finditer(text, start, end))
    for at in sorted((*heads, *small_heads(text, start, end)), reverse=True):
        head = head_pattern().match(text, at)
        name = name_at(text, head) if head else small_name_at(text, at)
        if name and name.end <= end + 1 and (head or name.end >= end):
            yield name


def _name_over(text: str, offset: int, before: str, at: int) -> int | None:
    """Where the body's name ends that a verb's words are part of: 'Quỹ Hỗ trợ phát triển trả lời tại Công văn số ...'."""
    for head in list(head_pattern().finditer(before, max(0, at - _LONGEST_NAME), at))[-2:]:
        match = head_pattern().match(text, offset + head.start())
        if match and (end := name_at(text, match).end - offset) > at + 1:
            return end
    return None


def _own_before(passage: Passage, start: int, before: str, acts: str, symbol: Issuer | None) -> str | None:
    """The body right before 'tại' that the verb before it does not speak of.

    That which is answered ('trả lời kiến nghị của Công ty A tại Văn bản số ...'), or the next of a list ('Sở A đề nghị
    tại Tờ trình số ... và Sở B tại Tờ trình số ...').
    """
    asked = _ASKED.search(before, max(0, len(before) - _LONGEST_NAME))
    joint = list(_JOINED_OR_OWNED.finditer(before, 0, asked.start()))[-1:] if asked else []
    for lead in joint:
        head = head_pattern().match(passage.text, start - len(before) + lead.end())
        name = name_at(passage.text, head) if head else None
        if asked is None or name is None or name.end != start - len(before) + asked.start():
            return None
        words = re.sub(r"\s+", " ", passage.text[name.start : name.end])
        owned = lead[0] == " của "
        answered = _REPLIES.match(acts) or _OPINION.search(before, 0, lead.start())
        if answered if owned else body_agrees(words, symbol) if symbol else name.firm:
            return words
    return None


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
    if others := citation_table()["symbol"].get(symbol.symbol):
        return any(fold(other) in folded for other in others)
    initials = folded[:1] + "".join(filter(str.isalnum, folded.partition(" ")[2]))
    # 'Bộ NN&PTNT' signs with BNN, 'Sở KH&ĐT' with SKHĐT; a department may sign with its ministry's 'TC'.
    if folded.startswith("so ") and fold(symbol.name).removeprefix("bo ") in folded:
        return True
    short = len(symbol.symbol) > 2 and initials.startswith(fold(symbol.symbol))
    return short or any(" ".join(fold(own).split()[:2]) in folded for own in (symbol.name, symbol.full))
