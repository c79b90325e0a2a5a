"""Values that a column can hold: what none can is refused, for no row of it would read as no money."""

from __future__ import annotations

from pipeline import labels
from pipeline.errors import UsageError
from pipeline.structure.tables import kinds


def no_code(of: str, value: str) -> UsageError:
    """What to say of a value that is no code of a column."""
    return UsageError(
        f"Không có '{value}'. Hãy chọn một trong: {labels.codes(of, 'vi')}.",
        f"There is no '{value}'. Choose one of: {labels.codes(of, 'en')}.",
    )


def no_kind(value: str) -> UsageError:
    """What to say of a value that is no kind of document."""
    known = ", ".join(kind.code for kind in kinds())
    return UsageError(
        f"Không có loại văn bản '{value}'. Các loại: {known}.", f"There is no kind '{value}'. Kinds: {known}."
    )


def expect_code(of: str, value: str | None) -> None:
    """Raise `UsageError` for a value that no row of a column has."""
    if value is not None and value not in labels.names_of_codes(of):
        raise no_code(of, value)


def expect_kind(value: str | None) -> None:
    """Raise `UsageError` for a value that no document has as its kind."""
    if value is not None and value not in {kind.code for kind in kinds()}:
        raise no_kind(value)
