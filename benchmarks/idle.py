"""Memory of conversations that nobody talks in at the moment, beside the bare graph's on the same saver."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from benchmarks import bare
from benchmarks.measuring import add_rep
from nia.agent.create import create_agent
from nia.config import Settings
from nia.ids import random_id

CONVERSATIONS = 1_000
WARM_UP = 200
ASKED = "leads from Pune above 10 lakh"

Turn = Callable[[str, str], Awaitable[object]]


def run() -> None:
    """Print what each takes before and after a turn in each of `CONVERSATIONS`; a process of its own measures it."""
    print(f"\nMemory of {CONVERSATIONS} idle conversations on SQLite (MiB of the process; KiB a conversation)")
    print(f"{'':28}{'before':>8}{'after':>8}{'each':>8}")
    for kind in ("bare", "nia"):
        command = [sys.executable, "-m", "benchmarks.idle", kind]
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
        before, after = (float(one) for one in said.split())
        print(f"{kind:28}{before:8.1f}{after:8.1f}{(after - before) * 1024 / CONVERSATIONS:8.2f}")


async def _measure(kind: str, settings: Settings) -> None:
    if kind == "bare":
        async with bare.opened(settings) as echo:
            await _print(echo)
        return
    async with await create_agent(settings) as agent:
        user = await add_rep(agent.database)
        await _print(lambda said, place: agent.turn(said, user=user, conversation=place))


async def _print(turn: Turn) -> None:
    await _open(turn, WARM_UP)
    before = _held_mib()
    await _open(turn, CONVERSATIONS)
    print(before, _held_mib())


async def _open(turn: Turn, count: int) -> None:
    for _ in range(count):
        await turn(ASKED, random_id())


def _held_mib() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4 / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measure(sys.argv[1], Settings(data_dir=Path(folder))))
