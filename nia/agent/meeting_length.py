"""Makes a length of "15 minutes longer"; a meeting that only becomes longer stays where it is. `settle` calls it."""

from __future__ import annotations

import re

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.agent.state import SlotState, Task
from nia.errors import Invalid
from nia.sales.loading import find
from nia.store.tables import Meeting

_MORE = re.compile(r"[+-]\d+")


async def at_full_length(task: Task, session: AsyncSession, user: Principal) -> None:
    """Put the whole length for one that is told by how much longer or shorter a meeting becomes ("+15").

    A meeting that only becomes longer or shorter stays where it is. Raises `Invalid`, so that the length is asked
    for, where nothing of it would be left.
    """
    minutes, meeting = task["slots"].get("minutes"), task["slots"].get("meeting")
    if task["tool"] != "reschedule_meeting" or minutes is None or meeting is None:
        return
    if not isinstance(meeting["value"], dict):
        return
    row = await find(session, user, Meeting, str(meeting["value"]["id"]))
    if row is None:
        return
    if isinstance(minutes["value"], str) and _MORE.fullmatch(minutes["value"]) is not None:
        length = row.minutes + int(minutes["value"])
        if length <= 0:
            raise Invalid("minutes", "invalid", minutes["text"])
        minutes["value"] = length
    if not {"start", "shift"} & set(task["slots"]):
        start = row.start_at.astimezone(user.zone).isoformat()
        task["slots"]["start"] = SlotState(value=start, text=start, resolved=True)
