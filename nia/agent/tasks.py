"""Tasks as plain data: made of wishes, filled by answers, kept on a stack. The nodes call these."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from nia.agent.own_time import with_oneself
from nia.agent.state import SlotState, State, Task
from nia.ids import IdSource
from nia.tools.spec import Tool
from nia.understanding.port import Grain, Json, SlotKind, SlotValue, Wish

_DATE_ONLY = len("2026-03-06")
_PART = timedelta(hours=6)  # how long a part of the day is, from its beginning
GUESS = 0.5  # confidence up to which a slot is a guess


def new_task(wish: Wish, new_id: IdSource, position: int = 1, total: int = 1) -> Task:
    """Return a fresh task for `wish`."""
    return Task(
        id=new_id(),
        tool=wish.tool,
        slots={name: slot_state(value) for name, value in wish.slots.items()} | with_oneself(wish),
        asked=[],
        choosing=None,
        choosing_at=None,
        address_of=None,
        accepted=[],
        blocked=None,
        lost=False,
        left=False,
        offered_again=False,
        position=position,
        total=total,
        ahead=wish.ahead,
        unsearched=wish.unsearched,
        versions={},
    )


def slot_state(value: SlotValue) -> SlotState:
    """Return a slot as the state keeps it."""
    return SlotState(
        value=value.value,
        text=value.text,
        grain=str(value.grain) if value.grain else None,
        alternatives=list(value.alternatives),
        resolved=False,
        day_said=value.day_said,
        guessed=value.confidence <= GUESS and value.problem is None,
        problem="cannot_exclude" if value.negated else value.problem,
        repeats=value.repeats,
    )


def current(state: State) -> Task | None:
    """Return the task on top of the stack, or None."""
    return state["tasks"][0] if state["tasks"] else None


def unasked(task: Task) -> Task:
    """Return the task with no question open about it."""
    return Task(**{**task, "asked": [], "choosing": None, "address_of": None, "offer": None})


def with_address(task: Task, email: str) -> Task:
    """Return the task with the mail address of the new person that it was asked of."""
    slots = dict(task["slots"])
    for name, slot in task["slots"].items():
        people = slot["value"] if isinstance(slot["value"], list) else []
        if any(isinstance(one, dict) and one.get("name") == task["address_of"] for one in people):
            known = [_reached(one, task["address_of"], email) for one in people]
            slots[name] = SlotState(**{**slot, "value": known, "resolved": False})
    return Task(**{**task, "slots": slots, "address_of": None})


def _reached(one: Json, name: str | None, email: str) -> Json:
    is_meant = isinstance(one, dict) and one.get("name") == name and not one.get("email")
    return {**one, "email": email} if isinstance(one, dict) and is_meant else one


def waits_quietly(task: Task) -> bool:
    """Tell whether the task was left and NIA came back to it before: only the user takes it up again."""
    return task["left"] and task["offered_again"]


def plain_slots(task: Task) -> dict[str, Json]:
    """Return the task's slots as plain values."""
    return {name: slot["value"] for name, slot in task["slots"].items()}


def is_asked_again(task: Task, fresh: list[Task]) -> bool:
    """Tell whether an open task is asked for again, so that it is not left lying below its own repetition."""
    return any(task["tool"] == new["tool"] and plain_slots(task) == plain_slots(new) for new in fresh)


def fill(task: Task, answers: Mapping[str, SlotValue], tool: Tool) -> Task:
    """Return the task with `answers` merged in; a slot that says the same as a new one gives way."""
    slots = dict(task["slots"])
    for name, value in answers.items():
        if tool.slot(name) is None:
            continue
        slots[name] = _merged(slots.get(name), slot_state(value), tool, name)
        for group in tool.either:
            for rival in set(group) - answers.keys() if name in group else ():
                slots.pop(rival, None)
    return unasked(Task(**{**task, "slots": slots, "blocked": None, "lost": False, "left": False}))


def _on_day_of(old: SlotState, new: SlotState) -> SlotState:
    """Return a time of day on the day that the slot had: at a card that moves a meeting to Friday, "make it 5"."""
    before, after = old["value"], new["value"]
    if not (isinstance(before, str) and isinstance(after, str) and len(after) > _DATE_ONLY):
        return new
    day = before[:_DATE_ONLY]
    others: list[Json] = [day + str(one)[_DATE_ONLY:] for one in new.get("alternatives") or []]
    return SlotState(**{**new, "value": day + after[_DATE_ONLY:], "alternatives": others, "day_said": True})


def _reading_in(old: SlotState, new: SlotState) -> SlotState:
    """Return the reading of "at 8" that lies in the part of the day which is said of it: "in the morning"."""
    readings = [str(one) for one in (old["value"], *(old.get("alternatives") or [])) if len(str(one)) > _DATE_ONLY]
    if len(readings) < 2 or new["grain"] != Grain.PART_OF_DAY:
        return new
    begins = datetime.fromisoformat(str(new["value"]))
    meant = [one for one in readings if timedelta() <= datetime.fromisoformat(one) - begins < _PART]
    return SlotState(**{**new, "value": meant[0], "grain": str(Grain.HOUR)}) if len(meant) == 1 else new


def _merged(old: SlotState | None, new: SlotState, tool: Tool, name: str) -> SlotState:
    """Join changes to changes and a filter to a filter; any other new value takes the old one's place."""
    if old is None:
        return new
    if not new.get("day_said", True):
        new = _reading_in(old, _on_day_of(old, new))
    spec = tool.slot(name)
    before, after = old["value"], new["value"]
    is_map = spec is not None and spec.kind in (SlotKind.FILTER, SlotKind.CHANGES)
    if is_map and isinstance(before, dict) and isinstance(after, dict):
        return SlotState(**{**new, "value": {**before, **after}})
    return new
