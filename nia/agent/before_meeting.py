"""Makes a time of "15 minutes before the demo": the meeting that is meant is looked up. `settle` calls it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.errors import Invalid, NotFound
from nia.sales.loading import find
from nia.store.tables import Meeting
from nia.tools.resolve import Several
from nia.tools.shifts import later
from nia.tools.spec import SlotSpec
from nia.understanding.port import Json, SlotKind

Resolve = Callable[[SlotKind, Json], Awaitable[Json | Several]]
_KINDS = (SlotKind.INSTANT, SlotKind.MOMENT)


def is_beside(spec: SlotSpec, value: Json) -> bool:
    """Tell whether the value of a time is told by a meeting: {"meeting": words, "shift": ISO 8601 with a sign}."""
    return spec.kind in _KINDS and isinstance(value, dict) and {"meeting", "shift"} <= value.keys()


async def beside(
    spec: SlotSpec, value: Json, resolve: Resolve, session: AsyncSession, user: Principal, now: datetime
) -> str:
    """Return the time as ISO 8601: before the meeting's start, or after its end.

    Raises `Invalid`, so that the time is asked for, where not one meeting that lies ahead is meant.
    """
    assert isinstance(value, dict)
    words = str(value["meeting"])
    try:
        meant = await resolve(SlotKind.MEETING, words)
    except NotFound:
        raise Invalid(spec.name, "beside_no_meeting", words) from None
    if isinstance(meant, Several) or not isinstance(meant, dict):
        raise Invalid(spec.name, "beside_several_meetings", words)
    row, shift = await find(session, user, Meeting, str(meant["id"])), str(value["shift"])
    if row is None or row.start_at < now:
        raise Invalid(spec.name, "beside_no_meeting", words)
    counted = row.start_at if shift.startswith("-") else row.start_at + timedelta(minutes=row.minutes)
    return later(counted, shift, user.zone).astimezone(user.zone).isoformat()
