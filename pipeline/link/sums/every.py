"""Every total that a document states, in whichever construction: amounts in, `SumRelation` and `Untold` out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.link.funds.sources import find_sources
from pipeline.link.lists import Listing, find_unled
from pipeline.link.sums.annexes import find_annexes, find_led_tables
from pipeline.link.sums.closing import find_closing_sums
from pipeline.link.sums.far import find_far_sums
from pipeline.link.sums.finder import find_sums
from pipeline.link.sums.rest import find_rest_sums
from pipeline.link.sums.tables import MoneyTable, find_table_sums
from pipeline.records import Mentions, SumRelation, Untold


def find_every_sum(
    text: str, mentions: Mentions, groups: Sequence[Listing], listings: Sequence[Listing], money: Sequence[MoneyTable]
) -> tuple[tuple[SumRelation, ...], tuple[Untold, ...]]:
    """The relations, and those that lack figures; a way to tell a sum leaves alone what one before it took for parts."""
    amounts, cells = mentions.amounts, mentions.cells
    told, unclear = find_sums(text, amounts, listings, find_unled(text, groups))
    closing = tuple(find_closing_sums(text, amounts, _parts(told)))
    sources = tuple(find_sources(text, amounts, listings, _parts(told)))
    rest = tuple(find_rest_sums(text, amounts, _parts(told, closing, sources)))
    far = tuple(find_far_sums(text, amounts, groups, _parts(told, closing, sources, rest)))
    found = (*told, *sources, *closing, *rest, *far, *find_table_sums(money, amounts))
    sums = tuple(relation for relation in found if isinstance(relation, SumRelation))
    sums += tuple(find_annexes(amounts, sums, cells))
    sums += tuple(find_led_tables(amounts, sums, cells))
    return sums, (*unclear, *(relation for relation in found if isinstance(relation, Untold)))


def _parts(*relations: Sequence[SumRelation]) -> set[int]:
    """The amounts that are parts of others, by index."""
    return {part for some in relations for relation in some for part in relation.parts}
