"""A look-up that leans on the last one: "and last quarter?", "and mine?", "only those in Pune". Acts call it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from nia.understanding.assign import assign
from nia.understanding.names import owner_of, trim
from nia.understanding.port import Json, SlotKind, SlotShape, SlotValue, ToolShape, TurnContext, Wish
from nia.understanding.reading import Reader, Reading
from nia.understanding.units import Unit
from nia.understanding.whens import RANGES
from nia.understanding.word_lists import listed, patterns

_NAMED = {"owner": SlotKind.USER, "assignee": SlotKind.USER}
_PERSONS = (SlotKind.LEAD, SlotKind.USER, SlotKind.PERSON)
_NAMES = frozenset({"given", "surname"})
_CONTENT = frozenset({"concept", "command", "past"})
_LONGEST = 9
_LONGEST_NAME = 3
_SURE = 0.9


class FollowUpReader:
    """Reads look-ups that only say what is different from the last one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, reading: Reading, context: TurnContext) -> Wish | None:
        """Return the last look-up with what the words change of it; None where they are more than that."""
        tool = context.tool(context.read.tool) if context.read is not None else None
        if context.read is None or tool is None or tool.writes:
            return None
        begun = _goes_on().match(reading.text)
        bare = reading.text.rstrip().endswith("?") and len(reading.units) <= _LONGEST_NAME + 1
        if (begun is None and not bare) or len(reading.units) > _LONGEST:
            return None
        again = self._reader.read(reading.text, context, tool.name)
        units = again.units if begun is None else [unit for unit in again.units if unit.end > begun.end()]
        found = _changed(tool, again.text, units)
        if not found:
            return None
        kept = _kept(context.read.args, found)
        slots = {**{name: SlotValue(value, "") for name, value in kept.items()}, **found}
        return Wish(tool.name, slots, _SURE, reading.text.strip())


def _changed(tool: ToolShape, text: str, units: Sequence[Unit]) -> dict[str, SlotValue]:
    """Return the slots that the words give the tool, empty where some words are left over."""
    found = assign(tool, text, units, [])
    said = [unit for unit in units if not _is_covered(unit, found)]
    own = next((unit for unit in said if unit.folded in listed("follow_ups", "own")), None)
    person = next((shape for shape in tool.slots if shape.name in _NAMED), None)
    if own is not None and person is not None:
        found[person.name] = SlotValue("me", own.text, (own.start, own.end))
        said = [unit for unit in said if unit.folded not in listed("follow_ups", "own")]
    said = [unit for unit in said if unit.folded not in listed("follow_ups", "silent")]
    if not said:
        return found
    named = _person(tool, text, said) if not found else None
    return named or {}


def _person(tool: ToolShape, text: str, said: Sequence[Unit]) -> dict[str, SlotValue] | None:
    """Read what is left as the name that the tool asks about: "and Zubin Daruwala", "and Vikram's?"."""
    shape: SlotShape | None = next(
        (one for one in tool.slots if one.kind in _PERSONS and one.kind is not SlotKind.PEOPLE), None
    )
    named = all(unit.kind == "word" and (unit.text[:1].isupper() or _NAMES & set(unit.senses)) for unit in said)
    if shape is None or not named or len(said) > _LONGEST_NAME or any(_CONTENT & set(unit.senses) for unit in said):
        return None
    span = (said[0].start, said[-1].end)
    name = owner_of(trim(text[span[0] : span[1]]))
    return {shape.name: SlotValue(name, text[span[0] : span[1]], span)} if name else None


def _is_covered(unit: Unit, found: Mapping[str, SlotValue]) -> bool:
    spans = [value.span for value in found.values() if value.span is not None]
    filler = unit.kind == "sign" or "filler" in unit.senses or "courtesy" in unit.senses
    return filler or any(start <= unit.start < end for start, end in spans)


def _kept(args: Mapping[str, Json], found: Mapping[str, SlotValue]) -> dict[str, Json]:
    """Return what still holds of the last look-up: a new period takes the place of the whole old one."""
    gone = {name for pair in RANGES if set(pair) & set(found) for name in pair} | {"limit"}
    return {name: value for name, value in args.items() if value is not None and name not in found and name not in gone}


@cache
def _goes_on() -> re.Pattern[str]:
    """Return what finds the words that a look-up goes on with: "ok, and", "अच्छा, और"."""
    before, begin = (
        "|".join(sorted(map(re.escape, patterns("follow_ups", name)), key=len, reverse=True))
        for name in ("before", "begins")
    )
    return re.compile(rf"^(?:(?:{before})(?=[\s,.!])[\s,.!]*)*(?:(?:{begin})(?:\s+|$|\?))+", re.I)
