"""What did not go out is listed by topic, and sent again where an admin says so: once, and in a round of its own."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from nia.ledger import dead_letters, outbox
from nia.ledger.outbox import ATTEMPTS_A_ROUND, FRESH_FOR, Claimed, State, tries_of
from nia.ledger.receipts import ERASED
from nia.store.tables import Action, OutboxEntry
from tests.ledger.posting import Post
from tests.ledger.vendor import Vendor

TOPIC = "note.added"


async def failed(post: Post, count: int = 1, topic: str = TOPIC) -> list[int]:
    """Put messages into the outbox that failed; return their ids."""
    for n in range(count):
        await post.tell(topic, note_id=f"n{n}")
    async with post.world.database.begin() as session:
        of_topic = update(OutboxEntry).where(col(OutboxEntry.topic) == topic)
        await session.execute(of_topic.values(state=State.FAILED, code="http_400", attempts=1))
    return [row.id for row in await post.rows() if row.topic == topic and row.id is not None]


async def again(post: Post, ids: list[int]) -> list[int]:
    async with post.world.database.begin() as session:
        return await dead_letters.send_again(session, ids)


async def claimed(post: Post) -> Claimed:
    async with post.world.database.begin() as session:
        taken = await outbox.claim(session, {TOPIC}, {TOPIC}, post.world.clock.now())
    assert taken is not None
    return taken


async def test_they_are_paged_by_topic_and_those_that_wait_or_went_out_are_none(post: Post) -> None:
    await post.tell(TOPIC)
    await Vendor(keyed=True).sender(post).drain()
    await failed(post, 25, "b.topic")
    await failed(post, 2, "a.topic")
    await post.tell(TOPIC)
    async with post.world.database.read() as session:
        pages = [await dead_letters.page(session, number) for number in (1, 2, 3)]
        assert [row.topic for row in await dead_letters.page(session, 1, "a.topic")] == ["a.topic"] * 2
    assert [len(page) for page in pages] == [dead_letters.PAGE, 7, 0]
    assert [row.topic for page in pages for row in page] == ["a.topic"] * 2 + ["b.topic"] * 25


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN])
async def test_one_that_is_sent_again_goes_out_under_its_key(post: Post, state: State) -> None:
    key = await post.tell(TOPIC)
    vendor = Vendor()
    async with post.world.database.begin() as session:
        await session.execute(update(OutboxEntry).values(state=state, code="x", attempts=7, in_doubt=True))
    (row,) = await post.rows()
    assert await again(post, [row.id or 0]) == [row.id]
    await post.send_all(vendor.sender(post))
    assert vendor.effects == {key: 1}
    assert await post.states() == [(State.SENT, None)]


async def test_a_new_round_has_all_its_attempts_and_numbers_of_its_own(post: Post) -> None:
    (one,) = await failed(post)
    first = await claimed_before(post, one)
    await again(post, [one])
    fresh = await claimed(post)
    assert (fresh.attempt, fresh.tries) == (ATTEMPTS_A_ROUND + 1, 1)
    async with post.world.database.begin() as session:
        assert not await outbox.mark_over(session, first, State.FAILED, "late")
        assert await outbox.mark_over(session, fresh, State.FAILED, "http_400")
    await again(post, [one])
    assert ((await claimed(post)).tries, tries_of(0), tries_of(ATTEMPTS_A_ROUND)) == (1, 0, ATTEMPTS_A_ROUND)


async def claimed_before(post: Post, one: int) -> Claimed:
    """Return the claim of a sender that has stood still since the first round."""
    (row,) = [row for row in await post.rows() if row.id == one]
    return Claimed(one, outbox.Message(row.topic, row.payload), "key", 1, in_doubt=False)


async def test_two_who_send_again_at_once_have_each_message_once(post: Post) -> None:
    ids = await failed(post, 4)
    both = await asyncio.gather(again(post, ids), again(post, ids))
    assert sorted(one for found in both for one in found) == ids
    assert {row.attempts for row in await post.rows()} == {ATTEMPTS_A_ROUND}


async def test_what_was_erased_taken_back_or_is_no_dead_letter_is_left_alone(post: Post) -> None:
    erased, undone, sent, dead = await failed(post, 4)
    rows = {row.id: row for row in await post.rows()}
    async with post.world.database.begin() as session:
        one = update(OutboxEntry)
        await session.execute(one.where(col(OutboxEntry.id) == erased).values(payload=ERASED))
        await session.execute(one.where(col(OutboxEntry.id) == sent).values(state=State.SENT))
        by = {"undone_by": rows[dead].action_id}
        await session.execute(update(Action).where(col(Action.id) == rows[undone].action_id).values(by))
        assert await dead_letters.ids_of(session, TOPIC, 10) == [dead]
    assert await again(post, [erased, undone, sent, dead, 999]) == [dead]


async def test_a_new_outlet_does_not_get_what_is_months_old(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "AHEAD_AT_MOST", timedelta(days=10_000))  # whenever this test runs
    await post.tell(TOPIC, note_id="old")
    post.world.clock.move(FRESH_FOR + timedelta(seconds=1))
    key = await post.tell(TOPIC, note_id="old")
    vendor = Vendor()
    await post.send_all(vendor.sender(post))
    assert await post.states() == [(State.FAILED, "too_old"), (State.SENT, None)]
    assert vendor.effects == {key: 1}
    assert await again(post, [row.id or 0 for row in await post.rows()]) == [(await post.rows())[0].id]
    await post.send_all(vendor.sender(post))
    assert sum(vendor.effects.values()) == 2


async def test_what_was_tried_in_time_goes_on_being_tried(post: Post) -> None:
    await post.tell(TOPIC)
    vendor = Vendor(keyed=True, faults=["later"])
    await vendor.sender(post).drain()
    post.world.clock.move(2 * FRESH_FOR)
    await post.send_all(vendor.sender(post))
    assert await post.states() == [(State.SENT, None)]
