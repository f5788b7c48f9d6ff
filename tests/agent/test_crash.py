"""A process that dies in a turn: the message sent again ends it, and what took effect took effect once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from nia.agent.turn import Turn
from nia.config import Settings
from nia.memory.turns import Turns
from nia.store.tables import Action, Fact, Lead, Note
from nia.tools.invoke import Gate
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, wish
from tests.agent.test_dialogue import SCRIPT
from tests.leases import run_out

MORE = {
    "remember": wish(("remember", {"text": "I prefer mornings"})),
    "remember two": wish(("remember", {"text": "I prefer tea"}), ("remember", {"text": "I prefer trains"})),
}


class Killed(BaseException):
    """The process is gone."""


async def killed(*_: object, **__: object) -> None:
    raise Killed


@pytest.fixture
async def chat(settings: Settings, database_url: str) -> AsyncIterator[Chat]:
    settings = settings.model_copy(update={"database_url": database_url})
    async with open_chat(settings, Scripted({**SCRIPT, **MORE})) as opened:
        yield opened


async def die_in(chat: Chat, text: str, client_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Say `text`, and die after everything was done but before the turn's row was closed."""

    with monkeypatch.context() as patch:
        patch.setattr(Turns, "close", killed)
        with pytest.raises(Killed):
            await chat.say(text, client_id=client_id)


async def again(chat: Chat, text: str, client_id: str) -> Turn:
    await run_out(chat.agent.database)
    return await chat.say(text, client_id=client_id)


async def actions(chat: Chat) -> int:
    async with chat.agent.database.read() as session:
        return await session.scalar(select(func.count()).select_from(Action)) or 0


async def test_a_question_that_was_lost_is_asked_again(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await die_in(chat, "lead", "m", monkeypatch)
    turn = await again(chat, "lead", "m")
    assert set(turn.asks) == {"email", "phone"}
    assert (await chat.say("phone")).proposal is not None


async def test_a_card_that_was_lost_is_shown_anew(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await die_in(chat, "whole lead", "m", monkeypatch)
    turn = await again(chat, "whole lead", "m")
    assert turn.proposal is not None
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_lead"]
    assert len(await chat.rows(Lead)) == 1


async def test_a_card_that_nobody_saw_is_not_confirmed_by_a_yes(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await die_in(chat, "whole lead", "m", monkeypatch)
    await run_out(chat.agent.database)
    assert (await chat.say("yes")).results == ()
    assert await chat.rows(Lead) == []


async def test_a_yes_that_took_effect_is_answered_from_its_receipt(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("whole lead")
    await die_in(chat, "yes", "m", monkeypatch)
    assert len(await chat.rows(Lead)) == 1
    turn = await again(chat, "yes", "m")
    assert [call.tool for call in turn.results] == ["create_lead"]
    assert "John Mathew" in turn.reply
    assert len(await chat.rows(Lead)) == await actions(chat) == 1
    assert (await chat.say("undo")).undone == ("create_lead",)


async def test_a_yes_that_took_effect_stays_one_where_another_message_came_between(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.say("whole lead")
    await die_in(chat, "yes", "m", monkeypatch)
    await run_out(chat.agent.database)
    await chat.say("leads", client_id="n")
    turn = await chat.say("yes", client_id="m")
    assert ([call.tool for call in turn.results], turn.proposal) == (["create_lead"], None), turn.reply
    assert len(await chat.rows(Lead)) == await actions(chat) == 1


async def test_the_next_wish_of_a_sentence_still_gets_its_card(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("two")
    await die_in(chat, "yes", "m", monkeypatch)
    turn = await again(chat, "yes", "m")
    assert len(turn.results) == 1
    assert turn.proposal is not None
    assert turn.proposal.position == "2 of 2"
    await chat.say("yes")
    assert await actions(chat) == 2


async def test_an_undo_takes_back_one_step_and_not_two(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await (await world_of(chat)).lead("Rahul Verma")
    for said in ("whole lead", "yes", "note", "yes"):
        await chat.say(said)
    assert await actions(chat) == 2
    await die_in(chat, "undo", "m", monkeypatch)
    turn = await again(chat, "undo", "m")
    assert turn.undone == ("add_note",)
    assert await chat.rows(Note) == []
    assert len(await chat.rows(Lead)) == 2
    assert (await chat.say("undo")).undone == ("create_lead",)


async def test_what_is_done_at_once_is_done_once(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await die_in(chat, "remember", "m", monkeypatch)
    turn = await again(chat, "remember", "m")
    assert [call.tool for call in turn.results] == ["remember"]
    assert len(await chat.rows(Fact)) == await actions(chat) == 1
    await die_in(chat, "remember two", "n", monkeypatch)
    turn = await again(chat, "remember two", "n")
    assert [call.args["text"] for call in turn.results] == ["I prefer tea", "I prefer trains"]
    assert len(await chat.rows(Fact)) == 3


async def test_a_yes_that_never_came_to_the_gate_still_counts(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.say("whole lead")

    with monkeypatch.context() as patch:
        patch.setattr(Gate, "invoke", killed)
        with pytest.raises(Killed):
            await chat.say("yes", client_id="m")
    assert await chat.rows(Lead) == []
    assert [call.tool for call in (await again(chat, "yes", "m")).results] == ["create_lead"]
    assert len(await chat.rows(Lead)) == 1
