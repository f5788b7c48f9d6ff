"""The users and records that exist before the first turn: `user` and `given` of a suite. `stage.given` makes rows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, StringConstraints, field_validator

from nia.evaluation.format.shape import OneOrMore, Shape
from nia.understanding.port import Json

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[date, Field(description='a date, quoted: "2026-03-05"')]
Moment = AwareDatetime | date
Role = Literal["admin", "manager", "sales_rep", "user"]
LeadStatus = Literal["new", "contacted", "qualified", "proposal", "negotiation", "won", "lost"]
Priority = Literal["low", "normal", "high", "urgent"]


class Person(Shape):
    """A user of NIA."""

    name: Text = Field(description="the full name")
    email: Text = Field(description="the mail address, unique in the suite")
    role: Role = Field(default="sales_rep", description="admin, manager, sales_rep or user")
    language: str = Field(default="en-IN", pattern="^[a-z]{2}-[A-Z]{2}$", description="as en-IN or hi-IN")
    time_zone: str = Field(default="Asia/Kolkata", description="an IANA name")
    working_hours: str = Field(default="09:00-19:00", pattern="^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$")
    team: Text | None = Field(default=None, description="a team's name; none: the user's own")

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, given: str) -> str:
        try:
            ZoneInfo(given)
        except (KeyError, ValueError, OSError):  # no such zone; no name of one; a folder of zones
            raise ValueError('is no time zone that is known: write an IANA name, as "Asia/Kolkata"') from None
        return given


class Happened(Shape):
    """Something that happened with a lead."""

    at: Moment = Field(description="when, a date or an instant")
    text: str = Field(description="what happened")
    kind: Literal["call", "visit", "message", "email", "meeting"] = Field(default="call", description="what it was")
    outcome: str | None = Field(default=None, description="what came of it")


class GivenLead(Shape):
    """A lead: the slots of `create_lead`, and its state."""

    name: Text = Field(description="the person's name")
    company: Text = Field(description="the company's name")
    email: Text | None = None
    phone: Text | None = Field(default=None, description='quoted: "+919812345678"')
    title: Text | None = None
    city: Text | None = None
    source: (
        Literal["website", "referral", "event", "cold_call", "partner", "advertisement", "social", "other"] | None
    ) = None
    value: Json = Field(default=None, description="a number, in the user's currency")
    product: Text | None = None
    status: LeadStatus = "new"
    expected_close: Day | None = None
    next_follow_up: Moment | None = None
    lost_reason: Text | None = None
    owner: Text | None = Field(default=None, description="a user's name; none: the user")
    created: Moment | None = Field(default=None, description="when it was made; none: a day before the first turn")
    notes: OneOrMore[Text] = Field(default=(), description="remarks on it")
    history: tuple[Happened, ...] = Field(default=(), description="what happened with it")


class GivenMeeting(Shape):
    """A meeting: the slots of `schedule_meeting`, and its state."""

    title: Text
    start: AwareDatetime = Field(description='when it begins, quoted: "2026-03-03T15:00:00+05:30"')
    minutes: int | None = Field(default=None, ge=1, le=24 * 60, description="how long it is; none: 30")
    end: AwareDatetime | None = Field(default=None, description="when it ends, instead of minutes")
    attendees: OneOrMore[Text] = Field(default=(), description="names: leads, contacts, users or others")
    online: bool = False
    location: Text | None = None
    agenda: Text | None = None
    lead: Text | None = Field(default=None, description="a given lead's name")
    status: Literal["scheduled", "held", "cancelled"] = "scheduled"
    owner: Text | None = Field(default=None, description="a user's name; none: the user")


class GivenTask(Shape):
    """A task: the slots of `create_task`, and its state."""

    title: Text
    due: Moment | None = Field(default=None, description="a date or an instant, quoted")
    priority: Priority = "normal"
    lead: Text | None = Field(default=None, description="a given lead's name")
    assignee: Text | None = Field(default=None, description="a user's name; none: the user")
    remind_at: AwareDatetime | None = None
    status: Literal["open", "done", "cancelled"] = "open"
    created: Moment | None = None


class GivenMail(Shape):
    """A mail in the user's mailbox; one whose `from` is the user was sent."""

    sender: Text = Field(alias="from", description='"Name <address>"')
    subject: str = ""
    body: str = ""
    received: AwareDatetime | None = Field(default=None, description="when; none: an hour before the first turn")
    unread: bool = True
    to: OneOrMore[Text] = Field(default=(), description="addresses; none: the user's")
    priority: Priority | None = Field(default=None, description="as set by hand; none: weighed by NIA's rules")
    thread: Text | None = Field(default=None, description="mails that say the same are of one thread")
    owner: Text | None = Field(default=None, description="whose mailbox; none: the user's")


class GivenContact(Shape):
    """A person who is no lead: the slots of `save_contact`."""

    name: Text
    email: Text | None = None
    phone: Text | None = None
    company: Text | None = None
    title: Text | None = None
    owner: Text | None = Field(default=None, description="a user's name; none: the user")


class Given(Shape):
    """The records that exist before the first turn."""

    leads: tuple[GivenLead, ...] = ()
    meetings: tuple[GivenMeeting, ...] = ()
    tasks: tuple[GivenTask, ...] = ()
    emails: tuple[GivenMail, ...] = ()
    users: tuple[Person, ...] = Field(default=(), description="colleagues; team: the user's, unless another is named")
    contacts: tuple[GivenContact, ...] = ()

    def with_(self, more: Given) -> Given:
        """Return these records and `more`."""
        return Given(**{name: getattr(self, name) + getattr(more, name) for name in Given.model_fields})


class Scene(Shape):
    """What a conversation begins with: the instant of its first turn, its user, and the records."""

    now: AwareDatetime
    user: Person
    given: Given = Given()
