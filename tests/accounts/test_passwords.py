"""Passwords are hashed with argon2id at OWASP's strength, off the event loop, a few at a time."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from nia.accounts import passwords
from nia.accounts.passwords import Passwords
from nia.errors import Invalid

GOOD = "correct horse battery"


async def test_a_password_fits_its_own_hash_and_no_other() -> None:
    keeper = Passwords()
    stored = await keeper.hash(GOOD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert GOOD not in stored
    assert (await keeper.verify(GOOD, stored)).fits
    assert not (await keeper.verify(GOOD + ".", stored)).fits
    assert await keeper.hash(GOOD) != stored


@pytest.mark.parametrize("stored", [None, "", "nonsense", "plaintext"])
async def test_nothing_fits_where_there_is_no_hash(stored: str | None) -> None:
    verdict = await Passwords().verify(GOOD, stored)
    assert not verdict.fits
    assert verdict.renewed is None


async def test_an_unknown_user_takes_as_long_as_a_wrong_password() -> None:
    keeper = Passwords()
    stored = await keeper.hash(GOOD)

    async def shortest(against: str | None) -> float:
        took = []
        for _ in range(5):
            begun = time.perf_counter()
            await keeper.verify("a wrong password", against)
            took.append(time.perf_counter() - begun)
        return min(took)

    known, unknown = await shortest(stored), await shortest(None)
    assert 0.3 < unknown / known < 3


def test_the_hash_of_nobody_has_the_strength_of_every_hash() -> None:
    assert passwords._NOBODY.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_a_weaker_hash_is_renewed_when_the_password_is_known() -> None:
    weak = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1),)).hash(GOOD)
    keeper = Passwords()
    assert (await keeper.verify("wrong password", weak)).renewed is None
    verdict = await keeper.verify(GOOD, weak)
    assert verdict.fits
    assert verdict.renewed is not None
    assert (await keeper.verify(GOOD, verdict.renewed)).renewed is None


@pytest.mark.parametrize(("password", "problem"), [("short", "password_short"), ("x" * 257, "password_long")])
async def test_a_password_of_a_wrong_length_is_refused(password: str, problem: str) -> None:
    with pytest.raises(Invalid) as raised:
        await Passwords().hash(password)
    assert raised.value.problem == problem


async def test_a_letter_typed_as_two_code_points_is_the_same() -> None:
    keeper = Passwords()
    stored = await keeper.hash("cafe\u0301 in Pune")
    assert (await keeper.verify("caf\u00e9 in Pune", stored)).fits


async def test_the_loop_runs_on_and_only_a_few_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Passwords(at_once=2)
    running, most, loop_thread = 0, 0, threading.get_ident()
    lock = threading.Lock()
    verdict = keeper._verdict

    def watched(password: str, stored: str | None) -> passwords.Verdict:
        nonlocal running, most
        assert threading.get_ident() != loop_thread
        with lock:
            running += 1
            most = max(most, running)
        try:
            return verdict(password, stored)
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(keeper, "_verdict", watched)
    await asyncio.gather(*(keeper.verify(GOOD, None) for _ in range(8)))
    assert most <= 2
