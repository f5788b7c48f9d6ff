"""What happened with a lead: notes, activities, and the history that gathers all of it. The activity tools call it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.accounts.principal import Principal
from nia.ledger.changes import Changes
from nia.sales.records import Holder, insert
from nia.store.tables import Activity, Attendee, Lead, Mail, Meeting, Note, Task

STATUS_CHANGED = "status"
"""The kind of the activity that a change of status leaves behind; its text is "old → new"."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened with a lead, or is to happen. `untrusted`: others wrote its text."""

    kind: str
    id: str
    at: datetime
    text: str
    outcome: str | None = None
    untrusted: bool = False


def add_note(changes: Changes, lead: Lead, text: str) -> Note:
    """Keep a remark on a lead. It is the user's, in the lead's team."""
    return insert(changes, Note, _author(changes, lead), {"lead_id": lead.id, "text": text})


def log_activity(
    changes: Changes, lead: Lead, kind: str, at: datetime, text: str = "", outcome: str | None = None
) -> Activity:
    """Keep what happened with a lead at `at`. It is the user's, in the lead's team."""
    values = {"lead_id": lead.id, "kind": kind, "at": at, "text": text, "outcome": outcome}
    return insert(changes, Activity, _author(changes, lead), values)


def remember_status(changes: Changes, lead: Lead, status: str) -> None:
    """Keep that a lead's status becomes `status`."""
    log_activity(changes, lead, STATUS_CHANGED, changes.now, f"{lead.status} → {status}")


async def history(session: AsyncSession, user: Principal, lead: Lead) -> list[Event]:
    """Return all that is known of a lead which `user` may see, newest first.

    Notes and activities go with the lead; meetings, tasks and mails only as far as the user may know of them.
    """
    events = [
        *await _activities(session, lead),
        *await _notes(session, lead),
        *await _meetings(session, user, lead),
        *await _tasks(session, user, lead),
        *await _mails(session, user, lead),
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


async def _activities(session: AsyncSession, lead: Lead) -> list[Event]:
    query = select(Activity).where(col(Activity.lead_id) == lead.id, col(Activity.deleted_at).is_(None))
    return [Event(row.kind, row.id, row.at, row.text, row.outcome) for row in await session.scalars(query)]


async def _notes(session: AsyncSession, lead: Lead) -> list[Event]:
    query = select(Note).where(col(Note.lead_id) == lead.id, col(Note.deleted_at).is_(None))
    return [Event("note", row.id, row.created_at, row.text) for row in await session.scalars(query)]


async def _meetings(session: AsyncSession, user: Principal, lead: Lead) -> list[Event]:
    attended = select(col(Attendee.meeting_id)).where(
        col(Attendee.ref_kind) == "lead", col(Attendee.ref_id) == lead.id, col(Attendee.deleted_at).is_(None)
    )
    about = or_(col(Meeting.lead_id) == lead.id, col(Meeting.id).in_(attended))
    query = select(Meeting).where(visible(user, Meeting), about)
    return [Event("meeting", row.id, row.start_at, row.title, row.status) for row in await session.scalars(query)]


async def _tasks(session: AsyncSession, user: Principal, lead: Lead) -> list[Event]:
    query = select(Task).where(visible(user, Task), col(Task.lead_id) == lead.id)
    return [
        Event("task", row.id, row.done_at or row.created_at, row.title, row.status)
        for row in await session.scalars(query)
    ]


async def _mails(session: AsyncSession, user: Principal, lead: Lead) -> Sequence[Event]:
    if not lead.email:
        return ()
    query = select(Mail).where(visible(user, Mail), col(Mail.sender_email) == lead.email, ~col(Mail.outgoing))
    received = [
        Event("mail", row.id, row.received_at, row.subject, untrusted=True) for row in await session.scalars(query)
    ]
    sent = select(Mail).where(visible(user, Mail), col(Mail.outgoing))
    return received + [
        Event("mail_sent", row.id, row.received_at, row.subject)
        for row in await session.scalars(sent)
        if any(lead.email in address.lower() for address in (*row.to, *row.cc, *row.bcc))
    ]


def _author(changes: Changes, lead: Lead) -> Holder:
    return Holder(changes.user.id, lead.team_id)
