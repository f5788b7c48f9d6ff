"""Which of the times that were said count, and for which slot: those that the tagger marked. Assignment calls it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from nia.understanding.assignment import Assignment
from nia.understanding.port import Grain, SlotKind, ToolShape
from nia.understanding.reminded_too import due_and_reminder
from nia.understanding.said_times import Said, is_list
from nia.understanding.tagger import Span
from nia.understanding.time_values import FoundTime, TimeKind
from nia.understanding.units import Unit
from nia.understanding.values import TIMES
from nia.understanding.whens import is_cued
from nia.understanding.word_lists import listed

_DATE_ONLY = len("2026-03-06")
_PERIODS = ("metric", "since", "created_from", "due_from")  # nobody asks for the period that is this moment
_BESIDE = frozenset({"expected_close", "next_follow_up", "at"})
_BEFORE = 40
_THAT = frozenset({"that", "ki", "कि"})


def times_said(work: Assignment, spans: Sequence[Span], loose: Collection[int], again: Collection[int]) -> list[Said]:
    """Return the times that fill slots, with the tagger's role for each. `again`: units that were said again."""
    marks = {at: span.role for span in spans for at in range(span.first, span.last)}
    said: list[Said] = []
    for at, unit in enumerate(work.units):
        if not isinstance(unit.found, FoundTime) or _is_idle(work.tool, unit):
            continue
        before = work.text[: unit.start][-_BEFORE:]
        if at not in loose and _heads_report(work, at):
            said.append(Said(unit.found, before, "at"))
        elif at in loose:
            said.append(Said(unit.found, before, marks.get(at)))
        elif at in again and unit.found.has_day and unit.found.start is not None:
            said.append(Said(_day_of(unit.found), before, marks.get(at)))
    said = due_and_reminder(work.tool, said, work.text)
    return _counting(work.tool, said) if spans else said


def _counting(tool: ToolShape, said: Sequence[Said]) -> list[Said]:
    """Return the tagged times and what completes them; where none is tagged, those that a rule is sure of."""
    if any(one.role is not None for one in said):
        return _counted(tool, said)
    slots = {slot.name for slot in tool.slots if slot.kind in TIMES}
    return [one for one in said if is_cued(tool, one)] if tool.writes and slots <= _BESIDE else list(said)


def _counted(tool: ToolShape, said: Sequence[Said]) -> list[Said]:
    """Return the tagged times, those in a list with one of them ("today or tomorrow"), and what completes them."""
    kept: list[Said] = []
    tagged = [one.time for one in said if one.role is not None]
    for one in said:
        listed_on = bool(kept) and is_list(kept[-1].time, one.time, one.before)
        if one.role is not None or listed_on or _completes(tool, one.time, tagged):
            kept.append(one)
    return kept


def _completes(tool: ToolShape, time: FoundTime, tagged: Sequence[FoundTime]) -> bool:
    """Tell whether a time that was not tagged says what the tagged ones leave open: a length, the day, the hour."""
    if time.kind is TimeKind.DURATION:
        lengths = any(one.kind in (TimeKind.DURATION, TimeKind.SHIFT) for one in tagged)
        return tool.slot("minutes") is not None and not lengths
    hours = time.kind is TimeKind.RANGE and not time.has_day and time.has_time_of_day  # "teen baje se"
    timed = any(slot.kind in (SlotKind.INSTANT, SlotKind.MOMENT) for slot in tool.slots)
    if not (time.kind is TimeKind.POINT or hours) or not timed:
        return False
    day = str(time.start)[:_DATE_ONLY]
    new_clock = time.has_time_of_day and not any(one.has_time_of_day for one in tagged)
    return (new_clock and (not time.has_day or any(str(one.start)[:_DATE_ONLY] == day for one in tagged))) or (
        time.has_day and not time.has_time_of_day and not any(one.has_day for one in tagged)
    )


def _day_of(time: FoundTime) -> FoundTime:
    """Return the day of a time whose time of day was said again: "tomorrow at 11, no, 11:30"."""
    day = str(time.start)[:_DATE_ONLY]
    return replace(
        time, kind=TimeKind.POINT, grain=Grain.DAY, start=day, end=day, has_time_of_day=False, alternatives=()
    )


def _heads_report(work: Assignment, at: int) -> bool:
    """Tell whether a report of what happened begins with when: "log that yesterday at 5 she called"."""
    return work.tool.name == "log_activity" and (at == 0 or work.units[at - 1].folded in _THAT)


def _is_idle(tool: ToolShape, unit: Unit) -> bool:
    """Tell whether a "now" says nothing of when: in a change, in a report ("worth right now"), in "done by now".

    Nor does a past moment say when to remind: "an hour before the demo" counts from something else.
    """
    shift = unit.found.shift if isinstance(unit.found, FoundTime) else None
    if shift is not None and shift.startswith("-") and tool.name == "create_task":
        return True
    stands = tool.writes or any(tool.slot(name) is not None for name in _PERIODS)
    return (stands and unit.folded in listed("moments", "now")) or (
        tool.name == "list_tasks" and unit.folded == "by now"
    )
