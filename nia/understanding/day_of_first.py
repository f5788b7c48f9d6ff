"""The day of a second wish that only says its hour: "a call with Ravi tomorrow at 4 and one with Kavita at 5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.port import Grain, SlotValue, Wish

_PLANS = frozenset({"schedule_meeting", "create_task"})
_WHEN = ("start", "due", "remind_at")
_LONG = frozenset({Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR})
_DAY = len("2026-03-06")


def on_day_of_first(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """Return the wishes, an hour without a day on the day of the wish before it, where both plan the same sort."""
    done: list[Wish] = []
    for wish in wishes:
        before = done[-1] if done and done[-1].tool == wish.tool and wish.tool in _PLANS else None
        slots = {name: _on(value, _day(before, name)) for name, value in wish.slots.items()}
        done.append(replace(wish, slots=slots))
    return tuple(done)


def _day(before: Wish | None, slot: str) -> str | None:
    """Return the day that the same slot of the wish before has, where a day was said, and no week or month."""
    known = before.slots.get(slot) if before is not None and slot in _WHEN else None
    said = known is not None and known.day_said and known.grain not in _LONG
    return str(known.value)[:_DAY] if known is not None and said and isinstance(known.value, str) else None


def _on(value: SlotValue, day: str | None) -> SlotValue:
    said = value.value
    if day is None or value.day_said or not isinstance(said, str) or len(said) <= _DAY:
        return value
    others = tuple(day + one[_DAY:] for one in value.alternatives if isinstance(one, str))
    return replace(value, value=day + said[_DAY:], day_said=True, alternatives=others)
