"""Turns the entries of the demo data into rows, dated around now. `loading` adds them to the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from nia.demo.data_set import ContactEntry, Event, LeadEntry, MailEntry, MeetingEntry, TaskEntry
from nia.ids import IdSource
from nia.matching.compare import search_key
from nia.sales.activities import STATUS_CHANGED
from nia.sales.mail_threads import into_thread
from nia.sales.meetings import meeting_key
from nia.store.tables import Activity, Attendee, Contact, Lead, Mail, Meeting, Note, Record, Task, User

ZONE = ZoneInfo("Asia/Kolkata")
SUNDAY = 6
_MORNING, _NOON, _AFTERNOON = time(10), time(12), time(16)


@dataclass
class Rows:
    """Makes rows. Leads and contacts must be made before what names them."""

    now: datetime
    ids: IdSource
    users: Mapping[str, User]
    _leads: dict[str, Lead] = field(default_factory=dict)
    _contacts: dict[str, Contact] = field(default_factory=dict)
    _mails: dict[tuple[str, str], Mail] = field(default_factory=dict)

    def contact(self, entry: ContactEntry) -> Iterator[Record]:
        """Make a contact."""
        values = entry.model_dump(exclude={"owner"})
        made = Contact(
            **values, **self._common(entry.owner, self._day(-30)), search_key=search_key(entry.name, entry.company)
        )
        self._contacts[entry.name] = made
        yield made

    def lead(self, entry: LeadEntry) -> Iterator[Record]:
        """Make a lead, its notes and what happened with it."""
        created = self._day(entry.created)
        columns = {"name", "company", "title", "city", "phone", "email", "source", "status", "value", "product"}
        lead = Lead(
            **entry.model_dump(include=columns | {"lost_reason"}),
            **self._common(entry.owner, created),
            expected_close=None if entry.close is None else self._day(entry.close).astimezone(ZONE).date(),
            follow_up_on=None if entry.follow_up is None else self._working_day(entry.follow_up),
            closed_at=None if entry.closed is None else self._day(entry.closed, _NOON),
            search_key=search_key(entry.name, entry.company, entry.city, entry.product),
        )
        self._leads[entry.name] = lead
        yield lead
        for text in entry.notes:
            yield Note(lead_id=lead.id, text=text, **self._common(entry.owner, created + timedelta(days=1)))
        for event in entry.history:
            yield self._activity(lead, entry.owner, event)
        if lead.closed_at is not None:
            text = f"negotiation → {entry.status}"
            common = self._common(entry.owner, lead.closed_at)
            yield Activity(lead_id=lead.id, kind=STATUS_CHANGED, text=text, at=lead.closed_at, **common)

    def meeting(self, entry: MeetingEntry) -> Iterator[Record]:
        """Make a meeting and who is asked to it."""
        start = datetime.combine(self._working_day(entry.day), entry.at, ZONE)
        common = self._common(entry.owner, min(start, self.now) - timedelta(days=3))
        meeting = Meeting(
            **entry.model_dump(include={"title", "minutes", "status", "location", "online", "agenda"}),
            **common,
            start_at=start,
            lead_id=self._lead_id(entry.lead),
            search_key=meeting_key(entry.title, entry.attendees),
        )
        yield meeting
        for name in entry.attendees:
            kind, email, ref_id = self._known(name)
            yield Attendee(
                **{**common, "id": self.ids()},
                meeting_id=meeting.id,
                name=name,
                email=email,
                ref_kind=kind,
                ref_id=ref_id,
            )

    def task(self, entry: TaskEntry) -> Iterator[Record]:
        """Make a task."""
        due = None if entry.due is None else self._working_day(entry.due)
        remind = None if entry.remind is None else self._at(self._working_day(entry.remind), entry.remind_at)
        done = None if entry.done is None else self._at(self._working_day(entry.done), _AFTERNOON)
        begun = min(self.now, *(self._at(day, _MORNING) for day in (due,) if day)) - timedelta(days=4)
        yield Task(
            title=entry.title,
            **self._common(entry.owner, begun),
            creator_id=self.users[entry.creator or entry.owner].id,
            due_on=due,
            due_at=None if due is None or entry.at is None else self._at(due, entry.at),
            priority=entry.priority,
            status=entry.status,
            lead_id=self._lead_id(entry.lead),
            remind_at=remind,
            done_at=done,
            search_key=search_key(entry.title),
        )

    def mail(self, entry: MailEntry) -> Iterator[Record]:
        """Make a mail, in the thread of what it answers."""
        at = self.now - timedelta(hours=entry.ago)
        owner = self.users[entry.owner]
        name, address = (owner.name, owner.email) if entry.sent else self._address(entry.sender or "")
        to = self._address(entry.to or "")[1] if entry.sent else owner.email
        mail = Mail(
            **self._common(entry.owner, at),
            message_id=f"<{self.ids()}@demo.example>",
            thread_id="",
            outgoing=entry.sent,
            sender_name=name,
            sender_email=address,
            to=[to],
            subject=entry.subject,
            body=entry.body.strip(),
            received_at=at,
            unread=entry.unread and not entry.sent,
            search_key=search_key(entry.subject, *([to] if entry.sent else [name, address])),
        )
        answered = self._mails[entry.owner, entry.answers] if entry.answers else None
        if answered is not None:
            answered.answered_at = at
        self._mails[entry.owner, entry.subject] = mail
        yield into_thread(mail, answered)

    def _activity(self, lead: Lead, owner: str, event: Event) -> Activity:
        at = self._day(event.day, _AFTERNOON)
        values = event.model_dump(include={"kind", "text", "outcome"})
        return Activity(lead_id=lead.id, at=at, **values, **self._common(owner, at))

    def _common(self, owner: str, created: datetime) -> dict[str, Any]:
        user, at = self.users[owner], min(created, self.now)
        return {"id": self.ids(), "owner_id": user.id, "team_id": user.team_id, "created_at": at, "updated_at": at}

    def _today(self) -> date:
        return self.now.astimezone(ZONE).date()

    def _at(self, day: date, at: time | None) -> datetime:
        return datetime.combine(day, at or _MORNING, ZONE)

    def _day(self, days: int, at: time = _MORNING) -> datetime:
        return self._at(self._today() + timedelta(days=days), at)

    def _working_day(self, count: int) -> date:
        """Return the day so many working days from today; today is day 0, or Monday where it is a Sunday."""
        day, step = self._today(), 1 if count >= 0 else -1
        while day.weekday() == SUNDAY:
            day += timedelta(days=1)
        for _ in range(abs(count)):
            day += timedelta(days=step)
            if day.weekday() == SUNDAY:
                day += timedelta(days=step)
        return day

    def _lead_id(self, name: str | None) -> str | None:
        return None if name is None else self._leads[name].id

    def _known(self, name: str) -> tuple[str, str | None, str]:
        """Return the kind, mail address and id of the lead, contact or colleague of that name."""
        if name in self._leads:
            return "lead", self._leads[name].email, self._leads[name].id
        if name in self._contacts:
            return "contact", self._contacts[name].email, self._contacts[name].id
        user = next(user for user in self.users.values() if user.name == name)
        return "user", user.email, user.id

    def _address(self, who: str) -> tuple[str, str]:
        """Return name and mail address of a known person, or of "Name <address>"."""
        if "<" in who:
            return parseaddr(who)
        _, email, _ = self._known(who)
        return who, email or ""
