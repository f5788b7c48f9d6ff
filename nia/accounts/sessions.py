"""Signed-in sessions: opens one, says whose it is, ends it. Every face asks here who is at the other end."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import and_, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.principal import Principal
from nia.clock import Clock
from nia.store.database import Database
from nia.store.tables import LoginSession, User

TOKEN_BYTES = 32


async def open_session(database: Database, user_id: str, clock: Clock, ttl: timedelta) -> str:
    """Open a session that lasts `ttl`; return its token, which is stored nowhere. Ended ones are forgotten."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    ended = or_(col(LoginSession.expires_at) <= now, col(LoginSession.revoked_at).is_not(None))
    async with database.begin() as session:
        await session.execute(delete(LoginSession).where(col(LoginSession.user_id) == user_id, ended))
        session.add(LoginSession(token_hash=_hash(token), user_id=user_id, created_at=now, expires_at=now + ttl))
    return token


async def user_of(database: Database, token: str, clock: Clock) -> Principal | None:
    """Return whose session the token opens; None where it is unknown, has ended, or its user was deactivated."""
    query = (
        select(User)
        .join(LoginSession, col(LoginSession.user_id) == col(User.id))
        .where(
            col(LoginSession.token_hash) == _hash(token),
            col(LoginSession.revoked_at).is_(None),
            col(LoginSession.expires_at) > clock.now(),
            col(User.active).is_(True),
        )
    )
    async with database.read() as session:
        user = (await session.execute(query)).scalar_one_or_none()
    return None if user is None else Principal.of(user)


async def revoke(database: Database, token: str, clock: Clock) -> None:
    """End a session. An unknown or ended one is left as it is."""
    ended = and_(col(LoginSession.token_hash) == _hash(token), col(LoginSession.revoked_at).is_(None))
    async with database.begin() as session:
        await session.execute(update(LoginSession).where(ended).values(revoked_at=clock.now()))


async def revoke_all(database: Database, user_id: str, clock: Clock) -> None:
    """End every session of a user: "sign out everywhere"."""
    async with database.begin() as session:
        await revoke_sessions_of(session, user_id, clock.now())


async def revoke_sessions_of(session: AsyncSession, user_id: str, now: datetime) -> None:
    """End every session of a user within the caller's transaction."""
    theirs = and_(col(LoginSession.user_id) == user_id, col(LoginSession.revoked_at).is_(None))
    await session.execute(update(LoginSession).where(theirs).values(revoked_at=now))


def _hash(token: str) -> str:
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
