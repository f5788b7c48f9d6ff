"""The task that a reply is about: its tool, what of it is known, what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from nia.understanding.assign import assign
from nia.understanding.bulk import is_bulk
from nia.understanding.denied import denied, with_denials
from nia.understanding.lengthened import way_of
from nia.understanding.port import Grain, Json, SlotKind, SlotShape, SlotValue, ToolShape, TurnContext
from nia.understanding.reading import Reader, Reading
from nia.understanding.units import Unit
from nia.understanding.values import GRAMMATICAL, value_of

_LATER = re.compile(r"\b(?:later|postpone|push|delay|after|baad|aage|peeche)\b|बाद|आगे", re.I)
_DATE_ONLY = len("2026-03-06")
_MOMENTS = ("start", "remind_at", "due")
_VERBS_TOO = frozenset({"call", "mail", "email", "meeting", "new", "done", "late", "to do", "open"})


@dataclass(frozen=True, slots=True)
class Topic:
    """A tool that is being filled in or whose card waits. `asked`: the slots of the last question."""

    tool: ToolShape
    known: Mapping[str, Json]
    asked: tuple[str, ...] = ()

    @property
    def shapes(self) -> list[SlotShape]:
        """Return the shapes of the slots asked for."""
        return [shape for shape in (self.tool.slot(name) for name in self.asked) if shape is not None]

    def slot_named(self, unit: Unit) -> SlotShape | None:
        """Return the slot that a word names ("phone", "venue"), or None."""
        if unit.kind != "word":
            return None
        return next((shape for shape in self.tool.slots if f"alias_{shape.name}" in unit.senses), None)


def read_again(reader: Reader, text: str, topic: Topic, context: TurnContext) -> Reading:
    """Read a reply knowing what it is about: a bare "5" is then a time, or an amount, or the day stays as it is."""
    asks_time = any(shape.kind is SlotKind.INSTANT for shape in topic.shapes)
    moment = next((str(topic.known[name]) for name in _MOMENTS if topic.known.get(name)), None)
    expects = Grain.HOUR if asks_time or (not topic.asked and moment is not None) else None
    wanted = {shape.kind for shape in topic.shapes}
    return without_denied(reader.read(text, context, topic.tool.name, expects, _instant(moment, context), wanted))


def grammatical(shape: SlotShape, reading: Reading) -> SlotValue | None:
    """Return the time, amount or contact in a reading, as the value of this slot."""
    if shape.kind not in GRAMMATICAL:
        return None
    return assign(ToolShape("", "", (shape,)), reading.text, reading.units, []).get(shape.name)


def typed_values(reading: Reading, topic: Topic) -> dict[str, SlotValue]:
    """Return times, amounts, contacts, cities and words of closed sets, which need no name to be told apart."""
    if is_bulk(topic.tool):
        return {}
    found = assign(topic.tool, reading.text, reading.units, [])
    for shape in topic.tool.slots:
        if shape.kind is SlotKind.CHOICE and shape.name not in found:
            values = (value_of(shape, reading.text, [unit]) for unit in reading.units)
            value = next((one for one in values if one is not None and one.text.lower() not in _VERBS_TOO), None)
            if value is not None:
                found[shape.name] = value
    return _at_known_time(found, topic)


def without_denied(reading: Reading) -> Reading:
    """Return the reading without a value that is denied in favour of another: "not 5 lakh, 6 lakh"."""
    gone = with_denials(reading.units, denied(reading.units))
    return (
        Reading(reading.text, tuple(unit for at, unit in enumerate(reading.units) if at not in gone))
        if gone
        else reading
    )


def takes_back(reading: Reading) -> bool:
    """Tell whether a value is denied in favour of another one: the words change what was said before."""
    return bool(denied(reading.units))


def at_known_clock(found: Mapping[str, SlotValue], topic: Topic) -> dict[str, SlotValue]:
    """Return the values, a bare day with the time of day that is known already: "thursday" moves 2 pm to that day."""
    return {name: _with_clock(value, topic.tool.slot(name), topic.known.get(name)) for name, value in found.items()}


def in_known_direction(found: Mapping[str, SlotValue], topic: Topic, text: str) -> dict[str, SlotValue]:
    """Return the values, a shift the way that the known one goes, unless the words say which: "no, by 2 hours"."""
    known, said = str(topic.known.get("shift") or ""), found.get("shift")
    if said is None or not known.startswith("-") or str(said.value).startswith("-") or _LATER.search(text):
        return dict(found)
    return {**found, "shift": replace(said, value=f"-{str(said.value).lstrip('+')}")}


def at_known_length(found: Mapping[str, SlotValue], topic: Topic, text: str) -> dict[str, SlotValue]:
    """Return the values, a length by so much longer or shorter than the known one: "make it 15 minutes longer"."""
    known, said = topic.known.get("minutes"), found.get("minutes")
    if said is None or said.span is None or not isinstance(known, int):
        return dict(found)
    sign, reach = way_of(text[: said.span[0]], text[said.span[1] :])
    more = int(f"{sign}{str(said.value).lstrip('+-')}") if sign else 0
    if not more or known + more <= 0:
        return dict(found)
    return {**found, "minutes": replace(said, value=known + more, span=(said.span[0], said.span[1] + reach))}


def _with_clock(value: SlotValue, shape: SlotShape | None, known: Json) -> SlotValue:
    if shape is None or shape.kind is not SlotKind.INSTANT or not isinstance(known, str) or len(known) <= _DATE_ONLY:
        return value
    if not isinstance(value.value, str) or len(value.value) != _DATE_ONLY:
        return value
    return replace(value, value=value.value + known[_DATE_ONLY:], grain=Grain.MINUTE, alternatives=())


def _at_known_time(found: dict[str, SlotValue], topic: Topic) -> dict[str, SlotValue]:
    """A new time replaces the one that is known or asked for: "make it 6" moves the reminder where nothing is due."""
    said = next((name for name in _MOMENTS if name in found), None)
    known = next((name for name in _MOMENTS if name in topic.known or name in topic.asked), None)
    if said is None or known is None or said in {*topic.known, *topic.asked} or known in found:
        return found
    return {known if name == said else name: value for name, value in found.items()}


def _instant(moment: str | None, context: TurnContext) -> datetime | None:
    if moment is None:
        return None
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(context.time_zone))
