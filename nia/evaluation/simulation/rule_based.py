"""The simulated user that needs no model: it pursues its goals one by one and reacts to what it sees. `run` uses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from nia.agent.turn import CardView, Turn
from nia.evaluation.simulation import goal_drawing
from nia.evaluation.simulation.goals import Goal, Value
from nia.evaluation.simulation.manner import Manner, Whim
from nia.evaluation.simulation.matching import Mismatch, mismatches, same
from nia.evaluation.simulation.persona import Persona, stream
from nia.evaluation.simulation.phrasing import Phrasing
from nia.evaluation.simulation.pursuit import Pursuit
from nia.evaluation.simulation.step import Means, Step
from nia.evaluation.stage.observed import Observed
from nia.understanding.port import Json

TRIES = 3
"""So often a wish is said in other words, a slot told again, a card mended, before the user gives up."""


@dataclass
class RuleBased:
    """Plays a persona. It confirms a card only when every slot on it is as it wants it.

    A wrong card it mends by words, then by the edit button, then it cancels. What it is asked it answers,
    or says that it does not know; of offers it picks its own.
    """

    persona: Persona
    _rng: Random = field(init=False)
    _words: Phrasing = field(init=False)
    _goals: list[Goal] = field(init=False)
    _at: Pursuit | None = None
    _said_bye: bool = False

    def __post_init__(self) -> None:
        self._rng = stream(self.persona.seed, "acts")
        self._words = Phrasing(stream(self.persona.seed, "words"), self.persona.manner)
        self._goals = list(self.persona.goals)

    async def next(self, seen: Observed | None) -> Step | None:
        """Return the next step, or None when every goal is reached or given up."""
        if seen is None or self._at is None or seen.turn is None:
            return self._next_goal()
        return self._react(seen, seen.turn, self._at)

    def _react(self, seen: Observed, turn: Turn, at: Pursuit) -> Step | None:
        if at.undoing:
            return self._after_undo(turn, at)
        if at.leaving:
            return self._press("cancel", Means.CANCEL) if turn.proposal is not None else self._next_goal()
        if _reached(turn, at.goal):
            return self._finished(at)
        if at.whim_due and at.goal.whim is Whim.DIGRESS and (turn.proposal or turn.asks):
            return self._digress(at)
        if turn.proposal is not None:
            return self._at_card(turn.proposal, at)
        if turn.offers:
            return self._choose(turn.offers, at)
        if turn.asks:
            return self._answer(turn.asks, at)
        if "duplicate" in turn.warns:
            at.answered["proceed"] += 1
            return self._say("proceed", Means.PROCEED) if at.answered["proceed"] < TRIES else self._leave(at)
        if not at.goal.reachable and turn.refusal:
            return self._next_goal()
        return self._again(at, turn)

    def _next_goal(self) -> Step | None:
        if not self._goals:
            if self.persona.manner is Manner.POLITE and not self._said_bye:
                self._said_bye, self._at = True, None
                return self._say("bye", Means.BYE)
            return None
        self._at = Pursuit.of(self._goals.pop(0))
        return self._ask(self._at)

    def _ask(self, at: Pursuit) -> Step:
        """Say the wish; who corrects early adds the correction to it in one breath, or at the next question."""
        at.tries += 1
        at.told.clear()
        at.tell(*at.goal.opening)
        words = self._words.opening(at.goal, at.wanted, at.goal.opening)
        return Step(say=words, means=Means.ASK, slots=_values(at, at.told))

    def _again(self, at: Pursuit, turn: Turn) -> Step | None:
        """Say it in other words; after the last try give up."""
        if at.tries < TRIES:
            return self._ask(at)
        return self._leave(at) if at.goal.writes else self._next_goal()

    def _leave(self, at: Pursuit) -> Step:
        at.leaving = True
        return self._say("no", Means.CANCEL)

    def _finished(self, at: Pursuit) -> Step | None:
        if at.take_whim(Whim.UNDO):
            at.undoing = 1
            return self._say("undo", Means.UNDO)
        return self._next_goal()

    def _after_undo(self, turn: Turn, at: Pursuit) -> Step | None:
        if turn.undone:
            return self._next_goal()
        at.undoing += 1
        if turn.proposal is not None and turn.proposal.tool == "restore":
            return self._press("confirm", Means.CONFIRM)
        if at.undoing > TRIES:
            return self._next_goal()
        return self._say("undo", Means.UNDO)

    def _digress(self, at: Pursuit) -> Step:
        at.whim_due = False
        goal = goal_drawing.digression(self._rng, self.persona.world, self.persona.manner)
        return Step(say=self._words.opening(goal, goal.slots, goal.opening), means=Means.DIGRESS)

    def _at_card(self, card: CardView, at: Pursuit) -> Step | None:
        if card.tool != at.goal.tool:
            at.refusals[card.tool] += 1
            if at.refusals[card.tool] > 1:
                return self._leave(at)
            return self._press("cancel", Means.CANCEL)
        wrong = mismatches(card, at.wanted, at.told)
        if wrong:
            return self._mend(wrong[0], card, at)
        if at.take_whim(Whim.CORRECT_EARLY, Whim.CORRECT_AT_CARD):
            return self._correct(*at.change_mind(), at)
        if at.take_whim(Whim.EDIT_CARD):
            return self._edit(*at.change_mind(), at)
        if at.take_whim(Whim.CANCEL):
            return self._leave(at)
        if at.take_whim(Whim.CANCEL_AND_AGAIN):
            at.tries = 0
            return self._say("no", Means.CANCEL)
        if self._rng.random() < 0.4:
            return self._press("confirm", Means.CONFIRM)
        return self._say("yes", Means.CONFIRM)

    def _mend(self, wrong: Mismatch, card: CardView, at: Pursuit) -> Step | None:
        """Correct a wrong slot by words, then by the edit button; then cancel and say it all in other words."""
        at.mended[wrong.slot] += 1
        editable = {row.slot: row.editable for row in card.rows}.get(wrong.slot, True)
        tried = at.mended[wrong.slot]
        if tried == 1 and wrong.kind != "extra":
            return self._correct(wrong.slot, at.wanted[wrong.slot], at)
        if tried <= 2 and editable:
            at.mended[wrong.slot] = 2
            if wrong.kind == "extra":
                return Step(press="edit", edit={wrong.slot: None}, means=Means.CORRECT)
            return self._edit(wrong.slot, at.wanted[wrong.slot], at)
        if at.tries < TRIES:
            return self._press("cancel", Means.CANCEL)
        return self._leave(at)

    def _correct(self, slot: str, value: Value, at: Pursuit) -> Step:
        at.tell(slot)
        return Step(say=self._words.correction(slot, value), means=Means.CORRECT, slots={slot: value.value})

    def _edit(self, slot: str, value: Value, at: Pursuit) -> Step:
        at.tell(slot)
        given = value.value if slot in ("start", "due", "remind_at", "minutes", "status") else value.words
        return Step(press="edit", edit={slot: given}, means=Means.CORRECT, slots={slot: value.value})

    def _choose(self, offers: tuple[str, ...], at: Pursuit) -> Step | None:
        """Pick the record that is meant, by its name or its place in the list."""
        meant = [str(one) for value in at.wanted.values() for one in _as_list(value.value)]
        at.answered["pick"] += 1
        place = next((n for n, name in enumerate(offers) if any(same("name", one, name) for one in meant)), None)
        if place is None or at.answered["pick"] > TRIES:
            at.leaving = True
            return self._say("none_of_these", Means.CANCEL)
        values = {"name": offers[place], "ordinal": self._words.ordinal(place) or offers[place]}
        return Step(say=self._words.say("pick", **values), means=Means.PICK)

    def _answer(self, asks: tuple[str, ...], at: Pursuit) -> Step | None:
        """Answer the first of the slots asked for that is known; who is generous tells the rest too."""
        asked = next((slot for slot in asks if slot in at.wanted), None)
        slot = asked or asks[0]
        at.answered[slot] += 1
        if at.answered[slot] > TRIES:
            return self._leave(at)
        if asked is None:
            return self._dont_know(slot, at)
        rest = {name: value for name, value in at.wanted.items() if name not in at.told and name != asked}
        more = rest if self.persona.manner is Manner.GENEROUS else {}
        at.tell(asked, *more)
        words = self._words.answers({asked: at.wanted[asked], **more}, asked)
        return Step(say=words, means=Means.ANSWER, slots=_values(at, [asked, *more]))

    def _dont_know(self, slot: str, at: Pursuit) -> Step:
        if at.answered[slot] > 1:
            return self._leave(at)
        return Step(say=self._words.say("unknown", slot=self._words.label(slot)), means=Means.DONT_KNOW)

    def _say(self, name: str, means: Means) -> Step:
        return Step(say=self._words.say(name), means=means)

    def _press(self, button: str, means: Means) -> Step:
        assert button in ("confirm", "cancel")
        return Step(press="confirm" if button == "confirm" else "cancel", means=means)


def _reached(turn: Turn, goal: Goal) -> bool:
    ran = turn.reads if goal.reads else turn.results
    return any(call.tool == goal.tool for call in ran)


def _values(at: Pursuit, slots: list[str]) -> dict[str, Json]:
    return {slot: at.wanted[slot].value for slot in slots if slot in at.wanted}


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]
