"""Values that the tagger did not mark, told by the name of their slot: "सुरेश का शहर मालेगाँव कर दो". Wishes ask."""

from __future__ import annotations

from collections.abc import Mapping

from nia.understanding.named_slots import named_values
from nia.understanding.port import SlotKind, SlotShape, SlotValue, ToolShape
from nia.understanding.reading import Reading
from nia.understanding.topic import Topic
from nia.understanding.units import Unit
from nia.understanding.values import value_of
from nia.understanding.word_lists import listed

_NAMES = frozenset({"given", "surname"})
_LONGEST = 3
_RECORDS = frozenset({SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK})


def fill_named(tool: ToolShape, reading: Reading, slots: dict[str, SlotValue]) -> None:
    """Fill what a wish to change a record names, where it would change nothing otherwise, and a new person's name."""
    _fill_change(tool, reading, slots)
    shape = tool.slot("name")
    if shape is not None and shape.kind is SlotKind.PERSON and shape.required and "name" not in slots:
        value = named_values(reading, Topic(tool, {})).get("name") or _whose(shape, reading)
        if value is not None and value.span is not None and _is_free(value.span, slots):
            slots["name"] = value


def _whose(shape: SlotShape, reading: Reading) -> SlotValue | None:
    """Read whose number or mail is told: "प्लंबर रामजी का नंबर …"."""
    units = reading.units
    at = next((at for at, unit in enumerate(units) if {"alias_phone", "alias_email"} & set(unit.senses)), 0)
    first = last = at - 1
    if last < 1 or units[last].folded not in listed("light", "case"):
        return None
    while first > 0 and last - first < _LONGEST and _may_name(units[first - 1]):
        first -= 1
    return value_of(shape, reading.text, units[first:last]) if first < last else None


def _may_name(unit: Unit) -> bool:
    return unit.kind == "word" and set(unit.senses) <= _NAMES and unit.folded not in listed("light", "case")


def _is_free(span: tuple[int, int], slots: Mapping[str, SlotValue]) -> bool:
    taken = [value.span for value in slots.values() if value.span is not None]
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _fill_change(tool: ToolShape, reading: Reading, slots: dict[str, SlotValue]) -> None:
    records = {shape.name for shape in tool.slots if shape.kind in _RECORDS}
    if not tool.name.startswith("update_") or not records or set(slots) - records:
        return
    for name, value in named_values(reading, Topic(tool, {})).items():
        if value.span is not None and name not in slots and _is_free(value.span, slots):
            slots[name] = value
