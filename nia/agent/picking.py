"""The line of a list that was chosen, as a slot keeps it. The policy calls it."""

from __future__ import annotations

from nia.agent.state import Offered, SlotState, Task
from nia.understanding.port import Json


def chosen_for(task: Task, slot: str, chosen: Offered) -> SlotState:
    """Return the slot with the chosen record: in its place in a list of people, or as the whole value."""
    picked, before = chosen_of(chosen), task["slots"].get(slot)
    place = task["choosing_at"]
    if place is None or before is None or not isinstance(before["value"], list) or place >= len(before["value"]):
        return picked
    people = [*before["value"][:place], picked["value"], *before["value"][place + 1 :]]
    return SlotState(**{**before, "value": people, "resolved": False})


def chosen_of(chosen: Offered) -> SlotState:
    """Return the line of a list as the slot keeps it: a record, or the start that it stands for."""
    if chosen["kind"] == "time":
        return SlotState(value=chosen["id"], text=chosen["name"], grain="minute", alternatives=[], resolved=False)
    value: Json = {"kind": chosen["kind"], "id": chosen["id"], "name": chosen["name"]}
    return SlotState(value=value, text=chosen["name"], resolved=False)
