"""Where one wish of a sentence ends and the next begins. The wish reader asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from nia.understanding.focus import of_kind
from nia.understanding.intents import Guess
from nia.understanding.later import paired
from nia.understanding.network import Network
from nia.understanding.parted import are_two, may_part
from nia.understanding.port import SlotValue, ToolShape, TurnContext
from nia.understanding.reading import Reader, Reading
from nia.understanding.split import begins_command, ended, is_command, is_commanded, is_contact, says_again
from nia.understanding.task_lists import task_list
from nia.understanding.values import TIMES

_MAY_BEGIN = 0.1  # where both fill the same slots: "Ravi 5 lakh, Kavita 7 lakh"
_BEGINS = 0.4  # where both parts surely ask for something, and for different things
_BEGINS_SURELY = 0.5
_LOOKS_AGAIN = 0.9  # with the same tool: "leads in Guwahati, and also the lost ones in Shillong"
_MOST_WISHES = 4
_TASK = "create_task"
_ALIKE = frozenset({"update_lead", "add_note"})
_OF_LEADS = _ALIKE | {"log_activity"}
_SAYS_MORE = {
    ("create_lead", "add_note"): "lead",
    ("update_leads", "update_lead"): "lead",
    ("create_lead", "update_task"): "task",
}
_TAKES_DOWN = re.compile(r"(?:add|put|make|write|leave|take|note (?:that|down|likh))\b", re.I)  # a note of its own
_POINTERS = frozenset(
    "it him her his them its their that this the iska iski uska uski unka unki unke inka inki "
    "इसका इसकी उसका उसकी उनका उनकी".split()
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an utterance that is a wish of its own; `start` is its offset in characters."""

    reading: Reading
    guess: Guess
    start: int


class Parter:
    """Parts a reading into its wishes. `guess` gives a reading's intents, `slots` what it fills of a tool."""

    def __init__(
        self,
        reader: Reader,
        network: Network,
        guess: Callable[[Reading, TurnContext], list[Guess]],
        slots: Callable[[ToolShape, Reading, TurnContext], Mapping[str, SlotValue]],
    ) -> None:
        self._reader = reader
        self._network = network
        self._guess = guess
        self._slots = slots

    def segments(self, reading: Reading, context: TurnContext, whole: Guess) -> list[Segment]:
        """Return the parts of a reading that are wishes of their own; the whole of it where it is one."""
        both = paired(reading.text) if whole.intent.startswith("update_lead") else None
        if both is not None:
            return [self._segment(said, offset, context) for said, offset in both]
        tasks = task_list(reading.text) if whole.intent == _TASK else []
        if tasks:
            sure = Guess(_TASK, whole.confidence)
            return [Segment(self._reader.read(said, context), sure, offset) for said, offset in tasks]
        units, text = reading.units, reading.text
        parts: list[Segment] = []
        begun, rest = 0, Segment(reading, whole, 0)
        for at, chance in self._beginnings(reading, whole):
            end = ended(units, at)
            if end <= begun or says_again(units, at) or is_contact(units[at:]):
                continue
            left = self._segment(text[units[begun].start : units[end - 1].end], units[begun].start, context)
            right = self._segment(text[units[at].start :], units[at].start, context)
            if self._are_two(left, right, whole, chance, context):
                parts.append(left)
                begun, rest = at, _of_kind_before(left, right)
        return [*parts, rest]

    def _beginnings(self, reading: Reading, whole: Guess) -> list[tuple[int, float]]:
        """Return the units with which another wish may begin, in their order, and how probably."""
        chances = self._network.beginnings(self._network.encode(reading.units))
        least = _MAY_BEGIN if whole.intent in _OF_LEADS else _BEGINS
        begun = [at for at in range(1, len(chances)) if chances[at] >= least or is_commanded(reading.units, at)]
        return [(at, float(chances[at])) for at in begun[:_MOST_WISHES]]

    def _segment(self, text: str, start: int, context: TurnContext) -> Segment:
        reading = self._reader.read(text, context)
        return Segment(reading, self._guess(reading, context)[0], start)

    def _are_two(self, left: Segment, right: Segment, whole: Guess, chance: float, context: TurnContext) -> bool:
        if not are_two(left.guess, right.guess) or self._goes_on(left, right, context):
            return False
        if left.guess.intent == right.guess.intent:
            return self._are_of_two(left, right, chance, context)
        if chance >= _BEGINS_SURELY:
            return True
        said = chance >= _BEGINS
        commanded = begins_command(left.reading.units) and is_command(right.reading.units[0])
        return may_part(left.guess, right.guess, whole, commanded=not said) and (said or commanded)

    def _goes_on(self, left: Segment, right: Segment, context: TurnContext) -> bool:
        """Tell whether the second part names nobody else, and only says more of what the first one makes or changes."""
        slot = _SAYS_MORE.get((left.guess.intent, right.guess.intent))
        tool = context.tool(right.guess.intent) if slot is not None else None
        if slot is None or tool is None or _TAKES_DOWN.match(right.reading.text):
            return False
        record = self._slots(tool, right.reading, context).get(slot)
        return record is None or str(record.value).lower() in _POINTERS

    def _are_of_two(self, left: Segment, right: Segment, chance: float, context: TurnContext) -> bool:
        """Tell whether the second of two wishes of one tool is about another record, makes or looks for another one."""
        tool = context.tool(right.guess.intent)
        if tool is None:
            return False
        if not tool.writes:
            return chance >= _LOOKS_AGAIN and all(self._slots(tool, one.reading, context) for one in (left, right))
        first, then = (self._slots(tool, one.reading, context) for one in (left, right))
        named = bool(_required(tool, first)) and any(said.lower() not in _POINTERS for said in _required(tool, then))
        alike = tool.name in _ALIKE and first.keys() == then.keys() and len(first) > 1  # "Ravi won and Kavita lost"
        return named and (chance >= _BEGINS_SURELY or alike)


def _required(tool: ToolShape, slots: Mapping[str, SlotValue]) -> list[str]:
    needed = [one.name for one in tool.slots if one.required and one.kind not in TIMES and one.name in slots]
    return [str(slots[name].value) for name in needed]


def _of_kind_before(left: Segment, right: Segment) -> Segment:
    """Return the second part about the same kind of record as the first: a task in "finish the quote, push 2"."""
    intent = of_kind(right.guess.intent, left.guess.intent, right.reading)
    return replace(right, guess=replace(right.guess, intent=intent))
