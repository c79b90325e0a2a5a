"""Link: `Mentions` in, `Facts` out: what each amount is for, totals and parts, counts and lists, whole citations.

    package   finds
    sums      totals and their parts
    meaning   what an amount is for: role, state, fiscal year
    funds     whose money it is
    figures   percentages, growth, counts, series
    ledger    which amounts are money given or used, so that each counts once

and `places` where money goes, `documents` completes citations, `projects` what makes two of them one, `readings` what OCR may
have misread. Cue words are a table in `data/meaning.toml`. A new relation is a record in `pipeline.records`, one module here
that finds it, and a line in `link`.
"""

from dataclasses import replace

from pipeline.extract.places.finder import is_central, province_of
from pipeline.link.documents import complete_citations, province_told
from pipeline.link.figures.counts import find_counts, find_words
from pipeline.link.figures.growth import find_growth
from pipeline.link.figures.ratios import find_ratios
from pipeline.link.funds.sources import funds_of_costs
from pipeline.link.funds.tables import with_funds_of_tables
from pipeline.link.ledger.entries import with_entries
from pipeline.link.lists import find_groups, find_lists
from pipeline.link.meaning.corrections import corrected
from pipeline.link.meaning.finder import Meaning, with_totals
from pipeline.link.meaning.giving import with_columns_given, with_years_and_funds
from pipeline.link.meaning.headings import by_headings
from pipeline.link.meaning.role_features import Sums
from pipeline.link.meaning.role_weighed import Revise, likelier
from pipeline.link.meaning.settlements import settled
from pipeline.link.places import placed
from pipeline.link.projects import linked_projects
from pipeline.link.readings import with_doubts
from pipeline.link.row_places import RowPlaces
from pipeline.link.sums.every import find_every_sum
from pipeline.link.sums.tables import money_tables
from pipeline.records import CountRelation, Facts, Mentions, Outline, RatioRelation, Text, Untold
from pipeline.structure.tables import planning_kinds
from pipeline.structure.whole_tables import whole_tables

__all__ = ["link"]


def link(text: Text, outline: Outline, mentions: Mentions, revise: Revise = likelier) -> Facts:
    """The facts of one document; `revise` has the last word on what its sums are for."""
    whole = text.text
    groups = find_groups(whole, outline)
    listings = find_lists(whole, groups)
    tables = whole_tables(text)
    money = money_tables(whole, tables, mentions.cells, mentions.amounts)
    sums, untold = find_every_sum(whole, mentions, groups, listings, money)
    counts = tuple(find_counts(whole, mentions.quantities, listings))
    pairs = tuple(find_words(whole, mentions.amounts, sums))
    meaning = Meaning(whole, outline, mentions.amounts, mentions.dates, mentions.projects, listings)
    whole_of = {part: relation.total for relation in sums for part in relation.parts}
    sources = funds_of_costs(whole, mentions.amounts, whole_of)
    plans = outline.letterhead.kind in planning_kinds()
    subject = outline.letterhead.subject.value if outline.letterhead.subject else ""
    amounts = by_headings(
        whole, meaning.of_all(sums, pairs, sources), mentions.cells, tables, money, plans=plans, subject=subject
    )
    amounts = with_totals(with_columns_given(amounts, sums, mentions.cells), sums, mentions.cells)
    amounts = with_funds_of_tables(whole, amounts, sums, mentions.cells, meaning.leads, tables)
    amounts = with_years_and_funds(whole, outline, amounts, sums, tables, mentions.cells, meaning.years.untold)
    amounts = revise(Sums(whole, outline, amounts, sums, meaning.leads, mentions.projects))
    amounts = corrected(whole, settled(whole, outline, amounts), mentions.citations)
    province = province_of(outline)
    projects = linked_projects(whole, mentions.projects, amounts, province)
    own = None if is_central(outline) else province
    own = own or province_told(whole, outline, mentions.entities)
    citations = complete_citations(mentions.citations, outline, own, mentions.entities)
    ratios = (
        *find_ratios([table.grid for table in money], mentions.cells),
        *find_growth(whole, amounts, mentions.quantities, sums),
    )
    linked = replace(mentions, amounts=amounts, citations=citations, projects=projects)
    rows = RowPlaces(whole, tables, money, mentions.cells, mentions.entities, province)
    linked = replace(linked, amounts=placed(whole, outline, linked, sums, meaning.leads, rows, province))
    facts = Facts(
        linked,
        sums,
        tuple(relation for relation in counts if isinstance(relation, CountRelation)),
        pairs,
        tuple(relation for relation in ratios if isinstance(relation, RatioRelation)),
        untold=(*untold, *(one for one in (*counts, *ratios) if isinstance(one, Untold))),
    )
    return with_doubts(text, with_entries(whole, outline, facts))
