"""Milliseconds a turn, beside the bare graph on the same saver and durability, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from statistics import median

from benchmarks import bare
from benchmarks.measuring import add_rep, milliseconds, on_postgres, on_sqlite, quantile, why_no_postgres
from nia.accounts.principal import Principal
from nia.agent.agent import Agent
from nia.agent.create import create_agent
from nia.config import Settings

ROUNDS = 5
TURNS = 40
WARM_UP = 20
ASKED = "leads from Pune above 10 lakh"
WRITTEN = "create a lead for {name} from Zenith Pharma, his number is 98{n:08d}, worth 5 lakh"
FIRST = "Amit Bina Chetan Divya Esha Farhan Gita Harish Isha Jatin Kavita Lalit Meena Naveen Pooja".split()
LAST = "Agarwal Bose Chopra Desai Gupta Iyer Joshi Kapoor Mehta Nair Patil Rao Sharma Trivedi Verma Yadav".split()
BARE = "bare graph"

Times = dict[str, list[float]]


def run() -> None:
    """Print p50 and p95 of the bare graph, a read turn and the two turns of a write, and the ratios."""
    print(f"\nTurns, durability exit, {ROUNDS} rounds of {TURNS} each, by turns with the bare six-node graph")
    print(f"{'milliseconds':28}{'p50':>8}{'p95':>8}{'ratio':>8}   (of p50, median of the rounds)")
    with on_sqlite() as settings:
        asyncio.run(_measured("SQLite", settings))
    why = why_no_postgres()
    if why is not None:
        print(why)
        return
    with on_postgres() as settings:
        asyncio.run(_measured("PostgreSQL", settings))


async def _measured(name: str, settings: Settings) -> None:
    async with await create_agent(settings) as agent, bare.opened(settings) as echo:
        user = await add_rep(agent.database)
        await _round(agent, user, echo, range(WARM_UP))
        starts = range(WARM_UP, WARM_UP + ROUNDS * TURNS, TURNS)
        rounds = [await _round(agent, user, echo, range(start, start + TURNS)) for start in starts]
    for kind in rounds[0]:
        times = [one for each in rounds for one in each[kind]]
        ratio = median(median(each[kind]) / median(each[BARE]) for each in rounds)
        print(f"{name + ', ' + kind:28}{quantile(times, 50):8.2f}{quantile(times, 95):8.2f}{ratio:8.2f}")


async def _round(agent: Agent, user: Principal, echo: bare.Echoes, numbers: range) -> Times:
    """Time one turn of each kind after another, so that what else the machine does meets all of them alike."""
    times: Times = {BARE: [], "read turn": [], "write turn (card)": [], "write turn (yes)": []}
    for n in numbers:
        calls: tuple[Callable[[], Awaitable[object]], ...] = (
            partial(echo, ASKED, "bare"),
            partial(agent.turn, ASKED, user=user, conversation="read"),
            partial(agent.turn, _wish(n), user=user, conversation="write"),
            partial(agent.turn, "yes", user=user, conversation="write"),
        )
        for kind, call in zip(times, calls, strict=True):
            times[kind].append(await milliseconds(call))
    written = (await agent.history("write", user=user, limit=1))[0]
    assert written.results, f"nothing was written, NIA said: {written.reply}"
    return times


def _wish(n: int) -> str:
    """Return a wish for a lead like no other, so that no duplicate is asked about."""
    name = f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST)]}"
    return WRITTEN.format(n=n, name=name)
