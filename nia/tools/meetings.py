"""Meetings: scheduling, listing, free time. Reached through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import OWN, TEAM
from nia.config import Company
from nia.errors import Invalid
from nia.sales.availability import Span
from nia.sales.days import bounds, day_of
from nia.sales.loading import load
from nia.sales.meetings import Guest, MeetingDetails, Plan, find_meetings, lead_name, mine, schedule, with_person
from nia.store.tables import Lead
from nia.tools.meeting_warnings import meeting_warnings
from nia.tools.slots import (
    Count,
    Flag,
    Instant,
    LeadRef,
    Minutes,
    People,
    Person,
    PersonName,
    RangeEnd,
    RangeStart,
    Ref,
    ShortText,
    Text,
)
from nia.tools.spec import Effect, Result, ToolContext, Warn, tool
from nia.tools.views.meeting import meeting_view


class ScheduleMeeting(BaseModel):
    """What a new meeting needs."""

    model_config = ConfigDict(extra="forbid")

    attendees: People = Field(title="with", description="who is asked to it; the user alone: time is blocked")
    start: Instant = Field(title="start", description="when it begins")
    minutes: Minutes | None = Field(None, title="minutes", description="how long it takes; unsaid: as usual here")
    end: Instant | None = Field(None, title="end", description="when it ends, instead of how long it takes")
    title: ShortText | None = Field(None, title="title", description="what it is about; unsaid: with whom it is")
    online: Flag | None = Field(None, title="online", description="true for a call or video meeting")
    location: ShortText | None = Field(None, title="place", description="where it takes place")
    agenda: Text | None = Field(None, title="agenda", description="what is to be spoken of")
    lead: LeadRef | None = Field(
        None, title="lead", description="the lead it is about; unsaid: the attendee who is one"
    )

    def complete(self, company: Company) -> None:
        """Fill in what follows from the rest: the minutes from the end or the company's habit, and the lead."""
        if self.minutes is None:
            self.minutes = company.meeting_minutes if self.end is None else minutes_between(self.start, self.end)
        if self.end is not None:
            self.end = Span.of(self.start, self.minutes).end.astimezone(self.start.tzinfo)
        if self.lead is None:
            known = [one for one in self.attendees if one.kind == "lead" and one.id]
            self.lead = next((Ref(kind="lead", id=str(one.id), name=one.name) for one in known), None)


class ListMeetings(BaseModel):
    """Which meetings are asked for."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: RangeStart | None = Field(None, alias="from", title="from", description="those that begin from here on")
    to: RangeEnd | None = Field(None, title="to", description="those that begin until here, the day included")
    attendee: PersonName | None = Field(None, title="with", description="somebody who holds or attends them")
    limit: Count = Field(10, title="limit", description="how many to show")


async def warn_of(context: ToolContext, args: ScheduleMeeting) -> Sequence[Warn]:
    """Return what speaks against the meeting; also completes `args`, so that the card shows what will be."""
    args.complete(context.company)
    span = Span.of(args.start, args.minutes or context.company.meeting_minutes)
    return await meeting_warnings(context, span, colleagues_among(args.attendees))


@tool(
    effect=Effect.WRITE,
    right=OWN,
    asks=("attendees", "start"),
    either=(("minutes", "end"),),
    check=warn_of,
    examples=(
        "schedule a meeting with [Rahul Verma](attendees) [tomorrow at 3](start)",
        "set up a [45 minutes](minutes) [online](online) call with [Leela](attendees) [on friday at 11 am](start)",
        "book a [product demo](title) with [Asha and Vikram](attendees) [on 5 march at 4 pm](start)",
        "meet [John Mathew](attendees) [on monday from 2](start) [to 3:30](end) at [their Pune office](location)",
    ),
)
async def schedule_meeting(context: ToolContext, args: ScheduleMeeting) -> Result:
    """Put a meeting into the user's calendar and invite those who attend."""
    args.complete(context.company)
    user = context.user
    if args.lead is not None:
        await load(context.session, user, Lead, args.lead.id, TEAM.reach_of(user))
    guests = guests_of(args.attendees, user.id)
    plan = Plan(
        title=args.title or default_title(context.company, guests),
        start=args.start,
        minutes=args.minutes or context.company.meeting_minutes,
        guests=guests,
        online=bool(args.online),
        location=args.location,
        agenda=args.agenda,
        lead_id=args.lead.id if args.lead else None,
    )
    meeting, attendees = await schedule(context.changes, user, plan)
    lead = await lead_name(context.session, user, meeting.lead_id)
    view = meeting_view(MeetingDetails(meeting, attendees, user.name, lead), user)
    return Result("schedule_meeting", {"title": view.name, **view.fields}, records=(view,))


@tool(
    effect=Effect.READ,
    right=TEAM,
    examples=(
        "what meetings do I have [today](from)",
        "show my meetings [this week](from)",
        "when do I meet [Rahul](attendee)",
        "list the [next 3](limit) meetings with [TechCorp](attendee)",
    ),
)
async def list_meetings(context: ToolContext, args: ListMeetings) -> Result:
    """List meetings: the user's own, or those of the team with somebody."""
    user = context.user
    from_ = args.from_ or _from_today(context, args.to)
    begin, end = bounds(from_, args.to, user.zone)
    whose = mine(user)
    if args.attendee is not None:
        whose = await with_person(context.session, user, args.attendee, begin, end)
    found, count = await find_meetings(context.session, user, whose, begin, end, args.limit)
    return Result(
        "list_meetings",
        {"count": count},
        records=tuple(meeting_view(one, user) for one in found),
        figures={"meetings": count},
        more=count - len(found),
    )


def _from_today(context: ToolContext, to: datetime | date | None) -> date | None:
    """Return today where no beginning was said, but None where the end that was said lies before it."""
    today = day_of(context.now, context.user.zone)
    last = day_of(to, context.user.zone) if isinstance(to, datetime) else to
    return today if last is None or last >= today else None


def minutes_between(start: datetime, end: datetime) -> int:
    """Return how long it is from `start` to `end`; raise `Invalid` where that is no meeting's length."""
    minutes = int((end - start).total_seconds()) // 60
    if minutes < 1:
        raise Invalid("end", "ends_before_start", end.isoformat())
    if minutes > 24 * 60:
        raise Invalid("end", "too_long_meeting", end.isoformat())
    return minutes


def guests_of(people: Sequence[Person], holder_id: str) -> tuple[Guest, ...]:
    """Return who is asked, each once, without the holder."""
    guests = [Guest(one.name, one.email, one.kind, one.id) for one in people if one.id != holder_id]
    return tuple(dict.fromkeys(guests))


def colleagues_among(people: Sequence[Person]) -> list[str]:
    """Return the ids of those who are users."""
    return [one.id for one in people if one.kind == "user" and one.id]


def default_title(company: Company, guests: Sequence[Guest]) -> str:
    """Return the title of a meeting that nobody gave one, or of time that is blocked."""
    if not guests:
        return company.blocked_title
    return company.meeting_title.replace("{names}", ", ".join(guest.name for guest in guests))
