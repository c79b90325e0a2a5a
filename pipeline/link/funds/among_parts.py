"""Who gives a part of a sum by its bare name, where the parts beside it name funds.

'ngân sách tỉnh 3 tỷ đồng, dự án tài trợ 1 tỷ đồng, dân góp 2 tỷ đồng'; 'doanh nghiệp 9 tỷ đồng (Công ty A 5 tỷ đồng; ...)'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.link.cues import kind_of
from pipeline.link.funds.words import before_name, without_trailing
from pipeline.link.told import Told
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, SumRelation

_GIVES: frozenset[str | None] = frozenset(
    ("state", "central", "province", "district", "commune", "local", "people", "enterprise", "credit", "oda")
)
"""Kinds of fund that only a list of who gives names: 'sự nghiệp giáo dục' may be what money is spent on."""
_OF_MANY: frozenset[str | None] = frozenset(("people", "enterprise", "credit"))
"""Kinds that stand for several who give: 'doanh nghiệp 9 tỷ đồng (Công ty A 5 tỷ đồng)'."""
_ITS_OWN = frozenset(
    (
        "fund.label",
        "fund.clause",
        "fund.source",
        "fund.item",
        "fund.level",
        "fund.who-gives",
        "fund.giver",
        "fund.level-listed",
    )
)
"""Rules by which an amount's own words name its fund."""
_ASIDE = re.compile(r"\([^()]*\)")
_MARK = re.compile(r"^\s*(?:[-–+*•]\s*|\w{1,2}[.)]\s+)?")
_SPLIT = re.compile(r"(?P<wide>[;:\n(]|(?<!\w)gồm(?!\w))|,")
_AND = re.compile(r"\s+và\s")
_LABEL = re.compile(r"[^\W\d_][^;:()\n\d]{1,70}")
_NO_GIVER = compiled(
    r"(?:xin|đề nghị|vốn đầu tư|chi|mua|xây|làm|sửa|thuê|trả|nộp|hỗ trợ|đào tạo|lắp|bồi thường|giải ngân|thanh toán|lương|phụ cấp|nghiệp vụ|quản lý|dự phòng"
    r"|thu|năm|quý|tháng|đã|còn|phần|số|khác|cấp|giao|phân bổ|bố trí|tăng|giảm|nợ|trong đó|xây lắp|thiết bị|chi phí|tổng|hiện vật|quốc gia|thiếu|dư)(?!\w)",
    re.IGNORECASE,
)
"""What opens the name of what money is spent on, or of no one."""
_POINTS_BACK = re.compile(r"\s(?:nêu trên|nói trên|trên|này|đó|dành .*|quy ra .*|quy thành .*)$", re.IGNORECASE)
_BODY = re.compile(
    r"(?i:công ty|cty|tập đoàn|tổng công ty|ngân hàng|doanh nghiệp|HTX|hợp tác xã|trại|ông|bà|hội|quỹ|tổ chức)\s"
)
_NAME = re.compile(r"[A-Z]{3,}|[A-Z][a-z]+bank")
_TO_EACH = compiled(
    r"(?<!\w)cho(?:\s(?:các|những|từng|\d{1,3})\s[^,;:\n]{1,60})?(?:,?\s(?:gồm|cụ thể|như sau|trong đó))?\s*:",
    re.IGNORECASE,
)
"""'Phân bổ 4 tỷ đồng cho các đơn vị: Sở A 1 tỷ đồng; UBND huyện B 3 tỷ đồng': the list is of those who are given it."""
_RECEIVES = compiled(r"(?<!\w)được\s(?!hơn|gần|trên|khoảng|số)[^\W\d][^,;:.()\n]*$", re.IGNORECASE)
"""'Doanh nghiệp được hoàn thuế 9 tỷ đồng (Công ty A 4 tỷ đồng; ...)'."""
_MOST_WORDS, _REACH = 8, 80


def funds_among_parts(
    text: str, amounts: Sequence[Amount], sums: Sequence[SumRelation]
) -> Iterator[tuple[int, Told[str]]]:
    """The parts of sums that a name alone labels, with that name as their fund."""
    for relation in sums:
        parts = [part for part in relation.parts if not amounts[part].in_cell]
        untold = [part for part in parts if amounts[part].fund is None]
        if len(parts) < len(relation.parts) or not untold:
            continue
        total = amounts[relation.total]
        if total.end < amounts[parts[0]].start and _TO_EACH.search(text, total.end, amounts[parts[0]].start):
            continue
        of_many = (
            total.fund_rule in _ITS_OWN
            and kind_of(total.fund or "") in _OF_MANY
            and not _RECEIVES.search(text, max(0, total.start - _REACH), total.start)
        )
        own = [amounts[part] for part in parts if amounts[part].fund_rule in _ITS_OWN]
        named = [part.fund_kind for part in own if part.fund != total.fund]
        if not of_many and 2 * len(named) < len(parts):
            continue
        for part in untold:
            name = _label_of(text, amounts, part)
            if name and (_BODY.match(name) or (_NAME.fullmatch(name) if of_many else not _GIVES.isdisjoint(named))):
                yield part, Told(name, "fund.name-among-parts")


def _label_of(text: str, amounts: Sequence[Amount], part: int) -> str | None:
    """The name between a part and what stands before it."""
    before = amounts[part - 1].end if part else 0
    between = _ASIDE.sub("", text[max(before, amounts[part].start - 120) : amounts[part].start])
    cuts = list(_SPLIT.finditer(between.rstrip(" :"))) or [*filter(None, (_AND.match(between),))]
    if not cuts:
        return None
    # 'cán bộ, công chức' after ';' or ':' is one name, after a comma it would be two.
    wide = next((cut for cut in reversed(cuts) if cut.re is _SPLIT and cut["wide"]), cuts[-1])
    label = _MARK.sub("", between[wide.end() :], count=1).rstrip(" :")
    if _LABEL.fullmatch(label) is None or _NO_GIVER.match(label) or _POINTS_BACK.search(label):
        return None
    name = without_trailing(before_name().sub("", label))
    return name if 0 < len(name.split()) <= _MOST_WORDS else None
