"""Moves a moment by a shift that was said ("by two days"), and refuses what no calendar holds. The tools call it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from nia.accounts.principal import Principal
from nia.errors import Invalid
from nia.sales.days import day_of, shifted
from nia.store.tables import Task
from nia.tools.slots import FIRST_YEAR, LAST_YEAR


def later(start: datetime, shift: str, zone: ZoneInfo) -> datetime:
    """Return `start` moved by `shift`, a signed ISO 8601 duration; raise `Invalid` where that is none or too far."""
    try:
        moved = shifted(start, shift, zone)
    except (ValueError, OverflowError):
        raise Invalid("shift", "bad_shift", shift) from None
    if not FIRST_YEAR <= moved.year <= LAST_YEAR:
        raise Invalid("shift", "bad_shift", shift)
    return moved


def due_later(task: Task, shift: str, now: datetime, user: Principal) -> datetime | date:
    """Return when a task is due after the shift: counted from its own date, or from now where it has none."""
    zone = user.zone
    if task.due_at is not None:
        return later(task.due_at, shift, zone).astimezone(zone)
    if task.due_on is None or "T" in shift:
        return later(now, shift, zone).astimezone(zone)
    noon = datetime(task.due_on.year, task.due_on.month, task.due_on.day, 12, tzinfo=zone)
    return day_of(later(noon, shift, zone), zone)
