"""The peer: a bare six-node LangGraph graph that echoes, with the same saver and durability as NIA's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, TypedDict

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.graph.state import CompiledStateGraph

from nia.agent.checkpoints import open_saver
from nia.agent.state import KEPT_MESSAGES
from nia.config import Settings
from nia.ids import random_id

NODES = ("hear", "intent", "slots", "confirm", "act", "reply")

Echoes = Callable[[str, str], Awaitable[object]]
"""A turn of the bare graph: what is said, in which conversation."""


def _recent(old: list[AnyMessage], new: list[AnyMessage]) -> list[AnyMessage]:
    return list(add_messages(old, new))[-KEPT_MESSAGES:]


class Echo(TypedDict):
    """The echo's state: as many messages as NIA keeps."""

    messages: Annotated[list[AnyMessage], _recent]


def build(saver: BaseCheckpointSaver[str]) -> CompiledStateGraph[Echo, None, Echo, Echo]:
    """Compile six nodes in a row, of which the last echoes."""
    graph = StateGraph(Echo)
    for name in NODES:
        graph.add_node(name, _echo if name == "reply" else _pass)
    for before, after in zip((START, *NODES), (*NODES, END), strict=True):
        graph.add_edge(before, after)
    return graph.compile(checkpointer=saver)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Echoes]:
    """Open the bare graph on the saver that NIA has on this installation."""
    async with open_saver(settings) as saver:
        graph = build(saver)

        async def turn(said: str, conversation: str) -> object:
            config: RunnableConfig = {"configurable": {"thread_id": conversation}}
            given = Echo(messages=[HumanMessage(said, id=random_id())])
            return await graph.ainvoke(given, config, durability="exit")

        yield turn


async def _pass(state: Echo) -> dict[str, list[AnyMessage]]:
    return {}


async def _echo(state: Echo) -> dict[str, list[AnyMessage]]:
    return {"messages": [AIMessage(state["messages"][-1].content)]}
