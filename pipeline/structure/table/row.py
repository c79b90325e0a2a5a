"""A row of a table: its ordinal, its name, how high it stands and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

GROUP_ABOVE, OVER_BULLETS, BESIDE_A_TOTAL, BULLET, DETAIL, LOOSE = -1.0, 2.0, 19.0, 20.0, 25.0, 30.0
"""Ranks: of a group over numbered rows, of what stands over bullets, of what is added to a total, of a bullet, of a detail
without an ordinal, and of a row without one that the table does not tell."""


@dataclass(slots=True, eq=False)
class Row:
    """A row of the body; `rank` says how high it stands (0 for 'A'), `parent` which row it lies under."""

    index: int
    ordinal: str
    label: str
    rank: float
    filled: bool
    total: str | None = None
    """What the brackets of a total name ('I+II'), '' for a total without; None for a row that is none."""
    block: str | None = None
    """Of 'Cộng mục I' what it closes ('I'), '' where it does not say; None for another row."""
    some: bool = False
    """Whether the row is, or opens, some parts of the row before it: 'Trong đó'."""
    all: bool = False
    """Whether it opens all of them: 'Chia ra'."""
    parent: Row | None = None
    children: list[Row] = field(default_factory=list)
    unsure: bool = False
    """Whether rows without an ordinal lie under it, which may be its parts or its siblings."""

    @property
    def closes(self) -> bool:
        """Whether it is a total of any kind."""
        return self.total is not None or self.block is not None
