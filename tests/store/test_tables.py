"""The tables do not get in the way of an app that embeds NIA, and keep money and instants exactly."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy.exc import StatementError

from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import Conversation, Lead, Team, User
from nia.store.text import storable

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
EMBEDDING = """
from sqlmodel import Field, SQLModel

class User(SQLModel, table=True):
    __tablename__ = "users"
    id: int = Field(primary_key=True)

import nia.store.tables
assert list(SQLModel.metadata.tables) == ["users"]
assert list(SQLModel.metadata.tables["users"].c.keys()) == ["id"]
"""


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    async with database.begin() as session:
        session.add(Team(id="t", name="West"))
        session.add(User(id="u", name="A", email="a@b.example", role="user", team_id="t", created_at=NOW))
    yield database
    await database.close()


def test_an_embedding_app_may_have_tables_of_the_same_names() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", EMBEDDING], check=True, timeout=60)


@pytest.mark.parametrize("amount", ["0", "0.01", "500000.55", "1000000000000000"])
async def test_money_comes_back_exactly(database: Database, amount: str) -> None:
    common = {"owner_id": "u", "team_id": "t", "created_at": NOW, "updated_at": NOW}
    async with database.begin() as session:
        session.add(Lead(id="l", name="A", company="B", value=Decimal(amount), **common))
    async with database.read() as session:
        assert (await session.get_one(Lead, "l")).value == Decimal(amount)


async def test_an_instant_comes_back_in_utc(database: Database) -> None:
    at = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    async with database.begin() as session:
        session.add(Conversation(id="c", user_id="u", created_at=at, updated_at=at))
    async with database.read() as session:
        stored = (await session.get_one(Conversation, "c")).created_at
    assert stored == at
    assert stored.utcoffset() == timedelta(0)


async def test_a_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive"):
        async with database.begin() as session:
            session.add(Conversation(id="c", user_id="u", created_at=datetime(2026, 3, 2), updated_at=NOW))  # noqa: DTZ001


async def test_rows_that_refer_to_each_other_are_added_in_any_order(database: Database) -> None:
    async with database.begin() as session:
        session.add(User(id="v", name="B", email="b@b.example", role="user", team_id="south", created_at=NOW))
        await session.flush()
        session.add(Team(id="south", name="South"))


@pytest.mark.parametrize("said", ["hello\x00", "\ud800 half", "half \udc00", "😀 whole", "नमस्ते", "", "\ud83d\ude00"])
async def test_storable_text_comes_back_as_it_is(database: Database, said: str) -> None:
    async with database.begin() as session:
        session.add(Team(id="x", name=storable(said)))
    async with database.read() as session:
        assert (await session.get_one(Team, "x")).name == storable(said)


def test_storable_leaves_alone_what_can_be_stored() -> None:
    assert storable("नमस्ते 😀\n\x1b") == "नमस्ते 😀\n\x1b"
    assert storable("a\x00b\ud800c") == "a\ufffdb\ufffdc"
