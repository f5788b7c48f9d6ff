"""How a task is shown. The task tools, `my_day` and `email_to_task` use it."""

from __future__ import annotations

from nia.accounts.principal import Principal
from nia.sales.tasks import TaskDetails
from nia.store.tables import Task
from nia.tools.spec import RecordView
from nia.understanding.port import Json


def task_view(details: TaskDetails, user: Principal) -> RecordView:
    """Return `details` as `user` sees them. `due` is a day, or an instant where a time of day was said."""
    task = details.task
    fields: dict[str, Json] = {
        "due": due_of(task, user),
        "priority": task.priority,
        "status": task.status,
        "assignee": details.assignee,
        "lead": details.lead,
        "remind_at": task.remind_at.astimezone(user.zone).isoformat() if task.remind_at else None,
    }
    return RecordView("task", task.id, task.title, {name: value for name, value in fields.items() if value is not None})


def due_of(task: Task, user: Principal) -> str | None:
    """Return when a task is due, as a slot's value: an ISO date, or an instant in the user's zone."""
    if task.due_at is not None:
        return task.due_at.astimezone(user.zone).isoformat()
    return task.due_on.isoformat() if task.due_on else None
