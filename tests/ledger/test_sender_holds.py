"""Under any order of failures and deaths, each message has its effect once; without key and look-up at most once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from nia.ledger.outbox import LONGEST_WAIT, State
from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.tables import OutboxEntry
from nia.store.url import parse_url
from tests.ledger.posting import MOST_ROUNDS, Post
from tests.ledger.vendor import FAULTS, Died, Vendor
from tests.world import open_world

SUBJECTS = st.lists(st.sampled_from("ab"), min_size=1, max_size=4)
TELLS = st.lists(st.sampled_from(["die_after", "die_before", "", *FAULTS]), min_size=1, max_size=8)
LOOKS_UP = st.lists(st.sampled_from(["", "later", "refused", "unsure", "bug", "die"]), max_size=6)


async def played(post: Post, subjects: Sequence[str], vendor: Vendor) -> list[str]:
    """Send a message about each subject, by two senders at once, which may die; return the keys."""
    keys = [await post.tell("note.added", note_id=subject) for subject in subjects]
    senders = [vendor.sender(post) for _ in range(2)]
    for _ in range(MOST_ROUNDS):
        ended = await asyncio.gather(*(sender.drain() for sender in senders), return_exceptions=True)
        assert all(isinstance(one, int | Died) for one in ended), ended
        if not await post.waiting():
            return keys
        await post.die()
        post.world.clock.move(LONGEST_WAIT)
    raise AssertionError("it does not come to an end")


def check(keys: Sequence[str], subjects: Sequence[str], states: Sequence[str], vendor: Vendor) -> None:
    for key, state in zip(keys, states, strict=True):
        least, most = {State.SENT: (1, 1), State.FAILED: (0, 0), State.UNKNOWN: (0, 1)}[State(state)]
        assert least <= vendor.effects[key] <= most, f"{state}, {vendor.effects[key]} effects"
    assert set(vendor.effects) <= set(keys)
    for subject in "ab":
        mine = [key for key, about in zip(keys, subjects, strict=True) if about == subject]
        assert [key for key in vendor.order if key in mine] == [key for key in mine if key in vendor.order]


def hold_on(folder: Path, examples: int, *, seeded: bool) -> None:
    """Play so many examples on one database."""
    url = f"sqlite+aiosqlite:///{folder / 'nia.db'}"

    async def example(
        post: Post, keyed: bool, looks: bool, subjects: list[str], tells: list[str], looks_up: list[str]
    ) -> None:
        vendor = Vendor(keyed=keyed, looks=looks, faults=tells, looks_up=looks_up)
        keys = await played(post, subjects, vendor)
        states = [state for state, _ in await post.states()]
        check(keys, subjects, states, vendor)
        if (keyed or looks) and "refused" not in tells:
            assert set(states) == {State.SENT}
        async with post.world.database.begin() as session:
            await session.execute(delete(OutboxEntry))

    async def opened() -> Post:
        world = await stack.enter_async_context(open_world(url))
        world.database = Database(engine_for(parse_url(url)))
        stack.push_async_callback(world.database.close)
        return Post(world)

    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        post = runner.run(opened())

        phases = (Phase.generate,) if seeded else (Phase.generate, Phase.shrink)

        @settings(max_examples=examples, deadline=None, derandomize=seeded, phases=phases)
        @given(keyed=st.booleans(), looks=st.booleans(), subjects=SUBJECTS, tells=TELLS, looks_up=LOOKS_UP)
        def every(keyed: bool, looks: bool, subjects: list[str], tells: list[str], looks_up: list[str]) -> None:
            runner.run(example(post, keyed, looks, subjects, tells, looks_up))

        try:
            every()
        finally:
            runner.run(stack.aclose())


def test_each_message_has_its_effect_once_or_is_said_to_be_unknown(tmp_path: Path) -> None:
    hold_on(tmp_path, 60, seeded=True)


@pytest.mark.proof
@pytest.mark.timeout(1200)
def test_in_full_each_message_has_its_effect_once_or_is_said_to_be_unknown(tmp_path: Path) -> None:
    hold_on(tmp_path, 1_000, seeded=False)
