"""The user's day at a glance. Reached through the gate."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import OWN
from nia.sales.day_plan import plan_of
from nia.sales.days import day_of
from nia.sales.mail_priority import priority_rules
from nia.tools.slots import Day
from nia.tools.spec import Effect, Result, ToolContext, tool
from nia.tools.views.lead import lead_view
from nia.tools.views.mail import mail_view
from nia.tools.views.meeting import meeting_view
from nia.tools.views.task import task_view


class MyDay(BaseModel):
    """Which day."""

    model_config = ConfigDict(extra="forbid")

    date: Day | None = Field(None, title="day", description="unsaid: today")


@tool(
    effect=Effect.READ,
    right=OWN,
    examples=(
        "what's on my plate [today](date)",
        "how does my day look",
        "plan my day",
        "what do I have [tomorrow](date)",
        "what have I got on [friday](date)",
        "brief me for [monday](date)",
    ),
)
async def my_day(context: ToolContext, args: MyDay) -> Result:
    """Show what a day holds: meetings, tasks, follow-ups due, and today also the mail that needs an answer."""
    user = context.user
    day = args.date or day_of(context.now, user.zone)
    plan = await plan_of(context.session, user, day, context.now, priority_rules(context.config_dir))
    sections = (
        ("meetings", tuple(meeting_view(one, user) for one in plan.meetings)),
        ("tasks", tuple(task_view(one, user) for one in plan.tasks)),
        ("follow_ups", tuple(lead_view(one, user, user.name) for one in plan.follow_ups)),
        ("mails", tuple(mail_view(one, user) for one in plan.mails)),
    )
    figures = {name: len(views) for name, views in sections}
    return Result(
        "my_day", {"count": sum(figures.values()), "date": day.isoformat()}, sections=sections, figures=figures
    )
