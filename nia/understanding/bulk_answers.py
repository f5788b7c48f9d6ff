"""Which leads are to be changed, or what of them, told when NIA asks: "the ones in Nashik", "to lost". Acts ask."""

from __future__ import annotations

from nia.understanding.bulk import is_bulk
from nia.understanding.port import Json, SlotKind, SlotValue, ToolShape, TurnContext
from nia.understanding.reading import Reading
from nia.understanding.topic import Topic
from nia.understanding.unsearched import unsearched
from nia.understanding.values import REFERENCES
from nia.understanding.wishes import WishReader

_READ_AS = {SlotKind.FILTER: "find_leads", SlotKind.CHANGES: "update_lead"}
_MEANT = frozenset({"find_leads", "update_leads", "update_lead", "get_lead"})


def bulk_answer(wishes: WishReader, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
    """Return the filter or the changes that were asked for; empty where the words ask for something else."""
    if not is_bulk(topic.tool) or not topic.shapes:
        return {}
    said = wishes.read(reading, context)
    if said.act is not None or any(wish.tool not in _MEANT for wish in said.wishes):
        return {}
    shape = topic.shapes[0]
    tool = context.tool(_READ_AS.get(shape.kind, ""))
    slots = _slots(wishes, tool, reading, context) if tool is not None else {}
    if tool is None or not slots or unsearched(tool, reading.text, reading.units, slots)[0]:
        return {}
    values: dict[str, Json] = {name: value.value for name, value in slots.items()}
    return {shape.name: SlotValue(values, reading.text.strip(), (0, len(reading.text)), 0.9)}


def _slots(wishes: WishReader, tool: ToolShape, reading: Reading, context: TurnContext) -> dict[str, SlotValue]:
    slots = wishes.slots(tool, reading, context)
    named = {shape.name for shape in tool.slots if shape.kind in REFERENCES and shape.kind is not SlotKind.USER}
    return {name: value for name, value in slots.items() if name not in named and name not in ("limit", "order")}
