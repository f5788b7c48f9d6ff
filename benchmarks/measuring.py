"""What the benchmarks share: a rep to measure with, and quantiles."""

from __future__ import annotations

from datetime import UTC, datetime
from statistics import quantiles

from nia.accounts import teams, users
from nia.accounts.principal import Principal, Role
from nia.config import Profile
from nia.ids import random_id
from nia.store.database import Database


async def add_rep(database: Database) -> Principal:
    """Add a team with one rep to an empty database."""
    async with database.begin() as session:
        team = await teams.create(session, "Bench", random_id)
        new = users.NewUser("Asha Rao", "asha@example.com", Role.SALES_REP, team.id, Profile())
        return Principal.of(await users.create(session, new, random_id, datetime.now(UTC)))


def quantile(times: list[float], percent: int) -> float:
    """Return the quantile of times, in their unit."""
    return quantiles(times, n=100)[percent - 1]
