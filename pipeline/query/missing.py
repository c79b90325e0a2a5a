"""Documents that the archive's documents cite and that it does not hold: what an archivist can go and look for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.link.documents import issuers_agree
from pipeline.store import connect_read_only

_CITED = (
    "SELECT c.number_key, c.number, c.kind, c.issued_on, c.issuer, c.subject, coalesce(d.number, d.source_path) "
    "FROM citations c JOIN documents d ON d.id = c.document_id WHERE c.target_document_id IS NULL "
    'ORDER BY c.number_key, c.issued_on IS NULL, c.issued_on, d.issued_on, d.id, c."start"'
)
COLUMNS = ("number", "kind", "cited_issued_on", "cited_issuer", "subject", "mentions", "documents")


@dataclass(frozen=True, slots=True)
class _Cited:
    """One citation of a document that is not held."""

    number: str
    kind: str | None
    issued_on: str | None
    issuer: str | None
    subject: str | None
    document: str


def missing(db: Path, *, kind: str | None = None, at_least: int = 1) -> pd.DataFrame:
    """Cited documents not held, the most cited first. Columns: number ('' of a law cited by name), kind,
    cited_issued_on, cited_issuer, subject, mentions (how often), documents (which cite it, by ', ').

    Citations are of one document where the number is the same and neither days nor places contradict.
    """
    connection = connect_read_only(db)
    try:
        groups: dict[str, list[_Cited]] = defaultdict(list)
        for key, *fields in connection.execute(_CITED):
            groups[key].append(_Cited(*fields))
    finally:
        connection.close()
    sought = [same for group in groups.values() for same in _apart(group)]
    sought = [same for same in sought if len(same) >= at_least and (kind is None or same[0].kind == kind)]
    sought.sort(key=lambda same: (-len(same), same[0].number, same[0].issued_on or ""))
    rows = [_row(same) for same in sought]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in COLUMNS:
        frame[column] = frame[column].astype("Int64" if column == "mentions" else "string")
    frame["cited_issued_on"] = pd.to_datetime(frame["cited_issued_on"], errors="coerce")
    return frame


def _apart(group: Sequence[_Cited]) -> list[list[_Cited]]:
    """The citations of one number as those of one document each; those with a day come first."""
    apart: list[list[_Cited]] = []
    for cited in group:
        fitting = [same for same in apart if _one_document(same[0], cited)]
        # A citation without a day belongs to the one document of its number, if there is just one.
        if len(fitting) == 1 or (fitting and cited.issued_on):
            fitting[0].append(cited)
        else:
            apart.append([cited])
    return apart


def _one_document(one: _Cited, other: _Cited) -> bool:
    same_day = one.issued_on is None or other.issued_on is None or one.issued_on == other.issued_on
    return same_day and issuers_agree(one.issuer, other.issuer)


def _row(same: Sequence[_Cited]) -> dict[str, str | int | None]:
    subjects = Counter(cited.subject for cited in same if cited.subject)
    issuers = [cited.issuer for cited in same if cited.issuer]
    return {
        "number": same[0].number,
        "kind": same[0].kind,
        "cited_issued_on": next((cited.issued_on for cited in same if cited.issued_on), None),
        "cited_issuer": max(issuers, key=len, default=None),
        "subject": subjects.most_common(1)[0][0] if subjects else None,
        "mentions": len(same),
        "documents": ", ".join(dict.fromkeys(cited.document for cited in same)),
    }
