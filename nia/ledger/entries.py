"""The ledger's entries as people look them up: by number or id, by right, page by page. `nia ledger` asks here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.permissions import Reach, Right
from nia.accounts.principal import Principal
from nia.errors import AdminError, NotFound
from nia.ledger.sealing import opened
from nia.ledger.verifying import ERASE
from nia.store.tables import Action, Receipt, ReceiptKey, User

LOOK = Right(Reach.OWN, manager=Reach.TEAM, admin=Reach.ALL)
"""Whose entries one may look at: one's own, a manager the team's, an admin all."""

PAGE = 20
_DIGITS_AT_MOST = 18  # no ledger has more entries, and PostgreSQL refuses a larger number


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list. `undone_by` is the number of the entry that took it back."""

    seq: int
    action: Action
    user: str
    erased: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with what its receipt sealed. `payload` is None where it was erased, by the entry `erased_by`."""

    line: Line
    payload: Mapping[str, Any] | None
    erased_by: int | None = None


class Damaged(AdminError):
    """What an entry sealed is not what was committed to."""

    code = "ledger_damaged"


async def page(session: AsyncSession, user: Principal, number: int = 1) -> Sequence[Line]:
    """Return one page of the entries that `user` may look at, newest first, from 1."""
    query = (
        select(Receipt.seq, Action, User.email, ReceiptKey.seq)
        .join(Action, col(Action.id) == col(Receipt.action_id))
        .join(User, col(User.id) == col(Action.user_id))
        .outerjoin(ReceiptKey, col(ReceiptKey.seq) == col(Receipt.seq))
        .where(_within(user))
        .order_by(col(Receipt.seq).desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    )
    rows = (await session.execute(query)).all()
    return [
        Line(seq, action, email, erased=key is None, undone=action.undone_by is not None)
        for seq, action, email, key in rows
    ]


async def find(session: AsyncSession, user: Principal, which: str) -> Line:
    """Return the entry of that number, or whose id begins so. Raises `NotFound`, also where `user` may not know it."""
    number = which.lstrip("#")
    if number.isdecimal() and len(number) <= _DIGITS_AT_MOST:
        meant = or_(col(Receipt.seq) == int(number), col(Receipt.action_id) == which)
    else:
        meant = col(Receipt.action_id).startswith(which, autoescape=True)
    query = (
        select(Receipt.seq, Action, User.email, ReceiptKey.seq)
        .join(Action, col(Action.id) == col(Receipt.action_id))
        .join(User, col(User.id) == col(Action.user_id))
        .outerjoin(ReceiptKey, col(ReceiptKey.seq) == col(Receipt.seq))
        .where(_within(user), meant)
        .order_by(col(Receipt.seq))
        .limit(2)
    )
    rows = (await session.execute(query)).all()
    if not rows:
        raise NotFound("entry", which)
    if len(rows) > 1 and not number.isdecimal():
        raise AdminError(f"Several entries begin with {which}. Give more of the id, or the number")
    seq, action, email, key = rows[0]
    return Line(seq, action, email, erased=key is None, undone=action.undone_by is not None)


async def open_entry(session: AsyncSession, line: Line) -> Opened:
    """Return what the entry's receipt sealed. Raises `Damaged` where it is not what was committed to."""
    if line.erased:
        return Opened(line, None, await _erased_by(session, line.seq))
    receipt = await session.get_one(Receipt, line.seq)
    kept = await session.get_one(ReceiptKey, line.seq)
    payload = opened(kept.key, line.action.id, receipt.sealed, receipt.commitment)
    if payload is None:
        raise Damaged(f"Entry {line.seq} is not what it was. See: nia ledger verify")
    return Opened(line, payload)


async def when(session: AsyncSession, seq: int) -> datetime | None:
    """Return the instant of an entry."""
    query = select(Action.at).join(Receipt, col(Receipt.action_id) == col(Action.id)).where(col(Receipt.seq) == seq)
    return (await session.execute(query)).scalar_one_or_none()


async def _erased_by(session: AsyncSession, seq: int) -> int | None:
    query = (
        select(Receipt.seq, Action)
        .join(Action, col(Action.id) == col(Receipt.action_id))
        .where(col(Action.tool) == ERASE)
        .order_by(col(Receipt.seq))
    )
    return next((by for by, action in (await session.execute(query)).all() if seq in action.args["entries"]), None)


def _within(user: Principal) -> ColumnElement[bool]:
    reach = LOOK.reach_of(user)
    if reach is Reach.ALL:
        return true()
    own = col(Action.user_id) == user.id
    if reach is Reach.TEAM:
        return or_(own, col(User.team_id) == user.team_id)
    return own


async def tool_of(session: AsyncSession, action_id: str | None) -> str | None:
    """Return the tool of an action."""
    action = await session.get(Action, action_id) if action_id else None
    return action.tool if action is not None else None
