"""A NIA in a process of its own, which is told by lines of JSON what to say. Run as `python -m tests.lease.worker`.

Each line is {"do": name, ...}, and is answered by one line. The clock is the machine's own.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nia.agent.agent import Agent
from nia.agent.create import create_agent
from nia.agent.turn import Turn
from nia.config import Settings
from nia.understanding.port import Act, TurnContext, Understanding
from tests.agent.scripted import act, wish
from tests.crash.points import Points, watch

LEAD = wish(("create_lead", {"name": "John Mathew", "company": "Zenith", "phone": "9820012345"}))
KNOWN = {"lead": LEAD, "leads": wish(("find_leads", {})), "yes": act(Act.CONFIRM), "undo": act(Act.UNDO)}


class Remembers:
    """Understands the sentences of a write and its undo, and takes any other one for something to remember."""

    def __init__(self, log: Log) -> None:
        self._log = log

    async def understand(self, utterance: str, context: TurnContext) -> Understanding:
        self._log.add("begin", utterance)
        await asyncio.sleep(0)
        return KNOWN.get(utterance) or wish(("remember", {"text": utterance}))


class Log:
    """A file to which several processes add lines, each whole and in the order in which it happened."""

    def __init__(self, file: Path) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def add(self, what: str, said: str) -> None:
        os.write(self._file, f"{what} {said}\n".encode())


class Worker:
    """What this process can be told."""

    def __init__(self) -> None:
        self.points = Points(by=signal.SIGSTOP)
        self._agent: Agent | None = None
        watch(self.points)

    @property
    def agent(self) -> Agent:
        assert self._agent is not None
        return self._agent

    async def open(self, settings: Mapping[str, Any], log: str) -> object:
        """Open an installation, in place of the one before."""
        if self._agent is not None:
            await self._agent.close()
        kept = Log(Path(log))
        self._agent = await create_agent(Settings.model_validate(settings), understander=Remembers(kept))
        close = self._agent.runtime.turns.close

        async def closing(opened: Any, conversation: str, record: Mapping[str, Any], *more: Any) -> None:
            kept.add("end", str(record["said"]))
            await close(opened, conversation, record, *more)

        self._agent.runtime.turns.close = closing  # type: ignore[method-assign]
        return None

    async def say(self, said: str, client_id: str, stop_at: int | None = None) -> object:
        """Say one thing; stop this process at a point of the turn."""
        self.points.names.clear()
        self.points.kill_at, self.points.armed = stop_at, stop_at is not None
        try:
            turn = await self._turn(said, client_id)
        finally:
            self.points.armed = False
        return {"turn": turn.as_dict(), "points": list(self.points.names)}

    async def pour(self, sender: str, count: int) -> object:
        """Say many things at once, without waiting for an answer; each fifth one twice."""
        names = [f"{sender} {n}" for n in range(count) for _ in range(2 if n % 5 == 0 else 1)]
        turns = await asyncio.gather(*(self._turn(name, name) for name in names))
        return [[name, turn.as_dict()] for name, turn in zip(names, turns, strict=True)]

    async def _turn(self, said: str, client_id: str) -> Turn:
        return await self.agent.turn(said, user="asha", conversation="c1", client_id=client_id)


async def main() -> None:
    """Do what each line says until the input ends."""
    worker = Worker()
    while line := await asyncio.to_thread(sys.stdin.readline):
        told = json.loads(line)
        answer = await getattr(worker, told.pop("do"))(**told)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())
