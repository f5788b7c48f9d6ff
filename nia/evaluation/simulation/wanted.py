"""The record that a goal is to leave, in the format's field names. `end_invariants` looks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nia.evaluation.simulation.goals import Goal
from nia.evaluation.simulation.matching import same
from nia.evaluation.stage.records import Kind
from nia.understanding.port import Json

Fields = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record: its kind, fields that it must have, and fields that it may have, but with no other value."""

    kind: Kind
    fields: Fields
    perhaps: Fields


_KINDS: Mapping[str, Kind] = {
    "create_lead": "leads",
    "update_lead": "leads",
    "add_note": "notes",
    "log_activity": "activities",
    "schedule_meeting": "meetings",
    "reschedule_meeting": "meetings",
    "cancel_meeting": "meetings",
    "create_task": "tasks",
    "complete_task": "tasks",
    "update_task": "tasks",
    "send_email": "sent",
}
_NAMES: Mapping[tuple[str, str], str] = {
    ("update_lead", "lead"): "name",
    ("reschedule_meeting", "meeting"): "title",
    ("cancel_meeting", "meeting"): "title",
    ("complete_task", "task"): "title",
    ("update_task", "task"): "title",
}
_STATES: Mapping[str, Fields] = {"cancel_meeting": {"status": "cancelled"}, "complete_task": {"status": "done"}}
_ALWAYS_ASKED = frozenset({"start"})


def wanted_of(goal: Goal) -> Wanted:
    """Return the record of a goal that leaves one. Slots that are told only when asked for may stay empty."""
    must: dict[str, Json] = dict(_STATES.get(goal.tool, {}))
    perhaps: dict[str, Json] = {}
    for slot, value in goal.slots.items():
        if slot == "to":
            continue  # a name became an address
        into = must if slot in goal.opening or slot in _ALWAYS_ASKED else perhaps
        into[_NAMES.get((goal.tool, slot), slot)] = value.value
    return Wanted(_KINDS[goal.tool], must, perhaps)


def is_there(wanted: Wanted, records: Iterable[Fields]) -> bool:
    """Tell whether one of the records is the wanted one."""
    return any(_is(wanted, record) for record in records)


def _is(wanted: Wanted, record: Fields) -> bool:
    return all(same(name, value, record.get(name)) for name, value in wanted.fields.items()) and all(
        record.get(name) is None or same(name, value, record.get(name)) for name, value in wanted.perhaps.items()
    )
