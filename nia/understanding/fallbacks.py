"""Slots that the tagger left open, filled by plain rules: choices, cities, pronouns. Assignment calls it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from nia.understanding.assignment import Assignment
from nia.understanding.excluded import is_excluded, together
from nia.understanding.left_out import may_leave_out
from nia.understanding.opinions import is_opinion
from nia.understanding.port import Json, SlotKind, SlotValue, ToolShape
from nia.understanding.spans import whole_city
from nia.understanding.tagger import Span
from nia.understanding.units import Unit
from nia.understanding.values import LISTS, near_choice, sense_choice, value_of
from nia.understanding.word_lists import listed

_LONGEST_PLACE = 3
_COMPANIONS = ("attendee", "attendees", "sender")
_WITH = {"attendee": ("with", "meeting", "see"), "attendees": ("with", "meet"), "sender": ("from",)}
_NOUNS_TOO = frozenset({"meeting"})
_SAFE_CHOICES = frozenset({"kind", "priority", "system"})
_CHANGERS = frozenset({"update_lead", "update_meeting", "update_task", "switch_crm"})
_RECORDS: Collection[SlotKind] = frozenset(
    {SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK, SlotKind.MAIL, SlotKind.PEOPLE, SlotKind.ADDRESSES}
)
_OVERDUE = "overdue"
_UNSAID = "open"
_LEADS = frozenset({"lead", "customer", "client"})
_OURS = frozenset({"apna", "apni", "apne", "apun", "अपना", "अपनी", "अपने"})
_NOT_ALONE = frozenset({"its", "it's", "i", "us", "he", "she", "they"})


def assign_choices(work: Assignment, loose: Sequence[int]) -> None:
    """Fill closed sets by their words, where the tool only reads; a write's are the tagger's, except what happened."""
    for shape in work.tool.slots:
        if shape.kind is not SlotKind.CHOICE or shape.name in work.slots:
            continue
        if work.tool.writes and shape.name not in _SAFE_CHOICES and _changes_something(work):
            continue
        said = [
            (unit, value)
            for unit in (work.units[at] for at in (*loose, *_deed_in_text(work, shape.name)))
            if (value := sense_choice(shape, unit.senses) or near_choice(shape, unit)) is not None
            and not (value == _UNSAID and unit.folded in listed("statuses", "remaining"))
        ]
        # "pending" tasks that "should have been done" are overdue ones.
        unit, value = next((one for one in said if one[1] == _OVERDUE), said[0] if said else (None, None))
        if unit is not None and value is not None:
            work.fill(shape.name, SlotValue(value, unit.text, (unit.start, unit.end), 0.8))


def _deed_in_text(work: Assignment, slot: str) -> Sequence[int]:
    """Return where a text begins with what was done: "Elena called about the shipment"."""
    text = work.slots.get("text") if slot == "kind" else None
    start = text.span[0] if text is not None and text.span is not None else -1
    return [at for at, unit in enumerate(work.units) if unit.start == start]


def assign_city(work: Assignment, loose: Sequence[int]) -> None:
    """Fill the slot for a city with a city that stands anywhere outside free text."""
    shape = next((s for s in work.tool.slots if s.kind is SlotKind.CITY and s.name not in work.slots), None)
    if shape is None:
        return
    for at in loose:
        named = whole_city(Span(shape.name, at, at + 1), work.units)
        value = value_of(shape, work.text, work.units[named.first : named.last])
        if value is not None and "city" in work.units[at].senses:
            work.fill(shape.name, value)
            return


def assign_left_out(work: Assignment, loose: Sequence[int]) -> None:
    """Read a city that is left out and that the tagger did not mark: "not in Pune or Mumbai"."""
    shape = next((s for s in work.tool.slots if s.kind is SlotKind.CITY and may_leave_out(work.tool, s)), None)
    for at in loose if shape is not None else ():
        unit = work.units[at]
        out = is_excluded(work.text, (unit.start, unit.end), in_search=True)
        if shape is None or "city" not in unit.senses or not out:
            continue
        value, known = value_of(shape, work.text, [unit]), work.slots.get(shape.name)
        if value is not None and known is None:
            work.fill(shape.name, replace(value, negated=True))
        elif value is not None and known is not None:
            work.slots[shape.name] = together(work.text, value, known) or known


def assign_person(work: Assignment, loose: Sequence[int]) -> None:
    """Give "with Dolly", "from Dolly" to the slot for a person, where the tagger saw none."""
    shape = next((s for s in work.tool.slots if s.name in _COMPANIONS and s.name not in work.slots), None)
    if shape is None:
        return
    for at in loose:
        unit, before = work.units[at], work.units[at - 1].folded if at else ""
        known = [sense for sense in unit.senses if sense not in ("given", "surname")]
        if before in _NOUNS_TOO and "given" not in unit.senses and not unit.text[:1].isupper():
            continue  # "koi meeting hai", "the meeting starts"
        if unit.kind == "word" and before in _WITH[shape.name] and not known and unit.folded.isalpha():
            value = value_of(shape, work.text, [unit])
            if value is not None and unit.folded not in ("the", "a", "an", "my", "me", "all", "any"):
                work.fill(shape.name, value)
            return


def fill_missing_reference(tool: ToolShape, text: str, units: Sequence[Unit], slots: dict[str, SlotValue]) -> None:
    """Take a name behind "the lead", else a pronoun ("him", "it"), for a required record that nothing else names."""
    missing = next((s for s in tool.slots if s.required and s.name not in slots and s.kind in _RECORDS), None)
    if missing is None:
        return
    numbered = next((unit for unit in units if unit.folded.isdecimal() and len(unit.folded) < _LONGEST_PLACE), None)
    if numbered is not None and missing.kind not in LISTS:
        slots[missing.name] = SlotValue(numbered.text, numbered.text, (numbered.start, numbered.end), 0.6)
        return
    covered = [value.span for value in slots.values() if value.span is not None]
    named = _named_behind(units, covered) if missing.kind is SlotKind.LEAD else None
    if named is not None:
        slots[missing.name] = named
        return
    for at, unit in enumerate(units):
        inside = any(start <= unit.start < end for start, end in covered)
        points = "pronoun" in unit.senses and not inside and unit.folded not in _NOT_ALONE
        if points and not is_opinion(text, unit.start, unit.end):
            unit = _named_next(units, at) or unit
            value: Json = [unit.text] if missing.kind in LISTS else unit.text
            slots[missing.name] = SlotValue(value, unit.text, (unit.start, unit.end), 0.7)
            return


def _named_next(units: Sequence[Unit], at: int) -> Unit | None:
    """Return the person whom a pronoun only leads to: "wo Harish", "wo apna Harish"."""
    behind = [unit for unit in units[at + 1 : at + 3] if unit.folded not in _OURS]
    return behind[0] if behind and "given" in behind[0].senses else None


def _named_behind(units: Sequence[Unit], covered: Sequence[tuple[int, int]]) -> SlotValue | None:
    """Return what is written as a name behind "the lead", ordinary words though they are: "the lead Nobody Known"."""
    for at, unit in enumerate(units):
        name = list(takewhile(lambda one: one.kind == "word" and one.text[:1].isupper(), units[at + 1 :]))
        taken = any(start <= one.start < end for one in name for start, end in covered)
        if unit.folded in _LEADS and unit.text.islower() and name and not taken:
            text = " ".join(one.text for one in name)
            return SlotValue(text, text, (name[0].start, name[-1].end), 0.7)
    return None


def _changes_something(work: Assignment) -> bool:
    """Tell whether the wish holds more than the record that it changes; a new record always does."""
    names = {shape.name for shape in work.tool.slots if shape.kind in _RECORDS}
    return work.tool.name not in _CHANGERS or bool(set(work.slots) - names)
