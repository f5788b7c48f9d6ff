"""A record that was taken for what was said is traced with how well it fits, in spelling and sound."""

from __future__ import annotations

import pytest

from nia.cli.trace import lines_of
from nia.store.tables import Turn
from tests.agent.chat import Chat
from tests.world import World


@pytest.mark.parametrize(
    ("said", "score"), [("show me Rahul Verma", 1.0), ("show me Raahul Varma", 0.97), ("राहुल वर्मा दिखाओ", 0.97)]
)
async def test_the_score_is_traced(chat: Chat, world: World, said: str, score: float) -> None:
    await world.lead("Rahul Verma", "TechCorp")
    turn = await chat.say(said)
    async with chat.agent.database.read() as session:
        row = await session.get(Turn, turn.id)
    assert row is not None
    assert row.trace is not None
    [matched] = row.trace["matched"]
    assert (matched["found"], matched["score"] >= score - 0.05) == ("Rahul Verma", True)
    assert any("→ Rahul Verma (" in line for line in lines_of(row.trace))
