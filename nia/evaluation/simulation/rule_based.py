"""The simulated user that needs no model: it pursues its goals one by one and reacts to what it sees. `run` uses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from nia.agent.turn import Turn
from nia.evaluation.simulation import goal_drawing
from nia.evaluation.simulation.at_card import AtCard, in_full, leave
from nia.evaluation.simulation.goals import Goal
from nia.evaluation.simulation.manner import Manner, Whim
from nia.evaluation.simulation.matching import same
from nia.evaluation.simulation.persona import Persona, stream
from nia.evaluation.simulation.phrasing import Phrasing
from nia.evaluation.simulation.pursuit import TRIES, Pursuit
from nia.evaluation.simulation.step import Means, Step
from nia.evaluation.stage.observed import Observed
from nia.understanding.port import Json


@dataclass
class RuleBased:
    """Plays a persona. It confirms a card only when every slot on it is as it wants it.

    A wrong card it mends by words, then by the edit button, then it cancels. What it is asked it answers,
    or says that it does not know; of offers it picks its own.
    """

    persona: Persona
    _rng: Random = field(init=False)
    _words: Phrasing = field(init=False)
    _cards: AtCard = field(init=False)
    _goals: list[Goal] = field(init=False)
    _at: Pursuit | None = None
    _joined: Pursuit | None = None
    _said_bye: bool = False

    def __post_init__(self) -> None:
        self._rng = stream(self.persona.seed, "acts")
        self._words = Phrasing(stream(self.persona.seed, "words"), self.persona.manner)
        self._cards = AtCard(self._words, self._rng)
        self._goals = list(self.persona.goals)

    async def next(self, seen: Observed | None) -> Step | None:
        """Return the next step, or None when every goal is reached or given up."""
        if seen is None or self._at is None:
            return self._next_goal()
        if seen.turn is None:  # back in a new session: a yes to a card that it has not shown must write nothing
            self._at.leaving = True
            return self._say("yes", Means.STRAY_YES)
        return self._react(seen.turn, self._at)

    def _react(self, turn: Turn, at: Pursuit) -> Step | None:
        """Go on after a reply: first by how far the goal is, then by what the reply asks for."""
        if at.undoing:
            return self._after_undo(turn, at)
        if at.leaving:
            return self._left(turn, at)
        if _reached(turn, at.goal):
            return self._finished(turn, at)
        return self._to_reply(turn, at)

    def _to_reply(self, turn: Turn, at: Pursuit) -> Step | None:
        if (turn.proposal or turn.asks) and at.take_whim(Whim.CORRECT_EARLY):
            return self._cards.correct(*at.change_mind(), at)
        if at.whim_due and at.goal.whim is Whim.DIGRESS and (turn.proposal or turn.asks):
            return self._digress(at)
        if turn.proposal is not None:
            return self._cards.react(turn.proposal, at)
        if at.goal.tool == "send_email" and any(call.tool == "draft_email" for call in turn.reads):
            return Step(say="send it", means=Means.ASK)
        if turn.offers:
            return self._choose(turn.offers, at)
        if turn.asks:
            return self._answer(turn.asks, at)
        if "duplicate" in turn.warns:
            at.answered["proceed"] += 1
            return self._say("proceed", Means.PROCEED) if at.answered["proceed"] < TRIES else leave(at, self._words)
        if not at.goal.reachable and turn.refusal:
            return self._next_goal()
        return self._again(at)

    def _next_goal(self, turn: Turn | None = None) -> Step | None:
        """Go on to the next goal; to one that was said together with the last without saying it again."""
        if self._joined is not None:
            self._at, self._joined = self._joined, None
            return self._to_reply(turn, self._at) if turn is not None else self._ask(self._at)
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
        if at.goal.with_next and at.tries == 1 and self._goals:
            other = self._joined = Pursuit.of(self._goals.pop(0))
            other.tries = 1
            other.tell(*other.goal.opening)
            words = (
                f"{words} {self._words.say('also')} {self._words.opening(other.goal, other.wanted, other.goal.opening)}"
            )
        return Step(say=words, means=Means.ASK, slots=_values(at, at.told))

    def _again(self, at: Pursuit) -> Step | None:
        """Say it in other words; after the last try give up."""
        if at.tries < TRIES:
            return self._ask(at)
        return leave(at, self._words) if at.goal.writes else self._next_goal()

    def _left(self, turn: Turn, at: Pursuit) -> Step | None:
        """Go on when what was dropped is gone; the fickle say a yes to nothing first."""
        if turn.proposal is not None and self._joined is None:
            at.cancelled += 1
            return self._press("cancel", Means.CANCEL) if at.cancelled <= TRIES else self._next_goal()
        if turn.proposal is None and at.take_whim(Whim.CANCEL_THEN_YES):
            return self._say("yes", Means.STRAY_YES)
        return self._next_goal(turn)

    def _finished(self, turn: Turn, at: Pursuit) -> Step | None:
        if at.take_whim(Whim.UNDO):
            at.undoing = 1
            return self._say("undo", Means.UNDO)
        return self._next_goal(turn)

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
            return leave(at, self._words)
        if asked is None and (set(asks) & set(at.goal.unknown) or not at.goal.reachable):
            return self._dont_know(slot, at)
        if asked is None:
            return self._misunderstood(at)
        if set(at.goal.unknown) & set(asks) and self._rng.random() < 0.5:
            return self._only_the_other(asked, at.goal.unknown[0], at)
        rest = {name: value for name, value in at.wanted.items() if name not in at.told and name != asked}
        more = rest if self.persona.manner is Manner.GENEROUS else {}
        at.tell(asked, *more)
        words = self._words.answers({asked: in_full(asked, at.wanted[asked]), **more}, asked)
        return Step(say=words, means=Means.ANSWER, slots=_values(at, [asked, *more]))

    def _misunderstood(self, at: Pursuit) -> Step:
        """Stop what was begun instead of what was asked for; it is said in other words then."""
        return self._say("no", Means.CANCEL) if at.tries < TRIES else leave(at, self._words)

    def _only_the_other(self, known: str, unknown: str, at: Pursuit) -> Step:
        at.tell(known)
        value = at.wanted[known]
        words = {"slot": self._words.label(unknown), "other_slot": self._words.label(known), "other": value.words}
        return Step(say=self._words.say("unknown_but", **words), means=Means.ANSWER, slots={known: value.value})

    def _dont_know(self, slot: str, at: Pursuit) -> Step:
        if at.answered[slot] > 1:
            return leave(at, self._words)
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
