"""The migrations make what the tables say, up and down, on data, on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from decimal import Decimal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel, col, select

from nia.errors import StoreError
from nia.store import migrate
from nia.store.database import Database
from nia.store.opening import open_database
from nia.store.tables import METADATA, Lead, Mail, OutboxEntry
from nia.store.url import parse_url
from tests.store.conftest import NOW


async def fill(database: Database, rows: Sequence[SQLModel]) -> None:
    async with database.begin() as session:
        for row in rows:
            session.add(row)
            await session.flush()


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def differences(connection: Connection) -> list[object]:
    options = {"version_table": migrate.VERSION_TABLE, "compare_type": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


async def test_the_migrations_make_exactly_the_tables(database_url: str) -> None:
    database = await open_database(database_url)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(migrate.revision_of) == migrate.HEAD
    await database.close()


def test_the_newest_migration_is_the_one_that_opening_asks_for() -> None:
    assert migrate.revisions()[0] == migrate.HEAD


async def test_up_down_and_up_again_on_data(database_url: str, rows: Sequence[SQLModel]) -> None:
    url = parse_url(database_url)
    database = await open_database(database_url)
    assert {type(row).__tablename__ for row in rows} == set(METADATA.tables)
    await fill(database, rows)
    await database.close()

    database = await open_database(database_url)  # a second start finds everything as it was
    async with database.read() as session:
        lead = await session.get(Lead, "l")
        assert lead is not None
        assert lead.value == Decimal("500000.55")
    await database.close()

    await migrate.downgrade(url, "base")
    database = Database(migrate.migrating_engine_for(url))
    async with database.engine.connect() as connection:
        assert await connection.run_sync(tables) == {migrate.VERSION_TABLE}
        assert await connection.run_sync(migrate.revision_of) is None
    await database.close()

    database = await open_database(database_url)
    await fill(database, [type(row)(**row.model_dump()) for row in rows])
    await database.close()


async def test_several_processes_may_start_at_once(database_url: str) -> None:
    opened = await asyncio.gather(*(open_database(database_url) for _ in range(6)))
    for database in opened:
        async with database.engine.connect() as connection:
            assert await connection.run_sync(migrate.revision_of) == migrate.HEAD
        await database.close()


async def test_a_migration_that_fails_leaves_nothing(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import command

    def upgrade_and_fail(config: object, revision: str) -> None:
        up(config, revision)  # type: ignore[arg-type]
        raise RuntimeError("the process was killed here")

    up = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_and_fail)
    with pytest.raises(RuntimeError):
        await open_database(database_url)
    monkeypatch.undo()
    database = Database(migrate.migrating_engine_for(parse_url(database_url)))
    async with database.engine.connect() as connection:
        assert await connection.run_sync(tables) == set()
    await database.close()
    await (await open_database(database_url)).close()


async def test_a_newer_schema_is_not_touched(database_url: str) -> None:
    database = await open_database(database_url)
    async with database.begin() as session:
        await session.execute(text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '9999'"))
    await database.close()
    with pytest.raises(StoreError, match=r"\(9999\) is newer than this version of NIA .* Upgrade NIA"):
        await open_database(database_url)


async def test_tables_of_another_application_are_not_touched(database_url: str) -> None:
    database = Database(migrate.migrating_engine_for(parse_url(database_url)))
    async with database.begin() as session:
        await session.execute(text("CREATE TABLE users (id INTEGER)"))
    await database.close()
    with pytest.raises(StoreError, match=r"tables that NIA did not make \(users\).*database of its own"):
        await open_database(database_url)


async def test_without_create_nothing_is_migrated(database_url: str) -> None:
    await (await open_database(database_url)).close()
    await migrate.downgrade(parse_url(database_url), "base")
    with pytest.raises(StoreError, match="nia db upgrade"):
        await open_database(database_url, create=False)


async def test_a_mail_that_was_not_weighed_by_hand_stays_so(database_url: str, rows: Sequence[SQLModel]) -> None:
    url = parse_url(database_url)
    database = await open_database(database_url)
    await fill(database, rows)
    await database.close()
    await migrate.downgrade(url, "0002")
    database = await open_database(database_url)
    async with database.read() as session:
        mail = await session.get(Mail, "ma")
    await database.close()
    assert mail is not None
    assert mail.priority is None


async def test_messages_keep_what_became_of_them_up_and_down(database_url: str, rows: Sequence[SQLModel]) -> None:
    url = parse_url(database_url)
    database = await open_database(database_url)
    message = {"action_id": "a", "created_at": NOW}
    told = (
        OutboxEntry(topic="meeting.scheduled", payload={"meeting_id": "m"}, **message),
        OutboxEntry(topic="meeting.scheduled.undone", payload={"meeting_id": "m"}, state="failed", **message),
        OutboxEntry(topic="note.added", payload={"text": "x"}, attempts=1, in_doubt=True, **message),
        OutboxEntry(topic="note.added", payload={}, state="sent", sent_at=NOW, attempts=1, **message),
    )
    await fill(database, [*rows, *told])
    await database.close()
    await migrate.downgrade(url, "0005")
    database = await open_database(database_url)
    async with database.read() as session:
        kept = (await session.scalars(select(OutboxEntry).order_by(col(OutboxEntry.id)))).all()
    await database.close()
    assert [(one.about, one.state, one.in_doubt) for one in kept] == [
        ("mail", "waiting", False),
        ("meeting:m", "waiting", False),
        ("meeting:m", "sent", False),  # it is over: an older version must not send it
        ("note", "waiting", True),
        ("note", "sent", False),
    ]
