"""Reads the time in a reference ("tomorrow's meeting", "the lead from yesterday"). `description` calls it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nia.sales.days import bounds
from nia.tools.references.outcome import Look
from nia.understanding.port import Grain, SlotKind
from nia.understanding.time_values import Direction, FoundTime, TimeFrame, TimeKind

_DATE_ONLY = 10
_READ = {TimeKind.POINT, TimeKind.RANGE}
_LOOKS = {SlotKind.LEAD: Direction.BACK, SlotKind.MAIL: Direction.BACK, SlotKind.TASK: Direction.ANY}


@dataclass(frozen=True, slots=True)
class When:
    """A time that a reference names. `begin`, `end`: in UTC, half open; `clock`: a time of day without a day."""

    begin: datetime | None
    end: datetime | None
    clock: tuple[int, int] | None = None

    def holds(self, instant: datetime, look: Look) -> bool:
        """Tell whether `instant` is the time that was named."""
        if self.clock is not None:
            local = instant.astimezone(look.user.zone)
            return (local.hour, local.minute) == self.clock
        return (self.begin is None or self.begin <= instant) and (self.end is None or instant < self.end)

    def holds_day(self, day: date, look: Look) -> bool:
        """Tell whether `day` is touched by the time that was named."""
        if self.clock is not None:
            return False
        begins, ends = bounds(day, day, look.user.zone)
        assert begins is not None
        assert ends is not None
        return (self.end is None or begins < self.end) and (self.begin is None or self.begin < ends)


def read_time(text: str, kind: SlotKind, look: Look) -> tuple[When | None, str]:
    """Return the time that `text` names, if any, and `text` without it."""
    from nia.understanding.times import find_times

    user = look.user
    begin, end = user.working_hours
    frame = TimeFrame(
        now=look.now,
        time_zone=user.time_zone,
        working_hours=(begin.isoformat("minutes"), end.isoformat("minutes")),
        working_days=user.working_days,
        looks=_LOOKS.get(kind, Direction.AHEAD),
    )
    usable = [one for one in find_times(text, frame) if one.kind in _READ and one.problem is None]
    whens = [when for one in usable if (when := _when(one, look)) is not None]
    if not whens:
        return None, text
    for one in sorted(usable, key=lambda one: one.span, reverse=True):
        text = f"{text[: one.span[0]]} {text[one.span[1] :]}"
    return whens[0], text


def _when(found: FoundTime, look: Look) -> When | None:
    start, end = found.start, found.end if found.kind is TimeKind.RANGE else found.start
    if end is None and found.grain is Grain.DAY:
        end = start  # "from yesterday" is of that day
    if not found.has_day and found.has_time_of_day and start is not None and len(start) > _DATE_ONLY:
        local = datetime.fromisoformat(start).astimezone(look.user.zone)
        return When(None, None, (local.hour, local.minute))
    begins, ends = bounds(_value(start), _value(end), look.user.zone)
    if begins is None and ends is None:
        return None
    if begins is not None and begins == ends:
        ends = begins + timedelta(minutes=1)
    return When(begins, ends)


def _value(iso: str | None) -> date | datetime | None:
    if iso is None:
        return None
    return date.fromisoformat(iso) if len(iso) <= _DATE_ONLY else datetime.fromisoformat(iso)
