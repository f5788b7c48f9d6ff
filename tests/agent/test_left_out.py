"""What is left out of a search, a bulk change or a list of people: the records, the reply and the card say it."""

from __future__ import annotations

import pytest

from nia.store.tables import Lead
from nia.understanding.port import Json
from tests.agent.chat import Chat
from tests.world import World


def named(people: Json) -> list[str]:
    assert isinstance(people, list)
    return [str(one["name"]) for one in people if isinstance(one, dict)]


@pytest.fixture
async def leads(world: World) -> World:
    await world.lead("Rahul Verma", "Zenith Pharma", city="Pune", status="new", email="rahul@zenith.example")
    await world.lead("Ravi Kumar", "Orbit Labs", city="Mumbai", status="lost", email="ravi@orbit.example")
    await world.lead("Leela Iyer", "Lotus Foods", status="qualified", email="leela@lotus.example")
    await world.lead("Zubin Irani", "Coast Lines", city="Goa", owner=world.zoya)
    return world


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("won deals created since monday", "(created from "),
        ("show the leads created in february", "(created Sun 1 February to Sat 28 February)"),
        ("पिछले महीने बनी लीड दिखाओ", "(बनने की तारीख़: "),
    ],
)
async def test_a_search_by_when_leads_were_made_says_so(chat: Chat, leads: World, said: str, told: str) -> None:
    assert told in (await chat.say(said)).reply


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("show leads not in Pune", "(not Pune)"),
        ("Pune ke alawa sab leads dikhao", "(Pune ko chhodkar)"),
        ("पुणे छोड़कर सब लीड दिखाओ", "(पुणे को छोड़कर)"),
    ],
)
async def test_a_search_leaves_out_and_says_so(chat: Chat, leads: World, said: str, told: str) -> None:
    turn = await chat.say(said)
    assert sorted(record.name for record in turn.records) == ["Leela Iyer", "Ravi Kumar"]
    assert told in turn.reply


async def test_who_is_no_colleague_is_left_out_by_name(chat: Chat, leads: World) -> None:
    turn = await chat.say("list leads except those owned by Rahul")
    assert sorted(record.name for record in turn.records) == ["Leela Iyer", "Ravi Kumar"]


async def test_a_bulk_change_leaves_out_and_its_card_says_so(chat: Chat, leads: World) -> None:
    turn = await chat.say("mark all leads except the lost ones as contacted")
    assert turn.proposal is not None
    assert [row.value for row in turn.proposal.rows] == ["not lost", "Status: contacted"]
    await chat.say("yes")
    rows = {row.name: row.status for row in await chat.rows(Lead)}  # type: ignore[attr-defined]
    assert (rows["Rahul Verma"], rows["Ravi Kumar"], rows["Leela Iyer"]) == ("contacted", "lost", "contacted")


async def test_everyone_of_the_list_but_one(chat: Chat, leads: World) -> None:
    await chat.say("show all leads")
    turn = await chat.say("Rahul ko chhod kar sab ko mail bhejo ki rates badh gaye hain")
    assert sorted(named(turn.slots["to"])) == ["Leela Iyer", "Ravi Kumar"]


async def test_everyone_of_the_team_but_one(chat: Chat, leads: World) -> None:
    turn = await chat.say("schedule a meeting with everyone except Vikram tomorrow at 4")
    assert named(turn.slots["attendees"]) == ["Anil Desai", "Meera Nair"]


async def test_who_is_not_among_them_is_asked_about(chat: Chat, leads: World) -> None:
    turn = await chat.say("schedule a meeting with everyone except Rahul tomorrow at 4")
    assert (turn.refusal, turn.asks) == ("not_found", ("attendees",))
    assert "Rahul" in turn.reply
