"""The lease of a turn that takes long is renewed, that of a quick one costs nothing, and a lost one stays lost."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import event

from nia.memory.renewal import Renewal
from nia.memory.turns import Opened, Turns
from nia.store.tables import Conversation
from tests.leases import LONG_AGO, run_out
from tests.memory.open_turn import MESSAGE, held
from tests.world import World

RECORD = {"language": "en", "intent": "greet", "reply": "Done."}


async def lease_until(world: World) -> datetime | None:
    async with world.database.read() as session:
        return (await session.get_one(Conversation, "c1")).lease_until


async def let_it_renew(world: World) -> bool:
    """Let a renewal have its chance; tell whether the lease became another one."""
    before = await lease_until(world)
    for _ in range(200):
        if await lease_until(world) != before:
            return True
    return False


async def test_the_lease_is_renewed_again_and_again_while_a_step_runs(world: World, opened: Opened) -> None:
    async with Renewal(world.database, held(opened), every_s=0.001).during():
        for _ in range(3):
            await run_out(world.database)
            assert await let_it_renew(world)
    await run_out(world.database)
    assert not await let_it_renew(world)


async def test_steps_that_are_quick_one_by_one_are_renewed_all_the_same(world: World, opened: Opened) -> None:
    renewal = Renewal(world.database, held(opened), every_s=0.001)
    async with renewal.during():
        assert await let_it_renew(world)
    await run_out(world.database)
    async with renewal.during():
        assert await let_it_renew(world)


async def test_a_quick_turn_makes_no_statement(world: World, opened: Opened) -> None:
    statements: list[str] = []

    def note(_c: object, _u: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(world.database.engine.sync_engine, "before_cursor_execute", note)
    renewal = Renewal(world.database, held(opened))
    for _ in range(6):
        async with renewal.during():
            await asyncio.sleep(0)
    assert statements == []


async def test_it_ends_with_a_step_that_fails(world: World, opened: Opened) -> None:
    renewal = Renewal(world.database, held(opened), every_s=0.0)

    async def step() -> None:
        async with renewal.during():
            assert await let_it_renew(world)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await step()
    await run_out(world.database)
    assert not await let_it_renew(world)


async def test_a_lease_that_was_lost_or_given_back_is_not_renewed(world: World, turns: Turns, opened: Opened) -> None:
    await run_out(world.database)
    taken = await turns.open(MESSAGE, world.asha)
    await run_out(world.database)
    async with Renewal(world.database, held(opened), every_s=0.001).during():
        assert not await let_it_renew(world)
    assert await lease_until(world) == LONG_AGO
    await turns.close(taken, "c1", RECORD, {}, {})
    async with Renewal(world.database, held(taken), every_s=0.001).during():
        assert not await let_it_renew(world)
    assert await lease_until(world) is None
