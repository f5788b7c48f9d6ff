"""The beginning of a session: a card that still waits is shown again before anything can confirm it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from nia.accounts.principal import Principal
from nia.accounts.who import find_principal
from nia.agent.turn import Turn
from nia.ledger.proposals import State, close_waiting
from nia.store.tables import Proposal

if TYPE_CHECKING:
    from nia.agent.agent import Agent


async def welcome(agent: Agent, user: Principal | str, conversation: str) -> Turn | None:
    """Return the turn that shows the card waiting in any conversation of this user, or None."""
    runtime = agent.runtime
    async with runtime.database.read() as session:
        principal = user if isinstance(user, Principal) else await find_principal(session, user)
        if principal is None:
            return None
        found = await session.execute(
            select(Proposal)
            .where(col(Proposal.user_id) == principal.id, col(Proposal.state) == State.WAITING)
            .where(col(Proposal.expires_at) > runtime.clock.now(), col(Proposal.undoes).is_(None))
            .order_by(col(Proposal.created_at).desc())
            .limit(1)
        )
        waiting = found.scalars().first()
    if waiting is None:
        return None
    shown = await agent.show_again(waiting, principal, conversation)
    if waiting.conversation_id is not None and waiting.conversation_id != conversation:
        async with runtime.database.begin() as session:
            await close_waiting(session, waiting.conversation_id, State.SUPERSEDED, runtime.clock.now())
    return shown
