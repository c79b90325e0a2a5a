"""The rows of tables in Rich Text Format: their definitions, word by word, and the cells that these make of texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.read.word.story import Paragraph, RowCell

_BORDER_SIDES = frozenset(f"{what}brdr{side}" for what in ("cl", "tr") for side in "tlbrhv")
_NO_LINE = frozenset(("brdrnone", "brdrnil", "brdrtbl", "brdrw", "brdrcf"))


@dataclass(slots=True)
class _CellKind:
    """What a row's definition says of a cell before its right edge closes it."""

    goes_on_left: bool = False
    first_down: bool = False
    more_down: bool = False
    ruled: bool = False


class RowDefinition:
    """What was said of the next row: its left edge, its cells' right edges and kinds, whether lines are drawn."""

    def __init__(self) -> None:
        self._edges: list[tuple[int, _CellKind]] = []
        self._kind = _CellKind()
        self._row_ruled = False
        self._border_of = ""
        self._left = 0

    def word(self, name: str, number: int | None) -> None:
        """Take in a control word; one that says nothing of rows changes nothing."""
        if name == "trowd":
            self._edges, self._kind, self._row_ruled, self._left = [], _CellKind(), False, 0
        elif name == "trleft":
            self._left = number or 0
        elif name == "cellx":
            self._edges.append((number or 0, self._kind))
            self._kind = _CellKind()
        elif name == "clmrg":
            self._kind.goes_on_left = True
        elif name == "clvmgf":
            self._kind.first_down = True
        elif name == "clvmrg":
            self._kind.more_down = True
        elif name in _BORDER_SIDES:
            self._border_of = name[:2]
        elif name.startswith("brdr") and name not in _NO_LINE and self._border_of:
            if self._border_of == "cl":
                self._kind.ruled = True
            else:
                self._row_ruled = True
            self._border_of = ""

    def cells(self, texts: Sequence[list[Paragraph]]) -> Iterator[RowCell]:
        """The cells of a row with these texts, those beyond the definition of some width."""
        left = self._left
        for index, paragraphs in enumerate(texts):
            right, kind = self._edges[index] if index < len(self._edges) else (left + 1000, _CellKind())
            down = "first" if kind.first_down else "more" if kind.more_down else ""
            yield RowCell(left, right, paragraphs, kind.goes_on_left, down, kind.ruled or self._row_ruled)  # type: ignore[arg-type]
            left = right
