"""Decisions that hand on more than they were given, set against the row of the decision that they rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audit.registry import Answered, disagreement, holds, tolerance
from pipeline.audit.wording import money_en, money_vi
from pipeline.link.ledger.purposes import alike, purpose_of
from pipeline.records import Statement


def handed_on(statements: Sequence[Statement], own: Statement, given: Sequence[Statement]) -> Iterator[Answered]:
    """A warning where a decision hands more on than the one that it rests on gave its place, by a row, for the same matter."""
    if any(s.kind == "cited" and s.relation == "amends" for s in statements):
        return
    told = {s.document_id: s for s in reversed(statements) if s.kind == "cited" and s.vnd and s.value and s.place}
    for cited in told.values():
        rows = [s for s in given if s.year == cited.year and s.place == cited.place]
        for_what, of_own = purpose_of(cited.name or ""), purpose_of(own.about or "")
        same_matter = bool(of_own) and (for_what == of_own or alike(for_what, of_own))
        if len(rows) != 1 or not same_matter or cited.document_id == own.document_id:
            continue
        (row,) = rows
        start, end = map(int, (cited.value or "").split(",")[:2])
        hands = cited._replace(start=start, end=end, text=money_vi(cited.vnd or 0))
        over = (cited.vnd or 0) - (row.vnd or 0)
        if over <= tolerance(cited, row):
            yield holds(hands, "allocation-told-differently")
            continue
        yield disagreement(
            hands,
            [row],
            "allocation-told-differently",
            "warning",
            (
                f"{cited.document} phân bổ {hands.text} năm {cited.year}, căn cứ {own.document}; văn bản này giao cho địa phương đó "
                f"{money_vi(row.vnd or 0)}, vượt {money_vi(over)}.",
                f"{cited.document} hands on {money_en(cited.vnd or 0)} for {cited.year} by {own.document}, which gave its place "
                f"{money_en(row.vnd or 0)}: {money_en(over)} over.",
            ),
            expected=str(row.vnd),
            found=str(cited.vnd),
            difference_vnd=over,
        )
