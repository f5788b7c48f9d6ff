"""What a check looks at: a turn as observed, and how values are compared in its conversation. `turn` makes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nia.evaluation.checks.values import Comparer
from nia.evaluation.format.expect import Expect
from nia.evaluation.outcome import Check
from nia.evaluation.stage.observed import Observed
from nia.understanding.port import Json


@dataclass(frozen=True, slots=True)
class Sight:
    """A turn as observed, and how its values are compared."""

    seen: Observed
    compare: Comparer

    @property
    def reply(self) -> str:
        """What the user got to read, cards included; empty where the agent had nothing to say."""
        return self.seen.turn.reply if self.seen.turn is not None else ""


Checker = Callable[[Expect, Sight], Iterable[Check]]


def check(
    key: str,
    expected: object,
    got: object,
    *,
    held: bool,
    why: str,
    label: str = "",
    differs: tuple[str, ...] = (),
) -> Check:
    """Return a check; `why` and `differs` are kept only where it did not hold."""
    return Check(key, plain(expected), plain(got), held, "" if held else why, label, () if held else differs)


def plain(value: object) -> Json:
    """Return a value as plain JSON, for reports."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
