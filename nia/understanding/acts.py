"""What a user does in the light of what was asked or shown. The engine calls it."""

from __future__ import annotations

from collections.abc import Sequence

from nia.understanding.answers import AnswerReader
from nia.understanding.bare_lists import is_bare_list
from nia.understanding.bulk_answers import bulk_answer
from nia.understanding.cards import CardReader
from nia.understanding.corrections import CorrectionReader, covered
from nia.understanding.follow_ups import FollowUpReader
from nia.understanding.generic import RECORD_SLOTS, is_generic
from nia.understanding.lacking import is_lacking
from nia.understanding.leading_acts import LeadingActReader
from nia.understanding.phrasing import is_change
from nia.understanding.picks import pick
from nia.understanding.port import Act, Asked, Card, SlotKind, SlotValue, TurnContext, Wish
from nia.understanding.reading import Reading, stripped
from nia.understanding.resuming import ResumeReader
from nia.understanding.told_acts import ToldActs
from nia.understanding.topic import Topic
from nia.understanding.turn import Phrases, Turn, after, turn_of
from nia.understanding.units import Unit
from nia.understanding.values import GRAMMATICAL
from nia.understanding.wishes import Wishes, WishReader
from nia.understanding.word_lists import listed
from nia.understanding.yes_and import yes_to_cancel

_SURE_ASIDE = 0.6
_SURE_ASIDE_FROM_TEXT = 0.8
_SURE_ASIDE_FROM_NAME = 0.9
_SHORT = 3
_MOVES = frozenset({"move", "shift", "push", "bring", "delay", "advance"})
_LEAVING = frozenset({Act.CANCEL, Act.UNDO, Act.HELP, Act.REPEAT, Act.GOODBYE, Act.RESUME})
_CHANGES = frozenset({"update_lead", "update_meeting", "update_task", "reschedule_meeting", "update_leads"})
_ALONE = (None, Act.CONFIRM, Act.DENY, Act.CORRECT)


class ActReader:
    """Reads what a user does."""

    def __init__(
        self,
        phrases: Phrases,
        wishes: WishReader,
        answers: AnswerReader,
        corrections: CorrectionReader,
        follow_ups: FollowUpReader,
    ) -> None:
        self._phrases = phrases = phrases.and_shipped()
        self._wishes = wishes
        self._answers = answers
        self._corrections = corrections
        self._follow_ups = follow_ups
        self._resuming = ResumeReader(corrections)
        self._leading = LeadingActReader(phrases, wishes)
        self._told = ToldActs(wishes, phrases.words)
        self._cards = CardReader(phrases, wishes, corrections, self._told)

    def read(self, reading: Reading, context: TurnContext) -> Turn:
        """Return what `reading` means in its context."""
        place = _choice(reading, context)
        if place is not None:
            return Turn(picked=place)
        to_cancel = yes_to_cancel(reading, context.waiting) if context.waiting is not None else None
        if to_cancel is not None:
            return Turn(act=to_cancel)
        if context.waiting is None and _is_not_known(reading, context):
            return Turn(act=Act.PROCEED)
        back = self._resuming.read(reading, context)
        if back is not None:
            return back
        leading = self._leading.read(reading, context) if self._phrases.act(reading) is None else None
        if leading is not None:
            return leading
        if context.waiting is not None:
            return self._cards.read(reading, context.waiting, context)
        act = self._phrases.act(reading)
        if act is not None:
            return Turn(act=act)
        return self._open(reading, context) if context.asked is None else self._asked(reading, context.asked, context)

    def _open(self, reading: Reading, context: TurnContext) -> Turn:
        """Read words that nothing was asked before."""
        first, last = stripped(reading.units)
        if first == last:
            return Turn(confidence=0.0)
        leaning = self._follow_ups.read(reading, context)
        if leaning is not None:
            return Turn((leaning,), confidence=leaning.confidence)
        said = self._wishes.read(reading, context)
        if said.wishes or said.act not in _ALONE:
            return turn_of(said)
        behind = after(reading, "yes", "no")
        more = self._wishes.read(behind, context) if behind is not None and behind.units else Wishes()
        return turn_of(more if more.wishes else said)

    def _asked(self, reading: Reading, asked: Asked, context: TurnContext) -> Turn:
        tool = context.tool(asked.tool)
        if tool is None:
            return self._open(reading, context)
        topic = Topic(tool, context.filled, asked.slots)
        changed = self._changed(reading, topic, context)
        if changed is not None:
            return changed
        told = self._told.after_question(reading, Card(tool.name, topic.known), context, free=_is_free(topic))
        if told is not None:
            return told
        many = bulk_answer(self._wishes, reading, topic, context)
        if many and not _begins_aside(reading, reading.units):
            return Turn(answers=many)
        aside = self._digression(reading, topic, context)
        if aside is not None and not self._is_value(reading, topic, context):
            return aside
        answers = _without_leftovers(self._answers.answer(reading, topic, context), topic, reading)
        if answers:
            return Turn(answers=answers, confidence=1.0 if set(asked.slots) & set(answers) else 0.8)
        return aside or self._open(reading, context)

    def _changed(self, reading: Reading, topic: Topic, context: TurnContext) -> Turn | None:
        """Read a change of what is known already where something else is asked: "move it to 6 pm"."""
        if _is_free(topic) or not is_change(reading.text):
            return None
        values = self._corrections.correction(reading, topic, context)
        known = bool(values) and set(values) <= set(topic.known) - set(topic.asked)
        return Turn(act=Act.CORRECT, answers=values) if known and covered(reading, values, topic) else None

    def _is_value(self, reading: Reading, topic: Topic, context: TurnContext) -> bool:
        """Tell whether the words are nothing but values of the slots asked for: "friday at 3"."""
        if _is_free(topic):
            return False
        values = self._corrections.correction(reading, topic, context)
        return any(shape.name in values for shape in topic.shapes) and covered(reading, values, topic)

    def _digression(self, reading: Reading, topic: Topic, context: TurnContext) -> Turn | None:
        """Return the wish or act that the words are instead of an answer, or None."""
        first, last = stripped(reading.units)
        units = reading.units[first:last]
        if not units:
            return None
        free = _is_free(topic)
        said = self._wishes.read(reading, context)
        if not free and is_bare_list(units, said, topic, context):
            return turn_of(said)
        if said.confidence < (_SURE_ASIDE_FROM_TEXT if free else _SURE_ASIDE):
            return None
        if said.act in _LEAVING and not free:
            return turn_of(said)
        if said.wishes and _moves_record(units):
            return turn_of(said)
        begins = _begins_aside(reading, units)
        if not said.wishes or (len(said.wishes) == 1 and _continues(said.wishes[0], topic, begins=begins)):
            return None
        if not begins and any(unit.kind == shape.kind for unit in units for shape in topic.shapes):
            return None  # the phone or mail that was asked for, whatever is said around it
        named = any(shape.kind in GRAMMATICAL for shape in topic.shapes)
        long_enough = len(units) > _SHORT and (named or said.confidence >= _SURE_ASIDE_FROM_NAME)
        return turn_of(said) if begins or (not free and long_enough) else None


def _is_not_known(reading: Reading, context: TurnContext) -> bool:
    """Tell whether the number or address that was asked for is said to be unknown."""
    tool = context.tool(context.asked.tool) if context.asked is not None else None
    if tool is None or context.asked is None:
        return False
    return is_lacking(reading.text, Topic(tool, context.filled, context.asked.slots))


def _choice(reading: Reading, context: TurnContext) -> int | None:
    """Return the chosen line of the list shown last, or None."""
    times = any(offer.kind == "time" for offer in context.offered)
    shown_before = (context.waiting is not None or context.asked is not None) and not times
    if not context.offered or (shown_before and not context.choosing):
        return None
    return pick(reading, context.offered, choosing=context.choosing or times)


def _is_free(topic: Topic) -> bool:
    return any(shape.kind is SlotKind.TEXT for shape in topic.shapes)


def _begins_aside(reading: Reading, units: Sequence[Unit]) -> bool:
    """Tell whether the words begin as a question or a command does."""
    return units[0].folded in listed("light", "aside") or (
        "?" in reading.text[units[0].start :] and len(units) > _SHORT - 1
    )


def _moves_record(units: Sequence[Unit]) -> bool:
    """Tell whether the words move a meeting that there is: "move the demo to …", not "move it to …"."""
    first = [unit.folded for unit in units[:2]]
    named = any(unit.senses.get("concept") == "meeting" for unit in units[2:4])
    return len(first) > 1 and first[0] in _MOVES and first[1] in ("the", "my", "our", "all") and named


def _continues(wish: Wish, topic: Topic, *, begins: bool) -> bool:
    """Tell whether a wish is only the answer, worded like one: "his number is…", "tell him we agree"."""
    asked = set(topic.asked) & set(wish.slots)
    if wish.tool == topic.tool.name:
        return not _is_another(wish, topic) and (
            _is_free(topic) or wish.confidence < _SURE_ASIDE_FROM_TEXT or bool(asked)
        )
    references = [str(value.value) for name, value in wish.slots.items() if name in RECORD_SLOTS]
    fits = bool(asked) or not set(wish.slots) - RECORD_SLOTS
    return wish.tool in _CHANGES and (not begins or (fits and all(is_generic(said) for said in references)))


def _is_another(wish: Wish, topic: Topic) -> bool:
    """Tell whether a wish of the same tool is about something else: another title, none of whose words were said."""
    for shape in topic.tool.slots:
        if shape.required and shape.kind is SlotKind.TEXT and shape.name in topic.known and shape.name in wish.slots:
            known, said = (str(one).lower().split() for one in (topic.known[shape.name], wish.slots[shape.name].value))
            return len(said) > 1 and not set(known) & set(said)
    return False


def _without_leftovers(answers: dict[str, SlotValue], topic: Topic, reading: Reading) -> dict[str, SlotValue]:
    """Return the answers without what was only left for the slot asked for: "his email is", where the mail was told."""
    others = [str(value.value) for name, value in answers.items() if name not in topic.asked]
    kept = dict(answers)
    for name in set(topic.asked) & set(answers) if others else ():
        span = answers[name].span
        units = [unit for unit in reading.units if span is not None and span[0] <= unit.start < span[1]]
        if str(answers[name].value) in others or any(topic.slot_named(unit) is not None for unit in units):
            del kept[name]
    return kept
