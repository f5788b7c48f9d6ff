"""Turns: in order, one at a time, answered once, taken over from the dead, and nobody else's."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from nia.errors import NotFound, VendorError
from nia.memory import history, waiting
from nia.memory.lease import Hold, LeaseLost
from nia.memory.turns import Message, Opened, Turns
from nia.store.tables import Conversation, Turn
from tests.leases import run_out
from tests.world import World

KEPT = {"tasks": [{"tool": "create_lead", "slots": {"name": {"value": "रमेश 🙂"}}}], "card": None, "language": "hi"}
RECORD = {"language": "en", "intent": "create_lead", "reply": "Done.", "slots": {"value": 5}}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up on a lease after a look or two."""
    monkeypatch.setattr(waiting, "POLL_S", 0.001)
    monkeypatch.setattr(waiting, "WAIT_S", 0.003)


def message(client_id: str, said: str = "hello", conversation: str = "c1") -> Message:
    return Message(conversation, client_id, said)


async def close(turns: Turns, opened: Opened, reply: str = "Done.", conversation: str = "c1", **kept: object) -> None:
    await turns.close(opened, conversation, {**RECORD, "reply": reply}, {"by": "engine"}, {**KEPT, **kept})


async def row(world: World, turn_id: str) -> Turn:
    async with world.database.read() as session:
        return await session.get_one(Turn, turn_id)


async def conversation(world: World, key: str = "c1") -> Conversation:
    async with world.database.read() as session:
        return await session.get_one(Conversation, key)


async def closed_turns(world: World) -> list[Turn]:
    async with world.database.read() as session:
        return await history.turns(session, "c1", world.asha)


async def test_what_was_said_is_there_before_it_is_answered(turns: Turns, world: World) -> None:
    opened = await turns.open(message("m1", "create  a lead\nfor John"), world.asha)
    stored = await row(world, opened.turn_id)
    assert (stored.said, stored.seq, stored.channel, stored.closed_at) == ("create  a lead\nfor John", 1, "text", None)
    begun = await conversation(world)
    assert (begun.title, begun.user_id, begun.turns) == ("create a lead for John", "asha", 1)
    assert begun.lease_until is not None
    assert (opened.kept, opened.answered) == (None, None)


async def test_turns_follow_one_another_and_hand_on_what_they_keep(turns: Turns, world: World) -> None:
    for n in range(1, 4):
        opened = await turns.open(message(f"m{n}"), world.asha)
        assert (opened.seq, opened.fence) == (n, n)
        assert opened.kept == (None if n == 1 else {**KEPT, "last_reply": f"{n - 1}"})
        world.clock.move(timedelta(seconds=1))
        await close(turns, opened, last_reply=f"{n}")
    closed = await closed_turns(world)
    assert [turn.seq for turn in closed] == [1, 2, 3]
    assert [turn.closed_at for turn in closed] == sorted(turn.closed_at for turn in closed if turn.closed_at)
    assert (closed[0].reply, closed[0].intent, closed[0].record, closed[0].trace) == (
        "Done.",
        "create_lead",
        RECORD,
        {"by": "engine"},
    )


async def test_a_message_sent_again_gets_its_recorded_answer(turns: Turns, world: World) -> None:
    await close(turns, await turns.open(message("m1"), world.asha))
    await close(turns, await turns.open(message("m2"), world.asha), "Later.")
    again = await turns.open(message("m1"), world.asha)
    assert again.answered == RECORD
    assert (await conversation(world)).turns == 2
    assert (await conversation(world)).lease_until is None


async def test_the_same_id_in_another_conversation_is_another_message(turns: Turns, world: World) -> None:
    await close(turns, await turns.open(message("m1"), world.asha))
    assert (await turns.open(message("m1", conversation="c2"), world.asha)).answered is None


async def test_messages_at_once_wait_for_one_another(turns: Turns, world: World) -> None:
    running = 0

    async def one(client_id: str) -> int:
        nonlocal running
        opened = await turns.open(message(client_id), world.asha)
        running += 1
        assert running == 1
        await asyncio.sleep(0)
        running -= 1
        await close(turns, opened)
        return opened.seq

    assert sorted(await asyncio.gather(*(one(f"m{n}") for n in range(6)))) == [1, 2, 3, 4, 5, 6]
    assert (await conversation(world)).turns == 6


async def test_one_message_sent_twice_at_once_is_one_turn(turns: Turns, world: World) -> None:
    async def one() -> Opened:
        opened = await turns.open(message("m1"), world.asha)
        if opened.answered is None:
            await close(turns, opened)
        return opened

    opened = await asyncio.gather(*(one() for _ in range(4)))
    assert len({one.turn_id for one in opened}) == 1
    assert [one.answered for one in opened].count(None) == 1


@pytest.mark.usefixtures("impatient")
async def test_a_conversation_that_is_busy_says_so_and_loses_nothing(turns: Turns, world: World) -> None:
    opened = await turns.open(message("m1"), world.asha)
    with pytest.raises(VendorError) as caught:
        await turns.open(message("m2"), world.asha)
    assert caught.value.retryable
    await close(turns, opened)
    assert (await turns.open(message("m2"), world.asha)).seq == 2


@pytest.mark.usefixtures("impatient")
async def test_the_message_of_a_dead_process_is_taken_over_after_its_lease(turns: Turns, world: World) -> None:
    await close(turns, await turns.open(message("m1"), world.asha))
    dead = await turns.open(message("m2"), world.asha)
    with pytest.raises(VendorError):
        await turns.open(message("m2"), world.asha)
    await run_out(world.database)
    taken = await turns.open(message("m2"), world.asha)
    assert (taken.turn_id, taken.seq, taken.kept) == (dead.turn_id, 2, KEPT)
    assert (taken.fence, taken.resumed) == (dead.fence + 1, True)
    await close(turns, taken)
    assert (await conversation(world)).turns == 2
    assert (await turns.open(message("m3"), world.asha)).seq == 3


async def test_another_message_goes_on_after_a_dead_process(turns: Turns, world: World) -> None:
    await turns.open(message("m1"), world.asha)
    await run_out(world.database)
    second = await turns.open(message("m2"), world.asha)
    assert (second.seq, second.resumed) == (2, False)
    await close(turns, second)
    assert [turn.seq for turn in await closed_turns(world)] == [2]
    late = await turns.open(message("m1"), world.asha)
    assert (late.seq, late.resumed) == (1, True)


@pytest.mark.usefixtures("impatient")
async def test_who_lost_the_lease_writes_nothing(turns: Turns, world: World) -> None:
    slow = await turns.open(message("m1"), world.asha)
    await run_out(world.database)
    fresh = await turns.open(message("m2"), world.asha)
    with pytest.raises(LeaseLost):
        await close(turns, slow, "Slow.", language="from the slow one")
    assert (await row(world, slow.turn_id)).closed_at is None
    with pytest.raises(VendorError):
        await turns.open(message("m3"), world.asha)
    await close(turns, fresh)
    again = await turns.open(message("m1"), world.asha)
    assert (again.kept, again.resumed) == (KEPT, True)


async def test_the_answer_of_who_holds_the_lease_stands(turns: Turns, world: World) -> None:
    """A turn that was taken over may end twice: what the later holder recorded is never overwritten by the former."""
    slow = await turns.open(message("m1"), world.asha)
    await run_out(world.database)
    taken = await turns.open(message("m1"), world.asha)
    await close(turns, taken, "from the later")
    with pytest.raises(LeaseLost):
        await close(turns, slow, "from the former")
    assert (await closed_turns(world))[0].reply == "from the later"
    assert ((await turns.open(message("m1"), world.asha)).answered or {})["reply"] == "from the later"


async def test_a_turn_is_closed_once(turns: Turns, world: World) -> None:
    opened = await turns.open(message("m1"), world.asha)
    await close(turns, opened, "first")
    with pytest.raises(LeaseLost):
        await close(turns, opened, "again")


async def test_nobody_opens_or_reads_the_conversation_of_another(turns: Turns, world: World) -> None:
    await close(turns, await turns.open(message("m1"), world.asha))
    for client_id in ("m1", "m2"):
        with pytest.raises(NotFound):
            await turns.open(message(client_id), world.meera)


async def test_two_users_who_begin_one_conversation_at_once_do_not_share_it(turns: Turns, world: World) -> None:
    async def one(user: object) -> Opened:
        opened = await turns.open(message("m1"), user)  # type: ignore[arg-type]
        await close(turns, opened)
        return opened

    both = await asyncio.gather(one(world.asha), one(world.meera), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == ["NotFound", "Opened"]


async def test_take_leaves_nothing_where_the_message_is_known(turns: Turns, world: World) -> None:
    await close(turns, await turns.open(message("m1"), world.asha))
    with pytest.raises(IntegrityError):
        async with world.database.begin() as session:
            await turns.take(session, message("m1"), world.asha, Hold("c1"))
    kept = await conversation(world)
    assert (kept.turns, kept.fence, kept.lease_until) == (1, 1, None)
