"""The peer: a bare six-node LangGraph graph that echoes, with the same saver and durability as NIA's."""

from __future__ import annotations

from typing import Annotated, TypedDict

from langchain_core.messages import AIMessage, AnyMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.message import add_messages
from langgraph.graph.state import CompiledStateGraph

from nia.agent.state import KEPT_MESSAGES

NODES = ("hear", "intent", "slots", "confirm", "act", "reply")


def _recent(old: list[AnyMessage], new: list[AnyMessage]) -> list[AnyMessage]:
    return list(add_messages(old, new))[-KEPT_MESSAGES:]


class Echo(TypedDict):
    """The echo's state: as many messages as NIA keeps."""

    messages: Annotated[list[AnyMessage], _recent]


def build(saver: BaseCheckpointSaver[str]) -> CompiledStateGraph:
    """Compile six nodes in a row, of which the last echoes."""
    graph = StateGraph(Echo)
    for name in NODES:
        graph.add_node(name, _echo if name == "reply" else _pass)
    for before, after in zip((START, *NODES), (*NODES, END), strict=True):
        graph.add_edge(before, after)
    return graph.compile(checkpointer=saver)


async def _pass(state: Echo) -> dict[str, list[AnyMessage]]:
    return {}


async def _echo(state: Echo) -> dict[str, list[AnyMessage]]:
    return {"messages": [AIMessage(state["messages"][-1].content)]}
