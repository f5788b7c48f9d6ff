from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nia.errors import Invalid
from nia.store.tables import Activity, Attendee, Meeting, Note
from nia.tools.activities import add_note, lead_history, log_activity
from nia.tools.lead_changes import update_lead
from nia.tools.slots import Ref
from tests.world import World


@pytest.fixture
async def lead(world: World) -> Ref:
    return Ref(kind="lead", id=await world.lead(email="rahul@techcorp.example"), name="Rahul Verma")


async def test_a_note_is_kept_with_the_lead(world: World, lead: Ref) -> None:
    result = await world.run(world.vikram, add_note, lead=lead, text="Prefers WhatsApp")
    [note] = await world.rows(Note)
    assert (note.lead_id, note.owner_id, note.text) == (lead.id, "vikram", "Prefers WhatsApp")
    assert [record.name for record in result.focus] == ["Rahul Verma"]


async def test_an_activity_is_now_unless_said_otherwise(world: World, lead: Ref) -> None:
    await world.run(world.asha, log_activity, lead=lead, kind="call", text="asked for a demo", outcome="interested")
    [activity] = await world.rows(Activity)
    assert (activity.kind, activity.at, activity.outcome) == ("call", world.clock.now(), "interested")


async def test_of_a_day_alone_noon_is_kept(world: World, lead: Ref) -> None:
    await world.run(world.asha, log_activity, lead=lead, kind="visit", at="2026-03-01")
    await world.run(world.asha, log_activity, lead=lead, kind="visit", at="2026-03-02")
    past, today = await world.rows(Activity)
    assert past.at == datetime(2026, 3, 1, 6, 30, tzinfo=UTC)
    assert today.at == world.clock.now()


@pytest.mark.parametrize("at", ["2026-03-02T09:31:00+05:30", "2026-03-03"])
async def test_what_is_still_to_come_is_no_activity(world: World, lead: Ref, at: str) -> None:
    with pytest.raises(Invalid, match="not_past"):
        await world.run(world.asha, log_activity, lead=lead, kind="call", at=at)
    with pytest.raises(Invalid, match="not_past"):
        await world.warns(world.asha, log_activity, lead=lead, kind="call", at=at)
    assert await world.rows(Activity) == []


async def test_a_long_note_is_named_by_its_beginning(world: World, lead: Ref) -> None:
    long = "first line\n" + "word " * 40
    await world.run(world.asha, add_note, lead=lead, text=long)
    [record] = (await world.run(world.asha, lead_history, lead=lead)).records
    assert record.name.startswith("first line word")
    assert record.fields["text"] == long.strip()


async def test_a_history_gathers_everything_newest_first(world: World, lead: Ref) -> None:
    now = world.clock.now()
    await world.run(world.asha, log_activity, lead=lead, kind="call", at=now - timedelta(days=5), text="first call")
    await world.mail("Rahul Verma", "Quote", sender_email="rahul@techcorp.example", received_at=now - timedelta(days=3))
    await world.task("Send the quote", lead_id=lead.id)
    world.clock.move(timedelta(minutes=1))
    await world.run(world.asha, add_note, lead=lead, text="wants a discount")
    world.clock.move(timedelta(minutes=1))
    await world.run(world.asha, update_lead, lead=lead, status="qualified")
    meeting = await world.meeting("Demo", now + timedelta(days=1))
    await world.put(Attendee(meeting_id=meeting, name="Rahul Verma", ref_kind="lead", ref_id=lead.id))
    result = await world.run(world.asha, lead_history, lead=lead)
    assert [record.fields["kind"] for record in result.records] == ["meeting", "status", "note", "task", "mail", "call"]
    assert result.records[1].name == "new → qualified"
    assert [record.untrusted for record in result.records] == [False, False, False, False, True, False]
    assert result.figures["events"] == 6
    assert [record.name for record in result.focus] == ["Rahul Verma"]


async def test_a_history_holds_no_mail_of_a_colleague(world: World, lead: Ref) -> None:
    await world.mail("Rahul Verma", "Secret", sender_email="rahul@techcorp.example")
    result = await world.run(world.vikram, lead_history, lead=lead)
    assert result.records == ()
    assert result.values["count"] == 0


async def test_a_cancelled_and_deleted_thing_is_told_or_not(world: World, lead: Ref) -> None:
    await world.meeting("Demo", world.clock.now(), lead_id=lead.id, status="cancelled")
    await world.meeting("Gone", world.clock.now(), lead_id=lead.id, deleted_at=world.clock.now())
    result = await world.run(world.asha, lead_history, lead=lead)
    assert [(record.name, record.fields["outcome"]) for record in result.records] == [("Demo", "cancelled")]
    assert len(await world.rows(Meeting)) == 1
