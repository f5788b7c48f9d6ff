"""What a run of eval suites came to: plain, frozen, JSON-able. The runner makes it; reports and baselines read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from nia.understanding.port import Json


@dataclass(frozen=True, slots=True)
class Check:
    """One key that a turn (or `finally`) expects, and whether it held. `expected` and `got` are plain JSON.

    `key` is as in the suite: `slots`, `reply.contains`, `finally.leads`. `label`: what of a key that holds
    several (the name of a slot), else empty. `why` says in a sentence what is wrong; empty where it held.
    `differs`: of a record or arguments that were got otherwise, the names of those that differ.
    """

    key: str
    expected: Json
    got: Json
    held: bool
    why: str = ""
    label: str = ""
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnResult:
    """A turn as it was played. `did` is what the suite did: "say: …", "press: confirm", "later: PT18H".

    `slots_expected` and `slots_right` count slots for recall; `slots_filled` those filled where `exact` was asked
    for (0 elsewhere), for precision. `unconfirmed`: writes that took effect without a card shown before and a yes.
    `unfounded`: the reply claims to have done what no recorded result holds. `model_calls`: how often a model
    answered; `cost` in US dollars. `note`: why there is no reply, where that is not plain.
    """

    number: int
    did: str
    reply: str
    language: str
    intents: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    slots_expected: int = 0
    slots_right: int = 0
    slots_filled: int = 0
    slots_filled_right: int = 0
    wrote: tuple[str, ...] = ()
    unconfirmed: int = 0
    unfounded: int = 0
    corrected: bool = False
    latency_ms: float = 0.0
    model_calls: int = 0
    cost: float = 0.0
    line: int | None = None
    note: str = ""

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that did not hold."""
        return tuple(check for check in self.checks if not check.held)


@dataclass(frozen=True, slots=True)
class ConversationResult:
    """A conversation, played once. `attempt` counts from 1 with `--repeat`.

    `error`: what broke the run itself (a database, a vendor, a bug), none of the agent's answers; such a
    conversation neither passed nor failed. `finally_checks` are those of the records afterwards.
    """

    suite: str
    id: str
    language: str
    tags: tuple[str, ...] = ()
    file: str = ""
    line: int | None = None
    attempt: int = 1
    turns: tuple[TurnResult, ...] = ()
    finally_checks: tuple[Check, ...] = ()
    error: str | None = None
    seconds: float = 0.0

    @property
    def name(self) -> str:
        """`suite/id`, unique in a run but for its attempts."""
        return f"{self.suite}/{self.id}"

    @property
    def passed(self) -> bool:
        """Tell whether every check held, no write went unconfirmed and nothing was claimed in vain."""
        return self.error is None and not self.failures

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Every check that did not hold, with the number of its turn (None: `finally`)."""
        found = [Failure(turn.number, check) for turn in self.turns for check in turn.failed]
        found += [Failure(None, check) for check in self.finally_checks if not check.held]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that did not hold, and in which turn (None: in `finally`)."""

    turn: int | None
    check: Check


@dataclass(frozen=True, slots=True)
class RunResult:
    """A whole run: every conversation with all its attempts, in the order of the suites.

    `model` is what understood ("engine", "openai", …), `config` the folder, `seconds` the wall time.
    `started` is an ISO 8601 instant in UTC.
    """

    conversations: tuple[ConversationResult, ...]
    model: str = "engine"
    config: str = ""
    repeat: int = 1
    seconds: float = 0.0
    started: str = ""
    settings: Mapping[str, Json] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Json]:
        """Return the run as plain JSON."""
        plain: dict[str, Json] = _adapter().dump_python(self, mode="json")
        return plain

    @classmethod
    def read(cls, path: Path) -> RunResult:
        """Read back what was written of `as_dict`."""
        return _adapter().validate_json(path.read_bytes())


@cache
def _adapter() -> TypeAdapter[RunResult]:
    return TypeAdapter(RunResult)
