"""A message is one sender's for a while: who died, stood still or was too late spoils nothing. On both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from nia.clock import FrozenClock
from nia.errors import VendorError
from nia.ledger import outbox
from nia.ledger.changes import Message
from nia.ledger.erasure.erasing import erase
from nia.ledger.erasure.finding import find_reach
from nia.ledger.erasure.subject import find_subject
from nia.ledger.outbox import ATTEMPTS_A_ROUND, LONGEST_WAIT, Claimed, State
from nia.ledger.receipts import ERASED
from nia.ledger.sender import FIRST_WAIT, Sender, wait_after
from nia.store.tables import OutboxEntry
from tests.ledger.posting import Post
from tests.ledger.vendor import Vendor

TOPIC = "note.added"


async def claim(post: Post) -> Claimed:
    async with post.world.database.begin() as session:
        claimed = await outbox.claim(session, {TOPIC}, {TOPIC}, post.world.clock.now())
    assert claimed is not None
    return claimed


async def test_a_message_that_somebody_has_is_nobody_elses_until_that_runs_out(post: Post) -> None:
    await post.tell(TOPIC)
    vendor = Vendor(keyed=True)
    mine = await claim(post)
    assert await vendor.sender(post).drain() == 0
    await post.die()
    assert await vendor.sender(post).drain() == 1
    assert vendor.effects == {mine.key: 1}


@pytest.mark.parametrize(("keyed", "looks"), [(True, False), (False, True), (True, True)])
async def test_what_a_dead_sender_had_is_told_once(post: Post, keyed: bool, looks: bool) -> None:
    await post.tell(TOPIC)
    vendor = Vendor(keyed=keyed, looks=looks)
    claimed = await claim(post)
    await vendor.tell(claimed.key)  # it died between the answer and the mark
    await post.die()
    await post.send_all(vendor.sender(post))
    assert await post.states() == [(State.SENT, None)]
    assert vendor.effects == {claimed.key: 1}


async def test_what_a_dead_sender_had_is_put_to_people_where_nobody_can_tell(post: Post) -> None:
    await post.tell(TOPIC)
    vendor = Vendor()
    await claim(post)
    await post.die()
    await post.send_all(vendor.sender(post))
    assert await post.states() == [(State.UNKNOWN, "interrupted")]
    assert vendor.effects == {}


async def test_who_lost_a_message_cannot_put_it_off_or_fail_it_but_can_say_that_it_was_sent(post: Post) -> None:
    await post.tell(TOPIC)
    slow, now = await claim(post), post.world.clock.now()
    await post.die()
    await claim(post)
    async with post.world.database.begin() as session:
        assert not await outbox.put_off(session, slow, "timeout", now, in_doubt=True)
        assert not await outbox.mark_over(session, slow, State.FAILED, "http_400")
        await outbox.mark_sent(session, slow, now)
    assert await post.states() == [(State.SENT, None)]


async def test_a_sender_that_stood_still_sends_nothing(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    await post.tell(TOPIC)
    vendor = Vendor()
    sender, loop = vendor.sender(post), asyncio.get_running_loop()
    passed = iter([0.0])
    monkeypatch.setattr(loop, "time", lambda time=loop.time: time() + next(passed, 45.0))
    assert await sender.drain() == 1
    monkeypatch.undo()
    assert await post.states() == [(State.WAITING, "stood_still")]
    assert vendor.effects == {}
    await post.send_all(sender)
    assert vendor.effects.total() == 1


def test_the_wait_doubles_up_to_a_limit_and_is_what_the_system_asked_for_where_that_is_longer() -> None:
    waits = [wait_after(attempt) for attempt in range(1, ATTEMPTS_A_ROUND + 1)]
    assert waits[:4] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT, 8 * FIRST_WAIT]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert wait_after(1, 90) == timedelta(seconds=90)
    assert wait_after(9, 1) == wait_after(9)
    assert wait_after(1, 10**9) == LONGEST_WAIT


async def test_a_message_that_failed_is_tried_again_when_its_wait_is_over_and_not_before(post: Post) -> None:
    await post.tell(TOPIC)
    vendor = Vendor(keyed=True, faults=["later"] * 3)
    sender = vendor.sender(post)
    for attempt in (1, 2, 3):
        assert await sender.drain() == 1
        post.pass_by(wait_after(attempt).total_seconds() - 0.001)
        assert await sender.drain() == 0
        post.pass_by(0.001)
    assert await sender.drain() == 1
    assert await post.states() == [(State.SENT, None)]


async def test_a_clock_that_was_wrong_for_a_while_holds_nothing_up(post: Post) -> None:
    await post.tell(TOPIC)
    vendor = Vendor(keyed=True, faults=["later"])
    ahead = FrozenClock(datetime(2038, 1, 19, tzinfo=UTC))
    await Sender(post.world.database, {TOPIC: vendor}, ahead).drain()
    assert await post.states() == [(State.WAITING, "later")]
    async with post.world.database.begin() as session:  # and so did the database's
        await session.execute(update(OutboxEntry).values(claimed_until=datetime(2038, 1, 19, tzinfo=UTC)))
    await vendor.sender(post).drain()
    assert await post.states() == [(State.SENT, None)]


async def test_what_never_succeeds_comes_to_an_end_and_is_not_dropped(post: Post) -> None:
    await post.tell(TOPIC)
    await post.tell(TOPIC)
    async with post.world.database.begin() as session:
        await session.execute(update(OutboxEntry).values(attempts=ATTEMPTS_A_ROUND - 1))
    vendor = Vendor(keyed=True, faults=["later", "lost"])
    await post.send_all(vendor.sender(post))
    assert await post.states() == [(State.FAILED, "later"), (State.UNKNOWN, "lost")]


async def test_a_look_up_that_fails_or_cannot_say_yet_is_no_no(post: Post) -> None:
    await post.tell(TOPIC)
    vendor = Vendor(looks=True, faults=["done_and_lost"], looks_up=["later", "refused", "unsure", "bug"])
    await post.send_all(vendor.sender(post))
    assert await post.states() == [(State.SENT, None)]
    assert vendor.effects.total() == 1
    assert vendor.looks_up == []


async def test_a_bug_in_an_outlet_is_told_by_its_kind_and_holds_up_nobody_else(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    await post.tell(TOPIC, note_id="a", text="secret")
    await post.tell(TOPIC, note_id="b")
    vendor = Vendor(keyed=True, faults=["bug"])
    await vendor.sender(post).drain()
    post.pass_by(1)
    await vendor.sender(post).drain()
    assert await post.states() == [(State.WAITING, "outlet_error"), (State.SENT, None)]
    assert "KeyError" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(("retryable", "state"), [(True, State.WAITING), (False, State.FAILED)])
async def test_any_vendors_error_says_whether_it_can_be_tried_again(post: Post, retryable: bool, state: State) -> None:
    class Outlet:
        idempotent = True

        async def deliver(self, message: Message, key: str) -> None:
            raise VendorError("what the vendor wrote", retryable=retryable)

    await post.tell(TOPIC)
    await Sender(post.world.database, {TOPIC: Outlet()}, post.world.clock).drain()
    assert await post.states() == [(state, "vendor")]


async def _erase(post: Post, person: str) -> None:
    world = post.world
    async with world.database.begin() as session:
        await erase(session, await find_reach(session, await find_subject(session, person)), world.clock.now())


async def test_a_message_about_an_erased_person_is_blank_and_is_not_sent(post: Post) -> None:
    await post.world.lead("Rahul Verma", email="rahul@techcorp.example")
    await post.tell(TOPIC, to="rahul@techcorp.example")
    other = await post.tell(TOPIC, to="leela@zenith.example")
    await _erase(post, "rahul@techcorp.example")
    vendor = Vendor(keyed=True)
    await post.send_all(vendor.sender(post))
    erased, _ = await post.rows()
    assert (erased.payload, erased.state, erased.sent_at) == (ERASED, State.ERASED, None)
    assert vendor.effects == {other: 1}


async def test_what_is_sent_or_put_off_while_its_person_is_erased_stays_erased(post: Post) -> None:
    await post.world.lead("Rahul Verma", email="rahul@techcorp.example")
    await post.tell(TOPIC, to="rahul@techcorp.example")
    claimed, now = await claim(post), post.world.clock.now()
    await _erase(post, "rahul@techcorp.example")
    async with post.world.database.begin() as session:
        assert not await outbox.put_off(session, claimed, "timeout", now, in_doubt=True)
        await outbox.mark_sent(session, claimed, now)
    (row,) = await post.rows()
    assert (row.payload, row.state) == (ERASED, State.ERASED)


async def test_a_sender_in_the_background_sends_and_ends_with_its_block(post: Post) -> None:
    await post.tell(TOPIC)
    vendor = Vendor(keyed=True)
    async with vendor.sender(post).running():
        await vendor.has_told.wait()
    assert await post.states() == [(State.SENT, None)]
    await post.tell(TOPIC)
    assert await post.waiting() == 1


async def test_each_call_has_a_limit_that_is_shorter_than_a_claim(post: Post) -> None:
    with pytest.raises(ValueError, match="timeout_s"):
        Sender(post.world.database, {}, post.world.clock, timeout_s=30)
