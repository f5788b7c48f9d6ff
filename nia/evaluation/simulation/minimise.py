"""Makes a failed conversation as small as it can be: fewer turns, words and records. `saving` calls it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from nia.evaluation.format.records import Given, Scene
from nia.evaluation.simulation.conversation import Fixed, converse
from nia.evaluation.simulation.ddmin import ddmin
from nia.evaluation.simulation.exchange import Judged
from nia.evaluation.simulation.finding import Finding, Gravity
from nia.evaluation.simulation.manner import Manner
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.phrasing import says_yes
from nia.evaluation.simulation.rule_based import RuleBased
from nia.evaluation.simulation.step import Means, Step
from nia.evaluation.stage.backdrop import Backdrop
from nia.evaluation.stage.given import known_as

LONGEST = 300
"""So many replays at most; what is reached by then is returned."""


@dataclass(frozen=True, slots=True)
class Minimal:
    """The smallest conversation found that breaks the same invariant, and its finding. `steps` replay it on `scene`."""

    judged: Judged
    scene: Scene
    finding: Finding

    @property
    def steps(self) -> list[Step]:
        """What the user does."""
        return [one.step for one in self.judged.played.exchanges]


async def minimise(backdrop: Backdrop, judged: Judged, finding: Finding) -> Minimal:
    """Return the smallest conversation that shows what `finding` says is broken.

    What is wrong is replayed step by step, with turns, words and records left out. What is unmet needs the user to
    react, so that there its other goals and its manner are left out instead.
    """
    scene = judged.played.persona.world.scene
    start = Minimal(judged, scene, finding)
    if finding.gravity is Gravity.UNMET and finding.goal is not None:
        return await _fewer_goals(backdrop, start, finding.goal)
    replays = _Replays(backdrop, judged.played.persona, finding.invariant, start)
    await replays.turns()
    await replays.words()
    await replays.records()
    return replays.best


@dataclass
class _Replays:
    """Replays of ever smaller conversations; `best` is the smallest that still shows it."""

    backdrop: Backdrop
    persona: Persona
    invariant: str
    best: Minimal
    left: int = LONGEST

    async def turns(self) -> None:
        """Leave out turns."""
        await ddmin(self.best.steps, self._shows)

    async def words(self) -> None:
        """Leave out words of each message, from the end to the beginning.

        The message at which it goes wrong stays as it is, unless it is a wish: of "yes, but the name is Asha" a bare
        "yes" would remain, and on that it is right to write.
        """
        for at in reversed(range(len(self.best.steps))):
            words = (self.best.steps[at].say or "").split()
            is_judged = self.best.finding.turn == at + 1 and self.best.steps[at].means is not Means.ASK
            if len(words) > 1 and not is_judged:
                await ddmin(words, self._with_words(at))

    async def records(self) -> None:
        """Leave out records of the scene, kind by kind."""
        for kind in Given.model_fields:
            if kind != "users" and getattr(self.best.scene.given, kind):
                await ddmin(getattr(self.best.scene.given, kind), self._with_records(kind))

    def _with_words(self, at: int) -> Callable[[list[str]], Awaitable[bool]]:
        async def shows(words: list[str]) -> bool:
            steps = self.best.steps
            if not words or (says_yes(" ".join(words)) and not says_yes(steps[at].say or "")):
                return False
            return await self._shows([*steps[:at], replace(steps[at], say=" ".join(words)), *steps[at + 1 :]])

        return shows

    def _with_records(self, kind: str) -> Callable[[list[object]], Awaitable[bool]]:
        async def shows(records: list[object]) -> bool:
            given = self.best.scene.given.model_copy(update={kind: tuple(records)})
            scene = self.best.scene.model_copy(update={"given": given})
            return _holds_together(given) and await self._shows(self.best.steps, scene)

        return shows

    async def _shows(self, steps: list[Step], scene: Scene | None = None) -> bool:
        if not steps or self.left == 0:
            return False
        self.left -= 1
        scene = scene or self.best.scene
        judged = await converse(self.backdrop, self.persona, Fixed(steps), scene)
        found = next((one for one in judged.findings if one.invariant == self.invariant), None)
        if found is not None:
            self.best = Minimal(judged, scene, found)
        return found is not None


async def _fewer_goals(backdrop: Backdrop, start: Minimal, goal: int) -> Minimal:
    """Play the goal that failed alone, then by a user who talks plainly, as long as it still fails."""
    best = start
    alone = start.judged.played.persona.with_goals((start.judged.played.persona.goals[goal],))
    for persona in (alone, replace(alone, manner=Manner.PLAIN)):
        if persona.manner.language != alone.manner.language:
            break
        judged = await converse(backdrop, persona, RuleBased(persona))
        found = next((one for one in judged.unmet if one.goal == 0 and one.invariant == start.finding.invariant), None)
        if found is None or len(judged.played.exchanges) > len(best.steps):
            break
        best = Minimal(judged, start.scene, found)
    return best


def _holds_together(given: Given) -> bool:
    """Tell whether every lead that a meeting or task names is there."""
    leads: Sequence[str] = [lead.name for lead in given.leads]
    named = [one.lead for one in given.meetings if one.lead] + [one.lead for one in given.tasks if one.lead]
    try:
        return all(known_as(name, leads) for name in named)
    except KeyError:
        return False
