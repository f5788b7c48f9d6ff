"""How leads, and what happened with them, are shown. The lead and activity tools and the references use it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from nia.accounts.principal import Principal
from nia.sales.activities import Event
from nia.sales.loading import names_of
from nia.store.tables import Lead
from nia.tools.spec import RecordView
from nia.understanding.port import Json

LONGEST_NAME = 80
"""How many characters of an event's text are its name."""


async def lead_views(session: AsyncSession, user: Principal, leads: Iterable[Lead]) -> tuple[RecordView, ...]:
    """Return leads as `user` sees them, in the order given."""
    rows = tuple(leads)
    owners = await names_of(session, {lead.owner_id for lead in rows})
    return tuple(lead_view(lead, user, owners.get(lead.owner_id)) for lead in rows)


def lead_view(lead: Lead, user: Principal, owner: str | None) -> RecordView:
    """Return `lead` as `user` sees it: only the fields that are set, instants in the user's zone."""
    fields: dict[str, Json] = {
        "company": lead.company,
        "status": lead.status,
        "value": money_of(lead.value, lead.currency),
        "city": lead.city,
        "phone": lead.phone,
        "email": lead.email,
        "title": lead.title,
        "source": lead.source,
        "product": lead.product,
        "owner": owner,
        "next_follow_up": follow_up_of(lead, user),
        "expected_close": lead.expected_close.isoformat() if lead.expected_close else None,
        "created": lead.created_at.astimezone(user.zone).isoformat(),
        "lost_reason": lead.lost_reason,
    }
    return RecordView("lead", lead.id, lead.name, {name: value for name, value in fields.items() if value is not None})


def money_of(amount: Decimal | None, currency: str) -> Json:
    """Return money as a view shows it, {"amount": "500000", "currency": "INR"}, or None."""
    return None if amount is None else {"amount": format(amount, "f"), "currency": currency}


def follow_up_of(lead: Lead, user: Principal) -> str | None:
    """Return when to follow up, as a slot's value: an ISO date, or an instant in the user's zone."""
    if lead.follow_up_at is not None:
        return lead.follow_up_at.astimezone(user.zone).isoformat()
    return lead.follow_up_on.isoformat() if lead.follow_up_on else None


def event_view(event: Event, user: Principal) -> RecordView:
    """Return something that happened with a lead. `outcome` is also a meeting's or task's status.

    Its name is the beginning of its text; `text` is there where it goes on.
    """
    name = " ".join(event.text.split())[:LONGEST_NAME] or event.kind
    fields: dict[str, Json] = {
        "at": event.at.astimezone(user.zone).isoformat(),
        "kind": event.kind,
        "text": event.text if len(event.text) > LONGEST_NAME else None,
        "outcome": event.outcome,
    }
    shown = {name: value for name, value in fields.items() if value is not None}
    return RecordView("activity", event.id, name, shown, untrusted=event.untrusted)
