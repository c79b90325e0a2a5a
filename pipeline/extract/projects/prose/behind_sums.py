"""Works told right behind a sum: passage in, `Project` mentions out.

'bố trí 900 triệu đồng sửa chữa bến phà Z' tells what is given for it, 'gói thầu số 2 có giá hợp đồng 342 tỷ đồng, gồm ...' its price.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.passage import Passage
from pipeline.extract.projects.names.mentions import work_at
from pipeline.extract.projects.names.works import (
    JOINT,
    MANY,
    names_own_work,
    names_work,
    work_done,
    work_words,
)
from pipeline.extract.projects.prose.sentence_names import UNENDED, name_from, tells_one
from pipeline.records import Project
from pipeline.structure.alternatives import alternatives

_GIVEN_FOR = re.compile(
    r"[ ](?:để |(?P<to>cho ))?(?:đầu tư (?!xây|nâng)|thực hiện |hoàn thành |trả nợ (?:khối lượng )?)?(?:(?:dự án|công trình) )?(?=[^\W\d_])"
)
_GIVES = re.compile(
    r"(?<!\w)(?:bố trí|đề nghị|bổ sung|trích|chuyển|hỗ trợ|ứng|ghi vốn|cần|phân bổ|cấp|kinh phí|đầu tư|chi|góp|bỏ|dùng"
    r"|dành|huy động|tài trợ|ủng hộ|giúp)(?!\w)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|(?<!\d)\.\s|(?:dự án|hợp phần|nội dung) \d{1,2}:\s)$", re.IGNORECASE)
_PRICE = re.compile(r"gói thầu\s[^,;.\n]{1,40}(?:giá (?:hợp đồng|trúng thầu|gói thầu)|giá)\s(?:là\s)?$", re.IGNORECASE)
_PRICED_OF = re.compile(r",?\s(?:gồm|để|làm|thi công|xây dựng)\s(?:(?:thi công|làm|xây dựng|xây lắp)\s)?(?=[^\W\d_])")
_OF_WORK = re.compile(r"(?<!\w)(?:công trình|dự án)(?: trị giá| vốn)?\s$", re.IGNORECASE)
_WORK_OF = re.compile(r"[^.;:()\n]{0,90}\((?=[^\W\d_])")
_CLOSED = re.compile(r"\s*(?:[,;:.)\n]|$|(?:được|từ|năm|bị|theo|do|và|trong|tại|ở|dài|rộng|cho|thuộc)(?!\w))")
_REACH, _LONGEST_OF_WORK = 200, 20


def find_projects_given_for(passage: Passage) -> Iterator[Project]:
    """'bố trí 900 triệu đồng sửa chữa bến phà X': what is given is not said to be the whole cost, but where nobody gives it."""
    for amount in passage.found.amounts:
        lead = _GIVEN_FOR.match(passage.text, amount.end, amount.end + 60)
        if amount.role != "stated" or lead is None:
            continue
        given = _GIVES.search(passage.sentence_before(amount.start)) is not None
        if not given and not _OPENS.search(passage.before(amount.start)):
            continue
        start = lead.end()
        name = name_from(passage, start)
        if MANY.search(name) or UNENDED.search(name) or not _CLOSED.match(passage.text, start + len(name)):
            continue
        work = (lead["to"] or not given) and names_work(name, False) and not _owners().match(name)
        if names_own_work(name) and (work_done(name) or work):
            cost = None if given else amount
            yield work_at(passage, start, name, "project.prose", cost)


def find_projects_priced(passage: Passage) -> Iterator[Project]:
    """The one work told right behind its price: 'Gói thầu số 2 có giá hợp đồng 342 tỷ đồng, gồm nền, mặt đường đoạn Km22 - Km41'.

    Or in the next bracket: 'công trình 24 tỷ đồng do UBND huyện làm chủ đầu tư (Đường X, rộng 12 m)'.
    """
    for amount in passage.found.amounts:
        before = passage.before(amount.start, _REACH) if amount.role == "stated" else ""
        of_work = _OF_WORK.search(before, max(0, len(before) - _LONGEST_OF_WORK))
        lead = _PRICED_OF if _PRICE.search(before) else _WORK_OF if of_work else None
        told = lead.match(passage.text, amount.end, amount.end + _REACH) if lead else None
        if told is None:
            continue
        name = name_from(passage, told.end())
        end = told.end() + len(name)
        joint = JOINT.match(passage.text, end)
        alone = joint is None or not tells_one(name_from(passage, joint.end()))
        if alone and tells_one(name) and not UNENDED.search(name):
            yield work_at(passage, told.end(), name, "project.prose", amount)


@cache
def _owners() -> re.Pattern[str]:
    """What is built and may be given money itself: 'hỗ trợ 20 triệu đồng cho Nhà máy X'."""
    return re.compile(rf"{alternatives(work_words('owners'))}(?!\w)", re.IGNORECASE)
