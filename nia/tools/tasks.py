"""Tasks and reminders: creating and listing them. Reached through the gate."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement
from sqlmodel import col

from nia.accounts.permissions import TEAM, Reach, Right
from nia.accounts.principal import Principal
from nia.sales.loading import load
from nia.sales.tasks import ToDo, add_task, assignee_of, details_of, due_in, find_tasks, has_passed, overdue
from nia.store.tables import Lead, Task
from nia.tools.slots import (
    Count,
    Instant,
    LeadRef,
    Moment,
    Priority,
    RangeEnd,
    RangeStart,
    ShortText,
    TaskStatus,
    UserRef,
)
from nia.tools.spec import Effect, Result, ToolContext, Warn, tool
from nia.tools.views.task import task_view

MAY_ASSIGN = Right(Reach.TEAM, manager=Reach.ALL)


class CreateTask(BaseModel):
    """What a new task needs."""

    model_config = ConfigDict(extra="forbid")

    title: ShortText = Field(title="task", description="what is to be done, without when")
    due: Moment | None = Field(None, title="due", description="the day or time it must be done by")
    priority: Priority = Field("normal", title="priority", description="how pressing it is")
    lead: LeadRef | None = Field(None, title="lead", description="the lead it is about")
    assignee: UserRef | None = Field(None, title="assignee", description="who is to do it; unsaid: the user")
    remind_at: Instant | None = Field(None, title="reminder", description="when to remind of it; leaves due empty")


class ListTasks(BaseModel):
    """Which tasks are asked for."""

    model_config = ConfigDict(extra="forbid")

    status: TaskStatus | None = Field(None, title="status", description="unsaid: those still open")
    due_from: RangeStart | None = Field(None, title="due from", description="due, or to be reminded of, from here on")
    due_to: RangeEnd | None = Field(None, title="due to", description="due until here, the day included")
    priority: Priority | None = Field(None, title="priority", description="how pressing they are")
    assignee: UserRef | None = Field(None, title="assignee", description="whose they are; unsaid: the user's")
    lead: LeadRef | None = Field(None, title="lead", description="the lead they are about, whoever has them")
    limit: Count = Field(20, title="limit", description="how many to show")


async def warn_of(context: ToolContext, args: CreateTask) -> Sequence[Warn]:
    """Return whether what is due, or the reminder, would lie behind already; refuse whom the user may not task."""
    assignee_id = args.assignee.id if args.assignee else None
    await assignee_of(context.session, context.user, assignee_id, MAY_ASSIGN.reach_of(context.user))
    when = args.remind_at if args.due is None else args.due
    if when is None or not has_passed(when, context.now, context.user):
        return ()
    return (Warn("past", {"start": when.isoformat()}),)


@tool(
    effect=Effect.WRITE,
    right=MAY_ASSIGN,
    asks=("title",),
    check=warn_of,
    examples=(
        "remind me to [call Ravi](title) [on friday at 5](remind_at)",
        "create a task to [send the quote to Rahul](title) [by tomorrow](due)",
        "add a [high](priority) priority task [prepare the demo](title) for [Vikram](assignee)",
        "I need to [follow up on the invoice](title) [next week](due)",
    ),
)
async def create_task(context: ToolContext, args: CreateTask) -> Result:
    """Add a task or a reminder, for the user or for a colleague."""
    session, user = context.session, context.user
    assignee_id = args.assignee.id if args.assignee else None
    assignee = await assignee_of(session, user, assignee_id, MAY_ASSIGN.reach_of(user))
    if args.lead is not None:
        await load(session, user, Lead, args.lead.id, TEAM.reach_of(user))
    todo = ToDo(args.title, args.due, args.priority, args.lead.id if args.lead else None, remind_at=args.remind_at)
    task = add_task(context.changes, user, assignee, todo)
    await session.flush()
    view = task_view(await details_of(session, user, task), user)
    return Result(_sentence(args, assignee, user), {"title": view.name, **view.fields}, records=(view,))


@tool(
    effect=Effect.READ,
    right=TEAM,
    examples=(
        "what's [overdue](status)",
        "show my tasks",
        "which [urgent](priority) tasks are due [this week](due_from)",
        "tasks for [Rahul Verma](lead)",
        "what does [Vikram](assignee) have to do [tomorrow](due_from)",
    ),
)
async def list_tasks(context: ToolContext, args: ListTasks) -> Result:
    """List tasks and reminders: the user's own, a colleague's, or those about a lead."""
    user = context.user
    found, count = await find_tasks(context.session, user, conditions_of(context, args), args.limit)
    return Result(
        "list_tasks_overdue" if args.status == "overdue" else "list_tasks",
        {"count": count},
        records=tuple(task_view(one, user) for one in found),
        figures={"tasks": count},
        more=count - len(found),
    )


def _sentence(args: CreateTask, assignee: Principal, user: Principal) -> str:
    """Return the name of the sentence that says what was added: for whom, and when."""
    if assignee.id != user.id:
        return "create_task_for"
    if args.due is not None:
        return "create_task_due"
    return "create_task" if args.remind_at is None else "create_reminder"


def conditions_of(context: ToolContext, args: ListTasks) -> list[ColumnElement[bool]]:
    """Return what `args` ask for, as conditions of the query."""
    user = context.user
    late = overdue(context.now, user)
    conditions = [late if args.status == "overdue" else col(Task.status) == (args.status or "open")]
    if args.due_from is not None or args.due_to is not None:
        conditions.append(due_in(args.due_from, args.due_to, user))
    if args.priority is not None:
        conditions.append(col(Task.priority) == args.priority)
    if args.lead is not None:
        conditions.append(col(Task.lead_id) == args.lead.id)
    if args.assignee is not None or args.lead is None:
        conditions.append(col(Task.owner_id) == (args.assignee.id if args.assignee else user.id))
    return conditions
