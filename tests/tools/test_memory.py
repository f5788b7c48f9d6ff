"""Remembering, recalling and forgetting through the tools, on a real store."""

from __future__ import annotations

import pytest

from nia.errors import NotFound
from nia.store.tables import Fact
from nia.tools.memory import forget, recall, remember
from nia.tools.spec import Result
from tests.world import World


def texts(result: Result) -> list[str]:
    return [view.name for view in result.records]


async def test_remembers_once_recalls_by_words_and_forgets(world: World) -> None:
    await world.run(world.asha, remember, text="I prefer calls in the morning")
    again = await world.run(world.asha, remember, text="i prefer calls in the  morning")
    assert again.key == "remember_known"
    await world.run(world.asha, remember, text="Lotus Foods pays late")
    assert texts(await world.run(world.asha, recall, text="lotus")) == ["Lotus Foods pays late"]
    assert len((await world.run(world.asha, recall)).records) == 2
    gone = await world.run(world.asha, forget, text="lotus foods pays late")
    assert gone.values == {"text": "Lotus Foods pays late"}
    assert texts(await world.run(world.asha, recall)) == ["I prefer calls in the morning"]
    assert world.last is not None


async def test_a_whole_question_finds_what_shares_most_of_its_words(world: World) -> None:
    for text in ("I stay at the Palm Court when I am in Nagpur", "I drink no coffee"):
        await world.run(world.asha, remember, text=text)
    assert texts(await world.run(world.asha, recall, text="hotel stay Nagpur")) == [
        "I stay at the Palm Court when I am in Nagpur"
    ]
    assert texts(await world.run(world.asha, recall, text="shoe size")) == []


async def test_several_facts_are_shown_and_none_forgotten(world: World) -> None:
    for text in ("Lotus Foods pays late", "Lotus Foods likes tea"):
        await world.run(world.asha, remember, text=text)
    result = await world.run(world.asha, forget, text="Lotus Foods")
    assert (result.key, len(result.records)) == ("forget_which", 2)
    assert len(await world.rows(Fact)) == 2


async def test_unknown_fact_is_not_found_with_the_nearest(world: World) -> None:
    await world.run(world.asha, remember, text="Lotus Foods pays late")
    with pytest.raises(NotFound) as raised:
        await world.run(world.asha, forget, text="Lotus birthday party")
    assert (raised.value.kind, raised.value.nearest) == ("fact", ("Lotus Foods pays late",))


@pytest.mark.parametrize(
    "said", ["Lotus wali baat", "wo Lotus wali baat", "लोटस वाली बात", "what I told about Lotus", "Lotus Foods"]
)
async def test_a_fact_is_forgotten_by_what_it_is_about(said: str, world: World) -> None:
    await world.run(world.asha, remember, text="Lotus Foods pays late")
    assert (await world.run(world.asha, forget, text=said)).values == {"text": "Lotus Foods pays late"}


async def test_facts_are_nobody_elses_not_even_a_managers(world: World) -> None:
    await world.run(world.asha, remember, text="Lotus Foods pays late")
    for user in (world.vikram, world.meera, world.anil):
        assert (await world.run(user, recall)).records == ()
        with pytest.raises(NotFound):
            await world.run(user, forget, text="Lotus Foods pays late")
