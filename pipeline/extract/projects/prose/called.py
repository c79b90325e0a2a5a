"""Projects called so: passage in, `Project` mentions out.

'Dự án hỗ trợ thiết bị ... cho X, tổng kinh phí 90 triệu đồng, địa điểm tại Y': an item or a sentence opens with 'Dự án', 'Mô hình'
and the like and tells the cost, or for whom and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.passage import Passage
from pipeline.extract.places.finder import UNIT
from pipeline.extract.places.names import LEVELS
from pipeline.extract.projects.costs.sums import NO_COST, first_cost, newer, of_bracketed_work, stated_between
from pipeline.extract.projects.names.works import FULL_STOP, NATIONAL, last_comma, without_hanging
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, Project
from pipeline.structure.openings import Opened

_LOWER_KINDS = "tiểu dự án|dự án (?:sản xuất thử nghiệm|SXTN)(?=:)|hợp phần|dự án|mô hình|công trình|đề án|đề tài"
_KINDS = "Chương trình|Tiểu dự án|Hợp phần|Dự án (?:sản xuất thử nghiệm|SXTN|KH&CN|khoa học và công nghệ)(?=:)|Dự án|Mô hình|Công trình|Đề án|Đề tài|Phương án sản xuất|Nhiệm vụ|Hạng mục"
_AFTER_VERB = (
    r"(?i:phê duyệt|lập|thực hiện|triển khai|đầu tư|hỗ trợ|khởi công|hoàn thành|bố trí (?:vốn )?cho|giao|xây dựng"
    r"|thông qua|ban hành|cho phép|đồng ý|thống nhất|chấp thuận|bổ sung|điều chỉnh|thẩm định|tiếp tục|tổ chức|tài trợ"
    r"|xét|duyệt|nghiệm thu|gồm|có|vào danh mục|về|đối với|riêng)\s+"
)
_KIND = Opened(
    re.compile(
        rf"(?<!\w)(?P<kind>{_KINDS}|(?<=[^\n][^\n] )(?:{_LOWER_KINDS}))(?!\w)"
        r"(?!\s+(?:(?:này|trên|nêu|đã|được|là|có|của|do|gồm|đầu tư (?:công|trên|từ|của)|khác|nào|mới|không|chậm|đang|chưa"
        r"|đô thị|công cộng|và|phải|theo|tại|trong|trước|sau|thuộc|phúc lợi|chuyển tiếp|nhóm [A-D]|quan trọng quốc gia"
        r"|[Qq]uốc gia|sử dụng vốn|quy hoạch|trọng điểm|cấp (?:[IVX]{1,3}|\d|xã|huyện|tỉnh)"
        r"|(?:xã|huyện|tỉnh) (?:làm|quản lý)|với|đủ|hiện|phê duyệt lần|phục vụ trực tiếp"
        r"|thứ (?:nhất|hai|ba|tư|năm)(?!\s?[:.]|\slà)|công việc|thanh niên|khởi công|hoàn thành)\b|số \d))"
    ),
)
_OPENS = re.compile(
    r"(?:(?:^|(?<=\n)|(?<=\t)|(?<=[.;:] ))[ \t]{0,40}(?:[-+*•–]\s*|\(?\d{1,2}[.)]\s*|\d{1,2}/\s+|[a-zđ][.)]\s*)?"
    rf"|(?<!\w){_AFTER_VERB}(?:chủ trương đầu tư\s+)?|(?<=[,;] )|(?<= và ))\Z"
)
"""What stands before a kind where it opens a project: an item's mark, a verb, another project."""
_LEAD = 80
_PART = re.compile(
    r"\s(?:thành phần\s?)?(?:số\s|thứ\s)?(?:\d{1,2}|[IVX]{1,4}|nhất|hai|ba|tư|năm)(?:\s?[:.]|\slà\s)\s*(?=[^\W\d_])"
)
"""'Dự án thành phần 1: Hỗ trợ ...': the name comes behind it."""
_NAME_END = re.compile(
    r"(?=[\s,.;:(–-])(?:\s*[,.;:(–-]?\s+(?:với\s+)?(?:(?:tổng\s+)?(?:số\s+)?(?:kinh phí|tiền|vốn|mức đầu tư"
    r"|giá trị(?:\s+(?:là|hợp đồng|dự toán|quyết toán|đầu tư|đề nghị)|\s*:|\s+\d))|tổng (?:mức|cộng|kinh)|địa điểm"
    r"|địa chỉ|thực hiện tại|thời gian|(?<!tự )do\s"
    rf"|quy mô|trong đó|đơn vị (?:thực hiện|chủ trì)|chủ (?:đầu tư|trì|thể))|\s*[:;(]|\s*(?:{last_comma()})|{FULL_STOP}"
    rf"|\sthuộc\s(?=dự án|chương trình|đề án|tiểu dự án)|(?<!nhà)\s(?:tại|ở)\s(?={LEVELS} (?-i:[{UPPER}]))"
    r"|\scủa\s(?=(?:HTX|Hợp tác xã|Công ty|DNTN|Doanh nghiệp|Cơ sở|Tổ hợp tác|THT)\s)|\slập (?=tổng|dự toán)"
    r"|\s(?:như sau|quy mô(?=\s\d)|đang|đã|được|sẽ|chưa(?=\s(?:thi công|khởi công|hoàn|triển khai|bố trí|giải|được|phê"
    r"|có vốn|cân đối))|có(?=\s(?:tổng|quy mô|số|kinh phí|vốn|diện tích|chiều|công suất|giá trị|mức|\d))|giải ngân"
    r"|nghiệm thu|triển khai|vướng|chậm|còn|vay|(?:cần|phải)(?=\s(?:chi|bố trí|được|hoàn|bổ sung|điều chỉnh|giải|xử)"
    r"(?!\w)))\s|\s(?:dài|rộng)\s\d|(?<=[^\W\d][”\"])\s(?![“\"(]))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?: số \d{1,2})?\s?:?\s[“\"][^“”\"\n]{8,250}[”\"]")
"""A name between quotation marks ends with them, whatever it holds."""
_BENEFICIARY = re.compile(
    r"(?<!\w)cho\s+(?P<beneficiary>(?:các\s+|nhóm\s+)?(?:\d+\s+)?(?:hộ|HTX|Hợp tác xã|hợp tác xã|Công ty|công ty"
    r"|doanh nghiệp|Doanh nghiệp|DNTN|tổ hợp tác|Tổ hợp tác|THT|cơ sở|Cơ sở"
    rf"|nhóm|làng nghề|trang trại|chủ thể|bà con|người dân|nông dân|xã|thôn|ông|bà|[{UPPER}])[^,;.\n]*)"
)
_HOLDER = re.compile(
    r"(?<!\w)(?:do\s+(?P<by>[^,;.\n\d]{3,90}?)\s+(?:làm\s+)?chủ (?:đầu tư|trì)"
    r"|(?:chủ đầu tư|đơn vị (?:chủ trì|thực hiện)|cơ quan chủ trì)\s*:?\s+(?:là\s+)?(?P<holder>[^,;.\n\d]{3,90}))",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?<!\w)(?:hỗ trợ|cấp|bố trí|giao|phân bổ)\s+(?:cho\s+)?(?P<to>[^,;.\n\d]{3,90}?)\s+(?:số tiền\s+|kinh phí\s+)?$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\s+(?:để\s+|nhằm\s+|cho\s+)?(?:(?:thực hiện|triển khai|đầu tư|xây dựng|hoàn thành)\s+)?$", re.IGNORECASE
)
"""'hỗ trợ Công ty X 350 triệu đồng thực hiện Dự án ...': between what is given and what it is given for."""
_YEAR_OPENS = re.compile(r"\W*(?:Trong\s+)?năm\s+((?:19|20)\d\d)", re.IGNORECASE)
_OWNER = re.compile(
    r"\s+của\s+(?P<owner>(?:HTX|Hợp tác xã|Công ty|DNTN|Doanh nghiệp|Tổ hợp tác|THT)\s[^,;:.(\n]{2,80})", re.IGNORECASE
)
_PLACE = re.compile(
    r"(?:địa điểm|địa chỉ)\s+(?=(?:xã|phường|thị trấn|huyện|thị xã|thành phố|tỉnh)\s)"
    r"|(?:địa điểm(?:\s+thực hiện)?|địa chỉ|thực hiện|triển khai|thuộc)?\s*(?::|tại|ở)\s*(?:địa bàn\s+)?(?=\S)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:^|[;,.])\s*(?:tổng )?(?:kinh phí|vốn|giá trị)(?!\w)(?! (?:duy tu|đào tạo|sự nghiệp|còn lại|bảo dưỡng))[^;,\n\d]*$",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:ngân sách|nhà nước|nguồn vốn nhà nước|NSNN|NSTW)[^,;.]{0,40}$", re.IGNORECASE)
_ITEM = re.compile(
    r"[^\n;]{0,1500}(?:;\s?(?:(?:tổng )?(?:kinh phí|vốn|mức|giá trị)|tổng|cơ quan chủ trì|đơn vị (?:chủ trì|thực hiện)"
    r"|chủ (?:đầu tư|trì|nhiệm))(?!\w)[^\n;]{0,200}){0,4}",
    re.IGNORECASE,
)
"""Up to a semicolon, and what further ones tell of the same."""
_OF_MANY = re.compile(
    r"(?<!\w)(?:\d+|các|những)\s(?:chủ thể|hộ|HTX|hợp tác xã|đơn vị|xã|huyện|cơ sở|doanh nghiệp)\s(?:thực hiện|triển khai|tham gia|có)\s$",
    re.IGNORECASE,
)
"""'04 chủ thể thực hiện dự án phát triển sản phẩm': each has its own."""
_HAS_PARTS = re.compile(
    r"\s(?:có|gồm)\s\d{1,2}\s(?:tiểu dự án|dự án|công trình|hạng mục|hợp phần)(?!\w)", re.IGNORECASE
)
"""'... có 5 tiểu dự án: (1) Đê X: 12,4 tỷ đồng': what is told behind it is told of the parts."""
_NUMBERED = re.compile(
    r"(?:(?:(?:tiểu )?dự án|hợp phần|thành phần|nội dung|số|của|thuộc)\s?|[\dIVX.,;–-]++\s?)+", re.IGNORECASE
)
"""'Tiểu dự án 2 - Dự án 3': a number in a programme, and no name."""
_OF_PROGRAMME = re.compile(
    r"(?:tiểu )?dự án (?:số )?\d{1,2}(?:\s[-–]\s|\s(?:của |thuộc )?(?:dự án|chương trình|giao|về)(?!\w))", re.IGNORECASE
)
"""'Dự án 1 - Giải quyết tình trạng …', 'Tiểu dự án 2 Dự án 4 về …': a numbered part of a programme."""
_BARE = re.compile(
    r"(?:đề tài|dự án|mô hình|công trình) (?:cấp (?:bộ|BQP|nhà nước|cơ sở|tỉnh)(?: trọng điểm)?(?! ?[“\"])(?:[,:]|$"
    r"|\s(?:\d|chi))|vật lý|liên danh|thiệt hại|bồi dưỡng|đào tạo|kỹ thuật không)",
    re.IGNORECASE,
)
"""What tells no more than of which level or kind."""
_GIVEN_TO = re.compile(r"\scho\s(?:xã|huyện|tỉnh|thị trấn|phường|thành phố|thị xã|hộ|\d)(?!\w)")
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)")


def _openings(passage: Passage) -> Iterator[tuple[int, re.Match[str]]]:
    """Where a project opens, its mark or verb included, and the kind that it opens with."""
    after = 0
    for kind in passage.find(_KIND):
        opens = _OPENS.search(passage.text, max(after, kind.start() - _LEAD), kind.start())
        if opens:
            after = kind.end()
            yield opens.start(), kind


def find_projects_called_so(passage: Passage) -> Iterator[Project]:
    """The projects that the word for one opens and that tell enough, in order."""
    openings = list(_openings(passage))
    for index, (_, match) in enumerate(openings):
        part = _PART.match(passage.text, match.end())
        start = part.end() if part else match.start("kind")
        item = _ITEM.match(passage.text, start)
        last = item.end() if item else start
        last = min(last, openings[index + 1][0]) if index + 1 < len(openings) else last
        name_end = _NAME_END.search(passage.text, max(match.end(), start) + 1, last)
        end = name_end.start() if name_end else last
        quoted = _QUOTED.match(passage.text, match.end(), last)
        end = quoted.end() if quoted else end
        first = next(stated_between(passage, start, end), None)
        end = first.start if first else end
        name = _unquoted(without_hanging(passage.text[start:end].rstrip(" ,.;:-–")))
        end = start + len(name)
        if len(name.split()) < 4 or _OF_MANY.search(passage.before(start, 40)) or _NUMBERED.fullmatch(name):
            continue
        if _OF_PROGRAMME.match(name) or _BARE.match(name):
            continue
        told = _told_after(passage, name, end, last) or _given_before(passage, start)
        if told and (told.whole or match["kind"] != "Chương trình") and not NATIONAL.match(name):
            year = _YEAR.search(passage.text, start, last)
            year = year or (_YEAR_OPENS.match(passage.sentence_before(start)) if told.before else None)
            yield Project(
                start=start,
                end=end,
                text=name,
                rule="project.item",
                confidence=0.95 if told.total and (told.holder or told.place) else 0.8,
                name=re.sub(r"\s+", " ", name),
                kind=match["kind"].capitalize(),
                beneficiary=told.holder,
                place=told.place,
                total_vnd=told.total.vnd if told.total else None,
                state_vnd=told.state.vnd if told.state else None,
                year=int(year[1]) if year else None,
            )


def _unquoted(name: str) -> str:
    """Without the mark that closes a quotation which opens before the name."""
    return name[:-1] if name.endswith(("”", '"')) and not re.search(r"[“\"].", name) else name


@dataclass(frozen=True, slots=True)
class _Told:
    """What a sentence says of a project: for whom or by whom, where, its cost, the state's share."""

    holder: str | None
    place: str | None
    total: Amount | None
    state: Amount | None
    before: bool = False
    whole: bool = False


def _told_after(passage: Passage, name: str, end: int, stop: int) -> _Told | None:
    """What follows the name; None where neither a cost nor both beneficiary and place do."""
    held = _BENEFICIARY.search(name) or _BENEFICIARY.search(passage.text, end, stop)
    owner = None if held else _OWNER.match(passage.text, end, stop)
    by = None if held or owner else _HOLDER.search(passage.text, end, stop)
    told = held["beneficiary"] if held else owner["owner"] if owner else (by["by"] or by["holder"]) if by else None
    holder = told.strip() if told else None
    place = _place(passage.text, end, stop)
    amounts = list(stated_between(passage, end, stop))
    shares = [a for a in amounts if _STATE.search(passage.text[end : a.start])]
    said = passage.sentences.at(end - 1)[1]
    parts = _HAS_PARTS.search(passage.text, end, stop)
    parted = parts.start() if parts else stop
    own = (
        a
        for a in amounts
        if a not in shares
        and not of_bracketed_work(passage.text, end, a.start)
        and a.start < parted
        and not NO_COST.search(passage.text, end, a.start)
        and not _GIVEN_TO.match(passage.text, a.end)
        and (a.start < said or _CALLED.match(passage.sentence_before(a.start)))
    )
    whole = first_cost(passage, end, stop, "whole_costs")
    total = whole or (newer(passage, first, next(own, None)) if (first := next(own, None)) else None)
    only = amounts[0] if total is None and len(amounts) == 1 else None
    if only and _CALLED.search(before := passage.before(only.start)) and not NO_COST.search(before):
        total = only  # the state's share is all that is told of its cost
    if not (total or (holder and place)):
        return None
    return _Told(holder, place, total, shares[0] if shares else None, whole=whole is not None)


def _given_before(passage: Passage, start: int) -> _Told | None:
    """'hỗ trợ Công ty X 350 triệu đồng thực hiện Dự án ...': the sum right before the name, and who it is given to."""
    amounts = list(stated_between(passage, passage.sentences.at(start)[0], start))
    if not amounts or not _FOR.fullmatch(passage.text, amounts[-1].end, start):
        return None
    to = _GIVEN.search(passage.before(amounts[-1].start, 140))
    return _Told(to["to"].strip(), None, amounts[-1], None, before=True) if to else None


def _place(text: str, start: int, stop: int) -> str | None:
    """The units after 'tại' or 'địa điểm'."""
    for lead in _PLACE.finditer(text, start, stop):
        unit = UNIT.match(text, lead.end(), stop)
        if unit:
            return unit[0]
    return None
