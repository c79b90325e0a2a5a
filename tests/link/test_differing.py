"""Where two files' sums differ, also where they have many."""

from __future__ import annotations

import pytest

from pipeline.link.figures.differing import differing


@pytest.mark.parametrize("kinds", [3, 40, 10_000])
@pytest.mark.parametrize("many", [20, 2_000])
def test_one_sum_put_in_the_place_of_another_is_found_among_few_and_many(kinds: int, many: int) -> None:
    here = [at * at % kinds for at in range(many)]
    there = [*here[:7], -1, *here[8:-4], -2, *here[-3:]]
    assert differing(here, there) == [
        (range(7, 8), range(7, 8)),
        (range(many - 4, many - 3), range(many - 4, many - 3)),
    ]


def test_what_one_file_has_more_is_beside_nothing() -> None:
    assert differing([1, 2, 3], [1, 2, 3, 4, 5]) == [(range(3, 3), range(3, 5))]
    assert differing([1, 1], [1]) == [(range(1, 2), range(1, 1))]
    assert differing([], []) == []
