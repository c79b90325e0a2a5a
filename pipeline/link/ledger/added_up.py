"""How each amount of a document is added up, by its text and its facts."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.link.ledger.aside import stands_aside_of
from pipeline.link.ledger.counting import Counting, counting_of, states_of
from pipeline.link.ledger.said import Said, still_to_do
from pipeline.link.ledger.so_far import contained
from pipeline.records import AmountRole, Facts, Outline


def added_up(text: str, outline: Outline, facts: Facts) -> tuple[Counting, ...]:
    """How each amount of a document is added up."""
    said = Said(text, outline, facts.mentions.amounts)
    booked: dict[int, AmountRole] = {entry.amount: entry.act for entry in facts.entries}
    return added_up_as(text, facts, {**still_to_do(facts, said), **booked}, said)


def added_up_as(text: str, facts: Facts, acts: Mapping[int, AmountRole], said: Said) -> tuple[Counting, ...]:
    """The same where it is known of some amounts, by index, what was or is to be done with them."""
    amounts = facts.mentions.amounts
    so_far = contained(text, amounts, states_of(amounts, facts.sums, acts), said)
    aside = stands_aside_of(text, amounts, facts.mentions.cells, said)
    return counting_of(amounts, (*facts.sums, *so_far), acts, aside)
