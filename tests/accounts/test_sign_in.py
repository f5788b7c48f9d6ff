"""Who has the password gets in; who guesses is slowed down and learns nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from nia.accounts import throttle, users
from nia.accounts.passwords import Passwords
from nia.accounts.sign_in import SignIn, SignInRefused
from nia.accounts.throttle import LoginThrottle, TooManyTries
from nia.clock import FrozenClock
from nia.store.database import Database
from nia.store.tables import User
from tests.accounts.conftest import Add

GOOD = "correct horse battery"
CHEAP = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)).hash(GOOD)


@pytest.fixture
def sign_in(database: Database, clock: FrozenClock) -> SignIn:
    return SignIn(database, Passwords(), LoginThrottle(clock))


async def test_the_password_lets_in_and_a_weak_hash_is_renewed(database: Database, sign_in: SignIn, add: Add) -> None:
    asha = await add("Asha Rao", password_hash=CHEAP)
    assert (await sign_in.with_password("ASHA@example.com", GOOD)).id == asha.id
    async with database.read() as session:
        assert "m=19456" in (await session.get_one(User, asha.id)).password_hash


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("asha@example.com", "wrong password"),
        ("nobody@example.com", GOOD),
        ("", ""),
        ("x" * 100_000, "y" * 100_000),
        ("a\x00", "\ud800"),
    ],
)
async def test_a_wrong_pair_is_refused_in_the_same_words(sign_in: SignIn, add: Add, email: str, password: str) -> None:
    await add("Asha Rao", password_hash=CHEAP)
    with pytest.raises(SignInRefused) as raised:
        await sign_in.with_password(email, password)
    assert str(raised.value) == "the mail address or the password is wrong"
    assert raised.value.values == {}


async def test_who_was_deactivated_or_has_no_password_stays_out(
    database: Database, clock: FrozenClock, sign_in: SignIn, add: Add
) -> None:
    asha, _ = await add("Asha Rao", password_hash=CHEAP), await add("Vikram Shah")
    async with database.begin() as session:
        await users.deactivate(session, await session.get_one(User, asha.id), clock.now())
    for email, password in (("asha@example.com", GOOD), ("vikram@example.com", ""), ("vikram@example.com", GOOD)):
        with pytest.raises(SignInRefused):
            await sign_in.with_password(email, password)


async def test_guessing_is_slowed_down_and_a_right_password_ends_that(
    clock: FrozenClock, sign_in: SignIn, add: Add
) -> None:
    await add("Asha Rao", password_hash=CHEAP)
    for _ in range(throttle.FREE_TRIES):
        with pytest.raises(SignInRefused):
            await sign_in.with_password("asha@example.com", "wrong password")
    with pytest.raises(TooManyTries) as raised:
        await sign_in.with_password("Asha@example.com ", GOOD)
    assert raised.value.values["wait_s"] == throttle.FIRST_WAIT_S
    clock.move(timedelta(seconds=throttle.FIRST_WAIT_S))
    await sign_in.with_password("asha@example.com", GOOD)
    with pytest.raises(SignInRefused):
        await sign_in.with_password("asha@example.com", "wrong password")


async def test_tries_at_once_are_all_counted(sign_in: SignIn, add: Add) -> None:
    await add("Asha Rao", password_hash=CHEAP)
    tries = [sign_in.with_password("asha@example.com", f"wrong password {n}") for n in range(20)]
    came = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(error, SignInRefused) for error in came) == throttle.FREE_TRIES


def test_the_wait_doubles_up_to_five_minutes_and_is_forgotten_after_an_hour(clock: FrozenClock) -> None:
    gate = LoginThrottle(clock)
    waits = []
    for _ in range(20):
        try:
            gate.admit("a@b.example")
        except TooManyTries as error:
            waits.append(error.wait_s)
            clock.move(timedelta(seconds=error.wait_s))
            gate.admit("a@b.example")
    assert waits[:4] == [2, 4, 8, 16]
    assert waits[-1] == throttle.LONGEST_WAIT_S
    clock.move(throttle.FORGOTTEN_AFTER)
    for _ in range(throttle.FREE_TRIES):
        gate.admit("a@b.example")


def test_the_throttle_s_memory_is_bounded(clock: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "KEPT_AT_MOST", 100)
    gate = LoginThrottle(clock)
    for n in range(1000):
        gate.admit(f"{n}@b.example")
    assert len(gate._tried) == 100
