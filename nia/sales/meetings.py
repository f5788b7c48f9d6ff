"""Meetings and who is asked to them: finding, scheduling, changing. The meeting tools, `my_day` and reports use it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.accounts.principal import Principal
from nia.ledger.changes import Changes
from nia.matching.compare import FITS, score, search_key
from nia.sales.availability import Span
from nia.sales.records import Holder, insert
from nia.store.tables import Attendee, Lead, Meeting, User

LOOKED_THROUGH = 2_000  # meetings compared by name at most, the latest first


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is asked to a meeting: a known record (`kind`, `id`) or a new person."""

    name: str
    email: str | None = None
    kind: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingDetails:
    """A meeting with its attendees, its holder's name, and its lead's where the user may know that lead."""

    meeting: Meeting
    attendees: tuple[Attendee, ...] = ()
    owner: str | None = None
    lead: str | None = None

    @property
    def span(self) -> Span:
        """When it takes place."""
        return Span.of(self.meeting.start_at, self.meeting.minutes)

    @property
    def colleagues(self) -> tuple[str, ...]:
        """The ids of the users who are asked to it."""
        return tuple(one.ref_id for one in self.attendees if one.ref_kind == "user" and one.ref_id)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new meeting is to be."""

    title: str
    start: datetime
    minutes: int
    guests: tuple[Guest, ...]
    online: bool = False
    location: str | None = None
    agenda: str | None = None
    lead_id: str | None = None


def mine(user: Principal) -> ColumnElement[bool]:
    """Return the condition that `user` holds a meeting or is asked to it."""
    asked = select(col(Attendee.meeting_id)).where(
        col(Attendee.ref_kind) == "user", col(Attendee.ref_id) == user.id, col(Attendee.deleted_at).is_(None)
    )
    return and_(col(Meeting.deleted_at).is_(None), or_(col(Meeting.owner_id) == user.id, col(Meeting.id).in_(asked)))


async def with_person(
    session: AsyncSession, user: Principal, name: str, begin: datetime | None, end: datetime | None
) -> ColumnElement[bool]:
    """Return the condition that `user` may know of a meeting and it is held, attended or about somebody so named.

    The company of its lead counts too ("the meetings with TechCorp"). Names are compared across
    scripts and typing errors, so this looks through the meetings that begin in `[begin, end)`.
    """
    found = await session.execute(
        select(
            col(Meeting.id), col(Meeting.title), col(User.name), col(Attendee.name), col(Lead.name), col(Lead.company)
        )
        .join(User, col(User.id) == col(Meeting.owner_id))
        .outerjoin(Attendee, and_(col(Attendee.meeting_id) == col(Meeting.id), col(Attendee.deleted_at).is_(None)))
        .outerjoin(Lead, and_(col(Lead.id) == col(Meeting.lead_id), visible(user, Lead)))
        .where(visible(user, Meeting), *_begins_in(begin, end))
        .order_by(col(Meeting.start_at).desc())
        .limit(LOOKED_THROUGH)
    )
    ids = {meeting_id for meeting_id, *keys in found if score(name, search_key(*keys)) >= FITS}
    return col(Meeting.id).in_(ids)


async def find_meetings(
    session: AsyncSession,
    user: Principal,
    whose: ColumnElement[bool],
    begin: datetime | None,
    end: datetime | None,
    limit: int = 200,
) -> tuple[list[MeetingDetails], int]:
    """Return the first `limit` meetings, held or to be held, that begin in `[begin, end)`, and how many there are."""
    found = await session.execute(
        select(Meeting, col(User.name), col(Lead.name), func.count().over())
        .join(User, col(User.id) == col(Meeting.owner_id))
        .outerjoin(Lead, and_(col(Lead.id) == col(Meeting.lead_id), visible(user, Lead)))
        .where(whose, *_begins_in(begin, end))
        .order_by(col(Meeting.start_at), col(Meeting.id))
        .limit(limit)
    )
    rows = found.all()
    guests = await attendees_of(session, [meeting.id for meeting, *_ in rows])
    details = [MeetingDetails(meeting, guests.get(meeting.id, ()), owner, lead) for meeting, owner, lead, _ in rows]
    return details, rows[0][3] if rows else 0


async def visible_meetings(session: AsyncSession, user: Principal, ids: Collection[str]) -> list[MeetingDetails]:
    """Return those of these meetings that `user` may know of, in the order they begin."""
    if not ids:
        return []
    found, _ = await find_meetings(session, user, and_(col(Meeting.id).in_(ids), visible(user, Meeting)), None, None)
    return found


async def attendees_of(session: AsyncSession, ids: Sequence[str]) -> dict[str, tuple[Attendee, ...]]:
    """Return the attendees of these meetings, by meeting, in the order they were asked."""
    if not ids:
        return {}
    rows = await session.scalars(
        select(Attendee)
        .where(col(Attendee.meeting_id).in_(ids), col(Attendee.deleted_at).is_(None))
        .order_by(col(Attendee.created_at), col(Attendee.name))
    )
    found: dict[str, tuple[Attendee, ...]] = {}
    for row in rows:
        found[row.meeting_id] = (*found.get(row.meeting_id, ()), row)
    return found


async def details_of(session: AsyncSession, user: Principal, meeting: Meeting) -> MeetingDetails:
    """Return `meeting`, which `user` holds, with its attendees and its lead's name."""
    guests = await attendees_of(session, [meeting.id])
    lead = await lead_name(session, user, meeting.lead_id)
    return MeetingDetails(meeting, guests.get(meeting.id, ()), user.name, lead)


async def lead_name(session: AsyncSession, user: Principal, lead_id: str | None) -> str | None:
    """Return the name of a lead, or None where `user` may not know of it."""
    if lead_id is None:
        return None
    return await session.scalar(select(col(Lead.name)).where(col(Lead.id) == lead_id, visible(user, Lead)))


async def schedule(changes: Changes, user: Principal, plan: Plan) -> tuple[Meeting, tuple[Attendee, ...]]:
    """Add the meeting, held by `user`, and tell those who are asked."""
    meeting = insert(
        changes,
        Meeting,
        Holder(user.id, user.team_id),
        {
            "title": plan.title,
            "start_at": plan.start,
            "minutes": plan.minutes,
            "online": plan.online,
            "location": plan.location,
            "agenda": plan.agenda,
            "lead_id": plan.lead_id,
            "search_key": meeting_key(plan.title, (guest.name for guest in plan.guests)),
        },
    )
    await changes.session.flush()  # the attendees' rows point to this one
    attendees = tuple(invite(changes, meeting, guest) for guest in plan.guests)
    tell(changes, "meeting.scheduled", meeting, attendees)
    return meeting, attendees


def invite(changes: Changes, meeting: Meeting, guest: Guest) -> Attendee:
    """Add `guest` to the meeting."""
    values = {"meeting_id": meeting.id, "name": guest.name, "email": guest.email}
    reference = {"ref_kind": guest.kind, "ref_id": guest.id}
    return insert(changes, Attendee, Holder(meeting.owner_id, meeting.team_id), {**values, **reference})


def tell(changes: Changes, topic: str, meeting: Meeting, attendees: Iterable[Attendee]) -> None:
    """Put word of the meeting into the outbox, for those asked to it who can be reached: by mail, or as users."""
    everybody = [
        {"name": one.name, "email": one.email, "user_id": one.ref_id if one.ref_kind == "user" else None}
        for one in attendees
    ]
    to = [one for one in everybody if one["email"] or one["user_id"]]
    if to:
        changes.tell(
            topic,
            meeting_id=meeting.id,
            title=meeting.title,
            start=meeting.start_at.isoformat(),
            minutes=meeting.minutes,
            attendees=to,
        )


def meeting_key(title: str, names: Iterable[str]) -> str:
    """Return what a meeting is searched by: its title and who is asked to it."""
    return search_key(title, *names)


def _begins_in(begin: datetime | None, end: datetime | None) -> list[ColumnElement[bool]]:
    """Return the conditions that a meeting was not cancelled and begins in `[begin, end)`."""
    conditions = [col(Meeting.status) != "cancelled"]
    if begin is not None:
        conditions.append(col(Meeting.start_at) >= begin)
    if end is not None:
        conditions.append(col(Meeting.start_at) < end)
    return conditions
