"""Days, ranges, fiscal quarters and shifts, in a user's zone. The rules of `sales` and the tools reckon with these."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
MONTHS = 12
QUARTER = 3

_SHIFT = re.compile(
    r"(?P<sign>[+-]?)P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which `day` begins in `zone`."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """Return the day that it is in `zone` at `instant`."""
    return instant.astimezone(zone).date()


def bounds(
    from_: datetime | date | None, to: datetime | date | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """Return `[begin, end)` in UTC. A date means the whole day: a date-only `to` is included. None: no bound."""
    begin = from_ if from_ is None or isinstance(from_, datetime) else start_of(from_, zone)
    end = to if to is None or isinstance(to, datetime) else start_of(to + ONE_DAY, zone)
    return begin and begin.astimezone(UTC), end and end.astimezone(UTC)


def at_time_of(day: date, instant: datetime, zone: ZoneInfo) -> datetime:
    """Return `day` at the time of day that `instant` has in `zone`, in UTC."""
    return datetime.combine(day, instant.astimezone(zone).time(), zone).astimezone(UTC)


def quarter_of(day: date, fiscal_year_starts: int) -> tuple[date, date]:
    """Return the first and last day of the fiscal quarter of `day`. `fiscal_year_starts` is a month, 1 to 12."""
    into = (day.month - fiscal_year_starts) % QUARTER
    first = _months_on(day.replace(day=1), -into)
    return first, _months_on(first, QUARTER) - ONE_DAY


def shifted(instant: datetime, shift: str, zone: ZoneInfo) -> datetime:
    """Return `instant` moved by `shift`, a signed ISO 8601 duration ("-PT1H", "P2D"), in UTC.

    Days, weeks, months and years keep the time of day in `zone`. Raises `ValueError` on another form,
    and `OverflowError` where no calendar reaches.
    """
    found = _SHIFT.fullmatch(shift)
    if found is None:
        raise ValueError("not an ISO 8601 duration")
    sign = -1 if found["sign"] == "-" else 1
    n = {name: sign * int(found[name] or 0) for name in found.groupdict() if name != "sign"}
    local = instant.astimezone(zone)
    day = _months_on(local.date(), n["years"] * MONTHS + n["months"]) + timedelta(weeks=n["weeks"], days=n["days"])
    moved = at_time_of(day, instant, zone)
    return moved + timedelta(hours=n["hours"], minutes=n["minutes"], seconds=n["seconds"])


def _months_on(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last where it is shorter."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("beyond the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
