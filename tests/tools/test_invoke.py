"""The gate: nothing is written without the yes to exactly that proposal, and each yes takes effect once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from nia.accounts.principal import Principal
from nia.config import Company
from nia.errors import ConfirmationNeeded, Disabled, Invalid, PermissionDenied, Stale, UserError, VendorError
from nia.ledger import proposals
from nia.ledger.proposals import Draft, NotConfirmable
from nia.ledger.undo import NothingToUndo
from nia.store.tables import Action, Lead, OutboxEntry, Proposal
from nia.tools.invoke import Call, Confirmation, Gate
from nia.tools.registry import Registry, UnknownTool
from tests.world import World

LEAD = {"name": "John Mathew", "company": "Zenith Pharma", "phone": "98200 12345"}


@pytest.fixture
def gate(world: World) -> Gate:
    return Gate(world.database, Registry.load(), Company(), world.clock, world.new_id)


async def propose(gate: Gate, world: World, user: Principal, tool: str, **args: object) -> Confirmation:
    """Store a proposal as the agent does, and return the yes to it."""
    prepared = await gate.prepare(Call(tool, user, args))
    draft = Draft(tool, prepared.args, prepared.preview.versions, {"title": "as shown"})
    async with world.database.begin() as session:
        row = await proposals.propose(
            session, draft, user, proposal_id=world.new_id(), now=world.clock.now(), valid_for=timedelta(hours=24)
        )
    return Confirmation(row.id, row.hash)


async def count(world: World, table: type) -> int:
    async with world.database.read() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


async def test_a_write_without_a_confirmation_is_refused(gate: Gate, world: World) -> None:
    with pytest.raises(ConfirmationNeeded):
        await gate.invoke(Call("create_lead", world.asha, LEAD))
    assert await world.rows(Lead) == []


async def test_a_confirmed_proposal_takes_effect_with_its_ledger_entry(gate: Gate, world: World) -> None:
    yes = await propose(gate, world, world.asha, "create_lead", **LEAD)
    outcome = await gate.invoke(Call("create_lead", world.asha, confirmation=yes))
    (lead,) = await world.rows(Lead)
    assert (lead.name, lead.phone, lead.owner_id) == ("John Mathew", "+919820012345", "asha")
    action = await world.row(Action, outcome.action_id)
    assert action.proposal_id == yes.proposal_id
    assert action.inverse["tool"] == "restore"


async def test_the_arguments_are_the_proposals_own_and_not_the_callers(gate: Gate, world: World) -> None:
    yes = await propose(gate, world, world.asha, "create_lead", **LEAD)
    await gate.invoke(Call("create_lead", world.asha, {**LEAD, "name": "Mallory"}, confirmation=yes))
    assert [lead.name for lead in await world.rows(Lead)] == ["John Mathew"]


async def test_three_yeses_at_once_have_one_effect(gate: Gate, world: World) -> None:
    yes = await propose(gate, world, world.asha, "create_lead", **LEAD)
    call = Call("create_lead", world.asha, confirmation=yes)
    outcomes = await asyncio.gather(*(gate.invoke(call) for _ in range(3)))
    assert len({outcome.action_id for outcome in outcomes}) == 1
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True]
    assert len(await world.rows(Lead)) == 1


@pytest.mark.parametrize("case", ["other user", "wrong hash", "unknown", "expired", "cancelled"])
async def test_a_yes_that_is_not_to_a_waiting_card_of_ones_own_has_no_effect(
    gate: Gate, world: World, case: str
) -> None:
    yes = await propose(gate, world, world.asha, "create_lead", **LEAD)
    user = world.vikram if case == "other user" else world.asha
    if case == "wrong hash":
        yes = Confirmation(yes.proposal_id, "0" * 64)
    if case == "unknown":
        yes = Confirmation("nobody", yes.hash)
    if case == "expired":
        world.clock.move(timedelta(hours=24))
    if case == "cancelled":
        async with world.database.begin() as session:
            await session.execute(update(Proposal).values(state="cancelled"))
    with pytest.raises(NotConfirmable):
        await gate.invoke(Call("create_lead", user, confirmation=yes))
    assert await world.rows(Lead) == []
    assert await count(world, Action) == 0


async def test_a_tampered_proposal_no_longer_fits_its_hash(gate: Gate, world: World) -> None:
    yes = await propose(gate, world, world.asha, "create_lead", **LEAD)
    async with world.database.begin() as session:
        await session.execute(update(Proposal).values(args={**LEAD, "name": "Mallory"}))
    with pytest.raises(NotConfirmable):
        await gate.invoke(Call("create_lead", world.asha, confirmation=yes))
    assert await world.rows(Lead) == []


async def test_a_record_that_changed_meanwhile_voids_the_yes_and_the_card_waits_on(gate: Gate, world: World) -> None:
    lead = await world.lead()
    ref = {"kind": "lead", "id": lead, "name": "Rahul Verma"}
    yes = await propose(gate, world, world.asha, "update_lead", lead=ref, status="qualified")
    async with world.database.begin() as session:
        await session.execute(update(Lead).values(version=2, value=1))
    with pytest.raises(Stale):
        await gate.invoke(Call("update_lead", world.asha, confirmation=yes))
    assert (await world.row(Proposal, yes.proposal_id)).state == "waiting"
    assert (await world.row(Lead, lead)).status == "new"


async def test_what_fails_leaves_nothing_behind(gate: Gate, world: World) -> None:
    lead = await world.lead()
    ref = {"kind": "lead", "id": lead, "name": "Rahul Verma"}
    yes = await propose(gate, world, world.asha, "add_note", lead=ref, text="asked for a discount")
    async with world.database.begin() as session:
        await session.execute(update(Lead).values(team_id="south", owner_id="zoya"))
    with pytest.raises(UserError):
        await gate.invoke(Call("add_note", world.asha, confirmation=yes))
    assert await count(world, Action) == await count(world, OutboxEntry) == 0


async def test_undo_restores_and_happens_once(gate: Gate, world: World) -> None:
    lead = await world.lead(status="contacted")
    ref = {"kind": "lead", "id": lead, "name": "Rahul Verma"}
    yes = await propose(gate, world, world.asha, "update_lead", lead=ref, status="qualified", city="Pune")
    done = await gate.invoke(Call("update_lead", world.asha, confirmation=yes))
    back = await gate.undo(Call("restore", world.asha), str(done.action_id))
    assert back.undid == "update_lead"
    row = await world.row(Lead, lead)
    assert (row.status, row.city) == ("contacted", None)
    with pytest.raises(NothingToUndo):
        await gate.undo(Call("restore", world.asha), str(done.action_id))


async def test_undo_refuses_where_somebody_edited_since(gate: Gate, world: World) -> None:
    lead = await world.lead()
    ref = {"kind": "lead", "id": lead, "name": "Rahul Verma"}
    yes = await propose(gate, world, world.asha, "update_lead", lead=ref, status="qualified")
    done = await gate.invoke(Call("update_lead", world.asha, confirmation=yes))
    async with world.database.begin() as session:
        await session.execute(update(Lead).values(version=9, status="won"))
    with pytest.raises(Stale):
        await gate.undo(Call("restore", world.asha), str(done.action_id))
    assert (await world.row(Lead, lead)).status == "won"


async def test_nobody_undoes_what_another_did(gate: Gate, world: World) -> None:
    yes = await propose(gate, world, world.asha, "create_lead", **LEAD)
    done = await gate.invoke(Call("create_lead", world.asha, confirmation=yes))
    with pytest.raises(NothingToUndo):
        await gate.undo(Call("restore", world.vikram), str(done.action_id))
    assert len(await world.rows(Lead)) == 1


async def test_a_role_that_is_too_low_is_refused_before_anything_else(gate: Gate, world: World) -> None:
    lead = await world.lead()
    with pytest.raises(PermissionDenied):
        await gate.prepare(Call("delete_lead", world.asha, {"lead": {"kind": "lead", "id": lead, "name": "x"}}))


async def test_a_phone_of_four_digits_is_refused_by_its_slot(gate: Gate, world: World) -> None:
    with pytest.raises(Invalid) as caught:
        await gate.prepare(Call("create_lead", world.asha, {**LEAD, "phone": "1234"}))
    assert (caught.value.slot, caught.value.problem) == ("phone", "phone_short")


async def test_a_missing_alternative_is_named(gate: Gate, world: World) -> None:
    with pytest.raises(Invalid) as caught:
        await gate.prepare(Call("create_lead", world.asha, {"name": "John Mathew", "company": "Zenith Pharma"}))
    assert caught.value.problem == "missing"
    assert caught.value.slot in ("email", "phone")


async def test_a_tool_that_is_switched_off_or_unknown_says_so(world: World) -> None:
    gate = Gate(world.database, Registry.load(disabled=["create_lead"]), Company(), world.clock, world.new_id)
    with pytest.raises(Disabled):
        await gate.invoke(Call("create_lead", world.asha, LEAD))
    with pytest.raises(UnknownTool):
        await gate.invoke(Call("make_coffee", world.asha))


async def test_a_tool_that_hangs_is_cut_off_and_leaves_nothing(world: World) -> None:
    from dataclasses import replace

    real = Registry.load().get("remember")

    async def hang(context: object, args: object) -> object:
        await asyncio.Event().wait()
        raise AssertionError

    slow = replace(real, run=hang, timeout_s=0.01)
    tools = [slow if tool.name == "remember" else tool for tool in Registry.load().everything()]
    gate = Gate(world.database, Registry(tools), Company(), world.clock, world.new_id)
    with pytest.raises(VendorError) as caught:
        await gate.invoke(Call("remember", world.asha, {"text": "I prefer mornings"}))
    assert caught.value.retryable
    assert await count(world, Action) == 0
