"""A stated growth rate against the other year's figure, as another document states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from pipeline.audit.archive.identity import same_issuer
from pipeline.audit.reasons import NOT_FINAL, OTHER_ISSUER, TOLD_DIFFERENTLY
from pipeline.audit.registry import Answered, archive_check, cannot_tell, disagreement, holds
from pipeline.extract.numerals import Number
from pipeline.link.figures.percent import Figure, ratio_relation
from pipeline.records import RatioKind, RatioRelation, Statement

NAME = "growth-across-documents"


@archive_check(
    NAME,
    "Tăng, giảm so với số liệu năm trước ở văn bản khác",
    "Growth against another document's figure",
    of=("series",),
)
def growth_across_documents(statements: Sequence[Statement]) -> Iterator[Answered]:
    """A warning for each rise or fall that the figure which the same body told of the other year does not give."""
    figures = [statement for statement in statements if statement.kind == "figure"]

    @cache
    def told_by(body: str | None) -> _Told:
        return _Told([figure for figure in figures if same_issuer(figure.issuer, body)])

    for claim in statements:
        if claim.kind != "growth":
            continue
        told = told_by(claim.issuer)
        other = told.newest(claim.document_id)
        if other is None:
            if any(figure.document_id != claim.document_id for figure in figures):
                yield cannot_tell(claim, NAME, OTHER_ISSUER)
            continue
        if told.differ(claim.document_id):
            yield cannot_tell(claim, NAME, TOLD_DIFFERENTLY)
            continue
        relation = _relation(claim, other)
        if relation is None:
            continue
        if relation.holds:
            yield holds(claim, NAME)
        elif not other.whole:
            yield cannot_tell(claim, NAME, NOT_FINAL)
        else:
            yield _fails(claim, other, relation)


class _Told:
    """The figures that one body told: a document's claims are compared with those of other documents."""

    def __init__(self, figures: Sequence[Statement]) -> None:
        self._figures = figures
        # The newest telling is settled rather than estimated.
        self._newest_first = sorted(figures, key=lambda s: (s.document_day or date.min, s.document_id), reverse=True)
        self._speakers: dict[tuple[str | None, str | None], set[str]] = defaultdict(set)
        for figure in figures:
            self._speakers[figure.value, figure.half].add(figure.document_id)

    def newest(self, besides: str) -> Statement | None:
        """The newest figure of another document than one."""
        return next((figure for figure in self._newest_first if figure.document_id != besides), None)

    def differ(self, besides: str) -> bool:
        """Whether other documents than one tell figures that rounding does not make alike."""
        first = _figure(next(figure for figure in self._figures if figure.document_id != besides))
        return any(
            Decimal(half or 0) + first.half < abs(Decimal(value or 0) - first.value)
            for (value, half), speakers in self._speakers.items()
            if speakers != {besides}
        )


def _figure(statement: Statement) -> Figure:
    value, half = Decimal(statement.value or 0), Decimal(statement.half or 0)
    return Figure(statement.start, statement.end, value, half, "")


def _relation(claim: Statement, other: Statement) -> RatioRelation | None:
    """The growth that is told against the two figures; 'tăng 2,5 lần' may mean that so much came on top."""
    kind, stated = (claim.stated or "").split()
    number = Number(Decimal(stated), max(0, -int(Decimal(stated).as_tuple().exponent)))
    span = (claim.start, claim.end)
    kinds: tuple[RatioKind, ...] = (
        ("growth",) if kind == "growth" else ("share", "growth") if kind == "times" else ("share",)
    )
    found = [ratio_relation(one, "growth.archive", number, span, _figure(claim), _figure(other)) for one in kinds]
    told = [relation for relation in found if relation is not None]
    return next((relation for relation in told if relation.holds), told[0] if told else None)


def _fails(claim: Statement, other: Statement, relation: RatioRelation) -> Answered:
    computed = f"{Decimal(relation.computed):+}%" if relation.kind == "growth" else f"{relation.computed}%"
    said = " ".join(claim.text.split())
    return disagreement(
        claim,
        [other],
        NAME,
        "warning",
        (
            f"{claim.document} ghi “{said}”; {other.document} ghi số năm {other.year} là {other.text}, theo đó là "
            f"{computed.replace('.', ',')}.",
            f"{claim.document} says “{said}”; {other.document} tells {other.text} for {other.year}, which gives {computed}.",
        ),
        expected=relation.computed,
        found=relation.stated,
    )
