"""Hashes passwords and checks them, off the event loop. Sign-in and the command line use it."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

from nia.errors import Invalid

SHORTEST = 10
LONGEST = 256

# OWASP's argon2id of 19 MiB and two passes: 25 ms of a core. A stored hash carries its own parameters,
# so these can be raised; `Verdict.renewed` then brings each user's hash up at the next sign-in.
_MEMORY_KIB = 19 * 1024
_PASSES = 2
_LANES = 1

# The hash of 32 random bytes that nobody kept: an unknown mail address costs as long as a wrong password.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$DsjpH9j73GevlPc/ukqYwQ$9PtVsl6I0HGXhJIKC21jOJ6AfJp1jZP968Ga2TbZDwM"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password fits. `renewed` is a hash to store instead, where the stored one is of older strength."""

    fits: bool
    renewed: str | None = None


class Passwords:
    """Argon2id, at most `at_once` at a time, so that many sign-ins do not take every core and 19 MiB each."""

    def __init__(self, at_once: int = 2) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES),))
        self._turns = asyncio.Semaphore(at_once)

    async def hash(self, password: str) -> str:
        """Return what to store of `password`; raise `Invalid` where it is too short or too long."""
        check_length(password)
        return await self._in_thread(lambda: self._hasher.hash(_folded(password)))

    async def verify(self, password: str, stored: str | None) -> Verdict:
        """Check `password` against a stored hash. With None or an empty hash nothing fits, in the same time."""
        return await self._in_thread(lambda: self._verdict(password, stored))

    def _verdict(self, password: str, stored: str | None) -> Verdict:
        try:
            fits, renewed = self._hasher.verify_and_update(_folded(password[: LONGEST + 1]), stored or _NOBODY)
        except UnknownHashError:
            return Verdict(fits=False)
        return Verdict(fits and bool(stored), renewed if fits and stored else None)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        async with self._turns:
            return await asyncio.to_thread(work)


def check_length(password: str) -> None:
    """Raise `Invalid` unless the password has 10 to 256 characters."""
    if len(password) < SHORTEST:
        raise Invalid("password", "password_short", least=SHORTEST)
    if len(password) > LONGEST:
        raise Invalid("password", "password_long", most=LONGEST)


def _folded(password: str) -> bytes:
    # The same Hindi or accented letter is typed as one or two code points, by the keyboard.
    return unicodedata.normalize("NFC", password).encode(errors="surrogatepass")
