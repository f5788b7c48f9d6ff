"""Finds the lead that a reference means. `resolve` calls it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.matching.compare import search_key
from nia.sales.loading import find
from nia.store.tables import Lead, Mail, Meeting, Task
from nia.tools.references.description import Description
from nia.tools.references.outcome import FocusRecord, Look
from nia.tools.references.ranking import Candidate
from nia.tools.spec import RecordView
from nia.tools.views.lead import lead_views


async def gather(look: Look, description: Description) -> list[Candidate]:
    """Return the leads that the user may know of and that meet the marks of the description."""
    fields = (Lead.id, Lead.name, Lead.search_key, Lead.email, Lead.phone, Lead.created_at, Lead.updated_at)
    query = select(*(col(field) for field in (*fields, Lead.owner_id))).where(visible(look.user, Lead))
    if description.mine:
        query = query.where(col(Lead.owner_id) == look.user.id)
    found = (await look.session.execute(query)).all()
    if description.when is not None:
        made = [row for row in found if description.when.holds(row.created_at, look)]
        found = made or [row for row in found if description.when.holds(row.updated_at, look)]
    return [
        Candidate(
            "lead",
            row.id,
            row.name,
            search_key(row.search_key, *numbers_of(row.phone)),
            row.created_at,
            email=row.email,
            about=frozenset({row.id}),
        )
        for row in found
    ]


async def views(look: Look, candidates: Sequence[Candidate]) -> tuple[RecordView, ...]:
    """Return the candidates as they are offered, in the same order."""
    ids = [one.id for one in candidates]
    rows = {row.id: row for row in await look.session.scalars(select(Lead).where(col(Lead.id).in_(ids)))}
    return await lead_views(look.session, look.user, [rows[one] for one in ids])


async def of_focus(look: Look, one: FocusRecord) -> Lead | None:
    """Return the lead that a record in focus is, or is about; None where there is none that the user may know of."""
    if one.kind == "lead":
        return await find(look.session, look.user, Lead, one.id)
    if one.kind == "mail":
        mail = await find(look.session, look.user, Mail, one.id)
        same = or_(*[col(Lead.email) == address for address in _others(mail)]) if mail else None
        return None if same is None else await look.session.scalar(select(Lead).where(visible(look.user, Lead), same))
    row: Meeting | Task | None = None
    if one.kind == "meeting":
        row = await find(look.session, look.user, Meeting, one.id)
    elif one.kind == "task":
        row = await find(look.session, look.user, Task, one.id)
    return await find(look.session, look.user, Lead, row.lead_id) if row and row.lead_id else None


async def keys_of(look: Look, ids: set[str]) -> dict[str, str]:
    """Return what these leads are searched by, of those that the user may know of."""
    if not ids:
        return {}
    query = select(col(Lead.id), col(Lead.search_key)).where(col(Lead.id).in_(ids), visible(look.user, Lead))
    return {row.id: row.search_key for row in await look.session.execute(query)}


def numbers_of(phone: str | None) -> tuple[str, ...]:
    """Return the forms in which people say a phone number (E.164): with the country's code and without."""
    return () if phone is None else (phone.removeprefix("+"), phone[-10:])


def _others(mail: Mail) -> list[str]:
    return [address.lower() for address in (mail.to if mail.outgoing else [mail.sender_email])] or [""]
