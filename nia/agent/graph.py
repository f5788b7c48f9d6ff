"""The state machine of a turn: hear, intent, slots, confirm, act, reply. Nothing is built at import."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeAlias, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command

from nia.agent.nodes import act, confirm, hear, intent, reply, slots
from nia.agent.runtime import Runtime
from nia.agent.state import State

GetRuntime = Callable[[], Awaitable[Runtime]]
Node = Callable[[State, Runtime], Awaitable[dict[str, Any]]]
Route = Callable[[State], str]


class Step(Protocol):
    """A node as LangGraph calls it."""

    def __call__(self, state: State) -> Awaitable[Command[str]]:
        """Run it."""
        ...


Compiled: TypeAlias = "CompiledStateGraph[State, None, State, State]"


def build(get_runtime: GetRuntime, checkpointer: BaseCheckpointSaver[str] | None = None) -> Compiled:
    """Compile the graph over an installation. Without a checkpointer it takes that of the graph it is a node of."""
    graph = StateGraph(State)

    async def hearing(state: State, config: RunnableConfig) -> Command[str]:
        runtime = await get_runtime()
        begun = time.perf_counter()
        changes = await hear.hear(state, config, runtime)
        changes["work"].timings_ms["hear"] = (time.perf_counter() - begun) * 1000
        return _onwards(state, changes, hear.next_step)

    graph.add_node("hear", hearing, destinations=("intent", "reply"))
    for name, (node, route, destinations) in _NODES.items():
        graph.add_node(name, _timed(name, node, route, get_runtime), destinations=destinations)
    graph.add_node("wait", confirm.wait, destinations=("hear",))
    graph.add_edge(START, "hear")
    return graph.compile(checkpointer=checkpointer)


_NODES: dict[str, tuple[Node, Route, tuple[str, ...]]] = {
    "intent": (intent.intent, intent.next_step, ("slots", "act", "reply")),
    "slots": (slots.slots, slots.next_step, ("confirm", "slots", "reply")),
    "confirm": (confirm.confirm, confirm.next_step, ("act", "slots", "reply")),
    "act": (act.act, act.next_step, ("slots", "act", "reply")),
    "reply": (reply.reply, reply.next_step, ("wait", END)),
}


def _timed(name: str, node: Node, route: Route, get_runtime: GetRuntime) -> Step:
    """Bind a node to the installation, add its time to the turn's, and say where the turn goes on."""

    async def run(state: State) -> Command[str]:
        work, begun = state["work"], time.perf_counter()
        async with work.renewal.during():
            changes = await node(state, await get_runtime())
        work.timings_ms[name] = work.timings_ms.get(name, 0.0) + (time.perf_counter() - begun) * 1000
        return _onwards(state, changes, route)

    return run


def _onwards(state: State, changes: dict[str, Any], route: Route) -> Command[str]:
    # a conditional edge would read the whole state again: it costs a turn a quarter of its time
    return Command(update=changes, goto=route(cast("State", {**state, **changes})))


def graph(config: RunnableConfig | None = None) -> Compiled:
    """Return the graph over the installation that the environment describes, opened at the first turn.

    This is the factory of `langgraph.json`, and what another app takes as a node of its own graph.
    """
    from nia.agent.create import lazily_opened

    return build(lazily_opened())
