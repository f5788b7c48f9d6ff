"""NIA inside another app: as a node of its graph, streamed, and by several conversations at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from langchain_core.messages import HumanMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.types import Command
from sqlalchemy import select

from nia.agent.graph import build
from nia.agent.runtime import Runtime
from nia.config import Settings
from nia.ledger.changes import Message
from nia.ledger.outbox import key_of
from nia.store.tables import Lead, OutboxEntry
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat
from tests.agent.scripted import Scripted, act, wish
from tests.agent.test_dialogue import SCRIPT


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        yield opened


async def test_the_graph_is_a_node_of_another_graph(chat: Chat) -> None:
    async def get() -> Runtime:
        return chat.agent.runtime

    parent = StateGraph(MessagesState)
    parent.add_node("nia", build(get))
    parent.add_edge(START, "nia")
    parent.add_edge("nia", END)
    app = parent.compile(checkpointer=InMemorySaver())
    config = {"configurable": {"thread_id": "t1", "user": "asha@example.com"}}
    asked = await app.ainvoke({"messages": [HumanMessage("lead")]}, config)
    assert "__interrupt__" not in asked
    assert "phone" in asked["messages"][-1].content.lower()
    shown = await app.ainvoke({"messages": [HumanMessage("phone")]}, config)
    assert shown["__interrupt__"]
    assert await chat.rows(Lead) == []
    done = await app.ainvoke(Command(resume="yes"), config)
    assert [lead.name for lead in await chat.rows(Lead)] == ["John Mathew"]
    assert "John Mathew" in done["messages"][-1].content


async def test_a_stream_tells_of_each_step_and_ends_with_the_turn(chat: Chat) -> None:
    events = [event async for event in chat.agent.stream("lead", user="asha", conversation="c1")]
    nodes = [event.data["node"] for event in events if event.name == "node"]
    assert nodes == ["hear", "intent", "slots", "reply"]
    assert events[-1].name == "turn"
    assert events[-1].data.intent == "create_lead"


async def test_messages_of_one_conversation_at_once_are_answered_one_by_one(chat: Chat) -> None:
    said = [f"m{n}" for n in range(6)]
    turns = await asyncio.gather(
        *(chat.agent.turn("lead", user="asha", conversation="c1", client_id=one) for one in said)
    )
    assert len({turn.id for turn in turns}) == 6
    from tests.agent.chat import world_of

    history = await chat.agent.history("c1", user=(await world_of(chat)).asha)
    assert len(history) == 6


async def test_conversations_at_once_do_not_mix(chat: Chat) -> None:
    async def one(n: int) -> None:
        for said in ("lead", "phone", "yes"):
            turn = await chat.agent.turn(said, user="asha", conversation=f"c{n}")
        assert [call.tool for call in turn.results] == ["create_lead"] or turn.warns == ("duplicate",)

    await asyncio.gather(*(one(n) for n in range(5)))


async def test_an_app_gives_an_outlet_and_is_told_what_was_committed(settings: Settings) -> None:
    told: asyncio.Queue[tuple[str, str]] = asyncio.Queue()

    class Outlet:
        idempotent = True

        async def deliver(self, message: Message, key: str) -> None:
            await told.put((message.topic, key))

    mail = {"to": ["john@zenith.example"], "subject": "Hello", "body": "Good morning"}
    script = Scripted({"mail": wish(("send_email", mail)), "yes": act(Act.CONFIRM)})
    async with open_chat(settings, script, outlets={"mail.send": Outlet()}) as chat:
        await chat.say("mail")
        assert told.empty()
        await chat.say("yes")
        topic, key = await told.get()
        async with chat.agent.database.read() as session:
            (row,) = await session.scalars(select(OutboxEntry))
    assert (topic, key) == ("mail.send", key_of(row.action_id, row.id))
