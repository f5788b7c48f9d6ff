"""An hour that may be two, and the part of the day that says which."""

from __future__ import annotations

import pytest

from tests.agent.chat import Chat


@pytest.mark.parametrize(
    ("said", "start"), [("subah", "08:00"), ("raat wala", "20:00"), ("in the evening", "20:00"), ("सुबह", "08:00")]
)
async def test_the_part_of_the_day_says_which_eight_is_meant(said: str, start: str, chat: Chat) -> None:
    asked = await chat.say("parso 8 baje leela@lotus.example ke saath meeting rakh do")
    assert (asked.asks, asked.proposal) == (("start",), None)
    turn = await chat.say(said)
    assert str(turn.slots["start"])[11:16] == start
