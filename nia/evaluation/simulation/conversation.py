"""Plays one conversation of a simulated user on a stage of its own and judges it. `running` and `minimise` call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nia.errors import NiaError
from nia.evaluation.format.records import Scene
from nia.evaluation.format.span import parse
from nia.evaluation.simulation.exchange import Exchange, Judged, Played
from nia.evaluation.simulation.invariants import judge
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.step import SimulatedUser, Step
from nia.evaluation.simulation.store import snapshot, standing
from nia.evaluation.simulation.wanted import wanted_of
from nia.evaluation.stage.backdrop import Backdrop
from nia.evaluation.stage.observed import Observed
from nia.evaluation.stage.stage import NoCard, Stage
from nia.understanding.port import Json

TURNS_PER_GOAL = 16
TURNS_BESIDE = 4


@dataclass
class Fixed:
    """A user that does what it did before, whatever it sees."""

    steps: Sequence[Step]
    _done: int = field(default=0, init=False)

    async def next(self, seen: Observed | None) -> Step | None:
        """Return the next of the steps."""
        self._done += 1
        return self.steps[self._done - 1] if self._done <= len(self.steps) else None


async def converse(backdrop: Backdrop, persona: Persona, user: SimulatedUser, scene: Scene | None = None) -> Judged:
    """Let `user` play `persona` and judge what happened. `scene`: this one instead of the persona's own."""
    async with backdrop.stage(scene or persona.world.scene) as stage:
        before = await snapshot(stage.agent.database)
        exchanges, cut = await _play(stage, user, TURNS_PER_GOAL * len(persona.goals) + TURNS_BESIDE)
        return judge(
            Played(
                persona,
                tuple(exchanges),
                before,
                await snapshot(stage.agent.database),
                tuple(await standing(stage.agent.database)),
                await _records(stage, persona),
                cut,
            )
        )


async def _play(stage: Stage, user: SimulatedUser, most: int) -> tuple[list[Exchange], bool]:
    exchanges: list[Exchange] = []
    seen: Observed | None = None
    while (step := await user.next(seen)) is not None:
        if len(exchanges) == most:
            return exchanges, True
        try:
            seen = await _do(stage, step)
        except NoCard:
            continue  # only where steps were left out before this one
        except (NiaError, ArithmeticError, AssertionError, LookupError, TypeError, ValueError, RuntimeError) as error:
            exchanges.append(Exchange(step, None, f"{type(error).__name__}: {error}"))
            return exchanges, False
        exchanges.append(Exchange(step, seen))
    return exchanges, False


async def _do(stage: Stage, step: Step) -> Observed:
    if step.press is not None:
        return await stage.press(step.press, step.edit)
    if step.later is not None:
        return await stage.later(parse(step.later).length, new_session=True)
    return await stage.say(step.say or "")


async def _records(stage: Stage, persona: Persona) -> Mapping[str, tuple[Mapping[str, Json], ...]]:
    kinds = {wanted_of(goal).kind for goal in persona.goals if goal.leaves_a_trace}
    return {kind: tuple(await stage.records(kind)) for kind in sorted(kinds)}
