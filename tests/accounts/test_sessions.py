"""A session lasts as long as it should, and its token is nowhere to be stolen."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text
from sqlmodel import select

from nia.accounts.sessions import open_session, revoke, revoke_all, user_of
from nia.clock import FrozenClock
from nia.store.database import Database
from nia.store.tables import LoginSession
from tests.accounts.conftest import Add

HOUR = timedelta(hours=1)


async def test_a_session_says_whose_it_is_until_it_ends(database: Database, clock: FrozenClock, add: Add) -> None:
    asha = await add("Asha Rao")
    token = await open_session(database, asha.id, clock, HOUR)
    principal = await user_of(database, token, clock)
    assert principal is not None
    assert principal.id == asha.id
    clock.move(HOUR - timedelta(seconds=1))
    assert await user_of(database, token, clock) is not None
    clock.move(timedelta(seconds=1))
    assert await user_of(database, token, clock) is None


async def test_a_token_that_was_never_given_opens_nothing(database: Database, clock: FrozenClock, add: Add) -> None:
    await add("Asha Rao")
    for token in ("", "x", "' OR 1=1 --", "é" * 5000, "\x00", "\ud800"):
        assert await user_of(database, token, clock) is None


async def test_a_revoked_session_is_ended_and_the_others_go_on(
    database: Database, clock: FrozenClock, add: Add
) -> None:
    asha, vikram = await add("Asha Rao"), await add("Vikram Shah")
    phone, laptop = [await open_session(database, asha.id, clock, HOUR) for _ in range(2)]
    other = await open_session(database, vikram.id, clock, HOUR)
    await revoke(database, phone, clock)
    await revoke(database, "unknown", clock)
    assert await user_of(database, phone, clock) is None
    assert await user_of(database, laptop, clock) is not None
    await revoke_all(database, asha.id, clock)
    assert await user_of(database, laptop, clock) is None
    assert await user_of(database, other, clock) is not None


async def test_the_table_holds_no_token(database: Database, clock: FrozenClock, add: Add) -> None:
    token = await open_session(database, (await add("Asha Rao")).id, clock, HOUR)
    async with database.read() as session:
        stored = (await session.execute(text("SELECT * FROM login_sessions"))).all()
    assert len(token) >= 43
    assert token not in str(stored)


async def test_ended_sessions_do_not_pile_up(database: Database, clock: FrozenClock, add: Add) -> None:
    asha = await add("Asha Rao")
    for _ in range(5):
        await open_session(database, asha.id, clock, HOUR)
        clock.move(HOUR)
    async with database.read() as session:
        assert len((await session.execute(select(LoginSession))).all()) == 1
