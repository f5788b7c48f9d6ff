"""What a rep works on: leads with their notes and activities, contacts, meetings, tasks, mails."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, Column
from sqlmodel import Field

from nia.store.tables.record import Record
from nia.store.types import Money, UtcDateTime


class Lead(Record, table=True):
    """A lead. `search_key` is name, company, city and product folded for search (see `nia.matching.compare`)."""

    __tablename__ = "leads"

    name: str
    company: str
    email: str | None = Field(default=None, index=True)
    phone: str | None = Field(default=None, index=True, description="E.164")
    title: str | None = None
    city: str | None = None
    source: str | None = None
    status: str = "new"
    value: Decimal | None = Field(default=None, sa_type=Money)
    currency: str = "INR"
    product: str | None = None
    expected_close: date | None = None
    follow_up_on: date | None = Field(default=None, description="the day, in the owner's zone")
    follow_up_at: datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="set where a time of day was said"
    )
    lost_reason: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    search_key: str = ""


class Note(Record, table=True):
    """A remark on a lead."""

    __tablename__ = "notes"

    lead_id: str = Field(foreign_key="leads.id", index=True)
    text: str


class Activity(Record, table=True):
    """Something that happened with a lead: a call, a visit, a change of its status."""

    __tablename__ = "activities"

    lead_id: str = Field(foreign_key="leads.id", index=True)
    kind: str
    text: str = ""
    outcome: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)


class Contact(Record, table=True):
    """A person who is no lead."""

    __tablename__ = "contacts"

    name: str
    email: str | None = None
    phone: str | None = Field(default=None, description="E.164")
    company: str | None = None
    title: str | None = None
    search_key: str = ""


class Meeting(Record, table=True):
    """A meeting of its owner with others; they are rows of `Attendee`."""

    __tablename__ = "meetings"

    title: str
    start_at: datetime = Field(sa_type=UtcDateTime, index=True)
    minutes: int = 30
    status: str = "scheduled"
    online: bool = False
    location: str | None = None
    agenda: str | None = None
    lead_id: str | None = Field(default=None, foreign_key="leads.id")
    search_key: str = ""


class Attendee(Record, table=True):
    """Who is asked to a meeting: a lead, a contact, a colleague (`ref_kind`, `ref_id`) or somebody new."""

    __tablename__ = "attendees"

    meeting_id: str = Field(foreign_key="meetings.id", index=True)
    name: str
    email: str | None = None
    ref_kind: str | None = None
    ref_id: str | None = Field(default=None, index=True)


class Task(Record, table=True):
    """A thing to do. Its owner is its assignee. `due_on` is set wherever `due_at` is."""

    __tablename__ = "tasks"

    title: str
    creator_id: str = Field(foreign_key="users.id")
    due_on: date | None = Field(default=None, description="the day it is due, in the assignee's zone")
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, description="set where a time of day was said")
    priority: str = "normal"
    status: str = "open"
    lead_id: str | None = Field(default=None, foreign_key="leads.id", index=True)
    mail_id: str | None = Field(default=None, foreign_key="mails.id")
    remind_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    search_key: str = ""


class Mail(Record, table=True):
    """A mail in a user's mailbox, received or sent. What it says is untrusted."""

    __tablename__ = "mails"

    message_id: str = Field(index=True)
    thread_id: str = Field(index=True)
    in_reply_to: str | None = None
    outgoing: bool = False
    sender_name: str = ""
    sender_email: str = ""
    to: list[str] = Field(default_factory=list, sa_column=Column("recipients", JSON, nullable=False))
    cc: list[str] = Field(default_factory=list, sa_column=Column("cc", JSON, nullable=False))
    bcc: list[str] = Field(default_factory=list, sa_column=Column("bcc", JSON, nullable=False))
    subject: str = ""
    body: str = ""
    received_at: datetime = Field(sa_type=UtcDateTime, index=True)
    unread: bool = True
    priority: str | None = None  # set by somebody; else it is weighed
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    search_key: str = ""
