"""Meetings and tasks through the gate: what the card holds is what is recorded and written, and undo takes it back."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from nia.config import Company
from nia.ledger import proposals
from nia.ledger.proposals import Draft
from nia.store.tables import Attendee, Meeting, OutboxEntry, Task
from nia.tools.invoke import Call, Confirmation, Gate, Prepared
from nia.tools.outcome import Outcome
from nia.tools.registry import Registry
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")
RAHUL = {"name": "Rahul Verma", "email": "rahul@techcorp.example"}


@pytest.fixture
def gate(world: World) -> Gate:
    return Gate(world.database, Registry.load(), Company(), world.clock, world.new_id)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


async def confirm(gate: Gate, world: World, tool: str, **args: object) -> tuple[Prepared, Outcome]:
    """Prepare a write, store its proposal as the agent does, and say yes."""
    prepared = await gate.prepare(Call(tool, world.asha, args))
    draft = Draft(tool, prepared.args, prepared.preview.versions, {"title": "as shown"})
    async with world.database.begin() as session:
        row = await proposals.propose(
            session, draft, world.asha, proposal_id=world.new_id(), now=world.clock.now(), valid_for=timedelta(hours=24)
        )
    return prepared, await gate.invoke(Call(tool, world.asha, confirmation=Confirmation(row.id, row.hash)))


async def test_a_meeting_is_scheduled_with_the_minutes_and_lead_that_nobody_said(gate: Gate, world: World) -> None:
    lead_id = await world.lead("Rahul Verma")
    rahul = {"kind": "lead", "id": lead_id, "name": "Rahul Verma"}
    prepared, outcome = await confirm(
        gate, world, "schedule_meeting", attendees=[{**RAHUL, **rahul}], start="2026-03-03T15:00:00+05:30"
    )
    assert (prepared.args["minutes"], prepared.args["lead"]) == (30, rahul)
    assert outcome.args == prepared.args
    async with world.database.read() as session:
        (entry,) = await session.scalars(select(OutboxEntry))
    assert (entry.topic, entry.action_id) == ("meeting.scheduled", outcome.action_id)


async def test_an_end_is_recorded_as_minutes_too(gate: Gate, world: World) -> None:
    times = {"start": "2026-03-03T15:00:00+05:30", "end": "2026-03-03T16:00:00+05:30"}
    _, outcome = await confirm(gate, world, "schedule_meeting", attendees=[RAHUL], **times)
    assert outcome.args["minutes"] == 60


async def test_a_shift_is_recorded_as_start_and_minutes_too(gate: Gate, world: World) -> None:
    meeting_id = await world.meeting("Demo", at("03T15:00"), minutes=45)
    demo = {"kind": "meeting", "id": meeting_id, "name": "Demo"}
    prepared, outcome = await confirm(gate, world, "reschedule_meeting", meeting=demo, shift="-PT1H")
    assert (outcome.args["start"], outcome.args["minutes"]) == ("2026-03-03T14:00:00+05:30", 45)
    assert prepared.preview.before == {"start": "2026-03-03T15:00:00+05:30"}
    assert (await world.row(Meeting, meeting_id)).start_at == at("03T14:00")


async def test_undo_takes_a_meeting_and_its_attendees_back(gate: Gate, world: World) -> None:
    _, outcome = await confirm(gate, world, "schedule_meeting", attendees=[RAHUL], start="2026-03-03T15:00:00+05:30")
    await gate.undo(Call("restore", world.asha), str(outcome.action_id))
    assert await world.rows(Meeting) == []
    assert await world.rows(Attendee) == []


async def test_undo_gives_a_cancelled_task_its_reminder_back(gate: Gate, world: World) -> None:
    task_id = await world.task("Call", remind_at=at("06T17:00"))
    call = {"kind": "task", "id": task_id, "name": "Call"}
    _, outcome = await confirm(gate, world, "cancel_task", task=call)
    await gate.undo(Call("restore", world.asha), str(outcome.action_id))
    task = await world.row(Task, task_id)
    assert (task.status, task.remind_at) == ("open", at("06T17:00"))


async def test_undo_takes_a_task_back_from_the_colleague_it_was_given_to(gate: Gate, world: World) -> None:
    task_id = await world.task("Call")
    call = {"kind": "task", "id": task_id, "name": "Call"}
    vikram = {"kind": "user", "id": "vikram", "name": "Vikram Shah"}
    _, outcome = await confirm(gate, world, "update_task", task=call, assignee=vikram)
    assert (await world.row(Task, task_id)).owner_id == "vikram"
    await gate.undo(Call("restore", world.asha), str(outcome.action_id))
    assert (await world.row(Task, task_id)).owner_id == "asha"
