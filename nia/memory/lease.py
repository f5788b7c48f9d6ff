"""The lease of a conversation: one turn at a time, whichever process it reaches. The turns and the gate go by it.

Time is the database's: several machines' clocks differ, and who has a fast one would take every lease
away. A lease only makes a fight unlikely. What makes it harmless is the fence, a number that grows with
each holder: each commit of an effect, a proposal or an answer checks it in the same transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, bindparam, exists, or_
from sqlalchemy.ext.asyncio import AsyncSession

from nia.errors import NiaError, StoreError
from nia.store.affected import changed_rows
from nia.store.database import Database
from nia.store.tables import METADATA
from nia.store.time_there import later_there, now_there

LEASE = timedelta(seconds=10)
GIVING_BACK_S = 1.0  # a turn that broke off because the database is away is not to wait for it once more

_CONVERSATIONS, _TURNS = METADATA.tables["conversations"], METADATA.tables["turns"]


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


# By the turn's row too: a fence that was taken in a transaction which was rolled back is somebody else's next.
_GIVE_BACK = (
    _CONVERSATIONS.update().where(is_held, exists().where(_TURNS.c.id == bindparam("turn"))).values(lease_until=None)
)


@dataclass(slots=True)
class Hold:
    """A turn's hold on its conversation: `fence` and `turn_id` are empty until it is opened."""

    conversation_id: str
    fence: int = 0
    turn_id: str = ""


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


@asynccontextmanager
async def unless_it_breaks_off(database: Database, hold: Hold) -> AsyncIterator[Hold]:
    """Give the conversation back at once where the block ends by an error, or is cancelled; its turn stays open.

    A process that is killed does not come by here: then the lease runs out.
    """
    try:
        yield hold
    except (Exception, asyncio.CancelledError):
        # Shielded: who is cancelled twice, or by a scope that cancels all that is awaited in it, gives it back too.
        await asyncio.shield(give_back(database, hold))
        raise


async def give_back(database: Database, hold: Hold) -> None:
    """Give the conversation back, where the turn still holds it. Where the database fails, the lease runs out."""
    if not hold.fence:
        return
    place = {"conversation": hold.conversation_id, "held": hold.fence, "turn": hold.turn_id}
    with suppress(StoreError, TimeoutError):
        async with asyncio.timeout(GIVING_BACK_S), database.begin() as session:
            await session.execute(_GIVE_BACK, place)
