from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from nia.store.tables import Attendee
from nia.tools.availability import check_availability
from nia.tools.day import my_day
from nia.tools.meetings import list_meetings, schedule_meeting
from nia.tools.reports import sales_report
from nia.tools.tasks import create_task, list_tasks
from tests.world import World, open_world

INDIA = ZoneInfo("Asia/Kolkata")
RAHUL = {"name": "Rahul Verma", "email": "rahul@techcorp.example"}


@pytest.fixture
async def either(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url) as opened:
        yield opened


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


async def test_meetings_are_scheduled_checked_and_listed(either: World):
    await either.run(either.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:00"))
    (warn,) = await either.warns(either.asha, schedule_meeting, attendees=[RAHUL], start=at("03T15:15"))
    assert warn.kind == "conflict"
    result = await either.run(either.asha, list_meetings, attendee="rahul")
    assert [one.name for one in result.records] == ["Meeting with Rahul Verma"]
    asked = await either.meeting("Review", at("03T11:00"), owner=either.zoya)
    await either.put(Attendee(meeting_id=asked, name="Asha Rao", ref_kind="user", ref_id="asha"), either.zoya)
    result = await either.run(either.asha, check_availability, from_="2026-03-03")
    assert [one.name for one in dict(result.sections)["free"]] == ["09:00–11:00", "11:30–15:00", "15:30–19:00"]


async def test_tasks_are_ordered_by_what_comes_first(either: World):
    await either.run(either.asha, create_task, title="Reminder", remind_at=at("05T10:00"))
    await either.task("No date")
    await either.task("Friday, low", due_on=date(2026, 3, 6), priority="low")
    await either.task("Friday, urgent", due_on=date(2026, 3, 6), priority="urgent")
    await either.task("Late", due_on=date(2026, 3, 1))
    result = await either.run(either.asha, list_tasks)
    assert [one.name for one in result.records] == ["Late", "Reminder", "Friday, urgent", "Friday, low", "No date"]
    result = await either.run(either.asha, list_tasks, status="overdue")
    assert [one.name for one in result.records] == ["Late"]


async def test_the_day_and_the_reports_count_the_same(either: World):
    await either.lead("A", value=Decimal("100.50"), follow_up_on=date(2026, 3, 2))
    await either.lead("B", status="won", value=Decimal(40), closed_at=at("01T10:00"))
    assert (await either.run(either.asha, my_day)).figures["follow_ups"] == 1
    expected = {
        "pipeline": {"leads": 1, "value": 100.5},
        "conversion": {"leads": 2, "value": 140.5, "won": 1, "lost": 0, "rate": 50.0, "win_rate": 100.0},
        "revenue": {"leads": 1, "value": 40},
        "team": {"leads": 1, "value": 100.5, "people": 4, "won": 1},
    }
    for metric, figures in expected.items():
        assert (await either.run(either.asha, sales_report, metric=metric)).figures == figures
    assert (await either.run(either.asha, sales_report, metric="activity")).figures["activities"] == 0
