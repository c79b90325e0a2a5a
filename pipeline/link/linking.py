"""The facts of a document: what each of its mentions is for and how they hang together, step by step."""

from __future__ import annotations

from dataclasses import replace

from pipeline.link.documents import complete_citations, own_province, province_of_head
from pipeline.link.errata import corrected
from pipeline.link.figures.counts import find_counts, find_words
from pipeline.link.figures.growth import find_growth
from pipeline.link.figures.ratios import find_ratios
from pipeline.link.funds.sources import funds_of_costs
from pipeline.link.funds.tables import with_funds_of_tables
from pipeline.link.ledger.entries import with_entries
from pipeline.link.lists import find_groups, find_lists
from pipeline.link.meaning.finder import Meaning, with_totals, with_words
from pipeline.link.meaning.giving import with_columns_given, with_years_and_funds, with_years_of_notice
from pipeline.link.meaning.headings import by_headings
from pipeline.link.meaning.limits import without_limits
from pipeline.link.meaning.own_year import with_own_years
from pipeline.link.meaning.role_features import Sums
from pipeline.link.meaning.role_weighed import Revise, likelier
from pipeline.link.meaning.settlements import settled
from pipeline.link.named import name_of_issuer, with_names
from pipeline.link.places import placed
from pipeline.link.projects import linked_projects
from pipeline.link.readings import with_doubts
from pipeline.link.row_places import RowPlaces
from pipeline.link.sums.every import find_every_sum
from pipeline.link.sums.tables import money_tables
from pipeline.records import CountRelation, Facts, Mentions, Outline, RatioRelation, Text, Untold
from pipeline.structure.table.whole_tables import whole_tables
from pipeline.structure.tables import planning_kinds


def link(text: Text, outline: Outline, mentions: Mentions, revise: Revise = likelier) -> Facts:
    """The facts of one document; `revise` weighs the roles that rules told of its sums.

    The amounts pass through these in turn; none adds one, leaves one out or moves one, so that an index stays good throughout:

    1. `Meaning.of_all` reads running text, by the sums that are found already: role, fund, fiscal year, project.
    2. `by_headings` reads tables, where 1 sees no sentence: what a cell's headings, row and title tell of the same.
    3. `with_columns_given` needs the allocations of 1 in running text and the funds of 2: a column whose total such an
       allocation tells is allocated too, of its year and fund where it has none; what others add beside it is planned.
    4. `with_totals` calls rows that hold others totals, also those that 3 made allocations.
    5. `with_funds_of_tables` gives a table's fund to its amounts where 2 and 3 left all of them without any.
    6. `with_years_and_funds` gives what a decision allocates its own year and fund, where 1 to 5 found none.
    7. `revise` weighs the roles by what all these told; it changes roles alone. What a notice hands on by these roles gets its
       year in `with_years_of_notice`, what a plan and a budget's reserve cost theirs in `with_own_years`.
    8. What a paper says outright goes before the weights: `settled` of a report that settles a year, by the years that 7 left
       without money spent; then `corrected` of a letter of correction, which changes the role, the year and the fund of what
       is put right; then `without_limits`, by which fines and the bounds of a rule, being nobody's money, have no role.
    9. `with_words` gives a sum in words the fund, the year and the project that its digits have by now.
    10. `placed` adds the places where the money goes, by the projects of 1 as `linked_projects` left them.
    """
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
        whole,
        meaning.of_all(sums, sources),
        mentions.cells,
        tables,
        money,
        plans=plans,
        subject=subject,
    )
    amounts = with_totals(with_columns_given(amounts, sums, mentions.cells), sums, mentions.cells)
    amounts = with_funds_of_tables(whole, amounts, sums, mentions.cells, meaning.leads, tables)
    amounts = with_years_and_funds(whole, outline, amounts, sums, tables, mentions.cells, meaning.years.untold)
    amounts = revise(Sums(whole, outline, amounts, sums, meaning.leads, mentions.projects))
    amounts = with_years_of_notice(
        whole, outline, amounts, sums, tables, mentions.cells, mentions.citations, meaning.years.untold
    )
    looks_ahead = meaning.years.look_ahead
    amounts = with_own_years(
        whole, outline, amounts, tables, mentions.cells, meaning.leads, meaning.years.untold, looks_ahead
    )
    amounts = corrected(whole, settled(whole, outline, amounts, sums), mentions.citations)
    amounts = without_limits(whole, amounts, sums)
    amounts = with_words(whole, amounts, pairs)
    province = province_of_head(whole, outline, mentions.citations)
    projects = linked_projects(whole, mentions.projects, amounts, province)
    own = own_province(whole, outline, province, mentions.entities)
    citations = complete_citations(mentions.citations, outline, own, mentions.entities)
    ratios = (
        *find_ratios([table.grid for table in money], mentions.cells),
        *find_growth(whole, amounts, mentions.quantities, sums),
    )
    linked = replace(mentions, amounts=amounts, citations=citations, projects=projects)
    rows = RowPlaces(whole, tables, money, mentions.cells, mentions.entities, province)
    linked = replace(linked, amounts=placed(whole, outline, linked, sums, meaning.leads, rows, province))
    of_issuer = name_of_issuer(outline, own)
    linked = replace(linked, entities=with_names(whole, linked.entities, outline, own, of_issuer))
    facts = Facts(
        linked,
        sums,
        tuple(relation for relation in counts if isinstance(relation, CountRelation)),
        pairs,
        tuple(relation for relation in ratios if isinstance(relation, RatioRelation)),
        issuer_full_name=of_issuer,
        untold=(*untold, *(one for one in (*counts, *ratios) if isinstance(one, Untold))),
    )
    return with_doubts(text, with_entries(whole, outline, facts))
