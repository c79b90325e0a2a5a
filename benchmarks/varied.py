"""All templates of archives that agree, in turn, and the faults that each can take."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks import compared, consistent, years
from benchmarks.consistent import Archive, Fault

_WITH_FAULTS = (
    *compared.TEMPLATES,
    (years.two_years, years.two_years_faults),
    (years.one_decision, years.one_decision_faults),
)
_TEMPLATES = (*consistent.TEMPLATES, *(template for template, _ in _WITH_FAULTS))
_FAULTS = {template.__name__: faults for template, faults in _WITH_FAULTS}


def archives(seed: int, count: int) -> Iterator[Archive]:
    """`count` archives, the templates in turn."""
    rng = random.Random(seed)
    for index in range(count):
        yield _TEMPLATES[index % len(_TEMPLATES)](rng)


def faults(archive: Archive, rng: random.Random) -> Iterator[Fault]:
    """One faulty copy of an archive for each fault that it can take."""
    return _FAULTS.get(archive.template, consistent.faults)(archive, rng)
