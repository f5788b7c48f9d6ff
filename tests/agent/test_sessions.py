"""A card of an earlier session: it is shown again before a yes counts, by whichever door the new session comes in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from langchain_core.messages import HumanMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph

from nia.agent.graph import build
from nia.agent.runtime import Runtime
from nia.config import Settings
from nia.store.tables import Lead, Task
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "lead": wish(("create_lead", {"name": "Nisha Bora", "company": "Barak Tea", "phone": "9820012345"})),
    "mark": wish(("update_lead", {"lead": "Rahul Verma", "status": "qualified"})),
    "task": wish(("create_task", {"title": "call the bank"})),
    "leads": wish(("find_leads", {})),
    "yes": act(Act.CONFIRM),
    "no": act(Act.DENY),
    "hello": act(Act.GREET),
    "bye": act(Act.GOODBYE),
    "undo": act(Act.UNDO),
    "make it Assam Tea": act(Act.CORRECT, company="Assam Tea"),
}


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        yield opened


async def next_day(chat: Chat) -> None:
    chat.clock.move(timedelta(hours=20))
    chat.conversation = f"{chat.conversation}+"


@pytest.mark.parametrize("words", ["yes", "hello", "what was that", "undo", "…", "bye"])
async def test_the_first_words_bring_the_card_again_and_write_nothing(chat: Chat, words: str) -> None:
    await chat.say("lead")
    await next_day(chat)
    turn = await chat.say(words)
    assert turn.results == ()
    assert turn.proposal is not None
    assert "Nisha Bora" in turn.reply
    assert await chat.rows(Lead) == []
    turn = await chat.say("yes")
    assert [call.tool for call in turn.results] == ["create_lead"]
    assert len(await chat.rows(Lead)) == 1


async def test_a_no_cancels_it_for_good(chat: Chat) -> None:
    await chat.say("lead")
    await next_day(chat)
    turn = await chat.say("no")
    assert turn.proposal is None
    assert (await chat.say("yes")).results == ()
    await next_day(chat)
    assert (await chat.say("hello")).proposal is None


async def test_a_correction_changes_it_and_still_asks(chat: Chat) -> None:
    await chat.say("lead")
    await next_day(chat)
    turn = await chat.say("make it Assam Tea")
    assert turn.results == ()
    assert "Assam Tea" in turn.reply


async def test_another_wish_is_done_and_the_card_offered_after_it(chat: Chat) -> None:
    await chat.say("lead")
    await next_day(chat)
    turn = await chat.say("leads")
    assert [call.tool for call in turn.reads] == ["find_leads"]
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_lead"

    chat.conversation = "c1"  # where it was shown first it no longer stands
    assert (await chat.say("yes")).results == ()


async def test_another_write_comes_first_and_the_card_after_it(chat: Chat) -> None:
    await chat.say("lead")
    await next_day(chat)
    turn = await chat.say("task")
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_task"
    turn = await chat.say("yes")
    assert [call.tool for call in turn.results] == ["create_task"]
    assert turn.proposal is not None
    assert turn.proposal.tool == "create_lead"
    assert (len(await chat.rows(Task)), len(await chat.rows(Lead))) == (1, 0)


async def test_a_record_that_changed_overnight_is_warned_of(chat: Chat) -> None:
    world = await world_of(chat)
    lead_id = await world.lead("Rahul Verma", owner=world.asha)
    await chat.say("mark")
    async with chat.agent.database.begin() as session:
        row = await session.get(Lead, lead_id)
        row.city, row.version = "Nashik", row.version + 1
    await next_day(chat)
    turn = await chat.say("yes")
    assert (turn.results, turn.warns) == ((), ("changed",))
    turn = await chat.say("yes")
    assert [call.tool for call in turn.results] == ["update_lead"]


async def test_what_a_face_has_shown_is_not_shown_twice(chat: Chat) -> None:
    await chat.say("lead")
    await next_day(chat)
    shown = await chat.agent.welcome(user="asha", conversation=chat.conversation)
    assert shown is not None
    assert shown.proposal is not None
    turn = await chat.say("hello")
    assert turn.proposal is None
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_lead"]


async def test_a_button_of_the_old_card_shows_it_first(chat: Chat) -> None:
    await chat.say("lead")
    await next_day(chat)
    turn = await chat.confirm()
    assert turn.results == ()
    assert turn.proposal is not None
    assert [call.tool for call in (await chat.confirm()).results] == ["create_lead"]


async def test_nobody_elses_card_and_no_expired_one_comes(chat: Chat) -> None:
    await chat.say("lead")
    chat.user, chat.conversation = "vikram", "v1"
    assert (await chat.say("hello")).proposal is None
    chat.user = "asha"
    chat.clock.move(timedelta(days=8))
    chat.conversation = "c9"
    assert (await chat.say("hello")).proposal is None


async def test_as_a_node_of_another_graph_too(chat: Chat) -> None:
    await chat.say("lead")

    async def runtime() -> Runtime:
        return chat.agent.runtime

    outer = StateGraph(MessagesState)
    outer.add_node("nia", build(runtime))
    outer.add_edge(START, "nia")
    outer.add_edge("nia", END)
    graph = outer.compile(checkpointer=InMemorySaver())
    config = {"configurable": {"thread_id": "another", "user": "asha"}}
    state = await graph.ainvoke({"messages": [HumanMessage("hello")]}, config)
    assert "Nisha Bora" in state["__interrupt__"][0].value["reply"]
    assert await chat.rows(Lead) == []
