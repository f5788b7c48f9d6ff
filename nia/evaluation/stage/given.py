"""Makes the rows of a scene: its users, and the records of `given`. `backdrop` stores them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from nia.evaluation.format.records import (
    GivenContact,
    GivenLead,
    GivenMail,
    GivenMeeting,
    GivenTask,
    Scene,
)
from nia.evaluation.stage.cast import Cast
from nia.ids import IdSource
from nia.matching.compare import same, search_key
from nia.sales.leads import CLOSED
from nia.sales.meetings import meeting_key
from nia.store.tables import Activity, Attendee, Contact, Lead, Mail, Meeting, Note, Record, Task, User
from nia.store.tables.base import Base
from nia.tools.slots import check_email, check_phone
from nia.understanding.port import Json

_NOON = time(12)


@dataclass
class Rows:
    """Makes the rows of records. Leads and contacts come before what names them."""

    scene: Scene
    cast: Cast
    ids: IdSource
    _leads: dict[str, Lead] = field(default_factory=dict)
    _contacts: dict[str, Contact] = field(default_factory=dict)
    _threads: dict[str, Mail] = field(default_factory=dict)

    @property
    def threads(self) -> dict[str, str]:
        """The names of the threads that mails were given, by the threads' ids."""
        return {mail.thread_id: name for name, mail in self._threads.items()}

    def know(self, leads: Iterable[Lead], contacts: Iterable[Contact]) -> None:
        """Let what is made from now on name these leads and contacts."""
        self._leads |= {row.name: row for row in leads}
        self._contacts |= {row.name: row for row in contacts}

    def everything(self) -> Iterator[Base]:
        """Yield every row of the scene, users first."""
        yield from self.cast.teams
        yield from self.cast.users
        given = self.scene.given
        for lead in given.leads:
            yield from self.lead(lead)
        for contact in given.contacts:
            yield self.contact(contact)
        for meeting in given.meetings:
            yield from self.meeting(meeting)
        for task in given.tasks:
            yield self.task(task)
        for mail in given.emails:
            yield self.mail(mail)

    def lead(self, given: GivenLead) -> Iterator[Record]:
        """Make a lead, its notes and what happened with it."""
        made = self._instant(given.created, given.owner) or self._before(days=1)
        columns = {"name", "company", "title", "city", "source", "status", "product", "expected_close", "lost_reason"}
        day, at = self._day_and_instant(given.next_follow_up, given.owner)
        row = Lead(
            **given.model_dump(include=columns),
            **self._common(given.owner, made),
            email=_email(given.email),
            phone=_phone(given.phone),
            value=_amount(given.value),
            follow_up_on=day,
            follow_up_at=at,
            closed_at=made if given.status in CLOSED else None,
            search_key=search_key(given.name, given.company, given.city, given.product),
        )
        self._leads[given.name] = row
        yield row
        for text in given.notes:
            yield Note(lead_id=row.id, text=text, **self._common(given.owner, made))
        for one in given.history:
            when = self._instant(one.at, given.owner) or made
            values = one.model_dump(include={"kind", "text", "outcome"})
            yield Activity(lead_id=row.id, at=when, **values, **self._common(given.owner, when))

    def contact(self, given: GivenContact) -> Contact:
        """Make a contact."""
        row = Contact(
            name=given.name,
            company=given.company,
            title=given.title,
            email=_email(given.email),
            phone=_phone(given.phone),
            search_key=search_key(given.name, given.company),
            **self._common(given.owner, self._before(days=1)),
        )
        self._contacts[given.name] = row
        return row

    def meeting(self, given: GivenMeeting) -> Iterator[Record]:
        """Make a meeting and its attendees."""
        start = given.start.astimezone(UTC)
        common = self._common(given.owner, min(start - timedelta(days=1), self._before(days=1)))
        row = Meeting(
            **given.model_dump(include={"title", "online", "location", "agenda", "status"}),
            **common,
            start_at=start,
            minutes=given.minutes or (int((given.end - given.start).total_seconds() // 60) if given.end else 30),
            lead_id=self._lead_id(given.lead),
            search_key=meeting_key(given.title, given.attendees),
        )
        yield row
        for name in given.attendees:
            yield Attendee(**{**common, "id": self.ids()}, meeting_id=row.id, **self._person(name))

    def task(self, given: GivenTask) -> Task:
        """Make a task; its owner is its assignee."""
        made = self._instant(given.created, given.assignee) or self._before(days=1)
        day, at = self._day_and_instant(given.due, given.assignee)
        return Task(
            title=given.title,
            **self._common(given.assignee, made),
            creator_id=self.cast.users[0].id,
            due_on=day,
            due_at=at,
            priority=given.priority,
            status=given.status,
            lead_id=self._lead_id(given.lead),
            remind_at=given.remind_at.astimezone(UTC) if given.remind_at else None,
            done_at=made if given.status == "done" else None,
            search_key=search_key(given.title),
        )

    def mail(self, given: GivenMail) -> Mail:
        """Make a mail. One with the thread of an earlier one answers it."""
        owner = self.cast.named(given.owner)
        name, address = parseaddr(given.sender)
        sent = same(address, owner.email)
        at = given.received.astimezone(UTC) if given.received else self._before(hours=1)
        to = [parseaddr(one)[1].lower() for one in given.to] or [owner.email]
        row = Mail(
            **self._common(given.owner, at),
            message_id=f"<{self.ids()}@evals.example>",
            thread_id="",
            outgoing=sent,
            sender_name=name,
            sender_email=address.lower(),
            to=to,
            subject=given.subject,
            body=given.body,
            received_at=at,
            unread=given.unread and not sent,
            priority=given.priority,
            search_key=search_key(given.subject, *(to if sent else [name, address])),
        )
        answered = self._threads.get(given.thread or "")
        row.thread_id = answered.thread_id if answered else row.id
        row.in_reply_to = answered.message_id if answered else None
        if answered is not None and sent:
            answered.answered_at = at
        if given.thread:
            self._threads[given.thread] = row
        return row

    def _common(self, owner: str | None, made: datetime) -> dict[str, Any]:
        user = self.cast.named(owner)
        return {"id": self.ids(), "owner_id": user.id, "team_id": user.team_id, "created_at": made, "updated_at": made}

    def _before(self, **span: int) -> datetime:
        return (self.scene.now - timedelta(**span)).astimezone(UTC)

    def _zone(self, owner: str | None) -> ZoneInfo:
        return ZoneInfo(self.cast.named(owner).time_zone)

    def _instant(self, when: datetime | date | None, owner: str | None) -> datetime | None:
        if when is None or isinstance(when, datetime):
            return when.astimezone(UTC) if when else None
        return datetime.combine(when, _NOON, self._zone(owner)).astimezone(UTC)

    def _day_and_instant(self, when: datetime | date | None, owner: str | None) -> tuple[date | None, datetime | None]:
        if not isinstance(when, datetime):
            return when, None
        return when.astimezone(self._zone(owner)).date(), when.astimezone(UTC)

    def _lead_id(self, name: str | None) -> str | None:
        return None if name is None else self._leads[known_as(name, self._leads)].id

    def _person(self, name: str) -> dict[str, Any]:
        """Return an attendee's columns: a lead, a contact, a user, or somebody new, who may be "Name <address>"."""
        for kind, known in (("lead", self._leads), ("contact", self._contacts), ("user", self._users())):
            if any(same(name, one) for one in known):
                row = known[known_as(name, known)]
                return {"name": row.name, "email": row.email, "ref_kind": kind, "ref_id": row.id}
        words, address = parseaddr(name) if "@" in name else (name, "")
        return {"name": words or address, "email": address.lower() or None, "ref_kind": None, "ref_id": None}

    def _users(self) -> dict[str, User]:
        return {one.name: one for one in self.cast.users}


def known_as(name: str, known: Iterable[str]) -> str:
    """Return which of the known names is `name`, whatever its case and script. Raises `KeyError`."""
    found = next((one for one in known if same(one, name)), None)
    if found is None:
        raise KeyError(name)
    return found


def _amount(value: Json) -> Decimal | None:
    if isinstance(value, dict):
        value = value.get("amount")
    return None if value is None else Decimal(str(value))


def _email(given: str | None) -> str | None:
    return None if given is None else check_email(given)


def _phone(given: str | None) -> str | None:
    return None if given is None else check_phone(given)
