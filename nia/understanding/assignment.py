"""The slots of one wish while they are filled. The steps of assignment share it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nia.understanding.excluded import together, without_everyone
from nia.understanding.left_out import may_leave_out
from nia.understanding.port import SlotValue, ToolShape
from nia.understanding.units import Unit
from nia.understanding.values import LISTS


@dataclass(slots=True)
class Assignment:
    """The slots of one wish while they are filled."""

    tool: ToolShape
    text: str
    units: Sequence[Unit]
    slots: dict[str, SlotValue] = field(default_factory=dict)

    def fill(self, name: str, value: SlotValue) -> None:
        """Give a slot its value, unless it has one; several persons are gathered."""
        shape, known = self.tool.slot(name), self.slots.get(name)
        if shape is None:
            return
        if known is None:
            self.slots[name] = value
        elif shape.kind in LISTS and isinstance(known.value, list) and isinstance(value.value, list):
            every = [*known.value, *(v for v in value.value if v not in known.value)]
            self.slots[name] = replace(known, value=without_everyone(every))
        elif may_leave_out(self.tool, shape) and (both := together(self.text, known, value)) is not None:
            self.slots[name] = both
