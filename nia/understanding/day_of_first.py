"""The day of a second wish that only says its hour: "a call with Ravi tomorrow at 4 and one with Kavita at 5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nia.understanding.port import SlotValue, Wish

_PLANS = frozenset({"schedule_meeting", "create_task"})
_WHEN = ("start", "due", "remind_at")
_DAY = len("2026-03-06")


def on_day_of_first(wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """Return the wishes, an hour without a day on the day of the wish before it, where both plan the same sort."""
    done: list[Wish] = []
    for wish in wishes:
        day = _day(done[-1]) if done and done[-1].tool == wish.tool and wish.tool in _PLANS else None
        slots = {name: _on(value, day) if name in _WHEN else value for name, value in wish.slots.items()}
        done.append(replace(wish, slots=slots))
    return tuple(done)


def _day(wish: Wish) -> str | None:
    times = (value for name, value in wish.slots.items() if name in _WHEN and value.day_said)
    return next((str(value.value)[:_DAY] for value in times if isinstance(value.value, str)), None)


def _on(value: SlotValue, day: str | None) -> SlotValue:
    said = value.value
    if day is None or value.day_said or not isinstance(said, str) or len(said) <= _DAY:
        return value
    others = tuple(day + one[_DAY:] for one in value.alternatives if isinstance(one, str))
    return replace(value, value=day + said[_DAY:], day_said=True, alternatives=others)
