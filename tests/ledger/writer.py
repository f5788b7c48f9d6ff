"""Writes through the gate in a test, as the agent does: prepare, propose, confirm; and looks at what it left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import select

from nia.accounts.principal import Principal
from nia.config import Company
from nia.ledger import proposals, undo
from nia.ledger.proposals import Draft
from nia.store.tables import Conversation, OutboxEntry
from nia.store.tables.base import Base
from nia.tools.invoke import Call, Confirmation, Gate, Outcome
from nia.tools.registry import Registry
from nia.tools.spec import Tool
from tests.world import World

Row = TypeVar("Row", bound=Base)
VALID_FOR = timedelta(hours=24)


class Writer:
    """A gate on a world, with `tools` beside NIA's own."""

    def __init__(self, world: World, tools: Iterable[Tool] = ()) -> None:
        self.world = world
        self.gate = Gate(world.database, Registry.load(extra=tools), Company(), world.clock, world.new_id)

    async def converse(self, user: Principal, *conversations: str) -> None:
        """Begin conversations of `user`."""
        now = self.world.clock.now()
        async with self.world.database.begin() as session:
            for one in conversations:
                session.add(Conversation(id=one, user_id=user.id, created_at=now, updated_at=now))

    async def propose(
        self, user: Principal, tool: str, *, conversation: str | None = None, **args: object
    ) -> Confirmation:
        """Store a proposal, and return the yes to it."""
        prepared = await self.gate.prepare(Call(tool, user, args))
        draft = Draft(tool, prepared.args, prepared.preview.versions, {"title": "as shown"})
        async with self.world.database.begin() as session:
            row = await proposals.propose(
                session,
                draft,
                user,
                proposal_id=self.world.new_id(),
                now=self.world.clock.now(),
                valid_for=VALID_FOR,
                conversation_id=conversation,
            )
        return Confirmation(row.id, row.hash)

    async def confirm(self, user: Principal, tool: str, yes: Confirmation, conversation: str | None = None) -> Outcome:
        return await self.gate.invoke(Call(tool, user, confirmation=yes, conversation_id=conversation))

    async def write(self, user: Principal, tool: str, *, conversation: str | None = None, **args: object) -> Outcome:
        """Propose and confirm at once; the clock moves on by a second, as between two turns."""
        yes = await self.propose(user, tool, conversation=conversation, **args)
        self.world.clock.move(timedelta(seconds=1))
        return await self.confirm(user, tool, yes, conversation)

    async def undo(self, user: Principal, conversation: str | None = None) -> Outcome:
        """Take back the latest action that the user's "undo" means."""
        async with self.world.database.read() as session:
            action = await undo.latest(session, user, conversation, self.world.clock.now())
        return await self.undo_action(user, action.id)

    async def undo_action(self, user: Principal, action_id: str) -> Outcome:
        return await self.gate.undo(Call("restore", user), action_id)

    async def all(self, table: type[Row]) -> list[Row]:
        """Return every row of a table."""
        async with self.world.database.read() as session:
            return list((await session.execute(select(table))).scalars())

    async def outbox(self) -> list[OutboxEntry]:
        """Return the outbox in the order in which it is sent."""
        return sorted(await self.all(OutboxEntry), key=lambda one: one.id or 0)


def lead_ref(lead_id: str) -> dict[str, str]:
    """Return a resolved reference to a lead."""
    return {"kind": "lead", "id": lead_id, "name": "Rahul Verma"}
