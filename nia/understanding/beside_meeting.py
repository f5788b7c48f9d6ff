"""A reminder that is told by a meeting: "remind me 15 minutes before the demo". The wish reader asks it.

No grammar knows when the demo is, so that the slot holds the words and how far from its start; the agent,
which knows the meetings, makes a time of it (`nia.agent.before_meeting`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from nia.understanding.port import Grain, SlotValue, ToolShape
from nia.understanding.time_values import FoundTime, TimeKind
from nia.understanding.units import Unit

_SLOT = "remind_at"
_TIMES = frozenset({_SLOT, "due", "shift"})
_SAID = ("word", "time")
_SIGNS = {"before": "-", "prior": "-", "ahead": "-", "after": ""}
_LEADS_ON = frozenset({"of", "to", "the", "my", "our", "a"})
_FROM = frozenset({"se", "से", "ke", "के"})
_ENDS = frozenset({"to", "about", "that", "so", "and", "remind", "ping", "please", "pls", "ki", "कि"})
_LEADS = frozenset({"mujhe", "मुझे", "please", "pls", "aur", "और", "haan", "to", "तो", "remind", "me"})


def beside_meeting(tool: ToolShape, units: Sequence[Unit], slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return the slots, `remind_at` as {"meeting": words, "shift": from its start} where it is told so."""
    told = next(_told(units, slots), None) if tool.slot(_SLOT) is not None else None
    if told is None:
        return dict(slots)
    meeting, shift, first, last = told
    span = (units[first].start, units[last - 1].end)
    kept = {name: value for name, value in slots.items() if name not in _TIMES or not _lies_in(value, span)}
    if _SLOT in kept:
        return dict(slots)
    name = " ".join(unit.text for unit in meeting)
    said = " ".join(unit.text for unit in units[first:last])
    kept[_SLOT] = SlotValue({"meeting": name, "shift": shift}, said, span, grain=Grain.MINUTE)
    title = kept.get("title") or SlotValue(name, name, (meeting[0].start, meeting[-1].end))
    return {**kept, "title": _without(title, meeting, units)} if tool.name == "create_task" else kept


def _lies_in(value: SlotValue, span: tuple[int, int]) -> bool:
    return value.span is not None and span[0] <= value.span[0] and value.span[1] <= span[1]


def _without(title: SlotValue, meeting: Sequence[Unit], units: Sequence[Unit]) -> SlotValue:
    """Return "call Ravi" of the title "the demo to call Ravi"; a title that is no more than the meeting stays."""
    if title.span is None or not title.span[0] <= meeting[-1].end < title.span[1]:
        return title
    behind = [unit for unit in units if meeting[-1].end <= unit.start < title.span[1] and unit.folded not in _ENDS]
    said = " ".join(unit.text for unit in behind)
    return SlotValue(said, said, (behind[0].start, behind[-1].end)) if behind else title


def _told(units: Sequence[Unit], slots: Mapping[str, SlotValue]) -> Iterator[tuple[Sequence[Unit], str, int, int]]:
    """Yield the words for a meeting, the shift from its start, and the units that say so, first and last."""
    for at, unit in enumerate(units):
        found = unit.found if isinstance(unit.found, FoundTime) else None
        if found is None or not found.shift:
            continue
        if found.kind is TimeKind.DURATION:
            sign = _SIGNS.get(units[at + 1].folded) if at + 1 < len(units) else None
            meeting, last = _behind(units, at + 2, slots)
            if sign is not None and meeting:
                yield meeting, sign + found.shift.lstrip("+-"), at, last
        elif found.kind is TimeKind.POINT and at and units[at - 1].folded in _FROM:
            meeting = _ahead(units, at - 1)
            if meeting:
                yield meeting, found.shift, at - 1 - len(meeting), at + 1


def _behind(units: Sequence[Unit], at: int, slots: Mapping[str, SlotValue]) -> tuple[Sequence[Unit], int]:
    """Return the words for a meeting from a unit on, without "of the", and where they end."""
    while at < len(units) and units[at].folded in _LEADS_ON:
        at += 1
    title = slots.get("title")
    begins = title.span[0] if title is not None and title.span is not None else -1

    def goes_on(unit: Unit) -> bool:
        return unit.kind in _SAID and unit.folded not in _ENDS and (unit.start != begins or unit is units[at])

    meeting = list(takewhile(goes_on, units[at:]))
    return meeting, at + len(meeting)


def _ahead(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """Return the words for a meeting before a unit, without what leads to them."""
    words = list(takewhile(lambda unit: unit.kind in _SAID, reversed(units[:at])))[::-1]
    while words and words[0].folded in _LEADS:
        words = words[1:]
    return words
