"""The two processes that the clients talk to, one or the other; they are killed, and stopped for a while."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Mapping
from itertools import count
from typing import Any

from tests.conftest import ROOT


class Died(Exception):
    """The process died before it answered: nobody knows what came of it."""


class Served:
    """A worker (see `tests.history.worker`) that many ask at once."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._numbers = count(1)
        self._pending: dict[int, asyncio.Future[dict[str, Any]]] = {0: asyncio.get_running_loop().create_future()}
        self._opened = self._pending[0]
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def start(cls, settings: Mapping[str, Any]) -> Served:
        """Start one, and wait until it is open."""
        words = (sys.executable, "-m", "tests.history.worker", json.dumps(settings))
        pipe = asyncio.subprocess.PIPE
        served = cls(await asyncio.create_subprocess_exec(*words, cwd=ROOT, stdin=pipe, stdout=pipe, limit=2**22))
        await served._opened
        return served

    async def ask(self, do: str, **what: object) -> dict[str, Any]:
        """Ask something; raise `Died` where the process dies first."""
        number = next(self._numbers)
        if self._reading.done():
            raise Died
        answer = self._pending[number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write((json.dumps({"id": number, "do": do, **what}) + "\n").encode())
        return await answer

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def kill(self) -> None:
        """Kill it; whoever waits for an answer gets `Died`."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await self._reading

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            told = json.loads(line)
            self._pending.pop(told.pop("id")).set_result(told)
        for answer in self._pending.values():
            answer.set_exception(Died())
