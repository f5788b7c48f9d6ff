"""Sign-in and sign-out of the browser's chat. `chat` registers them and asks whose turn it is."""

from __future__ import annotations

from collections.abc import Callable

import chainlit as cl
from chainlit.auth import get_token_from_cookies
from chainlit.auth.jwt import decode_jwt
from fastapi import Request, Response

from nia.accounts.principal import Principal
from nia.accounts.sign_in import SignInRefused
from nia.accounts.throttle import TooManyTries
from nia.ui.door import Door

_TOKEN = "session"  # noqa: S105 — the name under which Chainlit's signed cookie carries the token


def register(door: Callable[[], Door]) -> None:
    """Hand sign-in and sign-out to Chainlit."""

    async def sign_in(username: str, password: str) -> cl.User | None:
        try:
            user, token = await door().enter(username, password)
        except (SignInRefused, TooManyTries):
            return None
        return cl.User(identifier=user.id, display_name=user.name, metadata={_TOKEN: token, "language": user.language})

    async def sign_out(request: Request, response: Response) -> dict[str, bool]:
        cookie = get_token_from_cookies(request.cookies)
        if cookie:
            await door().leave(str(decode_jwt(cookie).metadata.get(_TOKEN, "")))
        return {"success": True}

    cl.password_auth_callback(sign_in)
    cl.on_logout(sign_out)


async def current_user(door: Door) -> Principal | None:
    """Return who is signed in now, or None where the session has ended since the page was opened."""
    user = cl.user_session.get("user")
    if not isinstance(user, cl.User):
        return None
    who = await door.who(str(user.metadata.get(_TOKEN, "")))
    return who if who is not None and who.id == user.identifier else None


def language_of(user: Principal | None) -> str | None:
    """Return the language to use with `user`, else the one of the cookie's user, signed out or not."""
    if user is not None:
        return user.language
    known = cl.user_session.get("user")
    return known.metadata.get("language") if isinstance(known, cl.User) else None
