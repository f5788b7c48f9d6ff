from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from nia.errors import Invalid, NotFound, PermissionDenied
from nia.store.tables import Task
from nia.tools.task_changes import cancel_task, complete_task, update_task
from tests.world import World

INDIA = ZoneInfo("Asia/Kolkata")
VIKRAM = {"kind": "user", "id": "vikram", "name": "Vikram Shah"}
ZOYA = {"kind": "user", "id": "zoya", "name": "Zoya Khan"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=INDIA)


def ref(task_id: str) -> dict[str, str]:
    return {"kind": "task", "id": task_id, "name": "Call"}


async def test_a_task_is_done(world: World):
    task_id = await world.task("Call")
    result = await world.run(world.asha, complete_task, task=ref(task_id))
    task = await world.row(Task, task_id)
    assert (task.status, task.done_at) == ("done", world.clock.now())
    assert result.values["title"] == "Call"


async def test_a_cancelled_task_loses_its_reminder(world: World):
    task_id = await world.task("Call", remind_at=at("06T17:00"))
    await world.run(world.asha, cancel_task, task=ref(task_id))
    task = await world.row(Task, task_id)
    assert (task.status, task.remind_at) == ("cancelled", None)


@pytest.mark.parametrize("status", ["done", "cancelled"])
async def test_a_task_that_is_over_cannot_be_changed(world: World, status: str):
    task_id = await world.task("Call", status=status)
    for tool, args in ((complete_task, {}), (cancel_task, {}), (update_task, {"priority": "high"})):
        with pytest.raises(Invalid) as refused:
            await world.run(world.asha, tool, task=ref(task_id), **args)
        assert refused.value.problem == f"task_{status}"


async def test_postponing_moves_due_and_snoozing_the_reminder(world: World):
    task_id = await world.task("Call", due_on=date(2026, 3, 2), due_at=at("02T17:00"), remind_at=at("02T16:00"))
    await world.run(world.asha, update_task, task=ref(task_id), remind_at=at("02T16:30"))
    await world.run(world.asha, update_task, task=ref(task_id), due="2026-03-09")
    task = await world.row(Task, task_id)
    assert (task.due_on, task.due_at, task.remind_at) == (date(2026, 3, 9), None, at("02T16:30"))


async def test_what_was_not_said_stays(world: World):
    task_id = await world.task("Call", due_on=date(2026, 3, 2), due_at=at("02T17:00"), priority="high")
    await world.run(world.asha, update_task, task=ref(task_id), title="Call Ravi")
    task = await world.row(Task, task_id)
    assert (task.title, task.due_at, task.priority, task.search_key) == (
        "Call Ravi",
        at("02T17:00"),
        "high",
        "call ravi",
    )


async def test_the_card_shows_the_former_values(world: World):
    task_id = await world.task("Call", due_on=date(2026, 3, 2), priority="high")
    shown = await world.preview(world.asha, update_task, task=ref(task_id), due="2026-03-09", priority="low")
    assert shown.before == {"due": "2026-03-02", "priority": "high"}
    assert shown.versions == {f"tasks:{task_id}": 1}


async def test_a_date_behind_is_warned_of(world: World):
    task_id = await world.task("Call")
    (warn,) = await world.warns(world.asha, update_task, task=ref(task_id), due="2026-03-01")
    assert warn.kind == "past"
    assert not await world.warns(world.asha, update_task, task=ref(task_id), priority="low")


async def test_who_may_change_whose_tasks(world: World):
    of_vikram, of_zoya = await world.task("Call", owner=world.vikram), await world.task("Call", owner=world.zoya)
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, complete_task, task=ref(of_vikram))
    with pytest.raises(NotFound):
        await world.run(world.asha, complete_task, task=ref(of_zoya))
    await world.run(world.meera, complete_task, task=ref(of_vikram))
    assert (await world.row(Task, of_vikram)).status == "done"


async def test_a_task_is_given_to_a_colleague_of_the_team_only(world: World):
    task_id = await world.task("Call")
    with pytest.raises(PermissionDenied):
        await world.run(world.asha, update_task, task=ref(task_id), assignee=ZOYA)
    result = await world.run(world.asha, update_task, task=ref(task_id), assignee=VIKRAM)
    assert result.records[0].fields["assignee"] == "Vikram Shah"
    assert (await world.row(Task, task_id)).owner_id == "vikram"


@pytest.mark.parametrize(
    ("before", "shift", "after"),
    [
        ({"due_on": date(2026, 3, 6)}, "P7D", (date(2026, 3, 13), None, None)),
        ({"due_on": date(2026, 3, 6)}, "-P1D", (date(2026, 3, 5), None, None)),
        ({"due_on": date(2026, 3, 6), "due_at": at("06T17:00")}, "PT2H", (date(2026, 3, 6), at("06T19:00"), None)),
        ({"remind_at": at("06T17:00")}, "P2D", (None, None, at("08T17:00"))),
    ],
)
async def test_a_shift_counts_from_the_tasks_own_date(
    world: World, before: dict[str, object], shift: str, after: tuple[object, ...]
):
    task_id = await world.task("Call", **before)
    await world.run(world.asha, update_task, task=ref(task_id), shift=shift)
    task = await world.row(Task, task_id)
    assert (task.due_on, task.due_at, task.remind_at) == after
