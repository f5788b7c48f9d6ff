"""Undo through the gate: each write of a lead is taken back, unless something that still stands came after it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from nia.accounts.principal import Principal
from nia.config import Company
from nia.errors import PermissionDenied, Stale
from nia.ledger import proposals
from nia.ledger.proposals import Draft
from nia.store.tables import Action, Activity, Lead, Note
from nia.tools.invoke import Call, Confirmation, Gate
from nia.tools.outcome import Outcome
from nia.tools.registry import Registry
from tests.world import World


class Writer:
    """Writes through the gate as a user who says yes to every card."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.gate = Gate(world.database, Registry.load(), Company(), world.clock, world.new_id)

    async def propose(self, user: Principal, tool: str, **args: object) -> Confirmation:
        prepared = await self.gate.prepare(Call(tool, user, args))
        draft = Draft(tool, prepared.args, prepared.preview.versions, {"title": "as shown"})
        async with self.world.database.begin() as session:
            row = await proposals.propose(
                session,
                draft,
                user,
                proposal_id=self.world.new_id(),
                now=self.world.clock.now(),
                valid_for=timedelta(hours=1),
            )
        return Confirmation(row.id, row.hash)

    async def write(self, user: Principal, tool: str, **args: object) -> str:
        """Write, and return the id of the action."""
        return await self.confirm(user, tool, await self.propose(user, tool, **args))

    async def confirm(self, user: Principal, tool: str, yes: Confirmation) -> str:
        return str((await self.gate.invoke(Call(tool, user, confirmation=yes))).action_id)

    async def undo(self, user: Principal, action_id: str) -> Outcome:
        return await self.gate.undo(Call("restore", user), action_id)


@pytest.fixture
def writer(world: World) -> Writer:
    return Writer(world)


def of(lead_id: str) -> dict[str, str]:
    return {"kind": "lead", "id": lead_id, "name": "Rahul Verma"}


async def test_a_created_lead_goes_with_its_note(world: World, writer: Writer) -> None:
    action = await writer.write(
        world.asha, "create_lead", name="John Mathew", company="Zenith", phone="9820012345", notes="met at the fair"
    )
    outcome = await writer.undo(world.asha, action)
    assert (outcome.undid, outcome.result.values["names"]) == ("create_lead", ["John Mathew"])
    assert await world.rows(Lead) == []
    assert await world.rows(Note) == []


async def test_a_changed_lead_gets_back_every_value(world: World, writer: Writer) -> None:
    lead_id = await world.lead(value=Decimal("500000.50"), city="Pune")
    before = (await world.row(Lead, lead_id)).model_dump(exclude={"version", "updated_at"})
    action = await writer.write(
        world.asha,
        "update_lead",
        lead=of(lead_id),
        status="won",
        value={"amount": "7"},
        name="R V",
        city="Goa",
        next_follow_up="2026-03-05T16:00:00+05:30",
        expected_close="2026-04-01",
        owner={"kind": "user", "id": "vikram", "name": "Vikram Shah"},
    )
    assert (await world.row(Lead, lead_id)).model_dump(exclude={"version", "updated_at"}) != before
    outcome = await writer.undo(world.asha, action)
    lead = await world.row(Lead, lead_id)
    assert lead.model_dump(exclude={"version", "updated_at"}) == before
    assert lead.version == 3
    assert await world.rows(Activity) == []
    assert [record.name for record in outcome.result.focus] == ["Rahul Verma"]


async def test_dates_and_money_survive_a_deletion_and_its_undo(world: World, writer: Writer) -> None:
    lead_id = await world.lead()
    first = await writer.write(
        world.meera, "update_lead", lead=of(lead_id), next_follow_up="2026-03-05T16:00:00+05:30", status="lost"
    )
    then = (await world.row(Lead, lead_id)).model_dump(exclude={"version", "updated_at"})
    second = await writer.write(
        world.meera,
        "update_lead",
        lead=of(lead_id),
        next_follow_up="2026-03-09",
        status="new",
        value={"amount": "12.5"},
    )
    deletion = await writer.write(world.meera, "delete_lead", lead=of(lead_id))
    await writer.undo(world.meera, deletion)
    await writer.undo(world.meera, second)
    assert (await world.row(Lead, lead_id)).model_dump(exclude={"version", "updated_at"}) == then
    await writer.undo(world.meera, first)
    lead = await world.row(Lead, lead_id)
    assert (lead.status, lead.follow_up_on, lead.closed_at, lead.value) == ("new", None, None, None)


async def test_what_a_colleague_changed_since_is_not_overwritten(world: World, writer: Writer) -> None:
    lead_id = await world.lead(value=Decimal(5))
    action = await writer.write(world.asha, "update_lead", lead=of(lead_id), status="contacted")
    await writer.write(world.vikram, "update_lead", lead=of(lead_id), value={"amount": "6"}, city="Pune")
    with pytest.raises(Stale) as refused:
        await writer.undo(world.asha, action)
    assert refused.value.values["name"] == "Rahul Verma"
    assert refused.value.changed == ("city", "value")
    assert (await world.row(Lead, lead_id)).status == "contacted"


async def test_an_undone_change_in_between_is_no_hindrance(world: World, writer: Writer) -> None:
    lead_id = await world.lead()
    action = await writer.write(world.asha, "update_lead", lead=of(lead_id), status="contacted")
    other = await writer.write(world.vikram, "update_lead", lead=of(lead_id), city="Pune")
    await writer.undo(world.vikram, other)
    await writer.undo(world.asha, action)
    assert (await world.row(Lead, lead_id)).status == "new"


async def test_a_change_beside_the_ledger_is_not_overwritten(world: World, writer: Writer) -> None:
    lead_id = await world.lead()
    action = await writer.write(world.asha, "update_lead", lead=of(lead_id), status="contacted")
    async with world.acting(world.anil) as context:
        context.changes.set(await context.session.get(Lead, lead_id), city="Pune")
    with pytest.raises(Stale):
        await writer.undo(world.asha, action)


async def test_a_bulk_change_is_taken_back_in_one_go(world: World, writer: Writer) -> None:
    for name in ("A Rao", "B Rao"):
        await world.lead(name, "Acme", city="Pune")
    action = await writer.write(world.asha, "update_leads", where={"city": "Pune"}, set={"status": "contacted"})
    assert {lead.status for lead in await world.rows(Lead)} == {"contacted"}
    outcome = await writer.undo(world.asha, action)
    assert outcome.result.values["count"] == 2
    assert {lead.status for lead in await world.rows(Lead)} == {"new"}


async def test_a_bulk_change_touches_only_what_its_card_listed(world: World, writer: Writer) -> None:
    await world.lead("A Rao", "Acme", city="Pune")
    yes = await writer.propose(world.asha, "update_leads", where={"city": "Pune"}, set={"status": "contacted"})
    await world.lead("B Rao", "Acme", city="Pune")
    await writer.confirm(world.asha, "update_leads", yes)
    assert {lead.name: lead.status for lead in await world.rows(Lead)} == {"A Rao": "contacted", "B Rao": "new"}


async def test_only_a_stored_inverse_of_ones_own_is_restored(world: World, writer: Writer) -> None:
    lead_id = await world.lead(owner=world.zoya)
    theft = {"table": "leads", "id": lead_id, "version": 1, "values": {"owner_id": "asha", "team_id": "west"}}
    with pytest.raises(PermissionDenied):
        await writer.write(world.asha, "restore", records=[theft])
    own = await world.lead()
    action = await writer.write(world.asha, "update_lead", lead=of(own), status="contacted")
    inverse = (await world.row(Action, action)).inverse["args"]
    with pytest.raises(PermissionDenied):
        await writer.write(world.vikram, "restore", **inverse)
    assert (await world.row(Lead, lead_id)).owner_id == "zoya"
    assert (await world.row(Lead, own)).status == "contacted"
