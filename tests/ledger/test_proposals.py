"""Proposals: one waits at a time, for a while, and is claimed once, whoever asks at the same moment."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from nia.ledger import proposals
from nia.ledger.proposals import Draft, NotConfirmable, State
from nia.store.tables import Action, Lead, Proposal
from nia.tools.invoke import Confirmation
from tests.ledger.writer import VALID_FOR, Writer
from tests.world import World

JOHN = {"name": "John Mathew", "company": "Zenith Pharma", "phone": "98200 12345"}


async def state_of(world: World, yes: Confirmation) -> str:
    async with world.database.read() as session:
        return (await session.get_one(Proposal, yes.proposal_id)).state


async def waiting(world: World, conversation: str) -> str | None:
    async with world.database.read() as session:
        row = await proposals.waiting(session, conversation, world.asha, world.clock.now())
    return row and row.id


async def test_a_new_proposal_supersedes_the_one_that_waited_in_its_conversation(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1", "c2")
    elsewhere = await writer.propose(world.asha, "create_lead", conversation="c2", **JOHN)
    old = await writer.propose(world.asha, "create_lead", conversation="c1", **JOHN)
    new = await writer.propose(world.asha, "create_lead", conversation="c1", **{**JOHN, "name": "Joan Mathew"})
    assert await waiting(world, "c1") == new.proposal_id
    assert await waiting(world, "c2") == elsewhere.proposal_id
    with pytest.raises(NotConfirmable) as caught:
        await writer.confirm(world.asha, "create_lead", old, "c1")
    assert caught.value.state == State.SUPERSEDED
    assert await world.rows(Lead) == []


async def test_it_waits_until_it_expires_and_not_a_moment_longer(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1")
    yes = await writer.propose(world.asha, "create_lead", conversation="c1", **JOHN)
    world.clock.move(VALID_FOR - timedelta(microseconds=1))
    assert await waiting(world, "c1") == yes.proposal_id
    world.clock.move(timedelta(microseconds=1))
    assert await waiting(world, "c1") is None
    with pytest.raises(NotConfirmable) as caught:
        await writer.confirm(world.asha, "create_lead", yes, "c1")
    assert caught.value.state == State.EXPIRED


async def test_what_was_cancelled_says_so(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1")
    yes = await writer.propose(world.asha, "create_lead", conversation="c1", **JOHN)
    async with world.database.begin() as session:
        assert await proposals.close_waiting(session, "c1", State.CANCELLED, world.clock.now()) == 1
        assert await proposals.close_waiting(session, "c1", State.CANCELLED, world.clock.now()) == 0
    with pytest.raises(NotConfirmable) as caught:
        await writer.confirm(world.asha, "create_lead", yes, "c1")
    assert caught.value.state == State.CANCELLED


async def test_it_is_confirmed_in_its_own_conversation_only(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1", "c2")
    yes = await writer.propose(world.asha, "create_lead", conversation="c1", **JOHN)
    for elsewhere in ("c2", None):
        with pytest.raises(NotConfirmable) as caught:
            await writer.confirm(world.asha, "create_lead", yes, elsewhere)
        assert caught.value.state == "unknown"
    assert await world.rows(Lead) == []
    await writer.confirm(world.asha, "create_lead", yes, "c1")
    assert len(await world.rows(Lead)) == 1


async def test_nobody_sees_or_confirms_anothers(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1")
    yes = await writer.propose(world.asha, "create_lead", conversation="c1", **JOHN)
    async with world.database.read() as session:
        assert await proposals.waiting(session, "c1", world.meera, world.clock.now()) is None
    with pytest.raises(NotConfirmable) as caught:
        await writer.confirm(world.meera, "create_lead", yes)
    assert caught.value.state == "unknown"
    assert await state_of(world, yes) == State.WAITING


async def test_of_many_yeses_at_once_one_takes_effect_and_all_get_its_receipt(world: World, writer: Writer) -> None:
    yes = await writer.propose(world.asha, "create_lead", **JOHN)
    outcomes = await asyncio.gather(*(writer.confirm(world.asha, "create_lead", yes) for _ in range(8)))
    assert len({outcome.action_id for outcome in outcomes}) == 1
    assert [outcome.repeated for outcome in outcomes].count(False) == 1
    assert len(await world.rows(Lead)) == len(await writer.all(Action)) == 1


async def test_a_yes_and_a_cancel_at_once_agree(world: World, writer: Writer) -> None:
    await writer.converse(world.asha, "c1")
    yes = await writer.propose(world.asha, "create_lead", conversation="c1", **JOHN)

    async def cancel() -> None:
        async with world.database.begin() as session:
            await proposals.close_waiting(session, "c1", State.CANCELLED, world.clock.now())

    said, _ = await asyncio.gather(writer.confirm(world.asha, "create_lead", yes), cancel(), return_exceptions=True)
    done = not isinstance(said, BaseException)
    assert done or isinstance(said, NotConfirmable)
    assert await state_of(world, yes) == (State.DONE if done else State.CANCELLED)
    assert len(await world.rows(Lead)) == len(await writer.all(Action)) == int(done)


@pytest.mark.parametrize("part", ["tool", "args", "versions", "card", "undoes"])
async def test_the_hash_covers_everything_that_was_shown(world: World, part: str) -> None:
    draft = Draft("update_lead", {"city": "Pune"}, {"leads:1": 3}, {"title": "Change"})
    other = {"tool": "delete_lead", "args": {}, "versions": {"leads:1": 4}, "card": {}, "undoes": "a1"}[part]
    changed = replace(draft, **{part: other})
    assert changed.hash_for("p1", world.asha) != draft.hash_for("p1", world.asha)
    assert draft.hash_for("p2", world.asha) != draft.hash_for("p1", world.asha) != draft.hash_for("p1", world.meera)


async def test_the_hash_holds_over_what_a_database_gives_back(world: World, writer: Writer) -> None:
    value = {"amount": "1234567890.05"}
    odd = {**JOHN, "name": "रमेश “Zoë” O'Neil 🙂", "value": value, "notes": 'a "quoted"\n\\u0041 line'}
    yes = await writer.propose(world.asha, "create_lead", **odd)
    await writer.confirm(world.asha, "create_lead", yes)
    assert (await world.rows(Lead))[0].name == odd["name"]
