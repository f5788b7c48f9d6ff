"""A morning without an hour begins with the user's working hours, where a moment is wanted. The wish reader asks it.

As a stretch ("am I free tomorrow morning") it begins as early as mornings do, and so does "early morning".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from nia.understanding.port import Grain, SlotKind, SlotValue, ToolShape, TurnContext

_MOMENTS = frozenset({SlotKind.INSTANT, SlotKind.MOMENT})
_BEGINS = "T06:00:00"
_NOON = "12:00"


def at_work(tool: ToolShape, slots: Mapping[str, SlotValue], context: TurnContext) -> dict[str, SlotValue]:
    """Return the slots, a morning as the hour at which work begins: "remind me tomorrow morning" is no 6 o'clock."""
    begins = context.working_hours[0]
    if not "06:00" < begins < _NOON:
        return dict(slots)
    kinds = {shape.name: shape.kind for shape in tool.slots}
    return {
        name: replace(value, value=str(value.value).replace(_BEGINS, f"T{begins}:00"))
        if kinds.get(name) in _MOMENTS and value.grain is Grain.PART_OF_DAY and _BEGINS in str(value.value)
        else value
        for name, value in slots.items()
    }
