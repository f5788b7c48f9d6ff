"""Colleagues: to whom a user may give a lead, and whose leads they may ask for. The lead tools call it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.permissions import Reach
from nia.accounts.principal import Principal
from nia.errors import NotFound, PermissionDenied
from nia.store.tables import User


async def colleague(session: AsyncSession, user: Principal, colleague_id: str, reach: Reach) -> User:
    """Return the active user with this id, if they are within `reach` of `user`.

    Raises `NotFound` where there is no such user, `PermissionDenied` where they are beyond reach.
    """
    row = await session.get(User, colleague_id)
    if row is None or not row.active:
        raise NotFound("user", colleague_id)
    near = {Reach.ALL: True, Reach.TEAM: row.team_id == user.team_id, Reach.OWN: row.id == user.id}
    if not near[reach]:
        raise PermissionDenied("this colleague is beyond the user's reach", kind="user")
    return row
