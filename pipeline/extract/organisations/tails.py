"""How an organisation's name goes on past its head and sector: words with capitals, and what follows them in small letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.extract.names import full_name
from pipeline.extract.organisations.ends import CAPITAL, COMMITTEE, sector_pattern
from pipeline.extract.organisations.heads import head_pattern, opens_body
from pipeline.extract.organisations.officials import official_at
from pipeline.normalize.letters import LOWER
from pipeline.normalize.tones import compiled
from pipeline.structure.tables import (
    heads_that,
    kind_names,
    name_openers,
    sectors,
    trades,
    verbs_before_capitals,
    verbs_before_figures,
    words_after_names,
    words_of_names,
    words_within_names,
)

_MOST_SMALL_WORDS = 12
"""In a row, of what a body works on; more is the sentence that goes on."""
_HEAD = "-"
_HOLDING = ("Bộ", "Sở")
"""What an institute or college is of: 'Viện Khoa học hình sự Bộ Công an'."""
_KIND_CITED = re.compile(rf"(?i:{kind_names()})(?!\w)(?= (?:số|năm|này|\d|của|về))")
_LEVEL = re.compile(r"(?:TP|TX|TT)(?:\.|(?= [^\W\d_a-zđ]))|[PQX]\. ")
_DEGREE = re.compile(r"(?:PGS|GS|TSKH|TS|ThS|Th\.S|KS|BS|CN|CVC|KTS)(?:\.|(?![\w&]))")
_OFFICE = compiled(r"(?:Thành viên|Trưởng|Phó|Ủy viên|Giám đốc|Chủ tịch|Phản biện|Cơ quan|Đơn vị|Thư ký|Tổ)(?!\w)")
"""After a dash what a body is, and no part of its name: 'Chi cục PTNT - Thành viên'."""
_HOLDER = re.compile(
    r"(?:Thường trực|Thủ trưởng|Chủ tịch|Phó|Trưởng|Chánh|Giám đốc|Tổng Giám đốc|Bí thư|Hiệu trưởng|Cục trưởng"
    r"|Chi cục trưởng|Vụ trưởng|Kế toán trưởng|Chỉ huy trưởng|Ông|Bà)(?!\w)"
)
"""After 'và' who heads another body, and no part of a name: 'Công ty Mía đường Bến Mẫu và Chủ tịch UBND các huyện'."""
_KIND = re.compile(rf"(?:{kind_names()}|Đơn|Hồ sơ|Hợp đồng|Dự án|Danh sách)(?!\w)")
_LETTERS = re.compile(r"[BCDĐGHKLMNPQRSTVX&]{3,}|(?:[A-ZĐ]\.){2,}")
"""Letters for words, which leave the name open as its head does: 'Chi cục QLCL Nông lâm sản'."""
_OWN_LETTERS = re.compile(r"(?=[A-Z]*[AEIOU])[A-Z]{6,}")
"""Letters that are a name of their own and can be read: 'và NAMRUCO', not 'và VSMTNT'."""
_REGION = re.compile(r" khu vực (?:\d|[IVX]+(?!\w))")
_BUILDS = re.compile(
    r" xây dựng (?:kế hoạch|phương án|đề án|dự toán|mô hình|quy chế|hồ sơ|báo cáo|được|xong|mới)(?!\w)"
    r"| tổng hợp(?=,? (?:báo cáo|trình|gửi|kết quả|số liệu|nhu cầu|tham mưu|đề xuất)(?!\w)|\./\.)"
)
"""A body at work: 'Trung tâm Khuyến nông xây dựng kế hoạch'; elsewhere 'xây dựng' and 'tổng hợp' are a name's."""
_AND_PERSON = re.compile(r" và (?:ông|bà|đồng chí|đ/c|anh|chị|đại diện|lãnh đạo)(?!\w)")
_CLOSED = re.compile(r"(?:[A-ZĐ]{2,}|[IVX]+|\d)$")
"""A name's last word that no syllable follows: 'Chi cục TT&BVTV lấy 42 mẫu'."""
_CLOSING = ("cấp", "giao", "trình", "nhận", "ký", "lập", "cử", "thuê", "đặt", "bán")
"""Verbs that close a clause right after a name: 'nhãn hiệu do Cục Sở hữu trí tuệ cấp;'."""
_WHOLE = compiled(rf"{COMMITTEE}|(?<!\w)Việt Nam$")
_SMALL = re.compile(rf" (?P<word>[{LOWER}]+)(?!\w)(?: (?P<next>[{LOWER}]+)(?!\w))?")


@cache
def _two_syllables() -> frozenset[tuple[str, str]]:
    """Words of the tables with a capital on their first syllable only: 'Thanh niên', 'Kỹ thuật'."""
    words = [re.findall(r"\w+", name) for name in (*sectors(), *name_openers(), *trades(), *words_within_names())]
    return frozenset((a, b) for name in words for a, b in pairwise(name) if a.istitle() and b.islower() and b != "và")


@dataclass(frozen=True, slots=True)
class Tail:
    """How a name goes on past its head and sector.

    Words with capitals belong to it, and words with small letters after one capital ('Người cao tuổi'), up to
    a word that follows names. After two capitals in a row, a name of its own ('Bến Mẫu'), small letters are the
    sentence's; in a firm's name they count only where a capital follows. Schools and firms are `named_after`
    people; after another body's name a person's name is no part of it, nor that of who heads it where it is `headed`.
    """

    text: str
    stop: int
    firm: bool
    named_after: bool
    about: bool
    strict: bool
    head_end: int
    headed: bool

    def end(self, start: int, *, small: bool) -> int:
        """Where the name ends that goes on at `start`, with small letters too if `small`."""
        end, capitals = start, 0
        while True:
            if (word := self._capital(end)) is not None:
                if " " in word["word"]:
                    end, capitals, small = word.end(), 0, word["word"] != "Sự thật"
                    continue
                if (
                    word["joint"] == " "
                    and word["word"] in _HOLDING
                    and (of := sector_pattern().match(self.text, word.end()))
                ):
                    return of.end()
                capitals = 0 if _LETTERS.fullmatch(word["word"]) else capitals + 1 if word["joint"] == " " else 1
                lettered = self.firm and len(word["word"]) == 1  # 'Công ty A bán hàng': an example's
                end = word.end()
                small = not lettered and (capitals < 2 or (word["word"].isupper() and not self.strict))
            elif not small and (syllable := self._second_syllable(end)):
                end, capitals, small = syllable, 0, True
            elif small and (further := self._small(end)) > end:
                end, capitals, small = further, 0, False
            else:
                return end

    def _capital(self, end: int) -> re.Match[str] | None:
        word = CAPITAL.match(self.text, end, self.stop)
        if word is None or (self.headed and word["joint"] == " " and self._is_headed_here(end)):
            return None
        at = word.start("word")
        joined = word["joint"] in (" và ", " về ")
        if word["joint"] == " và " and (self.text.endswith("Việt Nam", 0, end) or _OWN_LETTERS.fullmatch(word["word"])):
            return None
        if (
            _LEVEL.match(self.text, at)
            or _DEGREE.match(self.text, at)
            or (end == self.head_end and word["joint"] != " ")
        ):
            return None
        if "-" in word["joint"] and (_OFFICE.match(self.text, at) or self._another_body(at)):
            return None
        if joined and (opens_body(self.text, at) or _HOLDER.match(self.text, at)):
            return None
        if (word["joint"] == " về " and not self.about) or (joined and _KIND.match(self.text, at)):
            return None
        if _KIND_CITED.match(self.text, at) or (not self.named_after and full_name().match(self.text, at)):
            return None
        return word

    def _is_headed_here(self, end: int) -> bool:
        """Whether the name of who heads the body follows its committee's or the country's: 'Văn phòng Tỉnh ủy Lê Mẫu Sơn'."""
        return _WHOLE.search(self.text, max(0, end - 12), end) is not None and official_at(self.text, end, fewest=3)

    def _second_syllable(self, end: int) -> int | None:
        """Where the word ends whose first syllable alone has a capital: 'Hội Cựu Thanh niên', 'Kỹ thuật số'."""
        word = _SMALL.match(self.text, end, self.stop)
        last = self.text[self.text.rfind(" ", 0, end) + 1 : end]
        return word.end("word") if word and (last, word["word"]) in _two_syllables() else None

    def _another_body(self, at: int) -> bool:
        """Whether a body of its own opens after a dash: 'Cục Đầu tư nước ngoài - Bộ Kế hoạch và Đầu tư'.

        A school's or institute's university belongs to its name: 'Trường Đại học Nông Lâm - Đại học Huế'.
        """
        head = head_pattern().match(self.text, at)
        return head is not None and head[0] in heads_that("stand_alone")

    def _small(self, start: int) -> int:
        """Past the small letters from `start` that belong to the name; `start` where none do."""
        end = good = first = start
        last = self.text[self.text.rfind(" ", 0, start) + 1 : start]
        previous = _HEAD if start == self.head_end else "" if last[:1].isupper() and not _CLOSED.search(last) else last
        for _ in range(_MOST_SMALL_WORDS):
            word = _SMALL.match(self.text, end, self.stop)
            if (
                word is None
                or self._before_figure(word)
                or _REGION.match(self.text, word.start())
                or _BUILDS.match(self.text, word.start())
                or _AND_PERSON.match(self.text, word.start())
                or (end == start and _CLOSED.search(last) and self._figure_after(word.end("word")))
                or _follows_names(
                    previous,
                    word["word"],
                    word["next"] or "",
                    self._figures(word),
                    self._clause_ends(word),
                    last.lower(),
                    self._figure_after(word.end("word")),
                )
            ):
                # A firm's trade in small letters belongs to it where its own name follows.
                bare = self.firm and start == self.head_end and not CAPITAL.match(self.text, good, self.stop)
                return start if bare else good
            end, previous, last = word.end("word"), word["word"], word["word"]
            good = good if previous in ("và", "của", "các") else end
            first = first if first > start else end
        return good if self.firm and CAPITAL.match(self.text, good, self.stop) else first

    def _before_figure(self, word: re.Match[str]) -> bool:
        """Whether a verb of two words opens here and a figure follows: 'sản xuất 40.000 vòng trứng'."""
        pair = word[0].strip()
        return pair in verbs_before_figures() and self._figure_after(word.end())

    def _figure_after(self, end: int) -> bool:
        return self.text[end + 1 : end + 2].isdigit()

    def _figures(self, word: re.Match[str]) -> bool:
        following = self.text[word.end("word") + 1 : word.end("word") + 2]
        return (
            word["next"] is None
            and self.text[word.end("word") : word.end("word") + 1] == " "
            and not following.islower()
        )

    def _clause_ends(self, word: re.Match[str]) -> bool:
        return word["next"] is None and self.text[word.end("word") : word.end("word") + 1] in (";", ",", ".", ")", "\n")


def _follows_names(
    previous: str, word: str, following: str, before_capital: bool, closes: bool, last: str, counts: bool
) -> bool:
    """Whether a word comes after names, the last of whose words is `last`, and is no part of them.

    Right after a capital (`previous` is '') it is mostly its second syllable; after 'và' a verb is what the body does.
    """
    if f"{last} {word}" in words_of_names() or f"{word} {following}" in words_of_names():
        return False
    if word in words_after_names() or (previous != "và" and f"{word} {following}" in words_after_names()):
        return True
    if word not in verbs_before_capitals():
        return False
    if previous == "" and counts and word != "số":
        return True
    ends = before_capital or (closes and word in _CLOSING)
    return previous == _HEAD or (previous != "" and (following in words_after_names() or ends))
