"""The state machine of a turn: hear, intent, slots, confirm, act, reply. Nothing is built at import."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeAlias

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from nia.agent.nodes import act, confirm, hear, intent, reply, slots
from nia.agent.runtime import Runtime
from nia.agent.state import State

GetRuntime = Callable[[], Awaitable[Runtime]]
Node = Callable[[State, Runtime], Awaitable[dict[str, Any]]]


class Step(Protocol):
    """A node as LangGraph calls it."""

    def __call__(self, state: State) -> Awaitable[dict[str, Any]]:
        """Run it."""
        ...


Compiled: TypeAlias = "CompiledStateGraph[State, None, State, State]"


def build(get_runtime: GetRuntime, checkpointer: BaseCheckpointSaver[str] | None = None) -> Compiled:
    """Compile the graph over an installation. Without a checkpointer it takes that of the graph it is a node of."""
    graph = StateGraph(State)

    async def hearing(state: State, config: RunnableConfig) -> dict[str, Any]:
        runtime = await get_runtime()
        begun = time.perf_counter()
        changes = await hear.hear(state, config, runtime)
        changes["work"].timings_ms["hear"] = (time.perf_counter() - begun) * 1000
        return changes

    graph.add_node("hear", hearing)
    for name, node in _NODES.items():
        graph.add_node(name, _timed(name, node, get_runtime))
    graph.add_node("wait", confirm.wait)
    graph.add_edge(START, "hear")
    graph.add_conditional_edges("hear", _heard, ["intent", "reply"])
    graph.add_conditional_edges("intent", intent.next_step, ["slots", "act", "reply"])
    graph.add_conditional_edges("slots", slots.next_step, ["confirm", "slots", "reply"])
    graph.add_conditional_edges("confirm", confirm.next_step, ["act", "slots", "reply"])
    graph.add_conditional_edges("act", act.next_step, ["slots", "act", "reply"])
    graph.add_conditional_edges("reply", _replied, ["wait", END])
    return graph.compile(checkpointer=checkpointer)


_NODES: dict[str, Node] = {
    "intent": intent.intent,
    "slots": slots.slots,
    "confirm": confirm.confirm,
    "act": act.act,
    "reply": reply.reply,
}


def _timed(name: str, node: Node, get_runtime: GetRuntime) -> Step:
    """Bind a node to the installation, and add its time to the turn's."""

    async def run(state: State) -> dict[str, Any]:
        work, begun = state["work"], time.perf_counter()
        try:
            return await node(state, await get_runtime())
        finally:
            work.timings_ms[name] = work.timings_ms.get(name, 0.0) + (time.perf_counter() - begun) * 1000

    return run


def _heard(state: State) -> str:
    return "reply" if state["work"].replayed is not None else "intent"


def _replied(state: State) -> str:
    return "wait" if state.get("card") else END


def graph(config: RunnableConfig | None = None) -> Compiled:
    """Return the graph over the installation that the environment describes, opened at the first turn.

    This is the factory of `langgraph.json`, and what another app takes as a node of its own graph.
    """
    from nia.agent.create import lazily_opened

    return build(lazily_opened())
