"""Dead letters: messages of the outbox that failed, or of which nobody knows the outcome. `nia outbox` looks at them.

Each function runs in a transaction of the caller's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from nia.ledger.outbox import ATTEMPTS_A_ROUND, State
from nia.ledger.receipts import ERASED
from nia.store.tables import Action, OutboxEntry

PAGE = 20
_DEAD = (State.FAILED, State.UNKNOWN)


async def page(session: AsyncSession, number: int = 1, topic: str | None = None) -> Sequence[OutboxEntry]:
    """Return one page of them, oldest first, from 1: of one topic, or of all, the topics one after the other."""
    place = (number - 1) * PAGE
    query = _dead(topic).order_by(col(OutboxEntry.topic), col(OutboxEntry.id)).limit(PAGE).offset(place)
    return (await session.scalars(query)).all()


async def ids_of(session: AsyncSession, topic: str, most: int) -> Sequence[int]:
    """Return the ids of the oldest of this topic that may be sent again."""
    query = _may_go_out(_dead(topic)).order_by(col(OutboxEntry.id))
    return [row.id for row in await session.scalars(query) if row.id is not None and row.payload != ERASED][:most]


async def send_again(session: AsyncSession, ids: Collection[int]) -> list[int]:
    """Have these wait for their sender once more; return which. Of two who do it at once, one has each of them.

    Left out is what is no dead letter (any more), what was erased, and what tells of an action that was taken back.
    """
    asked = _may_go_out(_dead()).where(col(OutboxEntry.id).in_(ids)).order_by(col(OutboxEntry.id))
    found = await session.scalars(asked.with_for_update(of=OutboxEntry))
    revived = [row.id for row in found if row.id is not None and row.payload != ERASED]
    attempts = col(OutboxEntry.attempts)
    waiting = {"state": State.WAITING, "in_doubt": False, "next_at": None, "claimed_until": None}
    # A new round: never a number of before, by which a sender that stood still all the while would take it for its own.
    await session.execute(
        update(OutboxEntry)
        .where(col(OutboxEntry.id).in_(revived), col(OutboxEntry.state).in_(_DEAD))
        .values(**waiting, attempts=(attempts // ATTEMPTS_A_ROUND + 1) * ATTEMPTS_A_ROUND)
    )
    return revived


def _dead(topic: str | None = None) -> SelectOfScalar[OutboxEntry]:
    query = select(OutboxEntry).where(col(OutboxEntry.state).in_(_DEAD))
    return query if topic is None else query.where(col(OutboxEntry.topic) == topic)


def _may_go_out(query: SelectOfScalar[OutboxEntry]) -> SelectOfScalar[OutboxEntry]:
    stands = col(Action.undone_by).is_(None)
    return query.join(Action, col(Action.id) == col(OutboxEntry.action_id)).where(stands)
