"""Link: `Mentions` in, `Facts` out: what each amount is for, totals and parts, counts and lists, whole citations.

    package   tells
    sums      totals and their parts
    meaning   what an amount is for: role, state, fiscal year
    funds     whose money it is
    figures   percentages, growth, counts, series
    ledger    which amounts are money given or used, so that each counts once

and `places` where money goes, `documents` citations told whole, `projects` what makes two of them one, `readings` what OCR may
have misread. The cue words are a table in `data/meaning.toml`. A new relation is a record in `pipeline.records`, one module here
that finds it, and a line in `link`.
"""

from dataclasses import replace

from pipeline.extract.places.finder import is_central, province_of
from pipeline.extract.places.names import nearest_code, place_code, successor_code
from pipeline.link.documents import complete_citations, province_told
from pipeline.link.figures.counts import find_counts, find_words
from pipeline.link.figures.growth import find_growth
from pipeline.link.figures.ratios import find_ratios
from pipeline.link.funds.sources import find_sources, funds_of_costs
from pipeline.link.funds.tables import with_funds_of_tables
from pipeline.link.ledger.entries import with_entries
from pipeline.link.lists import find_groups, find_lists, find_unled
from pipeline.link.meaning.finder import Meaning, with_totals
from pipeline.link.meaning.giving import with_columns_given, with_years_and_funds
from pipeline.link.meaning.headings import by_headings
from pipeline.link.meaning.role_features import Sums
from pipeline.link.meaning.role_weighed import Revise, likelier
from pipeline.link.places import placed
from pipeline.link.projects import project_key, project_status
from pipeline.link.readings import with_doubts
from pipeline.link.row_places import RowPlaces
from pipeline.link.sums.annexes import find_annexes, find_led_tables
from pipeline.link.sums.closing import find_closing_sums
from pipeline.link.sums.far import find_far_sums
from pipeline.link.sums.finder import find_sums
from pipeline.link.sums.rest import find_rest_sums
from pipeline.link.sums.tables import find_table_sums, money_tables
from pipeline.records import CountRelation, Facts, Mentions, Outline, RatioRelation, SumRelation, Text, Untold
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
    told, unclear = find_sums(whole, mentions.amounts, listings, find_unled(whole, groups))
    taken = {part for relation in told for part in relation.parts}
    closing = tuple(find_closing_sums(whole, mentions.amounts, taken))
    taken_too = taken.union(*(relation.parts for relation in closing))
    sources_told = tuple(find_sources(whole, mentions.amounts, listings, taken))
    parts_of_all = taken_too.union(*(relation.parts for relation in sources_told))
    rest = tuple(find_rest_sums(whole, mentions.amounts, parts_of_all))
    taken_too = taken_too.union(*(relation.parts for relation in rest))
    found = (
        *told,
        *sources_told,
        *closing,
        *rest,
        *find_far_sums(whole, mentions.amounts, groups, taken_too),
        *find_table_sums(money, mentions.amounts),
    )
    sums = tuple(relation for relation in found if isinstance(relation, SumRelation))
    sums += tuple(find_annexes(mentions.amounts, sums, mentions.cells))
    sums += tuple(find_led_tables(mentions.amounts, sums, mentions.cells))
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
    province = province_of(outline)
    years = {amount.project: amount.fiscal_year for amount in reversed(amounts) if amount.project is not None}
    projects = tuple(
        replace(
            project,
            place_code=nearest_code(project.place, province, place_code) if project.place else None,
            place_code_34=nearest_code(project.place, province, successor_code) if project.place else None,
            year=project.year or years.get(index),
            status=project.status or project_status(whole, project),
            key=project_key(project, place_code(project.place, province) if project.place else None),
        )
        for index, project in enumerate(mentions.projects)
    )
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
        untold=(*unclear, *(one for one in (*found, *counts, *ratios) if isinstance(one, Untold))),
    )
    return with_doubts(text, with_entries(whole, outline, facts))
