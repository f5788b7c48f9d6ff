"""Values that answer a question: "friday", "it's Zenith Pharma and his number is …". The act reader calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from nia.understanding.bulk import is_bulk
from nia.understanding.named_slots import named_values
from nia.understanding.phrasing import after_from, plain, stretches, unusable, without_lead_in
from nia.understanding.port import SlotKind, SlotShape, SlotValue, TurnContext
from nia.understanding.reading import Reader, Reading
from nia.understanding.topic import Topic, grammatical, read_again, typed_values
from nia.understanding.turn import after
from nia.understanding.units import Unit
from nia.understanding.unknowns import without_unknowns
from nia.understanding.values import GRAMMATICAL, choice, free_text
from nia.understanding.wishes import WishReader, shifted

_LONGEST_COMPANY = 5
_INTRODUCING = frozenset({"create_lead", "save_contact"})
_WHO = re.compile(
    r"\b(?:he|she|they|who)(?:['\u2019](?:s|re)|\s+(?:is|are|works?|worked|runs|heads|handles|manages|looks))\b", re.I
)
_NAME_IS = re.compile(r"^(?:(?:his|her|the|their) name is|it'?s|it is|name is)\s+", re.I)


class AnswerReader:
    """Reads the answers to questions."""

    def __init__(self, reader: Reader, wishes: WishReader) -> None:
        self._reader = reader
        self._wishes = wishes

    def answer(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Return the values that a reply gives: the slot asked for, and whatever else it brings."""
        again = without_unknowns(read_again(self._reader, reading.text, topic, context), topic)
        offered = _to_offer(again, topic, context)
        if offered:
            return offered
        primed = self._task(reading, topic, context) or self._introduced(reading, topic, context)
        found = primed or named_values(again, topic)
        more = _more(again, topic, found)
        if not set(topic.asked) & {*found, *more}:
            found.update(_asked_for(again, topic, {**more, **found}))
        read = [value.span for value in found.values() if value.span is not None]
        beside = {name: value for name, value in more.items() if name in topic.asked or value.span not in read}
        return {**beside, **found}

    def _task(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Read what is to be done and when ("call Ravi on friday at 5") as after the request itself."""
        if topic.tool.name != "create_task" or "title" not in topic.asked:
            return {}
        prompt = "remind me to " if "remind_at" in topic.known else "create a task to "
        return self._primed(prompt, reading, topic, context)

    def _introduced(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Read a person and what is told of them ("Ravi, he's the buyer at Apex in Pune") as after the request."""
        asks_person = {"name", "company"} & set(topic.asked)
        if topic.tool.name not in _INTRODUCING or not asks_person or not _WHO.search(reading.text):
            return {}
        known = str(topic.known.get("name") or "")
        primed = self._primed(f"add a new lead. {known}, " if known else "add a new lead. ", reading, topic, context)
        return primed if set(topic.asked) & set(primed) else {}

    def _primed(self, prompt: str, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Return what a reply fills when it is read as the end of `prompt`."""
        said = _NAME_IS.sub("", reading.text.strip()) if "lead" in prompt else without_lead_in(reading.text)
        read = self._wishes.slots(topic.tool, self._reader.read(prompt + said, context), context)
        offset = reading.text.find(said) - len(prompt)
        within = {name: value for name, value in read.items() if value.span is None or value.span[0] >= len(prompt)}
        return {name: shifted(value, offset) for name, value in within.items() if name not in topic.known}


def _to_offer(reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
    """Read a yes to the value that the question offered, and what else comes with it: "yes, and 98200 12345"."""
    offer = context.asked.offer if context.asked is not None else None
    behind = after(reading, "yes") if offer is not None else None
    if behind is None or offer is None:
        return {}
    beside = {**typed_values(behind, topic), **named_values(behind, topic)}
    if not beside or set(topic.asked) & set(beside):
        return {}
    return {topic.asked[0]: SlotValue(offer, offer), **beside}


def _asked_for(reading: Reading, topic: Topic, found: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return the first of the slots asked for that the whole reply can be the value of."""
    for shape in topic.shapes:
        value = None if found and shape.kind is SlotKind.TEXT else _direct(shape, reading)
        if value is not None:
            return {shape.name: value}
    return {}


def _direct(shape: SlotShape, reading: Reading) -> SlotValue | None:
    """Read the whole reply as the value of the slot asked for."""
    whole = (0, len(reading.text))
    if shape.kind in GRAMMATICAL:
        return grammatical(shape, reading) or unusable(shape, reading)
    if shape.kind is SlotKind.FLAG:
        return None
    if shape.kind is SlotKind.CHOICE:
        value = choice(shape, reading.units)
        return SlotValue(value, reading.text, whole) if value else None
    if shape.kind is SlotKind.TEXT:
        said = free_text(reading.text)
        return SlotValue(said, reading.text, whole) if said else None
    return next((found for stretch in stretches(reading) if (found := plain(shape, stretch)) is not None), None)


def _more(reading: Reading, topic: Topic, found: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    """Return what a reply brings beyond what was asked: typed values, and the company after "from"."""
    if any(shape.kind is SlotKind.TEXT for shape in topic.shapes) or is_bulk(topic.tool):
        return {}
    more = {name: value for name, value in typed_values(reading, topic).items() if name not in topic.known}
    company = topic.tool.slot("company")
    employer = after_from(reading.text) or _behind_name(reading, topic)
    names = "name" in found or "name" in topic.asked
    if company is not None and employer is not None and names and "company" not in {**found, **topic.known}:
        value = plain(company, employer)
        if value is not None:
            more["company"] = value
    return more


def _behind_name(reading: Reading, topic: Topic) -> str | None:
    """Return the company in "Deepa Thomas, Malabar Spices": what stands behind a name's comma and is written as one."""
    commas = [unit.start for unit in reading.units if unit.folded == ","]
    for start, end in pairwise([*commas, len(reading.text)]):
        units = [unit for unit in reading.units if start < unit.start < end and unit.kind != "sign"]
        if 0 < len(units) <= _LONGEST_COMPANY and all(_is_of_company(unit, topic) for unit in units):
            return None if all("city" in unit.senses for unit in units) else reading.text[start + 1 : end].strip()
    return None


def _is_of_company(unit: Unit, topic: Topic) -> bool:
    named = unit.text[:1].isupper() or not unit.text.isascii() or bool({"company", "city"} & set(unit.senses))
    taken = topic.slot_named(unit) is not None or {"pronoun", "filler", "yes", "no", "connector"} & set(unit.senses)
    return unit.kind == "word" and named and not taken
