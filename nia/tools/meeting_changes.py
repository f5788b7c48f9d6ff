"""Changes of meetings: another time, other particulars, cancelling. Reached through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import OWN, Reach
from nia.errors import Invalid
from nia.sales.availability import Span
from nia.sales.days import at_time_of
from nia.sales.loading import load
from nia.sales.meetings import Guest, MeetingDetails, details_of, invite, meeting_key, tell
from nia.store.tables import Attendee, Meeting
from nia.tools.meeting_warnings import meeting_warnings
from nia.tools.meetings import guests_of
from nia.tools.shifts import later
from nia.tools.slots import (
    Flag,
    MeetingRef,
    Minutes,
    Moment,
    People,
    Shift,
    ShortText,
    Slot,
    Text,
)
from nia.tools.spec import Effect, Preview, RecordView, Result, ToolContext, Warn, tool
from nia.tools.views.meeting import meeting_view
from nia.understanding.port import Json, SlotKind


class RescheduleMeeting(BaseModel):
    """Where a meeting is moved to."""

    model_config = ConfigDict(extra="forbid")

    meeting: MeetingRef = Field(title="meeting", description="the meeting to move")
    start: Moment | None = Field(None, title="start", description="its new beginning; a date keeps the time of day")
    shift: Shift | None = Field(None, title="by", description="how much later, or earlier with a minus: -PT1H")
    minutes: Minutes | None = Field(None, title="minutes", description="its new length; unsaid: as before")


class UpdateMeeting(BaseModel):
    """What of a meeting changes, other than its time."""

    model_config = ConfigDict(extra="forbid")

    meeting: MeetingRef = Field(title="meeting", description="the meeting to change")
    title: ShortText | None = Field(None, title="title", description="its new title")
    attendees: People | None = Field(None, title="with", description="who is asked to it as well")
    remove: People | None = Field(None, title="without", description="who is no longer asked to it")
    location: ShortText | None = Field(None, title="place", description="where it takes place now")
    online: Flag | None = Field(None, title="online", description="whether it is a call or video meeting")
    agenda: Text | None = Field(None, title="agenda", description="what is to be spoken of")
    status: Annotated[Literal["held"], Slot(SlotKind.CHOICE)] | None = Field(
        None, title="status", description="held: it has taken place"
    )


class CancelMeeting(BaseModel):
    """Which meeting is cancelled."""

    model_config = ConfigDict(extra="forbid")

    meeting: MeetingRef = Field(title="meeting", description="the meeting to cancel")


async def move(context: ToolContext, args: RescheduleMeeting) -> tuple[MeetingDetails, Span]:
    """Return the meeting and where it goes, and complete `args` with that: a shift becomes a start.

    Where both are there the start holds, since that is what the card showed.
    """
    details = await _own(context, args.meeting.id, to_come=True)
    meeting, zone = details.meeting, context.user.zone
    start = args.start
    if start is None:
        start = later(meeting.start_at, args.shift or "PT0S", zone)
    elif not isinstance(start, datetime):
        start = at_time_of(start, meeting.start_at, zone)
    args.minutes = args.minutes or meeting.minutes
    args.start = start.astimezone(zone)
    return details, Span.of(start, args.minutes)


async def warn_of_move(context: ToolContext, args: RescheduleMeeting) -> Sequence[Warn]:
    """Return what speaks against the new time."""
    details, span = await move(context, args)
    if span == details.span:
        return ()
    return await meeting_warnings(context, span, details.colleagues, besides=details.meeting.id)


async def show_move(context: ToolContext, args: RescheduleMeeting) -> Preview:
    """Return the former time."""
    details, span = await move(context, args)
    meeting = details.meeting
    before: dict[str, Json] = {"start": meeting.start_at.astimezone(context.user.zone).isoformat()}
    if span.minutes != meeting.minutes:
        before["minutes"] = meeting.minutes
    return Preview(before, versions={f"meetings:{meeting.id}": meeting.version})


@tool(
    effect=Effect.WRITE,
    right=OWN,
    asks=("meeting", "start"),
    one_of=(("start", "shift"),),
    either=(("start", "shift"),),
    check=warn_of_move,
    preview=show_move,
    examples=(
        "move [the demo with Rahul](meeting) to [friday at 4](start)",
        "prepone [my meeting with Leela](meeting) [by an hour](shift)",
        "push [the 3 o'clock](meeting) [by 30 minutes](shift)",
        "reschedule [the Zenith call](meeting) to [tomorrow at 11](start) for [an hour](minutes)",
    ),
)
async def reschedule_meeting(context: ToolContext, args: RescheduleMeeting) -> Result:
    """Move one of the user's meetings to another time, or by some time, and tell those who attend."""
    details, span = await move(context, args)
    context.changes.set(details.meeting, start_at=span.begin, minutes=span.minutes)
    tell(context.changes, "meeting.rescheduled", details.meeting, details.attendees)
    return _result("reschedule_meeting", context, details)


async def show_update(context: ToolContext, args: UpdateMeeting) -> Preview:
    """Return the former values of what changes, and who would then attend."""
    details = await _own(context, args.meeting.id)
    meeting = details.meeting
    former: dict[str, Json] = {
        "title": meeting.title,
        "location": meeting.location,
        "online": meeting.online,
        "agenda": meeting.agenda,
        "status": meeting.status,
    }
    said = args.model_fields_set
    before = {name: value for name, value in former.items() if name in said and value is not None}
    rows = (_attended(details, args, context.user.id),) if said & {"attendees", "remove"} else ()
    return Preview(before, rows, {f"meetings:{meeting.id}": meeting.version})


@tool(
    effect=Effect.WRITE,
    right=OWN,
    asks=("meeting", "title"),
    one_of=(("title", "attendees", "remove", "location", "online", "agenda", "status"),),
    preview=show_update,
    examples=(
        "add [Vikram](attendees) to [the demo](meeting)",
        "change the place of [the Zenith meeting](meeting) to [their Andheri office](location)",
        "make [tomorrow's call](meeting) [online](online)",
        "mark [the meeting with Rahul](meeting) as [held](status)",
        "rename [the demo](meeting) to [Product walkthrough](title)",
    ),
)
async def update_meeting(context: ToolContext, args: UpdateMeeting) -> Result:
    """Change one of the user's meetings: title, who attends, place, agenda, or that it was held."""
    details = await _own(context, args.meeting.id)
    changes, meeting = context.changes, details.meeting
    gone, kept, fresh = _guests(details, args, context.user.id)
    for one in gone:
        changes.delete(one)
    attendees = (*kept, *(invite(changes, meeting, guest) for guest in fresh))
    plain = ("title", "location", "online", "agenda", "status")
    said = {name: value for name in plain if (value := getattr(args, name)) is not None}
    key = meeting_key(args.title or meeting.title, (one.name for one in attendees))
    changes.set(meeting, **said, search_key=key)
    if said.keys() - {"status"} or fresh:
        tell(changes, "meeting.updated", meeting, attendees)
    tell(changes, "meeting.cancelled", meeting, gone)
    return _result("update_meeting", context, MeetingDetails(meeting, attendees, details.owner, details.lead))


async def show_cancel(context: ToolContext, args: CancelMeeting) -> Preview:
    """Return the version that would be cancelled."""
    meeting = (await _own(context, args.meeting.id, to_come=True)).meeting
    return Preview(versions={f"meetings:{meeting.id}": meeting.version})


@tool(
    effect=Effect.WRITE,
    right=OWN,
    asks=("meeting",),
    preview=show_cancel,
    examples=(
        "cancel [the meeting with Rahul](meeting)",
        "call off [tomorrow's demo](meeting)",
        "scrap [my 3 o'clock](meeting)",
    ),
)
async def cancel_meeting(context: ToolContext, args: CancelMeeting) -> Result:
    """Cancel one of the user's meetings and tell those who attend."""
    details = await _own(context, args.meeting.id, to_come=True)
    context.changes.set(details.meeting, status="cancelled")
    tell(context.changes, "meeting.cancelled", details.meeting, details.attendees)
    return _result("cancel_meeting", context, details)


async def _own(context: ToolContext, meeting_id: str, *, to_come: bool = False) -> MeetingDetails:
    """Return a meeting that the user holds; with `to_come`, raise `Invalid` where it was held or cancelled."""
    meeting = await load(context.session, context.user, Meeting, meeting_id, Reach.OWN)
    if to_come and meeting.status != "scheduled":
        raise Invalid("meeting", f"meeting_{meeting.status}", meeting.title, title=meeting.title)
    return await details_of(context.session, context.user, meeting)


def _guests(
    details: MeetingDetails, args: UpdateMeeting, holder_id: str
) -> tuple[list[Attendee], list[Attendee], list[Guest]]:
    """Return who goes, who stays and who comes; raise `Invalid` where somebody is removed who does not attend."""
    gone: list[Attendee] = []
    for person in args.remove or ():
        named = [one for one in details.attendees if (one.ref_id or one.name) in (person.id, person.name)]
        if not named:
            raise Invalid("remove", "no_attendee", person.name, name=person.name)
        gone += named
    kept = [one for one in details.attendees if one not in gone]
    here = {one.ref_id or one.name for one in kept}
    return gone, kept, [one for one in guests_of(args.attendees or (), holder_id) if (one.id or one.name) not in here]


def _attended(details: MeetingDetails, args: UpdateMeeting, holder_id: str) -> RecordView:
    """Return the meeting with those who would attend it."""
    _, kept, fresh = _guests(details, args, holder_id)
    names: list[Json] = [*(one.name for one in kept), *(one.name for one in fresh)]
    return RecordView("meeting", details.meeting.id, args.title or details.meeting.title, {"attendees": names})


def _result(key: str, context: ToolContext, details: MeetingDetails) -> Result:
    view = meeting_view(details, context.user)
    return Result(key, {"title": view.name, **view.fields}, records=(view,))
