"""What a user is warned of before a meeting is put somewhere: the past, the hours, conflicts. Meeting tools ask it."""

from __future__ import annotations

from collections.abc import Iterable

from nia.sales.availability import Span, busy_in, free_near, in_hours, people_of
from nia.sales.meetings import visible_meetings
from nia.tools.spec import ToolContext, Warn
from nia.tools.views.meeting import meeting_view
from nia.understanding.port import Json


async def meeting_warnings(
    context: ToolContext, span: Span, colleagues: Iterable[str], besides: str | None = None
) -> list[Warn]:
    """Return what speaks against a meeting of the user with these colleagues in `span`. `besides`: itself."""
    user = context.user
    start = span.begin.astimezone(user.zone).isoformat()
    warns = []
    if span.begin < context.now:
        warns.append(Warn("past", {"start": start}))
    if not in_hours(user, span.begin):
        begin, end = user.working_hours
        warns.append(Warn("outside_hours", {"start": start, "from": f"{begin:%H:%M}", "to": f"{end:%H:%M}"}))
    return [*warns, *await _conflicts(context, span, colleagues, besides)]


async def _conflicts(context: ToolContext, span: Span, colleagues: Iterable[str], besides: str | None) -> list[Warn]:
    """Return the overlaps: with what the user may see, by title; with anything else, only who is busy."""
    session, user = context.session, context.user
    people = await people_of(session, user, colleagues)
    busy = await busy_in(session, people, span, besides)
    if not busy:
        return []
    times = await free_near(session, people, span, context.now, besides)
    seen = await visible_meetings(session, user, {one.meeting_id for one in busy})
    known = {one.meeting.id for one in seen}
    warns = []
    if seen:
        views = tuple(meeting_view(one, user) for one in seen)
        values: dict[str, Json] = {
            "count": len(views),
            "title": views[0].name,
            "start": views[0].fields["start"],
            "titles": [view.name for view in views],
        }
        warns.append(Warn("conflict", values, views, times))
    hidden = {one.user_id for one in busy if one.meeting_id not in known}
    if hidden:
        names = [person.name for person in people if person.id in hidden]
        warns.append(Warn("conflict", {"count": 0, "names": [*names]}, times=() if seen else times))
    return warns
