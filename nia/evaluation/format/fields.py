"""The fields of records: what `finally` may compare, and the values of those that have a fixed set. `names` looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args, get_origin

from nia.evaluation.format.records import (
    GivenContact,
    GivenLead,
    GivenMail,
    GivenMeeting,
    GivenTask,
    Happened,
)
from nia.evaluation.format.shape import Shape

GIVEN: Mapping[str, type[Shape]] = {
    "leads": GivenLead,
    "meetings": GivenMeeting,
    "tasks": GivenTask,
    "emails": GivenMail,
    "contacts": GivenContact,
}
"""What a record that exists before the first turn is made of, by kind."""

_MAIL = ("from", "to", "cc", "bcc", "subject", "body", "received", "unread", "priority", "owner", "mail", "thread")
FINAL: Mapping[str, tuple[str, ...]] = {
    "leads": (
        *("name", "company", "email", "phone", "title", "city", "source", "status", "value", "currency", "product"),
        *("expected_close", "next_follow_up", "lost_reason", "owner", "created", "closed_at", "notes", "history"),
    ),
    "meetings": (
        *("title", "start", "end", "minutes", "attendees", "status", "online", "location", "agenda", "lead", "owner"),
    ),
    "tasks": (
        "title",
        "due",
        "priority",
        "status",
        "remind_at",
        "lead",
        "assignee",
        "owner",
        "created",
        "done_at",
        "mail",
    ),
    "emails": _MAIL,
    "sent": _MAIL,
    "notes": ("text", "lead", "at"),
    "activities": ("kind", "text", "outcome", "lead", "at"),
    "contacts": ("name", "email", "phone", "company", "title", "owner"),
}
"""The fields of the records afterwards, by kind: those that `stage.records` reads."""

TIMES = (
    *("start", "end", "due", "remind_at", "received", "at", "created", "expected_close", "next_follow_up"),
    *("closed_at", "done_at"),
)
"""The fields that are days or times, of whatever kind."""

_SHAPES: Mapping[str, type[Shape]] = {**GIVEN, "sent": GivenMail, "activities": Happened}


def fields_of(shape: type[Shape], *, required: bool = False) -> tuple[str, ...]:
    """Return the fields as a suite writes them; all of them, or those that must be there."""
    found = shape.model_fields.items()
    return tuple(info.alias or name for name, info in found if info.is_required() or not required)


def choices(kind: str, name: str) -> tuple[str, ...]:
    """Return the values that a field may have; empty where it may have any."""
    shape = _SHAPES.get(kind)
    info = shape.model_fields.get(name) if shape is not None else None
    if info is None:
        return ()
    hints = [info.annotation, *get_args(info.annotation)]
    return next((get_args(one) for one in hints if get_origin(one) is Literal), ())
