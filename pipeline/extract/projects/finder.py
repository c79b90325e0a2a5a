"""Projects by patterns: passage in, `Project` mentions out; the package's docstring lists who finds what, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.passage import Passage, Spans
from pipeline.extract.projects.costs.apart import with_costs, without_sums
from pipeline.extract.projects.lists.headings import find_headed_projects
from pipeline.extract.projects.lists.items import list_items
from pipeline.extract.projects.lists.listed import find_listed_projects, find_uncosted_projects
from pipeline.extract.projects.lists.subject import find_subject_projects
from pipeline.extract.projects.names.ends import ended
from pipeline.extract.projects.prose.before_cost import find_projects_before_cost
from pipeline.extract.projects.prose.behind_sums import find_projects_given_for, find_projects_priced
from pipeline.extract.projects.prose.called import find_projects_called_so
from pipeline.extract.projects.prose.cost_behind import find_projects_with_cost_behind
from pipeline.extract.projects.prose.counted import find_projects_counted
from pipeline.extract.projects.prose.done import find_projects_done, find_projects_of_clauses
from pipeline.extract.projects.prose.in_turn import find_projects_in_turn
from pipeline.extract.projects.prose.named import find_named_projects
from pipeline.extract.projects.prose.pointers import find_projects_pointed_at
from pipeline.extract.projects.prose.progress import find_projects_begun, find_projects_beside, find_projects_in_state
from pipeline.extract.projects.prose.series import find_projects_in_series
from pipeline.extract.projects.retold import each_once, not_told_yet
from pipeline.extract.projects.tables.rows import find_projects_in_tables
from pipeline.records import Project


def find_projects(passage: Passage) -> tuple[Project, ...]:
    """Every project that the text describes, in order."""
    found, items = list[Project](), list(list_items(passage))
    for more in (
        find_projects_in_turn(passage),
        (*find_subject_projects(passage), *find_listed_projects(passage, items)),
        find_projects_before_cost(passage),
        find_projects_called_so(passage),
        find_headed_projects(passage),
    ):
        found += _apart_from(found, (ended(passage, one) for one in more))
    named = [
        *find_projects_in_series(passage),
        *find_uncosted_projects(passage, items),
        *find_named_projects(passage),
        *find_projects_begun(passage),
        *find_projects_in_state(passage),
        *find_projects_given_for(passage),
        *find_projects_priced(passage),
        *find_projects_beside(passage, found),
        *find_projects_done(passage),
        *find_projects_of_clauses(passage),
        *find_projects_counted(passage),
    ]
    named += find_projects_pointed_at(passage, named)
    named += find_projects_with_cost_behind(passage, _by_cost([*found, *named])[0])
    named = [ended(passage, one) for one in named]
    rows = list(find_projects_in_tables(passage))
    costed, uncosted = _by_cost(sorted(_apart_from(rows, named), key=lambda project: project.start))
    found += _apart_from(found, _disjoint(not_told_yet(costed, _by_cost(found)[0])))
    found += _apart_from(found, _disjoint(not_told_yet(uncosted, found)))
    found += _apart_from(found, rows)
    found = with_costs(passage, [*without_sums(passage, found)])
    costed, uncosted = _by_cost(each_once(passage, found))
    return tuple(sorted((*costed, *not_told_yet(uncosted, costed)), key=lambda project: project.start))


def _by_cost(projects: Iterable[Project]) -> tuple[list[Project], list[Project]]:
    """Those whose cost is told, and those whose cost is not."""
    costed, uncosted = list[Project](), list[Project]()
    for project in projects:
        (uncosted if project.total_vnd is None else costed).append(project)
    return costed, uncosted


def _disjoint(projects: Iterable[Project]) -> Iterator[Project]:
    """Of projects in order those that share no letter with one before."""
    reached = 0
    for project in projects:
        if project.start >= reached:
            reached = project.end
            yield project


def _apart_from(found: Sequence[Project], more: Iterable[Project]) -> list[Project]:
    """Those that share no letter with what was found."""
    projects = list(more)
    if not (projects and found):
        return projects
    taken = Spans(found)
    return [project for project in projects if not taken.overlap(project.start, project.end)]
