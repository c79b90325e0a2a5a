"""Extract: `Text` and `Outline` in, `Mentions` out, by a spaCy pipeline with underthesea's words.

A package for each kind of fact, and a named component each (`components.EXTRACTORS`); the grammar's words are tables in `data/`.
Every mention slices to its text. A new extractor is one function from `Passage` to mentions, and one line in the registry.
Components run in this order, each sees what those before found:

    component                          package                finds
    amounts                            amounts                sums in running text
    tables                             tables                 what cells say
    cells                              amounts                sums in cells
    citations                          citations              documents cited
    dates                              dates                  days and stretches of time
    projects                           projects               what patterns take for projects
    places, organisations              places, organisations  units of administration; bodies
    people                             people.py              names
    quantities                         quantities             counts and measures
    reviewed, weighed, priced, placed  projects               what weights say of them
"""

from typing import TYPE_CHECKING

from pipeline.loading import on_demand

if TYPE_CHECKING:
    from pipeline.extract.components import EXTRACTORS as EXTRACTORS
    from pipeline.extract.components import extract as extract

__getattr__ = on_demand(__name__, {"EXTRACTORS": "components", "extract": "components"})
