"""Deletes what was said once it is older than the config lets it be. NIA's start and `nia db prune` call it.

A clock that is wrong, years ahead, would make all of it old. So nothing is deleted where the clock is in doubt, until
an admin says that it is right.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import func, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.errors import AdminError
from nia.store.affected import changed_rows
from nia.store.database import Database
from nia.store.tables import Conversation, Feedback, Proposal, Turn
from nia.store.time_there import AHEAD_AT_MOST, now_there

LONGEST_SILENCE = timedelta(days=30)
"""Between the last turn that would be deleted and the first that stays: a longer one is more likely a wrong clock."""

_WAITING = "waiting"

_log = logging.getLogger(__name__)


class ClockInDoubt(AdminError):
    """By this clock words would be deleted, and it may be wrong; nothing was deleted."""


async def forget_at_start(database: Database, now: datetime, days: int) -> None:
    """Delete what is older than so many days. Where the clock is in doubt, the log says so instead."""
    try:
        await forget_older(database, now, days)
    except ClockInDoubt as error:
        _log.error("retention: %s", error)


async def forget_older(database: Database, now: datetime, days: int) -> int:
    """Delete the words that are older than so many days; return of how many turns. Raises `ClockInDoubt`."""
    async with database.read() as session:
        await check_clock(session, now, days)
    return await forget_before(database, now - timedelta(days=days))


async def check_clock(session: AsyncSession, now: datetime, days: int) -> None:
    """Raise `ClockInDoubt` where words would be deleted and `now` is ahead of what else tells the time.

    That is the database's clock, which may be another machine's, and the turns: people do not fall silent for a month.
    """
    before, said = now - timedelta(days=days), col(Turn.record).is_not(None)
    last_old = await session.scalar(select(func.max(Turn.closed_at)).where(said, col(Turn.closed_at) < before))
    if last_old is None:
        return
    there = await session.scalar(select(now_there()))
    if there is not None and now - there > AHEAD_AT_MOST:
        raise _in_doubt(now, f"the database's says {there:%Y-%m-%d %H:%M}")
    first_new = await session.scalar(select(func.min(Turn.closed_at)).where(said, col(Turn.closed_at) >= before))
    if min(first_new or now, now) - last_old > LONGEST_SILENCE:
        since = "since then" if first_new is None else f"until {first_new:%Y-%m-%d}"
        raise _in_doubt(now, f"the newest words that are too old by it are of {last_old:%Y-%m-%d}, and none {since}")


def _in_doubt(now: datetime, why: str) -> ClockInDoubt:
    return ClockInDoubt(
        f"No old conversations were deleted, since this clock may be wrong: it says {now:%Y-%m-%d %H:%M} (UTC), while "
        f"{why}. Set the clock, or, if it is right: nia db prune --clock-is-right"
    )


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
