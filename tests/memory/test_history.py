"""What was said, read back: the latest turns, a page of conversations, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

from nia.memory import history
from nia.memory.turns import Message, Turns
from tests.world import World

RECORD = {"language": "en", "intent": "create_lead", "reply": "Done."}


async def said(turns: Turns, world: World, client_id: str, conversation: str = "c1") -> None:
    opened = await turns.open(Message(conversation, client_id, f"about {conversation}"), world.asha)
    await turns.close(opened, conversation, RECORD, {}, {})


async def test_it_is_the_latest_turns_oldest_first(turns: Turns, world: World) -> None:
    for n in range(1, 6):
        await said(turns, world, f"m{n}")
    await turns.open(Message("c1", "m6", "still open"), world.asha)
    async with world.database.read() as session:
        assert [turn.seq for turn in await history.turns(session, "c1", world.asha)] == [1, 2, 3, 4, 5]
        assert [turn.seq for turn in await history.turns(session, "c1", world.asha, limit=2)] == [4, 5]


async def test_conversations_are_paged_the_latest_first(turns: Turns, world: World) -> None:
    for key in ("c1", "c2", "c3", "c4", "c5"):
        await said(turns, world, "m1", key)
        if key in ("c1", "c4"):
            world.clock.move(timedelta(seconds=1))
    async with world.database.read() as session:
        pages = [await history.conversations(session, world.asha, 2, offset) for offset in (0, 2, 4, 6)]
    keys = [[one.id for one in page] for page in pages]
    assert [len(page) for page in keys] == [2, 2, 1, 0]
    assert keys[0][0] == "c5"
    assert keys[2] == ["c1"]
    assert sorted(key for page in keys for key in page) == ["c1", "c2", "c3", "c4", "c5"]
    assert pages[0][0].title == "about c5"


async def test_nobody_reads_what_another_said(turns: Turns, world: World) -> None:
    await said(turns, world, "m1")
    async with world.database.read() as session:
        assert await history.turns(session, "c1", world.meera) == []
        assert await history.conversations(session, world.meera) == []
