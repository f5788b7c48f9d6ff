"""Finds leads by words and filters, within a user's rights. `find_leads` and `update_leads` call it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from nia.accounts.permissions import visible
from nia.accounts.principal import Principal
from nia.matching.compare import FITS, same_company, score
from nia.matching.places import same_city
from nia.sales.days import bounds, day_of
from nia.store.tables import Lead

_LOOKED_AT = tuple(
    col(column)
    for column in (
        Lead.id,
        Lead.name,
        Lead.company,
        Lead.city,
        Lead.search_key,
        Lead.value,
        Lead.currency,
        Lead.created_at,
    )
)
# What a lead is compared and ordered by; whole leads are loaded only to be shown.
Line: TypeAlias = "Row[*tuple[Any, ...]]"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a lead must not meet: none of these values."""

    texts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    owner_ids: tuple[str, ...] = ()


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
    closing_from: datetime | date | None = None
    closing_to: datetime | date | None = None
    left_out: LeftOut = LeftOut()


@dataclass(frozen=True, slots=True)
class FoundLeads:
    """Leads that a filter describes: the first of them, how many there are, and their value in the user's currency."""

    leads: Sequence[Lead]
    count: int
    value: Decimal


async def find_leads(
    session: AsyncSession, user: Principal, wanted: LeadFilter, order: str | None = None, limit: int = 200
) -> FoundLeads:
    """Find the leads that `user` may know of and that `wanted` describes; return the first `limit`.

    In `order`: "value", "created" (a leading "-": from the top) or "name"; without one, what fits a
    text best comes first, then the newest. Leads without a value come last.
    """
    query = select(*_LOOKED_AT).where(visible(user, Lead), *_conditions(wanted, user))
    query = query.order_by(col(Lead.created_at).desc(), col(Lead.id))
    lines = [line for line in await session.execute(query) if _fits(line, wanted)]
    if wanted.text:
        scores = {line.id: score(wanted.text, line.search_key) for line in lines}
        lines = sorted((one for one in lines if scores[one.id] >= FITS), key=lambda one: -scores[one.id])
    ids = [line.id for line in _ordered(lines, order)[:limit]]
    rows = {lead.id: lead for lead in await session.scalars(select(Lead).where(col(Lead.id).in_(ids)))}
    value = sum((line.value for line in lines if line.value and line.currency == user.currency), Decimal(0))
    return FoundLeads([rows[lead_id] for lead_id in ids], len(lines), value)


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
        (operator.ge, col(Lead.expected_close), _day(wanted.closing_from, user)),
        (operator.le, col(Lead.expected_close), _day(wanted.closing_to, user)),
    ]
    kept = [compare(column, limit) for compare, column, limit in limits if limit is not None]
    return [*kept, *_exclusions(wanted.left_out)]


def _exclusions(left_out: LeftOut) -> list[ColumnElement[bool]]:
    """Return the conditions that leave out these values; what has no value at all stays."""
    lists = [
        (col(Lead.status), left_out.statuses),
        (col(Lead.source), left_out.sources),
        (col(Lead.owner_id), left_out.owner_ids),
    ]
    return [or_(column.is_(None), column.not_in(values)) for column, values in lists if values]


def _day(moment: datetime | date | None, user: Principal) -> date | None:
    return day_of(moment, user.zone) if isinstance(moment, datetime) else moment


def _fits(lead: Line, wanted: LeadFilter) -> bool:
    if _is_left_out(lead, wanted.left_out):
        return False
    if wanted.city and not (lead.city and same_city(wanted.city, lead.city)):
        return False
    if not wanted.company:
        return True
    return _is_of(wanted.company, lead)


def _is_left_out(lead: Line, left_out: LeftOut) -> bool:
    return (
        any(lead.city and same_city(city, lead.city) for city in left_out.cities)
        or any(_is_of(company, lead) for company in left_out.companies)
        or any(score(text, lead.search_key) >= FITS for text in left_out.texts)
    )


def _is_of(company: str, lead: Line) -> bool:
    return same_company(company, lead.company) or score(company, lead.company) >= FITS


def _ordered(leads: list[Line], order: str | None) -> list[Line]:
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
