"""Time that passes for leases: it is the database's, which a test does not wait for."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.store.database import Database
from nia.store.tables import Conversation, OutboxEntry, WaitingMessage

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


async def run_out(database: Database) -> None:
    """Let every lease and claim run out, and every place in a line lapse, as if their processes had long been dead."""
    async with database.begin() as session:
        await run_out_in(session)


async def run_out_in(session: AsyncSession) -> None:
    """Do so in a transaction of the caller's."""
    held = update(Conversation).where(col(Conversation.lease_until).is_not(None))
    await session.execute(held.values(lease_until=LONG_AGO))
    await session.execute(update(WaitingMessage).values(until=LONG_AGO))
    claimed = update(OutboxEntry).where(col(OutboxEntry.claimed_until).is_not(None))
    await session.execute(claimed.values(claimed_until=LONG_AGO))
