"""Counted and measured things: passage in, `Quantity` mentions out ('09 hội chợ', 'khoảng 3 - 5 sản phẩm').

Money, dates and numbers of documents are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pipeline.extract.numerals import DIGITS, NUMBER_WORD, Number, parse_number, plain, with_thousands_of
from pipeline.extract.passage import Passage, Spans
from pipeline.extract.quantities.counted import (
    PERCENT,
    SPACE,
    Thing,
    counted_noun,
    is_measured,
    quantity_table,
    thing_at,
)
from pipeline.extract.quantities.parts import parts_of
from pipeline.extract.quantities.roles import Roles
from pipeline.extract.tables.columns import unit_column
from pipeline.normalize.tones import compiled
from pipeline.records import Quantity
from pipeline.structure.alternatives import alternatives
from pipeline.structure.shared_words import unit_words
from pipeline.structure.table.grid import Grid

_RANGE = re.compile(
    r"(?P<percent> ?%)?(?:[ \u00a0]?[-–—]|\s(?:đến|tới|hoặc)(?!\w)(?P<bound>\s(?:dưới|trên))?)\s?(?=\d)"
)
_LABEL_BEFORE = compiled(
    r"(?<!\w)(?:điều|khoản|điểm|(?<!danh )mục|phần|chương|năm|tháng|quý|ngày"
    r"|(?<!dân )(?<!tổng )(?<!thiểu )(?<!trong )số|lần thứ|thứ|nhóm|bảng|biểu|phụ lục|mẫu|lớp|khóa|kỳ"
    r"|quốc lộ|tỉnh lộ|hương lộ|lộ|đường|vành đai|đường tránh|đường (?:tỉnh|huyện|xã|liên xã)|ĐT|QL|TL|HL|ĐH|tổ|thôn"
    r"|ấp|xóm|khóm|buôn|khu phố|khối|phường|quận|đội|tiểu khu|khoảnh|lô|thửa|cột|QLDA"
    r"|tiểu dự án|(?-i:Dự án)|hợp phần|nội dung|chương trình|quyết định|nghị quyết|nghị định|(?<!kỷ )luật|thông tư"
    r"|công văn|kế hoạch|phương án|đề án|trang)\s*$",
    re.IGNORECASE,
)
_SENT = re.compile(r"(?<!\w)điều\s$")
"""'Trung đoàn điều 240 chiến sĩ': a verb, and no article."""
_LINE_BEFORE = re.compile(
    r"(?<!\w)(?:đường dây|đz|lưới(?: điện)?|tuyến|lộ|mạch|cáp(?: ngầm)?|trạm(?: biến áp)?|TBA|điện)\s*$", re.IGNORECASE
)
_VOLTAGE = "kV"
"""Before what only says of which class a line is: 'Đường dây 35 kV'."""
_EACH_BEFORE = re.compile(r"(?<!\w)mỗi\s+\w+\s*$", re.IGNORECASE)
"""'mỗi lô 200 m2' labels nothing."""
_CHANGES = re.compile(r"(?:tăng|giảm|nâng|hạ|mở rộng|thu hẹp|rút|chuyển)(?!\w)", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)(?:từ|trên)\s$", re.IGNORECASE)
_BROKEN = re.compile(r"\d \. ?$")
"""The rest of a figure whose mark stands apart: '12 . 500 tấn'."""
_OF_A_NAME = re.compile(r"(?<!\w)(?:Covid|CoV|[A-Z]{1,6})[-–]$|(?<![\d:])\d{1,2}:$")
"""'Covid-19 đợt 4', 'lúc 8:00 am'."""
_POWER = re.compile(r"1[., ]?000(?:[., ]?000)?$")
_HEADS_TABLE = re.compile(rf"{unit_words()}\s*(?::|là)?\s*\(?$", re.IGNORECASE)
_MEAN_BEFORE = re.compile(r"(?<!\w)(?:bình quân|trung bình|mỗi|t[ỷỉ] suất)(?!\w)[^\d;.\n]*$", re.IGNORECASE)
"""'mỗi hộ 1,235 lao động', 'tổng tỷ suất sinh 2,135 con': a mean may be a fraction of what has none."""
_OF_THE_WHOLE = re.compile(r"/\d[\d.]*(?=\s)")
_IN_WORDS = re.compile(rf" \((?:{NUMBER_WORD}\s?){{1,6}}\)(?= )", re.IGNORECASE)
_SPELLED_BEFORE = re.compile(rf"(?<!\w){NUMBER_WORD}(?:\s{NUMBER_WORD}){{0,3}} ?\($", re.IGNORECASE)
_COUNTED_AFTER = r"(?:\s{0,2}[^\W\d_]|\s?[%‰]| \([^\W\d_]|\)\s{0,2}[^\W\d_]|\)\s?[%‰]|/\d[\d.]*\s)"
_MAY_COUNT = re.compile(
    rf"\d(?<![\w.,]\d)(?>\d*(?:[.,]\d+)*)(?={_COUNTED_AFTER}|[ \u00a0]?[-–—]\s?(?>\d+(?:[.,]\d+)*){_COUNTED_AFTER})"
)
"""Figures before what may be counted, or before the upper end of a range: `re` passes over the others quickest."""


@cache
def _scale() -> re.Pattern[str]:
    scales = alternatives(tuple(quantity_table()["scales"]))
    return re.compile(rf"{SPACE}(?P<scale>{scales})(?=\s)(?!\s+(?:lệ|trọng|suất|số)(?!\w))")


@cache
def _qualifier() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<qualifier>{alternatives(tuple(quantity_table()['qualifiers']))})\s$", re.IGNORECASE)


@cache
def _bound_after() -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<qualifier>{alternatives(tuple(quantity_table()['after']))})(?!\w)", re.IGNORECASE)


def find_quantities(passage: Passage) -> tuple[Quantity, ...]:
    """Every quantity of the text, in order."""
    found = passage.found
    taken = Spans(found.amounts, found.citations, found.dates, (e for e in found.entities if e.kind == "organisation"))
    return tuple(_find(passage, taken))


def _find(passage: Passage, taken: Spans) -> Iterator[Quantity]:
    text = passage.text
    roles = Roles(passage)
    position = 0
    while match := _MAY_COUNT.search(text, position):
        position = match.end()
        low = parse_number(match[0])
        broken = _BROKEN.search(text, max(0, match.start() - 4), match.start())
        if low is None or broken or taken.overlap(*match.span()) or _is_denominator(text, match):
            continue
        if _OF_A_NAME.search(text, max(0, match.start() - 8), match.start()) or _is_unit(passage, match):
            continue
        quantity = _quantity(passage, roles, match, low)
        if quantity and not taken.overlap(quantity.start, quantity.end):
            position = quantity.end
            yield quantity
            for part in parts_of(text, quantity, taken, _LABEL_BEFORE):
                position = part.end
                yield part


def _is_denominator(text: str, match: re.Match[str]) -> bool:
    """'9/9 đơn vị' has one figure, '320 hộ/1.250 khẩu' two; '5 kg/100 m2' is per a measure."""
    start = match.start()
    if not text.startswith("/", start - 1):
        return False
    return not (text[max(0, start - 2)].isalpha() and match[0] != "1" and counted_noun(text, match.end()))


def _is_unit(passage: Passage, match: re.Match[str]) -> bool:
    """'ĐVT: 1.000 tấn', and '1.000 tấn' in a table's column of units, say what other figures are in."""
    if not _POWER.match(match[0]):
        return False
    if _HEADS_TABLE.search(passage.before(match.start(), 24)):
        return True
    at = bisect_right(passage.tables, match.start(), key=lambda table: table.start) - 1
    if at < 0 or match.end() > passage.tables[at].end:
        return False
    grid = Grid(passage.text, passage.tables[at])
    column = unit_column(grid)
    return any(cell.column == column and cell.start <= match.start() < cell.end for cell in grid.table.cells)


def _high_end(text: str, low: Number, end: int, whole: bool = False) -> tuple[Number, Number | None, int]:
    """Both ends of a range, the lower with the noughts of the upper ('50 - 100.000 ha'), and where it ends."""
    between = _RANGE.match(text, end)
    match = DIGITS.match(text, between.end()) if between else None
    high = parse_number(match[0], whole) if match else None
    if between is None or match is None or high is None:
        return low, None, end
    if between["percent"] and not PERCENT.match(text, match.end()):
        return low, None, end
    return with_thousands_of(low, high), high, match.end()


def _quantity(passage: Passage, roles: Roles, match: re.Match[str], low: Number) -> Quantity | None:
    text = passage.text
    before = passage.before(match.start(), 30)
    worded = before.rstrip()[-1:].isalpha()
    bound = _qualifier().search(before) if worded else None
    if (
        worded
        and not bound
        and "," not in match[0]
        and _LABEL_BEFORE.search(before)
        and not _scale().match(text, match.end())
        and not _EACH_BEFORE.search(before)
        and not is_measured(text, match.end())
        and not (_SENT.search(before) and counted_noun(text, match.end()))
    ):
        return None
    spelled_before = _SPELLED_BEFORE.search(before) if before.endswith("(") else None
    low, high, end = _high_end(text, low, match.end())
    if whole := _OF_THE_WHOLE.match(text, end):
        end = whole.end()
    if spelled := _IN_WORDS.match(text, end):
        end = spelled.end()
    end += bool(spelled_before) and text.startswith(")", end)
    factor = Decimal(1)
    if scaled := _scale().match(text, end):
        factor, end = Decimal(quantity_table()["scales"][" ".join(scaled["scale"].split())]), scaled.end()
    thing = thing_at(passage, match, end, bounded=bound is not None or factor > 1)
    wholes = thing is not None and factor == 1 and thing.whole and not text.startswith("/", thing.end)
    if wholes and not _MEAN_BEFORE.search(before) and (thousands := parse_number(match[0], whole=True)):
        # '12,500 con' are no twelve and a half.
        low, high, _ = _high_end(text, thousands, match.end(), whole=True)
    if thing is not None and high is None and factor == 1:
        high, thing = _same_again(passage, match, low, thing)
    top = high or low
    if thing is None or top.value < low.value or (thing.unit == _VOLTAGE and _LINE_BEFORE.search(before)):
        return None
    first = bound or spelled_before
    start = match.start() - (len(before) - first.start()) if first else match.start()
    after = None if bound else _bound_after().match(text, thing.end)
    told = bound or after
    return Quantity(
        start=start,
        end=thing.end,
        text=text[start : thing.end],
        rule=thing.rule,
        confidence=0.75 if thing.kind == "noun" else 0.93,
        value_low=plain(low.value * factor),
        value_high=plain(top.value * factor),
        unit=thing.unit,
        item=thing.item,
        role=roles.of(start, match.start()),
        qualifier=" ".join(told["qualifier"].lower().split()) if told else None,
    )


def _same_again(passage: Passage, match: re.Match[str], low: Number, thing: Thing) -> tuple[Number | None, Thing]:
    """The upper end of a range that says its unit twice: 'từ 50 ha đến 100 ha'; what grows 'từ ... đến' is none."""
    before = passage.before(match.start(), 40)
    between = _RANGE.match(passage.text, thing.end) if _FROM.search(before) and not _CHANGES.search(before) else None
    # 'từ 20 CV đến dưới 90 CV' and 'trên 10 ha hoặc 20 ha' say two quantities.
    apart = between is None or between["bound"] or "hoặc" in between[0]
    second = DIGITS.match(passage.text, between.end()) if between and not apart else None
    high = parse_number(second[0], thing.whole) if second else None
    again = thing_at(passage, second, second.end(), bounded=False) if second and high else None
    if high is None or again is None or not again.unit.startswith(thing.unit) or again.kind == "percent":
        return None, thing
    return (high, again) if high.value > low.value else (None, thing)
