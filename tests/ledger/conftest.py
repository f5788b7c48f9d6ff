"""The `world` fixture of the ledger's tests: on SQLite and on PostgreSQL, each opened as NIA opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.url import parse_url
from tests.ledger.writer import Writer
from tests.world import World, open_world


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    async with open_world(database_url) as built:
        database = Database(engine_for(parse_url(database_url)))
        yield replace(built, database=database)
        await database.close()


@pytest.fixture
def writer(world: World) -> Writer:
    return Writer(world)
