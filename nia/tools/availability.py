"""Free time: of the user, and of colleagues as free or busy only. Reached through the gate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.permissions import Reach, Right
from nia.accounts.principal import Principal
from nia.errors import Invalid
from nia.sales.availability import Busy, Span, busy_in, free_near, open_spans, people_of, starts_in
from nia.sales.days import ONE_DAY, bounds
from nia.sales.meetings import visible_meetings
from nia.tools.meetings import colleagues_among
from nia.tools.slots import Minutes, People, RangeEnd, RangeStart
from nia.tools.spec import Effect, RecordView, Result, ToolContext, tool
from nia.tools.views.meeting import meeting_view
from nia.understanding.port import Json

OFFERED = 5
LONGEST_DAYS = 31


class CheckAvailability(BaseModel):
    """When, for how long and with whom."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: RangeStart = Field(alias="from", title="from", description="the day or time asked about")
    to: RangeEnd | None = Field(None, title="to", description="until when, the day included")
    minutes: Minutes | None = Field(None, title="minutes", description="how long it would take; unsaid: as usual here")
    attendees: People | None = Field(None, title="with", description="colleagues who must be free too")

    def window(self, user: Principal, minutes: int) -> Span:
        """Return what is asked about: the range, the day, or the length of one meeting from an instant on."""
        to = self.to
        if to is None and not isinstance(self.from_, datetime):
            to = self.from_
        begin, end = bounds(self.from_, to, user.zone)
        assert begin is not None
        window = Span.of(begin, minutes) if end is None else Span(begin, end)
        if window.begin >= window.end:
            raise Invalid("to", "ends_before_start", str(self.to))
        return Span(window.begin, min(window.end, window.begin + LONGEST_DAYS * ONE_DAY))


@tool(
    effect=Effect.READ,
    right=Right(Reach.ALL),
    asks=("from",),
    examples=(
        "am I free [tomorrow at 3](from)",
        "when is [Vikram](attendees) free [on friday](from)",
        "find [45 minutes](minutes) with [Vikram and Meera](attendees) [this week](from)",
        "any free slot [tomorrow afternoon](from)",
    ),
)
async def check_availability(context: ToolContext, args: CheckAvailability) -> Result:
    """Tell whether the user, and colleagues, are free then, and propose times within everybody's working hours."""
    session, user = context.session, context.user
    minutes = args.minutes or context.company.meeting_minutes
    window = args.window(user, minutes)
    people = await people_of(session, user, colleagues_among(args.attendees or ()))
    busy = await busy_in(session, people, window)
    if args.to is None and isinstance(args.from_, datetime):
        times = await free_near(session, people, window, context.now) if busy else (window.begin,)
        key = _key(busy, user) if busy else "availability_free"
        free = [Span.of(time, minutes) for time in times]
    else:
        ahead = Span(max(window.begin, context.now), max(window.end, context.now))
        free = [span for span in open_spans(people, busy, ahead) if span.minutes >= minutes]
        times = tuple(list(starts_in(free, minutes))[:OFFERED])
        key = "check_availability"
    seen = await visible_meetings(session, user, {one.meeting_id for one in busy})
    return Result(
        key,
        {
            "count": len(times),
            "start": _local(window.begin, user),
            "minutes": minutes,
            "names": _busy_names(people, busy, user),
            "times": [_local(time, user) for time in times],
        },
        sections=(
            ("free", tuple(_view(span, user) for span in free)),
            ("busy", tuple(meeting_view(one, user) for one in seen)),
        ),
        figures={"free": len(free)},
    )


def _key(busy: Sequence[Busy], user: Principal) -> str:
    """Return the name of the sentence that says who is busy: the user, others, or both."""
    who = {one.user_id for one in busy}
    if who == {user.id}:
        return "availability_you_busy"
    return "availability_all_busy" if user.id in who else "availability_busy"


def _busy_names(people: Sequence[Principal], busy: Sequence[Busy], user: Principal) -> list[Json]:
    """Return the names of the colleagues who are busy."""
    who = {one.user_id for one in busy} - {user.id}
    return [person.name for person in people if person.id in who]


def _view(span: Span, user: Principal) -> RecordView:
    """Return a free stretch as a record, named by its hours."""
    begin, end = span.begin.astimezone(user.zone), span.end.astimezone(user.zone)
    fields: dict[str, Json] = {"start": begin.isoformat(), "end": end.isoformat()}
    return RecordView("time", begin.isoformat(), f"{begin:%H:%M}–{end:%H:%M}", fields)


def _local(instant: datetime, user: Principal) -> str:
    return instant.astimezone(user.zone).isoformat()
