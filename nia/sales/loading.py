"""Loads a record by its id within a user's rights. Every tool that is given a reference calls it."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import Reach, visible, within
from nia.accounts.principal import Principal
from nia.errors import NotFound, PermissionDenied
from nia.store.tables import Record, User

Row = TypeVar("Row", bound=Record)


async def load(session: AsyncSession, user: Principal, table: type[Row], record_id: str, reach: Reach) -> Row:
    """Return the live row of `table` with this id.

    Raises `PermissionDenied` where the user may know of it but it is beyond `reach`, `NotFound`
    where there is none of which the user may know.
    """
    row = await find(session, user, table, record_id)
    if row is None:
        raise NotFound(table.__name__.lower(), record_id)
    allowed = select(col(table.id)).where(col(table.id) == record_id, within(user, table, reach))
    if await session.scalar(allowed) is None:
        raise PermissionDenied("the record is beyond the user's reach", kind=table.__name__.lower())
    return row


async def find(session: AsyncSession, user: Principal, table: type[Row], record_id: str) -> Row | None:
    """Return the live row of `table` with this id if the user may know of it, else None."""
    return await session.scalar(select(table).where(col(table.id) == record_id, visible(user, table)))


async def names_of(session: AsyncSession, user_ids: set[str]) -> dict[str, str]:
    """Return the names of these users by id, for the owners and assignees that a view shows."""
    if not user_ids:
        return {}
    found = await session.execute(select(col(User.id), col(User.name)).where(col(User.id).in_(user_ids)))
    return {row.id: row.name for row in found}
