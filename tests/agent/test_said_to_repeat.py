"""What is said to come again is written once, and the card says so; with one time it says nothing of it."""

from __future__ import annotations

import pytest

from nia.agent.turn import Turn
from tests.agent.chat import Chat


def warnings(turn: Turn) -> tuple[str, ...]:
    assert turn.proposal is not None, turn.reply
    return turn.proposal.warnings


@pytest.mark.parametrize(
    ("said", "warning"),
    [
        ("remind me every day at 6 pm to check the leads", "I can't repeat this: it is for today"),
        ("har somvar subah 10 baje Vikram Shah ke saath call rakh do", "Ye baar baar nahi ho sakta"),
        ("हर रोज़ शाम 6 बजे दवा लेने की याद दिलाना", "यह बार-बार नहीं हो सकता"),
    ],
)
async def test_the_card_of_what_should_repeat_says_that_it_is_for_once(chat: Chat, said: str, warning: str) -> None:
    turn = await chat.say(said)
    assert [one for one in warnings(turn) if warning in one] != []
    assert warning in turn.reply


async def test_another_time_takes_the_warning_away(chat: Chat) -> None:
    await chat.say("remind me every friday at 5 pm to send the report")
    assert warnings(await chat.say("make it 6 pm on wednesday")) == ()


async def test_the_warning_asks_for_nothing_more(chat: Chat) -> None:
    await chat.say("remind me every friday at 5 pm to send the report")
    assert [call.tool for call in (await chat.say("yes")).results] == ["create_task"]
