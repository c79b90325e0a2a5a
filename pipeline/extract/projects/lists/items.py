"""Lists of works: passage in, out the items that open with a work's name, and whether what leads them speaks of works.

A list is led by a line that ends with a colon, by the heading of its part, or by its own items, where most of them are works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import sums_between, tells_whole_cost
from pipeline.extract.projects.lists.lines import UNMARKED, Lead, Line, leads_of, lines_of
from pipeline.extract.projects.names.works import (
    MANY,
    has_proper_name,
    name_at,
    names_one_work,
    names_work,
    opens_with_making,
    opens_with_verb,
    opens_work,
    works_verbs,
)
from pipeline.normalize.letters import LOWER, UPPER
from pipeline.normalize.tones import compiled
from pipeline.records import Amount

_KIND = re.compile(r"(?:Tiểu )?[Dd]ự án|(?:Hạng mục )?[Cc]ông trình|Mô hình|Hạng mục")
NO_TITLE = compiled(
    r"(?:hỗ trợ(?! (?:ứng dụng|xây dựng|đầu tư|phát triển|sản xuất|chuyển đổi|trồng|nuôi|chăn nuôi|mô hình|thiết bị"
    r"|máy|đào tạo|liên kết|nâng cao|chế biến))|trả|thanh toán|vốn|nguồn|ngân sách|chi|ủy ban|UBND|sở|ban|phòng"
    r"|công ty|huyện|xã|thị|thành phố|tỉnh|chương trình|quỹ|năm|giai đoạn|mua|cứu|đền bù|tổng|kinh phí|các"
    r"|số(?! h[oó][aá])|tập huấn|tham quan|hội thảo|sơ kết|tổng kết|tổ chức|tuyên truyền|hội nghị|đối ứng|thuê|trích"
    r"|tặng|hoạt động|công tác|HTX|hợp tác xã|THT|tổ hợp tác|doanh nghiệp|gia đình|hộ|ông|bà|đảm bảo|bảo đảm|quản lý"
    r"|cấp(?! điện| nước)|giá trị|dự toán|khối lượng|chi phí|lĩnh vực|ngành|trưng bày|đề nghị|kiến nghị|chỉ định thầu"
    r"|đấu thầu|(?:mở|in|đào tạo) \d+)(?!\w)",
    re.IGNORECASE,
)
LED = re.compile(
    r"(?:\s?\([^()\n]{1,60}\))?(?:\s[-–]\s(?:19|20)\d\d(?:\s?[-–]\s?(?:20)?\d\d)?(?=\s[-–]))?"
    rf"(?:(?:,|\s?\(|(?::|\s[-–])\s(?=\d[\d.,]*\s[^\W\d])|\s[-–]\s(?=(?-i:[{LOWER}]))|\s(?:dài|rộng|quy mô|tại|ở))[^:;\n]{{0,80}}?(?=[:,;]))?"
    r"(?:\s*[(:,;]|\s[-–]|\s?\.{3,})\s*(?:(?:với )?tổng )?(?:mức đầu tư|đầu tư|TMĐT|kinh phí|vốn|giá trị|dự toán"
    r"|khái toán|trị giá|ước|hỗ trợ|dự kiến|khoảng|hết|mất|tốn)?(?: dự kiến| khoảng| hỗ trợ)?:?\s*",
    re.IGNORECASE,
)
"""What stands between a name and its sum: its size, place or years, a mark of punctuation, the word for a cost."""
_MONEY_FOR = re.compile(
    r"(?P<topic>Về|Đối với|Riêng)\s(?:việc\s)?(?:(?:đầu tư|dự án|công trình)\s)?(?=[^\W\d])"
    r"|Đầu tư\s(?!(?:xây|nâng|mở|cải)(?!\w))(?=[^\W\d])|(?:(?:Hỗ trợ|Bổ sung|Bố trí|Cấp|Chi)\s)?(?:[Kk]inh phí|[Vv]ốn)"
    r"(?:\s(?:hỗ trợ|để|cho|thực hiện))?\s(?=[^\W\d])"
)
"""'Kinh phí xây dựng Trường X: 6,8 tỷ đồng', 'Về việc đầu tư hệ thống Y: ...'."""
_STATE = re.compile(r",?\s(?:đã|đang|mới (?:xong|được|hoàn|khởi|thi)|chưa(?! có)|chậm(?= \d)|bị|hiện)\s")
_HARM = re.compile(r",\sthiệt hại(?!\w)")
_TO_SUM = re.compile(r",?\s(?:mất|hết|tốn|kinh phí|vốn)\s(?:khoảng\s)?$|\s?(?:[-–:,;=]|\.{3,})\s*$")
_RIGHT_BEFORE = re.compile(rf"(?<!\w)[{UPPER}][\w'’]*\s$")
"""'Chợ Đồng Văn 850 triệu đồng': a name that its sum follows; 'thiệt hại 850 triệu đồng' is none."""
AT_PLACE = re.compile(rf"\s(?:tại|ở)\s(?:[^\W\d_]+\s){{1,3}}[{UPPER}\d]")
"""'Cầu qua kênh | tại thôn Yên Mỹ': the place tells which one."""
_QUOTED = re.compile(r"[“\"](?P<name>[^\W\d_](?:[^“”\"\s]*\s){3,40}[^“”\"\s]+)[”\"]")
_SCHEME = re.compile(r"(?:Đề án|Đề tài|Mô hình|Dự án)(?:\s[^\W\d]\S*){3}")
_TELLS = re.compile(r"(?:\s\([^()\n]{1,60}\))?:")
_OF_KIND = re.compile(rf"(?:Dự án|Công trình)(?:\s[^\W\d_]+){{1,6}}:\s(?=[{UPPER}])|(?:CT|HM)\s?:\s(?=[{UPPER}])")
"""'Dự án không hiệu quả: Chợ X ...'"""
_BODY = re.compile(
    r"(?:UBND|Sở|Phòng|Ban|Công ty|Trung tâm|Trường|Trạm|Chi cục|HTX|Hội|Đoàn|Công an|BCH|Bộ|Huyện|Thị xã|Thành phố)\s[^:;(\n]{2,80}:\s"
)
_OF_PLACE = re.compile(
    rf"(?:Thôn|Bản|Buôn|Ấp|Xóm|Làng|Xã|Phường|Thị trấn|Khu phố|Tổ|Huyện|HTX|Hợp tác xã|UBND|Công ty)\s[^:;,.\n]{{1,60}}:\s(?=[{LOWER}])"
)
"""'Thôn Trung: xây rãnh thoát nước, kinh phí ...': the place before what is built there."""
_BUILT_THERE = re.compile(rf"\s?[:–-]\s{works_verbs()}(?!\w)", re.IGNORECASE)
"""'Trường X - mở rộng thêm 12 phòng học': what is built at a body."""
_HEADS_ONE = re.compile(rf":\s(?=[{UPPER}])")
_COUNTED = re.compile(r"\d[\d.]*\s(?:cái\s|chiếc\s|km\s|căn\s)?")
_TO_NAME = re.compile(r"\s*[:–-]\s*(?:để\s|cho\s)?")
NO_WORK = re.compile(
    r"(?:dự phòng|chuẩn bị đầu tư|bù lỗ|bù giá|truyền thông|đào tạo|bồi dưỡng|mua sắm|trợ cấp|trợ giá|in ấn|xúc tiến"
    r"|tiền|lương|phụ cấp|sự nghiệp|bảo đảm|đảm bảo|quốc phòng|an ninh|hoạt động|nhiệm vụ khác|khác|trong đó|còn lại"
    r"|nợ|hoàn ứng|tạm ứng|thu|thuế|phí|lệ phí|ông|bà|hộ|doanh nghiệp|HTX|hợp tác xã|hội|đoàn|trường|trung tâm|chi cục"
    r"|văn phòng|bệnh viện|chi nhánh|công an|BCH|ban chỉ huy|viện|đài|kho bạc|xí nghiệp|nông trường|lâm trường|khu vực"
    r"|nhóm|gói|tại|chăm lo|thăm|quà|đợt|lần|quý|tháng|ngày|đối với|riêng|thôn|bản|ấp|xóm|phường|thị trấn)(?!\w)",
    re.IGNORECASE,
)
"""What opens an item of a list that is a body, a person, a place or upkeep, and no project."""
_OVERHEAD = re.compile(
    r"(?:(?:vốn )?(?:dự phòng|chuẩn bị đầu tư|quy hoạch|thiết kế quy hoạch)|trả nợ|thanh toán (?:nợ|khối lượng)|bù lỗ"
    r"|quản lý|(?:chi phí )?quản lý dự án|truyền thông|đào tạo|tập huấn|còn lại)(?!\w)",
    re.IGNORECASE,
)
_LONGEST, _TITLE_WORDS = 300, 4


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list that opens with a work's name, with 'Về' before it (`topic`), or with a project's title (`title`).

    Whether the list is known to be one of works (`led`), and by a line with a colon (`told`). A sum may stand before the name (`given`).
    """

    start: int
    end: int
    stop: int
    led: bool
    told: bool
    topic: bool
    title: bool
    given: Amount | None = None


class _Member(NamedTuple):
    """A line in its list, and the work that it opens with; one that is not `sure` is one in a list of works only. `overhead` stands in every list of works."""

    group: int
    item: Item | None
    opens: bool
    costed: bool
    sure: bool = True
    overhead: bool = False


def list_items(passage: Passage) -> Iterator[Item]:
    """The items that open with the name of a work, in order."""
    members = list(_members(passage))
    groups: dict[int, list[_Member]] = {}
    for member in members:
        groups.setdefault(member.group, []).append(member)
    of_works = {group for group, lines in groups.items() if _of_works(lines)}
    for member in members:
        if member.item is None or not (member.sure or member.item.led or member.group in of_works):
            continue
        item = replace(member.item, led=True) if member.group in of_works else member.item
        if item.led or item.given or names_work(passage.text[item.start : item.end], False):
            yield item


def _of_works(lines: Sequence[_Member]) -> bool:
    """Whether nearly all lines of a list are works, three at least; or most are, two at least and one of them with a cost."""
    works = [line for line in lines if line.opens]
    others = sum(not line.overhead for line in lines)
    if len(works) > 2 and 4 * len(works) >= 3 * len(lines):
        return True
    return len(works) > 1 and 2 * len(works) >= others and any(line.costed for line in works)


def _members(passage: Passage) -> Iterator[_Member]:
    """The marked lines, each with its list."""
    lines = lines_of(passage.text)
    open_lists, count = list[tuple[str, int]](), 0
    for line, (above, lead, parted) in zip(lines, leads_of(lines), strict=True):
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
        above = Lead() if above.sign == line.sign else above
        yield _member(passage, line, above if leads else lead, open_lists[-1][1])


def _member(passage: Passage, line: Line, lead: Lead, group: int) -> _Member:
    money = _MONEY_FOR.match(line.words)
    given = _sum_first(passage, line)
    of_place = _OF_PLACE.match(line.words) or _OF_KIND.match(line.words)
    of_place = of_place if of_place and opens_work(line.words, of_place.end()) else _held(line.words)
    lead_in = money or of_place
    start = given[1] if given else line.start + (lead_in.end() if lead_in else 0)
    cost = given[0] if given else next(sums_between(passage, start, line.stop), None)
    overhead = _OVERHEAD.match(line.words) is not None
    may_be = lead.projects or opens_work(passage.text, start) or _KIND.match(line.words) is not None
    if lead.none or (not may_be and cost is None):
        return _Member(group, None, False, False, overhead=overhead)
    before = cost is not None and _RIGHT_BEFORE.search(passage.text[start : cost.start])
    stop = cost.start if cost and before else line.stop
    name = name_at(passage.text, start, min(stop, start + _LONGEST))
    to_sum = _TO_SUM.search(passage.text, start, cost.start) if cost and start + len(name) > cost.start else None
    if to_sum:
        name = passage.text[start : to_sum.start()]  # 'Lợp mái trường X, mất 340 triệu đồng'
    said = _STATE.search(name) or (_HARM.search(name) if opens_with_verb(name) else None)
    name = name[: said.start()] if said else name
    if quoted := _QUOTED.match(passage.text, start, line.stop):
        start, name = quoted.start("name"), quoted["name"]
    one = names_one_work(name)
    known = may_be and (
        one
        or _common(name)
        or (names_work(name, True) and AT_PLACE.match(passage.text, start + len(name), line.stop) is not None)
    )
    beside = cost is not None and (
        given is not None
        or to_sum is not None
        or LED.fullmatch(passage.text, start + len(name), cost.start) is not None
    )
    called = lead.projects and lead.colon and cost is None and _SCHEME.match(name) is not None
    title = not money and (
        (quoted is not None and cost is not None and cost.start > quoted.end())
        or called
        or _titled(passage, name, line, lead)
        or (not known and cost is not None and _done_to(name))
    )
    may_be_title = beside and not (money or known or _KIND.match(line.words)) and _may_be_title(name)
    done = cost is not None and opens_with_verb(line.words)
    named = line.words[0].isupper() or given is not None or may_be_title or quoted is not None or done
    item = None
    if named and (known or title or may_be_title) and (beside or line.sign != UNMARKED):
        item = Item(
            start,
            start + len(name),
            line.stop,
            led=lead.works
            or (title and lead.projects)
            or (money is not None and "đầu tư" in money[0])
            or ((of_place or quoted) is not None and cost is not None)
            or (one and cost is not None and _BUILT_THERE.match(passage.text, start + len(name), line.stop) is not None)
            or tells_whole_cost(passage, start + len(name), line.stop),
            told=lead.works and lead.colon,
            topic=money is not None and money["topic"] is not None,
            title=not known and (title or may_be_title),
            given=cost if given else None,
        )
    if (
        item
        and not one
        and _HEADS_ONE.match(passage.text, item.end, line.stop)
        and names_one_work(name_at(passage.text, item.end + 2, line.stop))
    ):
        item = None  # 'Cầu qua sông lớn: Cầu Vĩnh Lạc ...'
    opens = (one and not of_place and names_work(name, False)) or _KIND.match(
        line.words
    ) is not None  # a body may be given money
    return _Member(group, item, opens, cost is not None, sure=known or title, overhead=overhead)


def _held(words: str) -> re.Match[str] | None:
    """The body before the one work of an item: 'Trung tâm Môi trường X: Hệ thống chiếu sáng đường Y (640 triệu đồng)'."""
    body = _BODY.match(words)
    return body if body and names_one_work(name_at(words, body.end(), len(words))) else None


def _sum_first(passage: Passage, line: Line) -> tuple[Amount, int] | None:
    """The sum that a line opens with, and where the name behind it begins: '2.250 triệu đồng: nâng cấp đập X'."""
    cost = next(sums_between(passage, line.start, line.stop), None)
    joint = _TO_NAME.match(passage.text, cost.end, line.stop) if cost and cost.start == line.start else None
    return (cost, joint.end()) if cost and joint else None


def _may_be_title(name: str) -> bool:
    """Whether words may be a project's title where most of a list's items are works: 'Sạt lở bờ sông X', 'Trồng nấm rơm'."""
    if NO_TITLE.match(name) or NO_WORK.match(name) or MANY.search(name) or len(name.split()) < _TITLE_WORDS - 1:
        return False
    counted = _COUNTED.match(name)
    return has_proper_name(name) or opens_with_making(name) or (counted is not None and opens_work(name, counted.end()))


def _done_to(name: str) -> bool:
    """Whether words begin with what is done to works, whatever it is done to: 'Số hóa hồ sơ địa chính 3 huyện'."""
    return len(name.split()) >= _TITLE_WORDS and not NO_TITLE.match(name) and opens_with_verb(name)


def _common(name: str) -> bool:
    """Whether words tell a work by a common noun that says enough: 'Đường vào khu sản xuất', not 'Trường học'."""
    return names_work(name, True) and len(name.split()) >= _TITLE_WORDS


def _titled(passage: Passage, name: str, line: Line, lead: Lead) -> bool:
    """Whether an item of a list of projects is a title: '- Phục dựng làng nghề X (24 tỷ đồng)', '- Số hóa tài liệu Y: giảm 4 tỷ đồng'."""
    cost = next(sums_between(passage, line.start, line.stop), None)
    title = lead.projects and len(name.split()) >= _TITLE_WORDS and not NO_TITLE.match(name)
    if not title or cost is None or _KIND.match(line.words):  # found by that word
        return False
    end = line.start + len(name)
    return LED.fullmatch(passage.text, end, cost.start) is not None or _TELLS.match(passage.text, end) is not None
