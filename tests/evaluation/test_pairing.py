"""As many expected things as can be are paired with what was got, whatever their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nia.evaluation.checks.pairing import pairs_of

sets = st.lists(st.frozensets(st.integers(0, 4)), max_size=5)


def test_one_that_takes_anything_leaves_to_the_next_what_only_that_can_take() -> None:
    assert pairs_of([{1, 2}, {1}], [1, 2], lambda wanted, got: got in wanted) == {0: 1, 1: 0}


@given(sets, st.lists(st.integers(0, 4), max_size=5))
def test_as_many_as_can_be_are_paired_and_none_twice(wanted: list[frozenset[int]], got: list[int]) -> None:
    found = pairs_of(wanted, got, lambda one, other: other in one)
    assert all(got[place] in wanted[one] for one, place in found.items())
    assert len(set(found.values())) == len(found)
    assert len(found) == most(wanted, got)


def most(wanted: list[frozenset[int]], got: list[int]) -> int:
    """Return how many can be paired, by trying everything."""
    if not wanted:
        return 0
    first, *rest = wanted
    with_first = [1 + most(rest, got[:at] + got[at + 1 :]) for at, one in enumerate(got) if one in first]
    return max([most(rest, got), *with_first])
