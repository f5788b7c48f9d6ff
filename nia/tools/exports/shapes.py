"""A tool as the understanding sees it, derived from its definition. The agent puts these into the turn's context."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from nia.tools.spec import Effect, Tool
from nia.understanding.port import SlotShape, ToolShape


def shapes(tools: Iterable[Tool], examples: Mapping[str, Sequence[str]] | None = None) -> tuple[ToolShape, ...]:
    """Return the shape of every tool that users may ask for, with the admin's `examples` after its own."""
    more = examples or {}
    return tuple(_shape(tool, more.get(tool.name, ())) for tool in tools if not tool.internal)


def _shape(tool: Tool, examples: Sequence[str]) -> ToolShape:
    slots = tuple(SlotShape(slot.name, slot.kind, slot.required, slot.choices) for slot in tool.slots)
    return ToolShape(
        tool.name, tool.description, slots, (*tool.examples, *examples), writes=tool.effect is Effect.WRITE
    )
