"""Puts messages into the outbox as actions do, lets time pass for its senders, and looks at what became of each."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from nia.ledger import actions
from nia.ledger.outbox import LONGEST_WAIT, key_of
from nia.ledger.sender import Sender
from nia.store.tables import OutboxEntry
from tests.leases import run_out
from tests.world import World

MOST_ROUNDS = 40


class Post:
    """The outbox of a world."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def tell(self, topic: str, **payload: object) -> str:
        """Commit an action that tells this, and return the message's key."""
        world = self.world
        async with world.acting(world.asha) as context:
            context.changes.tell(topic, **payload)
            action_id = world.new_id()
            entry = actions.Entry(action_id, "add_note", {}, {}, f"key of {action_id}", "user", context.now)
            await actions.record(context.session, entry, world.asha, context.changes, invertible=True)
        async with world.database.read() as session:
            row_id = await session.scalar(select(col(OutboxEntry.id)).where(col(OutboxEntry.action_id) == action_id))
        assert row_id is not None
        return key_of(action_id, row_id)

    async def rows(self) -> list[OutboxEntry]:
        async with self.world.database.read() as session:
            return list(await session.scalars(select(OutboxEntry).order_by(col(OutboxEntry.id))))

    async def states(self) -> list[tuple[str, str | None]]:
        """Return the state of each message and the code of its latest failure, in their order."""
        return [(row.state, row.code) for row in await self.rows()]

    async def waiting(self) -> int:
        """Return how many messages wait."""
        return sum(row.state == "waiting" for row in await self.rows())

    async def send_all(self, sender: Sender) -> None:
        """Let the sender work, and time pass, until nothing waits for it any more."""
        for _ in range(MOST_ROUNDS):
            if not await sender.drain() and not await self.waiting():
                return
            self.world.clock.move(LONGEST_WAIT)
        raise AssertionError(f"it does not come to an end: {await self.states()}")

    async def die(self) -> None:
        """Let the claims of a sender that died run out."""
        await run_out(self.world.database)

    def pass_by(self, seconds: float) -> None:
        self.world.clock.move(timedelta(seconds=seconds))
