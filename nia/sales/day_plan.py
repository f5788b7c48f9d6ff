"""What a day holds for a user: meetings, tasks, follow-ups, mails to answer. `my_day` shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import Reach, within
from nia.accounts.principal import Principal
from nia.sales.days import bounds, day_of
from nia.sales.leads import CLOSED
from nia.sales.mail import MailDetails, needing_answer
from nia.sales.mail_priority import PriorityRules
from nia.sales.meetings import MeetingDetails, find_meetings, mine
from nia.sales.tasks import TaskDetails, due_in, find_tasks, overdue
from nia.store.tables import Lead, Task


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a day holds, each in the order it comes up."""

    meetings: Sequence[MeetingDetails]
    tasks: Sequence[TaskDetails]
    follow_ups: Sequence[Lead]
    mails: Sequence[MailDetails]


async def plan_of(session: AsyncSession, user: Principal, day: date, now: datetime, rules: PriorityRules) -> DayPlan:
    """Return what `day` holds for `user`. Today also shows what was left undone before, and mails to answer."""
    today = day == day_of(now, user.zone)
    meetings, _ = await find_meetings(session, user, mine(user), *bounds(day, day, user.zone))
    tasks, _ = await find_tasks(session, user, [col(Task.owner_id) == user.id, _to_do_on(day, now, user, today)])
    follow_ups = await session.scalars(_follow_ups(user, day, today))
    mails = await needing_answer(session, user, rules, now) if today else []
    return DayPlan(meetings, tasks, follow_ups.all(), mails)


def _to_do_on(day: date, now: datetime, user: Principal, today: bool) -> ColumnElement[bool]:
    begin, end = bounds(day, day, user.zone)
    due = or_(due_in(day, day, user), and_(col(Task.remind_at) >= begin, col(Task.remind_at) < end))
    return and_(col(Task.status) == "open", or_(due, overdue(now, user)) if today else due)


def _follow_ups(user: Principal, day: date, today: bool) -> Select[Lead]:
    when = col(Lead.follow_up_on) <= day if today else col(Lead.follow_up_on) == day
    return (
        select(Lead)
        .where(within(user, Lead, Reach.OWN), col(Lead.status).not_in(CLOSED), when)
        .order_by(col(Lead.follow_up_on), col(Lead.follow_up_at).asc().nulls_last(), col(Lead.name))
    )
