"""Deletes what was said once it is older than the config lets it be. NIA's start and `nia db prune` call it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import null, select, update
from sqlmodel import col

from nia.store.affected import changed_rows
from nia.store.database import Database
from nia.store.tables import Conversation, Feedback, Proposal, Turn

_WAITING = "waiting"


async def forget_before(database: Database, before: datetime) -> int:
    """Delete the words of turns that were closed before an instant, and what hangs on them; return of how many turns.

    The rows stay, since the ledger names them; so does a conversation in which somebody spoke since, and its state.
    """
    old = (col(Turn.closed_at) < before, col(Turn.record).is_not(None))
    of_old = select(col(Turn.id)).where(*old)
    blank = {"said": "", "reply": "", "record": null(), "trace": null()}
    async with database.begin() as session:
        await session.execute(update(Feedback).where(col(Feedback.turn_id).in_(of_old)).values(reason=None))
        await session.execute(
            update(Proposal)
            .where(col(Proposal.turn_id).in_(of_old), col(Proposal.state) != _WAITING)
            .values(args={}, card={}, versions={})
        )
        await session.execute(
            update(Conversation).where(col(Conversation.updated_at) < before).values(state=null(), title="")
        )
        return changed_rows(await session.execute(update(Turn).where(*old).values(blank)))
