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
from nia.ledger.remainder import remainder_of
from nia.store.tables import Action, Conversation, OutboxEntry
from nia.store.tables.base import Base
from nia.tools.invoke import Call, Confirmation, Gate
from nia.tools.outcome import Outcome
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
        return await self._stored(user, draft, conversation)

    async def propose_rest(self, user: Principal, action: Action, conversation: str) -> Confirmation | None:
        """Propose to give back what nobody changed since of an action; None where nothing is left."""
        async with self.world.database.read() as session:
            found = await remainder_of(session, (action.inverse or {})["args"]["records"])
        left = [one for one in found if one.is_left]
        if not any(one.stands_alone for one in left):
            return None
        args = {"records": [one.as_record() for one in left]}
        prepared = await self.gate.prepare(Call("restore", user, args))
        versions = {f"{one.table}:{one.id}": one.row.version for one in left if one.row is not None}
        draft = Draft("restore", prepared.args, versions, {"title": "as shown"}, undoes=action.id)
        return await self._stored(user, draft, conversation)

    async def _stored(self, user: Principal, draft: Draft, conversation: str | None) -> Confirmation:
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
        return await self.undo_action(user, (await self.meant(user, conversation)).id)

    async def meant(self, user: Principal, conversation: str | None) -> Action:
        """Return the action that the user's "undo" means."""
        async with self.world.database.read() as session:
            return await undo.latest(session, user, conversation, self.world.clock.now())

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
