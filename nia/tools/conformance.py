"""What every tool must have. `nia doctor` and the tests walk the registry with it."""

from __future__ import annotations

from collections.abc import Iterable

from nia.tools.spec import Effect, Tool


def problems(tool: Tool, irreversible: Iterable[str] = ()) -> list[str]:
    """Return what a tool's definition lacks, as sentences; `irreversible` are the reasons that have a text."""
    found = []
    if len(tool.description.split()) < 3:
        found.append("its docstring does not say what it does")
    if not 0 < tool.timeout_s <= 8:
        found.append("its timeout is not within a turn's 8 seconds")
    if tool.effect is not Effect.WRITE and tool.no_inverse is not None:
        found.append("only a write can lack an inverse")
    if tool.no_inverse is not None and tool.no_inverse not in irreversible:
        found.append(f"no text irreversible.{tool.no_inverse} says why it cannot be taken back")
    names = {slot.name for slot in tool.slots}
    unknown = (set(tool.asks) | {name for group in (*tool.one_of, *tool.either) for name in group}) - names
    if unknown:
        found.append(f"it has no slots {', '.join(sorted(unknown))}")
    if not tool.internal:
        found += [f"the required slot {name} is never asked for" for name in _unasked(tool)]
    return found


def _unasked(tool: Tool) -> list[str]:
    return [slot.name for slot in tool.slots if slot.required and slot.name not in tool.asks]
