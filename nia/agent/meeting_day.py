"""Reads a time without a day, as in "move it to 6 pm", on the day of the meeting that is moved. `settle` calls it."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.agent.state import Task
from nia.sales.loading import find
from nia.store.tables import Meeting

_DAY = len("2026-03-06")


async def on_its_own_day(task: Task, session: AsyncSession, user: Principal) -> None:
    """Put the start of a `reschedule_meeting` that is all settled onto the meeting's day, where no day was said."""
    start, meeting = task["slots"].get("start"), task["slots"].get("meeting")
    if task["tool"] != "reschedule_meeting" or start is None or start.get("day_said", True):
        return
    if meeting is None or not isinstance(meeting["value"], dict):
        return
    row = await find(session, user, Meeting, str(meeting["value"]["id"]))
    if row is not None:
        day = row.start_at.astimezone(user.zone).date().isoformat()
        start["value"] = day + str(start["value"])[_DAY:]
        start["day_said"] = True
