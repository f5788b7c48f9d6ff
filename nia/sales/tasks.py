"""Tasks: which are due, overdue or done, and adding one. The task tools, `my_day` and `email_to_task` use it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import Reach, visible
from nia.accounts.principal import Principal
from nia.errors import NotFound, PermissionDenied
from nia.ledger.changes import Changes
from nia.matching.compare import search_key
from nia.sales.days import bounds, day_of
from nia.sales.records import Holder, insert
from nia.store.tables import Lead, Task, User

URGENT_FIRST = ("urgent", "high", "normal", "low")


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """A task with its assignee's name, and its lead's where the user may know that lead."""

    task: Task
    assignee: str
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class ToDo:
    """What a new task is to be. `due` is a day, or an instant where a time of day was said."""

    title: str
    due: datetime | date | None = None
    priority: str = "normal"
    lead_id: str | None = None
    mail_id: str | None = None
    remind_at: datetime | None = None


def overdue(now: datetime, user: Principal) -> ColumnElement[bool]:
    """Return the condition that a task is open and its time has passed.

    What is due today without a time is not overdue today. Where nothing is due, the reminder counts.
    """
    due_at, due_on, remind_at = col(Task.due_at), col(Task.due_on), col(Task.remind_at)
    return and_(
        col(Task.status) == "open",
        or_(
            due_at < now,
            and_(due_at.is_(None), due_on < day_of(now, user.zone)),
            and_(due_on.is_(None), remind_at < now),
        ),
    )


def due_in(from_: datetime | date | None, to: datetime | date | None, user: Principal) -> ColumnElement[bool]:
    """Return the condition that a task is due in the range; where nothing is due, that its reminder lies in it.

    A date means the whole day in the user's zone. A task due on a day without a time is in a range that touches it.
    """
    begin, end = bounds(from_, to, user.zone)
    timed, dated, reminded = [], [], []
    if begin is not None:
        timed.append(col(Task.due_at) >= begin)
        dated.append(col(Task.due_on) >= day_of(begin, user.zone))
        reminded.append(col(Task.remind_at) >= begin)
    if end is not None:
        timed.append(col(Task.due_at) < end)
        dated.append(col(Task.due_on) <= (day_of(end, user.zone) if isinstance(to, datetime) else to))
        reminded.append(col(Task.remind_at) < end)
    return or_(
        and_(col(Task.due_at).is_not(None), *timed),
        and_(col(Task.due_at).is_(None), col(Task.due_on).is_not(None), *dated),
        and_(col(Task.due_on).is_(None), col(Task.remind_at).is_not(None), *reminded),
    )


async def find_tasks(
    session: AsyncSession, user: Principal, conditions: Sequence[ColumnElement[bool]], limit: int = 200
) -> tuple[list[TaskDetails], int]:
    """Return the first `limit` tasks that `user` may know of and that meet `conditions`, and how many do.

    What is due first comes first, the more urgent before the less; what has no date comes last. What is
    over comes after what is open, the latest first.
    """
    over = case((col(Task.status) != "open", col(Task.updated_at)))
    found = await session.execute(
        select(Task, col(User.name), col(Lead.name), func.count().over())
        .join(User, col(User.id) == col(Task.owner_id))
        .outerjoin(Lead, and_(col(Lead.id) == col(Task.lead_id), visible(user, Lead)))
        .where(visible(user, Task), *conditions)
        .order_by(
            over.desc().nulls_first(),
            func.coalesce(col(Task.due_on), func.date(col(Task.remind_at))).asc().nulls_last(),
            func.coalesce(col(Task.due_at), col(Task.remind_at)).asc().nulls_last(),
            case({name: rank for rank, name in enumerate(URGENT_FIRST)}, value=col(Task.priority)),
            col(Task.created_at),
            col(Task.id),
        )
        .limit(limit)
    )
    rows = found.all()
    return [TaskDetails(task, name, lead) for task, name, lead, _ in rows], rows[0][3] if rows else 0


async def details_of(session: AsyncSession, user: Principal, task: Task) -> TaskDetails:
    """Return `task` with its assignee's and its lead's names."""
    found = await session.execute(
        select(col(User.name), col(Lead.name))
        .outerjoin(Lead, and_(col(Lead.id) == task.lead_id, visible(user, Lead)))
        .where(col(User.id) == task.owner_id)
    )
    assignee, lead = found.one()
    return TaskDetails(task, assignee, lead)


async def assignee_of(session: AsyncSession, user: Principal, assignee_id: str | None, reach: Reach) -> Principal:
    """Return whom a task is given to, the user where nobody is named; raise `PermissionDenied` beyond `reach`."""
    if assignee_id is None or assignee_id == user.id:
        return user
    row = await session.get(User, assignee_id)
    if row is None or not row.active:
        raise NotFound("user", "")
    if reach is Reach.OWN or (reach is Reach.TEAM and row.team_id != user.team_id):
        raise PermissionDenied("the user may not give tasks to this colleague", name=row.name)
    return Principal.of(row)


async def holder_of(session: AsyncSession, task: Task) -> Principal:
    """Return whose task it is."""
    return Principal.of(await session.get_one(User, task.owner_id))


def add_task(changes: Changes, creator: Principal, assignee: Principal, todo: ToDo) -> Task:
    """Add an open task for `assignee`, who owns it from then on."""
    due_on, due_at = due_fields(todo.due, assignee)
    values = {
        "title": todo.title,
        "creator_id": creator.id,
        "due_on": due_on,
        "due_at": due_at,
        "priority": todo.priority,
        "lead_id": todo.lead_id,
        "mail_id": todo.mail_id,
        "remind_at": todo.remind_at,
        "search_key": search_key(todo.title),
    }
    return insert(changes, Task, Holder(assignee.id, assignee.team_id), values)


def due_fields(due: datetime | date | None, assignee: Principal) -> tuple[date | None, datetime | None]:
    """Return (`due_on`, `due_at`) of a task: the day in the assignee's zone, and the instant where one was said."""
    if isinstance(due, datetime):
        return day_of(due, assignee.zone), due.astimezone(UTC)
    return due, None


def has_passed(due: datetime | date, now: datetime, user: Principal) -> bool:
    """Tell whether what is due then would be overdue now."""
    if isinstance(due, datetime):
        return due < now
    return due < day_of(now, user.zone)
