"""Tells of a turn's steps as they are done. `Agent.stream` calls it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

from langchain_core.runnables import RunnableConfig

from nia.agent.graph import Compiled
from nia.agent.state import State, Work
from nia.agent.turn import Turn
from nia.understanding.port import Json


@dataclass(frozen=True, slots=True)
class Event:
    """A step of a turn as it happens: `node` with its name, then `turn` with the finished turn."""

    name: str
    data: Mapping[str, Json] | Turn


async def events_of(graph: Compiled, given: State, config: RunnableConfig) -> AsyncGenerator[Event]:
    """Run a turn and yield its events. Who listens no more ends the turn where it is, and holds nobody up by it."""
    work: Work | None = None
    try:
        steps = graph.astream(given, config, stream_mode="updates", durability="exit")
        async with aclosing(cast("AsyncGenerator[dict[str, Any]]", steps)) as running:
            async for step in running:
                for node, changes in step.items():
                    work = changes["work"] if node == "hear" else work
                    if not node.startswith("__"):
                        yield Event("node", {"node": node})
    except GeneratorExit:
        if work is not None:
            await work.renewal.give_back()
        raise
    assert work is not None
    assert work.replayed is not None
    yield Event("turn", work.replayed)
