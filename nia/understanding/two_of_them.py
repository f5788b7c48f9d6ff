"""Two records of one deed: "delete Amit Bhosale and Sandeep Joshi" is two wishes, so that neither is lost in silence.

The same holds for lines of the list shown last: "done with 1 and 3". The wish reader asks it of tools that write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from nia.understanding.port import SlotKind, SlotValue, ToolShape, Wish
from nia.understanding.units import Unit

_JOINS = frozenset({"and", "&", "aur", "और", "plus"})
_RECORDS = frozenset({SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL})
_EXCEPT = frozenset(
    "but except not excluding besides apart leaving nahi nahin mat chhodkar chhod alawa alava sivay "
    "छोड़कर छोड़ अलावा सिवाय नहीं मत".split()
)
_BEHIND_LINES = frozenset(
    "done complete completed finished over off delete cancel close closed as is are too please pls now ko ho karo kar "
    "hata hatao khatam को हो कर करो हटा हटाओ पूरा डिलीट कैंसल खत्म".split()
)
_LINE_DIGITS = 2
_NAMES = frozenset({"given", "surname"})


def each_of_two(tool: ToolShape, wish: Wish, units: Sequence[Unit]) -> tuple[Wish, ...]:
    """Return the wish, and the same for the person who is named behind "and", where no slot holds that name."""
    numbered = _each_line(tool, wish, units)
    if numbered:
        return numbered
    shape = next((one for one in tool.slots if one.kind is SlotKind.LEAD and one.required), None)
    lead = wish.slots.get(shape.name) if shape is not None and tool.writes else None
    if shape is None or lead is None or lead.span is None:
        return (wish,)
    wish = _handed_over(wish, lead, units)
    other = _named_behind(lead.span[1], units, [one.span for one in wish.slots.values() if one.span is not None])
    if other is None:
        return (wish,)
    return wish, replace(wish, slots={**wish.slots, shape.name: other})


def _each_line(tool: ToolShape, wish: Wish, units: Sequence[Unit]) -> tuple[Wish, ...]:
    """Return a wish for each line that the record's words count up ("1, 2 and 4"); none where they do not."""
    shape = next((one for one in tool.slots if one.kind in _RECORDS and one.required), None)
    said = wish.slots.get(shape.name) if shape is not None and tool.writes else None
    if shape is None or said is None or said.span is None or any(unit.folded in _EXCEPT for unit in units):
        return ()
    beside = _JOINS | {",", "#", "no", "nos", "number", "numbers", shape.kind.value, f"{shape.kind.value}s"}

    def counts_up(unit: Unit) -> bool:
        return unit.kind in ("word", "sign") and (unit.folded.isdecimal() or unit.folded in beside)

    at = next((at for at, unit in enumerate(units) if unit.start >= said.span[0]), len(units))
    before = list(takewhile(counts_up, reversed(units[:at])))[::-1]
    listed = [*before, *takewhile(counts_up, units[at:])]
    lines = list(dict.fromkeys(unit.folded for unit in listed if unit.folded.isdecimal()))
    end = at - len(before) + len(listed)
    goes_on = end < len(units) and units[end].folded not in _BEHIND_LINES and units[end].kind == "word"
    if len(lines) < 2 or goes_on or any(len(line) > _LINE_DIGITS for line in lines):
        return ()
    return tuple(replace(wish, slots={**wish.slots, shape.name: replace(said, value=line)}) for line in lines)


def _handed_over(wish: Wish, lead: SlotValue, units: Sequence[Unit]) -> Wish:
    """Return "give Neha and Nikhil to Vikram" with Vikram as the owner, where the one behind "and" was taken for it."""
    owner = wish.slots.get("owner")
    if owner is None or owner.span is None or lead.span is None:
        return wish
    at = next((at for at, unit in enumerate(units) if unit.start >= owner.span[1]), len(units))
    between = [unit.folded for unit in units if lead.span[1] <= unit.start < owner.span[0]]
    if len(between) != 1 or between[0] not in _JOINS or at + 1 >= len(units) or units[at].folded != "to":
        return wish
    name = list(takewhile(lambda unit: not _NAMES.isdisjoint(unit.senses), units[at + 1 :]))
    if not name:
        return wish
    said = " ".join(unit.text for unit in name)
    return replace(wish, slots={**wish.slots, "owner": SlotValue(said, said, (name[0].start, name[-1].end), 0.8)})


def _named_behind(end: int, units: Sequence[Unit], taken: Sequence[tuple[int, int]]) -> SlotValue | None:
    at = next((at for at, unit in enumerate(units) if unit.start >= end), len(units))
    at += at < len(units) and units[at].folded in ("'s", "s")
    if at + 1 >= len(units) or units[at].folded not in _JOINS or "given" not in units[at + 1].senses:
        return None
    name = list(takewhile(lambda unit: not _NAMES.isdisjoint(unit.senses), units[at + 1 :]))
    span = (name[0].start, name[-1].end)
    if any(start < span[1] and span[0] < stop for start, stop in taken):
        return None
    said = " ".join(unit.text for unit in name).removesuffix("'s")
    return SlotValue(said, said, span, 0.8)
