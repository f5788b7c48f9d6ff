from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from nia.store.tables import Attendee
from nia.tools.day import my_day
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


async def sections(world: World, **args: object) -> dict[str, list[str]]:
    result = await world.run(world.asha, my_day, **args)
    return {name: [one.name for one in views] for name, views in result.sections}


async def test_today_shows_what_is_on_and_what_was_left_undone(world: World):
    await world.meeting("Demo", at("02T15:00"))
    asked = await world.meeting("Review", at("02T11:00"), owner=world.meera)
    await world.put(Attendee(meeting_id=asked, name="Asha Rao", ref_kind="user", ref_id="asha"), world.meera)
    await world.meeting("Tomorrow", at("03T15:00"))
    await world.task("Overdue", due_on=date(2026, 2, 27))
    await world.task("Due today", due_on=date(2026, 3, 2))
    await world.task("Reminder", remind_at=at("02T17:00"))
    await world.task("Due tomorrow", due_on=date(2026, 3, 3))
    await world.task("Done", due_on=date(2026, 3, 2), status="done")
    await world.lead("Rahul Verma", follow_up_on=date(2026, 3, 1))
    await world.lead("Neha Jain", follow_up_on=date(2026, 3, 2))
    await world.lead("Won", follow_up_on=date(2026, 3, 2), status="won")
    await world.lead("Vikram's", follow_up_on=date(2026, 3, 2), owner=world.vikram)
    await world.mail("Rahul Verma", "Urgent: quote", body="Please reply today.")
    await world.mail("Leela", "Answered", answered_at=world.clock.now())
    assert await sections(world) == {
        "meetings": ["Review", "Demo"],
        "tasks": ["Overdue", "Reminder", "Due today"],
        "follow_ups": ["Rahul Verma", "Neha Jain"],
        "mails": ["Urgent: quote"],
    }


async def test_another_day_shows_only_its_own(world: World):
    await world.meeting("Tomorrow", at("03T15:00"))
    await world.task("Overdue", due_on=date(2026, 2, 27))
    await world.task("Reminded of tomorrow", due_on=date(2026, 3, 20), remind_at=at("03T10:00"))
    await world.lead("Rahul Verma", follow_up_on=date(2026, 3, 2))
    await world.mail("Rahul Verma", "Urgent: quote")
    found = await sections(world, date="2026-03-03")
    assert found == {"meetings": ["Tomorrow"], "tasks": ["Reminded of tomorrow"], "follow_ups": [], "mails": []}


async def test_an_empty_day_has_figures_of_zero(world: World):
    result = await world.run(world.asha, my_day)
    assert result.figures == {"meetings": 0, "tasks": 0, "follow_ups": 0, "mails": 0}
    assert result.values == {"count": 0, "date": "2026-03-02"}
