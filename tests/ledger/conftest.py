"""The fixtures of the ledger's tests: a world on SQLite and on PostgreSQL, opened as NIA opens it; a fake CRM."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from nia.store.database import Database
from nia.store.engines import engine_for
from nia.store.url import parse_url
from tests.ledger.posting import Post
from tests.ledger.writer import Writer
from tests.servers.crm import RunningCrm, Tenant, running_crm
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


@pytest.fixture
def post(world: World) -> Post:
    return Post(world)


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCrm]:
    with running_crm(tmp_path_factory.mktemp("crm")) as running:
        yield running


@pytest.fixture
def tenant(crm: RunningCrm) -> Tenant:
    return crm.tenant()
