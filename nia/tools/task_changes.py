"""Changes of tasks: done, other particulars, cancelled. Reached through the gate."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import Reach, Right
from nia.errors import Invalid
from nia.matching.compare import search_key
from nia.sales.loading import load
from nia.sales.tasks import assignee_of, details_of, due_fields, has_passed, holder_of
from nia.store.tables import Task
from nia.tools.shifts import due_later, later
from nia.tools.slots import Instant, Moment, Priority, Shift, ShortText, TaskRef, UserRef
from nia.tools.spec import Effect, Preview, Result, ToolContext, Warn, tool
from nia.tools.tasks import MAY_ASSIGN
from nia.tools.views.task import task_view
from nia.understanding.port import Json

MAY_CHANGE = Right(Reach.OWN, manager=Reach.TEAM)


class OneTask(BaseModel):
    """Which task is meant."""

    model_config = ConfigDict(extra="forbid")

    task: TaskRef = Field(title="task", description="the task or reminder")


class UpdateTask(OneTask):
    """What of a task changes."""

    title: ShortText | None = Field(None, title="title", description="what is to be done now")
    due: Moment | None = Field(None, title="due", description="the new day or time; postponing moves it")
    priority: Priority | None = Field(None, title="priority", description="how pressing it is")
    assignee: UserRef | None = Field(None, title="assignee", description="who is to do it")
    remind_at: Instant | None = Field(None, title="reminder", description="the new reminder; snoozing moves it")
    shift: Shift | None = Field(None, title="by", description="how much later it is due, earlier with a minus: P2D")


async def show_task(context: ToolContext, args: OneTask) -> Preview:
    """Return the version that would be changed."""
    task = await _open(context, args)
    return Preview(versions={f"tasks:{task.id}": task.version})


@tool(
    effect=Effect.WRITE,
    right=MAY_CHANGE,
    asks=("task",),
    preview=show_task,
    examples=(
        "mark [send the quote](task) as done",
        "I have [called Ravi](task), tick it off",
        "complete [the second one](task)",
    ),
)
async def complete_task(context: ToolContext, args: OneTask) -> Result:
    """Mark a task as done."""
    task = await _open(context, args)
    context.changes.set(task, status="done", done_at=context.now)
    return await _result("complete_task", context, task)


async def postpone(context: ToolContext, args: UpdateTask) -> None:
    """Make a shift in `args` the new date, or the new reminder where nothing is due, so that the card shows it."""
    if args.shift is None or args.due is not None or args.remind_at is not None:
        return  # where a date is there too, it holds: it is what the card showed
    task = await _open(context, args)
    if task.due_on is not None or task.remind_at is None:
        args.due = due_later(task, args.shift, context.now, context.user)
    else:
        args.remind_at = later(task.remind_at, args.shift, context.user.zone).astimezone(context.user.zone)


async def warn_of(context: ToolContext, args: UpdateTask) -> Sequence[Warn]:
    """Return whether the new date, or the new reminder, would lie behind already."""
    await postpone(context, args)
    said = [when for when in (args.due, args.remind_at) if when is not None]
    late = [when for when in said if has_passed(when, context.now, context.user)]
    return [Warn("past", {"start": when.isoformat()}) for when in late[:1]]


async def show_update(context: ToolContext, args: UpdateTask) -> Preview:
    """Return the former values of what changes."""
    await postpone(context, args)
    task = await _open(context, args)
    view = task_view(await details_of(context.session, context.user, task), context.user)
    former: dict[str, Json] = {"title": view.name, **view.fields}
    said = args.model_fields_set
    before = {name: value for name, value in former.items() if name in said}
    return Preview(before, versions={f"tasks:{task.id}": task.version})


@tool(
    effect=Effect.WRITE,
    right=MAY_CHANGE,
    asks=("task", "due"),
    one_of=(("due", "remind_at", "priority", "assignee", "title", "shift"),),
    either=(("due", "shift"), ("remind_at", "shift")),
    check=warn_of,
    preview=show_update,
    examples=(
        "postpone [the quote task](task) to [monday](due)",
        "push [the quote task](task) [by two days](shift)",
        "snooze [the reminder about Ravi](task) until [6 pm](remind_at)",
        "make [the demo task](task) [urgent](priority)",
        "give [the follow up](task) to [Vikram](assignee)",
        "change [that task](task) to [send the revised quote](title)",
    ),
)
async def update_task(context: ToolContext, args: UpdateTask) -> Result:
    """Change a task: its words, date, priority, reminder, or who is to do it."""
    await postpone(context, args)
    task = await _open(context, args)
    values: dict[str, object] = {}
    if args.title is not None:
        values |= {"title": args.title, "search_key": search_key(args.title)}
    if args.priority is not None:
        values["priority"] = args.priority
    if args.remind_at is not None:
        values["remind_at"] = args.remind_at
    if args.due is not None or args.assignee is not None:
        values |= await _assigned(context, task, args)
    context.changes.set(task, **values)
    return await _result("update_task", context, task)


@tool(
    effect=Effect.WRITE,
    right=MAY_CHANGE,
    asks=("task",),
    preview=show_task,
    examples=(
        "cancel [the task for Zenith](task)",
        "drop [the reminder to call Ravi](task)",
        "I don't need to [send the brochure](task) any more",
    ),
)
async def cancel_task(context: ToolContext, args: OneTask) -> Result:
    """Cancel a task that will not be done, with its reminder."""
    task = await _open(context, args)
    context.changes.set(task, status="cancelled", remind_at=None)
    return await _result("cancel_task", context, task)


async def _assigned(context: ToolContext, task: Task, args: UpdateTask) -> dict[str, object]:
    """Return whose the task becomes, and when it is due by the assignee's calendar."""
    if args.assignee is None:
        assignee = await holder_of(context.session, task)
    else:
        reach = MAY_ASSIGN.reach_of(context.user)
        assignee = await assignee_of(context.session, context.user, args.assignee.id, reach)
    due = args.due if args.due is not None else task.due_at or task.due_on
    due_on, due_at = due_fields(due, assignee)
    return {"owner_id": assignee.id, "team_id": assignee.team_id, "due_on": due_on, "due_at": due_at}


async def _open(context: ToolContext, args: OneTask) -> Task:
    """Return an open task within the user's reach; raise `Invalid` where it is done or cancelled."""
    task = await load(context.session, context.user, Task, args.task.id, context.right.reach_of(context.user))
    if task.status != "open":
        raise Invalid("task", f"task_{task.status}", task.title, title=task.title)
    return task


async def _result(key: str, context: ToolContext, task: Task) -> Result:
    view = task_view(await details_of(context.session, context.user, task), context.user)
    return Result(key, {"title": view.name, **view.fields}, records=(view,))
