"""Undo where others changed the record since: what stays is said, and what can still go back is offered by a card."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from nia.config import Settings
from nia.ledger.verifying import verify
from nia.store.tables import Lead
from nia.understanding.port import Act
from tests.agent.chat import Chat, open_chat, world_of
from tests.agent.scripted import Scripted, act, wish

SCRIPT = {
    "change": wish(("update_lead", {"lead": "Rahul Verma", "status": "qualified", "source": "referral"})),
    "new": wish(("create_lead", {"name": "Nisha Bora", "company": "Barak Tea", "phone": "9820012345"})),
    "all": wish(("update_leads", {"where": {"city": "Pune"}, "set": {"status": "qualified"}})),
    "lose": wish(("update_lead", {"lead": "Rahul Verma", "status": "lost"})),
    "move": wish(("update_lead", {"lead": "Rahul Verma", "city": "Nashik"})),
    "move nisha": wish(("update_lead", {"lead": "Nisha Bora", "city": "Nashik"})),
    "source": wish(("update_lead", {"lead": "Rahul Verma", "source": "event"})),
    "yes": act(Act.CONFIRM),
    "no": act(Act.DENY),
    "undo": act(Act.UNDO),
}


@pytest.fixture
async def chat(settings: Settings) -> AsyncIterator[Chat]:
    async with open_chat(settings, Scripted(SCRIPT)) as opened:
        world = await world_of(opened)
        await world.lead("Rahul Verma", status="new", city="Pune")
        await world.lead("Sana Khan", status="new", city="Pune")
        yield opened


async def do(chat: Chat, said: str, user: str = "asha") -> None:
    """Say and confirm, as this user, each in a conversation of their own."""
    for words in (said, "yes"):
        turn = await chat.agent.turn(words, user=user, conversation=chat.conversation if user == "asha" else user)
    assert turn.results


async def lead(chat: Chat, name: str = "Rahul Verma") -> Lead:
    return next(row for row in await chat.rows(Lead) if row.name == name)


async def test_what_another_changed_stays_and_the_rest_goes_back_by_a_yes(chat: Chat) -> None:
    await do(chat, "change")
    await do(chat, "lose", "meera")
    turn = await chat.say("undo")
    assert turn.undone == ()
    assert turn.warns == ("changed",)
    assert "Status" in turn.reply
    assert turn.proposal is not None
    turn = await chat.say("yes")
    assert turn.undone == ("update_lead",)
    row = await lead(chat)
    assert (row.status, row.source) == ("lost", None)
    async with chat.agent.database.read() as session:
        assert (await verify(session, chat.agent.runtime.gate.signer.public)).fault is None


async def test_a_no_leaves_it_and_another_undo_offers_it_again(chat: Chat) -> None:
    await do(chat, "change")
    await do(chat, "lose", "meera")
    await chat.say("undo")
    assert (await chat.say("no")).undone == ()
    assert (await lead(chat)).source == "referral"
    assert (await chat.say("undo")).proposal is not None


async def test_where_nothing_is_left_it_says_so_and_shows_no_card(chat: Chat) -> None:
    await do(chat, "source")
    async with chat.agent.database.begin() as session:
        stored = await session.get(Lead, (await lead(chat)).id)
        stored.source, stored.version = "website", stored.version + 1
    turn = await chat.say("undo")
    assert turn.proposal is None
    assert "nothing left" in turn.reply
    assert (await lead(chat)).source == "website"


async def test_a_new_lead_that_somebody_worked_on_is_not_deleted(chat: Chat) -> None:
    await do(chat, "new")
    await do(chat, "move nisha", "meera")
    turn = await chat.say("undo")
    assert turn.proposal is None
    assert (await lead(chat, "Nisha Bora")).city == "Nashik"


async def test_of_a_lead_that_was_deleted_meanwhile_nothing_is_given_back(chat: Chat) -> None:
    await do(chat, "change")
    async with chat.agent.database.begin() as session:
        stored = await session.get(Lead, (await lead(chat)).id)
        stored.deleted_at, stored.version = chat.clock.now(), stored.version + 1
    turn = await chat.say("undo")
    assert (turn.undone, turn.proposal) == ((), None)
    assert "“Rahul Verma” is no longer there" in turn.reply
    assert "nothing left" in turn.reply


async def test_of_a_bulk_change_each_row_goes_its_own_way(chat: Chat) -> None:
    await do(chat, "all")
    await do(chat, "lose", "meera")
    turn = await chat.say("undo")
    assert "Rahul Verma" in turn.reply
    assert turn.proposal is not None
    assert turn.proposal.table is not None
    assert [row[0] for row in turn.proposal.table.rows] == ["Sana Khan"]
    assert (await chat.say("yes")).undone == ("update_leads",)
    assert ((await lead(chat)).status, (await lead(chat, "Sana Khan")).status) == ("lost", "new")
    assert (await chat.say("undo")).undone == ()


async def test_a_change_between_the_card_and_the_yes_makes_a_new_card(chat: Chat) -> None:
    await do(chat, "change")
    await do(chat, "move", "meera")
    assert (await chat.say("undo")).proposal is not None
    await do(chat, "source", "meera")
    turn = await chat.say("yes")
    assert turn.undone == ()
    assert turn.proposal is not None
    assert (await chat.say("yes")).undone == ("update_lead",)
    row = await lead(chat)
    assert (row.status, row.source, row.city) == ("new", "event", "Nashik")


async def test_a_card_on_a_record_that_changed_meanwhile_comes_anew_and_says_what_changed(chat: Chat) -> None:
    await chat.say("change")
    await do(chat, "move", "meera")
    turn = await chat.say("yes")
    assert turn.results == ()
    assert turn.warns == ("changed",)
    assert "City" in turn.reply
    assert turn.proposal is not None
    assert (await chat.say("yes")).results
    row = await lead(chat)
    assert (row.status, row.city) == ("qualified", "Nashik")
