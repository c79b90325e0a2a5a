"""In which state money is (planned, allocated, spent ...), by the words before amounts and what stands over them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.extract.projects.names.works import name_at, names_one_work
from pipeline.link.cues import cue, role_cues, role_told, table
from pipeline.link.leads import Span
from pipeline.link.meaning.acts_after import act_after, is_cost_of_its_sentence, is_spent_on_a_work
from pipeline.link.meaning.beside import Beside
from pipeline.link.sums.lists import opens_parts
from pipeline.link.told import Role, Told, by
from pipeline.normalize.tones import compiled
from pipeline.records import Amount, AmountRole, Letterhead
from pipeline.structure.tables import planning_kinds

_DONE = compiled(r"(?<!\w)(?:đã|được|vừa|mới|đồng ý|thống nhất|chấp thuận|giải ngân|lũy kế)(?!\w)", re.IGNORECASE)
_ALREADY = re.compile(r"(?<!\w)đã\s(?!(?:được )?(?:phê duyệt|duyệt|có|trình|lập|thẩm định))", re.IGNORECASE)
"""What was done is asked for and planned no more; a work that was approved may be."""
_LESS = re.compile(r"(?<!\w)(?:tăng|giảm|nâng|hạ)\s+(?=[^,;.]*\stừ\s*$)", re.IGNORECASE)
_SHARE = re.compile(
    r"\s\d[\d.,]{0,5}\s?%(?=\s(?:là|bằng)\s*$)|,(?=\s(?:tương đương|tương ứng)(?:\svới)?(?:\ssố tiền)?(?:\slà)?\s*$)"
)
"""'được tạm ứng 20% là', 'dành 5% vốn đầu tư, tương đương': the share is no clause of its own."""
_ENDS_SHARE = ("là", "bằng", "tương đương", "tương ứng", "với", "số tiền")
_COMPARED = re.compile(r"(?<!\w)so với\s[^,;:.()]{0,60}\(\s*(?:là\s)?$", re.IGNORECASE)
"""'được giao 780 triệu đồng, tăng 130 triệu đồng so với năm 2004 (650 triệu đồng)'."""
_SOURCES = re.compile(
    r"(?:^|\n|[.;(]\s?)[\s\d.)a-zđ–+*•-]{0,8}(?:(?:phân |chia )?theo |cơ cấu )?nguồn"
    r"(?: (?:vốn|kinh phí)(?: (?:đầu tư|thực hiện))?)?\s*:(?!\s*\d)[^;:\n]*$",
    re.IGNORECASE,
)
"""'Nguồn vốn: ngân sách tỉnh 12 tỷ đồng; ngân sách huyện 5 tỷ đồng': the sources of what something costs."""
_IN_TURN = re.compile(r"(?<!\w)lần lượt(?:\s(?:là|với|khoảng))*\s*$", re.IGNORECASE)
_NEXT_IN_TURN = re.compile(r"\s*(?:,|và|,\s*và)\s*")
_CLAUSES = re.compile(r"(?:^|[,;:\n]|(?<=[,;:\s])và(?=\s))[\s–+*•-]*(?:\w{1,2}[.)]\s+)?")
_NEAREST = 4
_OTHERS_LEFT = re.compile(
    r"(?<!\w)(?:năm|quý|tháng|xã|huyện|đơn vị|công trình|dự án|hạng mục) còn lại(?!\w)", re.IGNORECASE
)
"""'năm 2010 490 tỷ đồng, hai năm còn lại 630 tỷ đồng': those that are left, no remainder."""
_REST = re.compile(r"\s*[,;]?\s*(?:và\s)?(?:phần\s|số\s)?còn lại(?!\w)", re.IGNORECASE)
_ONE_OF_THEM = re.compile(r"(?<!\w)trong đó(?!\s*:)(?!\w)", re.IGNORECASE)
_WORTH = re.compile(r"(?<!\w)trị giá(?!\w)[^,;]*$", re.IGNORECASE)
_PERCENT = re.compile(r"(?:mới\s)?(?:bằng|đạt|tăng|giảm|vượt|chiếm)\s[\d.,]{1,8}\s?%[^,;]*", re.IGNORECASE)
"""'thu lệ phí 3 tỷ đồng, bằng 28% dự toán; tiền sử dụng đất 1 tỷ đồng': what only compares parts no figures."""
_BARE_OUTLAY = re.compile(r"\s*[,;]?\s*(?:và\s)?(?:tổng\s)?chi\s*:?\s*$", re.IGNORECASE)
_COUNTED = re.compile(r"\d\s(?:lượt\s)?(?:hộ|doanh nghiệp)(?!\w)", re.IGNORECASE)
"""Those for whom money is given, not who gives it: 'giống vật nuôi cho 320 hộ'."""
_LENT = re.compile(r"(?<!\w)cho vay(?!\w)", re.IGNORECASE)
"""Who lends gives; who borrows adds."""
_ADDED = 60
"""Characters before an amount that name those who add it."""
_SOURCES_REACH = 160
_LABEL = re.compile(r"[^;]{0,140}$")
_PREAMBLE = re.compile(r"^\s*(?:Căn cứ|Xét|Theo)\s.*(?:,|;)\s(?=[^,;]*$)", re.DOTALL)
"""'Căn cứ Quyết định về việc giao dự toán, UBND tỉnh ban hành Kế hoạch như sau:' gives nothing."""
_PARTS = re.compile(
    r"(?:(?:^|[.,;]\s)\s*(?:bao gồm|gồm|trong đó|chia ra)|(?:có|gồm) (?:\d{1,2}|hai|ba|bốn|năm|sáu) (?:hợp phần"
    r"|tiểu dự án|cấu phần|hạng mục|dự án thành phần)[^.;:\n]{0,40})\s*:\s*$",
    re.IGNORECASE,
)
_LED = re.compile(r"\s*(?:,|như sau|cụ thể|gồm|bao gồm|trong đó|sau|:)*\s*$", re.IGNORECASE)
_GOES_DOWN: frozenset[AmountRole] = frozenset(
    ("disbursed", "requested", "planned", "allocated", "spent", "revenue", "price", "part")
)
_DONE_OF_A_PLAN: frozenset[AmountRole | None] = frozenset(("disbursed", "spent", "allocated", "revenue"))
_OF_SUBJECT: frozenset[AmountRole] = frozenset(("requested", "planned", "allocated", "spent", "revenue"))


class States:
    """Reads states; one for a document. `before` are the words before each amount, `leads` what stands over it."""

    def __init__(
        self,
        text: str,
        letterhead: Letterhead,
        amounts: Sequence[Amount],
        before: Sequence[str],
        leads: Sequence[Sequence[Span]],
    ) -> None:
        self._text = text
        self._kind = letterhead.kind
        self._subject = letterhead.subject.value if letterhead.subject else ""
        self._amounts = amounts
        self._before = before
        self._leads = leads
        self._beside = Beside(text, amounts, before)
        self.carried: set[int] = set()
        """Amounts whose state is that of the one before."""
        self.in_turn: set[int] = set()
        """Amounts that are one of several told in turn, not the first."""
        self.own: set[int] = set()
        """Amounts of which their own words tell a state."""
        self.paid: set[int] = set()
        """Amounts of which their own words tell that they were paid."""
        self.untold: set[int] = set()
        """Amounts of whose state no word tells."""

    def of_all(self) -> list[Role]:
        """The state of each amount: its own words', else that of the amount before, else that of what stands over it."""
        states: list[Role] = []
        previous: AmountRole | None = None
        for index, amount in enumerate(self._amounts):
            found = self._told_itself(index, previous)
            aside = False
            if found is None:
                found, aside = self._told_beside(index, previous, states)
            if found is None:
                found = by(self._carried(index, previous), "role.carried")
            if found is None:
                over, weak = self._over(index), role_told(self._before[index], self._kind, weak=True)
                # 'Chi thường xuyên' under 'Thu, chi ngân sách xã' brings nothing in; what was done is asked for no more.
                weaker = over is None or (over.value in ("revenue", "requested") and weak == "spent")
                found = by(weak, "role.before-weak") if weaker else over
            if found is None:
                self.untold.add(index)
            states.append(found or Told("stated", "role.untold"))
            if amount.role != "words" and not aside:
                # The same sum in words stands between: '5 triệu đồng (Năm triệu đồng) và bố trí 3 triệu đồng'.
                previous = states[-1].value
        return states

    def _told_itself(self, index: int, previous: AmountRole | None) -> Role | None:
        """The state that the words around an amount tell; `previous` is that of the amount before."""
        amount, before = self._amounts[index], self._before[index]
        found = self._told(self._own(index)) if amount.role == "stated" else "stated"
        if found is not None:
            self.own.add(index)
        if found == "disbursed":
            self.paid.add(index)
        if found == "spent" and previous == "planned" and _BARE_OUTLAY.match(before):
            # 'dự kiến thu 7 tỷ đồng, chi 6 tỷ đồng'
            return Told("planned", "role.outlay-planned")
        if found == "stated" and previous == "part" and _REST.match(before) and self._beside.is_joined(index):
            return Told("part", "role.rest")
        rule = "role.before"
        if found is None:
            found, rule = act_after(self._text, amount.end, before, self._kind), "role.after"
        if found == "allocated" and self._beside.is_settled(index):
            return Told("spent", "role.settlement-approved")
        if found == "allocated" and self._beside.is_approved_cost(index):
            return Told("total", "role.cost-approved")
        if found in ("allocated", "disbursed") and self._is_asked_for(index, previous):
            return Told("requested", "role.asked-for")
        if previous == "total" and found in (None, "allocated") and self._beside.is_amended(index):
            return Told("total", "role.cost-amended")
        return by(found, rule)

    def _told_beside(self, index: int, previous: AmountRole | None, states: Sequence[Role]) -> tuple[Role | None, bool]:
        """The state of an amount by what it is to the one before, and whether the next one goes on with that one's."""
        before = self._before[index]
        if self._is_in_turn(index) or (previous is not None and self._beside.becomes(index)):
            self.in_turn.add(index)
            return by(None if index - 1 in self.untold else previous, "role.in-turn"), False
        if _COMPARED.search(before):
            compared = next((state.value for state in reversed(states[-2:]) if state.value != "stated"), None)
            return by(compared, "role.compared"), False
        if index and opens_parts(before.rpartition(";")[2]) and self._beside.is_joined(index):
            # 'gồm 8 tỷ JPY vốn vay và vốn đối ứng 101 tỷ đồng'
            return Told("part", "role.opens-parts"), False
        if self._beside.is_given_to_it(index, previous):
            return Told("part", "role.added-to-cost"), True
        if self._beside.is_aside(index):
            aside = previous if previous in _OF_SUBJECT or previous == "disbursed" else "part"
            return by(aside, "role.aside"), False
        if self._is_source(index):
            return Told("part", "role.source"), False
        if is_cost_of_its_sentence(self._text, self._amounts[index].end, before):
            return Told("total", "role.cost-of-sentence"), False
        if previous in _DONE_OF_A_PLAN and self._beside.is_set_against(index):
            # 'giải ngân 31 tỷ đồng/88 tỷ đồng'
            return Told("planned", "role.set-against"), True
        return None, False

    def _carried(self, index: int, previous: AmountRole | None) -> AmountRole | None:
        """The state of the amount before where it goes on."""
        if previous == "price" and _WORTH.search(self._before[index - 1]):
            # 'trao 45 con bò trị giá 675 triệu đồng, xây 9 nhà 450 triệu đồng'
            return None
        if previous is None or previous not in (*_GOES_DOWN, "rate") or not self._goes_on(index, previous):
            return None
        # 'thu phí 145 triệu đồng, chi bảo vệ 98 triệu đồng'
        pays = previous in ("revenue", "price") and role_told(self._before[index], self._kind, weak=True) == "spent"
        self.carried.add(index)
        return "spent" if pays else previous

    def is_of_the_plan(self, index: int) -> bool:
        """Whether a document that plans tells an amount as its own: no word of its clause says that it was spent or is others'."""
        before = self._own(index)
        return self._kind in planning_kinds() and not (_DONE.search(before) or cue("words", "added").search(before))

    def _is_asked_for(self, index: int, previous: AmountRole | None) -> bool:
        """Whether a verb of giving goes on with a request: 'đề nghị hỗ trợ 5 tỷ đồng; bổ sung 3 tỷ đồng', 'Đề nghị:' over it."""
        if _DONE.search(self._before[index].rpartition(";")[2]):
            return False
        if (previous == "requested" and self._beside.is_joined(index)) or _asked().search(self._before[index]):
            return True
        told = (role_of_lead(self._text[slice(*lead)], self._kind) for lead in self._leads[index])
        return next((role for role in told if role), None) == "requested"

    def _own(self, index: int) -> str:
        """The words before an amount without those of its sentence that close what is said of the amount before.

        ', đã chi hết; vốn B thưởng' tells of B; 'Giảm tổng mức đầu tư từ' of a cost, and not of by how much it falls.
        """
        before = self._before[index]
        if index and before[:1] in (",", " ") and self._text.startswith(before, self._amounts[index - 1].end):
            before = before.partition(";")[2].lstrip() or before
        end = before.rstrip().lower()
        before = _LESS.sub("", before) if end.endswith("từ") else before
        return _SHARE.sub(" ", before) if end.endswith(_ENDS_SHARE) else before

    def is_of_a_work(self, index: int) -> bool:
        """Whether a clause of an amount opens with what is built: 'cầu Bến Tuần (18,2 tỷ đồng)', '- Kiên cố kênh N4: 8 tỷ đồng'."""
        if index in self.in_turn:
            return self.is_of_a_work(index - 1)
        if is_spent_on_a_work(self._text, self._amounts[index].end, self._before[index]):
            return True
        before = self._before[index]
        starts = [match.end() for match in _CLAUSES.finditer(before)][-_NEAREST:]
        return any(names_one_work(name_at(before, start, len(before))) for start in starts)

    def _told(self, own: str) -> AmountRole | None:
        """The state that an amount's own words tell, those in its bracket first: 'xin khởi công trạm bơm (dự toán 37 tỷ đồng)'."""
        inside = own.rpartition("(")[2]
        role = role_told(inside, self._kind) if "(" in own and ")" not in inside and inside.strip() else None
        return role or role_told(own, self._kind)

    def _is_in_turn(self, index: int) -> bool:
        """'lần lượt là 85 tỷ đồng, 32,5 tỷ đồng và 40 tỷ đồng': figures told in turn are of one state."""
        if not index or not _NEXT_IN_TURN.fullmatch(
            self._text, self._amounts[index - 1].end, self._amounts[index].start
        ):
            return False
        return index - 1 in self.in_turn or _IN_TURN.search(self._before[index - 1]) is not None

    def _is_source(self, index: int) -> bool:
        """Whether an amount is the first of several in a line of sources: 'Nguồn vốn: ngân sách tỉnh 12 tỷ đồng; ...'."""
        amount = self._amounts[index]
        following = self._amounts[index + 1] if index + 1 < len(self._amounts) else None
        alone = following is None or "\n" in self._text[amount.end : following.start]
        if alone and _REST.match(self._text, amount.end) is None:
            return False
        return _SOURCES.search(self._text, max(0, amount.start - _SOURCES_REACH), amount.start) is not None

    def _goes_on(self, index: int, previous: AmountRole) -> bool:
        """'hỗ trợ giống 2 tỷ đồng, phân bón 3 tỷ đồng': what stands between tells of no other act."""
        joined = self._beside.is_joined(index)
        if previous == "part" and self._before[index].lstrip().startswith(";"):
            # 'trong đó trả nợ 19 tỷ đồng; khởi công trụ sở (7 tỷ đồng)'
            joined = joined and _ONE_OF_THEM.search(self._before[index - 1]) is None
        if not joined or previous == "part":  # 'Nguồn vốn gồm: ngân sách tỉnh 5 tỷ đồng, dân góp 2 tỷ đồng'
            return joined
        between = self._text[self._amounts[index - 1].end : self._amounts[index].start]
        return not cue("words", "not_on").search(_OTHERS_LEFT.sub("", _PERCENT.sub("", _COUNTED.sub(" ", between))))

    def _over(self, index: int) -> Role | None:
        """The state that a list's lead, a heading or the document's subject gives an amount with a bare label."""
        if not _LABEL.match(self._before[index]):
            return None
        over = self._told_over(index)
        if over is None:
            return None
        before = self._before[index][-_ADDED:]
        added = over.value in ("allocated", "requested") and cue("words", "added").search(_LENT.sub("", before))
        done = over.value in ("requested", "planned") and _ALREADY.search(before)
        return None if added or done else over

    def _told_over(self, index: int) -> Role | None:
        for lead in self._leads[index]:
            if role := role_of_lead(self._text[slice(*lead)], self._kind):
                return Told(role, "role.lead")
        role = role_of_lead(self._subject, self._kind)
        # 'Tình hình thực hiện năm 2004, kế hoạch năm 2005' plans none of what a report tells of.
        if (role == "planned" and self._kind == "BC") or (role == "requested" and self.is_of_a_work(index)):
            return None
        return by(role if role in _OF_SUBJECT else None, "role.subject")


@cache
def _asked() -> re.Pattern[str]:
    """A request before an act that is not done: 'đề nghị cho tạm ứng', 'đề nghị UBND huyện thanh toán'."""
    return next(told.cues for told in role_cues() if told.role == "requested")


@cache
def _no_lead() -> re.Pattern[str]:
    after = "".join(rf"(?<!\b{re.escape(word)} )" for word in table()["words"]["norms"])
    return re.compile(rf"{after}{cue('words', 'no_lead').pattern}", re.IGNORECASE)


@lru_cache(maxsize=1024)
def role_of_lead(lead: str, kind: str | None) -> AmountRole | None:
    """The state that a lead tells; 'Kinh phí thực hiện' over amounts tells none."""
    lead = _PREAMBLE.sub("", lead)
    if lead.rstrip().endswith(":") and cue("words", "done").search(lead):
        return "spent"
    role = role_told(_LED.sub("", _no_lead().sub(" ", lead)), kind)
    if role is None and _PARTS.search(lead):
        return "part"
    return role if role in _GOES_DOWN else None
