"""Makes and finds teams. The command line, the demo data and eval runs use it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from nia.errors import Invalid
from nia.ids import IdSource
from nia.store.tables import Team

_NAME_AT_MOST = 100


async def create(session: AsyncSession, name: str, ids: IdSource) -> Team:
    """Add a team; raise `Invalid` where there is one of that name, in whatever case."""
    words = " ".join(name.split())
    if not words or len(words) > _NAME_AT_MOST:
        raise Invalid("team", "empty" if not words else "too_long")
    if await find(session, words) is not None:
        raise Invalid("team", "team_exists", given=words)
    team = Team(id=ids(), name=words)
    session.add(team)
    await session.flush()
    return team


async def find(session: AsyncSession, name: str) -> Team | None:
    """Return the team of that name, in whatever case it is written, or None."""
    wanted = " ".join(name.split()).casefold()
    # Folded here: SQLite's lower() knows only ASCII. Teams are few.
    return next((team for team in await everyone(session) if team.name.casefold() == wanted), None)


async def everyone(session: AsyncSession) -> Sequence[Team]:
    """Return all teams, by name."""
    return (await session.execute(select(Team).order_by(col(Team.name)))).scalars().all()
