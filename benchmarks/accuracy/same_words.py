"""When what was found is the same as what was annotated: names and funds, however they are abbreviated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.link.cues import kind_of
from pipeline.normalize.fold import fold

_SAME = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("phat trien nong thon", "ptnt"),
    ("ban chi dao", "bcd"),
    ("trung uong", "tw"),
    ("ngan sach", "ns"),
    ("nssn", "ns su nghiep"),
    ("nstw", "ns tw"),
    ("nsdp", "ns dia phuong"),
    ("nsnn", "ns nha nuoc"),
    ("trai phieu chinh phu", "tpcp"),
    ("trai phieu cp", "tpcp"),
)
_SAME_FUND = (
    ("su nghiep", "sn"),
    ("dau tu phat trien", "dtpt"),
    ("xay dung co ban", "xdcb"),
    ("muc tieu quoc gia", "mtqg"),
    ("chuong trinh mtqg", "ctmtqg"),
    ("ct mtqg", "ctmtqg"),
    ("xo so kien thiet", "xskt"),
    ("xa hoi hoa", "xhh"),
    ("dich vu moi truong rung", "dvmtr"),
    ("thuy loi phi", "tlp"),
)
_OF_A_BUDGET = {"nst": "tinh", "nsh": "huyen", "nsx": "xa"}
_NO_NAME = frozenset(("ns", "cap", "nguon", "von", "kinh", "phi", "tien", "cac"))
"""Words by which one fund's names differ: 'NS tỉnh', 'ngân sách cấp tỉnh', 'vốn tỉnh'."""
_COUNTERPART = frozenset(("doi", "ung"))
_GIVES = re.compile(
    r"(?<=\w)(?:\s(?:tu|tu nguyen|da|se))*\s(?:dong gop|gop|dong|ho tro|tai tro|ung ho|cong duc|cung duong|cung|van dong|tang|giup"
    r"|cho|lo|cap|bo ra|bo)(?:\s(?:tien|von|kinh phi))?$"
)
"""'Huyện hỗ trợ', 'dân góp', 'Công ty X tài trợ': who gives is the fund."""
_DEED = (
    r"(?:(?:đầu tư )?xây(?: dựng)?|đầu tư|làm|sửa(?: chữa)?|tu sửa|tu bổ|duy tu|trùng tu|tôn tạo|phục dựng|khôi phục|nâng cấp"
    r"|cải tạo|mở rộng|chỉnh trang|gia cố|hoàn thiện|nạo vét|san (?:nền|lấp)|đắp|đào|khoan|lắp(?: đặt)?|kéo|bắc|dựng|thay"
    r"|lát|lợp|thi công|(?:kiên cố|bê tông|cứng|nhựa) h(?:óa|oá))(?: (?:mới|lại|thêm|tạm|tiếp|ngay|luôn|sớm|tặng|giúp|dứt điểm))?"
)
_LEAD_OF_PROJECT = re.compile(
    rf"^(?:(?:tiểu )?dự án:?\s+)?(?:{_DEED}(?:(?:\s*,|\s+và)\s+{_DEED})*\s+)?(?=\w)", re.IGNORECASE
)
"""'Dự án' and what is done, which may stand before a project's name or not."""


def canonical(text: str) -> str:
    """Words without case, diacritics and the difference between an office's name and its abbreviation."""
    return _shorter(text.replace("–", "-"), _SAME).strip(" .;,:")


def _shorter(name: str, shorter: Iterable[tuple[str, str]]) -> str:
    """A name folded on one line, with some words in their shorter spelling."""
    key = " ".join(fold(name).split())
    for full, short in shorter:
        key = key.replace(full, short)
    return key


def is_within(one: str, other: str) -> bool:
    """Whether one of two names holds the other, both as `canonical` writes them."""
    return one in other or other in one


def same_project(one: str, other: str) -> bool:
    """Whether one of two projects' names holds the other, with what is done before both or before neither."""
    bare = (_LEAD_OF_PROJECT.sub("", name.strip()) for name in (one, other))
    return is_within(canonical(one), canonical(other)) or is_within(*map(canonical, bare))


def same_fund(true: str, value: str) -> bool:
    """The same words, or the same kind where one name holds the other: 'ngân sách tỉnh', 'vốn đầu tư ngân sách tỉnh'.

    That a giver's money is a counterpart's may be told or not: 'ngân sách huyện đối ứng', and so may be that who gives does
    so: 'nhân dân đóng góp'.
    """
    whole, bare = _words_of_fund(true, value), tuple(words - _NO_NAME for words in _words_of_fund(true, value))
    ways = (whole, bare) if all(bare) else (whole,)
    givers = {words - _COUNTERPART for words in bare}
    if any(one == other for one, other in ways) or (len(givers) == 1 and all(givers)):
        return True
    return kind_of(true) == kind_of(value) is not None and any(one <= other or other <= one for one, other in ways)


def _words_of_fund(*names: str) -> tuple[frozenset[str], ...]:
    told = (_shorter(canonical(name).removeprefix("nguon "), _SAME_FUND) for name in names)
    ways = ((_words_of(_GIVES.sub("", name)), _words_of(name)) for name in told)
    return tuple(giver if giver - _NO_NAME | giver & {"ns"} else whole for giver, whole in ways)


def _words_of(name: str) -> frozenset[str]:
    words = re.split(r"[\s,;:()\"“”+-]+", name)
    return frozenset(_OF_A_BUDGET.get(word, word) for word in words if word)
