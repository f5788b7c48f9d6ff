"""Counts what was used in a period: turns, writes and cards into one `Figures`. `nia stats` calls it."""

from __future__ import annotations

from datetime import tzinfo

from sqlalchemy.ext.asyncio import AsyncSession

from nia.evaluation.monitoring import reading
from nia.evaluation.monitoring.figures import Figures
from nia.evaluation.monitoring.period import Scope


async def collect(session: AsyncSession, scope: Scope, zone: tzinfo) -> Figures:
    """Return the figures of the scope; weeks begin on Monday in `zone`."""
    figures = Figures(zone)
    async for seen in reading.turns(session, scope):
        if seen is None:
            figures.unfinished += 1
        else:
            figures.add(seen)
    for one in await reading.writes(session, scope):
        for tally in figures.places(one.intent, one.language):
            tally.writes += one.all
            tally.undone += one.so
    for one in await reading.cards(session, scope):
        for tally in figures.places(one.intent, one.language):
            tally.cards += one.all
            tally.confirmed += one.so
    return figures
