"""The shape of the demo data's YAML files, and how they are read. `loading` turns them into rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from nia.accounts.principal import Role
from nia.yaml_file import read_yaml

_FOLDER = Path(__file__).parent / "data"


class Shape(BaseModel):
    """What every entry has in common."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonEntry(Shape):
    """A user. `key` is what the other files call them."""

    key: str
    name: str
    role: Role
    team: str


class ContactEntry(Shape):
    """A person who is no lead."""

    owner: str
    name: str
    company: str | None = None
    title: str | None = None
    phone: str | None = None
    email: str | None = None


class Event(Shape):
    """Something that happened with a lead, so many days from today."""

    day: int = Field(le=0)
    kind: Literal["call", "visit", "message", "email", "meeting"]
    text: str
    outcome: str | None = None


class LeadEntry(Shape):
    """A lead. `created`, `close`, `follow_up` and `closed` are days from today; `value` is in rupees."""

    owner: str
    name: str
    company: str
    title: str | None = None
    city: str | None = None
    phone: str | None = None
    email: str | None = None
    source: str
    status: str
    value: Decimal | None = None
    product: str | None = None
    created: int = Field(lt=0)
    close: int | None = None
    follow_up: int | None = None
    closed: int | None = None
    lost_reason: str | None = None
    notes: tuple[str, ...] = ()
    history: tuple[Event, ...] = ()


class MeetingEntry(Shape):
    """A meeting. `day` is working days from today, `at` a local time."""

    owner: str
    title: str
    day: int
    at: time
    minutes: int = 30
    status: str = "scheduled"
    attendees: tuple[str, ...]
    lead: str | None = None
    location: str | None = None
    online: bool = False
    agenda: str | None = None


class TaskEntry(Shape):
    """A task. `due`, `remind` and `done` are working days from today; `at` and `remind_at` are local times."""

    owner: str
    title: str
    creator: str | None = None
    due: int | None = None
    at: time | None = None
    priority: str = "normal"
    status: str = "open"
    done: int | None = None
    remind: int | None = None
    remind_at: time | None = None
    lead: str | None = None


class MailEntry(Shape):
    """A mail. `sender` and `to` are people by name, or "Name <address>"; `ago` is hours before now."""

    owner: str
    sender: str | None = Field(default=None, alias="from")
    to: str | None = None
    sent: bool = False
    ago: float = Field(gt=0)
    unread: bool = True
    subject: str
    body: str
    answers: str | None = None


class _People(Shape):
    people: tuple[PersonEntry, ...]
    contacts: tuple[ContactEntry, ...]


class _Leads(Shape):
    leads: tuple[LeadEntry, ...]


class _Meetings(Shape):
    meetings: tuple[MeetingEntry, ...]


class _Tasks(Shape):
    tasks: tuple[TaskEntry, ...]


class _Mails(Shape):
    mails: tuple[MailEntry, ...]


@dataclass(frozen=True, slots=True)
class DataSet:
    """All that the demo company has."""

    people: tuple[PersonEntry, ...]
    contacts: tuple[ContactEntry, ...]
    leads: tuple[LeadEntry, ...]
    meetings: tuple[MeetingEntry, ...]
    tasks: tuple[TaskEntry, ...]
    mails: tuple[MailEntry, ...]


def read_data_set() -> DataSet:
    """Read the data set that comes with NIA."""
    people = read_yaml(_FOLDER / "people.yaml", _People)
    return DataSet(
        people=people.people,
        contacts=people.contacts,
        leads=read_yaml(_FOLDER / "leads.yaml", _Leads).leads,
        meetings=read_yaml(_FOLDER / "meetings.yaml", _Meetings).meetings,
        tasks=read_yaml(_FOLDER / "tasks.yaml", _Tasks).tasks,
        mails=read_yaml(_FOLDER / "mails.yaml", _Mails).mails,
    )
