"""Undo: which action a user's "undo" means, and whom taking it back reaches. The gate then runs the inverse."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import case, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from nia.accounts.principal import Principal
from nia.errors import NiaError
from nia.ledger.changes import Message
from nia.store.affected import changed_rows
from nia.store.tables import Action, OutboxEntry, Receipt

ELSEWHERE_WITHIN = timedelta(hours=24)
PASSED_OVER = 20
COMMAND_LINE = "cli"
"""The actor of what was done with the command `nia`: no "undo" in a conversation means it."""


class NothingToUndo(NiaError):
    """No action of this user is left to take back; `last_tool` names the last one, where it cannot be."""

    code = "nothing_to_undo"

    def __init__(self, last_tool: str | None = None) -> None:
        super().__init__("nothing to undo", last_tool=last_tool)
        self.last_tool = last_tool


async def latest(
    session: AsyncSession, user: Principal, conversation_id: str | None, now: datetime, *, skip_final: bool = False
) -> Action:
    """Return the user's latest action that still stands: of this conversation, else of the last 24 hours.

    Raises `NothingToUndo` where there is none, or where the latest has no inverse; with `skip_final`
    such actions are passed over, as far as `PASSED_OVER` back.
    """
    found = await session.execute(_standing(user, conversation_id, now).limit(PASSED_OVER if skip_final else 1))
    actions = found.scalars().all()
    action = next((one for one in actions if one.inverse is not None), None) or next(iter(actions), None)
    if action is None or action.inverse is None:
        raise NothingToUndo(None if action is None else action.tool)
    return action


async def latest_of(
    session: AsyncSession, user: Principal, conversation_id: str | None, now: datetime, count: int
) -> list[Action]:
    """Return the user's latest actions that still stand and have an inverse, newest first: at most `count`.

    Raises `NothingToUndo` where there is none.
    """
    found = await session.scalars(_standing(user, conversation_id, now).limit(PASSED_OVER))
    actions = found.all()
    several = [one for one in actions if one.inverse is not None][:count]
    if not several:
        raise NothingToUndo(actions[0].tool if actions else None)
    return several


def _standing(user: Principal, conversation_id: str | None, now: datetime) -> SelectOfScalar[Action]:
    """Select the user's actions that still stand, newest first, those of the conversation in front."""
    here = col(Action.conversation_id) == conversation_id
    recent = col(Action.at) > now - ELSEWHERE_WITHIN
    return (
        select(Action)
        .where(
            col(Action.user_id) == user.id,
            col(Action.actor) != COMMAND_LINE,
            col(Action.undoes).is_(None),
            col(Action.undone_by).is_(None),
            or_(here, recent),
        )
        # By the ledger's own order: a clock that was set back dates what came last before what came first.
        .outerjoin(Receipt, col(Receipt.action_id) == col(Action.id))
        .order_by(case((here, 0), else_=1), col(Receipt.seq).desc().nulls_last(), col(Action.at).desc())
    )


async def taken_back_in(session: AsyncSession, turn_id: str) -> Action | None:
    """Return the action that this turn took back before it died; running again, it means that one and no other."""
    undos = select(col(Action.id)).where(col(Action.turn_id) == turn_id, col(Action.undoes).is_not(None))
    return (await session.scalars(select(Action).where(col(Action.undone_by).in_(undos)))).first()


async def undone_in(
    session: AsyncSession, action: Action | None, user: Principal, turn_id: str | None
) -> Action | None:
    """Return the undo of `action`, where `user` made it in this very turn."""
    if action is None or action.undone_by is None or turn_id is None:
        return None
    done = await session.get(Action, action.undone_by)
    return done if done and (done.turn_id, done.user_id) == (turn_id, user.id) else None


async def locked(session: AsyncSession, action_id: str) -> Action | None:
    """Return the action as it is now, held against another undo until the transaction ends."""
    return await session.get(Action, action_id, with_for_update=True)


async def word_of_undo(session: AsyncSession, action_id: str) -> list[Message]:
    """Return what those who were told of the action must be told now: `<topic>.undone`, with what was said then."""
    told = await session.scalars(
        select(OutboxEntry).where(col(OutboxEntry.action_id) == action_id).order_by(col(OutboxEntry.id))
    )
    return [Message(f"{one.topic}.undone", one.payload) for one in told]


async def mark_undone(session: AsyncSession, action_id: str, by: str) -> bool:
    """Say that `by` took `action_id` back; False where another already did."""
    done = await session.execute(
        update(Action).where(col(Action.id) == action_id, col(Action.undone_by).is_(None)).values(undone_by=by)
    )
    return changed_rows(done) == 1


async def reaches_others(session: AsyncSession, action: Action) -> bool:
    """Tell whether the action told somebody outside, or changed several leads, so that its undo needs a yes."""
    told = await session.execute(select(col(OutboxEntry.id)).where(col(OutboxEntry.action_id) == action.id).limit(1))
    if told.scalars().first() is not None:
        return True
    records = (action.inverse or {}).get("args", {}).get("records", [])
    main = {"leads", "meetings", "tasks", "contacts", "mails"}
    return len([one for one in records if one["table"] in main]) > 1
