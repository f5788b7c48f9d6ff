"""Signs a user in with mail address and password. The chat, the API and the terminal come through here."""

from __future__ import annotations

from nia.accounts import users
from nia.accounts.passwords import Passwords
from nia.accounts.principal import Principal
from nia.accounts.throttle import LoginThrottle
from nia.errors import UserError
from nia.store.database import Database
from nia.store.tables import User


class SignInRefused(UserError):
    """Address and password do not belong together. It is never said which of them is wrong."""

    code = "sign_in"

    def __init__(self) -> None:
        super().__init__("the mail address or the password is wrong")


class SignIn:
    """Checks passwords. One for a process, since the throttle counts in it."""

    def __init__(self, database: Database, passwords: Passwords, throttle: LoginThrottle) -> None:
        self._database = database
        self._passwords = passwords
        self._throttle = throttle

    async def with_password(self, email: str, password: str) -> Principal:
        """Return who signs in. Raise `SignInRefused`, or `TooManyTries` before the password is even looked at."""
        self._throttle.admit(email)
        async with self._database.read() as session:
            user = await users.find(session, email)
        verdict = await self._passwords.verify(password, user.password_hash if user and user.active else None)
        if user is None or not verdict.fits:
            raise SignInRefused
        self._throttle.succeeded(email)
        if verdict.renewed:
            await self._renew(user, verdict.renewed)
        return Principal.of(user)

    async def _renew(self, user: User, password_hash: str) -> None:
        async with self._database.begin() as session:
            row = await session.get(User, user.id)
            if row is not None and row.password_hash == user.password_hash:
                row.password_hash = password_hash
