"""Counts leads and what they are worth, in one query a question. The reports use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from nia.store.tables import Lead

OPEN_STAGES = ("new", "contacted", "qualified", "proposal", "negotiation")
STAGES = (*OPEN_STAGES, "won", "lost")


@dataclass(slots=True)
class Tally:
    """How many leads, and what they are worth by currency. A lead without a value counts as worth nothing."""

    leads: int = 0
    worth: dict[str, Decimal] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Add what another tally counted. Currencies are never converted into each other."""
        self.leads += other.leads
        for currency, value in other.worth.items():
            self.worth[currency] = self.worth.get(currency, Decimal(0)) + value


async def tally_by(
    session: AsyncSession, by: Mapped[str], conditions: Sequence[ColumnElement[bool]]
) -> dict[str, Tally]:
    """Return the tally of the leads that meet `conditions`, by the values of a column of `Lead`."""
    rows = await session.execute(
        select(by, col(Lead.currency), func.count(), func.sum(col(Lead.value)))
        .where(*conditions)
        .group_by(by, col(Lead.currency))
    )
    found: dict[str, Tally] = {}
    for key, currency, leads, value in rows:
        worth = {} if value is None else {currency: value}
        found.setdefault(key, Tally()).add(Tally(leads, worth))
    return found


def total(tallies: Mapping[str, Tally], keys: Sequence[str] | None = None) -> Tally:
    """Return the sum of these tallies; of those of `keys` only, where given."""
    whole = Tally()
    for key, tally in tallies.items():
        if keys is None or key in keys:
            whole.add(tally)
    return whole
