"""What a simulated user does in a turn, and the port to whoever decides it. `conversation` plays it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from nia.evaluation.stage.observed import Observed
from nia.understanding.port import Json


class Means(StrEnum):
    """What the user means by a step."""

    ASK = "ask"
    ANSWER = "answer"
    DONT_KNOW = "dont_know"
    PICK = "pick"
    CORRECT = "correct"
    CONFIRM = "confirm"
    PROCEED = "proceed"
    CANCEL = "cancel"
    UNDO = "undo"
    DIGRESS = "digress"
    RESUME = "resume"
    STRAY_YES = "stray_yes"  # a yes to nothing: no card waits that this session has shown
    AWAY = "away"
    BYE = "bye"


@dataclass(frozen=True, slots=True)
class Step:
    """One message or button, or time that passes until a new session (`later`, an ISO 8601 duration).

    `slots`: what it clearly tells, by slot, as values of a card's row.

    `means` is None where nobody knows what the user meant (a model played it); then the words tell.
    """

    say: str | None = None
    press: Literal["confirm", "cancel", "edit"] | None = None
    edit: Mapping[str, Json] | None = None
    later: str | None = None
    means: Means | None = None
    slots: Mapping[str, Json] | None = None

    @property
    def did(self) -> str:
        """What it does, in a line."""
        if self.press is not None:
            return f"press: {self.press}" + (f" {dict(self.edit)}" if self.edit else "")
        return f"say: {self.say}" if self.later is None else f"later: {self.later}, in a new session"


class SimulatedUser(Protocol):
    """Whoever plays a persona."""

    async def next(self, seen: Observed | None) -> Step | None:
        """Return what the user does after what it saw (None: at the start); None ends the conversation."""
        ...
