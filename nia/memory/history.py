"""Reads what was said: a user's conversations, and the turns of one. `Agent` shows it; nothing is written here."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.memory.lease import is_free
from nia.store.tables import Conversation, Turn


async def turns(session: AsyncSession, conversation_id: str, user: Principal, limit: int = 200) -> list[Turn]:
    """Return the conversation's latest closed turns of this user, oldest first."""
    found = await session.scalars(
        select(Turn)
        .where(col(Turn.conversation_id) == conversation_id, col(Turn.user_id) == user.id)
        .where(col(Turn.closed_at).is_not(None))
        .order_by(col(Turn.seq).desc())
        .limit(limit)
    )
    return list(reversed(found.all()))


async def conversations(session: AsyncSession, user: Principal, limit: int = 20, offset: int = 0) -> list[Conversation]:
    """Return the user's conversations, latest first."""
    found = await session.scalars(
        select(Conversation)
        .where(col(Conversation.user_id) == user.id)
        .order_by(col(Conversation.updated_at).desc(), col(Conversation.id))
        .limit(limit)
        .offset(offset)
    )
    return list(found.all())


async def broken_off_elsewhere(session: AsyncSession, user: Principal, conversation_id: str) -> Turn | None:
    """Return the user's latest turn in other conversations, if it ended without a reply and nobody is at it."""
    found = await session.execute(
        select(Turn, is_free)
        .join(Conversation, col(Conversation.id) == col(Turn.conversation_id))
        .where(col(Turn.user_id) == user.id, col(Turn.conversation_id) != conversation_id)
        .order_by(col(Turn.opened_at).desc(), col(Turn.closed_at).is_(None), col(Turn.seq).desc())
        .limit(1)
    )
    latest = found.first()
    return latest[0] if latest is not None and latest[0].closed_at is None and latest[1] else None
