"""Rows as they were before the first turn, as `user` and `given` of a suite. `builder` calls it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from nia.evaluation.export.expectations import Fields
from nia.evaluation.export.past import Past
from nia.evaluation.export.plain import number
from nia.evaluation.export.recording import Recorded
from nia.evaluation.export.surroundings import Surroundings
from nia.store.tables import Activity, Attendee, Contact, Lead, Mail, Meeting, Note, Record, Task, User
from nia.understanding.port import Json

Row = TypeVar("Row", bound=Record)
About = TypeVar("About", Note, Activity)
_HAPPENED = frozenset({"call", "visit", "message", "email", "meeting"})


@dataclass
class GivenRecords:
    """Makes `user` and `given`. `before` gives a row as it was when the conversation began."""

    recorded: Recorded
    around: Surroundings
    _leads: dict[str, Lead] = field(default_factory=dict)

    @property
    def _past(self) -> Past:
        return self.recorded.past

    def user(self) -> Fields:
        """Return the user who talks."""
        row = self.around.users[self.recorded.user.id]
        return self._user(row)

    def given(self) -> Fields:
        """Return the records by kind, oldest first; kinds without any are left out."""
        self._leads = {row.id: row for row in self._before(self.around.leads.values())}
        made: Fields = {
            "users": [self._user(one) for one in self.around.users.values() if one.id != self.recorded.user.id],
            "leads": [self._lead(one) for one in self._leads.values()],
            "contacts": [self._contact(one) for one in self._before(self.around.contacts.values())],
            "meetings": [self._meeting(one) for one in self._before(self.around.meetings.values())],
            "tasks": [self._task(one) for one in self._before(self.around.tasks.values())],
            "emails": self._mails(self._before(self.around.mails.values())),
        }
        return {kind: rows for kind, rows in made.items() if rows}

    def _before(self, rows: Iterable[Row]) -> list[Row]:
        begins = self.recorded.begins
        former = (self._past.at(row, begins) for row in rows)
        return sorted((row for row in former if row is not None), key=lambda row: (row.created_at, row.id))

    def _user(self, row: User) -> Fields:
        own = self.around.users[self.recorded.user.id]
        # A team's name may name somebody; which are the same is all that counts.
        teams = list(dict.fromkeys((own.team_id, *(one.team_id for one in self.around.users.values()))))
        team: Fields = {"team": f"Team {teams.index(row.team_id) + 1}"} if row.team_id != own.team_id else {}
        return {
            "name": row.name,
            "email": row.email,
            "role": row.role,
            "language": row.language,
            **({"time_zone": row.time_zone} if row.time_zone != "Asia/Kolkata" else {}),
            **({"working_hours": row.working_hours} if row.working_hours != "09:00-19:00" else {}),
            **team,
        }

    def _lead(self, row: Lead) -> Fields:
        columns = ("name", "company", "email", "phone", "title", "city", "source", "status", "product", "lost_reason")
        made: Fields = {
            **{name: getattr(row, name) for name in columns},
            "value": None if row.value is None else number(row.value),
            "expected_close": _day(row.expected_close),
            "next_follow_up": self._when(row.follow_up_at) or _day(row.follow_up_on),
            "owner": self._owner(row.owner_id),
            "created": self._when(row.created_at),
            "notes": [one.text for one in self._of_lead(self.around.notes, row)],
            "history": [
                self._happened(one) for one in self._of_lead(self.around.activities, row) if one.kind in _HAPPENED
            ],
        }
        return _filled(made)

    def _of_lead(self, rows: Iterable[About], lead: Lead) -> list[About]:
        return self._before(row for row in rows if row.lead_id == lead.id)

    def _happened(self, row: Activity) -> Fields:
        return _filled({"at": self._when(row.at), "text": row.text, "kind": row.kind, "outcome": row.outcome})

    def _contact(self, row: Contact) -> Fields:
        columns = ("name", "email", "phone", "company", "title")
        return _filled({**{name: getattr(row, name) for name in columns}, "owner": self._owner(row.owner_id)})

    def _meeting(self, row: Meeting) -> Fields:
        guests = self._before(one for one in self.around.attendees if one.meeting_id == row.id)
        made: Fields = {
            "title": row.title,
            "start": self._when(row.start_at),
            "minutes": row.minutes,
            "attendees": [self._guest(one) for one in guests],
            "online": row.online or None,
            "location": row.location,
            "agenda": row.agenda,
            "lead": self._lead_name(row.lead_id),
            "status": row.status,
            "owner": self._owner(row.owner_id),
        }
        return _filled(made)

    def _guest(self, row: Attendee) -> str:
        known = row.ref_kind is not None or not row.email
        return row.name if known else f"{row.name} <{row.email}>"

    def _task(self, row: Task) -> Fields:
        made: Fields = {
            "title": row.title,
            "due": self._when(row.due_at) or _day(row.due_on),
            "priority": row.priority,
            "lead": self._lead_name(row.lead_id),
            "assignee": self._owner(row.owner_id),
            "remind_at": self._when(row.remind_at),
            "status": row.status,
            "created": self._when(row.created_at),
        }
        return _filled(made)

    def _mails(self, rows: list[Mail]) -> list[Json]:
        threads = [row.thread_id for row in rows]
        shared = {one: f"thread-{at}" for at, one in enumerate(dict.fromkeys(threads), 1) if threads.count(one) > 1}
        return [self._mail(row, shared) for row in sorted(rows, key=lambda row: (row.received_at, row.id))]

    def _mail(self, row: Mail, threads: Mapping[str, str]) -> Fields:
        made: Fields = {
            "from": f"{row.sender_name} <{row.sender_email}>" if row.sender_name else row.sender_email,
            "subject": row.subject,
            "body": row.body,
            "received": self._when(row.received_at),
            "to": list(row.to) if row.outgoing else None,
            "priority": row.priority,
            "thread": threads.get(row.thread_id),
            "owner": self._owner(row.owner_id),
        }
        return {**_filled(made), "unread": row.unread}

    def _owner(self, user_id: str) -> str | None:
        return None if user_id == self.recorded.user.id else self.around.users[user_id].name

    def _lead_name(self, lead_id: str | None) -> str | None:
        lead = self._leads.get(lead_id or "")
        return lead.name if lead is not None else None

    def _when(self, at: datetime | None) -> str | None:
        zone = ZoneInfo(self.recorded.user.time_zone)
        return (
            None if at is None else at.replace(tzinfo=at.tzinfo or UTC).astimezone(zone).isoformat(timespec="seconds")
        )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _filled(made: Fields) -> Fields:
    return {name: value for name, value in made.items() if value not in (None, "", [])}
