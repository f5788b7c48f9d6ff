"""Turns in the database: opened before the graph runs, closed with the reply. Nodes `hear` and `reply` call it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.clock import Clock
from nia.errors import Invalid, NotFound, VendorError
from nia.ids import IdSource
from nia.store.database import Database
from nia.store.tables import METADATA, Conversation, Turn

LEASE = timedelta(seconds=10)
POLL_S = 0.02
WAIT_S = 10.0
LONGEST_ID = 64  # as long as the column `conversations.id`

_TURNS, _CONVERSATIONS = METADATA.tables["turns"], METADATA.tables["conversations"]

# Built once, and without the ORM: every turn runs three of them, and what the ORM adds costs as much as running them.
_TAKE_OVER = (
    _CONVERSATIONS.update()
    .where(
        _CONVERSATIONS.c.id == bindparam("conversation"),
        _CONVERSATIONS.c.user_id == bindparam("user"),
        or_(_CONVERSATIONS.c.lease_until.is_(None), _CONVERSATIONS.c.lease_until < bindparam("at")),
    )
    .values(fence=_CONVERSATIONS.c.fence + 1, lease_until=bindparam("until"))
    .returning(_CONVERSATIONS.c.fence, _CONVERSATIONS.c.turns, _CONVERSATIONS.c.state)
)
_TAKE_LEASE = _TAKE_OVER.values(turns=_CONVERSATIONS.c.turns + 1)
_GIVE_BACK = (
    _CONVERSATIONS.update()
    .where(_CONVERSATIONS.c.id == bindparam("conversation"), _CONVERSATIONS.c.fence == bindparam("held"))
    .values(lease_until=None, updated_at=bindparam("at"), state=bindparam("kept"))
    .returning(_CONVERSATIONS.c.fence)
)
_ANSWER = ("closed_at", "language", "intent", "reply", "record", "trace")
_OPEN = _TURNS.insert()
_CLOSE = (
    _TURNS.update()
    .where(_TURNS.c.id == bindparam("turn"))
    .values(**{name: bindparam(f"new_{name}") for name in _ANSWER})
)
_CLOSE_UNANSWERED = _CLOSE.where(_TURNS.c.closed_at.is_(None))


@dataclass(frozen=True, slots=True)
class Message:
    """What a user sent: `client_id` is the sender's own, so that a retry is known as one.

    Raises `Invalid` for a conversation's id of more than `LONGEST_ID` characters.
    """

    conversation_id: str
    client_id: str
    said: str
    channel: str = "text"

    def __post_init__(self) -> None:
        if len(self.conversation_id) > LONGEST_ID:
            raise Invalid("conversation", "too_long")


@dataclass(frozen=True, slots=True)
class Opened:
    """An open turn and the lease it holds.

    `kept` is the state that the last turn left. `answered` is the recorded turn where it was answered before.
    `resumed`: it was begun before, by a process that died; what took effect in it has taken effect.
    """

    turn_id: str
    seq: int
    fence: int
    kept: Mapping[str, Any] | None = None
    answered: Mapping[str, Any] | None = None
    resumed: bool = False


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
                opened = await self.take(session, message, user)
                if opened is not None:
                    return opened
                if not await self._is_new(session, message, user):
                    return _answered(await self._turn_of(session, message, user))
                self._begin(session, message, user)
        except IntegrityError:  # the same message again, or another process began the conversation at the same moment
            return await self._again(message, user)
        return await self._try_open(message, user)

    async def _again(self, message: Message, user: Principal) -> Opened | None:
        """Return the recorded answer of a message sent again; where its process died before, take the turn over."""
        async with self._database.begin() as session:
            turn = await self._turn_of(session, message, user)
            if turn is None or turn.closed_at is not None:
                return _answered(turn)
            now = self._clock.now()
            place = {"conversation": message.conversation_id, "user": user.id, "at": now, "until": now + LEASE}
            taken = (await session.execute(_TAKE_OVER, place)).first()
            return None if taken is None else Opened(turn.id, turn.seq, taken.fence, taken.state, resumed=True)

    async def take(self, session: AsyncSession, message: Message, user: Principal) -> Opened | None:
        """Take the lease and write the turn's row, where the conversation is known and free; None otherwise.

        The caller commits. Raises SQLAlchemy's `IntegrityError` for a message that was sent before.
        """
        now = self._clock.now()
        place = {"conversation": message.conversation_id, "user": user.id, "at": now, "until": now + LEASE}
        taken = (await session.execute(_TAKE_LEASE, place)).first()
        if taken is None:
            return None
        turn_id = self._new_id()
        row = {"id": turn_id, "user_id": user.id, "seq": taken.turns, "opened_at": now, "channel": message.channel}
        said = {"conversation_id": message.conversation_id, "client_id": message.client_id, "said": message.said}
        await session.execute(_OPEN, {**row, **said})
        return Opened(turn_id, taken.turns, taken.fence, taken.state)

    async def _is_new(self, session: AsyncSession, message: Message, user: Principal) -> bool:
        """Tell whether the conversation has no row yet; raise `NotFound` where it is somebody else's."""
        conversation = await session.get(Conversation, message.conversation_id)
        if conversation is not None and conversation.user_id != user.id:
            raise NotFound("conversation", message.conversation_id)
        return conversation is None

    def _begin(self, session: AsyncSession, message: Message, user: Principal) -> None:
        now = self._clock.now()
        title = " ".join(message.said.split())[:80]
        session.add(
            Conversation(id=message.conversation_id, user_id=user.id, title=title, created_at=now, updated_at=now)
        )

    async def _turn_of(self, session: AsyncSession, message: Message, user: Principal) -> Turn | None:
        same = select(Turn).where(
            col(Turn.conversation_id) == message.conversation_id,
            col(Turn.client_id) == message.client_id,
            col(Turn.user_id) == user.id,
        )
        return (await session.execute(same)).scalars().first()

    async def close(
        self,
        opened: Opened,
        conversation_id: str,
        record: Mapping[str, Any],
        trace: Mapping[str, Any],
        kept: Mapping[str, Any],
    ) -> None:
        """Write the reply into the turn's row; keep the state and give the lease back, if this holder still has it.

        Who lost the lease still answers its turn, unless the one who took the turn over has done so.
        """
        now = self._clock.now()
        answer = {f"new_{name}": record[name] for name in ("language", "intent", "reply")}
        closed = {"turn": opened.turn_id, "new_closed_at": now, "new_record": dict(record), "new_trace": dict(trace)}
        place = {"conversation": conversation_id, "held": opened.fence, "at": now, "kept": dict(kept)}
        async with self._database.begin() as session:
            still_ours = (await session.execute(_GIVE_BACK, place)).first() is not None
            await session.execute(_CLOSE if still_ours else _CLOSE_UNANSWERED, {**closed, **answer})

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
                .order_by(col(Conversation.updated_at).desc(), col(Conversation.id))
                .limit(limit)
                .offset(offset)
            )
            return list(found.scalars().all())


def _answered(turn: Turn | None) -> Opened | None:
    if turn is None or turn.closed_at is None:
        return None
    if turn.record is None:  # its words were deleted, see `retention`
        raise NotFound("turn", turn.client_id)
    return Opened(turn.id, turn.seq, 0, answered=turn.record)
