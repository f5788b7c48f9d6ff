"""Finds the task that a reference means. `resolve` calls it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, or_
from sqlmodel import col

from nia.matching.compare import search_key
from nia.sales.tasks import TaskDetails, find_tasks, overdue
from nia.store.tables import Task
from nia.tools.references.description import Description
from nia.tools.references.leads import keys_of
from nia.tools.references.outcome import Look
from nia.tools.references.ranking import Candidate
from nia.tools.spec import RecordView
from nia.tools.views.task import task_view

REMEMBERED = timedelta(days=30)
"""How long a task that is done or cancelled is still spoken of."""

_LOOKED_THROUGH = 2_000
_OPEN, _OWN = 2, 1


async def gather(look: Look, description: Description) -> list[Candidate]:
    """Return the tasks that the user may know of and that meet the marks of the description.

    An open one ranks before one that is over, and the user's own before another's.
    """
    found, _ = await find_tasks(look.session, look.user, _conditions(look, description), _LOOKED_THROUGH)
    if description.when is not None:
        found = [one for one in found if _falls(one.task, description, look)]
    keys = await keys_of(look, {one.task.lead_id for one in found if one.task.lead_id})
    return [
        Candidate(
            "task",
            one.task.id,
            one.task.title,
            search_key(one.task.title, keys.get(one.task.lead_id or ""), one.assignee),
            one.task.created_at,
            rank=_OPEN * (one.task.status == "open") + _OWN * (one.task.owner_id == look.user.id),
            about=frozenset({one.task.lead_id} if one.task.lead_id else ()),
        )
        for one in found
    ]


async def views(look: Look, candidates: Sequence[Candidate]) -> tuple[RecordView, ...]:
    """Return the candidates as they are offered, those due first in front."""
    found: Sequence[TaskDetails]
    found, _ = await find_tasks(look.session, look.user, [col(Task.id).in_([one.id for one in candidates])])
    return tuple(task_view(one, look.user) for one in found)


def _conditions(look: Look, description: Description) -> list[ColumnElement[bool]]:
    conditions = [or_(col(Task.status) == "open", col(Task.updated_at) > look.now - REMEMBERED)]
    if description.mine:
        conditions.append(col(Task.owner_id) == look.user.id)
    if description.pressing:
        conditions.append(col(Task.priority).in_(("high", "urgent")))
    if description.overdue:
        conditions.append(overdue(look.now, look.user))
    if description.pending:
        conditions.append(col(Task.status) == "open")
    return conditions


def _falls(task: Task, description: Description, look: Look) -> bool:
    """Tell whether a task is due, or reminds, at the time that was named; else whether it was made then."""
    when = description.when
    assert when is not None
    if description.made:
        return when.holds(task.created_at, look)
    if any(at is not None and when.holds(at, look) for at in (task.due_at, task.remind_at)):
        return True
    if task.due_at is None and task.due_on is not None and when.holds_day(task.due_on, look):
        return True
    return task.due_on is None and task.remind_at is None and when.holds(task.created_at, look)
