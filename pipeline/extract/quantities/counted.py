"""What a figure counts or measures: the words after it in, a `Thing` out.

What is counted comes from the table; after a bound ('ít nhất') or a figure that only counts ('03', '1.326'),
any noun will do, cut as underthesea cuts it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.extract.data_folder import DATA
from pipeline.extract.passage import Passage
from pipeline.extract.words import Cue
from pipeline.normalize.letters import LOWER
from pipeline.normalize.tones import both_ways
from pipeline.structure.alternatives import alternatives

_A_TIME = (
    r"(?:\s?/\s?(?:năm|tháng|ngày đêm|ng\.đ(?:êm)?|ngày|giờ|vụ|quý|giây|người|hộ|khẩu|ha|lao động|mẻ|ca|cây|con|chuyến|lượt|đợt|lứa|sào|m2|m3|lít"
    r"|mô hình|cơ sở|xã|thôn|học sinh|trẻ|suất)){0,2}"
)
SPACE = r"[ \u00a0]"
"""A blank within a line."""
PERCENT = re.compile(r"\s?[%‰](?:\s?/\s?(?:năm|tháng|quý|ngày))?")
"""A share, with what it is told for."""
_OPENS = re.compile(r"\s{0,2}[^\W\d_]|\s?[%‰]")
"""What may be counted begins with a letter, or is a share: a cheap look, since most figures count nothing."""
_BLANK = re.compile(rf"{SPACE}{{1,2}}|\n")
_STROKE = re.compile(r"\s?/\s?(?:0?1\s)?")
_TOTAL = re.compile(rf"{SPACE}(?P<total>tổng\s+)?(?:số\s+)?", re.IGNORECASE)
_TIMES = both_ways(("năm", "tháng", "quý", "tuần", "ngày", "giờ", "khóa"))
_LONGEST_NOUN = 40
_ALSO_WORDS = ("mẫu", "sào", "thùng", "kv")
"""Measures that are other words too, or name what they measure."""
_DONE = re.compile(
    r"(?<!\w)(?:mua|lắp|lắp đặt|cấp|xây|sửa|thay|trồng|tặng|trao|khoan|đào|bắt|cứu|thả|nuôi|treo|dựng|nhập|xuất|bán"
    r"|trang bị|phát|đặt|đóng|đắp|vớt|sắm|cung cấp) $"
)
"""Before what is bought, built or caught by number: 'lắp 14 quạt hút'."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_GOES_ON = re.compile(rf" (?P<word>[{LOWER}]+)(?!\w)")
"""After a noun that may be the beginning of a longer one, or a figure that may count a noun: words are cut for no other."""


@cache
def quantity_table() -> dict[str, Any]:
    """`data/quantities.toml`."""
    return tomllib.loads((DATA / "quantities.toml").read_text(encoding="utf-8"))


_PER_FIGURE = re.compile(r"/\d[\d.,]*")


@cache
def _measure() -> re.Pattern[str]:
    """A measure; 'm' is a metre, 'M' none, longer names are read whatever their case."""
    names = quantity_table()["measures"]
    long, short = (tuple(n for n in names if (len(n) > 1) is wanted) for wanted in (True, False))
    return re.compile(
        rf"{SPACE}{{0,2}}(?P<unit>(?:(?i:{alternatives(long)})|{alternatives(short)}){_A_TIME})(?![\w²³]|/[^\W\d])"
    )


def _measure_at(text: str, offset: int) -> re.Match[str] | None:
    """The measure at an offset, none that is per another: '15 ha/22 hộ' is two quantities, '5 kg/100 m2' a rate."""
    measure = _measure().match(text, offset)
    per = _PER_FIGURE.match(text, measure.end()) if measure else None
    return measure if per is None or counted_noun(text, per.end()) else None


def is_measured(text: str, offset: int) -> bool:
    """Whether a figure that ends at `offset` is a measure, whatever word stands before it: 'mặt đường 7 m'; 'thửa 12 mẫu' may be none."""
    measure = _measure_at(text, offset)
    return measure is not None and measure["unit"].lower() not in _ALSO_WORDS


@cache
def _measure_names() -> dict[str, str]:
    return {name.lower(): name for name in quantity_table()["measures"]}


@cache
def _nouns() -> re.Pattern[str]:
    """What is counted. The largest of the tables, compiled once: what may stand before it is matched apart."""
    return re.compile(rf"{alternatives(quantity_table()['counted'])}(?!\w)", re.IGNORECASE)


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"{alternatives((*quantity_table()['measures'], *_TIMES))}(?!\w)", re.IGNORECASE)


def told_for(text: str, offset: int) -> re.Match[str] | None:
    """What a figure may be told for: what is counted or measured, or a time; the longer name where two open alike."""
    noun, unit = _nouns().match(text, offset), _units().match(text, offset)
    return noun if unit is None or (noun and noun.end() >= unit.end()) else unit


def counted_noun(text: str, offset: int) -> re.Match[str] | None:
    """The counted noun after a figure; after a line's end too, where the figure stands in a sentence."""
    blank = _BLANK.match(text, offset)
    return _nouns().match(text, blank.end()) if blank else None


def _each(text: str, offset: int) -> re.Match[str] | None:
    """'02 sản phẩm/huyện', '1.600 cây/ha': what it is counted for."""
    stroke = _STROKE.match(text, offset)
    return told_for(text, stroke.end()) if stroke else None


def _share_of(text: str, offset: int) -> re.Match[str] | None:
    """'75% số xã', '90 % tổng số hộ': whose share it is."""
    total = _TOTAL.match(text, offset)
    if total is None:
        return None
    ends = (total.end(), total.end("total"), offset + 1)
    return next((noun for end in ends if end > 0 and (noun := _nouns().match(text, end))), None)


@cache
def _counted_time() -> re.Pattern[str]:
    names = alternatives(tuple(quantity_table()["counted_from_thousand"]))
    return re.compile(rf"{SPACE}(?P<item>{names})(?!\w)", re.IGNORECASE)


@cache
def _no_item() -> re.Pattern[str]:
    return re.compile(rf"\s?{alternatives(tuple(quantity_table()['not_items']))}(?!\w)", re.IGNORECASE)


@cache
def noun_cue() -> Cue:
    """Where a figure may count a noun that no table has."""
    return Cue(re.compile(rf"\d (?=[{LOWER}])"), _LONGEST_NOUN)


ThingKind = Literal["percent", "measure", "counted", "noun"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What is counted or measured, and where its words end."""

    end: int
    unit: str
    item: str | None
    kind: ThingKind

    @property
    def rule(self) -> str:
        """The rule's name, which follows from the kind."""
        return f"quantity.{self.kind}"

    @property
    def whole(self) -> bool:
        """Whether no one counts it in fractions: people, beasts, houses; 'tăng 1,125 lần' and '3,125 người/hộ' may be one."""
        each = "/" in self.unit
        return self.kind == "counted" and not each and self.item not in quantity_table()["in_fractions"]


def thing_at(passage: Passage, match: re.Match[str], end: int, bounded: bool) -> Thing | None:
    """What the figure of a match counts or measures by the words at `end`; `bounded` where a bound or a power stands with it."""
    text = passage.text
    if not _OPENS.match(text, end):
        return None
    if percent := PERCENT.match(text, end):
        per = re.sub(r"\s", "", percent[0])
        counted = _share_of(text, percent.end()) if per == "%" else None
        if counted is None or counted[0][0].isupper():
            return Thing(percent.end(), per, None, "percent")
        end, item = _whole_words(passage, counted)
        return Thing(end, "%", item, "percent")
    if measure := _measure_at(text, end):
        name, _, per = re.sub(r"\s*/\s*", "/", measure["unit"]).partition("/")
        whole = _measure_names().get(f"{name}/{per}".lower())
        unit = whole or _measure_names().get(name.lower(), name) + (f"/{per.lower()}" if per else "")
        return Thing(measure.end(), unit, None, "measure")
    counted = counted_noun(text, end)
    if not counted and (of_time := _counted_time().match(text, end)) and _in_thousands(match[0]):
        return Thing(of_time.end(), of_time["item"], of_time["item"], "counted")
    none = _no_item().match(text, end)
    if none and not (counted and not {" ", "/"}.isdisjoint(counted[0]) and counted.end() >= none.end()):
        return None
    if counted:
        if not _counts(passage, match, counted):
            return None
        end, item = _whole_words(passage, counted)
        if item in quantity_table()["not_items"]:
            return None
        each = _each(text, end)
        unit = f"{item}/{each[0].lower()}" if each else item
        return Thing(each.end() if each else end, unit, item, "counted")
    noun = _noun(passage, match, end, bounded)
    return Thing(text.index(noun, end) + len(noun), noun, noun, "noun") if noun else None


def _counts(passage: Passage, match: re.Match[str], counted: re.Match[str]) -> bool:
    """Whether a figure counts the noun after it: '14' alone on its line is a page's number, '7.1' a heading's."""
    below = passage.text[counted.start() - 1] == "\n"
    if below and counted[0][0].isupper():
        return False
    alone = not re.search(r"\w", passage.before(match.start(), 300))
    return not (alone and (below or re.fullmatch(r"\d+(?:\.\d{1,2})+", match[0])))


def _whole_words(passage: Passage, counted: re.Match[str]) -> tuple[int, str]:
    """Where a counted noun ends, as underthesea cuts words: 'con số' is no 'con'."""
    start, end = counted.span()
    on = _GOES_ON.match(passage.text, end)
    span = passage.words.at(end - 1) if on and on["word"] not in quantity_table()["no_longer"] else None
    if span and start <= span[0] and span[1] > end:
        longer = passage.text[start : span[1]]
        if re.fullmatch(rf"[{LOWER}]+(?: [{LOWER}]+){{0,4}}", longer):
            return span[1], longer
    return end, passage.text[start:end]


def _noun(passage: Passage, match: re.Match[str], end: int, bounded: bool) -> str | None:
    """The word after a figure that can only count: bounded, with a nought before ('03'), in thousands ('1.326') or after 'mua'."""
    padded = len(match[0]) == 2 and match[0][0] == "0"
    done = _DONE.search(passage.before(match.start(), 20)) is not None and not _YEAR.fullmatch(match[0])
    if not (bounded or padded or done or _in_thousands(match[0])):
        return None
    on = _GOES_ON.match(passage.text, end)
    if on is None or on["word"] in quantity_table()["not_nouns"]:
        return None
    span = passage.words.at(end + 1)
    word = passage.text[span[0] : span[1]] if span and span[0] == end + 1 else ""
    return word if re.fullmatch(rf"[{LOWER}]{{2,}}(?: [{LOWER}]+)*", word) else None


def _in_thousands(figures: str) -> bool:
    return re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", figures) is not None
