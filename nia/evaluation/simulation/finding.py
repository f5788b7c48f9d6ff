"""What an invariant found in a conversation. `invariants` makes them; reports, `minimise` and `saving` read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nia.understanding.port import Json


class Gravity(StrEnum):
    """How bad a finding is.

    `wrong`: something that must never happen, whatever the user said: one such conversation is a bug.
    `unmet`: the user did not get what it wanted, or had to say it twice. The words of a simulated user may lie
    beyond what the agent understands, so this is a rate, held against a threshold.
    """

    WRONG = "wrong"
    UNMET = "unmet"


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken invariant: its name, in which turn (from 1; None: in the end), and what is wrong, in a sentence.

    `expect` and `finally_` are what an eval suite would expect there instead, in its own format.
    """

    invariant: str
    gravity: Gravity
    turn: int | None
    why: str
    expect: Mapping[str, Json] = field(default_factory=dict)
    finally_: Mapping[str, Json] = field(default_factory=dict)
    goal: int | None = None
