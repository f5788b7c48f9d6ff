"""What stands in a row once a person was erased from it, table by table; rows that already say so are left alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from nia.ledger.erasure.marks import Marks
from nia.ledger.erasure.subject import NAME, Subject, address_of_nobody
from nia.ledger.outbox import State
from nia.ledger.receipts import ERASED
from nia.matching.compare import search_key
from nia.store.tables import (
    Activity,
    Attendee,
    Contact,
    Conversation,
    Fact,
    Feedback,
    Lead,
    Mail,
    Meeting,
    Note,
    OutboxEntry,
    Proposal,
    Task,
    Turn,
    User,
)

Values = dict[str, Any]
CANCELLED, WAITING = "cancelled", "waiting"


def lead(row: Lead, subject: Subject) -> Values | None:
    """The person themselves, or a lead that was lost for a reason which names them."""
    if row.id in subject.marks.ids:
        bare = dict.fromkeys(("email", "phone", "title", "city", "product", "lost_reason"))
        return {"name": NAME, **bare, "search_key": search_key(NAME, row.company)}
    return {"lost_reason": None} if subject.marks.mentioned_in(row.lost_reason) else None


def contact(row: Contact, subject: Subject) -> Values | None:
    """The person themselves."""
    if row.id not in subject.marks.ids:
        return None
    return {"name": NAME, "email": None, "phone": None, "title": None, "search_key": search_key(NAME, row.company)}


def user(row: User, subject: Subject) -> Values | None:
    """The person themselves: nobody can sign in as them any more."""
    if row.id not in subject.user_ids:
        return None
    return {"name": NAME, "email": address_of_nobody(row.id), "password_hash": "", "active": False}


def note(row: Note, subject: Subject) -> Values | None:
    """A remark on the person, or one that mentions them."""
    is_theirs = row.lead_id in subject.marks.ids or subject.marks.mentioned_in(row.text)
    return {"text": NAME} if is_theirs else None


def activity(row: Activity, subject: Subject) -> Values | None:
    """What happened with the person, or mentions them."""
    is_theirs = row.lead_id in subject.marks.ids or subject.marks.mentioned_in(row.text, row.outcome)
    return {"text": "", "outcome": None} if is_theirs else None


def attendee(row: Attendee, subject: Subject) -> Values | None:
    """The person in a meeting: by their record, their address, or, where nothing else is known, their name."""
    marks = subject.marks
    by_name = row.ref_id is None and row.email is None and marks.mentioned_in(row.name)
    is_them = row.ref_id in marks.ids or marks.mentioned_in(row.email) or by_name
    return {"name": NAME, "email": None} if is_them else None


def meeting(row: Meeting, subject: Subject) -> Values | None:
    """A meeting whose texts are about the person."""
    texts = (row.title, row.location, row.agenda)
    if not _about(row.lead_id, subject.marks, *texts):
        return None
    return {"title": NAME, "location": None, "agenda": None, "search_key": search_key(NAME)}


def task(row: Task, subject: Subject) -> Values | None:
    """A task whose title is about the person."""
    return {"title": NAME, "search_key": search_key(NAME)} if _about(row.lead_id, subject.marks, row.title) else None


def mail(row: Mail, subject: Subject) -> Values | None:
    """A mail to, from or about the person; of a user, their whole mailbox, which is nobody else's."""
    marks, own = subject.marks, row.owner_id in subject.user_ids
    if not own and not marks.mentioned_in(
        row.sender_name, row.sender_email, row.to, row.cc, row.bcc, row.subject, row.body
    ):
        return None
    kept = {name: [one for one in getattr(row, name) if not own and not marks.mentioned_in(one)] for name in _SENT_TO}
    values: Values = {**kept, "subject": NAME, "body": "", "search_key": ""}
    if own or marks.mentioned_in(row.sender_name, row.sender_email):
        values |= {"sender_name": NAME, "sender_email": ""}
    return values


def fact(row: Fact, subject: Subject) -> Values | None:
    """A fact about the person, or one that they had NIA remember. It is hidden too: it says nothing any more."""
    if row.owner_id not in subject.user_ids and not subject.marks.mentioned_in(row.text):
        return None
    return {"text": NAME, "search_key": "", "deleted_at": row.deleted_at or row.updated_at}


def feedback(row: Feedback, subject: Subject) -> Values | None:
    """What the person, or somebody about them, thought of a reply."""
    is_theirs = row.user_id in subject.user_ids or subject.marks.mentioned_in(row.reason)
    return {"reason": None} if is_theirs else None


def proposal(row: Proposal, subject: Subject) -> Values | None:
    """A card about the person. Its hash goes too: who guesses what it was made of could tell by it."""
    if not subject.marks.mentioned_in(row.args, row.versions, row.card):
        return None
    state = CANCELLED if row.state == WAITING else row.state
    return {"args": {}, "versions": {}, "card": {}, "hash": NAME, "state": state}


def outbox(row: OutboxEntry, subject: Subject) -> Values | None:
    """What others were to be told of the person. What was not sent yet is not sent any more."""
    if not subject.marks.mentioned_in(row.payload):
        return None
    return {"payload": ERASED, "state": State.ERASED if row.state == State.WAITING else row.state}


def turn(row: Turn, subject: Subject) -> Values | None:
    """A turn that mentions the person, or in which they spoke."""
    if row.user_id not in subject.user_ids and not subject.marks.mentioned_in(
        row.said, row.reply, row.record, row.trace
    ):
        return None
    return {"said": "", "reply": "" if row.reply is not None else None, "record": None, "trace": None}


def conversation(row: Conversation, subject: Subject) -> Values | None:
    """A conversation that mentions the person, or is theirs."""
    if row.user_id not in subject.user_ids and not subject.marks.mentioned_in(row.title, row.state):
        return None
    return {"title": "", "state": None}


Blank = Callable[[Any, Subject], Values | None]
LINKED: Mapping[type[Any], Blank] = {
    Note: note,
    Activity: activity,
    Attendee: attendee,
    Meeting: meeting,
    Task: task,
    Mail: mail,
    Fact: fact,
}
"""Rows that are about the person: what names one of these is about the person too."""

PEOPLE: Mapping[type[Any], Blank] = {Lead: lead, Contact: contact, User: user}
SAID: Mapping[type[Any], Blank] = {
    Proposal: proposal,
    OutboxEntry: outbox,
    Turn: turn,
    Conversation: conversation,
    Feedback: feedback,
}
"""What was said, shown and sent."""

_SENT_TO = ("to", "cc", "bcc")


def _about(lead_id: str | None, marks: Marks, *texts: object) -> bool:
    return marks.loosely_in(*texts) if lead_id in marks.ids else marks.mentioned_in(*texts)


def changes(row: object, values: Values) -> bool:
    """Tell whether a row does not say so already."""
    return any(getattr(row, name) != value for name, value in values.items())
