"""Finds leads by words and filters, within a user's rights. `find_leads` and `update_leads` call it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.accounts.principal import Principal
from nia.sales.days import bounds
from nia.sales.matching import FITS, same_company, score
from nia.sales.places import same_city
from nia.store.tables import Lead


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """What a lead must meet; None: anything. Values and days are inclusive, a date is a day in the user's zone."""

    text: str | None = None
    status: str | None = None
    city: str | None = None
    company: str | None = None
    source: str | None = None
    owner_id: str | None = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    created_from: datetime | date | None = None
    created_to: datetime | date | None = None


async def find_leads(
    session: AsyncSession, user: Principal, wanted: LeadFilter, order: str | None = None
) -> Sequence[Lead]:
    """Return every lead that `user` may know of and that `wanted` describes.

    In `order`: "value", "created" (a leading "-": from the top) or "name"; without one, what fits a
    text best comes first, then the newest. Leads without a value come last.
    """
    query = select(Lead).where(visible(user, Lead), *_conditions(wanted, user))
    query = query.order_by(col(Lead.created_at).desc(), col(Lead.id))
    leads = [lead for lead in (await session.scalars(query)).all() if _fits(lead, wanted)]
    if wanted.text:
        scores = {lead.id: score(wanted.text, lead.search_key) for lead in leads}
        leads = sorted((one for one in leads if scores[one.id] >= FITS), key=lambda one: -scores[one.id])
    return _ordered(leads, order)


def total_value(leads: Sequence[Lead], currency: str) -> Decimal:
    """Return what the leads in `currency` are worth together."""
    return sum((lead.value for lead in leads if lead.value and lead.currency == currency), Decimal(0))


def _conditions(wanted: LeadFilter, user: Principal) -> list[ColumnElement[bool]]:
    begin, end = bounds(wanted.created_from, wanted.created_to, user.zone)
    limits: list[tuple[Callable[..., ColumnElement[bool]], object, object]] = [
        (operator.eq, col(Lead.status), wanted.status),
        (operator.eq, col(Lead.source), wanted.source),
        (operator.eq, col(Lead.owner_id), wanted.owner_id),
        (operator.ge, col(Lead.value), wanted.min_value),
        (operator.le, col(Lead.value), wanted.max_value),
        (operator.ge, col(Lead.created_at), begin),
        (operator.lt, col(Lead.created_at), end),
    ]
    return [compare(column, limit) for compare, column, limit in limits if limit is not None]


def _fits(lead: Lead, wanted: LeadFilter) -> bool:
    if wanted.city and not (lead.city and same_city(wanted.city, lead.city)):
        return False
    if not wanted.company:
        return True
    return same_company(wanted.company, lead.company) or score(wanted.company, lead.company) >= FITS


def _ordered(leads: list[Lead], order: str | None) -> list[Lead]:
    if order is None:
        return leads
    down = order.startswith("-")
    match order.removeprefix("-"):
        case "value":
            worth = [lead for lead in leads if lead.value is not None]
            unknown = [lead for lead in leads if lead.value is None]
            return sorted(worth, key=lambda lead: lead.value or 0, reverse=down) + unknown
        case "created":
            return sorted(leads, key=lambda lead: lead.created_at, reverse=down)
        case _:
            return sorted(leads, key=lambda lead: lead.name.casefold(), reverse=down)
