"""An empty database with a team, and ways to make users in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime

import pytest

from nia.accounts import teams, users
from nia.accounts.principal import Role
from nia.accounts.users import NewUser
from nia.clock import FrozenClock
from nia.config import Profile
from nia.ids import random_id
from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import User

Add = Callable[..., Awaitable[User]]


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(datetime.fromisoformat("2026-03-02T09:30:00+05:30"))


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    database = await open_database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
async def team_id(database: Database) -> str:
    async with database.begin() as session:
        return (await teams.create(session, "West", random_id)).id


@pytest.fixture
def add(database: Database, clock: FrozenClock, team_id: str) -> Add:
    """Return a function that adds a user: `await add("Asha Rao", "asha@example.com", Role.MANAGER)`."""

    async def add_user(
        name: str, email: str = "", role: Role = Role.SALES_REP, *, password_hash: str = "", team: str | None = None
    ) -> User:
        email = email or name.split()[0].lower() + "@example.com"
        new = NewUser(name, email, role, team or team_id, Profile(), password_hash=password_hash)
        async with database.begin() as session:
            return await users.create(session, new, random_id, clock.now())

    return add_user
