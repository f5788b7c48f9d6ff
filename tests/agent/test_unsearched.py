"""A list narrowed in vain says so; many leads are changed by what can be searched alone, and asked for else."""

from __future__ import annotations

import pytest

from tests.agent.chat import Chat, world_of


@pytest.fixture
async def leads(chat: Chat) -> Chat:
    world = await world_of(chat)
    await world.lead("Ravi Kulkarni", city="Pune")
    await world.lead("Meera Joshi", city="Nashik")
    return chat


async def test_the_reply_names_what_it_could_not_search_by(leads: Chat) -> None:
    turn = await leads.say("leads in Pune with no phone number")
    assert [record.name for record in turn.records] == ["Ravi Kulkarni"]
    assert "leaves out “with no phone number”" in turn.reply


async def test_no_other_leads_are_changed_instead(leads: Chat) -> None:
    turn = await leads.say("mark all pune leads without follow up as lost")
    assert turn.proposal is None
    assert "cannot search by “without follow up”" in turn.reply


@pytest.mark.parametrize("said", ["nashik", "all nashik leads", "the ones in Nashik", "nashik wale"])
async def test_which_leads_is_answered_by_a_filter(leads: Chat, said: str) -> None:
    asked = await leads.say("mark many leads as lost")
    assert asked.asks == ("where",)
    turn = await leads.say(said)
    assert turn.proposal is not None, turn.reply
    raw = {row.slot: row.raw for row in turn.proposal.rows}
    assert raw == {"where": {"city": "Nashik"}, "set": {"status": "lost"}}


async def test_another_wish_is_no_answer(leads: Chat) -> None:
    await leads.say("mark many leads as lost")
    turn = await leads.say("show my meetings")
    assert (turn.proposal, [call.tool for call in turn.reads]) == (None, ["list_meetings"])
