"""Small numbers are not shown, nor what would tell them."""

from safeguarding.rules.small_numbers import parts_shown, shown


def test_nought_and_five_are_shown_and_what_lies_between_is_not() -> None:
    assert [shown(number) for number in (0, 1, 4, 5)] == [0, None, None, 5]


def test_a_part_that_the_total_would_tell_takes_the_smallest_other_with_it() -> None:
    assert parts_shown({"a": 2, "b": 9, "c": 6}) == {"a": None, "b": 9, "c": None}
    assert parts_shown({"a": 2, "b": 9, "c": 3}) == {"a": None, "b": 9, "c": None}
    assert parts_shown({"a": 2, "b": 0}) == {"a": None, "b": 0}
    assert parts_shown({"a": 5, "b": 9}) == {"a": 5, "b": 9}
    assert parts_shown({"a": 2, "b": 9}, total_is_shown=False) == {"a": None, "b": 9}
