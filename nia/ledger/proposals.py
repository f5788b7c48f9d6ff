"""Proposals: writes that wait for a yes. The agent makes and cancels them; the gate claims them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.errors import NiaError, Stale
from nia.store.affected import changed_rows
from nia.store.tables import RECORDS, Action, Proposal

COMES_BACK_WITHIN = timedelta(hours=72)
"""How long a card that nobody decided on is shown again by a new session, as a new one: over a weekend."""


class State(StrEnum):
    """What became of a proposal. Only a `waiting` one can be confirmed."""

    WAITING = "waiting"
    DONE = "done"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class NotConfirmable(NiaError):
    """The proposal cannot be confirmed: `state` says why (`unknown` where the user may not know of it)."""

    code = "not_confirmable"

    def __init__(self, state: str) -> None:
        super().__init__(f"the proposal is {state}", state=state)
        self.state = state


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal before it is stored: everything that its hash covers."""

    tool: str
    args: Mapping[str, object]
    versions: Mapping[str, int]
    card: Mapping[str, object]
    undoes: str | None = None

    def hash_for(self, proposal_id: str, user: Principal) -> str:
        """Return the SHA-256 (hex) over who proposes what, on which versions, as shown on which card."""
        covered = [proposal_id, user.id, self.tool, self.args, self.versions, self.card, self.undoes]
        text = json.dumps(covered, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


# Built once: every turn runs it.
_WAITING = select(Proposal).where(
    col(Proposal.conversation_id) == bindparam("conversation"),
    col(Proposal.user_id) == bindparam("user"),
    col(Proposal.state) == State.WAITING,
    col(Proposal.expires_at) > bindparam("now"),
)


async def propose(
    session: AsyncSession,
    draft: Draft,
    user: Principal,
    *,
    proposal_id: str,
    now: datetime,
    valid_for: timedelta,
    conversation_id: str | None = None,
    turn_id: str | None = None,
) -> Proposal:
    """Store `draft` and supersede what waited in its conversation. The caller commits."""
    if conversation_id is not None:
        await close_waiting(session, conversation_id, State.SUPERSEDED, now)
    row = Proposal(
        id=proposal_id,
        conversation_id=conversation_id,
        turn_id=turn_id,
        user_id=user.id,
        tool=draft.tool,
        args=dict(draft.args),
        versions=dict(draft.versions),
        card=dict(draft.card),
        hash=draft.hash_for(proposal_id, user),
        created_at=now,
        expires_at=now + valid_for,
        undoes=draft.undoes,
    )
    session.add(row)
    return row


async def waiting(session: AsyncSession, conversation_id: str, user: Principal, now: datetime) -> Proposal | None:
    """Return the proposal that waits in this conversation for a yes of this user, if one does."""
    place = {"conversation": conversation_id, "user": user.id, "now": now}
    return (await session.execute(_WAITING, place)).scalars().first()


async def latest_waiting(session: AsyncSession, user: Principal, now: datetime) -> Proposal | None:
    """Return the newest proposal that waits for a yes of this user, in whichever conversation; no undo's is meant."""
    found = await session.execute(
        select(Proposal)
        .where(col(Proposal.user_id) == user.id, col(Proposal.state) == State.WAITING)
        .where(col(Proposal.created_at) > now - COMES_BACK_WITHIN, col(Proposal.undoes).is_(None))
        .order_by(col(Proposal.created_at).desc())
        .limit(1)
    )
    return found.scalars().first()


async def confirmed_in(session: AsyncSession, turn_id: str) -> Proposal | None:
    """Return the proposal that this turn confirmed before it died; running again, its yes means that one."""
    became = select(col(Action.proposal_id)).where(col(Action.turn_id) == turn_id)
    return (await session.scalars(select(Proposal).where(col(Proposal.id).in_(became)))).first()


async def close_waiting(session: AsyncSession, conversation_id: str, state: State, now: datetime) -> int:
    """Give every waiting proposal of the conversation this final state; return how many there were."""
    done = await session.execute(
        update(Proposal)
        .where(col(Proposal.conversation_id) == conversation_id, col(Proposal.state) == State.WAITING)
        .values(state=state, decided_at=now)
    )
    return changed_rows(done)


async def close(session: AsyncSession, proposal_id: str, state: State, now: datetime) -> None:
    """Give this proposal a final state, if it still waits."""
    await session.execute(
        update(Proposal)
        .where(col(Proposal.id) == proposal_id, col(Proposal.state) == State.WAITING)
        .values(state=state, decided_at=now)
    )


async def claim(
    session: AsyncSession,
    proposal_id: str,
    hash_: str,
    user: Principal,
    *,
    now: datetime,
    key: str,
    conversation_id: str | None,
) -> Proposal:
    """Turn a waiting proposal into a done one, once, for the gate's transaction; raise `NotConfirmable` otherwise.

    Only its own user can, and only in its own conversation: elsewhere it is `unknown`.

    The condition is in the UPDATE, so of several confirmations at once exactly one succeeds. If the
    transaction rolls back, the proposal waits again.
    """
    taken = await session.execute(
        update(Proposal)
        .where(
            col(Proposal.id) == proposal_id,
            col(Proposal.user_id) == user.id,
            col(Proposal.conversation_id).is_not_distinct_from(conversation_id),
            col(Proposal.hash) == hash_,
            col(Proposal.state) == State.WAITING,
            col(Proposal.expires_at) > now,
        )
        .values(state=State.DONE, decided_at=now, idempotency_key=key)
    )
    row = (await session.execute(select(Proposal).where(col(Proposal.id) == proposal_id))).scalars().first()
    if row is None or (row.user_id, row.conversation_id) != (user.id, conversation_id):
        raise NotConfirmable("unknown")
    if changed_rows(taken) != 1:
        raise NotConfirmable(_why_not(row, hash_, now))
    if _hash_of(row, user) != hash_:
        raise NotConfirmable("changed")
    return row


async def unchanged(session: AsyncSession, proposal: Proposal) -> None:
    """Raise `Stale` where a record is no longer at the version that the card was shown at."""
    for key, version in sorted(proposal.versions.items()):  # in one order, so that two never wait for each other
        name, _, record_id = key.partition(":")
        table = RECORDS[name]
        found = await session.execute(select(table).where(col(table.id) == record_id).with_for_update())
        row = found.scalars().first()
        if row is None or row.version != version or row.deleted_at is not None:
            raise Stale(key)


def _hash_of(row: Proposal, user: Principal) -> str:
    return Draft(row.tool, row.args, row.versions, row.card, row.undoes).hash_for(row.id, user)


def _why_not(row: Proposal, hash_: str, now: datetime) -> str:
    if row.state == State.WAITING and row.expires_at <= now:
        return State.EXPIRED
    return "changed" if row.hash != hash_ else row.state
