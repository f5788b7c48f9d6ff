"""A yes to a question, thanks at a card, a cancel of what was refused: nothing is swallowed, nothing is written."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.config import Settings
from nia.store.tables import Lead, Task
from nia.understanding.port import Act, Language, Understanding, Wish
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, act, slots, wish

TASK = {"title": "call the bank"}
SCRIPT = {
    "lead": wish(("create_lead", {"name": "Nisha Bora", "company": "Barak Tea"})),
    "task": wish(("create_task", TASK)),
    "her lead": wish(("delete_lead", {"lead": "Zubeida"})),
    "two": wish(("complete_task", {"task": "the unicorn"}), ("create_task", TASK)),
    "forbidden, then a task": wish(("delete_lead", {"lead": "Rahul Verma"}), ("create_task", TASK)),
    "cancel that, a task": Understanding(
        Language.ENGLISH, act=Act.CANCEL, wishes=(Wish("create_task", slots(**TASK)),), language_is_clear=False
    ),
    "won": wish(("update_lead", {"lead": "Rahul Verma", "status": "won"})),
    "salesforce": wish(("switch_crm", {"system": "salesforce"})),
    "yes": act(Act.CONFIRM),
    "no": act(Act.DENY),
    "thanks": act(Act.THANKS),
    "bye": act(Act.GOODBYE),
}


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        yield opened


async def test_a_yes_to_a_question_is_told_what_is_missing(chat: Chat) -> None:
    asked = await chat.say("lead")
    turn = await chat.say("yes")
    assert turn.asks == asked.asks
    assert turn.reply != asked.reply
    assert "cancel" in turn.reply
    assert await chat.rows(Lead) == []


@pytest.mark.parametrize("words", ["thanks", "bye"])
async def test_a_card_that_is_left_waits_and_that_is_said(chat: Chat, words: str) -> None:
    await chat.say("task")
    turn = await chat.say(words)
    assert turn.results == ()
    assert "waits for your yes" in turn.reply
    assert await chat.rows(Task) == []
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_task"]
    assert "waits" not in (await chat.say(words)).reply


async def test_after_a_refusal_a_cancel_needs_nothing_and_the_next_wish_comes(chat: Chat) -> None:
    await chat.say("her lead")
    turn = await chat.say("cancel that, a task")
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_task"


async def test_the_second_wish_comes_though_the_first_may_not_be(chat: Chat) -> None:
    world = await world_of(chat)
    await world.lead("Rahul Verma")
    turn = await chat.say("forbidden, then a task")
    assert turn.refusal == "permission"
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_task"


async def test_the_second_wish_comes_when_the_first_is_given_up(chat: Chat) -> None:
    turn = await chat.say("two")
    assert turn.refusal == "not_found"
    turn = await chat.say("no")
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_task"
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_task"]


async def test_what_was_refused_as_it_ran_keeps_what_was_said(chat: Chat) -> None:
    turn = await chat.say("salesforce")
    assert turn.results == ()
    assert turn.slots == {"system": "salesforce"}


async def test_a_record_that_is_gone_meanwhile_is_said_and_nothing_written(chat: Chat) -> None:
    world = await world_of(chat)
    lead_id = await world.lead("Rahul Verma")
    await chat.say("won")
    async with chat.agent.database.begin() as session:
        row = await session.get(Lead, lead_id)
        row.deleted_at, row.version = chat.clock.now(), row.version + 1
    turn = await chat.say("yes")
    assert turn.results == ()
    assert turn.proposal is None
    assert "changed" in turn.warns
    assert "Rahul Verma" in turn.reply
    assert lead_id not in turn.reply
    assert "here is the card" not in turn.reply
    assert (await chat.say("yes")).results == ()
