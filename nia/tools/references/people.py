"""Finds people: leads, contacts, colleagues, and those who wrote a mail. The other files of this package call it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.matching.compare import fold, search_key
from nia.sales.loading import find
from nia.store.tables import Contact, Lead, Mail, User
from nia.tools.references import leads
from nia.tools.references.description import Description
from nia.tools.references.outcome import FocusRecord, Look
from nia.tools.references.ranking import Candidate
from nia.tools.slots import Person, RefKind
from nia.tools.spec import RecordView
from nia.tools.views.contact import contact_view, user_view


async def gather(look: Look, description: Description) -> list[Candidate]:
    """Return everybody whom the user may know of: leads and contacts within their rights, and all colleagues."""
    people = [*await leads.gather(look, description), *await contacts(look), *await colleagues(look)]
    return _each_once(people)


async def contacts(look: Look) -> list[Candidate]:
    """Return the contacts that the user may know of."""
    rows = await look.session.scalars(select(Contact).where(visible(look.user, Contact)))
    return [
        Candidate(
            "contact",
            row.id,
            row.name,
            search_key(row.search_key, *leads.numbers_of(row.phone)),
            row.created_at,
            email=row.email,
            about=frozenset({row.id}),
        )
        for row in rows
    ]


async def colleagues(look: Look) -> list[Candidate]:
    """Return all active users: whom one works with is no secret."""
    rows = await look.session.scalars(select(User).where(col(User.active)))
    return [
        Candidate(
            "user", row.id, row.name, search_key(row.name), row.created_at, email=row.email, about=frozenset({row.id})
        )
        for row in rows
    ]


async def correspondents(look: Look) -> list[Candidate]:
    """Return those who wrote to the user and are no record of their own, by the newest mail of each."""
    query = select(Mail).where(visible(look.user, Mail), ~col(Mail.outgoing)).order_by(col(Mail.received_at).desc())
    senders: dict[str, Candidate] = {}
    for mail in await look.session.scalars(query):
        name, address = mail.sender_name or mail.sender_email, mail.sender_email.lower()
        key = search_key(name)
        senders.setdefault(address, Candidate("mail", mail.id, name, key, mail.received_at, email=address))
    return list(senders.values())


async def of_focus(look: Look, one: FocusRecord) -> Person | None:
    """Return the person that a record in focus is, or is about."""
    if one.kind == "contact":
        contact = await find(look.session, look.user, Contact, one.id)
        return person_of(contact, "contact") if contact else None
    if one.kind == "user":
        user = await look.session.get(User, one.id)
        return person_of(user, "user") if user else None
    lead = await leads.of_focus(look, one)
    if lead is not None:
        return person_of(lead, "lead")
    mail = await find(look.session, look.user, Mail, one.id) if one.kind == "mail" else None
    if mail is None or mail.outgoing:
        return None
    return Person(name=mail.sender_name or mail.sender_email, email=mail.sender_email)


async def views(look: Look, candidates: Sequence[Candidate]) -> tuple[RecordView, ...]:
    """Return the candidates as they are offered, in the same order."""
    shown: dict[str, RecordView] = {}
    shown |= {view.id: view for view in await leads.views(look, [one for one in candidates if one.kind == "lead"])}
    for one in candidates:
        if one.kind == "contact":
            contact = await look.session.get(Contact, one.id)
            shown |= {contact.id: contact_view(contact)} if contact else {}
        elif one.kind == "user":
            user = await look.session.get(User, one.id)
            shown |= {user.id: user_view(user)} if user else {}
        elif one.kind == "mail":
            shown[one.id] = RecordView("mail", one.id, one.name, {"email": one.email}, untrusted=True)
    return tuple(shown[one.id] for one in candidates)


def person_of(row: Lead | Contact | User, kind: RefKind) -> Person:
    """Return a record as somebody to meet or write to."""
    return Person(name=row.name, email=row.email, kind=kind, id=row.id)


def _each_once(people: Sequence[Candidate]) -> list[Candidate]:
    """Leave out a contact or colleague who is there already under the same name and mail address."""
    once: dict[tuple[str, str], Candidate] = {}
    for one in people:
        once.setdefault((fold(one.name), one.email or one.id), one)
    return list(once.values())
