"""Users and teams are made, found and shut out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nia.accounts import teams, users
from nia.accounts.principal import Principal, Role
from nia.accounts.sessions import open_session, user_of
from nia.clock import FrozenClock
from nia.errors import Invalid
from nia.ids import random_id
from nia.store.database import Database
from nia.store.tables import User
from tests.accounts.conftest import Add


async def test_a_user_starts_with_the_profile_of_the_company(add: Add) -> None:
    principal = Principal.of(await add("Asha  Rao", " Asha@Example.com "))
    assert (principal.name, principal.email) == ("Asha Rao", "asha@example.com")
    assert (principal.time_zone, principal.working_days, principal.currency) == (
        "Asia/Kolkata",
        (0, 1, 2, 3, 4, 5),
        "INR",
    )


async def test_a_user_is_found_by_address_in_any_case(database: Database, add: Add) -> None:
    asha = await add("Asha Rao")
    async with database.read() as session:
        assert await users.find(session, "ASHA@example.COM ") == asha
        assert await users.find(session, "asha@example.co") is None


@pytest.mark.parametrize(
    ("name", "email", "problem"),
    [
        ("Asha Two", "ASHA@example.com", "email_taken"),
        ("  ", "x@example.com", "empty"),
        ("x" * 201, "x@example.com", "too_long"),
        ("Asha", "asha", "bad_email"),
        ("Asha", "a@b@example.com", "bad_email"),
        ("Asha", "a b@example.com", "bad_email"),
    ],
)
async def test_a_user_that_will_not_do_is_refused(add: Add, name: str, email: str, problem: str) -> None:
    await add("Asha Rao")
    with pytest.raises(Invalid) as raised:
        await add(name, email)
    assert raised.value.problem == problem


async def test_a_user_of_no_team_is_refused(add: Add) -> None:
    with pytest.raises(Invalid) as raised:
        await add("Asha Rao", team="nowhere")
    assert raised.value.problem == "unknown_team"


async def test_a_team_lists_its_active_users_by_name(database: Database, clock: FrozenClock, add: Add) -> None:
    vikram, asha = await add("Vikram Shah"), await add("Asha Rao")
    gone = await add("Bela Sen")
    async with database.begin() as session:
        south = await teams.create(session, "South", random_id)
        await users.deactivate(session, await session.get_one(User, gone.id), clock.now())
    await add("Zoya Khan", team=south.id)
    async with database.read() as session:
        assert [user.id for user in await users.in_team(session, asha.team_id)] == [asha.id, vikram.id]
        assert len(await users.everybody(session)) == 4


async def test_a_deactivated_user_is_out_at_once(database: Database, clock: FrozenClock, add: Add) -> None:
    asha = await add("Asha Rao")
    token = await open_session(database, asha.id, clock, timedelta(hours=1))
    async with database.begin() as session:
        await users.deactivate(session, await session.get_one(User, asha.id), clock.now())
    assert await user_of(database, token, clock) is None


async def test_the_last_admin_stays(database: Database, clock: FrozenClock, add: Add) -> None:
    first, second = await add("Anil Desai", role=Role.ADMIN), await add("Bela Sen", role=Role.ADMIN)
    async with database.begin() as session:
        await users.deactivate(session, await session.get_one(User, first.id), clock.now())
    async with database.begin() as session:
        admin = await session.get_one(User, second.id)
        with pytest.raises(Invalid) as raised:
            await users.deactivate(session, admin, clock.now())
    assert raised.value.problem == "last_admin"


async def test_another_password_ends_the_sessions(database: Database, clock: FrozenClock, add: Add) -> None:
    asha = await add("Asha Rao")
    token = await open_session(database, asha.id, clock, timedelta(hours=1))
    async with database.begin() as session:
        await users.set_password(session, await session.get_one(User, asha.id), "new hash", clock.now())
    assert await user_of(database, token, clock) is None
    async with database.read() as session:
        assert (await session.get_one(User, asha.id)).password_hash == "new hash"


async def test_a_team_s_name_is_there_once_in_any_script_and_case(database: Database) -> None:
    async with database.begin() as session:
        await teams.create(session, "Über  West", random_id)
        for again in ("über west", "ÜBER WEST"):
            with pytest.raises(Invalid):
                await teams.create(session, again, random_id)
        found = await teams.find(session, "ÜBER west")
        assert found is not None
        assert found.name == "Über West"
