"""The life of a lead, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal

import pytest

from nia.config import Company
from nia.ledger import proposals
from nia.ledger.proposals import Draft
from nia.store.tables import Activity, Lead, Note
from nia.tools.activities import lead_history
from nia.tools.invoke import Call, Confirmation, Gate
from nia.tools.leads import find_leads
from nia.tools.registry import Registry
from nia.tools.resolve import resolve
from nia.understanding.port import SlotKind
from tests.world import World, open_world

JOHN = {"name": "John Mathew", "company": "Zenith Pharma", "phone": "9820012345", "value": {"amount": "500000.5"}}


@pytest.fixture
async def either(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url) as opened:
        yield opened


async def write(world: World, tool: str, **args: object) -> str:
    """Run a write through the gate, with a yes, and return its action."""
    gate = Gate(world.database, Registry.load(), Company(), world.clock, world.new_id)
    prepared = await gate.prepare(Call(tool, world.asha, args))
    draft = Draft(tool, prepared.args, prepared.preview.versions, {"title": "as shown"})
    async with world.database.begin() as session:
        row = await proposals.propose(
            session,
            draft,
            world.asha,
            proposal_id=world.new_id(),
            now=world.clock.now(),
            valid_for=timedelta(hours=1),
        )
    return str((await gate.invoke(Call(tool, world.asha, confirmation=Confirmation(row.id, row.hash)))).action_id)


async def undo(world: World, action_id: str) -> None:
    gate = Gate(world.database, Registry.load(), Company(), world.clock, world.new_id)
    await gate.undo(Call("restore", world.asha), action_id)


async def test_a_lead_is_made_found_changed_told_of_and_taken_back(either: World) -> None:
    made = await write(either, "create_lead", **JOHN, notes="met at the fair", next_follow_up="2026-03-06")
    async with either.database.read() as session:
        found = await resolve(session, either.asha, SlotKind.LEAD, "the zenth lead", now=either.clock.now())
    changed = await write(
        either,
        "update_lead",
        lead=found.value.model_dump(),
        status="won",
        value={"amount": "7"},
        next_follow_up="2026-03-05T16:00:00+05:30",
    )
    result = await either.run(either.asha, find_leads, text="zenith", status="won", min_value={"amount": "7"})
    assert result.figures == {"leads": 1, "value": 7}
    told = await either.run(either.asha, lead_history, lead=found.value)
    assert {record.fields["kind"] for record in told.records} == {"note", "status"}
    await undo(either, changed)
    (lead,) = await either.rows(Lead)
    assert (lead.status, lead.value, lead.closed_at) == ("new", Decimal("500000.5"), None)
    assert (lead.follow_up_on.isoformat(), lead.follow_up_at) == ("2026-03-06", None)
    await undo(either, made)
    assert [await either.rows(table) for table in (Lead, Note, Activity)] == [[], [], []]
