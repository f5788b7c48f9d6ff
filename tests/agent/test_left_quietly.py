"""A task that was left and offered again once waits quietly: what is said then is no answer to it, and is answered."""

from __future__ import annotations

from nia.store.tables import Lead
from tests.agent.chat import Chat
from tests.world import World


async def _left(chat: Chat) -> None:
    await chat.say("create a lead for John Mathew from Zenith Pharma")
    await chat.say("show my tasks")  # and back to the lead
    await chat.say("show my meetings")
    await chat.say("what are my leads worth")


async def test_its_question_is_asked_no_more(chat: Chat, world: World) -> None:
    await _left(chat)
    turn = await chat.say("after lunch")
    assert turn.reply.strip()
    assert "mail address" not in turn.reply


async def test_a_yes_is_none_to_it(chat: Chat, world: World) -> None:
    await _left(chat)
    turn = await chat.say("go ahead")
    assert turn.reply.strip()
    assert turn.proposal is None
    assert not await chat.rows(Lead)


async def test_it_is_taken_up_again(chat: Chat, world: World) -> None:
    await _left(chat)
    turn = await chat.say("back to the lead")
    assert set(turn.asks) == {"email", "phone"}
    assert (await chat.say("98200 12345")).proposal is not None
