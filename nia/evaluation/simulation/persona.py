"""A persona: who talks, about what world, wanting what, in which manner; all of it follows from one number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from nia.evaluation.simulation import goal_drawing, world
from nia.evaluation.simulation.goals import Goal
from nia.evaluation.simulation.manner import Manner
from nia.evaluation.simulation.world import World

_MOST_GOALS = 3


@dataclass(frozen=True, slots=True)
class Persona:
    """A simulated user. The words that it finds follow from `seed` too."""

    seed: int
    manner: Manner
    world: World
    goals: tuple[Goal, ...]

    @classmethod
    def draw(cls, seed: int, manner: Manner | None = None) -> Persona:
        """Draw the persona of that number. `manner`: this one, whatever the number says."""
        drawn = stream(seed, "manner").choice(list(Manner))
        manner = manner or drawn
        scene = world.draw(stream(seed, "world"))
        rng = stream(seed, "goals")
        return cls(seed, manner, scene, goal_drawing.draw(rng, scene, manner, rng.randrange(1, _MOST_GOALS + 1)))

    def with_goals(self, goals: tuple[Goal, ...]) -> Persona:
        """Return the persona with these goals only."""
        return replace(self, goals=goals)


def stream(seed: int, purpose: str) -> Random:
    """Return the random numbers of one purpose, so that drawing more for one does not change another.

    A text as seed is hashed by `random` itself with SHA-512: the same in every process and on every Python.
    """
    return Random(f"{seed}:{purpose}")  # noqa: S311  a simulation, no secret
