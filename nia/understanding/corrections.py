"""Values that change a card: "make it 6 lakh", "no, Zenith", "add Neha". The card reader calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nia.understanding.bulk import other_owner
from nia.understanding.guests import joined_or_left
from nia.understanding.meant_records import meant_record
from nia.understanding.misspellings import distance
from nia.understanding.named_slots import named_values
from nia.understanding.names import divide, trim
from nia.understanding.phrasing import bare, is_introduced, located, without_lead_in
from nia.understanding.port import Json, SlotKind, SlotShape, SlotValue, TurnContext
from nia.understanding.reading import Reader, Reading, stripped
from nia.understanding.topic import (
    Topic,
    at_known_clock,
    at_known_length,
    in_known_direction,
    read_again,
    typed_values,
    without_denied,
)
from nia.understanding.units import Unit
from nia.understanding.values import LISTS, TIMES
from nia.understanding.word_lists import listed

_INSTEAD = re.compile(r"^(?P<new>.+?)\s+(?:instead of|rather than|not|and not|,\s*not|ki jagah)\s+(?P<old>.+)$", re.I)
_NOT_BUT = re.compile(r"^not\s+(?P<old>.+?)\s*(?:,|but|\bit'?s\b)\s*(?P<new>.+)$", re.I)
_CALL_IT = re.compile(r"^(?:please )?(?:call|name|title|rename)\s+(?:it|this)(?:\s+(?:as|to))?\s+(?P<new>.+)$", re.I)
_OTHER_ONE = re.compile(r"^(?:the )?other (?:one|lead|person|customer|task|meeting|client)\b[\s,:-]*(?=\S)", re.I)
_NO_NAMES_OWN = frozenset({"filler", "courtesy", "yes", "no", "connector", "concept", "command", "pronoun"})
_LONGEST_NAME = 4
_LONGEST_LOOSE = 5
_SLIPS = 2
_PEOPLE = (SlotKind.PERSON, SlotKind.LEAD, SlotKind.PEOPLE, SlotKind.ADDRESSES)
_NAMELESS = (SlotKind.LEAD, SlotKind.PEOPLE)


class CorrectionReader:
    """Reads changes of what a card shows."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def correction(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Return the values that change what the card shows; empty where none is named and none tells its own slot."""
        handed = other_owner(without_denied(reading).units, reading.text, topic.tool, topic.known)
        whole = handed or _titled(reading, topic) or meant_record(reading, topic)
        if whole:
            return whole
        people = joined_or_left(reading, topic)
        again = _without(read_again(self._reader, reading.text, topic, context), people)
        named = named_values(again, topic)
        found = {**typed_values(_without(again, named), topic), **named, **people}
        found = at_known_length(at_known_clock(found, topic), topic, reading.text)
        return in_known_direction(found, topic, reading.text)

    def replacement(self, reading: Reading, topic: Topic, *, surely: bool) -> dict[str, SlotValue]:
        """Return a bare name or text that replaces a known value ("no, Zenith"); `surely`: the words do correct."""
        said = without_lead_in(reading.text)
        surely = surely or _NOT_BUT.match(said) is not None or _INSTEAD.match(said) is not None
        introduced = is_introduced(reading.text)
        short = len(said.split()) <= _LONGEST_NAME and _slot_of_known(said, topic) is not None
        return _loose(reading, topic) if surely or introduced or short else {}


def covered(reading: Reading, answers: Mapping[str, SlotValue], topic: Topic) -> bool:
    """Tell whether the answers account for all words that mean something."""
    spans = [value.span for value in answers.values() if value.span is not None]
    reading = without_denied(reading)
    first, last = stripped(reading.units)
    for unit in reading.units[first:last]:
        silent = (
            unit.kind == "sign"
            or unit.folded in listed("light", "empty")
            or bool({"filler", "yes", "no"} & set(unit.senses))
        )
        if not silent and topic.slot_named(unit) is None and not any(start <= unit.start < end for start, end in spans):
            return False
    return True


def _titled(reading: Reading, topic: Topic) -> dict[str, SlotValue]:
    """Read "call it Budget review"."""
    said = _CALL_IT.match(reading.text.strip())
    name = next((name for name in ("title", "name") if topic.tool.slot(name) is not None), None)
    if said is None or name is None:
        return {}
    return {name: located(reading.text.strip(), said["new"], reading.text, 0.9)}


def _loose(reading: Reading, topic: Topic) -> dict[str, SlotValue]:
    """Read a bare name or text that replaces one of the known values: "no, Zenith", "Mathew not Matthew"."""
    said = bare(reading.text)
    swapped = _INSTEAD.match(said) or _NOT_BUT.match(said)
    new = trim(_OTHER_ONE.sub("", swapped["new"] if swapped else said))
    if not new:
        return {}
    shape = _slot_of_known(swapped["old"] if swapped else new, topic) or _slot_by_sense(new, reading.units, topic)
    if shape is None:
        return {}
    return {shape.name: located(new, divide(new) if shape.kind in LISTS else new, reading.text, 0.8)}


def _slot_by_sense(new: str, units: Sequence[Unit], topic: Topic) -> SlotShape | None:
    inside = [unit for unit in units if unit.folded in new.lower()]
    if not inside or len(inside) > _LONGEST_LOOSE or any(topic.slot_named(unit) for unit in inside):
        return None
    if not any(_may_name(unit) for unit in inside):
        return None
    person = any("given" in unit.senses for unit in inside) and not any("company" in unit.senses for unit in inside)
    shapes = [shape for shape in topic.tool.slots if shape.kind in (_PEOPLE if person else (SlotKind.COMPANY,))]
    if not shapes and not person:
        shapes = [
            shape
            for shape in topic.tool.slots
            if shape.name in topic.known and (shape.kind in _NAMELESS or shape.name == "title")
        ]
    return next((shape for shape in shapes if shape.name in topic.known), shapes[0] if shapes else None)


def _may_name(unit: Unit) -> bool:
    """Tell whether a word may be a name or a title: not "but", "hmm", "priority"."""
    named = {"given", "surname", "company", "city"} & set(unit.senses)
    taken = any(sense in _NO_NAMES_OWN or sense.startswith("alias_") for sense in unit.senses)
    return bool(named) or not (unit.kind != "word" or unit.folded in listed("light", "empty") or taken)


def _slot_of_known(said: str, topic: Topic) -> SlotShape | None:
    """Return the slot whose known value shares a word with what was said, or has it spelled another way."""
    words = set(re.findall(r"\w+", said.lower()))
    for name, value in topic.known.items():
        shape = topic.tool.slot(name)
        if shape is None or shape.kind in TIMES:
            continue
        if any(_alike(word, other) for word in words for other in re.findall(r"\w+", _text(value).lower())):
            return shape
    return None


def _text(value: Json) -> str:
    if isinstance(value, list):
        return " ".join(str(item) for item in value)
    return value if isinstance(value, str) else ""


def _alike(one: str, other: str) -> bool:
    if one == other:
        return len(one) > _SLIPS
    short, long = sorted((one, other), key=len)
    return (
        len(short) > _SLIPS + 1
        and len(long) - len(short) <= _SLIPS
        and short[:3] == long[:3]
        and (distance(short, long) <= _SLIPS)
    )


def _without(reading: Reading, answers: Mapping[str, SlotValue]) -> Reading:
    """Return the reading without the units that answers were read from."""
    spans = [value.span for value in answers.values() if value.span is not None]
    return Reading(
        reading.text,
        tuple(unit for unit in reading.units if not any(start <= unit.start < end for start, end in spans)),
    )
