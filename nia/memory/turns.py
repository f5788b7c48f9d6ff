"""Turns in the database: opened before the graph runs, closed with the reply. Nodes `hear` and `reply` call it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.clock import Clock
from nia.errors import Invalid, NotFound
from nia.ids import IdSource
from nia.memory import line
from nia.memory.arrivals import Arrivals
from nia.memory.lease import Hold, LeaseLost, is_free, is_held, lease_end, unless_it_breaks_off
from nia.memory.line import LAST, Sight, nobody_is_ahead
from nia.memory.waiting import Elapsed, Wait
from nia.store.database import Database
from nia.store.tables import METADATA, Conversation

LONGEST_ID = 64  # as long as the column `conversations.id`
NEVER = -1
"""No conversation's fence."""

_TURNS, _CONVERSATIONS = METADATA.tables["turns"], METADATA.tables["conversations"]

# Built once, and without the ORM: every turn runs three of them, and what the ORM adds costs as much as running them.
_MINE = (_CONVERSATIONS.c.id == bindparam("conversation"), _CONVERSATIONS.c.user_id == bindparam("user"))
_STUCK = _CONVERSATIONS.c.fence == bindparam("stuck")
_TAKE_OVER = (
    _CONVERSATIONS.update()
    .where(*_MINE, or_(is_free, _STUCK))
    .values(fence=_CONVERSATIONS.c.fence + 1, lease_until=lease_end())
    .returning(_CONVERSATIONS.c.fence, _CONVERSATIONS.c.turns, _CONVERSATIONS.c.state)
)
_TAKE_LEASE = (
    _CONVERSATIONS.update()
    .where(*_MINE, or_(and_(is_free, nobody_is_ahead), _STUCK))
    .values(fence=_CONVERSATIONS.c.fence + 1, lease_until=lease_end(), turns=_CONVERSATIONS.c.turns + 1)
    .returning(_CONVERSATIONS.c.fence, _CONVERSATIONS.c.turns, _CONVERSATIONS.c.state)
)
_GIVE_BACK = (
    _CONVERSATIONS.update()
    .where(is_held)
    .values(lease_until=None, updated_at=bindparam("at"), state=bindparam("kept"))
    .returning(_CONVERSATIONS.c.fence)
)
_ANSWER = ("closed_at", "language", "intent", "reply", "record", "trace")
_OPEN = _TURNS.insert()
_STILL_OPEN = select(_TURNS.c.id).where(_TURNS.c.id == bindparam("turn"), _TURNS.c.closed_at.is_(None))
_CLOSE = (
    _TURNS.update()
    .where(_TURNS.c.id == bindparam("turn"))
    .values(**{name: bindparam(f"new_{name}") for name in _ANSWER})
)


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
    """The turns of all conversations. `elapsed` counts the seconds of a wait; what is recorded goes by `clock`."""

    def __init__(self, database: Database, clock: Clock, new_id: IdSource, elapsed: Elapsed = time.monotonic) -> None:
        self.arrivals = Arrivals()
        self._elapsed = elapsed
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def open(self, message: Message, user: Principal) -> Opened:
        """Take the conversation's lease and write the turn's row; where another turn runs, wait in line for it.

        A message that was sent before gets its recorded answer, and waits for it where it still runs. Raises a
        retryable `VendorError` where nothing before it ends for `WAIT_S`, `NotFound` for somebody else's conversation.
        """
        wait = Wait(self._database, message.conversation_id, message.client_id, self._elapsed)
        try:
            while True:
                seen = await wait.look()
                opened = await self._serve(message, user, wait, seen)
                if opened is not None:
                    return opened
                if wait.place != LAST or (seen is not None and seen.turn_id):
                    self.placed(message)
                await wait.pause(seen.ahead if seen is not None else 0)
        finally:
            self.placed(message)
            await wait.end()

    def placed(self, message: Message) -> None:
        """Let the next message come that this process got for the conversation."""
        self.arrivals.placed(message.conversation_id, message.client_id)

    async def _serve(self, message: Message, user: Principal, wait: Wait, seen: Sight | None) -> Opened | None:
        """Open the turn or find its answer, if it is this message's turn; else see that it has a place in the line."""
        if seen is not None and seen.user_id != user.id:
            raise NotFound("conversation", message.conversation_id)
        if seen is not None and seen.closed:
            return _answered(message, seen)
        stuck = seen.fence if seen is not None and wait.stands_still() else NEVER
        if seen is None or stuck != NEVER or (seen.free and (not seen.ahead or seen.turn_id)):
            opened = await self._try_open(message, user, wait, seen, stuck)
            if opened is not None:
                return opened
        if seen is not None and seen.turn_id is None:  # what was begun before is ahead of whoever stands in line
            await wait.stand()
        return None

    async def _try_open(
        self, message: Message, user: Principal, wait: Wait, seen: Sight | None, stuck: int
    ) -> Opened | None:
        keeping = unless_it_breaks_off(self._database, Hold(message.conversation_id))
        try:
            async with keeping as hold, self._database.begin() as session:
                if seen is not None and seen.turn_id is not None:
                    return await self._take_over(session, message, user, seen, stuck)
                if seen is None:
                    self._begin(session, message, user)
                    await session.flush()
                opened = await self.take(session, message, user, hold, wait.place, stuck)
                if opened is not None and wait.place != LAST:
                    await line.served(session, message.conversation_id, wait.place)
        except (IntegrityError, LeaseLost):  # another process was faster: with this message, or this conversation
            return None
        if opened is not None:
            wait.served()
        return opened

    async def _take_over(
        self, session: AsyncSession, message: Message, user: Principal, seen: Sight, stuck: int
    ) -> Opened | None:
        """Go on with the turn of a process that died, or that lost its lease."""
        at = {"conversation": message.conversation_id, "user": user.id, "stuck": stuck}
        taken = (await session.execute(_TAKE_OVER, at)).first()
        if taken is None:
            return None
        if await session.scalar(_STILL_OPEN, {"turn": seen.turn_id}) is None:
            raise LeaseLost("it was answered at this moment")
        return Opened(str(seen.turn_id), int(seen.seq or 0), taken.fence, taken.state, resumed=True)

    async def take(
        self,
        session: AsyncSession,
        message: Message,
        user: Principal,
        hold: Hold,
        place: int = LAST,
        stuck: int = NEVER,
    ) -> Opened | None:
        """Take the lease and write the turn's row, where the conversation is known and free; None otherwise.

        Nobody may be ahead of `place` in its line, unless it still is held or waited for as it was at the fence
        `stuck`. The caller commits; `hold` has it before, since a commit that is cancelled may take effect. Raises
        SQLAlchemy's `IntegrityError` for a message that was sent before.
        """
        at = {"conversation": message.conversation_id, "user": user.id, "place": place, "stuck": stuck}
        taken = (await session.execute(_TAKE_LEASE, at)).first()
        if taken is None:
            return None
        turn_id, now = self._new_id(), self._clock.now()
        row = {"id": turn_id, "user_id": user.id, "seq": taken.turns, "opened_at": now, "channel": message.channel}
        said = {"conversation_id": message.conversation_id, "client_id": message.client_id, "said": message.said}
        await session.execute(_OPEN, {**row, **said})
        hold.fence, hold.turn_id = taken.fence, turn_id
        return Opened(turn_id, taken.turns, taken.fence, taken.state)

    def _begin(self, session: AsyncSession, message: Message, user: Principal) -> None:
        now = self._clock.now()
        title = " ".join(message.said.split())[:80]
        session.add(
            Conversation(id=message.conversation_id, user_id=user.id, title=title, created_at=now, updated_at=now)
        )

    async def close(
        self,
        opened: Opened,
        conversation_id: str,
        record: Mapping[str, Any],
        trace: Mapping[str, Any],
        kept: Mapping[str, Any],
    ) -> None:
        """Write the reply into the turn's row, keep the state, and give the lease back.

        Raises `LeaseLost`, and writes nothing, where another took the conversation over: its state goes on, and where
        it took this very turn over, its answer stands.
        """
        now = self._clock.now()
        answer = {f"new_{name}": record[name] for name in ("language", "intent", "reply")}
        closed = {"turn": opened.turn_id, "new_closed_at": now, "new_record": dict(record), "new_trace": dict(trace)}
        place = {"conversation": conversation_id, "held": opened.fence, "at": now, "kept": dict(kept)}
        async with self._database.begin() as session:
            if (await session.execute(_GIVE_BACK, place)).first() is None:
                raise LeaseLost("another turn took the conversation over")
            await session.execute(_CLOSE, {**closed, **answer})


def _answered(message: Message, seen: Sight) -> Opened:
    if seen.record is None:  # its words were deleted, see `retention`
        raise NotFound("turn", message.client_id)
    return Opened(str(seen.turn_id), int(seen.seq or 0), 0, answered=seen.record)
