"""A reminder that is told by a meeting: "remind me 15 minutes before the demo". The wish reader asks it.

No grammar knows when the demo is, so that the slot holds the words and how far from its start; the agent,
which knows the meetings, makes a time of it (`nia.agent.before_meeting`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from nia.understanding.port import Grain, SlotValue, ToolShape
from nia.understanding.time_values import FoundTime, TimeKind
from nia.understanding.units import Unit

_SLOT = "remind_at"
_TIMES = frozenset({_SLOT, "due", "shift"})
_SAID = ("word", "time")
_SIGNS = {"before": "-", "prior": "-", "ahead": "-", "after": ""}
_A_DAY = frozenset({"a", "one", "1", "the"})  # "1 day before" is no length of time to the grammar, but a day
_LEADS_ON = frozenset({"of", "to", "the", "my", "our", "a"})
_FROM = frozenset({"se", "से", "ke", "के"})
_ENDS = frozenset(
    "to about that so and remind ping please pls by at i we it this starts start begins ends shuru ki कि शुरू".split()
)
_LEADS = frozenset({"mujhe", "मुझे", "please", "pls", "aur", "और", "haan", "to", "तो", "remind", "me"})
_REMINDS = frozenset(
    "yaad dilana dila dilao dena do karana reminder remind me mujhe याद दिलाना दिला दिलाओ देना दो मुझे".split()
)
_BOUNDS = ("by ", "before ", "till ", "until ")


@dataclass(frozen=True, slots=True)
class _Told:
    """What tells a reminder: the words for a meeting, the signed shift, and the units from `first` to `last`."""

    meeting: str
    shift: str
    first: int
    last: int


def beside_meeting(tool: ToolShape, units: Sequence[Unit], slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return the slots, `remind_at` as {"meeting": words, "shift": how far from it} where it is told so."""
    told = next(_told(units, slots), None) if tool.slot(_SLOT) is not None else None
    if told is None:
        return dict(slots)
    span = (units[told.first].start, units[told.last - 1].end)
    kept = {name: value for name, value in slots.items() if name not in _TIMES or not _lies_in(value, span)}
    other = kept.pop(_SLOT, None)
    if other is not None and not other.text.casefold().startswith(_BOUNDS):
        return dict(slots)
    if other is not None and tool.slot("due") is not None:
        kept.setdefault("due", other)  # "by friday" beside a reminder
    said = " ".join(unit.text for unit in units[told.first : told.last])
    kept[_SLOT] = SlotValue({"meeting": told.meeting, "shift": told.shift}, said, span, grain=Grain.MINUTE)
    title = _outside(kept.pop("title", None), units, told, span)
    if title is None and tool.name == "create_task":
        title = SlotValue(told.meeting, told.meeting, span)
    return kept if title is None else {**kept, "title": title}


def _lies_in(value: SlotValue, span: tuple[int, int]) -> bool:
    return value.span is not None and span[0] <= value.span[0] and value.span[1] <= span[1]


def _outside(title: SlotValue | None, units: Sequence[Unit], told: _Told, span: tuple[int, int]) -> SlotValue | None:
    """Return the title without what tells the reminder, "call Ravi" of "the demo to call Ravi"; None for no more."""
    if title is None or title.span is None or title.span[1] <= span[0] or span[1] <= title.span[0]:
        return title
    end = title.span[1] if title.span[1] > span[1] else units[-1].end
    behind = [unit for unit in units[told.last :] if unit.start < end and unit.kind != "time"]
    while behind and (behind[0].folded in _ENDS or behind[0].kind == "sign"):
        behind = behind[1:]
    said = " ".join(unit.text for unit in behind if unit.kind != "sign")
    if all(unit.folded in _REMINDS for unit in behind):
        return None
    return SlotValue(said, said, (behind[0].start, behind[-1].end)) if said else None


def _told(units: Sequence[Unit], slots: Mapping[str, SlotValue]) -> Iterator[_Told]:
    for at, unit in enumerate(units):
        found = unit.found if isinstance(unit.found, FoundTime) else None
        if unit.folded == "day" and at and units[at - 1].folded in _A_DAY:
            yield from _behind(units, at - 1, at + 1, "P1D", slots)
        elif found is not None and found.shift and found.kind is TimeKind.DURATION:
            yield from _behind(units, at, at + 1, found.shift.lstrip("+-"), slots)
        elif found is not None and found.shift and found.kind is TimeKind.POINT:
            meeting = _ahead(units, at - 1) if at and units[at - 1].folded in _FROM else ()
            if meeting:
                yield _Told(_name(meeting), found.shift, at - 1 - len(meeting), at + 1)


def _behind(units: Sequence[Unit], first: int, at: int, length: str, slots: Mapping[str, SlotValue]) -> Iterator[_Told]:
    """Yield what "before the demo" at `at` tells, or "before" alone where the title is the meeting."""
    sign, _, rest = units[at].folded.partition(" ") if at < len(units) else ("", "", "")
    if sign not in _SIGNS:
        return
    start = at + 1
    while not rest and start < len(units) and units[start].folded in _LEADS_ON:
        start += 1
    title = slots.get("title")
    meeting = _up_to(units, start, -1 if rest else _begin(title))
    name = " ".join(part for part in (rest, _name(meeting)) if part)
    if not name and title is not None:
        name = str(title.value)
    if name:
        yield _Told(name, _SIGNS[sign] + length, first, start + len(meeting))


def _begin(title: SlotValue | None) -> int:
    return title.span[0] if title is not None and title.span is not None else -1


def _up_to(units: Sequence[Unit], at: int, title: int) -> Sequence[Unit]:
    """Return the words for a meeting from `at` on: up to a word that ends them, a deadline, or a title behind."""

    def goes_on(unit: Unit) -> bool:
        bound = unit.kind == "time" and unit.folded.startswith(_BOUNDS)
        words = unit.kind in _SAID and unit.folded not in _ENDS and not bound
        return words and (unit.start != title or unit is units[at])

    return list(takewhile(goes_on, units[at:]))


def _ahead(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """Return the words for a meeting before a unit, without what leads to them."""
    words = list(takewhile(lambda unit: unit.kind in _SAID, reversed(units[:at])))[::-1]
    while words and words[0].folded in _LEADS:
        words = words[1:]
    return words


def _name(meeting: Sequence[Unit]) -> str:
    return " ".join(unit.text for unit in meeting)
