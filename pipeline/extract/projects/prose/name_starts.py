"""Where the name of a work may begin in the clause before its cost: at what is done, at a capital, at the clause's first word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.projects.costs.sums import sums_between
from pipeline.extract.projects.names.works import FULL_STOP, speaks_of_works, work_words, works_verbs
from pipeline.extract.projects.prose.progress import DONE
from pipeline.extract.projects.prose.sentence_names import BODY_BEFORE
from pipeline.normalize.letters import UPPER
from pipeline.records import Amount, ProjectStatus
from pipeline.structure.alternatives import alternatives

_COST_OF = re.compile(r"(?:^|\s)(?:dự toán|tổng mức đầu tư|tổng dự toán|TMĐT)(?: của)? \S", re.IGNORECASE)
"""'Dự toán Tràn xả lũ X 32.750 triệu đồng': the word for the cost before the name."""
_CAPITAL = re.compile(rf"(?<![\w(])[{UPPER}]")
_CAPITAL_OF = re.compile(r"\s\((?:tổng )?(?:mức )?(?:vốn|đầu tư|kinh phí)(?:\s[^\W\d]+){0,3}\s$", re.IGNORECASE)
_ACTS = re.compile(
    r"(?<!\w)(?:phê duyệt|chấp thuận|thông qua|chủ trương|làm chủ đầu tư|đầu tư(?! (?:xây|nâng|mở|của|cho|từ))|dự toán"
    r"|triển khai|thực hiện|thiết kế|khảo sát|lập (?:dự án|báo cáo (?:nghiên cứu (?:tiền )?khả thi|đầu tư"
    r"|kinh tế - kỹ thuật)))\s(?:đầu tư\s)?(?=[^\W\d_])",
    re.IGNORECASE,
)
"""What is decided of a work or done with it, right before its name."""
INVESTED = re.compile(r"(?<!\w)(?<!chủ )đầu tư (?!xây|nâng|mở|của|cho|từ)")
_GIVEN_TO = re.compile(
    r"(?<!\w)(?:ưu tiên|bố trí|phân bổ|dành|cấp|giao|chi|vốn)\s(?:vốn\s)?cho\s(?=[^\W\d_])", re.IGNORECASE
)
_OF = re.compile(r"(?<!\w)(?:trên|của|do|bởi|cùng|qua)\s$")
"""What makes a thing of what follows that something is done by or on: 'phát trên Đài X với 86 triệu đồng'."""
_LEAD = re.compile(
    r"\s*(?:(?:và|đã|đang|hoàn thành|khởi công|đưa vào sử dụng|khánh thành|thi công|triển khai|trong đó|riêng|như|gồm"
    r"|(?:tiêu biểu|điển hình|nhất|cụ thể)(?: là)?|là)\s+){0,4}(?:\d{1,2}\s+)?",
    re.IGNORECASE,
)
BEGUN = re.compile(
    r"(?<!\w)(?:(?:xây dựng|xây|làm|thi công|sửa|sửa chữa|nâng cấp|bắc|dựng|đắp|đào|kéo|khoan|lát|lợp) (?:xong|được)"
    r"|khởi công|hoàn thành|đưa vào (?:sử dụng|khai thác|hoạt động|vận hành)|khánh thành|bàn giao|thi công|đóng điện"
    r"|thông xe|đang triển khai)\s(?:(?:đầu tư )?xây dựng\s|đầu tư\s|đóng điện\s|thông xe\s)?(?:\d{1,2}\s)?",
    re.IGNORECASE,
)
"""'khởi công xây dựng' before a name says how far it is; what it is called begins behind."""
_OF_OTHER = re.compile(
    r"(?<!\w)(?:thiệt hại|thuế|giá|thu|doanh thu|nộp|nợ|phạt|phí|lệ phí|sạt lở|hư hỏng|ngập|cuốn trôi|vé|sản lượng|vay"
    r"|lãi|lỗ|giá trị sản xuất|sai phạm)(?!\w)",
    re.IGNORECASE,
)
"""What is told of works that stand already."""
SENTENCE_BEGINS = re.compile(rf"[;:(\n]|{FULL_STOP}\s")


def clause_begin(passage: Passage, before: str, offset: int, stop: int, begins: re.Pattern[str]) -> int:
    """Where the clause of a name begins: behind the last mark, and behind the last sum."""
    begin = max((mark.end() for mark in begins.finditer(before, 0, stop)), default=0)
    return max([begin, *(amount.end - offset for amount in sums_between(passage, offset, offset + stop))])


def name_starts(
    passage: Passage, amount: Amount, before: str, said: Sequence[re.Match[str]], begin: int, stop: int, whole: bool
) -> list[int]:
    """Where a name may begin: at what is `said` to be done; at a capital where works are told of; at the clause's first word where they are built."""
    begun = [verb.end() for verb in said]
    verbs = (verb.start() for verb in done_to_works().finditer(before, max([begin, *begun]), stop))
    acts = [
        act.end() for act in _ACTS.finditer(before, begin, stop) if not BODY_BEFORE.search(before, begin, act.start())
    ]
    given = (lead.end() for lead in _GIVEN_TO.finditer(before, begin, stop))
    starts = [*begun, *acts, *given]
    starts += [at for at in verbs if before[at].islower() or not BODY_BEFORE.search(before, begin, at)]
    sentence = passage.sentence_before(amount.start)
    works = whole or speaks_of_works(sentence) or _CAPITAL_OF.search(sentence) is not None
    if works or _COST_OF.search(sentence):
        capitals = (capital.start() for capital in _CAPITAL.finditer(before, begin, stop))
        starts += [
            at
            for at in capitals
            if not _work_before().search(before[begin:at])
            and not _OF.search(before, 0, at)
            and not BODY_BEFORE.search(before, 0, at)
        ]
    lead = _LEAD.match(before, begin, stop)
    if lead and said and not (whole and said[0].start() > lead.end()):  # 'X sẽ khởi công ... với kinh phí' is told of X
        lead = None
    if lead and (
        works
        or _about_works(passage)
        or BEGUN.search(sentence)
        or INVESTED.search(sentence)
        or done_to_works().search(sentence)
        or (_listed_alone().match(before, lead.end()) and not _OF_OTHER.search(sentence))
    ):
        starts.append(lead.end())
    return sorted(set(starts))


@cache
def _listed_alone() -> re.Pattern[str]:
    """What is built and is no body: 'đường Phú Lộc - Ngan Dừa 2,4 tỷ đồng' tells of a work wherever it stands."""
    return re.compile(
        rf"(?!{alternatives(work_words('owners'))}(?!\w)){alternatives(work_words('works'))}(?!\w)", re.IGNORECASE
    )


def _about_works(passage: Passage) -> bool:
    """Whether works are what the document's subject is about."""
    subject = passage.outline.letterhead.subject
    return subject is not None and speaks_of_works(subject.value)


def told_status(before: str, begin: int, at: int) -> ProjectStatus | None:
    """What the verb before a name says of its progress."""
    begun = BEGUN.search(before, begin, at)
    return None if begun is None else "done" if DONE.search(begun[0]) else "ongoing"


@cache
def clause_begins() -> re.Pattern[str]:
    """What a clause begins behind: a mark, 'gồm', an 'và' before another work."""
    verbs = works_verbs()
    return re.compile(
        rf"[;:(\n]|,(?!\s+{verbs}(?!\w)|\d)|{FULL_STOP}\s|\sgồm\s|\svà\s(?=(?-i:[{UPPER}])|{verbs}(?!\w))",
        re.IGNORECASE,
    )


@cache
def _work_before() -> re.Pattern[str]:
    """A capital behind what is built goes on with its name: 'cầu Bến Ví'."""
    return re.compile(rf"(?<!\w){alternatives(work_words('works'))}\s$")


@cache
def done_to_works() -> re.Pattern[str]:
    """What is done to works; what may be done to anything ('bổ sung', 'thay thế') alone tells none."""
    return re.compile(rf"(?<!\w)(?!bổ sung|thay thế|quy hoạch|xử lý|hoàn thiện){works_verbs()}(?!\w)", re.IGNORECASE)
