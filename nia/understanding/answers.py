"""Values that answer a question or correct a card: "friday", "it's Zenith Pharma", "make it 6 lakh". The act reader calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from nia.understanding.assign import assign
from nia.understanding.bulk import is_bulk
from nia.understanding.names import divide, trim
from nia.understanding.port import Grain, Json, SlotKind, SlotShape, SlotValue, ToolShape, TurnContext
from nia.understanding.reading import Reader, Reading, part, stripped
from nia.understanding.units import Unit
from nia.understanding.values import LISTS, TIMES, choice, free_text, value_of
from nia.understanding.wishes import WishReader, shifted

_LEAD_IN = re.compile(
    r"^(?:(?:it'?s|it is|its|that'?s|that is|this is|it'?ll be|it will be|it would be|that would be|i think|i guess|maybe|"
    r"his name is|her name is|the name is|name is|called|call him|call her|with|for|from|about|say|said|tell (?:him|her|them)|"
    r"put|use|make it|change it to|set it to|it should be|should be|i mean|i meant|meant|rather|instead|to|as|at|in|named|"
    r"work(?:s|ing)? (?:at|for)|he'?s (?:from|at|with|in)|she'?s (?:from|at|with|in)|they'?re (?:from|at)|he is (?:from|at|with|in)|"
    r"she is (?:from|at|with|in)|he works (?:at|for)|she works (?:at|for)|yes|no|ok|okay|umm?|uh|well|so|actually|sorry|"
    r"naam hai|uska naam|company hai|ye hai|wo hai|uski company)\b[\s,:-]*)+", re.I)
_LEAD_OUT = re.compile(r"[\s,]+(?:instead|please|pls|hai|hoga|rakho|kar do|karo|thanks|thank you|actually|है|कर दो|will do|is fine|"
                       r"works|would be (?:good|great|fine)|sounds good)[\s.!]*$", re.I)
_FROM = re.compile(r"\s*,?\s+(?:from|of|at|with|works (?:at|for)|who works (?:at|for))\s+", re.I)
_ANOTHER = re.compile(r"\s*(?:,|;|\band\b|\baur\b|\bwith\b)\s*(?=(?:his|her|the|their|its|uska|uski)\b|(?:phone|number|mobile|email|mail|company|city|value|from)\b)", re.I)
_INSTEAD = re.compile(r"^(?P<new>.+?)\s+(?:instead of|rather than|not|and not|,\s*not|ki jagah)\s+(?P<old>.+)$", re.I)
_NOT_BUT = re.compile(r"^not\s+(?P<old>.+?)\s*(?:,|but|\bit'?s\b)\s*(?P<new>.+)$", re.I)
_ADD = re.compile(r"^(?:and |also |please |yes,? )*(?:add|include|invite|bring|get)\s+(?P<who>.+?)(?:\s+(?:to it|too|as well|also|in))?$", re.I)
_DROP = re.compile(r"^(?:and |also |please |no,? )*(?:remove|drop|without|not|leave out|take out|uninvite)\s+(?P<who>.+)$", re.I)
_CALL_IT = re.compile(r"^(?:please )?(?:call|name|title|rename)\s+(?:it|this)(?:\s+(?:as|to))?\s+(?P<new>.+)$", re.I)
_CHANGE = re.compile(
    r"^(?:please\s+)?(?:change|set|update|make|correct|fix|edit|modify|put|replace|switch|move|use|let'?s make|could you (?:make|change)|"
    r"can you (?:make|change|set)|actually|no|wait|sorry|instead|but|only|rather|push|shift|add|remove|badlo|badal do)\b", re.I)


@dataclass(frozen=True, slots=True)
class Topic:
    """The task that is being talked about: its tool, what of it is known, and which slots were asked for."""

    tool: ToolShape
    known: Mapping[str, Json]
    asked: tuple[str, ...] = ()

    @property
    def shapes(self) -> list[SlotShape]:
        """Return the shapes of the slots asked for."""
        return [shape for shape in (self.tool.slot(name) for name in self.asked) if shape is not None]


class AnswerReader:
    """Reads answers and corrections."""

    def __init__(self, reader: Reader, wishes: WishReader) -> None:
        self._reader = reader
        self._wishes = wishes

    def answer(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Return the values that a reply to a question gives; the slot asked for first, then whatever else it brings."""
        again = self._again(reading.text, topic, context)
        found = self._task(reading, topic, context) or self._named(again, topic, context)
        for shape in topic.shapes:
            if shape.name not in found and not (found and shape.kind is SlotKind.TEXT):
                value = self._direct(shape, again, found)
                if value is not None:
                    found.setdefault(shape.name, value)
                    break
        return {**self._more(again, topic, found), **found}

    def _task(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Read what is to be done and when ("call Ravi on friday at 5") as it would be read after the request itself."""
        if topic.tool.name != "create_task" or "title" not in topic.asked:
            return {}
        prompt = "remind me to " if "remind_at" in topic.known else "create a task to "
        said = _LEAD_IN.sub("", reading.text.strip())
        primed = self._wishes.slots(topic.tool, self._reader.read(prompt + said, context), context)
        offset = reading.text.find(said) - len(prompt)
        return {name: shifted(value, offset) for name, value in primed.items() if name not in topic.known}

    def correction(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Return the values that change what is known of the task; empty where the words change nothing in it."""
        again = self._again(reading.text, topic, context)
        named = self._named(again, topic, context)
        return {**self._typed(_without(again, named), topic), **named}

    def replacement(self, reading: Reading, topic: Topic, *, surely: bool) -> dict[str, SlotValue]:
        """Return a bare name or text that replaces a known value ("no, Zenith"); `surely`: the words are known to correct."""
        said = _LEAD_IN.sub("", reading.text.strip())
        if not surely and len(said) == len(reading.text.strip()) and not self._resembles(said, topic):
            return {}
        return self._loose(reading, topic)

    def _resembles(self, said: str, topic: Topic) -> bool:
        return len(said.split()) <= _SHORT and _replaced(said, topic) is not None

    def _again(self, text: str, topic: Topic, context: TurnContext) -> Reading:
        asks_time = any(shape.kind is SlotKind.INSTANT for shape in topic.shapes)
        wanted = {shape.kind for shape in topic.shapes}
        moment = next((str(topic.known[n]) for n in ("start", "remind_at", "due") if topic.known.get(n)), None)
        reference = _instant(moment, context)
        expects = Grain.HOUR if asks_time or (not topic.asked and moment is not None) else None
        return self._reader.read(text, context, topic.tool.name, expects, reference, wanted)

    def _named(self, reading: Reading, topic: Topic, context: TurnContext) -> dict[str, SlotValue]:
        """Read "the phone is 98…", "change the company to Zenith": a slot by its name, then its value."""
        found: dict[str, SlotValue] = {}
        names = [(at, self._slot_named(unit, topic)) for at, unit in enumerate(reading.units)]
        heads = [(at, shape) for at, shape in names if shape is not None and _introduces(reading.units, at)]
        for place, (at, shape) in enumerate(heads):
            end = heads[place + 1][0] if place + 1 < len(heads) else len(reading.units)
            first = _after_copula(reading.units, at + 1)
            last = _before_joiner(reading.units, first, end)
            value = self._value(shape, part(reading, first, last), topic)
            if value is not None:
                found.setdefault(shape.name, value)
        return found

    def _slot_named(self, unit: Unit, topic: Topic) -> SlotShape | None:
        if unit.kind != "word":
            return None
        for shape in topic.tool.slots:
            if f"alias_{shape.name}" in unit.senses:
                return shape
        return None

    def _value(self, shape: SlotShape, reading: Reading, topic: Topic) -> SlotValue | None:
        if not reading.units:
            return None
        if shape.kind in TIMES or shape.kind in (SlotKind.MONEY, SlotKind.PHONE, SlotKind.EMAIL):
            only = ToolShape(topic.tool.name, "", (shape,))
            return assign(only, reading.text, reading.units, []).get(shape.name) or _raw(shape, reading)
        return value_of(shape, reading.text, reading.units)

    def _direct(self, shape: SlotShape, reading: Reading, found: Mapping[str, SlotValue]) -> SlotValue | None:
        """Read the whole reply as the value of the slot asked for."""
        if shape.kind in TIMES or shape.kind in (SlotKind.MONEY, SlotKind.PHONE, SlotKind.EMAIL):
            only = ToolShape("", "", (shape,))
            return assign(only, reading.text, reading.units, []).get(shape.name) or _raw(shape, reading)
        if shape.kind is SlotKind.FLAG:
            return None
        if shape.kind is SlotKind.CHOICE:
            value = choice(shape, reading.units)
            return SlotValue(value, reading.text, (0, len(reading.text))) if value else None
        if shape.kind is SlotKind.TEXT:
            said = free_text(reading.text)
            return SlotValue(said, reading.text, (0, len(reading.text))) if said else None
        return next((value for run in _runs(reading) if (value := _plain(shape, run)) is not None), None)

    def _more(self, reading: Reading, topic: Topic, found: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
        """Return what a reply brings beyond what was asked: typed values, and the company after "from"."""
        if any(shape.kind is SlotKind.TEXT for shape in topic.shapes) or is_bulk(topic.tool):
            return {}
        more = assign(topic.tool, reading.text, reading.units, [])
        more = {name: value for name, value in more.items() if name not in topic.known and name != "online"}
        company = topic.tool.slot("company")
        if company is not None and "company" not in found and "company" not in topic.known and "name" in found:
            pieces = _FROM.split(reading.text, maxsplit=1)
            if len(pieces) > 1:
                value = _plain(company, pieces[1])
                if value is not None:
                    more["company"] = value
        return more

    def _typed(self, reading: Reading, topic: Topic) -> dict[str, SlotValue]:
        """Read times, amounts, contacts and words of a closed set, which need no name."""
        if is_bulk(topic.tool):
            return {}
        found = assign(topic.tool, reading.text, reading.units, [])
        for shape in topic.tool.slots:
            if shape.name in found:
                continue
            if shape.kind is SlotKind.CHOICE and (shape.name in topic.known or topic.tool.writes):
                value = next((v for v in (value_of(shape, reading.text, [unit]) for unit in reading.units) if v), None)
                if value is not None and not _only_verb(value):
                    found[shape.name] = value
        city = topic.tool.slot("city")
        named = [unit for unit in reading.units if "city" in unit.senses]
        if city is not None and named and "city" not in found:
            value = value_of(city, reading.text, named[-1:])
            if value is not None:
                found["city"] = value
        return found

    def _additive(self, reading: Reading, topic: Topic) -> dict[str, SlotValue]:
        """Read "add Neha", "without Ravi": a list that grows or shrinks."""
        said = _ADD.match(reading.text.strip()) or _DROP.match(reading.text.strip())
        shape = next((s for s in topic.tool.slots if s.kind in LISTS and s.name in topic.known), None)
        if said is None or shape is None:
            return {}
        known = topic.known[shape.name]
        names = [str(name) for name in known] if isinstance(known, list) else []
        changed = divide(_LEAD_OUT.sub("", said["who"]))
        grows = _ADD.match(reading.text.strip()) is not None
        value: Json = [*names, *(n for n in changed if n not in names)] if grows else _left(names, changed)
        at = reading.text.find(said["who"])
        return {shape.name: SlotValue(value, said["who"], (at, at + len(said["who"])), 0.9)}

    def _loose(self, reading: Reading, topic: Topic) -> dict[str, SlotValue]:
        """Read a bare name or text that replaces one of the known values: "no, Zenith", "Mathew not Matthew"."""
        changed = self._additive(reading, topic) or self._titled(reading, topic)
        if changed:
            return changed
        said = _LEAD_OUT.sub("", _LEAD_IN.sub("", reading.text.strip()))
        swapped = _INSTEAD.match(said) or _NOT_BUT.match(said)
        new = trim(swapped["new"] if swapped else said)
        if not new:
            return {}
        shape = _replaced(swapped["old"] if swapped else new, topic) or self._by_sense(new, reading, topic)
        if shape is None:
            return {}
        value: Json = divide(new) if shape.kind in LISTS else new
        at = reading.text.find(new)
        return {shape.name: SlotValue(value, new, (at, at + len(new)) if at >= 0 else None, 0.8)}

    def _titled(self, reading: Reading, topic: Topic) -> dict[str, SlotValue]:
        said = _CALL_IT.match(reading.text.strip())
        name = next((n for n in ("title", "name") if topic.tool.slot(n) is not None and n in topic.known or n == "title"
                     and topic.tool.slot(n) is not None), None)
        if said is None or name is None:
            return {}
        at = reading.text.find(said["new"])
        return {name: SlotValue(said["new"], said["new"], (at, at + len(said["new"])), 0.9)}

    def _by_sense(self, new: str, reading: Reading, topic: Topic) -> SlotShape | None:
        inside = [unit for unit in reading.units if unit.folded in new.lower()]
        if not inside or len(inside) > 5:
            return None
        person = any("given" in unit.senses for unit in inside) and not any("company" in unit.senses for unit in inside)
        kinds = (SlotKind.PERSON, SlotKind.LEAD, SlotKind.PEOPLE, SlotKind.ADDRESSES) if person else (SlotKind.COMPANY,)
        shapes = [shape for shape in topic.tool.slots if shape.kind in kinds]
        if not shapes and not person:
            shapes = [s for s in topic.tool.slots if s.kind in (SlotKind.LEAD, SlotKind.PEOPLE, SlotKind.TEXT) and s.name in topic.known]
        return next((shape for shape in shapes if shape.name in topic.known), shapes[0] if shapes else None)


def is_change(text: str) -> bool:
    """Tell whether the words begin as a change of what was just shown does."""
    return _CHANGE.match(text.strip()) is not None


def covered(reading: Reading, answers: Mapping[str, SlotValue]) -> bool:
    """Tell whether the answers account for all words that mean something."""
    spans = [value.span for value in answers.values() if value.span is not None]
    first, last = stripped(reading.units)
    for unit in reading.units[first:last]:
        if unit.kind == "sign" or unit.folded in _EMPTY or "filler" in unit.senses or "yes" in unit.senses:
            continue
        if not any(start <= unit.start < end for start, end in spans):
            return False
    return True


_SHORT = 4
_EMPTY = frozenset("it its it's is the a an to for on at by in of from make be should i mean meant instead rather then and but that's "
                   "not no with only just hai ko pe par kar do karo".split())
_COPULA = frozenset("is to as : = should be are will would number id address now - , field of it's".split())
_INTRODUCERS = frozenset("the his her its their my your a new change update set make correct fix edit and add uska uski iska with by".split())


def _introduces(units: Sequence[Unit], at: int) -> bool:
    """Tell whether the unit names a slot here: after "the", "his", "change", or before "is", "to", ":"."""
    before = units[at - 1].folded if at else ""
    after = units[at + 1].folded if at + 1 < len(units) else ""
    if not after:
        return False
    return before in _INTRODUCERS or at == 0 or after in ("is", "to", ":", "should", "=") or units[at - 1].kind == "sign"


def _after_copula(units: Sequence[Unit], at: int) -> int:
    while at < len(units) and (units[at].folded in _COPULA or any(key.startswith("alias_") for key in units[at].senses)
                               and "given" not in units[at].senses and at + 1 < len(units)):
        at += 1
    return at


def _before_joiner(units: Sequence[Unit], first: int, end: int) -> int:
    while end > first and (units[end - 1].folded in _INTRODUCERS or units[end - 1].kind == "sign"):
        end -= 1
    return end


def _plain(shape: SlotShape, text: str) -> SlotValue | None:
    """Read a name, a company or a reference out of a short reply."""
    said = _LEAD_OUT.sub("", _LEAD_IN.sub("", text.strip()))
    said = _ANOTHER.split(said, maxsplit=1)[0]
    if shape.kind in (SlotKind.PERSON, SlotKind.COMPANY, SlotKind.CITY):
        said = _FROM.split(said, maxsplit=1)[0] if shape.kind is SlotKind.PERSON else said
        said = said.split(",")[0]
    said = trim(said)
    if not said:
        return None
    at = text.find(said)
    value: Json = divide(said) if shape.kind in LISTS else said
    return SlotValue(value, said, (at, at + len(said)) if at >= 0 else None)


def _raw(shape: SlotShape, reading: Reading) -> SlotValue | None:
    """Return what looks like a value of the kind but is none ("1234" for a phone), so that it can be refused by name."""
    first, last = stripped(reading.units)
    units = reading.units[first:last]
    if not units:
        return None
    said = reading.text[units[0].start : units[-1].end]
    digits = re.sub(r"[^\d+]", "", said)
    if shape.kind is SlotKind.PHONE and len(digits) >= 3:
        return SlotValue(digits, said, (units[0].start, units[-1].end), 0.6)
    if shape.kind is SlotKind.EMAIL and (len(units) <= 1 or "." in said or "@" in said) and not digits.isdigit():
        return SlotValue(said.strip(), said, (units[0].start, units[-1].end), 0.6)
    return None


def _replaced(said: str, topic: Topic) -> SlotShape | None:
    """Return the slot whose known value shares a word with what was said."""
    words = set(re.findall(r"\w+", said.lower()))
    for name, value in topic.known.items():
        shape = topic.tool.slot(name)
        if shape is None or shape.kind in TIMES or not isinstance(value, str | list):
            continue
        known = " ".join(str(item) for item in value) if isinstance(value, list) else value
        if any(_alike(word, other) for word in words for other in re.findall(r"\w+", known.lower())):
            return shape
    return None


def _alike(one: str, other: str) -> bool:
    if one == other:
        return len(one) > 2
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and len(long) - len(short) < 3 and short[:3] == long[:3] and replace_distance(short, long) <= 2


def replace_distance(one: str, other: str) -> int:
    """Return how many letters to insert, drop or change to make one word the other."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row[0] = row[0], at
        for to, wanted in enumerate(other, 1):
            last, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, last + (letter != wanted))
    return row[-1]


def _only_verb(value: SlotValue) -> bool:
    return value.text.lower() in ("call", "mail", "email", "meeting", "new", "done", "late", "to do", "open")


def _instant(moment: str | None, context: TurnContext) -> datetime | None:
    if moment is None:
        return None
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return None
    zone = context.now.astimezone(_zone(context)).tzinfo
    return read if read.tzinfo else read.replace(tzinfo=zone)


def _zone(context: TurnContext) -> ZoneInfo:
    return ZoneInfo(context.time_zone)


def _left(names: Sequence[str], dropped: Sequence[str]) -> list[Json]:
    return [name for name in names if not any(word.lower() in name.lower() for word in dropped)]


def _without(reading: Reading, answers: Mapping[str, SlotValue]) -> Reading:
    """Return the reading without the units that answers were read from."""
    spans = [value.span for value in answers.values() if value.span is not None]
    return Reading(reading.text, tuple(
        unit for unit in reading.units if not any(start <= unit.start < end for start, end in spans)))


def _runs(reading: Reading) -> list[str]:
    """Return the stretches of the text between its times, amounts and contacts."""
    runs: list[str] = []
    begun = 0
    for unit in reading.units:
        if unit.kind in ("time", "money", "phone", "email"):
            runs.append(reading.text[begun : unit.start])
            begun = unit.end
    return [run for run in (*runs, reading.text[begun:]) if run.strip()]
