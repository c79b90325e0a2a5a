"""The documents of an archive by year, kind, issuer, fund, place and project.

The facets are columns in memory, so that any combination of them is counted in milliseconds; a hundred thousand
documents take some tens of megabytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_DOCUMENTS = "SELECT search_rowid, issued_on, kind, kind_name, issuer FROM documents ORDER BY search_rowid"
_SEVERAL = {
    "fund": "SELECT DISTINCT fund, document_id, NULL FROM amounts WHERE fund IS NOT NULL",
    "place": "SELECT DISTINCT coalesce(u.district_code, u.province_code, e.name), e.document_id, "
    "coalesce(u.district || ', ' || u.province, u.province, e.name) FROM entities e LEFT JOIN places u ON u.code = e.place_code "
    "WHERE e.kind = 'place'",
    "project": "SELECT DISTINCT project_key, document_id, name FROM projects WHERE project_key IS NOT NULL",
}
"""Facets of which a document has any number: value, document, and the name that people read. A commune counts for its
district, as it was until June 2025."""
FACETS = ("year", "kind", "issuer", *_SEVERAL)


@dataclass(frozen=True, slots=True)
class Counted:
    """A facet's value with how many of some documents have it; `name` is what people read."""

    value: str
    name: str
    documents: int
    chosen: bool


class _Facet:
    """One facet: its values, and which document has which, as pairs of numbers."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.names: list[str] = []
        self._codes: dict[str, int] = {}
        self._pairs: list[tuple[int, int]] = []
        self.documents: npt.NDArray[np.int32] = np.zeros(0, np.int32)
        self.codes: npt.NDArray[np.int32] = np.zeros(0, np.int32)

    def add(self, document: int, value: str, name: str | None = None) -> None:
        # A letterhead prints in capitals what the text does not.
        code = self._codes.setdefault(value.casefold(), len(self.values))
        if code == len(self.values):
            self.values.append(value)
            self.names.append(name or value)
        elif sum(map(str.isupper, name or value)) < sum(map(str.isupper, self.names[code])):
            self.names[code] = name or value
        self._pairs.append((document, code))

    def close(self) -> None:
        """Turn what was added into columns."""
        pairs = np.array(self._pairs, np.int32).reshape(-1, 2)
        # A project's name may be spelled two ways in one document.
        pairs = np.unique(pairs, axis=0) if len(pairs) else pairs
        self.documents, self.codes = pairs[:, 0].copy(), pairs[:, 1].copy()
        self._pairs = []

    def having(self, values: Sequence[str], size: int) -> Mask:
        """The documents that have any of some values."""
        mask: Mask = np.zeros(size, np.bool_)
        mask[self.documents[np.isin(self.codes, self.codes_of(values))]] = True
        return mask

    def codes_of(self, values: Sequence[str]) -> list[int]:
        """The numbers of the values that it has."""
        return [self._codes[folded] for value in values if (folded := value.casefold()) in self._codes]

    def count(self, mask: Mask) -> npt.NDArray[np.int64]:
        """How many of the masked documents have each value."""
        return np.bincount(self.codes[mask[self.documents]], minlength=len(self.values))


class Catalogue:
    """The facets of every document, as they were when it was read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._facets = {name: _Facet() for name in FACETS}
        rows = connection.execute(_DOCUMENTS).fetchall()
        self._rowids: Rows = np.array([row[0] for row in rows], np.int64)
        for at, (_, issued_on, kind, kind_name, issuer) in enumerate(rows):
            for name, value, told in (
                ("year", (issued_on or "")[:4], None),
                ("kind", kind, kind_name),
                ("issuer", issuer, None),
            ):
                if value:
                    self._facets[name].add(at, value, told)
        # Newest first; those without a day last.
        self._by_day = np.array(sorted(range(len(rows)), key=lambda at: rows[at][1] or "", reverse=True), np.int64)
        place = {f"{row[0]:015x}": at for at, row in enumerate(rows)}
        for name, sql in _SEVERAL.items():
            for value, document, told in connection.execute(sql):
                # A rowid is the first 15 hex digits of the document's id.
                if (known := place.get(document[:15])) is not None:
                    self._facets[name].add(known, value, told)
        for facet in self._facets.values():
            facet.close()

    def __len__(self) -> int:
        return len(self._rowids)

    def newest(self) -> Rows:
        """All documents, the newest first."""
        return self._rowids[self._by_day]

    def by_day(self, found: Rows) -> Rows:
        """Some documents, the newest first."""
        mask: Mask = np.zeros(len(self), np.bool_)
        mask[self._places(found)[1]] = True
        return self._rowids[self._by_day[mask[self._by_day]]]

    def narrow(self, found: Rows, chosen: Mapping[str, Sequence[str]]) -> Rows:
        """Those of some documents, in their order, that have one of the chosen values of each facet."""
        known, places = self._places(found)
        mask = self._all(chosen)
        return known[mask[places]]

    def count(self, found: Rows, chosen: Mapping[str, Sequence[str]], most: int) -> dict[str, list[Counted]]:
        """Each facet's most frequent values among some documents, the chosen ones always with them.

        A facet is counted as if nothing were chosen in itself, so that one more of its values can be chosen.
        """
        mask: Mask = np.zeros(len(self), np.bool_)
        mask[self._places(found)[1]] = True
        counted = {}
        for name, facet in self._facets.items():
            others = {other: values for other, values in chosen.items() if other != name}
            counts = facet.count(mask & self._all(others))
            picked = {code for code in np.argsort(-counts, kind="stable")[:most].tolist() if counts[code]}
            own = set(facet.codes_of(chosen.get(name, ())))
            told = [
                Counted(facet.values[code], facet.names[code], int(counts[code]), code in own) for code in picked | own
            ]
            newest = name == "year"
            counted[name] = sorted(told, key=lambda one: (-int(one.value) if newest else -one.documents, one.name))
        return counted

    def _places(self, found: Rows) -> tuple[Rows, Rows]:
        """Documents that are in the catalogue, and where; one that came in since is not."""
        if not len(self):
            return found[:0], found[:0]
        places = np.minimum(np.searchsorted(self._rowids, found), len(self) - 1)
        known = self._rowids[places] == found
        return found[known], places[known]

    def _all(self, chosen: Mapping[str, Sequence[str]]) -> Mask:
        mask: Mask = np.ones(len(self), np.bool_)
        for name, values in chosen.items():
            if values:
                mask &= self._facets[name].having(values, len(self))
        return mask
