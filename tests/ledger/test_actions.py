"""An effect, its ledger entry and what must be told commit together, or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from nia.errors import Invalid, VendorError
from nia.ledger.proposals import State
from nia.store.tables import Action, Fact, Lead, Note, OutboxEntry, Proposal
from nia.tools.invoke import Call
from nia.tools.registry import Registry
from nia.tools.spec import Result, Tool, ToolContext
from tests.ledger.writer import Writer, lead_ref
from tests.world import World

NOTE = {"text": "wants a discount"}


def failing(error: BaseException | None) -> Tool:
    """Return `add_note` as it would be if it failed after all its work: with `error`, or by never ending."""
    real = Registry.load().get("add_note")

    async def run(context: ToolContext, args: object) -> Result:
        await real.run(context, args)  # type: ignore[arg-type]
        context.changes.tell("note.added", text="wants a discount")
        await context.session.flush()
        if error is None:
            await asyncio.Event().wait()
        raise error or AssertionError

    return replace(real, name="add_failing_note", run=run, timeout_s=0.2)  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [Invalid("text", "empty"), RuntimeError("a bug"), asyncio.CancelledError(), None])
async def test_a_tool_that_fails_late_leaves_nothing_and_its_card_waits_on(
    world: World, error: BaseException | None
) -> None:
    lead, writer = await world.lead(), Writer(world, [failing(error)])
    yes = await writer.propose(world.asha, "add_failing_note", lead=lead_ref(lead), **NOTE)
    with pytest.raises(VendorError if error is None else type(error)):
        await writer.confirm(world.asha, "add_failing_note", yes)
    for table in (Action, OutboxEntry, Note):
        assert await writer.all(table) == []
    (proposal,) = await writer.all(Proposal)
    assert (proposal.state, proposal.idempotency_key, proposal.decided_at) == (State.WAITING, None, None)
    assert (await world.row(Lead, lead)).version == 1


async def test_an_action_is_the_receipt_of_its_effect(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1")
    yes = await writer.propose(
        world.asha, "create_lead", conversation="c1", name="John Mathew", company="Zenith", phone="98200 12345"
    )
    outcome = await writer.confirm(world.asha, "create_lead", yes, "c1")
    (action,), (proposal,), (lead,) = await writer.all(Action), await writer.all(Proposal), await world.rows(Lead)
    assert (action.id, action.tool, action.user_id, action.actor) == (outcome.action_id, "create_lead", "asha", "user")
    assert (action.conversation_id, action.proposal_id) == ("c1", yes.proposal_id)
    assert action.at == world.clock.now() == proposal.decided_at
    assert action.idempotency_key == proposal.idempotency_key
    assert action.args == proposal.args
    assert action.result["key"] == "create_lead"
    assert action.inverse["args"]["records"][0]["id"] == lead.id


async def test_what_must_be_told_is_told_of_with_its_action(world: World, writer: Writer) -> None:
    done = await writer.write(
        world.asha,
        "schedule_meeting",
        attendees=[{"name": "Rahul", "email": "rahul@techcorp.example"}],
        start="2026-03-03T15:00:00+05:30",
    )
    (told,) = await writer.outbox()
    assert (told.action_id, told.topic, told.sent_at, told.attempts) == (done.action_id, "meeting.scheduled", None, 0)
    assert told.payload["attendees"] == [{"name": "Rahul", "email": "rahul@techcorp.example", "user_id": None}]


async def test_an_act_needs_no_card_and_has_a_receipt_and_an_inverse(world: World, writer: Writer) -> None:
    outcome = await writer.gate.invoke(Call("remember", world.asha, {"text": "I prefer mornings"}))
    (action,) = await writer.all(Action)
    assert (action.id, action.proposal_id) == (outcome.action_id, None)
    assert len(await world.rows(Fact)) == 1
    assert (await writer.undo(world.asha)).undid == "remember"
    assert await world.rows(Fact) == []


async def test_a_read_leaves_no_trace(world: World, writer: Writer) -> None:
    await world.lead()
    outcome = await writer.gate.invoke(Call("find_leads", world.asha, {}))
    assert len(outcome.result.records) == 1
    assert outcome.action_id is None
    assert await writer.all(Action) == []
