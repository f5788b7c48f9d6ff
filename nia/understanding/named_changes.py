"""A change whose value the tagger did not mark, behind the name of its slot: "सुरेश का शहर मालेगाँव कर दो". Wishes ask."""

from __future__ import annotations

from nia.understanding.named_slots import named_values
from nia.understanding.port import SlotKind, SlotValue, ToolShape
from nia.understanding.reading import Reading
from nia.understanding.topic import Topic

_RECORDS = frozenset({SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK})


def fill_named_change(tool: ToolShape, reading: Reading, slots: dict[str, SlotValue]) -> None:
    """Fill what a wish to change a record names, where it would change nothing otherwise."""
    records = {shape.name for shape in tool.slots if shape.kind in _RECORDS}
    if not tool.name.startswith("update_") or not records or set(slots) - records:
        return
    taken = [value.span for value in slots.values() if value.span is not None]
    for name, value in named_values(reading, Topic(tool, {})).items():
        free = value.span is not None and all(value.span[1] <= start or end <= value.span[0] for start, end in taken)
        if free and name not in slots:
            slots[name] = value
