"""What the benchmarks share: a rep to measure with, databases, one call's time, quantiles."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from nia.accounts import teams, users
from nia.accounts.principal import Principal, Role
from nia.config import Profile, Settings
from nia.ids import random_id
from nia.store.database import Database
from tests.servers import postgres


async def add_rep(database: Database) -> Principal:
    """Add a team with one rep to an empty database."""
    async with database.begin() as session:
        team = await teams.create(session, "Bench", random_id)
        new = users.NewUser("Asha Rao", "asha@example.com", Role.SALES_REP, team.id, Profile())
        return Principal.of(await users.create(session, new, random_id, datetime.now(UTC)))


@contextmanager
def on_sqlite() -> Iterator[Settings]:
    """Give an installation on a SQLite file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Settings(data_dir=Path(folder), database_url=None)


@contextmanager
def on_postgres() -> Iterator[Settings]:
    """Give an installation on a PostgreSQL database of its own; `why_no_postgres` tells whether there can be one."""
    with tempfile.TemporaryDirectory() as folder, postgres.fresh_database() as url:
        yield Settings(data_dir=Path(folder), database_url=url)


def why_no_postgres() -> str | None:
    """Say that PostgreSQL is not measured, and why; None where it can be."""
    why = postgres.why_not()
    return None if why is None else f"PostgreSQL not measured: {why}"


async def milliseconds(call: Callable[[], Awaitable[object]]) -> float:
    """Return how long one call takes."""
    begun = time.perf_counter()
    await call()
    return (time.perf_counter() - begun) * 1000


def quantile(times: list[float], percent: int) -> float:
    """Return the quantile of times, in their unit."""
    return quantiles(times, n=100)[percent - 1]
