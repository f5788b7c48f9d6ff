from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from nia.accounts.principal import Role
from nia.errors import PermissionDenied
from nia.store.tables import Task
from nia.tools.tasks import create_task, list_tasks
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")
VIKRAM = {"kind": "user", "id": "vikram", "name": "Vikram Shah"}
ZOYA = {"kind": "user", "id": "zoya", "name": "Zoya Khan"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


async def names(world: World, **args: object) -> list[str]:
    return [one.name for one in (await world.run(world.asha, list_tasks, **args)).records]


async def test_a_task_due_on_a_day_has_no_time(world: World):
    result = await world.run(world.asha, create_task, title="Send the quote", due="2026-03-06", priority="high")
    (task,) = await world.rows(Task)
    assert (task.due_on, task.due_at, task.owner_id, task.creator_id) == (date(2026, 3, 6), None, "asha", "asha")
    assert dict(result.records[0].fields) == {
        "due": "2026-03-06",
        "priority": "high",
        "status": "open",
        "assignee": "Asha Rao",
    }


async def test_a_task_due_at_a_time_has_its_day_in_the_assignees_zone(world: World):
    await world.run(world.asha, create_task, title="Call", due="2026-03-06T23:30:00+00:00")
    (task,) = await world.rows(Task)
    assert task.due_on == date(2026, 3, 7)
    assert task.due_at == datetime(2026, 3, 6, 23, 30, tzinfo=UTC)


async def test_a_reminder_leaves_due_empty(world: World):
    result = await world.run(world.asha, create_task, title="Call Ravi", remind_at=at("06T17:00"))
    (task,) = await world.rows(Task)
    assert (task.due_on, task.due_at, task.remind_at) == (None, None, at("06T17:00"))
    assert result.key == "create_reminder"
    assert result.records[0].fields["remind_at"] == "2026-03-06T17:00:00+05:30"


async def test_a_task_for_a_colleague_of_the_team_is_theirs(world: World):
    lead_id = await world.lead("Rahul Verma")
    rahul = {"kind": "lead", "id": lead_id, "name": "Rahul Verma"}
    result = await world.run(world.asha, create_task, title="Call", assignee=VIKRAM, lead=rahul)
    (task,) = await world.rows(Task)
    assert (task.owner_id, task.creator_id, task.lead_id) == ("vikram", "asha", lead_id)
    assert (result.records[0].fields["assignee"], result.records[0].fields["lead"]) == ("Vikram Shah", "Rahul Verma")


async def test_who_may_give_tasks_to_whom(world: World):
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, create_task, title="Call", assignee=ZOYA)
    with pytest.raises(PermissionDenied):
        await world.run(replace(world.asha, role=Role.USER), create_task, title="Call", assignee=VIKRAM)
    await world.run(world.meera, create_task, title="Call", assignee=ZOYA)
    (task,) = await world.rows(Task)
    assert (task.owner_id, task.team_id) == ("zoya", "south")


@pytest.mark.parametrize(
    ("args", "warned"),
    [
        ({"due": "2026-03-01"}, True),
        ({"due": "2026-03-02"}, False),
        ({"due": "2026-03-02T09:00:00+05:30"}, True),
        ({"remind_at": "2026-03-02T09:00:00+05:30"}, True),
        ({"remind_at": "2026-03-02T17:00:00+05:30"}, False),
        ({}, False),
    ],
)
async def test_what_lies_behind_is_warned_of(world: World, args: dict[str, str], warned: bool):
    warns = await world.warns(world.asha, create_task, title="Call", **args)
    assert [one.kind for one in warns] == (["past"] if warned else [])


async def test_what_is_overdue(world: World):
    await world.task("Due yesterday", due_on=date(2026, 3, 1))
    await world.task("Due today", due_on=date(2026, 3, 2))
    await world.task("Due at nine", due_on=date(2026, 3, 2), due_at=at("02T09:00"))
    await world.task("Due at five", due_on=date(2026, 3, 2), due_at=at("02T17:00"))
    await world.task("Reminder passed", remind_at=at("02T08:00"))
    await world.task("Reminder ahead", remind_at=at("02T18:00"))
    await world.task("Reminded of, due later", due_on=date(2026, 3, 9), remind_at=at("01T08:00"))
    await world.task("Done", due_on=date(2026, 3, 1), status="done")
    assert await names(world, status="overdue") == ["Due yesterday", "Reminder passed", "Due at nine"]


async def test_open_tasks_of_ones_own_are_listed_soonest_first(world: World):
    await world.task("No date")
    await world.task("Friday, urgent", due_on=date(2026, 3, 6), priority="urgent")
    await world.task("Friday, low", due_on=date(2026, 3, 6), priority="low")
    await world.task("Reminder on Thursday", remind_at=at("05T10:00"))
    await world.task("Done", status="done")
    await world.task("Vikram's", owner=world.vikram)
    assert await names(world) == ["Reminder on Thursday", "Friday, urgent", "Friday, low", "No date"]
    assert await names(world, priority="urgent") == ["Friday, urgent"]
    assert await names(world, status="done") == ["Done"]
    assert await names(world, assignee=VIKRAM) == ["Vikram's"]


async def test_a_range_of_days_includes_its_last(world: World):
    await world.task("Before", due_on=date(2026, 3, 3))
    await world.task("On the day", due_on=date(2026, 3, 4))
    await world.task("Late that day", due_on=date(2026, 3, 5), due_at=at("05T23:00"))
    await world.task("Reminder", remind_at=at("05T10:00"))
    await world.task("After", due_on=date(2026, 3, 6))
    assert await names(world, due_from="2026-03-04", due_to="2026-03-05") == ["On the day", "Reminder", "Late that day"]
    assert await names(world, due_from=at("05T12:00"), due_to=at("05T23:30")) == ["Late that day"]


async def test_of_what_was_done_the_latest_comes_first(world: World):
    for day in (26, 27, 28):
        await world.task(f"Done on {day}", status="done", due_on=date(2026, 2, day))
        world.clock.move(timedelta(minutes=1))
    assert await names(world, status="done") == ["Done on 28", "Done on 27", "Done on 26"]


async def test_tasks_about_a_lead_are_the_teams(world: World):
    lead_id = await world.lead("Rahul Verma")
    await world.task("Mine", lead_id=lead_id)
    await world.task("Vikram's", lead_id=lead_id, owner=world.vikram)
    await world.task("Zoya's", lead_id=lead_id, owner=world.zoya)
    await world.task("About nobody")
    rahul = {"kind": "lead", "id": lead_id, "name": "Rahul Verma"}
    assert await names(world, lead=rahul) == ["Mine", "Vikram's"]


async def test_another_teams_tasks_stay_unseen(world: World):
    await world.task("Zoya's", owner=world.zoya)
    assert await names(world, assignee=ZOYA) == []


async def test_more_tasks_than_are_shown_are_counted(world: World):
    for number in range(5):
        await world.task(f"Task {number}")
    result = await world.run(world.asha, list_tasks, limit=2)
    assert (len(result.records), result.more, result.figures) == (2, 3, {"tasks": 5})
