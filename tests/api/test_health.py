"""`/healthz`: 200 while the database answers, 503 when it does not."""

from __future__ import annotations

from contextlib import asynccontextmanager
from types import SimpleNamespace

import httpx
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError

from nia.api import health
from nia.store.opening import open_database


async def status_of(database: object) -> tuple[int, object]:
    app = FastAPI()
    app.include_router(health.router)
    app.state.agent = SimpleNamespace(database=database)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://nia.test") as client:
        answer = await client.get("/healthz")
    return answer.status_code, answer.json()


async def test_it_is_well_while_the_database_answers(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    try:
        assert await status_of(database) == (200, {"status": "ok"})
    finally:
        await database.close()


async def test_it_is_not_well_when_the_database_does_not_answer() -> None:
    @asynccontextmanager
    async def read():  # type: ignore[no-untyped-def]
        raise OperationalError("SELECT 1", {}, Exception("gone"))
        yield

    assert (await status_of(SimpleNamespace(read=read)))[0] == 503
