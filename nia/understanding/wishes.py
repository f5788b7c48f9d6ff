"""What a user asks for: the wishes of an utterance in the order said, each with its own slots. The engine calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from nia.understanding.antecedents import with_antecedent
from nia.understanding.appositions import apposed
from nia.understanding.assign import assign
from nia.understanding.beside_meeting import beside_meeting
from nia.understanding.bulk import assign_bulk, bulk_roles, is_bulk
from nia.understanding.day_of_first import on_day_of_first
from nia.understanding.examples import ExampleIndex
from nia.understanding.fallbacks import fill_missing_reference
from nia.understanding.focus import in_light, of_focus, of_newest
from nia.understanding.from_now import from_now
from nia.understanding.intents import Guess, IntentModel
from nia.understanding.later import about_other, named, other_one
from nia.understanding.lost_reasons import with_loss
from nia.understanding.named_changes import fill_named
from nia.understanding.network import Network
from nia.understanding.port import Act, Grain, SlotValue, ToolShape, TurnContext, Wish
from nia.understanding.reading import Reader, Reading, stripped
from nia.understanding.refused import is_beyond, is_forbidden
from nia.understanding.relabelled import relabelled
from nia.understanding.relative_amounts import without_steps
from nia.understanding.retaken import retaken
from nia.understanding.roles import slots_by_role
from nia.understanding.same_time import at_same_time
from nia.understanding.segments import Parter
from nia.understanding.sent_at_once import time_ahead
from nia.understanding.tagger import Tagger
from nia.understanding.two_of_them import each_of_two
from nia.understanding.unheard import whole_names
from nia.understanding.unsearched import unsearched
from nia.understanding.working_morning import at_work

SURE = 0.4
_SURE_OF_ACT = 0.45
_SURE_OF_NONE = 0.4  # that it is beyond the tools: to say so does nothing
_DAY = "my_day"
_ENDS = ("to", "until", "created_to", "due_to")
_SURE_OF_MODEL = 0.8
_EXACT_EXAMPLE = 0.92
_NEAR_EXAMPLE = 0.62
_FAR_EXAMPLE = 0.45
_MOST_UNITS = 120  # a longer sentence's intent is in its beginning
_ACTS = frozenset(act.value for act in Act)
_TO_HOUR = re.compile(r"\bto\s+\d{1,2}\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked: wishes, or an act, or neither with the best readings in `alternatives`."""

    wishes: tuple[Wish, ...] = ()
    act: Act | None = None
    confidence: float = 0.0
    alternatives: tuple[Wish, ...] = ()


class WishReader:
    """Reads wishes out of a reading."""

    def __init__(
        self, reader: Reader, intents: IntentModel, network: Network, more: Mapping[str, Sequence[str]]
    ) -> None:
        self._reader = reader
        self._network = network
        self._intents = intents
        self._tagger = Tagger(network)
        self._more = more
        self._parter = Parter(reader, network, self.guess, self.slots)
        self._index: tuple[tuple[ToolShape, ...], ExampleIndex] | None = None

    def read(self, reading: Reading, context: TurnContext) -> Wishes:
        """Return what `reading` asks for."""
        beside = of_focus(reading, context)
        if beside is not None:
            return Wishes((beside,), confidence=beside.confidence)
        anew = retaken(reading.text, reading.units)
        if anew is not None:
            reading = self._reader.read(anew, context)
        swapped = self._other_one(reading, context)
        if swapped is not None:
            return swapped
        best = self.guess(reading, context)
        segments = self._parter.segments(reading, context, best[0])
        wanted = [one for one in segments if not is_forbidden(one.guess.intent, one.reading.text)]
        if not wanted:
            return Wishes(act=Act.DENY, confidence=best[0].confidence)
        if len(segments) > 1:
            wishes = tuple(wish for one in wanted for wish in self._each(one.reading, one.guess, context, one.start))
            return Wishes(on_day_of_first(named(wishes)), confidence=min(wish.confidence for wish in wishes))
        top = replace(best[0], intent=of_newest(best[0].intent, reading, context))
        if top.intent in _ACTS:
            return self._act(top, reading, best, context)
        if is_beyond(top.intent, reading.text):
            return Wishes(confidence=0.0)
        if top.confidence < SURE:
            return Wishes(confidence=top.confidence, alternatives=self._alternatives(reading, best, context))
        each = self._each(reading, top, context, 0)
        return Wishes(each, confidence=each[0].confidence)

    def guess(self, reading: Reading, context: TurnContext) -> list[Guess]:
        """Return the most probable intents, the nearest examples taken into account."""
        first, last = stripped(reading.units)
        units = reading.units[first : min(last, first + _MOST_UNITS)] or reading.units[:1]
        guesses = in_light(self._intents.guess(units), reading, context)
        tool, likeness = self._examples(context).nearest(units)
        if (
            tool
            and likeness >= self._needed(tool, guesses)
            and (tool != guesses[0].intent or guesses[0].confidence < SURE)
        ):
            return [Guess(tool, likeness), *(guess for guess in guesses if guess.intent != tool)]
        return guesses

    def _needed(self, tool: str, guesses: Sequence[Guess]) -> float:
        """Return how alike an example must be to outweigh the model, which does not know a plugin."""
        confidence = guesses[0].confidence
        if confidence < SURE and tool in [guess.intent for guess in guesses[:2]]:
            return _NEAR_EXAMPLE
        if tool in self._intents.intents:
            return _EXACT_EXAMPLE if confidence < _SURE_OF_MODEL else 1.0
        return _NEAR_EXAMPLE if confidence > _NEAR_EXAMPLE else _FAR_EXAMPLE

    def slots(self, tool: ToolShape, reading: Reading, context: TurnContext) -> dict[str, SlotValue]:
        """Return the slots of `tool` that a reading fills."""
        if not reading.units:
            return {}
        if is_bulk(tool):
            find, change = context.tool("find_leads"), context.tool("update_lead")
            spans = self._tagger.spans(reading.units, tool.name, bulk_roles())
            if find is None or change is None:
                return {}
            searched = self._reader.read_for(find.name, reading, context)
            return assign_bulk(tool, find, change, reading, searched, spans)
        roles = slots_by_role(tool)
        marked = whole_names(self._tagger.spans(reading.units, tool.name, roles), reading.units)
        spans = relabelled(tool, marked, reading.units)
        slots = assign(tool, reading.text, reading.units, spans)
        if tool.name not in self._intents.intents:
            slots = {
                **self._examples(context).fill(tool, reading.text, reading.units, {}),
                **_typed(tool, slots),
            }
        fill_named(tool, reading, slots)
        fill_missing_reference(tool, reading.text, reading.units, slots)
        apposed(tool, reading.text, slots)
        with_antecedent(tool, reading.units, slots)
        return _without_now(tool, slots, context)

    def _act(self, top: Guess, reading: Reading, best: Sequence[Guess], context: TurnContext) -> Wishes:
        if top.confidence < (_SURE_OF_NONE if top.intent == Act.OUT_OF_SCOPE else _SURE_OF_ACT):
            return Wishes(confidence=top.confidence, alternatives=self._alternatives(reading, best, context))
        return Wishes(act=Act(top.intent), confidence=top.confidence)

    def _each(self, reading: Reading, guess: Guess, context: TurnContext, offset: int) -> tuple[Wish, ...]:
        """Return the wish of a reading, or one for each of the records that it names; spans are moved by `offset`."""
        wish, tool = self._wish(reading, guess, context), context.tool(guess.intent)
        each = (wish,) if tool is None else each_of_two(tool, wish, reading.units)
        return tuple(
            replace(one, slots={name: shifted(value, offset) for name, value in one.slots.items()}) for one in each
        )

    def _wish(self, reading: Reading, guess: Guess, context: TurnContext) -> Wish:
        tool = context.tool(guess.intent)
        text = reading.text.strip()
        if tool is None:
            return Wish(guess.intent, {}, guess.confidence, text)
        reading = at_same_time(self._reader, reading, context)
        again = self._reader.read_for(tool.name, reading, context)
        slots = self.slots(tool, from_now(tool, again, self._reader, context), context)
        if _lacks_time(tool, text, slots):
            exact = self._reader.read(reading.text, context, tool.name, Grain.HOUR)
            slots = self.slots(tool, exact, context)
        if tool.name == "update_lead":
            slots = with_loss(text, without_steps(text, slots))
        slots = at_work(tool, beside_meeting(tool, again.units, slots), context)
        ahead = time_ahead(tool, again.units, slots, context)
        vain, slots = unsearched(tool, reading.text, again.units, slots)
        return Wish(tool.name, slots, guess.confidence, text, ahead, vain)

    def _alternatives(self, reading: Reading, best: Sequence[Guess], context: TurnContext) -> tuple[Wish, ...]:
        tools = [guess for guess in best if guess.intent not in _ACTS][:2]
        return tuple(self._wish(reading, guess, context) for guess in tools)

    def _other_one(self, reading: Reading, context: TurnContext) -> Wishes | None:
        """Read a wish whose record is taken back and another one named behind it."""
        said = other_one(reading.text)
        wishes = self.read(self._reader.read(said[0], context), context).wishes if said is not None else ()
        other = about_other(wishes[0], *said[1:]) if said is not None and len(wishes) == 1 else None
        return Wishes((other,), confidence=other.confidence) if other is not None else None

    def _examples(self, context: TurnContext) -> ExampleIndex:
        if self._index is None or self._index[0] != context.tools:
            self._index = (
                context.tools,
                ExampleIndex(context.tools, self._more, lambda text: self._reader.read(text, context).units),
            )
        return self._index[1]


def _lacks_time(tool: ToolShape, text: str, slots: Mapping[str, SlotValue]) -> bool:
    """Tell whether what is moved has no time yet, so that a bare number is its hour: "change my 5 pm reminder to 6"."""
    if tool.name == "update_task":
        return not set(slots) - {"task"} and _TO_HOUR.search(text) is not None
    return tool.name == "reschedule_meeting" and not {"start", "shift"} & set(slots)


def shifted(value: SlotValue, offset: int) -> SlotValue:
    """Return a value of a part with its span in the whole utterance."""
    return value if value.span is None else replace(value, span=(value.span[0] + offset, value.span[1] + offset))


def _without_now(tool: ToolShape, slots: Mapping[str, SlotValue], context: TurnContext) -> dict[str, SlotValue]:
    """Return the slots without times that are so anyway: a search until now, the overview of today."""
    now = context.now.astimezone(ZoneInfo(context.time_zone))
    anyway = dict.fromkeys(_ENDS, now.isoformat()) | ({"date": now.date().isoformat()} if tool.name == _DAY else {})
    return {name: value for name, value in slots.items() if tool.writes or anyway.get(name) != value.value}


def _typed(tool: ToolShape, slots: Mapping[str, SlotValue]) -> dict[str, SlotValue]:
    return {name: value for name, value in slots.items() if tool.slot(name) is not None}
