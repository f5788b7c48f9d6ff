"""Who is at the other end of a browser: opens NIA's own session at sign-in and asks it again at every turn."""

from __future__ import annotations

from datetime import timedelta

from nia.accounts import sessions
from nia.accounts.passwords import Passwords
from nia.accounts.principal import Principal
from nia.accounts.sign_in import SignIn
from nia.accounts.throttle import LoginThrottle
from nia.clock import Clock
from nia.store.database import Database


class Door:
    """Sign-in for browsers and the API. Chainlit's cookie cannot be revoked; the session whose token it carries can."""

    def __init__(self, database: Database, clock: Clock, session_ttl: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._ttl = session_ttl
        self._sign_in = SignIn(database, Passwords(), LoginThrottle(clock))

    async def enter(self, email: str, password: str) -> tuple[Principal, str]:
        """Return who signs in and the token of the new session; raise `SignInRefused` or `TooManyTries`."""
        user = await self._sign_in.with_password(email, password)
        return user, await sessions.open_session(self._database, user.id, self._clock, self._ttl)

    async def who(self, token: str) -> Principal | None:
        """Return whose session it is, or None where it has ended."""
        return await sessions.user_of(self._database, token, self._clock)

    async def leave(self, token: str) -> None:
        """End a session."""
        await sessions.revoke(self._database, token, self._clock)
