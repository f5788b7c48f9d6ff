"""How far a simulated user is with one goal: what it wants now, told, and tried. `rule_based` keeps it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from nia.evaluation.simulation.goals import Goal, Value
from nia.evaluation.simulation.manner import Whim

TRIES = 3
"""So often a wish is said in other words, a slot told again, a card mended, before the user gives up."""


@dataclass
class Pursuit:
    """A goal that is being pursued. `wanted` are the slots as the persona wants them at the moment."""

    goal: Goal
    wanted: dict[str, Value]
    told: list[str] = field(default_factory=list)
    tries: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    mended: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    whim_due: bool = False
    leaving: bool = False
    undoing: int = 0
    cancelled: int = 0

    @classmethod
    def of(cls, goal: Goal) -> Pursuit:
        """Begin to pursue a goal."""
        return cls(goal, dict(goal.at_first), whim_due=goal.whim is not Whim.NONE)

    def tell(self, *slots: str) -> None:
        """Keep that these slots were told."""
        self.told.extend(slot for slot in slots if slot in self.wanted and slot not in self.told)

    def take_whim(self, *whims: Whim) -> bool:
        """Tell whether one of these whims is due, and count it as had."""
        due = self.whim_due and self.goal.whim in whims
        if due:
            self.whim_due = False
        return due

    def change_mind(self) -> tuple[str, Value]:
        """Want the final value in place of the first; return the slot and that value."""
        ((slot, _),) = self.goal.first.items()
        self.wanted[slot] = self.goal.slots[slot]
        return slot, self.goal.slots[slot]
