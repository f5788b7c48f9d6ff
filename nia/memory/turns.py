"""Turns in the database: opened before the graph runs, closed with the reply. Nodes `hear` and `reply` call it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.clock import Clock
from nia.errors import NotFound, VendorError
from nia.ids import IdSource
from nia.ledger.proposals import changed_rows
from nia.store.database import Database
from nia.store.tables import Conversation, Turn

LEASE = timedelta(seconds=10)
POLL_S = 0.02
WAIT_S = 10.0


@dataclass(frozen=True, slots=True)
class Message:
    """What a user sent: `client_id` is the sender's own, so that a retry is known as one."""

    conversation_id: str
    client_id: str
    said: str
    channel: str = "text"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open turn and the lease it holds. `answered` is the recorded turn where it was answered before."""

    turn_id: str
    seq: int
    fence: int
    answered: Mapping[str, Any] | None = None


class Turns:
    """The turns of all conversations."""

    def __init__(self, database: Database, clock: Clock, new_id: IdSource) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def open(self, message: Message, user: Principal) -> Opened:
        """Take the conversation's lease and write the turn's row.

        Waits while another turn of the conversation runs, `WAIT_S` at most, then raises a
        retryable `VendorError`. Raises `NotFound` for a conversation of somebody else.
        """
        for _ in range(int(WAIT_S / POLL_S)):
            opened = await self._try_open(message, user)
            if opened is not None:
                return opened
            await asyncio.sleep(POLL_S)
        raise VendorError("another turn of this conversation is still running", retryable=True)

    async def _try_open(self, message: Message, user: Principal) -> Opened | None:
        try:
            async with self._database.begin() as session:
                return await self._open_in(session, message, user)
        except IntegrityError:
            return None  # another process began this conversation, or this turn, at the same moment

    async def _open_in(self, session: AsyncSession, message: Message, user: Principal) -> Opened | None:
        now = self._clock.now()
        conversation = await session.get(Conversation, message.conversation_id)
        if conversation is None:
            conversation = Conversation(
                id=message.conversation_id, user_id=user.id, title=message.said[:80], created_at=now, updated_at=now
            )
            session.add(conversation)
            await session.flush()
        elif conversation.user_id != user.id:
            raise NotFound("conversation", message.conversation_id)
        earlier = await self._earlier(session, message)
        if earlier is not None and earlier.closed_at is not None:
            return Opened(earlier.id, earlier.seq, conversation.fence, answered=earlier.record or {})
        taken = await session.execute(_take_lease(message.conversation_id, now))
        if changed_rows(taken) != 1:
            return None
        await session.refresh(conversation)
        turn = earlier or self._new_turn(message, user, conversation.turns, now)
        session.add(turn)
        return Opened(turn.id, turn.seq, conversation.fence)

    async def _earlier(self, session: AsyncSession, message: Message) -> Turn | None:
        same = select(Turn).where(
            col(Turn.conversation_id) == message.conversation_id, col(Turn.client_id) == message.client_id
        )
        return (await session.execute(same)).scalars().first()

    def _new_turn(self, message: Message, user: Principal, seq: int, now: datetime) -> Turn:
        return Turn(
            id=self._new_id(),
            conversation_id=message.conversation_id,
            user_id=user.id,
            seq=seq,
            client_id=message.client_id,
            channel=message.channel,
            said=message.said,
            opened_at=now,
        )

    async def close(
        self, opened: Opened, conversation_id: str, record: Mapping[str, Any], trace: Mapping[str, Any]
    ) -> None:
        """Write the reply into the turn's row and give the lease back, if this holder still has it."""
        now = self._clock.now()
        async with self._database.begin() as session:
            await session.execute(
                update(Turn)
                .where(col(Turn.id) == opened.turn_id)
                .values(
                    closed_at=now,
                    language=record["language"],
                    intent=record["intent"],
                    reply=record["reply"],
                    record=dict(record),
                    trace=dict(trace),
                )
            )
            await session.execute(
                update(Conversation)
                .where(col(Conversation.id) == conversation_id, col(Conversation.fence) == opened.fence)
                .values(lease_until=None, updated_at=now)
            )

    async def history(self, conversation_id: str, user: Principal, limit: int = 200) -> list[Turn]:
        """Return the conversation's latest closed turns of this user, oldest first."""
        async with self._database.read() as session:
            found = await session.execute(
                select(Turn)
                .where(col(Turn.conversation_id) == conversation_id, col(Turn.user_id) == user.id)
                .where(col(Turn.closed_at).is_not(None))
                .order_by(col(Turn.seq).desc())
                .limit(limit)
            )
            return list(reversed(found.scalars().all()))

    async def conversations(self, user: Principal, limit: int = 20, offset: int = 0) -> list[Conversation]:
        """Return the user's conversations, latest first."""
        async with self._database.read() as session:
            found = await session.execute(
                select(Conversation)
                .where(col(Conversation.user_id) == user.id)
                .order_by(col(Conversation.updated_at).desc())
                .limit(limit)
                .offset(offset)
            )
            return list(found.scalars().all())


def _take_lease(conversation_id: str, now: datetime) -> Any:
    return (
        update(Conversation)
        .where(col(Conversation.id) == conversation_id)
        .where(or_(col(Conversation.lease_until).is_(None), col(Conversation.lease_until) < now))
        .values(fence=Conversation.fence + 1, turns=Conversation.turns + 1, lease_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )
