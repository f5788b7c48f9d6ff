"""Milliseconds a turn, beside the bare graph on the same saver and durability, and the memory of both."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from langchain_core.messages import HumanMessage

from benchmarks import bare
from benchmarks.measuring import add_rep, quantile
from nia.agent.checkpoints import open_saver
from nia.agent.create import create_agent
from nia.config import Settings

TURNS = 200
WARM_UP = 20
ASKED = "leads from Pune above 10 lakh"
WRITTEN = ("create a lead for Lead Number{n} from Zenith Pharma {n}, his number is 98{n:08d}, worth 5 lakh", "yes")


async def run() -> None:
    """Print p50 and p95 of the bare graph, a read turn and the two turns of a write, and the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        async with await create_agent(settings) as agent:
            user = await add_rep(agent.database)
            echo = await _echo(settings)
            read = await _measure(lambda n: agent.turn(ASKED, user=user, conversation="read"))
            first, second = [], []
            for n in range(TURNS + WARM_UP):
                card = partial(agent.turn, WRITTEN[0].format(n=n), user=user, conversation="write")
                first.append(await _once(card))
                second.append(await _once(partial(agent.turn, WRITTEN[1], user=user, conversation="write")))
    print(f"\nTurns on SQLite, durability exit, {TURNS} each (milliseconds; ratio to the bare six-node graph's p50)")
    print(f"{'':28}{'p50':>8}{'p95':>8}{'ratio':>8}")
    base = quantile(echo, 50)
    for name, times in {
        "bare graph": echo,
        "read turn": read,
        "write turn (card)": first[WARM_UP:],
        "write turn (yes)": second[WARM_UP:],
    }.items():
        print(f"{name:28}{quantile(times, 50):8.2f}{quantile(times, 95):8.2f}{quantile(times, 50) / base:8.2f}")
    print(f"memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")


async def _echo(settings: Settings) -> list[float]:
    folder = settings.data_dir / "bare"
    folder.mkdir()
    async with open_saver(Settings(data_dir=folder)) as saver:
        graph = bare.build(saver)
        config = {"configurable": {"thread_id": "bare"}}
        return await _measure(
            lambda n: graph.ainvoke({"messages": [HumanMessage(ASKED, id=str(n))]}, config, durability="exit")
        )


async def _measure(turn: Callable[[int], Awaitable[object]]) -> list[float]:
    times = []
    for n in range(TURNS + WARM_UP):
        times.append(await _once(partial(turn, n)))
    return times[WARM_UP:]


async def _once(turn: Callable[[], Awaitable[object]]) -> float:
    begun = time.perf_counter()
    await turn()
    return (time.perf_counter() - begun) * 1000
