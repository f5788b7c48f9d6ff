"""A conversation as it was played: what the user did, saw, and what came of it. `invariants` judges it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nia.evaluation.simulation.finding import Finding, Gravity
from nia.evaluation.simulation.persona import Persona
from nia.evaluation.simulation.step import Step
from nia.evaluation.simulation.store import Entry, Snapshot
from nia.evaluation.stage.observed import Observed
from nia.understanding.port import Json


@dataclass(frozen=True, slots=True)
class Exchange:
    """A step and what came of it. `failed`: the agent raised this instead of answering."""

    step: Step
    seen: Observed | None
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """A whole conversation. `records` are the live records afterwards, in the format's field names, by kind."""

    persona: Persona
    exchanges: tuple[Exchange, ...]
    before: Snapshot
    after: Snapshot
    entries: tuple[Entry, ...]
    records: Mapping[str, tuple[Mapping[str, Json], ...]]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """A conversation and what the invariants found in it."""

    played: Played
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What must never happen."""
        return tuple(one for one in self.findings if one.gravity is Gravity.WRONG)

    @property
    def unmet(self) -> tuple[Finding, ...]:
        """What the user did not get."""
        return tuple(one for one in self.findings if one.gravity is Gravity.UNMET)
