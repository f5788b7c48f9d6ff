"""Undo of several things: a card lists them, one yes takes all of them back or none, the newest first."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.config import Settings
from nia.store.tables import Lead, Task
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "qualify": wish(("update_lead", {"lead": "Rahul Verma", "status": "qualified"})),
    "move": wish(("update_lead", {"lead": "Rahul Verma", "city": "Nashik"})),
    "win": wish(("update_lead", {"lead": "Rahul Verma", "status": "won"})),
    "task": wish(("create_task", {"title": "call the bank"})),
    "yes": act(Act.CONFIRM),
    "no": act(Act.DENY),
    "undo": act(Act.UNDO),
    "undo two": act(Act.UNDO, count=2),
    "undo nine": act(Act.UNDO, count=9),
}


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        await (await world_of(opened)).lead("Rahul Verma", status="new", city="Pune")
        yield opened


async def do(chat: Chat, *words: str) -> None:
    for said in words:
        await chat.say(said)
        assert (await chat.say("yes")).results


async def lead(chat: Chat) -> tuple[str, str]:
    (row,) = await chat.rows(Lead)
    return row.status, row.city


async def test_two_changes_of_one_record_are_taken_back_by_one_yes(chat: Chat) -> None:
    await do(chat, "qualify", "move", "win")
    turn = await chat.say("undo two")
    assert turn.undone == ()
    assert turn.proposal is not None
    assert turn.proposal.table is not None
    assert len(turn.proposal.table.rows) == 2
    assert await lead(chat) == ("won", "Nashik")
    turn = await chat.say("yes")
    assert turn.undone == ("update_lead", "update_lead")
    assert await lead(chat) == ("qualified", "Pune")
    assert (await chat.say("undo")).undone == ("update_lead",)
    assert await lead(chat) == ("new", "Pune")


async def test_things_of_two_kinds_by_the_button(chat: Chat) -> None:
    await do(chat, "qualify", "task")
    turn = await chat.say("undo nine")  # there are but two
    assert "call the bank" in turn.reply
    assert "Rahul Verma" in turn.reply
    assert (await chat.confirm()).undone == ("create_task", "update_lead")
    assert (await lead(chat), await chat.rows(Task)) == (("new", "Pune"), [])


async def test_a_no_leaves_all_as_it_is(chat: Chat) -> None:
    await do(chat, "qualify", "task")
    await chat.say("undo two")
    assert (await chat.say("no")).undone == ()
    assert (await chat.say("yes")).undone == ()
    assert (await lead(chat), len(await chat.rows(Task))) == (("qualified", "Pune"), 1)


async def test_all_or_nothing_where_one_was_changed_since(chat: Chat) -> None:
    await do(chat, "qualify", "task")
    await chat.say("undo two")
    async with chat.agent.database.begin() as session:
        (row,) = await chat.rows(Lead)
        stored = await session.get(Lead, row.id)
        stored.status, stored.version = "lost", stored.version + 1
    turn = await chat.say("yes")
    assert turn.undone == ()
    assert turn.warns == ("changed",)
    assert (await lead(chat), len(await chat.rows(Task))) == (("lost", "Pune"), 1)
