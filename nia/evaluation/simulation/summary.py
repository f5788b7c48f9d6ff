"""The figures of a simulation: by manner, by goal and by invariant. `nia eval simulate` shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nia.evaluation.simulation.finding import Finding, Gravity
from nia.evaluation.simulation.invariants import NAMES
from nia.evaluation.simulation.running import Outcome

REACHED = "goals_are_reached"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table. `wrong` and `unmet` count conversations or goals in which something was so."""

    group: str
    name: str
    count: int
    wrong: int
    unmet: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a simulation came to. `unmet_rate` is the share of goals that were not reached, from 0 to 1."""

    conversations: int
    turns: int
    goals: int
    errors: int
    unmet_goals: int
    wrong: tuple[tuple[int, Finding], ...]
    lines: tuple[Line, ...]

    @property
    def unmet_rate(self) -> float:
        """The share of goals that were not reached."""
        return self.unmet_goals / self.goals if self.goals else 0.0

    @property
    def wrong_seeds(self) -> tuple[int, ...]:
        """The numbers of the conversations in which something was wrong."""
        return tuple(dict.fromkeys(seed for seed, _ in self.wrong))


def summarise(outcomes: Sequence[Outcome]) -> Summary:
    """Count what the conversations came to."""
    played = [one for one in outcomes if one.error is None]
    findings = [(one.seed, finding) for one in played for finding in one.findings]
    return Summary(
        conversations=len(played),
        turns=sum(one.turns for one in played),
        goals=sum(len(one.goals) for one in played),
        errors=len(outcomes) - len(played),
        unmet_goals=sum(finding.invariant == REACHED for _, finding in findings),
        wrong=tuple((seed, finding) for seed, finding in findings if finding.gravity is Gravity.WRONG),
        lines=(*_by_manner(played), *_by_goal(played), *_by_invariant(findings)),
    )


def _by_manner(played: Sequence[Outcome]) -> Iterable[Line]:
    for manner in dict.fromkeys(sorted(one.manner for one in played)):
        ours = [one for one in played if one.manner is manner]
        wrong = sum(any(f.gravity is Gravity.WRONG for f in one.findings) for one in ours)
        unmet = sum(any(f.invariant == REACHED for f in one.findings) for one in ours)
        yield Line("manner", str(manner), len(ours), wrong, unmet)


def _by_goal(played: Sequence[Outcome]) -> Iterable[Line]:
    wanted = Counter(tool for one in played for tool in one.goals)
    missed = Counter(one.goals[f.goal] for one in played for f in one.findings if f.goal is not None)
    wrong = Counter(
        tool for one in played if any(f.gravity is Gravity.WRONG for f in one.findings) for tool in set(one.goals)
    )
    for tool, count in sorted(wanted.items()):
        yield Line("goal", tool, count, wrong[tool], missed[tool])


def _by_invariant(findings: Sequence[tuple[int, Finding]]) -> Iterable[Line]:
    for name in NAMES:
        of_it = [finding for _, finding in findings if finding.invariant == name]
        wrong = sum(finding.gravity is Gravity.WRONG for finding in of_it)
        yield Line("invariant", name, len(of_it), wrong, len(of_it) - wrong)
