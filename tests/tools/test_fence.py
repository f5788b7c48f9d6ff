"""Whoever lost the conversation has no effect any more: each kind of effect, and the proposal, checks the fence."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from nia.memory.lease import Hold, LeaseLost, holding
from nia.memory.turns import Message, Opened, Turns
from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.tables import Action, Fact, Lead, Proposal
from nia.store.url import parse_url
from nia.tools.invoke import Call
from tests.leases import run_out
from tests.ledger.writer import Writer
from tests.world import World, open_world

MESSAGE = Message("c1", "m1", "yes")
LEAD = {"name": "John Mathew", "company": "Zenith", "phone": "9820012345"}


@dataclass
class Desk:
    """A turn that runs, what it may do, and the means to take its conversation away."""

    world: World
    writer: Writer
    turns: Turns
    opened: Opened

    def call(self, tool: str, **args: object) -> Call:
        return Call(tool, self.world.asha, args, conversation_id="c1", fence=self.opened.fence)

    async def confirming(self) -> Call:
        yes = await self.writer.propose(self.world.asha, "create_lead", conversation="c1", **LEAD)
        return replace(self.call("create_lead"), confirmation=yes)

    async def lose(self) -> Opened:
        await run_out(self.world.database)
        return await self.turns.open(MESSAGE, self.world.asha)


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    async with open_world(database_url) as world:
        world.database = Database(engine_for(parse_url(database_url)))
        turns = Turns(world.database, world.clock, world.new_id)
        yield Desk(world, Writer(world), turns, await turns.open(MESSAGE, world.asha))
        await world.database.close()


async def test_who_holds_the_conversation_confirms_acts_and_undoes(desk: Desk) -> None:
    made = await desk.writer.gate.invoke(await desk.confirming())
    await desk.writer.gate.invoke(desk.call("remember", text="I prefer tea"))
    await desk.writer.gate.undo(desk.call("restore"), str(made.action_id))
    assert len(await desk.writer.all(Action)) == 3


async def test_a_yes_of_who_lost_it_leaves_the_card_waiting_for_who_took_it(desk: Desk) -> None:
    call = await desk.confirming()
    taken = await desk.lose()
    with pytest.raises(LeaseLost):
        await desk.writer.gate.invoke(call)
    assert await desk.writer.all(Lead) == await desk.writer.all(Action) == []
    await desk.writer.gate.invoke(replace(call, fence=taken.fence))
    assert len(await desk.writer.all(Lead)) == 1


async def test_an_act_of_who_lost_it_has_no_effect(desk: Desk) -> None:
    await desk.lose()
    with pytest.raises(LeaseLost):
        await desk.writer.gate.invoke(desk.call("remember", text="I prefer tea"))
    assert await desk.writer.all(Fact) == await desk.writer.all(Action) == []


async def test_an_undo_of_who_lost_it_has_no_effect(desk: Desk) -> None:
    made = await desk.writer.gate.invoke(await desk.confirming())
    await desk.lose()
    with pytest.raises(LeaseLost):
        await desk.writer.gate.undo(desk.call("restore"), str(made.action_id))
    (lead,) = await desk.writer.all(Lead)
    assert lead.deleted_at is None


async def test_a_proposal_of_who_lost_it_is_not_stored(desk: Desk) -> None:
    waits = await desk.writer.propose(desk.world.asha, "create_lead", conversation="c1", **LEAD)
    await desk.lose()
    with pytest.raises(LeaseLost):
        async with holding(desk.world.database, "c1", desk.opened.fence) as session:
            session.add(Proposal(**{**(await session.get_one(Proposal, waits.proposal_id)).model_dump(), "id": "new"}))
    assert [one.id for one in await desk.writer.all(Proposal)] == [waits.proposal_id]


async def test_a_turn_that_was_closed_commits_nothing_more(desk: Desk) -> None:
    record = {"language": "en", "intent": "greet", "reply": "Done."}
    await desk.turns.close(desk.opened, "c1", record, {}, {})
    with pytest.raises(LeaseLost):
        await desk.writer.gate.invoke(desk.call("remember", text="I prefer tea"))


async def test_an_effect_gives_its_turn_a_whole_lease_to_end(desk: Desk) -> None:
    """On SQLite nobody can renew while an effect runs, nor take over. So nobody may, either, right after it."""
    await run_out(desk.world.database)
    await desk.writer.gate.invoke(desk.call("remember", text="I prefer tea"))
    async with desk.world.database.begin() as session:
        assert await desk.turns.take(session, Message("c1", "m2", "hello"), desk.world.asha, Hold("c1")) is None


async def test_outside_a_turn_nothing_is_held(desk: Desk) -> None:
    await desk.writer.gate.invoke(Call("remember", desk.world.asha, {"text": "I prefer tea"}))
    assert len(await desk.writer.all(Fact)) == 1
