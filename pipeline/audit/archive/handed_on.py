"""Decisions that hand on more than they were given, set against the row of the decision that they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.audit.registry import Answered, disagreement, holds, tolerance
from pipeline.audit.wording import money_en, money_vi
from pipeline.link.ledger.purposes import alike, batches_in, of_all_batches, purpose_of
from pipeline.records import Statement
from pipeline.structure.number.docnumber import number_key


def handed_on(statements: Sequence[Statement], own: Statement, given: Sequence[Statement]) -> Iterator[Answered]:
    """A warning where a decision hands more on than the one that it rests on gave its place, by a row, for the same matter.

    What is handed on in batches ('đợt 1', 'đợt 2') is added up. One told again takes the place of the earlier one; a sum that
    holds earlier ones, that of them all; what another decision replaces or amends is left to that one.
    """
    if any(s.kind == "cited" and s.relation == "amends" for s in statements):
        return
    told = {s.document_id: s for s in reversed(statements) if s.kind == "cited" and s.vnd and s.value and s.place}
    put_right = {key for s in statements if s.kind == "cited" for key in s.rests_on}
    batches: dict[tuple[int | None, str | None], dict[frozenset[str], Statement]] = defaultdict(dict)
    for cited in sorted(told.values(), key=lambda s: (str(s.document_day or ""), s.document_id)):
        rows = [s for s in given if s.year == cited.year and s.place == cited.place]
        for_what, of_own = purpose_of(cited.name or ""), purpose_of(own.about or "")
        of_all = of_all_batches(for_what)
        same_matter = bool(of_own) and any(one == of_own or alike(one, of_own) for one in (for_what, of_all))
        if len(rows) != 1 or not same_matter or cited.document_id == own.document_id:
            continue
        if number_key(cited.document) in put_right:
            continue
        (row,) = rows
        hands = _of_sum(cited)
        before = batches[cited.year, cited.place] if of_all != for_what else {}
        if cited.caveat == "cumulative":
            before.clear()
        batch = batches_in(cited.name or "")
        earlier = [_of_sum(one) for other, one in before.items() if other != batch]
        before[batch] = cited
        found = sum(one.vnd or 0 for one in (hands, *earlier))
        over = found - (row.vnd or 0)
        if over <= tolerance(hands, *earlier, row):
            yield holds(hands, "allocation-told-differently")
            continue
        with_vi = f" (cùng các đợt trước: {money_vi(found)})" if earlier else ""
        with_en = f" (with the batches before: {money_en(found)})" if earlier else ""
        yield disagreement(
            hands,
            [row, *earlier],
            "allocation-told-differently",
            "warning",
            (
                f"{cited.document} phân bổ {hands.text} năm {cited.year}{with_vi}, căn cứ {own.document}; văn bản này giao cho địa "
                f"phương đó {money_vi(row.vnd or 0)}, vượt {money_vi(over)}.",
                f"{cited.document} hands on {money_en(cited.vnd or 0)} for {cited.year}{with_en} by {own.document}, which gave its "
                f"place {money_en(row.vnd or 0)}: {money_en(over)} over.",
            ),
            expected=str(row.vnd),
            found=str(found),
            in_vnd=True,
        )


def _of_sum(cited: Statement) -> Statement:
    """What cites a decision at the place of the sum that it hands on."""
    start, end = map(int, (cited.value or "").split(",")[:2])
    return cited._replace(start=start, end=end, text=money_vi(cited.vnd or 0))
