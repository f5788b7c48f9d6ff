from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from nia.errors import Invalid, NotFound, PermissionDenied
from nia.store.tables import Attendee, Meeting
from nia.tools.meeting_changes import (
    RescheduleMeeting,
    cancel_meeting,
    move,
    reschedule_meeting,
    update_meeting,
)
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


def ref(meeting_id: str) -> dict[str, str]:
    return {"kind": "meeting", "id": meeting_id, "name": "Demo"}


async def invite(world: World, meeting_id: str, name: str = "Rahul Verma") -> None:
    await world.put(Attendee(meeting_id=meeting_id, name=name, email="rahul@techcorp.example"))


async def test_a_shift_moves_a_meeting_and_tells_its_attendees(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"), minutes=45)
    await invite(world, meeting_id)
    result = await world.run(world.asha, reschedule_meeting, meeting=ref(meeting_id), shift="-PT1H")
    meeting = await world.row(Meeting, meeting_id)
    assert (meeting.start_at, meeting.minutes) == (at("03T14:00"), 45)
    assert result.records[0].fields["start"] == "2026-03-03T14:00:00+05:30"
    assert world.last is not None
    assert [one.topic for one in world.last.messages] == ["meeting.rescheduled"]


async def test_a_shift_is_there_as_start_and_minutes_too(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"), minutes=45)
    args = RescheduleMeeting.model_validate({"meeting": ref(meeting_id), "shift": "PT30M"})
    async with world.acting(world.asha) as context:
        await move(context, args)
        assert (args.start, args.minutes) == (at("03T15:30"), 45)
        await move(context, args)
        assert args.start == at("03T15:30")


async def test_a_new_day_keeps_the_time_of_day(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"))
    await world.run(world.asha, reschedule_meeting, meeting=ref(meeting_id), start="2026-03-06")
    assert (await world.row(Meeting, meeting_id)).start_at == at("06T15:00")


async def test_a_new_time_is_checked_against_other_meetings_but_not_itself(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"), minutes=60)
    await world.meeting("Review", at("03T16:00"))
    assert await world.warns(world.asha, reschedule_meeting, meeting=ref(meeting_id), shift="-PT30M") == ()
    (warn,) = await world.warns(world.asha, reschedule_meeting, meeting=ref(meeting_id), shift="PT30M")
    assert [one.name for one in warn.records] == ["Review"]
    assert at("03T15:00") in warn.times


async def test_the_card_shows_the_former_time(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"))
    shown = await world.preview(
        world.asha, reschedule_meeting, meeting=ref(meeting_id), start=at("04T11:00"), minutes=60
    )
    assert shown.before == {"start": "2026-03-03T15:00:00+05:30", "minutes": 30}
    assert shown.versions == {f"meetings:{meeting_id}": 1}


@pytest.mark.parametrize("shift", ["PT", "P9999Y", "P500Y"])
async def test_a_shift_that_is_none_is_refused(world: World, shift: str):
    meeting_id = await world.meeting("Demo", at("03T15:00"))
    with pytest.raises(Invalid) as refused:
        await world.run(world.asha, reschedule_meeting, meeting=ref(meeting_id), shift=shift)
    assert (refused.value.slot, refused.value.problem) == ("shift", "bad_shift")


async def test_a_cancelled_meeting_cannot_be_moved_or_cancelled(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"), status="cancelled")
    for tool, args in ((reschedule_meeting, {"shift": "PT1H"}), (cancel_meeting, {})):
        with pytest.raises(Invalid) as refused:
            await world.run(world.asha, tool, meeting=ref(meeting_id), **args)
        assert refused.value.problem == "meeting_cancelled"


async def test_only_ones_own_meetings_can_be_changed(world: World):
    of_vikram = await world.meeting("Demo", at("03T15:00"), owner=world.vikram)
    of_zoya = await world.meeting("Demo", at("03T15:00"), owner=world.zoya)
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, cancel_meeting, meeting=ref(of_vikram))
    with pytest.raises(NotFound):
        await world.run(world.asha, cancel_meeting, meeting=ref(of_zoya))


async def test_cancelling_tells_those_who_were_asked(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"))
    await invite(world, meeting_id)
    await world.run(world.asha, cancel_meeting, meeting=ref(meeting_id))
    assert (await world.row(Meeting, meeting_id)).status == "cancelled"
    assert world.last is not None
    (message,) = world.last.messages
    assert (message.topic, message.payload["attendees"][0]["name"]) == ("meeting.cancelled", "Rahul Verma")


async def test_whoever_has_no_address_is_not_told(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"), ("Rahul Verma",))
    await world.run(world.asha, cancel_meeting, meeting=ref(meeting_id))
    assert world.last is not None
    assert world.last.messages == []


async def test_attendees_are_added_to_those_there_and_removed_by_name(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"))
    await invite(world, meeting_id)
    vikram = {"name": "Vikram Shah", "kind": "user", "id": "vikram"}
    shown = await world.preview(world.asha, update_meeting, meeting=ref(meeting_id), attendees=[vikram])
    assert shown.rows[0].fields["attendees"] == ["Rahul Verma", "Vikram Shah"]
    await world.run(world.asha, update_meeting, meeting=ref(meeting_id), attendees=[vikram])
    await world.run(world.asha, update_meeting, meeting=ref(meeting_id), attendees=[vikram])
    assert [one.name for one in await world.rows(Attendee)] == ["Rahul Verma", "Vikram Shah"]
    result = await world.run(world.asha, update_meeting, meeting=ref(meeting_id), remove=[{"name": "Rahul Verma"}])
    assert result.records[0].fields["attendees"] == ["Vikram Shah"]
    assert world.last is not None
    assert [(one.topic, one.payload["attendees"][0]["name"]) for one in world.last.messages] == [
        ("meeting.cancelled", "Rahul Verma"),
    ]
    with pytest.raises(Invalid):
        await world.run(world.asha, update_meeting, meeting=ref(meeting_id), remove=[{"name": "Rahul Verma"}])


async def test_particulars_change_and_the_card_shows_the_former(world: World):
    meeting_id = await world.meeting("Demo", at("03T15:00"), location="Pune")
    args = {
        "meeting": ref(meeting_id),
        "title": "Walkthrough",
        "location": "Mumbai",
        "agenda": "Prices",
        "online": True,
    }
    shown = await world.preview(world.asha, update_meeting, **args)
    assert shown.before == {"title": "Demo", "location": "Pune", "online": False}
    assert shown.rows == ()
    await world.run(world.asha, update_meeting, **args)
    meeting = await world.row(Meeting, meeting_id)
    assert (meeting.title, meeting.location, meeting.agenda, meeting.online) == (
        "Walkthrough",
        "Mumbai",
        "Prices",
        True,
    )
    assert meeting.search_key == "walkthrough"


async def test_a_meeting_is_marked_as_held(world: World):
    meeting_id = await world.meeting("Demo", at("01T15:00"))
    await invite(world, meeting_id)
    await world.run(world.asha, update_meeting, meeting=ref(meeting_id), status="held")
    assert (await world.row(Meeting, meeting_id)).status == "held"
    assert world.last is not None
    assert world.last.messages == []
