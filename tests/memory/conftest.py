"""The installation that the tests of turns work in: on SQLite and on PostgreSQL, opened as NIA opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.memory.turns import Opened, Turns
from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.url import parse_url
from tests.memory.open_turn import MESSAGE
from tests.world import World, open_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url) as built:
        built.database = Database(engine_for(parse_url(database_url)))
        yield built
        await built.database.close()


@pytest.fixture
def turns(world: World) -> Turns:
    return Turns(world.database, world.clock, world.new_id)


@pytest.fixture
async def opened(turns: Turns, world: World) -> Opened:
    """Return the turn of `MESSAGE`, open and held by this process."""
    return await turns.open(MESSAGE, world.asha)
