"""What the words before a total say was done with it (given, used, asked for, planned), whatever its place in a sum."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.link.cues import role_told
from pipeline.link.own_words import own_words
from pipeline.records import Act, Amount, AmountRole, Facts, Outline, StillToDo
from pipeline.structure.sentences import sentences_of
from pipeline.structure.tables import deciding_kinds, telling_kinds

ACTS: tuple[Act, ...] = ("allocated", "spent", "disbursed")
_LONGEST = 300
_IN_ALL = re.compile(r"(?:với\s+)?tổng số tiền(?:\s+là)?\s*:?\s*$", re.IGNORECASE)
"""'Đã hỗ trợ 12 hộ với tổng số tiền 300 triệu đồng': what stands before it tells."""
_GIVES = re.compile(
    r"\s*(?:Điều\s+\d{1,2}[.:]\s*)?(?:\d{1,2}[.)]\s*|[-–+*•]\s*)?(?:hỗ trợ|phân bổ|cấp|bố trí|bổ sung)\s", re.IGNORECASE
)
_DONE = re.compile(
    r"(?<!\w)(?:chi hết|đã (?:chi|sử dụng|giải ngân|quyết toán)|(?:kinh phí|vốn|tổng số|số) quyết toán|bố trí|phân bổ|(?<!nâng )(?<!cung )cấp|hỗ trợ)(?!\w)"
    r"(?:\s+[^\s,;:()]+){0,16}\s*:?\s*$",
    re.IGNORECASE,
)
_WHAT_IT_COSTS = re.compile(
    r"(?<!\w)(?:tổng mức|mức đầu tư|TMĐT|dự toán|duyệt|điều chỉnh|thi công|hợp đồng|giá trị|quyết định đầu tư)(?!\w)",
    re.IGNORECASE,
)
"""Words beside which a total is the cost of a work, whatever else is said of it."""
STILL_TO_DO: tuple[StillToDo, ...] = ("planned", "requested")


class Said:
    """Reads what is said of the amounts of one document."""

    def __init__(self, text: str, outline: Outline, amounts: Sequence[Amount]) -> None:
        self._text, self._kind, self._amounts = text, outline.letterhead.kind, amounts
        self._subject = outline.letterhead.subject
        self._sentences = sentences_of(text)

    def words_of(self, index: int) -> tuple[int, int]:
        """Where the words before an amount stand that are its own."""
        return own_words(self._amounts, index, self._sentences, _LONGEST)

    def around(self, index: int) -> str:
        """The words of its sentence between the amounts before and after it."""
        amounts = self._amounts
        start, stop = self._sentences.at(amounts[index].start)
        start = max(start, amounts[index - 1].end if index else 0, amounts[index].start - _LONGEST)
        following = amounts[index + 1].start if index + 1 < len(amounts) else stop
        stop = max(amounts[index].end, min(stop, following, amounts[index].end + _LONGEST))
        return f"{self._text[start : amounts[index].start]} {self._text[amounts[index].end : stop]}"

    @property
    def is_report(self) -> bool:
        """Whether the document tells what others gave or used."""
        return self._kind in telling_kinds()

    def is_in_subject(self, amount: Amount) -> bool:
        """Whether an amount stands in the document's subject."""
        return self._subject is not None and self._subject.start <= amount.start < self._subject.end

    def stand_apart(self, one: int, other: int) -> bool:
        """Whether two amounts, the second after the first, stand in two paragraphs."""
        return self._text.find("\n", self._amounts[one].end, self._amounts[other].start) >= 0

    def role_of(self, index: int) -> AmountRole | None:
        """The role that these words tell."""
        words = self._words(index)
        if in_all := _IN_ALL.search(words):
            if self._kind in deciding_kinds() and _GIVES.match(words):
                return "allocated"
            return role_told(words[: in_all.start()], self._kind)
        return role_told(words, self._kind)

    def done_of(self, index: int) -> Act | None:
        """What these words plainly say that was done with a total: given or used, and not what it costs."""
        words = self._words(index)
        if _WHAT_IT_COSTS.search(words) or not _DONE.search(_IN_ALL.sub("", words)):
            return None
        role = self.role_of(index)
        return role if role in ACTS else None

    def gives_list(self, first: int) -> bool:
        """Whether a decision's list that begins with an amount is led in by what gives: 'Hỗ trợ kinh phí cho các dự án sau:'."""
        end = self._text.rfind("\n", 0, self._amounts[first].start)
        lead = self._text[self._text.rfind("\n", 0, max(end, 0)) + 1 : max(end, 0)].rstrip()
        given = lead.endswith(":") and _GIVES.match(lead) and not _WHAT_IT_COSTS.search(lead)
        return bool(given) and self._kind in deciding_kinds()

    def _words(self, index: int) -> str:
        return self._text[slice(*self.words_of(index))]


def still_to_do(facts: Facts, said: Said) -> Mapping[int, AmountRole]:
    """The totals that are said to be planned or asked for, by index."""
    amounts = facts.mentions.amounts
    totals = {relation.total for relation in facts.sums if amounts[relation.total].role == "total"}
    return {index: role for index in totals if (role := said.role_of(index)) in STILL_TO_DO}
