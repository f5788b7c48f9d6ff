"""Messages get their places in the order in which the process got them, and one that dies holds up nobody."""

from __future__ import annotations

import asyncio

import pytest

from nia.memory.arrivals import Arrivals


async def test_each_waits_for_those_before_it_in_its_conversation() -> None:
    arrivals, came = Arrivals(), []

    async def one(conversation: str, client_id: str) -> None:
        async with arrivals.announced(conversation, client_id):
            for _ in range(5 - len(came)):  # the later ones are quicker
                await asyncio.sleep(0)
            came.append(client_id)
            arrivals.placed(conversation, client_id)
            await asyncio.sleep(0)

    await asyncio.gather(*(one("c1", f"m{n}") for n in range(5)))
    assert came == [f"m{n}" for n in range(5)]
    assert arrivals._doors == {}


async def test_a_placed_message_lets_the_next_one_in_while_it_goes_on() -> None:
    arrivals = Arrivals()
    async with arrivals.announced("c1", "m1"):
        arrivals.placed("c1", "m1")
        async with arrivals.announced("c1", "m2"):
            pass


async def test_other_conversations_do_not_wait() -> None:
    arrivals = Arrivals()
    async with arrivals.announced("c1", "m1"), arrivals.announced("c2", "m2"):
        pass


async def test_one_that_fails_or_goes_away_lets_the_next_one_in() -> None:
    arrivals = Arrivals()
    with pytest.raises(ZeroDivisionError):
        async with arrivals.announced("c1", "m1"):
            raise ZeroDivisionError
    came = []

    async def one(client_id: str) -> None:
        async with arrivals.announced("c1", client_id):
            came.append(client_id)

    async with arrivals.announced("c1", "m2"):
        behind, last = asyncio.create_task(one("m3")), asyncio.create_task(one("m4"))
        for _ in range(5):
            await asyncio.sleep(0)
        behind.cancel()
        for _ in range(5):
            await asyncio.sleep(0)
        assert came == []
    await last
    assert came == ["m4"]
    assert arrivals._doors == {}
