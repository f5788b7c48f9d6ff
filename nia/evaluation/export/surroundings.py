"""The records that a replay needs: what the turns showed or changed, and what their words could have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.accounts.permissions import visible
from nia.evaluation.export.recording import Recorded
from nia.evaluation.export.redaction.names import is_ordinary
from nia.evaluation.export.redaction.words import words_of
from nia.matching.compare import FITS, score
from nia.store.tables import Activity, Attendee, Contact, Lead, Mail, Meeting, Note, Record, Task, User

_NEARLY = timedelta(days=1)
_MOST_MATCHES = 60
Row = TypeVar("Row", bound=Record)


@dataclass
class Surroundings:
    """Rows as they are now, by id; what they were is for `Past` to say."""

    leads: dict[str, Lead] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    mails: dict[str, Mail] = field(default_factory=dict)
    attendees: list[Attendee] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)

    def every(self) -> Iterator[Record]:
        """Yield every record."""
        for rows in (self.leads, self.contacts, self.meetings, self.tasks, self.mails):
            yield from rows.values()
        yield from (*self.attendees, *self.notes, *self.activities)


async def read(session: AsyncSession, recorded: Recorded) -> Surroundings:
    """Read the rows that the conversation is about."""
    found, said = Surroundings(), _said(recorded)
    shown = recorded.shown()
    for table, rows in _kept(found):
        ids = {record_id for name, record_id in shown if name == table.__tablename__}
        rows.update({row.id: row for row in await _by_id(session, table, ids)})
        near = await session.scalars(select(table).where(visible(recorded.user, table)))
        fitting = [row for row in near if _could_be_meant(row, said)]
        rows.update({row.id: row for row in fitting[:_MOST_MATCHES]})
    await _agenda(session, recorded, found)
    await _around(session, found)
    await _people(session, recorded, found, said)
    return found


def _kept(found: Surroundings) -> tuple[tuple[type[Record], dict[str, Record]], ...]:
    return (
        (Lead, found.leads),  # type: ignore[return-value]
        (Contact, found.contacts),
        (Meeting, found.meetings),
        (Task, found.tasks),
        (Mail, found.mails),
    )


def _said(recorded: Recorded) -> frozenset[str]:
    """Return the words of the turns that may be part of a name, and neighbours of them as one word."""
    found: set[str] = set()
    for turn in recorded.turns:
        words = [word for word in words_of(turn.said) if not is_ordinary(word)]
        found |= {word.text for word in words if len(word.key) > 1}
        found |= {one.text + other.text for one, other in pairwise(words)}
    return frozenset(found)


def _could_be_meant(row: Record, said: Iterable[str]) -> bool:
    key = str(getattr(row, "search_key", ""))
    return bool(key) and any(score(word, key) >= FITS for word in said)


async def _by_id(session: AsyncSession, table: type[Row], ids: Iterable[str]) -> Sequence[Row]:
    return (await session.scalars(select(table).where(col(table.id).in_(list(ids))))).all()


async def _agenda(session: AsyncSession, recorded: Recorded, found: Surroundings) -> None:
    """Add the user's meetings near those spoken of: they decide on conflicts and on the times that are free."""
    days = [meeting.start_at for meeting in found.meetings.values()] + list(_starts(recorded))
    if not days:
        return
    query = select(Meeting).where(
        col(Meeting.owner_id) == recorded.user.id,
        col(Meeting.start_at) >= min(days) - _NEARLY,
        col(Meeting.start_at) <= max(days) + _NEARLY,
    )
    near = [row for row in await session.scalars(query) if any(abs(row.start_at - day) <= _NEARLY for day in days)]
    found.meetings.update({row.id: row for row in near})


def _starts(recorded: Recorded) -> Iterator[datetime]:
    for turn in recorded.turns:
        start = ((turn.record or {}).get("slots") or {}).get("start")
        if isinstance(start, str) and "T" in start:
            yield datetime.fromisoformat(start)


async def _around(session: AsyncSession, found: Surroundings) -> None:
    """Add what belongs to the records: their leads, attendees, notes and history, and the rest of their threads."""
    threads = {mail.thread_id for mail in found.mails.values()}
    owners = {mail.owner_id for mail in found.mails.values()}
    theirs = select(Mail).where(col(Mail.thread_id).in_(threads), col(Mail.owner_id).in_(owners))
    found.mails.update({row.id: row for row in await session.scalars(theirs)})
    found.attendees += (
        await session.scalars(select(Attendee).where(col(Attendee.meeting_id).in_(list(found.meetings))))
    ).all()
    named = {one.lead_id for one in found.meetings.values() if one.lead_id}
    named |= {one.lead_id for one in found.tasks.values() if one.lead_id}
    named |= {one.ref_id for one in found.attendees if one.ref_kind == "lead" and one.ref_id}
    found.leads.update({row.id: row for row in await _by_id(session, Lead, named)})
    others = {one.ref_id for one in found.attendees if one.ref_kind == "contact" and one.ref_id}
    found.contacts.update({row.id: row for row in await _by_id(session, Contact, others)})
    leads = list(found.leads)
    found.notes += (await session.scalars(select(Note).where(col(Note.lead_id).in_(leads)))).all()
    found.activities += (await session.scalars(select(Activity).where(col(Activity.lead_id).in_(leads)))).all()


async def _people(session: AsyncSession, recorded: Recorded, found: Surroundings, said: frozenset[str]) -> None:
    """Add the users who own something, are asked to a meeting, or could have been meant."""
    needed = {row.owner_id for row in found.every()} | {recorded.user.id}
    needed |= {one.ref_id for one in found.attendees if one.ref_kind == "user" and one.ref_id}
    places = ((str(row.__tablename__), row.id) for row in found.every())
    needed |= {former.by for place in places for former in recorded.past.changes.get(place, [])}
    for user in await session.scalars(select(User).order_by(col(User.created_at), col(User.id))):
        if user.id in needed or any(score(word, user.name) >= FITS for word in said):
            found.users[user.id] = user
