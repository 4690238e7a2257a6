"""Small counts are not shown, and no arithmetic gets one back. The second source is brute force: every table that would
look the same is written down, and a small count must differ between some of them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.rules.suppression import FLOOR, shown, suppress


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([], (), 0),
        ([0, 0], (0, 0), 0),
        ([7, 9], (7, 9), 16),
        ([3], (None,), None),
        ([3, 0], (None, 0), None),
        ([3, 9, 12], (None, None, None), None),
        ([3, 0, 12], (None, 0, None), None),
        ([3, 4, 12], (None, None, 12), 19),
        ([4, 4, 12], (None, None, None), None),
        ([1, 1, 12], (None, None, None), None),
        ([5, 5], (5, 5), 10),
        ([4, 9], (None, None), None),
    ],
)
def test_what_is_shown(counts: list[int], shown: tuple[int | None, ...], total: int | None) -> None:
    found = suppress(counts)
    assert (found.counts, found.total) == (shown, total)


def test_a_count_that_stands_alone_is_shown_from_five_on() -> None:
    assert [shown(count) for count in (0, 1, 4, 5, 9)] == [0, None, None, 5, 9]


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        suppress([2, -1])


@given(st.lists(st.integers(0, 8), min_size=1, max_size=4))
def test_no_small_count_can_be_worked_out(counts: list[int]) -> None:
    found = suppress(counts)
    for place, count in enumerate(counts):
        if not 0 < count < FLOOR:
            continue
        assert found.counts[place] is None
        others = {table[place] for table in product(range(14), repeat=len(counts)) if suppress(table) == found}
        assert len(others) > 1, f"{counts} gives away {count}"


@given(st.lists(st.integers(FLOOR, 10_000), max_size=8))
def test_large_counts_are_shown_whole(counts: list[int]) -> None:
    found = suppress(counts)
    assert found.counts == tuple(counts)
    assert found.total == sum(counts)
