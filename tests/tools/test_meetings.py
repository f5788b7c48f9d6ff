from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from nia.config import Company
from nia.errors import Invalid, NotFound
from nia.store.tables import Attendee, Meeting
from nia.tools.meetings import ScheduleMeeting, list_meetings, schedule_meeting
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")
RAHUL = {"name": "Rahul Verma", "email": "rahul@techcorp.example"}
VIKRAM = {"name": "Vikram Shah", "kind": "user", "id": "vikram"}
ZOYA = {"name": "Zoya Khan", "kind": "user", "id": "zoya"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


def clock(times: tuple[datetime, ...]) -> list[str]:
    return [f"{one.astimezone(INDIA):%d %H:%M}" for one in times]


async def test_a_meeting_is_scheduled_with_its_lead_and_its_attendees(world: World):
    lead_id = await world.lead("Rahul Verma")
    rahul = {"name": "Rahul Verma", "kind": "lead", "id": lead_id}
    result = await world.run(world.asha, schedule_meeting, attendees=[rahul, VIKRAM], start=at("03T15:00"), online=True)
    (meeting,) = await world.rows(Meeting)
    assert (meeting.title, meeting.minutes, meeting.lead_id) == ("Meeting with Rahul Verma, Vikram Shah", 30, lead_id)
    assert meeting.start_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    assert [one.name for one in await world.rows(Attendee)] == ["Rahul Verma", "Vikram Shah"]
    assert dict(result.records[0].fields) == {
        "start": "2026-03-03T15:00:00+05:30",
        "minutes": 30,
        "attendees": ["Rahul Verma", "Vikram Shah"],
        "online": True,
        "status": "scheduled",
        "lead": "Rahul Verma",
    }


async def test_those_who_are_asked_are_told_and_undo_takes_it_all_back(world: World):
    await world.run(world.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:00"))
    assert world.last is not None
    (message,) = world.last.messages
    assert message.topic == "meeting.scheduled"
    assert message.payload["attendees"] == [{**RAHUL, "user_id": None}]
    assert {one.table for one in world.last.touched} == {"meetings", "attendees"}


async def test_the_holder_is_no_attendee_of_their_own_meeting(world: World):
    asha = {"name": "Asha Rao", "kind": "user", "id": "asha"}
    await world.run(world.asha, schedule_meeting, attendees=[asha, RAHUL], start=at("03T15:00"))
    assert [one.name for one in await world.rows(Attendee)] == ["Rahul Verma"]


async def test_the_holder_alone_blocks_time(world: World):
    asha = {"name": "Asha Rao", "kind": "user", "id": "asha"}
    result = await world.run(world.asha, schedule_meeting, attendees=[asha], start=at("03T15:00"))
    assert (result.values["title"], await world.rows(Attendee)) == ("Blocked", [])


def test_an_end_becomes_minutes_and_follows_the_start():
    args = ScheduleMeeting.model_validate({"attendees": [RAHUL], "start": at("03T15:00"), "end": at("03T16:15")})
    args.complete(Company())
    assert args.minutes == 75
    args.start = at("03T17:00")
    args.complete(Company())
    assert args.end == at("03T18:15")


def test_an_end_before_the_start_is_refused():
    args = ScheduleMeeting.model_validate({"attendees": [RAHUL], "start": at("03T15:00"), "end": at("03T14:00")})
    with pytest.raises(Invalid) as refused:
        args.complete(Company())
    assert (refused.value.slot, refused.value.problem) == ("end", "ends_before_start")


async def test_a_conflict_is_warned_of_with_the_three_nearest_free_starts(world: World):
    await world.meeting("Demo", at("03T15:00"))
    (warn,) = await world.warns(world.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:15"))
    assert warn.kind == "conflict"
    assert [one.name for one in warn.records] == ["Demo"]
    assert (warn.values["count"], warn.values["title"]) == (1, "Demo")
    assert clock(warn.times) == ["03 14:30", "03 15:30", "03 16:00"]


async def test_a_meeting_that_follows_at_once_is_no_conflict(world: World):
    await world.meeting("Demo", at("03T15:00"))
    await world.meeting("Cancelled", at("03T15:30"), status="cancelled")
    assert await world.warns(world.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:30")) == ()


async def test_a_long_meeting_that_began_before_is_a_conflict(world: World):
    await world.meeting("Workshop", at("03T10:00"), minutes=360)
    (warn,) = await world.warns(world.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:30"))
    assert warn.kind == "conflict"
    assert clock(warn.times) == ["03 16:00", "03 16:30", "03 17:00"]


async def test_a_meeting_to_which_the_user_is_asked_keeps_them_busy(world: World):
    meeting_id = await world.meeting("Review", at("03T15:00"), owner=world.meera)
    await world.put(Attendee(meeting_id=meeting_id, name="Asha Rao", ref_kind="user", ref_id="asha"), world.meera)
    (warn,) = await world.warns(world.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:00"))
    assert [one.name for one in warn.records] == ["Review"]


async def test_a_colleague_of_another_team_is_busy_but_nobody_learns_with_what(world: World):
    await world.meeting("Secret", at("03T15:00"), owner=world.zoya)
    (warn,) = await world.warns(world.asha, schedule_meeting, attendees=[ZOYA], start=at("03T15:00"))
    assert (warn.kind, warn.records) == ("conflict", ())
    assert dict(warn.values) == {"count": 0, "names": ["Zoya Khan"]}
    assert at("03T15:00") not in warn.times


async def test_the_past_and_the_hours_are_warned_of(world: World):
    kinds = [
        one.kind for one in await world.warns(world.asha, schedule_meeting, attendees=[RAHUL], start=at("02T08:00"))
    ]
    assert kinds == ["past", "outside_hours"]
    (sunday,) = await world.warns(world.asha, schedule_meeting, attendees=[RAHUL], start=at("08T11:00"))
    assert (sunday.kind, sunday.values["from"], sunday.values["to"]) == ("outside_hours", "09:00", "19:00")


async def test_a_lead_of_another_team_cannot_be_named(world: World):
    lead_id = await world.lead("Neha", owner=world.zoya)
    neha = {"kind": "lead", "id": lead_id, "name": "Neha"}
    with pytest.raises(NotFound):
        await world.run(world.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:00"), lead=neha)


async def test_ones_own_meetings_are_listed_from_today_on(world: World):
    await world.meeting("Yesterday", at("01T15:00"))
    await world.meeting("Later", at("04T15:00"), ("Rahul Verma",))
    await world.meeting("Earlier today", at("02T09:00"))
    await world.meeting("Gone", at("02T10:00"), status="cancelled")
    await world.meeting("Vikram's", at("02T11:00"), owner=world.vikram)
    result = await world.run(world.asha, list_meetings)
    assert [one.name for one in result.records] == ["Earlier today", "Later"]
    assert result.figures == {"meetings": 2}
    assert result.records[1].fields["attendees"] == ["Rahul Verma"]


async def test_a_range_includes_its_last_day_and_a_limit_tells_how_many_more(world: World):
    for day in ("02", "03", "04", "05"):
        await world.meeting(f"On {day}", at(f"{day}T18:30"))
    result = await world.run(world.asha, list_meetings, from_="2026-03-03", to="2026-03-04")
    assert [one.name for one in result.records] == ["On 03", "On 04"]
    result = await world.run(world.asha, list_meetings, limit=1)
    assert (len(result.records), result.more, result.values["count"]) == (1, 3, 4)


async def test_a_range_that_ended_before_today_is_looked_through_to_its_beginning(world: World):
    await world.meeting("Yesterday", at("01T15:00"))
    result = await world.run(world.asha, list_meetings, to="2026-03-01")
    assert [one.name for one in result.records] == ["Yesterday"]


async def test_meetings_with_somebody_are_found_across_scripts_errors_and_the_team(world: World):
    await world.meeting("Demo", at("03T15:00"), ("Ramesh Iyer",))
    await world.meeting("Price talk", at("04T15:00"), ("Ramesh Iyer",), owner=world.vikram)
    await world.meeting("Not for Asha", at("05T15:00"), ("Ramesh Iyer",), owner=world.zoya)
    await world.meeting("Other", at("05T15:00"), ("Suresh",))
    for said in ("ramesh", "रमेश", "Rammesh Iyer"):
        result = await world.run(world.asha, list_meetings, attendee=said)
        assert [one.name for one in result.records] == ["Demo", "Price talk"], said
    result = await world.run(world.asha, list_meetings, attendee="Vikram")
    assert [(one.name, one.fields["owner"]) for one in result.records] == [("Price talk", "Vikram Shah")]


async def test_meetings_with_a_company_are_those_of_its_leads(world: World):
    lead_id = await world.lead("Rahul Verma", "TechCorp")
    await world.meeting("Demo", at("03T15:00"), lead_id=lead_id)
    result = await world.run(world.asha, list_meetings, attendee="TechCorp")
    assert [one.name for one in result.records] == ["Demo"]


@pytest.mark.parametrize("start", ["0001-01-01T00:00:00+05:30", "9999-12-31T23:00:00+05:30"])
def test_a_year_that_nobody_means_is_refused(start: str):
    with pytest.raises(ValidationError) as refused:
        ScheduleMeeting.model_validate({"attendees": [RAHUL], "start": start})
    assert refused.value.errors()[0]["type"] == "bad_time"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_range_to_the_end_of_the_calendar_is_refused(world: World, day: str):
    with pytest.raises(ValidationError):
        await world.run(world.asha, list_meetings, to=day)
