"""The outbox: messages to other systems, written with the effect that they tell of. The sender claims and marks them.

Each function runs in a transaction of the caller's, which is short: nobody holds one while another system is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, Update, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from nia.ledger.changes import Message
from nia.store.affected import changed_rows
from nia.store.tables import METADATA
from nia.store.time_there import AHEAD_AT_MOST, later_there, now_there

CLAIM = timedelta(seconds=60)
"""For how long a sender has a message. What a claim that ran out came to, nobody knows."""
LONGEST_WAIT = timedelta(hours=1)
"""Between two attempts."""
ATTEMPTS_A_ROUND = 100  # with the longest wait between them, some four days
"""How often a message is tried, until it is over; one that an admin sends again begins another round."""
FRESH_FOR = timedelta(days=3)
"""How old a message may be at its first attempt: nobody expects that a mail of last month goes out today."""

_OUTBOX = METADATA.tables["outbox"]
_EARLIER = _OUTBOX.alias("earlier")


class State(StrEnum):
    """What became of a message. Only a `waiting` one is sent. `unknown`: sent or not, and nobody can tell."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that one sender has for a while. `attempt` counts from 1, and tells its claim from a later one.

    `is_stale`: it waited for so long that it is put to people before it is tried for the first time. `in_doubt`: of an
    earlier attempt nobody knows whether it had its effect. `key` is the same in each attempt.
    """

    id: int
    message: Message
    key: str
    attempt: int
    in_doubt: bool
    is_stale: bool = False

    @property
    def tries(self) -> int:
        """How many attempts this makes in its round."""
        return tries_of(self.attempt)


def tries_of(attempts: int) -> int:
    """Return how many of a message's attempts were made in its latest round."""
    return (attempts - 1) % ATTEMPTS_A_ROUND + 1 if attempts else 0


def about(message: Message) -> str:
    """Return what a message is about: the record that its topic begins with, else all of this kind."""
    kind = message.topic.partition(".")[0]
    record = message.payload.get(f"{kind}_id")
    return f"{kind}:{record}" if isinstance(record, str) else kind


def key_of(action_id: str, row_id: int) -> str:
    """Return the key under which other systems know a message. It holds in a restored database too."""
    return f"{action_id}-{row_id}"


async def claim(
    session: AsyncSession, topics: Collection[str], ordered: Collection[str], now: datetime
) -> Claimed | None:
    """Take the oldest message of `topics` that is due and free, or None; `ordered` are the topics whose order counts.

    It is not due while an older one about the same thing waits, whoever has that.
    """
    row = (await session.execute(_due(topics, ordered, now))).first()
    if row is None:
        return None
    taken = (
        _OUTBOX.update()
        .where(_OUTBOX.c.id == row.id, _OUTBOX.c.state == State.WAITING, _OUTBOX.c.attempts == row.attempts)
        .values(attempts=row.attempts + 1, in_doubt=True, claimed_until=later_there(CLAIM))
    )
    if changed_rows(await session.execute(taken)) != 1:
        return None
    message, key = Message(row.topic, row.payload), key_of(row.action_id, row.id)
    is_stale = not row.attempts and now - row.created_at > FRESH_FOR and now - row.there <= AHEAD_AT_MOST
    return Claimed(row.id, message, key, row.attempts + 1, row.in_doubt, is_stale)


async def mark_sent(session: AsyncSession, claimed: Claimed, now: datetime) -> None:
    """Note that the other system has it. That stays true whoever has claimed the message since."""
    known = _OUTBOX.update().where(_OUTBOX.c.id == claimed.id, _OUTBOX.c.state.in_((State.WAITING, State.UNKNOWN)))
    await session.execute(known.values(state=State.SENT, sent_at=now, **_FREE, in_doubt=False, code=None))


async def mark_over(session: AsyncSession, claimed: Claimed, state: State, code: str) -> bool:
    """Note that it is not tried any more; False where another sender has it by now, or it was erased."""
    return await _marked(session, _still_his(claimed).values(state=state, **_FREE, code=code))


async def put_off(session: AsyncSession, claimed: Claimed, code: str, until: datetime, *, in_doubt: bool) -> bool:
    """Note that it is tried again at `until`; False where another sender has it by now, or it was erased."""
    later = {"next_at": until, "in_doubt": in_doubt, "code": code, "claimed_until": None}
    return await _marked(session, _still_his(claimed).values(later))


async def counts(session: AsyncSession) -> Mapping[str, int]:
    """Return how many messages there are in each state."""
    found = await session.execute(select(_OUTBOX.c.state, func.count()).group_by(_OUTBOX.c.state))
    return {row[0]: row[1] for row in found}


_FREE: dict[str, None] = {"claimed_until": None, "next_at": None}


def _due(topics: Collection[str], ordered: Collection[str], now: datetime) -> Select[tuple[object, ...]]:
    row, until = _OUTBOX.c, _OUTBOX.c.claimed_until
    # What lies further ahead than anybody would put it was written by a clock that has been set right since.
    is_time = or_(row.next_at.is_(None), row.next_at <= now, row.next_at > now + 2 * LONGEST_WAIT)
    is_free = or_(until.is_(None), until < now_there(), until > later_there(2 * CLAIM))
    is_behind = exists().where(
        _EARLIER.c.state == State.WAITING,
        _EARLIER.c.about == row.about,
        _EARLIER.c.id < row.id,
        _EARLIER.c.topic.in_(ordered),
    )
    columns = (
        row.id,
        row.action_id,
        row.topic,
        row.payload,
        row.attempts,
        row.in_doubt,
        row.created_at,
        now_there().label("there"),
    )
    due = select(*columns).where(row.state == State.WAITING, row.topic.in_(topics), is_time, is_free, ~is_behind)
    # On PostgreSQL several senders look at once: none waits for another that is just taking one.
    return due.order_by(row.id).limit(1).with_for_update(skip_locked=True)


def _still_his(claimed: Claimed) -> Update:
    row = _OUTBOX.c
    return _OUTBOX.update().where(row.id == claimed.id, row.state == State.WAITING, row.attempts == claimed.attempt)


async def _marked(session: AsyncSession, statement: Update) -> bool:
    return changed_rows(await session.execute(statement)) == 1
