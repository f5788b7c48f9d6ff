"""A yes that is only half one writes nothing: "yes, but …" changes the card, "so yeah, show …" looks something up."""

from __future__ import annotations

import pytest

from nia.config import Settings
from nia.store.tables import Lead
from tests.agent.chat import open_chat

CARD = "create a lead for John Mathew from Zenith Pharma, phone 98200 12345"


@pytest.mark.parametrize(
    ("words", "slot", "value"),
    [
        ("yes but the name is Joel Varghese", "name", "Joel Varghese"),
        ("haan lekin naam Joel Varghese hai", "name", "Joel Varghese"),
        ("haan par company Konkan Ice hai", "company", "Konkan Ice"),
        ("ok but only with the company Konkan Ice", "company", "Konkan Ice"),
    ],
)
async def test_a_yes_with_a_but_changes_the_card(settings: Settings, words: str, slot: str, value: str) -> None:
    async with open_chat(settings) as chat:
        await chat.say(CARD)
        turn = await chat.say(words)
        assert not await chat.rows(Lead)
        assert turn.proposal is not None
        assert turn.slots[slot] == value


@pytest.mark.parametrize(
    "words", ["so yeah which tasks do I have", "right, uh, show my meetings", "ok show my tasks", "yes but"]
)
async def test_a_yes_that_only_opens_a_question_confirms_nothing(settings: Settings, words: str) -> None:
    async with open_chat(settings) as chat:
        await chat.say(CARD)
        await chat.say(words)
        assert not await chat.rows(Lead)


@pytest.mark.parametrize(
    "words", ["yes, and remind me tomorrow at 11 to call him", "yes that's right", "haan, bana do"]
)
async def test_a_whole_yes_still_writes(settings: Settings, words: str) -> None:
    async with open_chat(settings) as chat:
        await chat.say(CARD)
        await chat.say(words)
        assert len(await chat.rows(Lead)) == 1
