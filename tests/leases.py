"""Time that passes for leases: it is the database's, which a test does not wait for."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update

from nia.store.database import Database
from nia.store.tables import Conversation, WaitingMessage

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


async def run_out(database: Database) -> None:
    """Let every lease run out, and every place in a line lapse, as if their processes had long been dead."""
    async with database.begin() as session:
        held = update(Conversation).where(Conversation.lease_until.is_not(None))
        await session.execute(held.values(lease_until=LONG_AGO))
        await session.execute(update(WaitingMessage).values(until=LONG_AGO))
