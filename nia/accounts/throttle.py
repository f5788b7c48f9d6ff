"""Slows down guessing of passwords, by mail address. Sign-in asks it first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from nia.clock import Clock
from nia.errors import UserError

FREE_TRIES = 5
FIRST_WAIT_S = 2
LONGEST_WAIT_S = 300  # not longer: whoever guesses at another's address must not shut that person out for good
FORGOTTEN_AFTER = timedelta(hours=1)
KEPT_AT_MOST = 10_000


class TooManyTries(UserError):
    """Too many wrong passwords for this address; `wait_s` seconds must pass before the next try."""

    code = "too_many_tries"

    def __init__(self, wait_s: int) -> None:
        super().__init__("too many wrong passwords", wait_s=wait_s)
        self.wait_s = wait_s


@dataclass(slots=True)
class _Tries:
    count: int
    last: datetime


class LoginThrottle:
    """Counts wrong passwords in this process's memory: after five, each next try waits twice as long, up to 5 minutes.

    With several processes an attacker gets that many tries in each. Unknown addresses count like
    known ones, so that a wait tells nothing; the longest unused are forgotten first.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tried: OrderedDict[str, _Tries] = OrderedDict()

    def admit(self, email: str) -> None:
        """Count a try, before its password is checked; raise `TooManyTries` while the address must wait.

        Counting first keeps a hundred tries at once from all being the first.
        """
        key, now = _key(email), self._clock.now()
        before = self._tried.get(key)
        if before is not None and now - before.last >= FORGOTTEN_AFTER:
            before = None
        if before is not None:
            left = before.last + _wait(before.count) - now
            if left > timedelta(0):
                raise TooManyTries(wait_s=ceil(left.total_seconds()))
        self._tried[key] = _Tries((before.count if before else 0) + 1, now)
        self._tried.move_to_end(key)
        while len(self._tried) > KEPT_AT_MOST:
            self._tried.popitem(last=False)

    def succeeded(self, email: str) -> None:
        """Forget the address's tries."""
        self._tried.pop(_key(email), None)


def _wait(tries: int) -> timedelta:
    if tries < FREE_TRIES:
        return timedelta(0)
    doublings = min(tries - FREE_TRIES, 10)
    return timedelta(seconds=min(FIRST_WAIT_S * 2**doublings, LONGEST_WAIT_S))


def _key(email: str) -> str:
    return email.strip().lower()[:320]
