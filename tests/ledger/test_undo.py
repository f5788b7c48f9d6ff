"""Undo: what "undo" means, step by step backwards, what it refuses, whom it must tell."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from nia.errors import Stale
from nia.ledger import proposals, undo
from nia.ledger.proposals import Draft
from nia.ledger.undo import NothingToUndo
from nia.store.tables import Action, Lead, Meeting
from nia.tools.invoke import Call, Confirmation
from nia.tools.outcome import Outcome
from tests.ledger.writer import VALID_FOR, Writer, lead_ref
from tests.world import World

RAHUL = [{"name": "Rahul", "email": "rahul@techcorp.example"}]


async def scheduled(world: World, writer: Writer) -> Outcome:
    return await writer.write(
        world.asha, "schedule_meeting", attendees=RAHUL, start="2026-03-03T15:00:00+05:30", title="Demo"
    )


async def test_several_steps_are_taken_back_the_latest_first(world: World, writer: Writer) -> None:
    lead = await world.lead(city="Pune", status="new")
    before = await world.row(Lead, lead)
    for change in ({"city": "Mumbai"}, {"status": "contacted"}, {"city": "Delhi", "status": "won"}):
        await writer.write(world.asha, "update_lead", lead=lead_ref(lead), **change)
    seen = []
    for _ in range(3):
        await writer.undo(world.asha)
        row = await world.row(Lead, lead)
        seen.append((row.city, row.status, row.closed_at))
    assert seen == [("Mumbai", "contacted", None), ("Mumbai", "new", None), ("Pune", "new", None)]
    with pytest.raises(NothingToUndo):
        await writer.undo(world.asha)
    after = await world.row(Lead, lead)
    moving = {"version", "updated_at"}
    assert after.model_dump(exclude=moving) == before.model_dump(exclude=moving)


async def test_the_last_thing_is_meant_also_where_the_clock_was_set_back_since(world: World, writer: Writer) -> None:
    lead = await world.lead(city="Pune")
    await writer.write(world.asha, "update_lead", lead=lead_ref(lead), city="Mumbai")
    world.clock.move(timedelta(hours=-2))
    last = await writer.write(world.asha, "add_note", lead=lead_ref(lead), text="a")
    assert (await writer.undo(world.asha)).undid == "add_note"
    undone = [action.id for action in await writer.all(Action) if action.undone_by]
    assert undone == [last.action_id]


async def test_an_undo_is_recorded_and_itself_not_undone_by_the_next(world: World, writer: Writer) -> None:
    first = await writer.write(world.asha, "add_note", lead=lead_ref(await world.lead()), text="a")
    done = await writer.undo(world.asha)
    actions = {action.id: action for action in await writer.all(Action)}
    assert actions[str(done.action_id)].undoes == first.action_id
    assert actions[str(first.action_id)].undone_by == done.action_id
    with pytest.raises(NothingToUndo):
        await writer.undo(world.asha)


async def test_it_refuses_where_a_colleague_changed_the_record_since(world: World, writer: Writer) -> None:
    lead = await world.lead(city="Pune")
    await writer.write(world.asha, "update_lead", lead=lead_ref(lead), city="Mumbai")
    await writer.write(world.meera, "update_lead", lead=lead_ref(lead), status="contacted")
    with pytest.raises(Stale) as caught:
        await writer.undo(world.asha)
    assert caught.value.changed == ("status",)
    row = await world.row(Lead, lead)
    assert (row.city, row.status, row.version) == ("Mumbai", "contacted", 3)
    assert [action.undone_by for action in await writer.all(Action)] == [None, None]
    await writer.undo(world.meera)
    await writer.undo(world.asha)
    assert (await world.row(Lead, lead)).city == "Pune"


async def test_only_ones_own_is_meant(world: World, writer: Writer) -> None:
    lead = await world.lead()
    done = await writer.write(world.meera, "update_lead", lead=lead_ref(lead), status="contacted")
    with pytest.raises(NothingToUndo) as caught:
        await writer.undo(world.asha)
    assert caught.value.last_tool is None
    with pytest.raises(NothingToUndo):
        await writer.undo_action(world.asha, str(done.action_id))


async def test_this_conversation_comes_first_and_then_the_last_day_of_any(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1", "c2")
    lead = lead_ref(await world.lead())
    old = await writer.write(world.asha, "add_note", conversation="c1", lead=lead, text="long ago, here")
    world.clock.move(timedelta(hours=24))
    await writer.write(world.asha, "add_note", conversation="c2", lead=lead, text="over a day ago, elsewhere")
    world.clock.move(timedelta(hours=24))
    elsewhere = await writer.write(world.asha, "add_note", conversation="c2", lead=lead, text="elsewhere")
    nowhere = await writer.write(world.asha, "add_note", lead=lead, text="by a job, in no conversation")
    undone = [await undone_in(writer, "c1") for _ in range(3)]
    assert undone == [old.action_id, nowhere.action_id, elsewhere.action_id]
    with pytest.raises(NothingToUndo):
        await writer.undo(world.asha, "c1")
    assert await undone_in(writer, "c2") is not None


async def undone_in(writer: Writer, conversation: str) -> str | None:
    done = await writer.undo(writer.world.asha, conversation)
    (action,) = [one for one in await writer.all(Action) if one.id == done.action_id]
    return action.undoes


async def test_what_has_no_inverse_says_which_it_was(world: World, writer: Writer) -> None:
    await writer.write(world.asha, "add_note", lead=lead_ref(await world.lead()), text="a")
    await writer.write(world.asha, "send_email", to=RAHUL, body="Hello", subject="Hello")
    with pytest.raises(NothingToUndo) as caught:
        await writer.undo(world.asha)
    assert caught.value.last_tool == "send_email"


async def test_two_undos_at_once_take_back_once(world: World, writer: Writer) -> None:
    lead = await world.lead(city="Pune")
    done = await writer.write(world.asha, "update_lead", lead=lead_ref(lead), city="Mumbai")
    both = [writer.undo_action(world.asha, str(done.action_id)) for _ in range(4)]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert [type(one) for one in outcomes].count(Outcome) == 1
    assert {type(one) for one in outcomes} == {Outcome, NothingToUndo}
    assert (await world.row(Lead, lead)).version == 3


async def test_those_who_were_told_are_told_of_the_undo(world: World, writer: Writer) -> None:
    done = await scheduled(world, writer)
    undone = await writer.undo_action(world.asha, str(done.action_id))
    told, taken_back = await writer.outbox()
    assert (taken_back.topic, taken_back.action_id) == ("meeting.scheduled.undone", undone.action_id)
    assert taken_back.payload == told.payload
    assert await world.rows(Meeting) == []


async def test_a_cancelled_meeting_is_back_on_for_those_asked_to_it(world: World, writer: Writer) -> None:
    await scheduled(world, writer)
    (meeting,) = await world.rows(Meeting)
    ref = {"kind": "meeting", "id": meeting.id, "name": "Demo"}
    done = await writer.write(world.asha, "cancel_meeting", meeting=ref)
    await writer.undo_action(world.asha, str(done.action_id))
    assert (await world.row(Meeting, meeting.id)).status == "scheduled"
    assert [one.topic for one in await writer.outbox()] == [
        "meeting.scheduled",
        "meeting.cancelled",
        "meeting.cancelled.undone",
    ]


async def test_an_undo_that_is_refused_tells_nobody(world: World, writer: Writer) -> None:
    done = await scheduled(world, writer)
    async with world.database.begin() as session:
        await session.execute(update(Meeting).values(version=9, title="Another demo"))
    with pytest.raises(Stale):
        await writer.undo_action(world.asha, str(done.action_id))
    assert [one.topic for one in await writer.outbox()] == ["meeting.scheduled"]


async def reaches(world: World, outcome: Outcome) -> bool:
    async with world.database.read() as session:
        return await undo.reaches_others(session, await session.get_one(Action, outcome.action_id))


async def test_what_was_told_outside_or_changed_several_leads_reaches_others(world: World, writer: Writer) -> None:
    lead = await world.lead(city="Pune")
    assert not await reaches(world, await writer.write(world.asha, "update_lead", lead=lead_ref(lead), city="Goa"))
    assert await reaches(world, await scheduled(world, writer))
    for name in ("Leela Iyer", "Ravi Kumar"):
        await world.lead(name, city="Pune")
    bulk = {"where": {"city": "Pune"}, "set": {"status": "contacted"}}
    assert await reaches(world, await writer.write(world.asha, "update_leads", **bulk))
    created = {"name": "John Mathew", "company": "Zenith", "phone": "98200 12345", "notes": "met at the fair"}
    assert not await reaches(world, await writer.write(world.asha, "create_lead", **created))


async def test_an_undo_with_a_card_is_prepared_confirmed_and_repeated_like_any_write(
    world: World, writer: Writer
) -> None:
    done = await scheduled(world, writer)
    async with world.database.read() as session:
        action = await session.get_one(Action, done.action_id)
    stored = action.inverse or {}
    prepared = await writer.gate.prepare(Call(stored["tool"], world.asha, stored["args"]))
    assert [row.name for row in prepared.preview.rows] == ["Demo"]
    draft = Draft("restore", prepared.args, prepared.preview.versions, {"title": "Undo"}, undoes=action.id)
    async with world.database.begin() as session:
        row = await proposals.propose(
            session, draft, world.asha, proposal_id="p1", now=world.clock.now(), valid_for=VALID_FOR
        )
    yes = Confirmation(row.id, row.hash)
    outcomes = await asyncio.gather(*(writer.confirm(world.asha, "restore", yes) for _ in range(3)))
    assert {outcome.undid for outcome in outcomes} == {"schedule_meeting"}
    assert [outcome.repeated for outcome in outcomes].count(False) == 1
    assert await world.rows(Meeting) == []
    with pytest.raises(NothingToUndo):
        await writer.undo_action(world.asha, action.id)
