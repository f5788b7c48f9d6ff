"""Delta debugging finds the smallest part that still shows it."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from nia.evaluation.simulation.ddmin import ddmin


@given(st.lists(st.integers(0, 30), min_size=1, max_size=25, unique=True), st.data())
def test_what_remains_shows_it_and_nothing_can_be_left_out(items: list[int], data: st.DataObject) -> None:
    needed = set(data.draw(st.lists(st.sampled_from(items), min_size=1, max_size=4)))

    async def shows(part: list[int]) -> bool:
        return needed <= set(part)

    assert asyncio.run(ddmin(items, shows)) == [one for one in items if one in needed]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(1, 60))
def test_it_is_never_longer_and_still_shows_it(items: list[int], least: int) -> None:
    async def shows(part: list[int]) -> bool:
        return sum(part) >= min(least, sum(items))

    small = asyncio.run(ddmin(items, shows))
    assert len(small) <= len(items)
    assert asyncio.run(shows(small))
