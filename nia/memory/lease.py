"""The lease of a conversation: one turn at a time, whichever process it reaches. The turns and the gate go by it.

Time is the database's: several machines' clocks differ, and who has a fast one would take every lease
away. A lease only makes a fight unlikely. What makes it harmless is the fence, a number that grows with
each holder: each commit of an effect, a proposal or an answer checks it in the same transaction.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from sqlalchemy import and_, bindparam, or_
from sqlalchemy.ext.asyncio import AsyncSession

from nia.errors import NiaError
from nia.store.affected import changed_rows
from nia.store.database import Database
from nia.store.tables import METADATA
from nia.store.time_there import later_there, now_there

LEASE = timedelta(seconds=10)

_CONVERSATIONS = METADATA.tables["conversations"]


class LeaseLost(NiaError):
    """The turn stood still for so long that another one took its conversation; it commits nothing more.

    Sending the message again helps: it gets the recorded answer, or is answered now.
    """

    code = "lease_lost"


def lease_end() -> later_there:
    """Return the database's own time, a lease from now."""
    return later_there(LEASE)


is_free = or_(_CONVERSATIONS.c.lease_until.is_(None), _CONVERSATIONS.c.lease_until < now_there())
"""Condition on `conversations`: nobody holds it, or whoever did is past the lease."""

is_held = and_(
    _CONVERSATIONS.c.id == bindparam("conversation"),
    _CONVERSATIONS.c.fence == bindparam("held"),
    _CONVERSATIONS.c.lease_until.is_not(None),
)
"""Condition on `conversations`: the turn with the fence `:held` has neither lost the conversation nor given it back."""

# It writes, so that it also waits for, or holds up, whoever takes the conversation over: what it found stays true until
# the commit. And an effect that took long, while nobody else could write, leaves its turn the time to end.
_RENEW = _CONVERSATIONS.update().where(is_held).values(lease_until=lease_end())


async def renew(session: AsyncSession, conversation_id: str, fence: int) -> bool:
    """Begin the lease anew, where the turn with this fence still holds it; tell whether it does."""
    place = {"conversation": conversation_id, "held": fence}
    return changed_rows(await session.execute(_RENEW, place)) == 1


@asynccontextmanager
async def holding(database: Database, conversation_id: str | None, fence: int | None) -> AsyncIterator[AsyncSession]:
    """Open a transaction that commits only while the turn with this fence holds the conversation.

    Raises `LeaseLost` at its end otherwise. Outside a conversation, where `fence` is None, it always commits.
    """
    async with database.begin() as session:
        yield session
        if conversation_id is not None and fence is not None:
            # Last: had it come first, the one who takes over would wait for as long as this transaction takes.
            await session.flush()
            if not await renew(session, conversation_id, fence):
                raise LeaseLost("another turn took the conversation over")
