"""Finds who acts, fresh from the database in every turn, so that a change of role or a deactivation counts at once."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, or_, select

from nia.accounts.principal import Principal
from nia.store.tables import User


async def find_principal(session: AsyncSession, name: str) -> Principal | None:
    """Return the active user with this id or mail address, or None."""
    same = or_(col(User.id) == name, col(User.email) == name.strip().lower())
    row = (await session.execute(select(User).where(same, col(User.active).is_(True)))).scalars().first()
    return None if row is None else Principal.of(row)
