"""Actions: the ledger's entries, one for each write or act that took effect. The gate writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.ledger import outbox
from nia.ledger.changes import Changes, Message
from nia.store.tables import Action, OutboxEntry, Receipt, Turn


@dataclass(frozen=True, slots=True)
class Entry:
    """What the gate knows of an action when it records it. `args` and `result` are plain JSON."""

    id: str
    tool: str
    args: Mapping[str, object]
    result: Mapping[str, object]
    idempotency_key: str
    actor: str
    at: datetime
    proposal_id: str | None = None
    conversation_id: str | None = None
    turn_id: str | None = None
    undoes: str | None = None


async def record(session: AsyncSession, entry: Entry, user: Principal, changes: Changes, *, invertible: bool) -> Action:
    """Write the entry, its inverse and its outbox rows into the transaction that holds its effect."""
    row = Action(
        id=entry.id,
        proposal_id=entry.proposal_id,
        conversation_id=entry.conversation_id,
        turn_id=entry.turn_id,
        user_id=user.id,
        actor=entry.actor,
        tool=entry.tool,
        args=dict(entry.args),
        result=dict(entry.result),
        inverse=changes.inverse() if invertible else None,
        idempotency_key=entry.idempotency_key,
        at=entry.at,
        undoes=entry.undoes,
    )
    session.add(row)
    await session.flush()
    session.add_all(_outgoing(message, row.id, entry.at) for message in changes.messages)
    return row


async def of_proposal(session: AsyncSession, proposal_id: str) -> Action | None:
    """Return the action that this proposal became, if it took effect."""
    found = await session.execute(select(Action).where(col(Action.proposal_id) == proposal_id))
    return found.scalars().first()


async def of_turn(session: AsyncSession, turn_id: str | None, tool: str, args: Mapping[str, object]) -> Action | None:
    """Return the action that this turn made of `tool` with these arguments, if it did."""
    if turn_id is None:
        return None
    found = await session.scalars(select(Action).where(col(Action.turn_id) == turn_id, col(Action.tool) == tool))
    return next((action for action in found if action.args == dict(args)), None)


async def untold(session: AsyncSession, conversation_id: str, before_seq: int) -> list[Action]:
    """Return what took effect in the turns right before this one that were never answered, in the ledger's order.

    What was taken back elsewhere since is left out: that was told.
    """
    here = col(Turn.conversation_id) == conversation_id, col(Turn.seq) < before_seq
    answered = select(func.max(Turn.seq)).where(*here, col(Turn.closed_at).is_not(None)).scalar_subquery()
    found = await session.scalars(
        select(Action)
        .join(Turn, col(Turn.id) == col(Action.turn_id))
        .outerjoin(Receipt, col(Receipt.action_id) == col(Action.id))
        .where(*here, col(Turn.closed_at).is_(None), col(Turn.seq) > func.coalesce(answered, 0))
        .order_by(col(Receipt.seq), col(Action.at))
    )
    actions = found.all()
    known = {None, *(action.id for action in actions)}
    return [action for action in actions if action.undone_by in known]


async def named(session: AsyncSession, ids: Sequence[str]) -> list[Action]:
    """Return the actions with these ids that still stand, in this order."""
    found = await session.scalars(select(Action).where(col(Action.id).in_(ids), col(Action.undone_by).is_(None)))
    return sorted(found, key=lambda action: ids.index(action.id))


def _outgoing(message: Message, action_id: str, now: datetime) -> OutboxEntry:
    return OutboxEntry(
        action_id=action_id,
        topic=message.topic,
        about=outbox.about(message),
        payload=dict(message.payload),
        created_at=now,
    )
