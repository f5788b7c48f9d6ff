"""Dialogue acts in the light of what was asked or shown: yes and no at a card, answers, corrections, choices. The engine calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nia.understanding.answers import AnswerReader, Topic, covered, is_change
from nia.understanding.picks import pick
from nia.understanding.port import Act, Card, SlotKind, SlotValue, TurnContext, Wish
from nia.understanding.reading import Reading, part, stripped
from nia.understanding.wishes import Wishes, WishReader

_DIGRESSION = 0.6
_FREE_DIGRESSION = 0.8
_ASIDE = frozenset("what what's whats which who who's show list how when where tell give kya kaun kitne kab dikhao batao create schedule "
                   "remind cancel delete mark find summarise summarize undo add set book open is am do did any log update "
                   "reschedule postpone prepone snooze draft forget remember search sync are can".split())
_BUT = frozenset("but however except only just though lekin par magar bas instead लेकिन".split())
_SENDS = frozenset({"send_email"})
_UPDATES = frozenset({"update_lead", "update_meeting", "update_task", "reschedule_meeting", "update_leads"})
_REFERENCES = frozenset({"lead", "meeting", "task", "mail"})
_FREE_KINDS = frozenset({SlotKind.TEXT})


@dataclass(frozen=True, slots=True)
class Turn:
    """What an utterance means, before its language is added."""

    wishes: tuple[Wish, ...] = ()
    act: Act | None = None
    answers: Mapping[str, SlotValue] = field(default_factory=dict)
    picked: int | None = None
    confidence: float = 1.0
    alternatives: tuple[Wish, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing was understood."""
        return not (self.wishes or self.act or self.answers or self.picked is not None)


class ActReader:
    """Reads what a user does: answers, confirms, corrects, chooses, or asks for something else."""

    def __init__(self, phrases: Mapping[str, Act], wishes: WishReader, answers: AnswerReader) -> None:
        """Take the phrases that are an act as they stand."""
        self._phrases = phrases
        self._wishes = wishes
        self._answers = answers

    def read(self, reading: Reading, context: TurnContext) -> Turn:
        """Return what `reading` means in its context."""
        chosen = self._choice(reading, context)
        if chosen is not None:
            return chosen
        if context.waiting is not None:
            return self._at_card(reading, context.waiting, context)
        act = self.phrase(reading)
        if context.asked is not None:
            return self._asked(reading, act, context)
        if act is not None:
            return Turn(act=act)
        return self._open(reading, context)

    def phrase(self, reading: Reading) -> Act | None:
        """Return the act that the words are as they stand, polite words aside."""
        whole = self._phrases.get(reading.words)
        if whole is not None:
            return whole
        first, last = stripped(reading.units)
        return self._phrases.get(part(reading, first, last).words)

    def _choice(self, reading: Reading, context: TurnContext) -> Turn | None:
        if not context.offered or (context.waiting is not None and not context.choosing):
            return None
        if context.asked is not None and not context.choosing and not any(o.kind == "time" for o in context.offered):
            return None
        choosing = context.choosing or any(offer.kind == "time" for offer in context.offered)
        place = pick(reading, context.offered, choosing=choosing)
        return None if place is None else Turn(picked=place)

    def _open(self, reading: Reading, context: TurnContext) -> Turn:
        """Read words that nothing was asked before."""
        first, last = stripped(reading.units)
        units = reading.units[first:last]
        if not units:
            return Turn(confidence=0.0)
        said = self._wishes.read(reading, context)
        if said.wishes or said.act not in (None, Act.CONFIRM, Act.DENY, Act.CORRECT):
            return _turn(said)
        rest = self._after(reading, ("yes", "no"))
        if rest is not None and rest.units:
            more = self._wishes.read(rest, context)
            if more.wishes:
                return Turn(wishes=more.wishes, confidence=more.confidence)
        return _turn(said)

    def _asked(self, reading: Reading, act: Act | None, context: TurnContext) -> Turn:
        asked = context.asked
        tool = context.tool(asked.tool) if asked is not None else None
        if act is not None and act is not Act.OUT_OF_SCOPE:
            return Turn(act=act)
        if asked is None or tool is None:
            return self._open(reading, context)
        topic = Topic(tool, context.filled, asked.slots)
        free = any(shape.kind in _FREE_KINDS for shape in topic.shapes)
        aside = self._digression(reading, context, free=free)
        if aside is not None and not self._is_value(reading, topic, context):
            return aside
        answers = self._answers.answer(reading, topic, context)
        if answers:
            asks = set(asked.slots)
            return Turn(answers=answers, confidence=1.0 if asks & set(answers) else 0.8)
        return aside or self._open(reading, context)

    def _is_value(self, reading: Reading, topic: Topic, context: TurnContext) -> bool:
        """Tell whether the words are nothing but values of the slots asked for: "friday at 3"."""
        if any(shape.kind in _FREE_KINDS for shape in topic.shapes):
            return False
        answers = self._answers.correction(reading, topic, context)
        return any(shape.name in answers for shape in topic.shapes) and covered(reading, answers)

    def _digression(self, reading: Reading, context: TurnContext, *, free: bool) -> Turn | None:
        first, last = stripped(reading.units)
        units = reading.units[first:last]
        if not units:
            return None
        begins = units[0].folded in _ASIDE or ("?" in reading.text[units[0].start :] and len(units) > 2)
        said = self._wishes.read(reading, context)
        needed = _FREE_DIGRESSION if free else _DIGRESSION
        if len(said.wishes) == 1 and self._continues(said.wishes[0], context, free=free):
            return None
        if said.wishes and said.confidence >= needed and (begins or not free) and (begins or len(units) > 3):
            return _turn(said)
        if said.act in (Act.CANCEL, Act.UNDO, Act.HELP, Act.REPEAT, Act.GOODBYE, Act.RESUME) and said.confidence >= needed and not free:
            return _turn(said)
        return None

    def _continues(self, wish: Wish, context: TurnContext, *, free: bool) -> bool:
        """Tell whether a wish is only the answer, worded like one: "his number is…", "tell him we agree"."""
        asked = context.asked
        if asked is None:
            return False
        if wish.tool == asked.tool:
            return free or wish.confidence < _FREE_DIGRESSION or bool(set(asked.slots) & set(wish.slots))
        references = [str(value.value).lower() for name, value in wish.slots.items() if name in _REFERENCES]
        return wish.tool in _UPDATES and bool(set(asked.slots) & set(wish.slots) or not set(wish.slots) - _REFERENCES) and all(
            reference in _PRONOUNS for reference in references)

    def _at_card(self, reading: Reading, card: Card, context: TurnContext) -> Turn:
        act = self.phrase(reading)
        if act is not None and act is not Act.OUT_OF_SCOPE:
            return Turn(act=act)
        rest = self._after(reading, ("yes",))
        if rest is not None:
            return self._yes(rest, card, context)
        rest = self._after(reading, ("no",))
        if rest is not None:
            return self._no(rest, card, context)
        return self._corrected(reading, card, context) or self._other(reading, card, context)

    def _yes(self, rest: Reading, card: Card, context: TurnContext) -> Turn:
        if not rest.units:
            return Turn(act=Act.CONFIRM)
        act = self.phrase(rest)
        if act is not None and act is not Act.OUT_OF_SCOPE:
            return Turn(act=Act.CONFIRM if act in (Act.THANKS, Act.CONFIRM) else act)
        if rest.units[0].folded in _BUT or is_change(_text(rest)):
            corrected = self._corrected(rest, card, context)
            if corrected is not None:
                return corrected
        said = self._wishes.read(self._after_joiners(rest), context)
        if said.wishes and said.confidence >= _DIGRESSION:
            return Turn(act=Act.CONFIRM, wishes=said.wishes, confidence=said.confidence)
        return self._corrected(rest, card, context) or Turn(act=Act.CONFIRM, confidence=0.8)

    def _no(self, rest: Reading, card: Card, context: TurnContext) -> Turn:
        if not rest.units:
            return Turn(act=Act.DENY)
        act = self.phrase(rest)
        if act is not None and act is not Act.OUT_OF_SCOPE:
            return Turn(act=act if act is not Act.THANKS else Act.DENY)
        corrected = self._corrected(rest, card, context, after_no=True)
        if corrected is not None:
            return corrected
        said = self._wishes.read(rest, context)
        if said.wishes and said.confidence >= _DIGRESSION:
            return Turn(act=Act.DENY, wishes=said.wishes, confidence=said.confidence)
        return Turn(act=Act.DENY, confidence=0.7)

    def _corrected(self, reading: Reading, card: Card, context: TurnContext, *, after_no: bool = False) -> Turn | None:
        """Read a change of the card, unless the words ask for something else."""
        tool = context.tool(card.tool)
        first, last = stripped(reading.units)
        if tool is None or first == last:
            return None
        topic = Topic(tool, card.args)
        answers = self._answers.correction(reading, topic, context)
        if answers and (after_no or covered(reading, answers)):
            return Turn(act=Act.CORRECT, answers=answers, confidence=0.95)
        said = self._wishes.read(reading, context)
        changed = self._same(said, card, answers)
        if changed:
            own = {name: value for wish in said.wishes for name, value in wish.slots.items()
                   if tool.slot(name) is not None and name not in _REFERENCES}
            answers = {**own, **answers}
        elif self._elsewhere(said, answers, card):
            return None
        if not answers:
            surely = after_no or is_change(reading.text)
            answers = self._answers.replacement(reading, topic, surely=surely)
        if answers:
            return Turn(act=Act.CORRECT, answers=answers, confidence=0.9)
        return Turn(act=Act.CORRECT, confidence=0.6) if _is_complaint(reading, topic) else None

    def _elsewhere(self, said: Wishes, answers: Mapping[str, SlotValue], card: Card) -> bool:
        """Tell whether the words ask for something that is not on the card."""
        needed = _FREE_DIGRESSION if answers else _DIGRESSION
        if said.wishes:
            return said.confidence >= needed
        return said.act not in (None, Act.CORRECT, Act.DENY, Act.CONFIRM) and said.confidence >= needed

    def _same(self, said: Wishes, card: Card, answers: Mapping[str, SlotValue]) -> bool:
        """Tell whether a wish to change a record can only mean what the card shows."""
        if len(said.wishes) != 1 or (said.wishes[0].tool != card.tool and said.wishes[0].tool not in _UPDATES):
            return False
        read = {str(value.value).lower() for value in answers.values()}
        references = [str(value.value).lower() for name, value in said.wishes[0].slots.items() if name in _REFERENCES]
        return all(ref in _PRONOUNS or ref in read or _known(ref, card) for ref in references)

    def _other(self, reading: Reading, card: Card, context: TurnContext) -> Turn:
        said = self._wishes.read(reading, context)
        if card.tool in _SENDS and any(wish.tool in _SENDS for wish in said.wishes) and not said.wishes[0].slots.get("to"):
            return Turn(act=Act.CONFIRM, confidence=said.confidence)
        return _turn(said)

    def _after(self, reading: Reading, senses: tuple[str, ...]) -> Reading | None:
        """Return what follows a leading yes or no; None where there is none."""
        first, last = stripped_left(reading)
        at = first
        while at < last and any(sense in reading.units[at].senses for sense in senses):
            at += 1
        if at == first:
            return None
        while at < last and (reading.units[at].kind == "sign" or "filler" in reading.units[at].senses
                             or any(sense in reading.units[at].senses for sense in senses)):
            at += 1
        return _cut(reading, at, last)

    def _after_joiners(self, reading: Reading) -> Reading:
        at = 0
        while at < len(reading.units) and ("connector" in reading.units[at].senses or reading.units[at].kind == "sign"):
            at += 1
        return _cut(reading, at, len(reading.units))


def stripped_left(reading: Reading) -> tuple[int, int]:
    """Return where the units begin without leading fillers; a leading yes or no is none, though it may also fill."""
    first, last = 0, len(reading.units)
    while first < last:
        unit = reading.units[first]
        if unit.kind != "sign" and not ("filler" in unit.senses and "yes" not in unit.senses and "no" not in unit.senses):
            break
        first += 1
    return first, last


def _cut(reading: Reading, first: int, last: int) -> Reading:
    """Return a part of a reading whose text before it is blanked, so that offsets stay."""
    if first >= last:
        return Reading("", ())
    start = reading.units[first].start
    return Reading(" " * start + reading.text[start:], reading.units[first:last])


def _text(reading: Reading) -> str:
    return reading.text.strip()


def _turn(said: Wishes) -> Turn:
    return Turn(said.wishes, said.act, confidence=said.confidence, alternatives=said.alternatives)


_PRONOUNS = frozenset("it him her that this them his its usko isko wo ye use their".split()) | {
    "the lead", "the meeting", "the task", "this one", "that one", "the time"}


def _known(said: str, card: Card) -> bool:
    words = said.lower().split()
    return any(word in str(value).lower() for word in words for value in card.args.values() if len(word) > 2)


def _is_complaint(reading: Reading, topic: Topic) -> bool:
    """Tell whether the words say that a slot is wrong, without the right value."""
    named = any(f"alias_{shape.name}" in unit.senses for shape in topic.tool.slots for unit in reading.units)
    return named and any(unit.folded in ("wrong", "incorrect", "galat", "mistake", "गलत") for unit in reading.units)
