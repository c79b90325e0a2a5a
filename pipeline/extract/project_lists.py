"""Lists of works: passage in, out the items that open with a work's name, and whether what leads them speaks of works.

A list is led by a line that ends with a colon, by the heading of its part, or by its own items, where most of them are works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.passage import Passage
from pipeline.extract.project_costs import sums_between
from pipeline.extract.works import (
    SPEAKS_OF_WORKS,
    name_at,
    names_one_work,
    names_work,
    opens_with_verb,
    opens_work,
)
from pipeline.normalize.letters import UPPER

MARK = r"[ ]*(?:[-+*•–]\s?|\d{1,2}(?:/|\s?-)[ ]|\(?\d{1,2}(?:\.\d{1,2})*[.)]\s?|[a-zđ][.)]\s?)[ ]*"
_LINE = re.compile(rf"^(?P<mark>{MARK})?(?P<words>[^\n]*\S)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"\s*(?:[IVX]{1,5}[.)-]|[A-Z][.)]|Điều \d|Nơi nhận)|[^a-zà-ỹ]{12}")
_HEADING_MARK = re.compile(r"^\s*(?:[IVX]{1,5}|[A-ZĐ]|Điều \d{1,2})\s?[.)/-]\s*")
_SIGN = re.compile(r"\d{1,2}(?P<deep>(?:\.\d{1,2})*)|[a-zđ](?=[.)])|\S")
_CLOSED = (".", ";", ",")
_LONGEST_LEAD = 12
"""Words of an item that leads items of its own; a longer one is a sentence that happens to end so."""
_HEADS = re.compile(
    r"(?:^\W*(?:\d{1,2}[.)]\s*)?|(?<!\w)(?:danh mục|danh sách|nhóm|các|những|một số|gồm|\d{1,3})\s+)(?:(?:danh mục|danh sách|nhóm|các|một số|\d{1,3})\s+)*"
    r"(?:dự án|công trình|đề án|mô hình|tiểu dự án|hợp phần|đề tài|nhiệm vụ khoa học|kế hoạch liên kết|chuỗi liên kết|di tích|danh mục(?= đề nghị))(?:,?\s(?:[^\W\d]+|(?:19|20)\d\d)){0,8}\s*:?$",
    re.IGNORECASE,
)
"""A line that leads a list of projects and of nothing else."""
_OF_OTHER = re.compile(r"(?<!\w)(?:nhu cầu|cơ cấu|nguồn vốn|chi phí|trả nợ|nợ đọng|chính sách)(?!\w)", re.IGNORECASE)
_COSTS_OF = re.compile(r"\W*(?:Tổng mức|Tổng dự toán|Dự toán|TMĐT|Chi phí|Kinh phí)(?!\w)", re.IGNORECASE)
"""'Tổng mức đầu tư dự án X: 24 tỷ đồng, gồm:' leads what one work costs."""
_INVESTS_IN = re.compile(
    r"(?<!\w)(?:danh mục đầu tư|(?:đề nghị|đề xuất|đăng ký|kiến nghị) (?:được )?đầu tư|bố trí vốn (?:cho|để)|làm (?:những |các |một số )?việc(?: cấp bách)?)(?!\w)|(?<!\w)đăng ký\s?:$",
    re.IGNORECASE,
)
_CATALOGUE = re.compile(r"danh (?:mục|sách)\b.*\b(?:dự án|công trình|mô hình|đề tài)", re.IGNORECASE)
_KIND = re.compile(r"(?:Tiểu )?[Dd]ự án|(?:Hạng mục )?[Cc]ông trình|Mô hình|Hạng mục")
NO_TITLE = re.compile(
    r"(?:hỗ trợ(?! (?:ứng dụng|xây dựng|đầu tư|phát triển|sản xuất|chuyển đổi|trồng|nuôi|chăn nuôi|mô hình|thiết bị|máy|đào tạo|liên kết|nâng cao|chế biến))|trả|thanh toán|vốn|nguồn|ngân sách|chi|ủy ban|uỷ ban|UBND|sở|ban|phòng|công ty|huyện|xã|thị|thành phố|tỉnh|chương trình|quỹ|năm|giai đoạn|mua|cứu|đền bù|tổng|kinh phí|các|số(?! h[oó][aá])|tập huấn|tham quan|hội thảo|sơ kết|tổng kết|tổ chức|tuyên truyền|hội nghị|quản lý|cấp(?! điện| nước)|giá trị|dự toán|khối lượng|chi phí)(?!\w)",
    re.IGNORECASE,
)
LED = re.compile(
    r"(?:(?:,|\s?\(|(?::|\s[-–])\s(?=\d[\d.,]*\s[^\W\d])|\s(?:dài|rộng|quy mô|tại|ở))[^:;\n]{0,80}?(?=[:,]))?(?:\s*[(:,]|\s[-–])\s*(?:(?:với )?tổng )?(?:mức đầu tư|đầu tư|TMĐT|kinh phí|vốn|giá trị|dự toán|khái toán|trị giá|ước|hỗ trợ|dự kiến|khoảng|khái toán|hết|mất|tốn)?(?: dự kiến| khoảng| hỗ trợ)?:?\s*",
    re.IGNORECASE,
)
_MONEY_FOR = re.compile(
    r"(?P<topic>Về|Đối với|Riêng)\s(?:việc\s)?(?:(?:đầu tư|dự án|công trình)\s)?(?=[^\W\d])|Đầu tư\s(?!(?:xây|nâng|mở|cải)(?!\w))(?=[^\W\d])|(?:(?:Hỗ trợ|Bổ sung|Bố trí|Cấp|Chi)\s)?(?:[Kk]inh phí|[Vv]ốn)(?:\s(?:hỗ trợ|để|cho|thực hiện))?\s(?=[^\W\d])"
)
"""'Kinh phí xây dựng Trường X: 6,8 tỷ đồng', 'Về việc đầu tư hệ thống Y: ...'."""
_STATE = re.compile(
    r",?\s(?:đã|đang|mới (?:xong|được|hoàn|khởi|thi)|chưa (?:thi công|khởi công|hoàn|triển khai|bố trí|giải)|bị|hiện)\s"
)
_TO_SUM = re.compile(r",\s(?:mất|hết|tốn|kinh phí|vốn)\s(?:khoảng\s)?$")
_RIGHT_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][\w'’]*\s$")
"""'Chợ Đồng Văn 850 triệu đồng': a name that its sum follows; 'thiệt hại 850 triệu đồng' is none."""
_LONGEST, _TITLE_WORDS = 300, 4


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list that opens with a work's name, with 'Về' before it (`topic`), or with a project's title (`title`).

    Whether the list is known to be one of works (`led`), and by a line with a colon (`told`).
    """

    start: int
    end: int
    stop: int
    led: bool
    told: bool
    topic: bool
    title: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its mark's kind ('1', '1.1', 'a', '-'; '' for none) and its words."""

    sign: str
    start: int
    stop: int
    words: str


@dataclass(frozen=True, slots=True)
class _Lead:
    """What leads the lines below: works, nothing but projects; the kind of mark that it stands behind."""

    works: bool = False
    projects: bool = False
    colon: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class _Member:
    """A line in its list, and the work that it opens with."""

    group: int
    item: Item | None
    opens: bool
    costed: bool


def list_items(passage: Passage) -> Iterator[Item]:
    """The items that open with the name of a work, in order."""
    members = list(_members(passage))
    groups: dict[int, list[_Member]] = {}
    for member in members:
        groups.setdefault(member.group, []).append(member)
    of_works = {group for group, lines in groups.items() if _of_works(lines)}
    for member in members:
        if member.item is None:
            continue
        item = replace(member.item, led=True) if member.group in of_works else member.item
        if item.led or names_work(passage.text[item.start : item.end], False):
            yield item


def _of_works(lines: Sequence[_Member]) -> bool:
    """Whether most lines of a list are works, two at least and one of them with a cost."""
    works = [line for line in lines if line.opens]
    return len(works) > 1 and 2 * len(works) >= len(lines) and any(line.costed for line in works)


def _members(passage: Passage) -> Iterator[_Member]:
    """The marked lines, each with its list."""
    lines = list(_lines(passage.text))
    lead, open_lists, count = _Lead(), list[tuple[str, int]](), 0
    for index, line in enumerate(lines):
        following = lines[index + 1].sign if index + 1 < len(lines) else ""
        above = _Lead() if lead.sign == line.sign else lead
        lead, parted = _lead(lead, line, following)
        if parted:
            open_lists.clear()
        if not line.sign or "\t" in line.words:
            continue
        at = next((at for at, (sign, _) in enumerate(open_lists) if sign == line.sign), None)
        if at is None:
            count += 1
            open_lists.append((line.sign, count))
        else:
            del open_lists[at + 1 :]
        leads = lead.sign == line.sign  # a line that leads others is an item of the list above
        yield _member(passage, line, above if leads else lead, open_lists[-1][1])


def _member(passage: Passage, line: _Line, lead: _Lead, group: int) -> _Member:
    money = _MONEY_FOR.match(line.words)
    start = line.start + (money.end() if money else 0)
    cost = next(sums_between(passage, start, line.stop), None)
    may_be = lead.projects or opens_work(passage.text, start) or _KIND.match(line.words) is not None
    if not may_be and not (cost and opens_with_verb(line.words[start - line.start :])):
        return _Member(group, None, False, cost is not None)
    beside = cost is not None and _RIGHT_BEFORE.search(passage.text[start : cost.start])
    stop = cost.start if cost and beside else line.stop
    name = name_at(passage.text, start, min(stop, start + _LONGEST))
    if cost and start + len(name) > cost.start and (to_sum := _TO_SUM.search(passage.text, start, cost.start)):
        name = passage.text[start : to_sum.start()]  # 'Lợp mái trường X, mất 340 triệu đồng'
    said = _STATE.search(name)
    name = name[: said.start()] if said else name
    one = names_one_work(name)
    known = one or _common(name)
    title = not money and (_titled(passage, name, line, lead) or (not known and cost is not None and _done_to(name)))
    named = line.words[0].isupper() and (known or title)
    item = None
    if named:
        item = Item(
            start,
            start + len(name),
            line.stop,
            led=lead.works or (money is not None and "đầu tư" in money[0]),
            told=lead.works and lead.colon,
            topic=money is not None and money["topic"] is not None,
            title=title,
        )
    opens = (one and names_work(name, False)) or _KIND.match(line.words) is not None  # a body may be given money
    return _Member(group, item, opens, cost is not None)


def _done_to(name: str) -> bool:
    """Whether words begin with what is done to works, whatever it is done to: 'Số hóa hồ sơ địa chính 3 huyện'."""
    return len(name.split()) >= _TITLE_WORDS and not NO_TITLE.match(name) and opens_with_verb(name)


def _common(name: str) -> bool:
    """Whether words tell a work by a common noun that says enough: 'Đường vào khu sản xuất', not 'Trường học'."""
    return names_work(name, True) and len(name.split()) >= _TITLE_WORDS


def _lines(text: str) -> Iterator[_Line]:
    for line in _LINE.finditer(text):
        sign = _SIGN.search(line["mark"]) if line["mark"] else None
        kind = ""
        if sign:
            kind = (
                f"1{'.1' * sign['deep'].count('.')}" if sign[0][0].isdigit() else "a" if sign[0].isalpha() else sign[0]
            )
        yield _Line(kind, *line.span("words"), line["words"])


def _lead(lead: _Lead, line: _Line, following: str) -> tuple[_Lead, bool]:
    """What leads the lines below one, and whether it parts the lists above from those below."""
    words = line.words
    if words.endswith(":"):
        speaks = _speaks_of_works(words)
        if not line.sign or speaks or len(words.split()) <= _LONGEST_LEAD:
            heads = _heads(words)
            return _Lead(speaks or heads, heads, True, line.sign), not line.sign
        return lead, False
    if not line.sign:
        if not _HEADING.match(words):
            heads = (
                bool(following)
                and not words.endswith(_CLOSED)
                and len(words.split()) <= _LONGEST_LEAD
                and _heads(words)
            )
            return (_Lead(True, True), True) if heads else (lead, False)
        if len(words.split()) > _LONGEST_LEAD:
            return _Lead(), True
        return _Lead(_speaks_of_works(words), _CATALOGUE.search(words) is not None or _titles(words)), True
    leads = line.sign != following != "" and line.sign not in "-+*•–" and not words.endswith(_CLOSED)
    if leads and len(words.split()) <= _LONGEST_LEAD:
        return _Lead(_speaks_of_works(words), _heads(words), False, line.sign), False
    return (_Lead(), False) if line.sign == lead.sign else (lead, False)


def _speaks_of_works(words: str) -> bool:
    speaks = SPEAKS_OF_WORKS.search(words) or _INVESTS_IN.search(words)
    return speaks is not None and not _COSTS_OF.match(words)


def _titles(words: str) -> bool:
    """Whether a heading is of projects and of nothing else: 'I. CÁC DỰ ÁN, CÔNG TRÌNH NĂM 2012'."""
    heads = _HEADS.search(_HEADING_MARK.sub("", words))
    return heads is not None and heads.start() == 0


def _heads(words: str) -> bool:
    """Whether a line leads a list of projects and of nothing else."""
    return _HEADS.search(words) is not None and (" cho " in words or not _OF_OTHER.search(words))


def _titled(passage: Passage, name: str, line: _Line, lead: _Lead) -> bool:
    """Whether an item of a list of projects is a title: '- Phục dựng làng nghề X (24 tỷ đồng)', '- Số hóa tài liệu Y: giảm 4 tỷ đồng'."""
    cost = next(sums_between(passage, line.start, line.stop), None)
    title = lead.projects and len(name.split()) >= _TITLE_WORDS and not NO_TITLE.match(name)
    if not title or cost is None or _KIND.match(line.words):  # found by that word
        return False
    end = line.start + len(name)
    return LED.fullmatch(passage.text, end, cost.start) is not None or (
        lead.colon and passage.text.startswith(":", end)
    )
