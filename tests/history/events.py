"""What clients did and what they were answered: the history that is recorded, and that the checker reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count


class Kind(StrEnum):
    """What a client can do to a lead. A lead has one value here, its city."""

    CREATE = "create"
    UPDATE = "update"
    UNDO = "undo"
    READ = "read"
    CANCEL = "cancel"


class Outcome(StrEnum):
    """What a client knows of it in the end. Unknown: it may have taken effect, or do so later, or never."""

    OK = "ok"
    FAIL = "fail"
    UNKNOWN = "unknown"


FOREVER = 10**12


@dataclass
class Operation:
    """One invocation, however often it was sent. `invoked` and `ended` are places in the order of all events.

    `value`: what is written, or what was read (with `alive`, the number of leads of that name). `saw`: the value that
    the card showed as the former one. `key`: the proposal that was confirmed. `of`: the key of what an undo took back.
    `sent`: the client's id of the message.
    """

    client: str
    kind: Kind
    lead: str
    invoked: int
    value: str | None = None
    saw: str | None = None
    key: str | None = None
    of: str | None = None
    sent: str = ""
    alive: int = 1
    outcome: Outcome = Outcome.UNKNOWN
    ended: int = FOREVER


@dataclass
class History:
    """Operations in the order in which they were invoked."""

    operations: list[Operation] = field(default_factory=list)
    _events: count[int] = field(default_factory=lambda: count(1))

    def invoke(self, client: str, kind: Kind, lead: str = "", **known: str) -> Operation:
        """Record that something is asked for now."""
        operation = Operation(client, kind, lead, next(self._events), **known)  # type: ignore[arg-type]
        self.operations.append(operation)
        return operation

    def end(self, operation: Operation, outcome: Outcome) -> None:
        """Record what came of it. One that stays unknown has no end: it may take effect at any time."""
        operation.outcome = outcome
        operation.ended = FOREVER if outcome is Outcome.UNKNOWN else next(self._events)
