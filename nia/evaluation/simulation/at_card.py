"""What a simulated user does at a card: compares it, confirms, corrects, edits or cancels. `rule_based` asks."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from nia.agent.turn import CardView
from nia.evaluation.simulation.goals import Value
from nia.evaluation.simulation.manner import Whim
from nia.evaluation.simulation.matching import Mismatch, mismatches
from nia.evaluation.simulation.phrasing import Phrasing
from nia.evaluation.simulation.pursuit import TRIES, Pursuit
from nia.evaluation.simulation.step import Means, Step

_PEOPLE = frozenset({"lead", "attendees", "to"})


@dataclass(frozen=True)
class AtCard:
    """Reacts to cards in the words of one persona."""

    words: Phrasing
    rng: Random

    def react(self, card: CardView, at: Pursuit) -> Step:
        """Confirm the card if all of it is as wanted; else mend it, or drop it."""
        if card.tool != at.goal.tool:
            at.refusals[card.tool] += 1
            if at.refusals[card.tool] > 1:
                return leave(at, self.words)
            return Step(press="cancel", means=Means.CANCEL)
        wrong = mismatches(card, at.wanted, at.told)
        if wrong:
            return self._mend(wrong[0], card, at)
        whim = self._by_whim(at)
        if whim is not None:
            return whim
        if self.rng.random() < 0.4:
            return Step(press="confirm", means=Means.CONFIRM)
        return Step(say=self.words.say("yes"), means=Means.CONFIRM)

    def _by_whim(self, at: Pursuit) -> Step | None:
        """Return what the persona does at a right card instead of a yes, if anything."""
        if at.take_whim(Whim.CORRECT_AT_CARD):
            return self.correct(*at.change_mind(), at)
        if at.take_whim(Whim.EDIT_CARD):
            return self._edit(*at.change_mind(), at)
        if at.take_whim(Whim.CANCEL):
            return leave(at, self.words)
        if at.whim_due and at.goal.whim is Whim.CANCEL_THEN_YES:
            return leave(at, self.words)
        if at.take_whim(Whim.AWAY):
            return Step(later="PT2H", means=Means.AWAY)
        if at.take_whim(Whim.CANCEL_AND_AGAIN):
            at.tries = 0
            return Step(say=self.words.say("no"), means=Means.CANCEL)
        return None

    def _mend(self, wrong: Mismatch, card: CardView, at: Pursuit) -> Step:
        """Correct a wrong slot by words, then by the edit button; then cancel and say it all in other words."""
        at.mended[wrong.slot] += 1
        editable = {row.slot: row.editable for row in card.rows}.get(wrong.slot, True)
        tried = at.mended[wrong.slot]
        if tried == 1 and wrong.kind != "extra":
            return self.correct(wrong.slot, at.wanted[wrong.slot], at)
        if tried <= 2 and editable:
            at.mended[wrong.slot] = 2
            if wrong.kind == "extra":
                return Step(press="edit", edit={wrong.slot: None}, means=Means.CORRECT)
            return self._edit(wrong.slot, at.wanted[wrong.slot], at)
        if at.tries < TRIES:
            return Step(press="cancel", means=Means.CANCEL)
        return leave(at, self.words)

    def correct(self, slot: str, value: Value, at: Pursuit) -> Step:
        """Say that the slot has another value."""
        at.tell(slot)
        return Step(
            say=self.words.correction(slot, in_full(slot, value)), means=Means.CORRECT, slots={slot: value.value}
        )

    def _edit(self, slot: str, value: Value, at: Pursuit) -> Step:
        at.tell(slot)
        given = value.value if slot in ("start", "due", "remind_at", "minutes", "status") else value.words
        return Step(press="edit", edit={slot: given}, means=Means.CORRECT, slots={slot: value.value})


def leave(at: Pursuit, words: Phrasing) -> Step:
    """Give the goal up."""
    at.leaving = True
    return Step(say=words.say("no"), means=Means.CANCEL)


def in_full(slot: str, value: Value) -> Value:
    """Return the value as it is said the second time: a person by the full name, not by "him" or the first name."""
    one = value.value[0] if isinstance(value.value, list) and value.value else value.value
    return Value(value.value, str(one)) if slot in _PEOPLE else value
