"""A turn that breaks off in a process that lives gives its conversation back at once; its row stays open."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from nia.errors import StoreAway
from nia.memory import lease
from nia.memory.lease import Hold, unless_it_breaks_off
from nia.memory.renewal import Renewal
from nia.memory.turns import Message, Opened, Turns
from nia.store.database import Database
from nia.store.tables import Conversation
from tests.memory.open_turn import MESSAGE, held
from tests.world import World

RECORD = {"language": "en", "intent": "greet", "reply": "Done."}


async def is_held(world: World) -> bool:
    async with world.database.read() as session:
        return (await session.get_one(Conversation, "c1")).lease_until is not None


async def failing(world: World, hold: Hold, error: BaseException) -> None:
    async with Renewal(world.database, hold).during():
        raise error


async def test_a_step_that_fails_gives_it_back_and_the_message_sent_again_goes_on(
    turns: Turns, world: World, opened: Opened
) -> None:
    with pytest.raises(ZeroDivisionError):
        await failing(world, held(opened), ZeroDivisionError())
    assert not await is_held(world)
    again = await turns.open(MESSAGE, world.asha)
    assert (again.turn_id, again.seq, again.resumed) == (opened.turn_id, 1, True)


async def test_another_message_is_answered_at_once(turns: Turns, world: World, opened: Opened) -> None:
    with pytest.raises(StoreAway):
        await failing(world, held(opened), StoreAway("gone for a moment"))
    assert (await turns.open(Message("c1", "m2", "hello"), world.asha)).seq == 2


class Killed(BaseException):
    """The process is gone."""


async def test_a_process_that_is_gone_gives_nothing_back(world: World, opened: Opened) -> None:
    with pytest.raises(Killed):
        await failing(world, held(opened), Killed())
    assert await is_held(world)


async def test_who_is_cancelled_and_cancelled_again_gives_it_back(
    world: World, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    giving = asyncio.Event()
    begin = Database.begin

    def noted(database: Database) -> object:
        giving.set()
        return begin(database)

    async def step() -> None:
        async with Renewal(world.database, held(opened)).during():
            await asyncio.Event().wait()

    running = asyncio.create_task(step())
    await asyncio.sleep(0)
    monkeypatch.setattr(Database, "begin", noted)
    running.cancel()
    await giving.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not [await is_held(world) for _ in range(200)][-1]


async def test_who_lost_it_takes_it_from_nobody(turns: Turns, world: World, opened: Opened) -> None:
    await turns.close(opened, "c1", RECORD, {}, {})
    await turns.open(Message("c1", "m2", "hello"), world.asha)
    with pytest.raises(ZeroDivisionError):
        await failing(world, held(opened), ZeroDivisionError())
    assert await is_held(world)


async def test_a_fence_that_was_rolled_back_is_somebody_elses(turns: Turns, world: World, opened: Opened) -> None:
    """Who breaks off before the commit has a fence that the next one gets, and nothing to give back."""
    await turns.close(opened, "c1", RECORD, {}, {})
    lost = Hold("c1")

    async def opening() -> None:
        async with unless_it_breaks_off(world.database, lost), world.database.begin() as session:
            assert await turns.take(session, Message("c1", "m2", "hello"), world.asha, lost)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await opening()
    other = await turns.open(Message("c1", "m3", "hello"), world.asha)
    assert other.fence == lost.fence
    with pytest.raises(ZeroDivisionError):
        await failing(world, lost, ZeroDivisionError())
    assert await is_held(world)


async def test_a_commit_that_was_cancelled_as_it_took_effect_holds_nothing_up(
    turns: Turns, world: World, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    await turns.close(opened, "c1", RECORD, {}, {})
    taken = turns.take

    async def cancelled(session: AsyncSession, *given: object) -> Opened | None:
        await taken(session, *given)  # type: ignore[arg-type]
        await session.commit()
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(turns, "take", cancelled)
        with pytest.raises(asyncio.CancelledError):
            await turns.open(Message("c1", "m2", "hello"), world.asha)
    assert not await is_held(world)
    assert (await turns.open(Message("c1", "m2", "hello"), world.asha)).resumed


async def test_a_database_that_does_not_answer_is_not_waited_for(
    world: World, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "GIVING_BACK_S", 0.0)
    with pytest.raises(ZeroDivisionError):
        await failing(world, held(opened), ZeroDivisionError())
    assert await is_held(world)
