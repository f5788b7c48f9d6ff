"""The line before a busy conversation: served as it came, whoever looks first, and never blocked by the dead."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.errors import VendorError
from nia.memory import line, waiting
from nia.memory.lease import LEASE, Hold
from nia.memory.turns import Message, Opened, Turns
from nia.memory.waiting import Wait
from nia.store.database import Database
from nia.store.tables import Conversation, WaitingMessage
from tests.leases import run_out
from tests.world import World

FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
RECORD = {"language": "en", "intent": "greet", "reply": "Done."}


class Ticking:
    """A count of seconds that goes on by a tenth with each look at it."""

    def __init__(self) -> None:
        self.passed = 0.0

    def __call__(self) -> float:
        self.passed += 0.1
        return self.passed


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "POLL_S", 0.001)


def message(client_id: str) -> Message:
    return Message("c1", client_id, "hello")


async def close(turns: Turns, opened: Opened, reply: str = "Done.") -> None:
    await turns.close(opened, "c1", {**RECORD, "reply": reply}, {}, {})


async def in_line(world: World) -> list[str]:
    async with world.database.read() as session:
        rows = await session.scalars(select(WaitingMessage).order_by(WaitingMessage.id))
        return [row.client_id for row in rows]


async def until_in_line(world: World, *expected: str) -> None:
    """Wait until these messages stand in line."""
    for _ in range(5000):
        if await in_line(world) == list(expected):
            return
        await asyncio.sleep(0.001)
    raise AssertionError(f"in line: {await in_line(world)}")


async def stand(world: World, client_id: str) -> None:
    """Stand in line as another process does, and look no more."""
    async with world.database.begin() as session:
        await line.stand(session, "c1", client_id)


async def clock_goes_back(world: World) -> None:
    """Let the database's clock have been ahead by years when leases and places were taken."""
    async with world.database.begin() as session:
        held = update(Conversation).where(col(Conversation.lease_until).is_not(None))
        await session.execute(held.values(lease_until=FAR_AHEAD))
        await session.execute(update(WaitingMessage).values(until=FAR_AHEAD))


async def test_messages_are_served_as_they_came_whichever_process_they_reached(turns: Turns, world: World) -> None:
    served: list[str] = []
    elsewhere = Turns(world.database, world.clock, world.new_id)
    first = await turns.open(message("m1"), world.asha)

    async def one(where: Turns, client_id: str) -> None:
        opened = await where.open(message(client_id), world.asha)
        served.append(client_id)
        await close(where, opened)

    names = [f"m{n}" for n in range(2, 9)]
    waiting = []
    for n, name in enumerate(names):
        waiting.append(asyncio.create_task(one(elsewhere if n % 3 else turns, name)))
        await until_in_line(world, *names[: n + 1])
    await close(turns, first)
    await asyncio.gather(*waiting)
    assert served == names
    assert await in_line(world) == []


async def test_who_comes_as_it_gets_free_does_not_jump_the_line(turns: Turns, world: World) -> None:
    first = await turns.open(message("m1"), world.asha)
    await stand(world, "m2")
    await close(turns, first)
    async with world.database.begin() as session:
        assert await turns.take(session, message("m3"), world.asha, Hold("c1")) is None
    assert (await turns.open(message("m2"), world.asha)).seq == 2
    assert await in_line(world) == []


async def test_nobody_waits_for_a_waiter_that_died(turns: Turns, world: World) -> None:
    first = await turns.open(message("m1"), world.asha)
    await stand(world, "dead")
    await stand(world, "dead too")
    await close(turns, first)
    await run_out(world.database)
    await close(turns, await turns.open(message("m2"), world.asha))
    await stand(world, "m3")
    assert await in_line(world) == ["m3"]


async def test_who_gives_up_or_goes_away_leaves_the_line(
    turns: Turns, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await turns.open(message("m1"), world.asha)
    gone = asyncio.create_task(turns.open(message("m2"), world.asha))
    await until_in_line(world, "m2")
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await in_line(world) == []
    monkeypatch.setattr(waiting, "WAIT_S", 0.002)
    with pytest.raises(VendorError) as caught:
        await turns.open(message("m3"), world.asha)
    assert caught.value.retryable
    assert await in_line(world) == []


class CancelledOnce(Database):
    """A database whose first transaction is committed when the news of it no longer arrives."""

    cancelled = False

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        async with super().begin() as session:
            yield session
        if not self.cancelled:
            self.cancelled = True
            raise asyncio.CancelledError


async def test_who_is_cancelled_as_the_place_is_committed_leaves_the_line(turns: Turns, world: World) -> None:
    await turns.open(message("m1"), world.asha)
    wait = Wait(CancelledOnce(world.database.engine), "c1", "m2")
    with pytest.raises(asyncio.CancelledError):
        await wait.stand()
    assert await in_line(world) == ["m2"]
    await wait.end()
    assert await in_line(world) == []


async def test_a_message_sent_again_while_it_runs_waits_for_its_answer(turns: Turns, world: World) -> None:
    first = await turns.open(message("m1"), world.asha)
    again = asyncio.create_task(turns.open(message("m1"), world.asha))
    behind = asyncio.create_task(turns.open(message("m2"), world.asha))
    await until_in_line(world, "m2")
    assert not again.done()
    await close(turns, first, "The one answer.")
    assert ((await again).answered or {})["reply"] == "The one answer."
    await close(turns, await behind)


async def test_a_message_sent_again_while_it_waits_has_one_place_and_one_answer(turns: Turns, world: World) -> None:
    first = await turns.open(message("m1"), world.asha)
    twice = []
    for _ in range(2):
        twice.append(asyncio.create_task(turns.open(message("m2"), world.asha)))
        await until_in_line(world, "m2")
    twice.append(asyncio.create_task(turns.open(message("m3"), world.asha)))
    await until_in_line(world, "m2", "m3")
    await close(turns, first)
    done, _ = await asyncio.wait(twice, return_when=asyncio.FIRST_COMPLETED)
    (opened,) = [one.result() for one in done]
    assert opened.answered is None
    await close(turns, opened, "once")
    answers = [(await one).answered for one in twice[:2]]
    assert sorted(str(answer and answer["reply"]) for answer in answers) == ["None", "once"]
    assert (await twice[2]).seq == 3


async def test_a_clock_that_went_back_holds_nobody_up(world: World) -> None:
    turns = Turns(world.database, world.clock, world.new_id, elapsed=Ticking())
    await turns.open(message("m1"), world.asha)
    await stand(world, "dead")
    await clock_goes_back(world)
    opened = await turns.open(message("m2"), world.asha)
    assert (opened.seq, opened.fence) == (2, 2)
    assert await in_line(world) == []
    await clock_goes_back(world)
    again = await turns.open(message("m2"), world.asha)
    assert (again.turn_id, again.resumed) == (opened.turn_id, True)


async def test_what_moves_is_not_taken_for_dead(turns: Turns, world: World) -> None:
    elapsed = Ticking()
    await turns.open(message("m1"), world.asha)
    wait = Wait(world.database, "c1", "m2", elapsed)
    await wait.look()
    elapsed.passed += LEASE.total_seconds() - 1
    await clock_goes_back(world)
    await wait.look()
    elapsed.passed += LEASE.total_seconds() - 1
    await wait.look()
    assert not wait.stands_still()
    elapsed.passed += 1
    assert wait.stands_still()


async def test_messages_that_begin_a_conversation_at_once_are_served_as_they_came(turns: Turns, world: World) -> None:
    served: list[str] = []

    async def one(client_id: str) -> None:
        async with turns.arrivals.announced("c1", client_id):
            opened = await turns.open(message(client_id), world.asha)
            if opened.answered is None:
                served.append(client_id)
                await close(turns, opened)

    names = [f"m{n}" for n in range(6)]
    elsewhere = Turns(world.database, world.clock, world.new_id)

    async def begin() -> None:
        await close(elsewhere, await elsewhere.open(message("first"), world.asha))

    await asyncio.gather(begin(), *(one(name) for name in names for _ in range(2)))
    assert served == names
    assert await in_line(world) == []
