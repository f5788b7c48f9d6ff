"""A conversation in a test: an agent on a database of its own, a frozen clock, and the users of `tests/world.py`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import select

from nia.agent.agent import Agent
from nia.agent.create import create_agent
from nia.agent.turn import Turn
from nia.clock import FrozenClock
from nia.config import Settings
from nia.ledger.outlets import Outlet
from nia.store.tables import Record, Team, User
from nia.tools.spec import Tool
from nia.understanding.port import Understands
from tests.migrated import lay
from tests.world import NOW, TEAMS, USERS, World


@dataclass
class Chat:
    """A user's conversation with NIA. `say` and the buttons return the turn; the last one stays in `turn`."""

    agent: Agent
    clock: FrozenClock
    user: str = "asha"
    conversation: str = "c1"
    turn: Turn | None = None
    _ids: count[int] = field(default_factory=lambda: count(1))

    async def say(self, text: str, client_id: str | None = None) -> Turn:
        self.clock.move(timedelta(seconds=1))
        self.turn = await self.agent.turn(
            text, user=self.user, conversation=self.conversation, client_id=client_id or f"m{next(self._ids)}"
        )
        return self.turn

    async def confirm(self) -> Turn:
        card = self._card()
        self.turn = await self.agent.confirm(card[0], card[1], user=self.user, conversation=self.conversation)
        return self.turn

    async def edit(self, **values: object) -> Turn:
        card = self._card()
        self.turn = await self.agent.edit(card[0], card[1], values, user=self.user, conversation=self.conversation)
        return self.turn

    async def cancel(self) -> Turn:
        card = self._card()
        self.turn = await self.agent.cancel(card[0], card[1], user=self.user, conversation=self.conversation)
        return self.turn

    async def rows(self, table: type[Record]) -> list[Record]:
        """Return the rows of a table that are not deleted, oldest first."""
        query = select(table).where(table.deleted_at.is_(None)).order_by(table.created_at)
        async with self.agent.database.read() as session:
            return list((await session.execute(query)).scalars())

    def _card(self) -> tuple[str, str]:
        assert self.turn is not None, "nothing was said yet"
        assert self.turn.proposal is not None, f"no card was shown: {self.turn.reply}"
        return self.turn.proposal.proposal, self.turn.proposal.hash


@asynccontextmanager
async def open_chat(
    settings: Settings,
    understander: Understands | None = None,
    tools: Iterable[Tool] = (),
    outlets: Mapping[str, Outlet] | None = None,
) -> AsyncIterator[Chat]:
    """Open an agent on `settings`, with the world's users in its database."""
    clock = FrozenClock(NOW)
    await lay(settings.url)
    opening = create_agent(settings, clock=clock, understander=understander, tools=tools, outlets=outlets)
    async with await opening as agent:
        async with agent.database.begin() as session:
            if await session.get(Team, "west") is None:
                session.add_all(Team(id=key, name=name) for key, name in TEAMS.items())
                await session.flush()
                for key, name, role, team in USERS:
                    made = datetime(2026, 1, 1, tzinfo=UTC)
                    email = f"{key}@example.com"
                    session.add(User(id=key, name=name, email=email, role=role, team_id=team, created_at=made))
        yield Chat(agent, clock)


async def world_of(chat: Chat) -> World:
    """Return a `World` over the chat's database, to put records into it."""
    async with chat.agent.database.read() as session:
        rows = {row.id: row for row in (await session.execute(select(User))).scalars()}
    from nia.accounts.principal import Principal

    return World(chat.agent.database, chat.clock, **{key: Principal.of(row) for key, row in rows.items()})
