"""Generated tables: right ones raise nothing, one changed digit is found at its place, page breaks change nothing."""

from __future__ import annotations

from dataclasses import dataclass

from grids import document_of, told_sums
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.records import Document

HEAD = ["TT", "Nội dung", "Tổng số", "Ngân sách tỉnh", "Vốn đối ứng"]
ROMAN = ["I", "II", "III", "IV"]


@dataclass(frozen=True)
class Nested:
    """Rows 'I' with rows '1', '2' under them, a total row; `leaves` and `totals` are (row, column) of figures."""

    rows: list[list[str]]
    figures: list[tuple[int, int]]


def written(tenths: int) -> str:
    """A number of tenths as official texts write it: '1.234,5', '12,0'."""
    whole, rest = divmod(tenths, 10)
    return f"{whole:,}".replace(",", ".") + f",{rest}"


def tenths(words: str) -> int:
    """The number that `written` wrote."""
    whole, _, rest = words.replace(".", "").partition(",")
    return int(whole) * 10 + int(rest or 0)


@st.composite
def nested(draw: st.DrawFn) -> Nested:
    groups = draw(
        st.lists(st.lists(st.tuples(*[st.integers(1, 99_999)] * 2), min_size=2, max_size=4), min_size=2, max_size=4)
    )
    top = draw(st.booleans())

    def line(ordinal: str, name: str, pairs: list[tuple[int, int]]) -> list[str]:
        first, second = (sum(pair[at] for pair in pairs) for at in (0, 1))
        return [ordinal, name, written(first + second), written(first), written(second)]

    body = []
    for number, group in enumerate(groups):
        body.append(line(ROMAN[number], f"Lĩnh vực {'abcd'[number]}", group))
        body += [line(str(at), f"Việc {'abcd'[at - 1]}", [pair]) for at, pair in enumerate(group, 1)]
    total = line(
        "",
        draw(st.sampled_from(["Tổng cộng", "Tổng số", "CỘNG", "Cộng (I+II)" if len(groups) == 2 else "Tổng"])),
        [p for g in groups for p in g],
    )
    rows = [HEAD, total, *body] if top else [HEAD, *body, total]
    return Nested(rows, [(row, column) for row in range(1, len(rows)) for column in (2, 3, 4)])


def errors(document: Document) -> list[list[str]]:
    text = document.text.text
    return [[text[e.start : e.end] for e in f.evidence] for f in document.findings if f.severity != "note"]


@settings(max_examples=25)
@given(nested())
def test_a_right_table_raises_nothing(table: Nested) -> None:
    document = document_of(table.rows)
    assert errors(document) == []
    groups = sum(1 for row in table.rows if row[0] in ROMAN)
    # Each group and the total down three columns, every row across.
    assert len(document.facts.sums) == 3 * (groups + 1) + len(table.rows) - 1


@settings(max_examples=25)
@given(nested(), st.data())
def test_one_digit_changed_is_found_at_its_place(table: Nested, data: st.DataObject) -> None:
    row, column = data.draw(st.sampled_from(table.figures))
    words = table.rows[row][column]
    at = data.draw(st.sampled_from([index for index, char in enumerate(words) if char.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != words[at]]))
    wrong = words[:at] + digit + words[at + 1 :]
    # Half a last digit a figure is what rounding explains; a relation here has five figures at most.
    assume(abs(tenths(wrong) - tenths(words)) > 3)
    rows = [list(line) for line in table.rows]
    rows[row][column] = wrong
    found = errors(document_of(rows))
    assert found and all(wrong in quotes for quotes in found)


@settings(max_examples=20)
@given(nested(), st.data())
def test_a_page_break_changes_nothing(table: Nested, data: st.DataObject) -> None:
    cut = data.draw(st.integers(2, len(table.rows) - 1))
    again = data.draw(st.booleans())
    broken = document_of(table.rows[:cut], [*([HEAD] if again else []), *table.rows[cut:]])
    assert told_sums(broken) == told_sums(document_of(table.rows))
    assert all(cell.text == broken.text.text[cell.start : cell.end] for cell in broken.facts.mentions.cells)
    assert {broken.text.page_at(cell.start) for cell in broken.facts.mentions.cells} == {1, 2}
