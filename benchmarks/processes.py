"""Turns a second of one and of two processes on one PostgreSQL, beside the bare graph's.

`python -m benchmarks.processes URL` is one of them: it answers as many turns as fit into what it is told, of `nia` or
`bare`, in conversations of its own.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import bare
from benchmarks.measuring import add_rep, on_postgres, why_no_postgres
from nia.agent.create import create_agent
from nia.config import Settings
from nia.ids import random_id
from nia.store.opening import open_database

ROUNDS = 5
SECONDS = 4.0
AT_ONCE = 4
ASKED = "leads from Pune above 10 lakh"
KINDS = ("bare", "nia")


def run() -> None:
    """Print turns a second with one and with two processes, and what the second one gains."""
    why = why_no_postgres()
    if why is not None:
        print(why)
        return
    with on_postgres() as settings, ExitStack() as stack:
        asyncio.run(_fill(settings))
        workers = [stack.enter_context(_worker(settings)) for _ in range(2)]
        rates: dict[tuple[str, int], list[float]] = {(kind, count): [] for kind in KINDS for count in (1, 2)}
        for _ in range(ROUNDS):
            for kind, count in rates:
                rates[kind, count].append(_rate(workers[:count], kind))
    print(f"\nProcesses on PostgreSQL, {AT_ONCE} conversations each at once (turns/s, median of {ROUNDS} rounds)")
    print(f"{'':28}{'one':>8}{'two':>8}{'gain':>8}")
    for kind in KINDS:
        one, two = rates[kind, 1], rates[kind, 2]
        gain = median(more / less for less, more in zip(one, two, strict=True))
        print(f"{kind:28}{median(one):8.0f}{median(two):8.0f}{gain:8.2f}")


async def _fill(settings: Settings) -> None:
    database = await open_database(settings.url)
    await add_rep(database)
    await database.close()


@contextmanager
def _worker(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "benchmarks.processes", settings.url, str(settings.data_dir)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        _answer(process)  # it is warm
        yield process
        process.stdin.close()


def _rate(workers: list[subprocess.Popen[str]], kind: str) -> float:
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write(f"{kind}\n")
        worker.stdin.flush()
    return sum(_answer(worker) for worker in workers)


def _answer(worker: subprocess.Popen[str]) -> float:
    assert worker.stdout is not None
    return float(worker.stdout.readline())


async def _work(settings: Settings) -> None:
    async with await create_agent(settings) as agent, bare.opened(settings) as echo:
        turns: dict[str, Callable[[str], Awaitable[object]]] = {
            "bare": partial(echo, ASKED),
            "nia": lambda place: agent.turn(ASKED, user="asha@example.com", conversation=place),
        }
        for kind in KINDS:
            rate = await _turns_a_second(turns[kind], SECONDS / 4)
        print(rate, flush=True)
        while kind := (await asyncio.to_thread(sys.stdin.readline)).strip():
            print(await _turns_a_second(turns[kind], SECONDS), flush=True)


async def _turns_a_second(turn: Callable[[str], Awaitable[object]], seconds: float) -> float:
    begun = time.perf_counter()

    async def talk() -> int:
        place, count = random_id(), 0
        while time.perf_counter() < begun + seconds:
            await turn(place)
            count += 1
        return count

    counts = await asyncio.gather(*(talk() for _ in range(AT_ONCE)))
    return sum(counts) / (time.perf_counter() - begun)


if __name__ == "__main__":
    asyncio.run(_work(Settings(database_url=sys.argv[1], data_dir=Path(sys.argv[2]))))
