"""Spans that are taken: whatever they hold of one another, a new one overlaps or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.passage import Spans
from pipeline.extract.projects.weighing.candidates import Candidate

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda span: Candidate(span[0], span[0] + span[1]))


@given(st.lists(SPANS, max_size=8), SPANS)
def test_overlap_is_what_it_says(taken: list[Candidate], one: Candidate) -> None:
    letters = {at for span in taken for at in range(span.start, span.end)}
    assert Spans(taken).overlap(one.start, one.end) is not letters.isdisjoint(range(one.start, one.end))
