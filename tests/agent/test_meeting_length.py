"""A meeting that is made longer or shorter stays where it is; none is left with no length."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nia.agent.turn import Turn
from tests.agent.chat import Chat, world_of
from tests.world import NOW

START = NOW + timedelta(days=1)


@pytest.fixture
async def demo(chat: Chat) -> Chat:
    world = await world_of(chat)
    await world.meeting("Demo for Lotus Hospitals", start_at=START, minutes=60)
    return chat


def values_of(turn: Turn) -> dict[str, object]:
    assert turn.proposal is not None, turn.reply
    return {row.slot: row.raw for row in turn.proposal.rows}


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("extend the Lotus demo by 15 minutes", 75),
        ("make the Lotus demo 30 minutes longer", 90),
        ("shorten the Lotus demo by 20 minutes", 40),
        ("make the Lotus demo 2 hours long", 120),
    ],
)
async def test_it_begins_when_it_did(demo: Chat, said: str, minutes: int) -> None:
    world = await world_of(demo)
    values = values_of(await demo.say(said))
    assert (values["minutes"], values["start"]) == (minutes, START.astimezone(world.asha.zone).isoformat())


async def test_a_length_of_nothing_is_asked_for(demo: Chat) -> None:
    turn = await demo.say("shorten the Lotus demo by 60 minutes")
    assert turn.proposal is None
    assert turn.asks == ("minutes",)
