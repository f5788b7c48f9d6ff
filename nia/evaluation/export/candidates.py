"""Conversations worth an export: thumbs-down first, then those that went astray. `nia eval export` lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.principal import Principal, Role
from nia.memory.feedback import disliked
from nia.store.tables import Conversation, Turn, User
from nia.understanding.port import Act

PAGE = 20
_MOST = 5000
_WHY = {Act.CORRECT: "corrected", Act.CANCEL: "cancelled", Act.DENY: "cancelled", Act.UNDO: "undone"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conversation to export: when it was last troubled, and why. `said`: its first words."""

    conversation_id: str
    at: datetime
    user: str
    turns: int
    why: tuple[str, ...]
    said: str = ""


async def page(session: AsyncSession, user: Principal, number: int = 1) -> Sequence[Candidate]:
    """Return one page of the candidates that `user` may export, from 1."""
    whose = None if user.role is Role.ADMIN else {user.id}
    why: dict[str, dict[str, None]] = {}
    at: dict[str, datetime] = {}
    for one in await disliked(session, whose, _MOST):
        why[one.conversation_id] = {"thumbs down": None}
        at[one.conversation_id] = one.at
    query = select(Turn).where(or_(col(Turn.intent).in_(list(_WHY)), _refused()))
    if whose is not None:
        query = query.where(col(Turn.user_id).in_(whose))
    for turn in await session.scalars(query.order_by(col(Turn.opened_at).desc(), col(Turn.id)).limit(_MOST)):
        at.setdefault(turn.conversation_id, turn.opened_at)
        reason = _WHY.get(Act(turn.intent)) if turn.intent in list(_WHY) else None
        why.setdefault(turn.conversation_id, {})[reason or "refused"] = None
    chosen = list(why)[(number - 1) * PAGE : number * PAGE]
    rows = {row.id: row for row in await session.scalars(select(Conversation).where(col(Conversation.id).in_(chosen)))}
    users = {row.id: row.email for row in await session.scalars(select(User))}
    return [
        Candidate(one, at[one], users[rows[one].user_id], rows[one].turns, tuple(why[one]), rows[one].title)
        for one in chosen
    ]


def _refused() -> ColumnElement[bool]:
    reason: ColumnElement[str] = col(Turn.trace)["refused"].as_string()
    return reason.is_not(None)
