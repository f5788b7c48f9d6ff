"""Who is busy when, and which starts are free within working hours. The meeting tools ask these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.principal import Principal
from nia.sales.days import ONE_DAY, day_of
from nia.store.tables import Attendee, Meeting, User

STEP = timedelta(minutes=30)
LONGEST = timedelta(days=1)  # no meeting is longer, so none that began earlier can reach into a window
SEARCHED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, `[begin, end)`, in UTC."""

    begin: datetime
    end: datetime

    @classmethod
    def of(cls, start: datetime, minutes: int) -> Span:
        """Return the span of a meeting."""
        begin = start.astimezone(UTC)
        return cls(begin, begin + timedelta(minutes=minutes))

    @property
    def minutes(self) -> int:
        """How long it is, in whole minutes."""
        return int((self.end - self.begin).total_seconds()) // 60

    def meets(self, other: Span) -> bool:
        """Tell whether the two overlap; that one ends as the other begins is no overlap."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True, slots=True)
class Busy:
    """A meeting that keeps somebody (`user_id`) busy. It tells nothing else of it."""

    user_id: str
    meeting_id: str
    span: Span


async def people_of(session: AsyncSession, user: Principal, ids: Iterable[str]) -> tuple[Principal, ...]:
    """Return `user` and the active colleagues of these ids, by name; unknown ids are left out."""
    others = {one for one in ids if one != user.id}
    if not others:
        return (user,)
    active = select(User).where(col(User.id).in_(others), col(User.active).is_(True)).order_by(col(User.name))
    rows = await session.scalars(active)
    return (user, *(Principal.of(row) for row in rows))


async def busy_in(
    session: AsyncSession, people: Sequence[Principal], window: Span, besides: str | None = None
) -> list[Busy]:
    """Return what keeps `people` busy within `window`, in the order it begins. `besides`: a meeting left out."""
    ids = [person.id for person in people]
    asked = and_(
        col(Attendee.meeting_id) == col(Meeting.id),
        col(Attendee.ref_kind) == "user",
        col(Attendee.ref_id).in_(ids),
        col(Attendee.deleted_at).is_(None),
    )
    query = (
        select(
            col(Meeting.id), col(Meeting.owner_id), col(Attendee.ref_id), col(Meeting.start_at), col(Meeting.minutes)
        )
        .outerjoin(Attendee, asked)
        .where(
            col(Meeting.deleted_at).is_(None),
            col(Meeting.status) == "scheduled",
            col(Meeting.start_at) > window.begin - LONGEST,
            col(Meeting.start_at) < window.end,
            or_(col(Meeting.owner_id).in_(ids), col(Attendee.id).is_not(None)),
        )
        .order_by(col(Meeting.start_at), col(Meeting.id))
    )
    found: dict[tuple[str, str], Busy] = {}
    for meeting_id, owner_id, guest_id, start, minutes in await session.execute(query):
        span = Span.of(start, minutes)
        if meeting_id != besides and span.meets(window):
            for one in ids:
                if one in (owner_id, guest_id):
                    found[one, meeting_id] = Busy(one, meeting_id, span)
    return list(found.values())


def in_hours(person: Principal, start: datetime) -> bool:
    """Tell whether a meeting may begin at `start`: on a working day, within the hours, ends included."""
    local = start.astimezone(person.zone)
    first, last = person.working_hours
    return local.weekday() in person.working_days and first <= local.time() <= last


def open_spans(people: Sequence[Principal], busy: Iterable[Busy], window: Span) -> list[Span]:
    """Return the stretches of `window` that lie within the working hours of all, and in which nobody is busy."""
    spans = [window]
    for person in people:
        hours = list(_hours(person, window))
        spans = [both for span in spans for day in hours if (both := _both(span, day)) is not None]
    for one in busy:
        spans = [rest for span in spans for rest in _without(span, one.span)]
    return spans


def starts_in(spans: Iterable[Span], minutes: int) -> Iterator[datetime]:
    """Yield the starts, on the half hour, at which a meeting of `minutes` fits into one of `spans`."""
    for span in spans:
        start = _on_the_half_hour(span.begin)
        while start + timedelta(minutes=minutes) <= span.end:
            yield start
            start += STEP


async def free_near(
    session: AsyncSession, people: Sequence[Principal], wanted: Span, now: datetime, besides: str | None = None
) -> tuple[datetime, ...]:
    """Return the three free starts that lie nearest to what was wanted, in order of time. None lies behind `now`."""
    around = Span(max(now, wanted.begin - ONE_DAY), max(now, wanted.begin) + SEARCHED_DAYS * ONE_DAY)
    busy = await busy_in(session, people, around, besides)
    starts = starts_in(open_spans(people, busy, around), wanted.minutes)
    nearest = sorted(starts, key=lambda start: (abs(start - wanted.begin), start < wanted.begin))
    return tuple(sorted(nearest[:3]))


def _hours(person: Principal, window: Span) -> Iterator[Span]:
    day = day_of(window.begin, person.zone)
    first, last = person.working_hours
    while day <= day_of(window.end, person.zone):
        if day.weekday() in person.working_days:
            begin, end = (datetime.combine(day, at, person.zone).astimezone(UTC) for at in (first, last))
            yield Span(begin, end)
        day += ONE_DAY


def _both(one: Span, other: Span) -> Span | None:
    return Span(max(one.begin, other.begin), min(one.end, other.end)) if one.meets(other) else None


def _without(span: Span, busy: Span) -> Iterator[Span]:
    if not span.meets(busy):
        yield span
        return
    if span.begin < busy.begin:
        yield Span(span.begin, busy.begin)
    if busy.end < span.end:
        yield Span(busy.end, span.end)


def _on_the_half_hour(instant: datetime) -> datetime:
    # Every zone of today lies a multiple of a quarter of an hour off UTC; India's half hour keeps the half hours.
    past = timedelta(minutes=instant.minute % 30, seconds=instant.second, microseconds=instant.microsecond)
    return instant if not past else instant - past + STEP
