"""What users think of turns: a thumb up or down, and why. `Agent.feedback` gives it, `nia eval export` reads it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.errors import Invalid, NotFound
from nia.ids import IdSource
from nia.store.tables import Feedback, Turn
from nia.store.text import storable

GOOD, BAD = 1, -1
LONGEST_REASON = 2_000  # characters; what is longer is cut


class Disliked(NamedTuple):
    """A conversation with a thumb down: when it was given last, and why."""

    conversation_id: str
    at: datetime
    reason: str | None


async def give(
    session: AsyncSession,
    turn_id: str,
    value: int,
    reason: str | None,
    user: Principal,
    *,
    now: datetime,
    ids: IdSource,
) -> Feedback:
    """Keep what `user` thinks of a turn of theirs in place of what they thought before. The caller commits.

    Raises `NotFound` for a turn of somebody else, as for one that is not there; `Invalid` for a value other
    than 1 and -1.
    """
    if value not in (GOOD, BAD):
        raise Invalid("value", "invalid", given=value)
    turn = await _own(session, turn_id, user)
    given = select(Feedback).where(col(Feedback.turn_id) == turn.id, col(Feedback.user_id) == user.id)
    row = (await session.scalars(given)).first()
    if row is None:
        place = {"turn_id": turn.id, "conversation_id": turn.conversation_id, "user_id": user.id}
        row = Feedback(id=ids(), value=value, at=now, **place)
        session.add(row)
    row.value, row.at = value, now
    row.reason = storable(reason or "").strip()[:LONGEST_REASON] or None
    return row


async def disliked(session: AsyncSession, user_ids: Collection[str] | None, limit: int) -> list[Disliked]:
    """Return the conversations of these users (None: of all) that have a thumb down, the latest first.

    A conversation comes once, with its latest thumb down.
    """
    newest = func.row_number().over(
        partition_by=col(Feedback.conversation_id), order_by=(col(Feedback.at).desc(), col(Feedback.id))
    )
    bad = select(col(Feedback.conversation_id), col(Feedback.at), col(Feedback.reason), newest.label("nth"))
    bad = bad.where(col(Feedback.value) == BAD)
    if user_ids is not None:
        bad = bad.where(col(Feedback.user_id).in_(user_ids))
    each = bad.subquery()
    query = select(each.c.conversation_id, each.c.at, each.c.reason).where(each.c.nth == 1)
    found = await session.execute(query.order_by(each.c.at.desc(), each.c.conversation_id).limit(limit))
    return [Disliked(*row) for row in found]


async def _own(session: AsyncSession, turn_id: str, user: Principal) -> Turn:
    """Return the turn, held until the transaction ends, so that two clicks at once make one row."""
    query = select(Turn).where(col(Turn.id) == storable(turn_id), col(Turn.user_id) == user.id).with_for_update()
    turn = (await session.scalars(query)).first()
    if turn is None:
        raise NotFound("turn", turn_id)
    return turn
