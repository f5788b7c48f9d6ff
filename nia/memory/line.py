"""The line before a busy conversation: messages that wait, in the order in which they came. `turns` stands in it.

A place is a row with a number, which its process renews while it waits. One whose process died lapses after a lease's
time: nobody waits for it any more, and it is deleted by whoever comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from nia.memory.lease import is_free, lease_end
from nia.store.tables import METADATA
from nia.store.time_there import now_there

LAST = 2**31 - 1
"""The number of who has no place yet: everybody is ahead."""

_TURNS, _CONVERSATIONS = METADATA.tables["turns"], METADATA.tables["conversations"]
_LINE = METADATA.tables["waiting_messages"]

_AHEAD = (_LINE.c.conversation_id == bindparam("conversation"), _LINE.c.id < bindparam("place"))
nobody_is_ahead = ~exists().where(*_AHEAD, _LINE.c.until >= now_there())
"""Condition: of those who wait for `:conversation`, none came before the number `:place`."""

_ahead = select(func.count()).where(*_AHEAD, _LINE.c.until >= now_there()).scalar_subquery()
_latest = select(func.max(_LINE.c.until)).where(*_AHEAD).scalar_subquery()
_LOOK = (
    select(
        *(_CONVERSATIONS.c[name] for name in ("user_id", "fence", "lease_until")),
        is_free.label("free"),
        _ahead.label("ahead"),
        _latest.label("latest"),
        *(_TURNS.c[name].label(f"turn_{name}") for name in ("id", "seq", "closed_at", "record")),
    )
    .outerjoin_from(
        _CONVERSATIONS,
        _TURNS,
        and_(_TURNS.c.conversation_id == _CONVERSATIONS.c.id, _TURNS.c.client_id == bindparam("client")),
    )
    .where(_CONVERSATIONS.c.id == bindparam("conversation"))
)
_MINE = (_LINE.c.conversation_id == bindparam("conversation"), _LINE.c.client_id == bindparam("client"))
_RENEW = _LINE.update().where(*_MINE).values(until=lease_end()).returning(_LINE.c.id)
_JOIN = _LINE.insert().values(until=lease_end()).returning(_LINE.c.id)
_LAPSED = _LINE.delete().where(_LINE.c.until < now_there())
_LEAVE = _LINE.delete().where(*_MINE)
_SERVE = _LINE.delete().where(_LINE.c.conversation_id == bindparam("conversation"), _LINE.c.id <= bindparam("place"))


@dataclass(frozen=True, slots=True)
class Sight:
    """What a message that waits sees of its conversation: its lease, how many are ahead, its own turn if one is open.

    `moves` is equal in two looks only if nobody took, gave back or renewed anything that stands before it.
    """

    user_id: str
    fence: int
    free: bool
    ahead: int
    moves: tuple[int, datetime | None, int, datetime | None]
    turn_id: str | None
    seq: int | None
    closed: bool
    record: dict[str, Any] | None


async def look(session: AsyncSession, conversation_id: str, client_id: str, place: int = LAST) -> Sight | None:
    """Look at the conversation from a place in its line; None where there is no such conversation."""
    at = {"conversation": conversation_id, "client": client_id, "place": place}
    row = (await session.execute(_LOOK, at)).first()
    if row is None:
        return None
    moves = (row.fence, row.lease_until, row.ahead, row.latest)
    turn = (row.turn_id, row.turn_seq, row.turn_closed_at is not None, row.turn_record)
    return Sight(row.user_id, row.fence, bool(row.free), row.ahead, moves, *turn)


async def stand(session: AsyncSession, conversation_id: str, client_id: str) -> int:
    """Join the line, or renew the place in it; return its number. A message sent twice has one place."""
    mine = {"conversation": conversation_id, "client": client_id}
    place = await session.scalar(_RENEW, mine)
    if place is None:
        await session.execute(_LAPSED)
        place = await session.scalar(_JOIN, {"conversation_id": conversation_id, "client_id": client_id})
    return int(place)


async def leave(session: AsyncSession, conversation_id: str, client_id: str) -> None:
    """Give the message's place up."""
    await session.execute(_LEAVE, {"conversation": conversation_id, "client": client_id})


async def served(session: AsyncSession, conversation_id: str, place: int) -> None:
    """Take the place out of the line, as its turn begins, and whatever the dead left before it."""
    await session.execute(_SERVE, {"conversation": conversation_id, "place": place})
