"""Feedback: one thumb a turn and user, on one's own turns alone, and the conversations with a thumb down."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from nia.accounts.principal import Principal
from nia.errors import Invalid, NotFound
from nia.memory import feedback
from nia.memory.feedback import BAD, GOOD, Disliked
from nia.memory.turns import Message, Turns
from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.tables import Feedback
from nia.store.url import parse_url
from tests.world import NOW, World, open_world

RECORD = {"language": "en", "intent": "create_lead", "reply": "Done."}


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url) as built:
        built.database = Database(engine_for(parse_url(database_url)))
        yield built
        await built.database.close()


async def turn(world: World, conversation: str = "c1", user: Principal | None = None) -> str:
    turns = Turns(world.database, world.clock, world.new_id)
    opened = await turns.open(Message(conversation, world.new_id(), "hello"), user or world.asha)
    await turns.close(opened, conversation, RECORD, {}, {})
    return opened.turn_id


async def give(world: World, turn_id: str, value: int, reason: str | None = None, user: Principal | None = None) -> str:
    async with world.database.begin() as session:
        now = world.clock.now()
        row = await feedback.give(session, turn_id, value, reason, user or world.asha, now=now, ids=world.new_id)
        return row.id


async def kept(world: World) -> list[tuple[str, int, str | None]]:
    async with world.database.read() as session:
        found = await session.scalars(select(Feedback).order_by(Feedback.turn_id))
        return [(row.turn_id, row.value, row.reason) for row in found]


async def disliked(world: World, users: list[str] | None = None, limit: int = 10) -> list[Disliked]:
    async with world.database.read() as session:
        return await feedback.disliked(session, users, limit)


async def test_a_later_thumb_replaces_the_one_before(world: World) -> None:
    said = await turn(world)
    first = await give(world, said, BAD, "  wrong phone  ")
    assert await kept(world) == [(said, BAD, "wrong phone")]
    assert await give(world, said, GOOD) == first
    assert await kept(world) == [(said, GOOD, None)]


async def test_two_clicks_at_once_leave_one_thumb(world: World) -> None:
    said = await turn(world)
    await asyncio.gather(*(give(world, said, value) for value in (GOOD, BAD, GOOD, BAD)))
    assert [row[0] for row in await kept(world)] == [said]


async def test_nobody_judges_the_turn_of_another_nor_learns_that_it_is_there(world: World) -> None:
    said = await turn(world)
    told = []
    for turn_id, user in ((said, world.meera), (said, world.anil), ("nothing", world.asha), ("\x00", world.asha)):
        with pytest.raises(NotFound) as caught:
            await give(world, turn_id, BAD, user=user)
        told.append((str(caught.value), caught.value.code))
    assert len(set(told)) == 1
    assert await kept(world) == []


@pytest.mark.parametrize("value", [0, 2, -2])
async def test_a_thumb_is_up_or_down(world: World, value: int) -> None:
    said = await turn(world)
    with pytest.raises(Invalid):
        await give(world, said, value)
    assert await kept(world) == []


async def test_a_reason_of_any_characters_and_length_is_kept_as_far_as_it_goes(world: World) -> None:
    said = await turn(world)
    await give(world, said, BAD, "गलत 🙂\x00 " + "x" * 10_000)
    ((_, _, reason),) = await kept(world)
    assert reason is not None
    assert reason.startswith("गलत 🙂")
    assert len(reason) == feedback.LONGEST_REASON


async def test_disliked_conversations_come_once_the_latest_first(world: World) -> None:
    await give(world, await turn(world, "c1"), BAD, "first")
    world.clock.move(timedelta(minutes=1))
    await give(world, await turn(world, "c2"), BAD, "second")
    await give(world, await turn(world, "c3"), GOOD, "fine")
    await give(world, await turn(world, "c4", world.zoya), BAD, "of another", user=world.zoya)
    world.clock.move(timedelta(minutes=1))
    await give(world, await turn(world, "c1"), BAD)
    minute = timedelta(minutes=1)
    assert await disliked(world) == [
        Disliked("c1", NOW + 2 * minute, None),
        Disliked("c2", NOW + minute, "second"),
        Disliked("c4", NOW + minute, "of another"),
    ]
    assert [one.conversation_id for one in await disliked(world, limit=1)] == ["c1"]
    assert [one.conversation_id for one in await disliked(world, ["zoya"])] == ["c4"]
    assert await disliked(world, []) == []


async def test_a_conversation_whose_thumb_was_turned_up_is_not_disliked(world: World) -> None:
    said = await turn(world)
    await give(world, said, BAD)
    await give(world, said, GOOD)
    assert await disliked(world) == []
