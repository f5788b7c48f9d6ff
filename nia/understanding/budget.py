"""What a turn may spend on models, and the circuit that rests a failing one. `Escalating` keeps both."""

from __future__ import annotations

import time
from collections.abc import Callable

Monotonic = Callable[[], float]
"""A clock for durations, in seconds: `time.monotonic` or a test's own."""


class TurnBudget:
    """The seconds and calls that one turn has left for models."""

    def __init__(self, seconds: float, calls: int, monotonic: Monotonic = time.monotonic) -> None:
        self._ends = monotonic() + seconds
        self._calls = calls
        self._monotonic = monotonic

    def spend(self, wanted_s: float) -> float | None:
        """Take one call of at most `wanted_s` seconds; return the seconds it gets, or None where nothing is left."""
        left = self._ends - self._monotonic()
        if left <= 0 or self._calls <= 0:
            return None
        self._calls -= 1
        return min(wanted_s, left)


class Circuit:
    """Rests a provider after some failures in a row; then lets one call through, whose outcome decides."""

    def __init__(self, failures: int, rest_s: float, monotonic: Monotonic = time.monotonic) -> None:
        self._allowed = failures
        self._rest_s = rest_s
        self._monotonic = monotonic
        self._failed = 0
        self._rests_until: float | None = None

    @property
    def closed(self) -> bool:
        """Tell whether a call may be made now."""
        return self._rests_until is None or self._monotonic() >= self._rests_until

    def succeeded(self) -> None:
        """Note that the provider answered."""
        self._failed = 0
        self._rests_until = None

    def failed(self) -> None:
        """Note that the provider did not answer."""
        self._failed += 1
        if self._failed >= self._allowed:
            self._rests_until = self._monotonic() + self._rest_s
