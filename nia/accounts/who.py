"""Finds who acts, fresh from the database in every turn, so that a change of role or a deactivation counts at once."""

from __future__ import annotations

from sqlalchemy import bindparam
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, or_, select

from nia.accounts.principal import Principal
from nia.errors import PermissionDenied
from nia.store.tables import User

# Built once: every turn runs it, and building it costs as much as running it.
_ACTIVE = select(User).where(
    or_(col(User.id) == bindparam("id"), col(User.email) == bindparam("email")), col(User.active).is_(True)
)


async def find_principal(session: AsyncSession, name: str) -> Principal | None:
    """Return the active user with this id or mail address, or None."""
    row = (await session.execute(_ACTIVE, {"id": name, "email": name.strip().lower()})).scalars().first()
    return None if row is None else Principal.of(row)


async def signed_in(session: AsyncSession, name: str) -> Principal:
    """Return the active user with this id or mail address; raise `PermissionDenied` where nobody is meant."""
    user = await find_principal(session, name) if name else None
    if user is None:
        raise PermissionDenied("nobody is signed in under this name, or they were deactivated")
    return user
