"""Extract: `Text` and `Outline` in, `Mentions` out, by a spaCy pipeline with underthesea's words.

One module and one named component a kind of fact (`components.EXTRACTORS`); the grammar's words are
tables in `data/`. Every mention slices to its text. A new extractor is one module with one function
from `Passage` to mentions, and one line in the registry. Components run in this order, each sees what those before found:

    amounts, tables, cells          sums in running text, what cells say, sums in cells
    citations, dates                documents cited, days and stretches of time
    projects                        what patterns take for projects, below
    places, organisations, people   names
    quantities                      counts and measures
    reviewed                        finds of patterns but those that hardly are projects     project_reviewed
    weighed                         works' names that no pattern finds and that are likely   project_weighed
    priced                          projects with their likeliest costs                      project_priced
    placed                          projects where most is told of them                      project_best_mention

`projects.py` joins what patterns find, none sharing a letter with another: the first five before tables, tables before the others,
of these what tells a cost before what does not.

    module                  rule             finds
    project_in_turn         project.prose    works told first, then what each costs
    project_subject         project.label    what 'Tên dự án:' labels, else
                            project.subject  the one work or scheme that the document is about
    project_listed          project.listed   items of lists (`project_lists`, over the lines of `project_lines`)
    project_prose           project.prose    a work right before its cost
    project_called          project.item     what 'Dự án', 'Mô hình' and the like open, with cost or holder and place
    project_headings        project.headed   what heads a numbered part that tells its cost
    project_series          project.listed   works in a row in a sentence
    project_named           project.named    works named in passing behind 'dự án', 'công trình'
    project_progress        project.named    works of which a sentence says how far they are
    project_behind_sums     project.prose    works right behind what is given for them, or their price
    project_done            project.done     what a phrase says is done to works
    project_counted         project.named    works that a count tells and a bracket names
    project_pointers        project.named    works to which 'công trình này' points back with their cost
    project_cost_behind     project.prose    works whose cost a sentence tells far behind
    project_tables          project.row      rows of tables (`project_columns` reads their headings)

`project_ends` cuts what runs on behind a name, `project_costs_apart` finds costs told apart from names, and `project_retold` leaves
each project told once.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.extract.components import EXTRACTORS, extract

__all__ = ["EXTRACTORS", "extract"]


def __getattr__(name: str) -> Any:
    # Whoever asks for a table of this room alone does not wait until the grammar is compiled.
    if name not in __all__:
        raise AttributeError(name)
    from pipeline.extract import components

    return getattr(components, name)
