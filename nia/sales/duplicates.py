"""Finds leads and contacts that seem to be the same as a new one. The checks of the tools that make them call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.accounts.principal import Principal
from nia.matching.compare import same, same_company
from nia.store.tables import Contact, Lead

Known = TypeVar("Known", Lead, Contact)


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as they were named: mail address in lower case, phone as E.164."""

    name: str | None = None
    company: str | None = None
    email: str | None = None
    phone: str | None = None


async def duplicates(
    session: AsyncSession, user: Principal, table: type[Known], of: Somebody, besides: str | None = None
) -> Sequence[Known]:
    """Return the rows that `user` may know of with the same phone or mail address, or the same person and company.

    `besides` is the id of a row that is not its own duplicate.
    """
    reached = [
        column == value
        for column, value in ((col(table.email), of.email), (col(table.phone), of.phone))
        if value is not None
    ]
    alive = visible(user, table)
    found: list[Known] = []
    if reached:
        found += (await session.scalars(select(table).where(alive, or_(*reached)))).all()
    if of.name and of.company:
        names = select(col(table.id), col(table.name), col(table.company)).where(alive)
        ids = [
            row.id
            for row in await session.execute(names)
            if same(row.name, of.name) and same_company(row.company, of.company)
        ]
        found += (await session.scalars(select(table).where(col(table.id).in_(ids)))).all()
    return list({row.id: row for row in found if row.id != besides}.values())
