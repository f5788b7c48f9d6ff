"""A turn as the figures see it: what came of it, and no word of it. `reading` and `runs` make it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Seen:
    """A finished turn.

    `asks`: it asked for a slot, or offered records or times to choose from. `readings`: it asked which of two
    readings was meant. `ran`: the tools that ran in it. `card`: the tool of the card it showed ("undo" for one that
    takes something back). `refusal`: a `nia.errors.Refusal`. `thumb`: 1, -1, or 0 where none was given. `at` is None
    in evals.
    """

    conversation: str
    language: str
    intents: tuple[str, ...]
    at: datetime | None = None
    asks: bool = False
    readings: bool = False
    ran: frozenset[str] = frozenset()
    card: str | None = None
    refusal: str | None = None
    escalated: bool = False
    latency_ms: float = 0.0
    thumb: int = 0
