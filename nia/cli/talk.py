"""One conversation of one user with an agent of this process. `nia chat` holds it."""

from __future__ import annotations

from typing import Literal

from nia.accounts import users
from nia.accounts.principal import Principal, Role
from nia.accounts.who import find_principal
from nia.agent.agent import Agent
from nia.agent.broken_off import told_instead
from nia.agent.create import create_agent
from nia.agent.turn import CardView, Turn
from nia.config import Settings
from nia.errors import AdminError, NiaError
from nia.ids import random_id
from nia.store.database import Database


class Talk:
    """A conversation; `card` is the card that was shown last and may wait."""

    def __init__(self, agent: Agent, user: Principal, conversation: str) -> None:
        self._agent = agent
        self._user = user
        self.conversation = conversation
        self.card: CardView | None = None
        self._last: str | None = None
        self._newest = ""  # the proposal of the newest card shown here

    async def welcome(self) -> Turn | None:
        """Return the turn that shows a card again which still waits, or None."""
        turn = await self._agent.welcome(user=self._user, conversation=self.conversation)
        return None if turn is None else self._seen(turn)

    async def say(self, text: str) -> Turn:
        """Answer what was typed."""
        return self._seen(
            await self._agent.turn(text, user=self._user, conversation=self.conversation, seen=self._newest)
        )

    async def confirm(self, card: CardView) -> Turn:
        """Confirm a card by its key."""
        turn = await self._agent.confirm(
            card.proposal, card.hash, user=self._user, conversation=self.conversation, client_id=random_id()
        )
        return self._seen(turn)

    async def cancel(self, card: CardView) -> Turn:
        """Cancel a card by its key."""
        return self._seen(
            await self._agent.cancel(card.proposal, card.hash, user=self._user, conversation=self.conversation)
        )

    async def edit(self, card: CardView, slot: str, value: str) -> Turn:
        """Change one line of a card; the turn shows the new card."""
        return self._seen(
            await self._agent.edit(
                card.proposal, card.hash, {slot: value}, user=self._user, conversation=self.conversation
            )
        )

    async def judge(self, value: Literal[-1, 1], reason: str) -> bool:
        """Keep what the user thinks of the last turn; False where there is none yet."""
        if self._last is None:
            return False
        await self._agent.feedback(self._last, value, reason, user=self._user)
        return True

    def told(self, error: NiaError) -> str:
        """Return what to say in place of a turn that broke off."""
        return told_instead(error, self._agent.runtime.sentences, self._user.language) or str(error)

    async def close(self) -> None:
        """Give back what the agent holds."""
        await self._agent.close()

    def _seen(self, turn: Turn) -> Turn:
        self.card, self._last = turn.proposal, turn.id
        self._newest = turn.proposal.proposal if turn.proposal else self._newest
        return turn


async def open_talk(settings: Settings, email: str | None, conversation: str | None, *, demo: bool = False) -> Talk:
    """Open the installation for `email`, or for the demo rep. Raises `AdminError` where there is no such user."""
    agent = await create_agent(settings)
    try:
        if demo:
            from nia.cli.demo import load_if_empty

            await load_if_empty(settings, agent.database, agent.clock)
        user = await _find(agent.database, email)
    except BaseException:
        await agent.close()
        raise
    return Talk(agent, user, conversation or random_id())


async def _find(database: Database, email: str | None) -> Principal:
    async with database.read() as session:
        if email is None:
            reps = (row for row in await users.everybody(session) if row.is_demo and row.active)
            demo = next((row for row in reps if row.role == Role.SALES_REP), None)
            user = None if demo is None else Principal.of(demo)
        else:
            user = await find_principal(session, email)
    if user is None and email is None:
        raise AdminError("There is no demo rep. Say who you are with --user EMAIL, or load the demo data with --demo")
    if user is None:
        raise AdminError(f"There is no active user {email}. `nia user list` shows the users")
    return user
