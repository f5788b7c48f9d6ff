"""The act that the network hears in a reply that names nothing: "don't add her", "clash hai to hone do".

Readers of cards and of answers ask, where their rules find nothing sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nia.understanding.approval import Approval
from nia.understanding.generic import is_generic
from nia.understanding.port import Act, Card, SlotKind, TurnContext
from nia.understanding.reading import Reading
from nia.understanding.time_values import FoundTime
from nia.understanding.tokens import tokenize
from nia.understanding.turn import Turn
from nia.understanding.units import Unit
from nia.understanding.wishes import WishReader
from nia.understanding.word_lists import listed

_REFUSES = frozenset({Act.DENY, Act.CANCEL})
_ASIDE = frozenset({Act.REPEAT, Act.HELP, Act.UNDO, Act.THANKS, Act.GOODBYE, Act.RESUME, Act.GREET})
_BESIDE_TEXT = frozenset({Act.REPEAT, Act.HELP})
_REMOVERS = frozenset({"cancel_task", "cancel_meeting", "delete_lead", "forget"})
_NAMES = frozenset({"given", "surname", "company", "city"})
_HEARD = 0.5
_HEARD_ASIDE = 0.45
_HEARD_BESIDE_TEXT = 0.6
_YES = 0.9
_ASIDE_BESIDE_NO = 0.7
_AGREED = 0.3
_IN_SPITE = 0.7
_IN_SPITE_ITSELF = 0.4
_FORBIDDING_SPITE = 0.95
_LONGEST = 25  # units; what is longer is no mere act
_COVERED = 0.9
_WORDED = frozenset({SlotKind.TEXT, SlotKind.PERSON, SlotKind.COMPANY, SlotKind.LEAD, SlotKind.MEETING, SlotKind.TASK})


@dataclass(frozen=True, slots=True)
class _Chances:
    """How probable each act is, with the wishes that can only mean one at this task."""

    acts: Mapping[Act, float]
    refused: float
    own: float  # of the task's own tool: its deed, ordered once more


class ToldActs:
    """Hears dialogue acts in replies all of whose words are those of acts: no name, no value, no record of its own."""

    def __init__(self, wishes: WishReader, words: frozenset[str]) -> None:
        self._wishes = wishes
        self._words = words
        self.approval = Approval.shipped()

    def at_card(self, reading: Reading, card: Card, context: TurnContext) -> Turn | None:
        """Return the act of a reply to a card; None where none is probable enough or a value is named."""
        if not self._is_plain(reading, card):
            return None
        chances = self._chances(reading, card, context)
        timeless = all(unit.found is None or _is_now(unit) for unit in reading.units)
        if not timeless:
            return None
        aside, negated = _aside(chances), is_negated(reading)
        if chances.refused >= _HEARD:
            denied = negated or chances.acts.get(Act.DENY, 0.0) >= chances.acts.get(Act.CANCEL, 0.0)
            return Turn(act=Act.DENY if denied else Act.CANCEL, confidence=min(1.0, chances.refused))
        agreed = chances.acts.get(Act.PROCEED, 0.0) + chances.acts.get(Act.CONFIRM, 0.0)
        if negated and agreed < _AGREED and (aside is None or aside.confidence < _ASIDE_BESIDE_NO):
            return Turn(act=Act.DENY, confidence=_HEARD)  # what is said with a "not" and names nothing is no change
        return aside

    def is_yes(self, reading: Reading, card: Card, context: TurnContext) -> bool:
        """Tell whether the network is sure of a yes in whose words there is no "no", question, value or other deed."""
        timeless = all(unit.found is None or _is_now(unit) for unit in reading.units)
        if not timeless or not self._is_plain(reading, card) or not self._is_safe(reading, card):
            return False
        acts = self._chances(reading, card, context).acts
        yes, spite = acts.get(Act.CONFIRM, 0.0), acts.get(Act.PROCEED, 0.0)
        return yes >= spite and yes + spite >= _YES

    def after_question(self, reading: Reading, card: Card, context: TurnContext, *, free: bool) -> Turn | None:
        """Return the act of a reply to a question of the task; `free`: any words could be the answer."""
        if not self._is_plain(reading, card) or any(
            unit.found is not None and not _is_now(unit) for unit in reading.units
        ):
            return None
        chances = self._chances(reading, card, context)
        left = chances.acts.get(Act.CANCEL, 0.0) >= chances.acts.get(Act.DENY, 0.0) or self._names_task(reading, card)
        if chances.refused >= (_HEARD_BESIDE_TEXT if free else _HEARD) and (left or not free):
            return Turn(act=Act.CANCEL, confidence=min(1.0, chances.refused))
        aside = _aside(chances)
        if aside is None or (free and (aside.act not in _BESIDE_TEXT or aside.confidence < _HEARD_BESIDE_TEXT)):
            return None
        return aside

    def is_else(self, reading: Reading, card: Card, context: TurnContext) -> bool:
        """Tell whether the network is sure that the words ask for something else than the card's deed."""
        top = self._wishes.guess(reading, context)[0]
        acts = top.intent in tuple(Act)
        return top.confidence >= _YES and not acts and top.intent not in _REMOVERS | {card.tool}

    def in_spite(self, reading: Reading, card: Card, context: TurnContext) -> Turn | None:
        """Read "go on in spite of that": a yes as well, so that it may name no other deed and forbid nothing."""
        if not self._is_plain(reading, card):
            return None
        chances = self._chances(reading, card, context)
        itself, yes = chances.acts.get(Act.PROCEED, 0.0), chances.acts.get(Act.CONFIRM, 0.0)
        sum_of_yes = itself + yes + chances.own
        forbids = any(unit.folded in listed("light", "forbids") for unit in reading.units)
        needed = _FORBIDDING_SPITE if forbids else max(_IN_SPITE_ITSELF, yes)
        sure = itself >= needed and sum_of_yes >= _IN_SPITE
        asked = any(unit.folded == "?" for unit in reading.units)
        if not sure or asked or _ends_forbidding(reading) or self.approval.is_other_deed(reading, card):
            return None
        return Turn(act=Act.PROCEED, confidence=min(1.0, sum_of_yes))

    def _is_safe(self, reading: Reading, card: Card) -> bool:
        more = any("connector" in unit.senses for unit in reading.units[-1:])  # "yes and": more is to come
        return not more and not (
            is_negated(reading) or self.approval.is_withheld(reading) or self.approval.is_other_deed(reading, card)
        )

    def _chances(self, reading: Reading, card: Card, context: TurnContext) -> _Chances:
        guesses = self._wishes.guess(reading, context)
        acts = {Act(one.intent): one.confidence for one in guesses if one.intent in tuple(Act)}
        tools = {one.intent: one.confidence for one in guesses if one.intent not in tuple(Act)}
        own = tools.get(card.tool, 0.0)
        refused = sum(acts.get(act, 0.0) for act in _REFUSES)
        if is_negated(reading):
            refused += own
        if (card.tool not in _REMOVERS or is_negated(reading)) and not self.approval.names_other(reading, card):
            refused += sum(chance for tool, chance in tools.items() if tool in _REMOVERS - {card.tool})
        return _Chances(acts, refused, 0.0 if is_negated(reading) else own)

    def _names_task(self, reading: Reading, card: Card) -> bool:
        return any(self.approval.is_of(unit, card) for unit in reading.units)

    def _is_plain(self, reading: Reading, card: Card) -> bool:
        """Tell whether all words are words of acts; a time may only be the card's own ("Sunday hai to kya hua")."""
        return len(reading.units) <= _LONGEST and all(
            self._is_silent(unit, card) for unit in reading.units if unit.kind != "sign"
        )

    def _is_silent(self, unit: Unit, card: Card) -> bool:
        if unit.found is not None:
            return _is_now(unit) or _is_shown(unit, card)
        words = [token.folded for token in tokenize(unit.text) if token.folded[:1].isalnum()]
        if self.approval.is_of(unit, card):
            return True
        if any(char.isdigit() for char in unit.text) or (_NAMES & set(unit.senses)):
            return False
        return all(word in self._words or is_generic(word) for word in words)


def _aside(chances: _Chances) -> Turn | None:
    act = max(_ASIDE, key=lambda one: chances.acts.get(one, 0.0))
    chance = chances.acts.get(act, 0.0)
    return Turn(act=act, confidence=chance) if chance >= _HEARD_ASIDE else None


def _ends_forbidding(reading: Reading) -> bool:
    """Tell whether the last that is ordered is not to be done: "phir bhi mat rakho", not "fikar mat karo, rakh do"."""
    words = [unit.folded for unit in reading.units if unit.kind != "sign"]
    return bool(set(words[-2:]) & listed("light", "forbids"))


def is_negated(reading: Reading) -> bool:
    """Tell whether a word says that something is not, or not to be."""
    return any("no" in unit.senses or unit.folded in listed("light", "negates") for unit in reading.units)


def _is_now(unit: Unit) -> bool:
    return unit.folded in listed("light", "around") | listed("light", "soft")


def _is_shown(unit: Unit, card: Card) -> bool:
    """Tell whether a time is the one that the card shows: its day, or a mere part of a day."""
    found = unit.found
    if not isinstance(found, FoundTime) or found.start is None:
        return False
    shown = [str(value) for value in card.args.values() if isinstance(value, str)]
    if not found.has_day:
        return not found.has_time_of_day
    return any(value.startswith(found.start[: len("2026-03-06")]) for value in shown)


def is_sure(changed: Turn | None, card: Card, context: TurnContext) -> bool:
    """Tell whether a change is all that was said, or a complaint that names its slot: no refusal of the whole card."""
    tool = context.tool(card.tool)
    if changed is None or tool is None or not changed.answers:
        return changed is not None
    shapes = [tool.slot(name) for name in changed.answers]
    return changed.confidence > _COVERED and any(shape is None or shape.kind not in _WORDED for shape in shapes)
