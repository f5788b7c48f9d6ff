"""A person is taken for what he is, and whom an open task names is spoken of: "their deal" is answered meanwhile."""

from __future__ import annotations

import pytest

from tests.agent.chat import Chat
from tests.world import World


@pytest.mark.parametrize(
    "words",
    [
        "create a task for Priya Nair: send the brochure",
        "priya nair ke liye ek task banao, brochure bhejna",
        "प्रिया नायर के लिए एक टास्क बनाओ, ब्रोशर भेजना",
    ],
)
async def test_a_task_for_a_customer_is_about_him(chat: Chat, world: World, words: str) -> None:
    await world.lead("Priya Nair", "Coral Labs", email="priya@coral.example")
    turn = await chat.say(words)
    assert turn.proposal is not None
    assert turn.slots["lead"]["name"] == "Priya Nair"  # type: ignore[index, call-overload]
    assert "assignee" not in turn.slots


async def test_whose_tasks_are_asked_of_a_customer_are_about_him(chat: Chat, world: World) -> None:
    lead = await world.lead("Priya Nair", "Coral Labs", email="priya@coral.example")
    await world.task("Send the brochure", lead_id=lead)
    await world.task("Check the terms")
    turn = await chat.say("प्रिया नायर के कौन से टास्क हैं")
    assert ("Send the brochure" in turn.reply, "Check the terms" in turn.reply) == (True, False)


@pytest.mark.parametrize("words", ["what is her deal worth", "uski deal kitne ki hai", "उनकी डील कितने की है"])
async def test_whom_the_open_task_names_is_spoken_of(chat: Chat, world: World, words: str) -> None:
    await world.lead("Priya Nair", "Coral Labs", email="priya@coral.example")
    assert (await chat.say("schedule a meeting with Priya Nair on friday")).asks == ("start",)
    turn = await chat.say(words)
    assert "Coral Labs" in turn.reply
