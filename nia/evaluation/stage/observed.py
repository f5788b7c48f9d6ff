"""What was to be seen of a turn: the agent's account, and the database's. `Stage` makes it, `checks` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nia.agent.turn import CardView, Turn
from nia.understanding.port import Json


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A ledger entry that a turn made. `undoes`: the tool whose write it took back."""

    id: str
    tool: str
    args: Mapping[str, Json]
    user_id: str
    effect: str
    proposal_id: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification that reached the user."""

    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Observed:
    """What was to be seen of a turn.

    `turn` is None where the agent had nothing to say (the clock moved on, somebody else changed a record).
    `waiting`: the tool whose card now waits for a yes; `waiting_undoes`: where that card
    takes something back, the tool that did it. `card_before`: the card that the user had last seen
    in this session before the turn. `by_button`: a button was pressed.
    """

    turn: Turn | None
    waiting: str | None = None
    waiting_undoes: str | None = None
    actions: tuple[LedgerEntry, ...] = ()
    notifications: tuple[Notification, ...] = ()
    card_before: CardView | None = None
    by_button: str | None = None
    ms: float = 0.0
    model_calls: int = 0
    cost: float = 0.0
    trace: Mapping[str, Json] = field(default_factory=dict)
