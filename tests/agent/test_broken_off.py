"""A turn that broke off in a living process holds nobody up: it is sent again, or another message comes, at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from nia.agent.turn import Turn
from nia.config import Settings
from nia.errors import StoreAway
from nia.memory.turns import Turns
from nia.store.tables import Conversation, Lead
from nia.tools.invoke import Gate
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted
from tests.agent.test_dialogue import SCRIPT


@pytest.fixture
async def chat(settings: Settings, database_url: str) -> AsyncIterator[Chat]:
    settings = settings.model_copy(update={"database_url": database_url})
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        yield opened


async def away(*_: object, **__: object) -> None:
    raise StoreAway("it does not answer. Try again")


async def is_held(chat: Chat) -> bool:
    async with chat.agent.database.read() as session:
        return (await session.get_one(Conversation, "c1")).lease_until is not None


async def break_off(chat: Chat, text: str, monkeypatch: pytest.MonkeyPatch, where: type, method: str) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(where, method, away)
        with pytest.raises(StoreAway):
            await chat.say(text, client_id="broken")


async def test_a_question_is_asked_again_at_once(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await break_off(chat, "lead", monkeypatch, Turns, "close")
    assert not await is_held(chat)
    assert set((await chat.say("lead", client_id="broken")).asks) == {"email", "phone"}


async def test_a_yes_that_broke_off_is_done_once(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("whole lead")
    await break_off(chat, "yes", monkeypatch, Gate, "invoke")
    assert not await is_held(chat)
    assert (await chat.say("yes", client_id="broken")).results
    assert len(await chat.rows(Lead)) == 1


async def test_who_is_cancelled_holds_nobody_up(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = asyncio.Event()

    async def forever(*_: object, **__: object) -> None:
        reached.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(Scripted, "understand", forever)
        turn = asyncio.create_task(chat.say("lead", client_id="broken"))
        await reached.wait()
        turn.cancel()
        with pytest.raises(asyncio.CancelledError):
            await turn
    assert not await is_held(chat)
    assert set((await chat.say("lead")).asks) == {"email", "phone"}


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_a_listener_who_leaves_between_two_steps_holds_nobody_up(chat: Chat, steps: int) -> None:
    events = chat.agent.stream("whole lead", user="asha", conversation="c1", client_id="broken")
    for _ in range(steps):
        await anext(events)
    await events.aclose()  # type: ignore[attr-defined]
    assert not await is_held(chat)
    turn = await chat.say("whole lead", client_id="broken")
    assert isinstance(turn, Turn)
    assert turn.proposal is not None
